using System.Text.RegularExpressions;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>本文の名乗り。What an instrument takes over from the text that it amends: the number under which that was made, and whether it writes 附則 or 付則.</summary>
internal static partial class InstrumentHead
{
    /// <summary>The usage with the spelling of the text.</summary>
    public static InstrumentUsage In(InstrumentUsage usage, ProvisionTree text)
    {
        if (text.Provisions.LastOrDefault(root => root.Kind == ProvisionKind.SupplementaryProvision)?.Label.StartsWith('付') == true)
            usage = usage with { Supplement = "付則" };
        return IsInKanji(text) ? usage with { CountsInKanji = true } : IsFullWidth(text) ? usage with { IsFullWidth = true } : usage;
    }

    /// <summary>Whether the numbers of articles, chapters and paragraphs are ３ and １０: then places and counts of the instrument are written so.</summary>
    private static bool IsFullWidth(ProvisionTree text)
    {
        var (full, half) = (0, 0);
        foreach (var at in text.All())
            if (at.Provision.Label is { Length: > 0 } label)
            {
                full += label.AsSpan().ContainsAnyInRange('０', '９') ? 1 : 0;
                half += label.AsSpan().ContainsAnyInRange('0', '9') ? 1 : 0;
            }
        return full > 0 && full >= half * 9;
    }

    /// <summary>Whether the text numbers its articles 第一条: then all numbers of the instrument are written so.</summary>
    public static bool IsInKanji(ProvisionTree text) => text.All().FirstOrDefault(at => at.Provision.Kind == ProvisionKind.Article && at.Provision.Label.Length > 0).Provision is { Label: var label } && InstrumentAddress.Kanji().IsMatch(label);

    /// <summary>
    /// 平成15年規程第3号, out of the lines below the title: 平成15年3月28日規程第3号, or the day and the number on lines of their own. Empty where they tell no number, or are of a text that was revised as a whole,
    /// whose number is not told apart from that of the one before.
    /// </summary>
    public static string NumberOf(ProvisionTree text)
    {
        var year = "";
        if (text.Preamble.Any(line => Whole().IsMatch(line)))
            return "";
        foreach (var line in text.Preamble)
        {
            var told = Amended().Match(line) is { Success: true } amended ? line[..amended.Index] : line;
            if (Made().Match(told) is { Success: true } made)
            {
                if (made.Groups["number"].Success)
                    return made.Groups["year"].Value + made.Groups["number"].Value;
                year = year.Length == 0 ? made.Groups["year"].Value : year;
            }
            else if (year.Length > 0 && Alone().Match(told) is { Success: true } alone)
                return year + alone.Groups["number"].Value;
            if (told.Length < line.Length)
                break;
        }
        return "";
    }

    /// <summary>基本方針, of a text of that title that calls itself この基本方針; null where it calls itself nothing.</summary>
    public static string? NameIn(ProvisionTree text) => OwnKind(text) ?? text.All().Select(at => at.Provision.Text).Concat(text.Preamble).SelectMany(words => Itself().Matches(words)).Select(found => found.Groups["name"].Value)
        .FirstOrDefault(name => text.Title.TrimEnd().EndsWith(name, StringComparison.Ordinal));

    /// <summary>
    /// 訓令 of ○○規程の一部を改正する訓令: as the text calls itself where it says from when it is in force, else as its number does (訓令第3号), else as its name ends.
    /// </summary>
    public static string KindOf(ProvisionTree text, string name) =>
        OwnKind(text) ?? text.Preamble.Select(line => Counted().Match(line)).FirstOrDefault(match => match.Success)?.Groups["kind"].Value ?? (Ending().Match(name) is { Success: true } ending ? ending.Value : "規程");

    /// <summary>この訓令は、令和6年4月1日から施行する: what the 附則 calls the text.</summary>
    private static string? OwnKind(ProvisionTree text) =>
        text.Provisions.Where(root => root.Kind == ProvisionKind.SupplementaryProvision).SelectMany(root => root.WithDescendants()).Select(at => Beginning().Match(at.Provision.Text)).FirstOrDefault(match => match.Success)?.Groups["kind"].Value;

    private const string Kinds = "規程|規則|細則|要綱|要領|基準|方針|手順|条例|訓令|告示|規約|定款|内規";

    [GeneratedRegex("^この(?<kind>" + Kinds + ")は、")]
    private static partial Regex Beginning();

    [GeneratedRegex("(?<kind>規程|規則|細則|要綱|要領|条例|訓令|告示)[甲乙]?第?[0-9０-９一二三四五六七八九十百]{1,5}号")]
    private static partial Regex Counted();

    [GeneratedRegex("(?:" + Kinds + ")$")]
    private static partial Regex Ending();

    private const string Number = "(?<number>[一-龠々ヶ]{1,12}?第?[0-9０-９一二三四五六七八九十百]{1,5}号)";

    [GeneratedRegex(@"^[\s　（(〔\[]{0,8}(?:制定)?[\s　]{0,4}(?<year>(?:明治|大正|昭和|平成|令和)[0-9０-９元一二三四五六七八九十]{1,4}年)(?:[0-9０-９一二三四五六七八九十]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}日)?[\s　]{0,8}(?:制定)?(?:[\s　（(〔\[]{0,8}" + Number + @")?[\s　）)〕\]]{0,8}(?:制定)?[\s　]{0,8}$")]
    private static partial Regex Made();

    [GeneratedRegex(@"^[\s　（(〔\[]{0,8}" + Number + @"[\s　）)〕\]]{0,8}$")]
    private static partial Regex Alone();

    [GeneratedRegex(@"[\s　（(〔\[]{0,8}(?:最終|一部)?(?:改正|改定|改訂)")]
    private static partial Regex Amended();

    [GeneratedRegex("この(?<name>[一-龠々ァ-ヶー]{2,12})")]
    private static partial Regex Itself();

    [GeneratedRegex("全[部面](?:を)?改[正定訂]")]
    private static partial Regex Whole();
}
