using CcsPolicy.Data;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Web.DemoData;

/// <summary>見本のガイドライン。An invented guideline with two editions, and chapters that cite the first of them, so that there is something to review.</summary>
internal sealed class DemoGuideline(PolicyDb db, IdSource ids, DemoActors actors, DemoYear year)
{
    /// <summary>Number, heading and words of the items of the first edition, and the heading of the chapter or article that cites each.</summary>
    private static readonly (string Number, string Heading, string Words, string? CitedBy)[] First =
    [
        ("1.1", "組織体制", "情報セキュリティの責任者を置き、役割を定めること。", "組織体制"),
        ("2.1", "情報資産の分類", "情報資産を重要さによって分類し、台帳に記すこと。", "情報資産の分類と管理"),
        ("4.1", "入退室の管理", "機器を置く部屋に入る者を定め、入退室を記録すること。", "物理的セキュリティ"),
        ("4.2", "端末の持出し", "端末を持ち出すときは、あらかじめ許可を得ること。", "物理的セキュリティ"),
        ("5.1", "研修", "職員に年に一度、研修を受けさせること。", "人的セキュリティ"),
        ("6.1", "アカウントの管理", "使わなくなったアカウントを速やかに止めること。", "技術的セキュリティ"),
        ("7.1", "紙の記録簿", "運用の記録を紙の簿冊に綴じて保存すること。", "運用"),
        ("8.1", "委託先の選定", "委託先を選ぶ前に、対策の状況を確かめること。", "業務委託と外部サービスの利用"),
    ];

    private static readonly (string Number, string Heading, string Words, string? CitedBy)[] Second =
    [
        First[0],
        ("2.1", "情報資産の分類", "情報資産を重要さによって分類し、台帳に記し、年に一度見直すこと。", null),
        First[2],
        ("4.2", "記録媒体の廃棄", "記録媒体を捨てるときは、読み出せないようにすること。", null),
        First[3] with { Number = "4.3" },
        ("5.1", "研修", "職員及び委託先の従業者に年に一度、研修を受けさせること。", null),
        First[5],
        First[7],
        ("8.2", "約款による外部サービス", "約款による外部サービスに、重要な情報を置かないこと。", null),
    ];

    /// <summary>Puts the guideline and its citations down for the next save.</summary>
    public void Add(IReadOnlyList<(PolicyDocument Document, string? CarriesOut, ProvisionTree Tree)> documents)
    {
        var guideline = new Guideline { Id = ids.Next<GuidelineId>(), Code = "見本指針", Title = "見本・情報セキュリティ対策指針（架空）", RecordedBy = actors.Officer.Id, RecordedAt = db.Now };
        db.Add(guideline);
        var first = Edition(guideline, "初版", year.Day("F-1.3.28"), First);
        Edition(guideline, "改定版", year.Day("F.3.28"), Second);
        var (standard, _, tree) = documents.First(d => d.Document.Tier == Tier.Standard);
        foreach (var item in First)
            Cite(standard, Headed(tree, item.CitedBy), first, item.Number);
        // In a procedure, for those who know it.
        if (documents.FirstOrDefault(d => d.Document.Tier == Tier.Procedure && d.CarriesOut == "物理的セキュリティ") is { Document: { } procedure } below)
            Cite(procedure, below.Tree.Provisions[0], first, "4.1");
    }

    private GuidelineEdition Edition(Guideline guideline, string label, DateOnly issued, IEnumerable<(string Number, string Heading, string Words, string? CitedBy)> items)
    {
        var id = ids.Next<GuidelineEditionId>();
        var rows = items.Select((item, at) => new GuidelineItem { EditionId = id, Ordinal = at + 1, Number = item.Number, Heading = item.Heading, Words = item.Words }).ToList();
        var edition = new GuidelineEdition { Id = id, GuidelineId = guideline.Id, Label = label, IssuedOn = issued, Hash = GuidelineItem.HashOf(rows), RecordedBy = actors.Officer.Id, RecordedAt = db.Now };
        db.Add(edition);
        db.AddRange(rows);
        db.Record(new JournalFact("guideline.imported").With("guideline", guideline.Id).With("edition", id).With("count", rows.Count).With("hash", edition.Hash), null, actors.Officer.Id);
        return edition;
    }

    private void Cite(PolicyDocument document, Provision? provision, GuidelineEdition edition, string item)
    {
        if (provision is null)
            return;
        var by = document.Tier == Tier.Procedure ? actors.Custodian.Id : actors.Officer.Id;
        var citation = GuidelineCitation.Cite([], ids.Next<GuidelineCitationId>(), document.Id, provision.Key, edition, item, by, db.Now)!;
        db.Add(citation);
        db.Record(new JournalFact("citation.recorded").With("citation", citation.Id).With("edition", edition.Id), document, by, row: citation);
    }

    private static Provision? Headed(ProvisionTree tree, string? heading) =>
        heading is null ? null : tree.All().Select(at => at.Provision).FirstOrDefault(provision => provision.Heading == heading);
}
