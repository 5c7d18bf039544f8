using System.Globalization;
using System.Text;

namespace CcsPolicy.Web.DemoData;

/// <summary>
/// 負荷試験用の基準。Writes standards of any length in 条 form from stock phrases, for load tests: well-formed and of the density of real ones, but meant to be counted, not read.
/// </summary>
internal static class GeneratedStandard
{
    private static readonly string[] Subjects =
        ["情報セキュリティ管理者", "情報システム管理者", "統括情報セキュリティ責任者", "各課の長", "組合業務従事者", "委託を所管する課の長", "情報システム担当者", "監査責任者"];

    private static readonly string[] Things =
        ["端末及び記録媒体", "利用者の権限", "通信の記録", "外部へ送る文書", "サーバの設定", "委託先の作業", "組合員の申請書", "認証に用いるカード", "業務用の電子メール", "保管庫の鍵", "バックアップの媒体", "外部サービスの設定", "無線の接続点", "研修の記録"];

    private static readonly string[] Times =
        ["毎年度4月末までに", "毎月末に", "着任の日から10業務日以内に", "変更の都度", "3月に1回以上", "異常を認めたときは直ちに", "利用を終えた後速やかに", "あらかじめ", "年に2回以上"];

    private static readonly string[] Deeds =
        ["台帳と照合し、その結果を記録しなければならない", "必要の有無を確かめ、不要なものを取り消すものとする", "所属の長の承認を受けなければならない", "複数の者により点検し、不備を是正するものとする",
         "保管の場所及び期間を定めなければならない", "統括情報セキュリティ責任者に報告しなければならない", "第三者の目に触れない方法により扱わなければならない", "手順を定め、関係する者に周知するものとする"];

    private static readonly string[] Chapters =
        ["組織及び責任", "情報資産の管理", "物理的な対策", "人的な対策", "技術的な対策", "運用", "業務委託", "外部サービス", "点検及び見直し", "雑則"];

    /// <summary>A standard with the given number of articles, captions, paragraphs and items; the same for the same stream of numbers.</summary>
    public static string Write(string title, int articles, string enacted, string effective, SeededNumbers numbers)
    {
        var text = new StringBuilder(articles * 220);
        var perChapter = Math.Max(4, (articles + Chapters.Length - 1) / Chapters.Length);
        Line(text, $"○{title}");
        Line(text, enacted);
        Line(text, "制定");
        for (var article = 1; article <= articles; article++)
        {
            if ((article - 1) % perChapter == 0)
            {
                var chapter = (article - 1) / perChapter;
                Line(text, $"第{Number(chapter + 1)}章 {Chapters[chapter % Chapters.Length]}");
            }
            Article(text, article, numbers);
        }
        Line(text, "附 則");
        Line(text, $"この基準は、{effective}から施行する。");
        return text.ToString();
    }

    private static void Article(StringBuilder text, int article, SeededNumbers numbers)
    {
        var thing = numbers.Of(Things);
        Line(text, $"（{thing}の取扱い）");
        Line(text, $"第{Number(article)}条 {Sentence(thing, numbers)}");
        var paragraphs = 1 + numbers.Below(3);
        for (var paragraph = 2; paragraph <= paragraphs; paragraph++)
            Line(text, $"{Number(paragraph)} {Sentence(numbers.Of(Things), numbers)}");
        if (numbers.Below(3) != 0)
            return;
        Line(text, $"{Number(paragraphs + 1)} 前項の措置は、次に掲げる事項を含むものとする。");
        var items = 2 + numbers.Below(3);
        for (var item = 1; item <= items; item++)
            Line(text, $"({Number(item)}) {numbers.Of(Things)}について、{numbers.Of(Times)}行う確認");
    }

    private static string Sentence(string thing, SeededNumbers numbers) =>
        $"{numbers.Of(Subjects)}は、{thing}について、{numbers.Of(Times)}、{numbers.Of(Deeds)}。";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
