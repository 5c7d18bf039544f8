using System.Collections.Immutable;
using CcsPolicy.Domain.Documents;

namespace CcsPolicy.Web.DemoData;

/// <summary>An edition of the demo organisation: its text, and when it was decided and comes into force.</summary>
/// <param name="RecordedLater">Put on record when the portal was taken into use, without a way through approval.</param>
internal sealed record DemoEdition(string Text, EditionKind Kind, string EnactedOn, string EffectiveFrom, string Reason, bool RecordedLater = false);

/// <summary>To whom a procedure of the demo organisation is opened: a department, a post or a person (staff number).</summary>
internal sealed record DemoGrant(string Reason, string? Department = null, string? Post = null, string? Person = null);

/// <summary>Whom a procedure of the demo organisation is meant for: a department or a post.</summary>
internal sealed record DemoTarget(string? Department = null, string? Post = null, string? System = null);

/// <summary>A document of the demo organisation.</summary>
/// <param name="CarriesOut">Heading of the chapter of the standard that a procedure carries out.</param>
internal sealed record DemoDocument(
    string Code, string Title, Tier Tier, InstrumentKind Instrument, Openness Openness, Audience Audience, ImmutableArray<DemoEdition> Editions, ImmutableArray<DemoGrant> Grants,
    string? CarriesOut = null)
{
    /// <summary>Whom a procedure is meant for.</summary>
    public ImmutableArray<DemoTarget> Targets { get; init; } = [];
}

/// <summary>見本の規程。The documents of the demo organisation, their editions and whom the procedures are opened to.</summary>
internal static class DemoDocuments
{
    public static ImmutableArray<DemoDocument> All { get; } =
    [
        new("方針第1号", "青葉県市町村職員共済組合情報セキュリティ基本方針", Tier.BasicPolicy, InstrumentKind.Policy, Openness.Public, Audience.AllWorkers,
        [
            new("basic-policy-1", EditionKind.FullRevision, "2017.3.27", "2017.4.1", "旧方針の全部を改めました。", RecordedLater: true),
            new("basic-policy-2", EditionKind.PartialAmendment, "2022.3.28", "2022.4.1", "テレワークの開始に合わせて対策を加えました。", RecordedLater: true),
            new("basic-policy-3", EditionKind.PartialAmendment, "F-1.9.24", "F-1.10.1", "外部サービスの利用と評価・見直しの定めを改めました。"),
        ], []),
        new("基準第1号", "青葉県市町村職員共済組合情報セキュリティ対策基準", Tier.Standard, InstrumentKind.Standard, Openness.Internal, Audience.AllWorkers,
        [
            new("standard-1", EditionKind.FullRevision, "F-1.6.25", "F-1.7.1", "九つの章からなる基準に全部を改めました。"),
            new("standard-2", EditionKind.PartialAmendment, "F.3.27", "F+1.4.1", "パスワードを15文字以上とし、外部サービスの承認の手続を改めます。"),
        ], []),
        new("基準第2号", "青葉県市町村職員共済組合特定個人情報等取扱基準", Tier.Standard, InstrumentKind.Standard, Openness.AllStaff, Audience.AllStaff,
        [
            new("personal-number-1", EditionKind.Enactment, "F.3.27", "F.4.1", "個人番号を扱う事務の取扱いを一つの基準にまとめました。"),
        ], []),
        Procedure("手順第1号", "運用", "情報セキュリティ事故対応実施手順", new("procedure-incident-1", EditionKind.Enactment, "F-1.6.25", "F-1.7.1", "事故のときの動きを程度ごとに定めました。"),
            new DemoGrant("事故対応チームの構成員", Department: "企画情報課"), new DemoGrant("所属の長としての指揮", Post: "年金課長")),
        Procedure("手順第2号", "物理的セキュリティ", "サーバ室入退室管理実施手順", new("procedure-server-room-1", EditionKind.PartialAmendment, "F-1.6.25", "F-1.7.1", "入退室の記録の保存期間を改めました。"),
            new DemoGrant("サーバ室の管理", Post: "情報係長"), new DemoGrant("サーバ室の管理", Post: "情報主査"), new DemoGrant("機器の保守", Person: "1055")),
        Procedure("手順第3号", "物理的セキュリティ", "端末及び記録媒体の持出し実施手順", new("procedure-take-out-1", EditionKind.Enactment, "F-1.6.25", "F-1.7.1", "持出しの申請と返却の流れを定めました。"),
            new DemoGrant("年金相談会への端末の持出し", Department: "年金課"), new DemoGrant("出張での端末の持出し", Department: "企画情報課")) with
        {
            // One of them has no grant: a task of the custodian.
            Targets = [new DemoTarget(System: "年金システム"), new DemoTarget(Department: "企画情報課"), new DemoTarget(Post: "出納係長")],
        },
        Procedure("手順第4号", "技術的セキュリティ", "アカウント管理実施手順", new("procedure-accounts-1", EditionKind.Enactment, "F.3.2", "F.4.1", "アカウントの登録から廃止までを定めました。"),
            new DemoGrant("アカウントの登録の事務", Post: "情報係長")),
        Procedure("手順第5号", "運用", "バックアップ及び復旧実施手順", new("procedure-backup-1", EditionKind.PartialAmendment, "F-1.6.25", "F-1.7.1", "控えの取得の間隔を改めました。"),
            new DemoGrant("控えの取得と復旧", Post: "情報係長"), new DemoGrant("控えの取得と復旧", Person: "1055")),
    ];

    private static DemoDocument Procedure(string code, string carriesOut, string title, DemoEdition edition, params IEnumerable<DemoGrant> grants) =>
        new(code, title, Tier.Procedure, InstrumentKind.Manual, Openness.NeedToKnow, Audience.Granted, [edition], [.. grants], carriesOut);
}
