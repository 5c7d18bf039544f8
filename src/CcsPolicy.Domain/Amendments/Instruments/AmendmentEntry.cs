using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>改正の記載。What a text keeps of an amendment that was made in it: a line 改正 with its day among the lines above the body, and the instrument's own 附則 behind those that the text has.</summary>
/// <param name="Day">制定日 of the instrument.</param>
/// <param name="Number">Its number, as 規程第3号; empty when it has none.</param>
public sealed partial record AmendmentEntry(DateOnly Day, string Number = "")
{
    private const string Word = "改正";

    /// <summary>改正日未定: the day is not known yet and is left to be completed, 令和　年　月　日 in the era of <see cref="Day"/>.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The amended text with the entry, written as the text writes those that it has.</summary>
    /// <returns>The text; or why the 附則 cannot stand in it.</returns>
    public Result<ProvisionTree> AddTo(ProvisionTree amended, AmendingInstrument instrument)
    {
        ArgumentNullException.ThrowIfNull(amended);
        ArgumentNullException.ThrowIfNull(instrument);
        var made = amended with { Preamble = amended.Preamble.Insert(LineAfter(amended.Preamble), Line(amended.Preamble)) };
        if (instrument.Supplementary.Length > 0)
        {
            if (Made(amended, instrument.Supplementary) is not { } supplement)
                return InstrumentErrors.SupplementUnreadable;
            made = made with { Provisions = made.Provisions.Insert(EndOfSupplements(made), supplement) };
        }
        return ProvisionText.Read(ProvisionText.Write(made)).Tree.Equals(made) ? made : InstrumentErrors.SupplementUnreadable;
    }

    /// <summary>Whether a text keeps anything of what was amended in it: it tells when it was made, or has a 附則.</summary>
    public static bool IsKeptBy(ProvisionTree text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return HasSupplement(text) || HasLine(text);
    }

    private static bool HasLine(ProvisionTree text) => ProvisionMeaning.Of(text).History is var history && (history.Enacted is not null || !history.Amendments.IsEmpty);

    private static bool HasSupplement(ProvisionTree text) => text.Provisions.Any(one => one.Kind == ProvisionKind.SupplementaryProvision);

    /// <summary>Whether the text has the instrument's own 附則 among its own.</summary>
    public static bool IsIn(ProvisionTree text, AmendingInstrument instrument)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(instrument);
        return ProvisionText.Read(instrument.Supplementary).Tree.Provisions is [var own]
            && text.Provisions.Any(one => one.Kind == ProvisionKind.SupplementaryProvision && Words(one) == Words(own));

