using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Consequences;

/// <summary>目次の範囲。Lines of the 目次 that came unchanged through an amendment and name a division, or the articles in it, by the numbers that it had before.</summary>
internal static partial class ContentsRanges
{
    private const string Few = "・", Many = "―";

    public static IEnumerable<Consequence> Find(TreeComparison comparison)
    {
        var (lines, left) = (comparison.New.Contents, comparison.Old.Contents.ToList());
        var divisions = comparison.Rows.Where(row => row.Old is { Kind: < ProvisionKind.Article }).OrderBy(row => row.OldIndex).ToList();
        if (lines.IsEmpty || divisions.Count == 0)
            yield break;
        var start = 0;
        foreach (var line in lines)
        {
            // A line that the amendment wrote itself is its own; of two that are alike the first is the first.
            if (left.Remove(line) && divisions.FindIndex(row => Folding.FoldString(line).TrimStart().StartsWith(Folding.FoldString(row.Old!.Label), StringComparison.Ordinal)) is >= 0 and var at)
            {
                var row = divisions[at];
                divisions.RemoveRange(0, at + 1);
                foreach (var one in Of(line, start, row))
                    yield return one;
            }
            start += line.Length + 1;
        }
    }

    private static IEnumerable<Consequence> Of(string line, int start, ComparedProvision row)
    {
        var old = row.Old!;
        if (row.New is not { } now)
        {
            yield return Told(line, start, (line.Length - line.TrimStart().Length, old.Label.Length), ConsequenceKind.Gone, old, null, null);
            yield break;
        }
        if (old.Label != now.Label && line.TrimStart().StartsWith(old.Label, StringComparison.Ordinal))
            yield return Told(line, start, (line.Length - line.TrimStart().Length, old.Label.Length), ConsequenceKind.Contents, old, now, now.Label);
        if (Range(line) is not { } range || Ends(old) is not { } was || Ends(now) is not { } @is || !Says(line, range, was) || Says(line, range, @is))
            yield break;
        var isSpelledSo = line.AsSpan(range.First.Index, range.First.Length).SequenceEqual(was.First);
        var between = Count(now) > 2 ? Count(old) > 2 ? range.Between : Many : Count(old) == 2 ? range.Between : Few;
        yield return Told(line, start, (range.First.Index, range.Last.Index + range.Last.Length - range.First.Index), ConsequenceKind.Contents, old, now,
            !isSpelledSo ? null : @is.First == @is.Last ? @is.First : @is.First + between + @is.Last);
    }

    private static Consequence Told(string line, int start, (int Start, int Length) words, ConsequenceKind kind, Provision old, Provision? now, string? proposed) => new()
    {
        Kind = kind, Index = Consequence.OfContents, Key = LineageKey.None, At = InstrumentAddress.Contents, Start = start + words.Start, Written = line.Substring(words.Start, words.Length), Proposed = proposed,
        Meant = old.Label, MeantNow = now?.Label, Around = line.Trim(),
    };

    /// <summary>第4条―第8条 in the last brackets of a line.</summary>
    private static (Capture First, Capture Last, string Between)? Range(string line)
    {
        if (Bracketed().Match(Folding.FoldString(line)) is not { Success: true } found)
            return null;
        var first = found.Groups["first"];
        var last = found.Groups["last"] is { Success: true } second ? second : first;
        return (first, last, last.Index > first.Index ? line[(first.Index + first.Length)..last.Index] : Few);
    }

    private static bool Says(string line, (Capture First, Capture Last, string Between) range, (string First, string Last) ends) =>
        Folding.FoldString(line.Substring(range.First.Index, range.First.Length)) == Folding.FoldString(ends.First) && Folding.FoldString(line.Substring(range.Last.Index, range.Last.Length)) == Folding.FoldString(ends.Last);

    /// <summary>The first and the last article of a division; of 第3条から第5条まで　削除 both ends.</summary>
    private static (string First, string Last)? Ends(Provision division)
    {
        var articles = Articles(division).SelectMany(article => Article().Matches(Folding.FoldString(article.Label)).Select(match => article.Label.Substring(match.Index, match.Length))).ToList();
        return articles.Count == 0 ? null : (articles[0], articles[^1]);
    }

    private static int Count(Provision division) => Articles(division).Count();

    private static IEnumerable<Provision> Articles(Provision division) =>
        division.Children.SelectMany(child => child.Kind == ProvisionKind.Article ? [child] : child.Kind < ProvisionKind.Article ? Articles(child) : []);

    private const string Number = "第[0-9一二三四五六七八九十百千]{1,8}条(?:の[0-9一二三四五六七八九十]{1,6}){0,4}";

    [GeneratedRegex(Number, RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Article();

    [GeneratedRegex(@"\((?<first>" + Number + @")(?:[^()第]{1,4}(?<last>" + Number + @"))?(?:まで)?\)\s*$", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Bracketed();
}