        // It stands there in the figures of the text.
        static string Words(Provision one) => SignWidth.Folded(string.Join('\n', one.WithDescendants().Skip(1).Select(at => $"{at.Provision.Label} {at.Provision.Text}").Prepend(one.Text)));
    }

    /// <summary>
    /// What an edition keeps of the amendment that made it, apart from what was amended: without the line 改正 and the 附則 that the former edition has not.
    /// </summary>
    /// <returns>The amended text alone, and the lines of the 附則; these are empty where no 附則 came.</returns>
    public static (ProvisionTree Text, string Supplementary) Parted(ProvisionTree old, ProvisionTree amended)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(amended);
        var text = amended with { Preamble = Beyond(amended.Preamble, old.Preamble).Where(TellsHistory).Aggregate(amended.Preamble, (lines, line) => lines.RemoveAt(lines.LastIndexOf(line))) };
        var (before, now) = (Supplements(old), Supplements(amended));
        // It stands in the order of the days on which these were enacted, and not always last; where keys tell of none, it is the last.
        if (now.Count != before.Count + 1 || (OwnSupplements(old, amended) is [var one] ? one : before.Count(IsLast) < now.Count(IsLast) ? now[^1] : null) is not { } own)
            return (text, "");
        var lines = ProvisionWriter.WritePlain(new ProvisionTree { Provisions = [own] }).Trim('\n').Split('\n');
        return (text with { Provisions = text.Provisions.RemoveAt(text.Provisions.LastIndexOf(own)) }, string.Join('\n', lines[1..].Prepend("　　附　則")));

        bool IsLast(Provision one) => (one.Label, one.Heading, one.Text) == (now[^1].Label, now[^1].Heading, now[^1].Text);
        static List<Provision> Supplements(ProvisionTree tree) => [.. tree.Provisions.Where(root => root.Kind == ProvisionKind.SupplementaryProvision)];
    }

    private static int EndOfSupplements(ProvisionTree text) => text.Provisions.TakeWhile(one => one.Kind <= ProvisionKind.SupplementaryProvision).Count();

    /// <summary>The 附則 as it stands in the text; null when it cannot.</summary>
    private Provision? Made(ProvisionTree text, string supplementary) =>
        ProvisionText.Read(Supplement(text, supplementary)).Tree is { Title: "", Preamble: [], Contents: [], Provisions: [{ Kind: ProvisionKind.SupplementaryProvision } supplement] } ? supplement : null;

    /// <summary>Where the line comes: behind the last that tells of the text's history.</summary>
    private static int LineAfter(ImmutableArray<string> preamble) => Enumerable.Range(0, preamble.Length).LastOrDefault(at => TellsHistory(preamble[at]), -1) + 1;

    private string Line(ImmutableArray<string> preamble)
    {
        var at = LineAfter(preamble) - 1;
        var like = at < 0 ? "" : preamble[at];
        var amended = preamble.LastOrDefault(line => TellsHistory(line) && line.Contains(Word, StringComparison.Ordinal));
        var (day, number) = (Spelled(amended ?? like), Numbered().IsMatch(amended ?? like) || amended is null ? Number : "");
        // 改正 令和3年12月1日 ⏎ 令和4年9月29日: the word stands once, above all of them.
        if (amended is not null && !like.Contains(Word, StringComparison.Ordinal) && HistoryLine.IsDate(like))
            return day + Between(like) + number;
        if (amended is not null && EraDateText.FindAll(amended) is [.., var last] && amended.IndexOf(Word, StringComparison.Ordinal) >= last.End)
            return day + Numbered().Replace(amended[last.End..], number);
        var words = amended is null ? Word + "　" : amended[..Math.Max(EraDateText.FindAll(amended) is [var first, ..] ? first.Start : 0, 0)];
        return (words.Contains(Word, StringComparison.Ordinal) ? words : Word + "　") + day + Between(amended ?? like) + number;
    }

    /// <summary>What stands between the day and the number in a line: a space of either width, or nothing.</summary>
    private static string Between(string line) => Numbered().Match(line) is { Success: true } number && EraDateText.FindAll(line).LastOrDefault(date => date.End <= number.Index) is { Length: > 0 } date && string.IsNullOrWhiteSpace(line[date.End..number.Index])
        ? line[date.End..number.Index] : "";

    /// <summary>The day in the signs of the line: 3, ３ or 三.</summary>
    private string Spelled(string like)
    {
        var era = IsOpen ? EraDateText.InEra(Day)[..2] + "　年　月　日" : EraDateText.InEra(Day);
        return EraDateText.FindAll(like) is not [.., var date] ? era
            : like.AsSpan(date.Start, date.Length).ContainsAnyInRange('０', '９') ? EraNumeral.FullWidth(era)
            : like.AsSpan(date.Start, date.Length).ContainsAnyInRange('0', '9') ? era
            : EraNumeral.InKanji(era);
    }

    /// <summary>附則（令和9年3月1日規程第3号）, in the letters of the last 附則 of the text.</summary>
    private string Supplement(ProvisionTree text, string supplementary)
    {
        var lines = supplementary.Split('\n');
        var name = text.Provisions.LastOrDefault(one => one.Kind == ProvisionKind.SupplementaryProvision) is { } last && Named().Match(last.Label) is { Success: true } letters ? letters.Value : "附　則";
        return string.Join('\n', lines[1..].Select(line => InFiguresOf(text, line)).Prepend($"{name}（{Spelled(text.Preamble.LastOrDefault(TellsHistory, ""))}{Number}）"));
    }

    /// <summary>Its words in the figures of the 附則 that the text has: ３ among 3, and 3 among ３. What is written in both, or in kanji, stays.</summary>
    private static string InFiguresOf(ProvisionTree text, string words)
    {
        var like = string.Concat(text.Provisions.Where(one => one.Kind == ProvisionKind.SupplementaryProvision).SelectMany(one => one.WithDescendants()).Select(at => at.Provision.Text));
        var (isFull, isHalf) = (like.AsSpan().ContainsAnyInRange('０', '９'), like.AsSpan().ContainsAnyInRange('0', '9'));
        return isFull == isHalf ? words : isFull ? EraNumeral.FullWidth(words) : EraNumeral.HalfWidth(words);
    }

    private static bool TellsHistory(string line)
    {
        var events = new List<HistoryLine.Event>();
        if (!HistoryLine.TellsOfReplacement(line))
            HistoryLine.Read(line, events);
        return events.Count > 0;
    }

    [GeneratedRegex(@"[^\s（）()0-9０-９年月日]{0,8}第?[0-9０-９一二三四五六七八九十百]{1,8}号")]
    private static partial Regex Numbered();

    [GeneratedRegex("^[附付][ 　]*則")]
    private static partial Regex Named();
}
