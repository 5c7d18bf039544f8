using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>数本の規程を一つの改め文で改正するとき。第1条　情報管理規程の一部を次のように改正する。 第2条　文書規程の一部を次のように改正する。 Of such an instrument a text is amended by the part that names it.</summary>
internal static partial class SeveralTexts
{
    private const int LongestLead = 400;

    /// <summary>The line that names a text.</summary>
    /// <param name="From">Where its part begins: at the caption of its article, or at the title of an instrument that stands behind another one.</param>
    private sealed record Part(int At, int From, string Name, bool IsArticle, bool HasTitle);

    /// <summary>The titles of the texts that it amends, in their order; none when it amends one.</summary>
    public static ImmutableArray<string> In(string instrument) => Parts(Lines(instrument)) is { Count: > 1 } parts ? [.. parts.Select(part => part.Name).DistinctBy(ProvisionPaths.Folded)] : [];

    /// <summary>
    /// The instrument with empty lines in the place of what amends other texts, so that each line keeps its number; of several articles that amend this one all stay, in their order. As it is when it amends one text, or
    /// when no part of it alone is for this one.
    /// </summary>
    public static string Only(string title, string instrument)
    {
        var lines = Lines(instrument);
        var parts = Parts(lines);
        var isOneByOne = parts.Exists(part => part.HasTitle);
        if (parts.Count < 2 || Naming(parts, title) is not { Count: > 0 } own || (own.Count > 1 && isOneByOne))
            return instrument;
        var supplement = isOneByOne ? lines.Length : Supplement(lines, parts);
        return string.Join('\n', lines.Select((line, at) => (at < parts[0].At && !isOneByOne) || at >= supplement || own.Exists(one => at >= (isOneByOne ? one.From : one.At) && at < (parts.Find(part => part.At > one.At)?.From ?? supplement)) ? line : ""));
    }

    /// <summary>Why no part of it can be taken for the text; null when it amends one text, or its parts of this one are known.</summary>
    public static DomainError? Undecided(string title, string instrument)
    {
        var lines = Lines(instrument);
        var parts = Parts(lines);
        return parts.Count < 2 ? null
            : Naming(parts, title) is { Count: 0 } or { Count: > 1 } && (Naming(parts, title).Count == 0 || parts.Exists(part => part.HasTitle)) ? InstrumentErrors.SeveralTexts(In(instrument))
            : !parts.Exists(part => part.HasTitle) && NamesOtherArticles(lines[Supplement(lines, parts)..], parts.Select(part => lines[part.At])) ? InstrumentErrors.DateForNothing : null;
    }

    private static string[] Lines(string instrument) => instrument.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');

    private static List<Part> Naming(List<Part> parts, string title) => parts.FindAll(part => ProvisionPaths.Folded(part.Name) == ProvisionPaths.Folded(title));

    /// <summary>What its own 附則 amends is no part of it, nor what an article says that it adds.</summary>
    private static List<Part> Parts(string[] lines)
    {
        var all = new List<Part>();
        for (var at = 0; at < lines.Length; at++)
            if (lines[at].Trim() is { Length: <= LongestLead } line && Lead().Match(line) is { Success: true } lead)
            {
                var above = Array.FindLastIndex(lines, Math.Max(at - 1, 0), Math.Max(at, 0), one => !string.IsNullOrWhiteSpace(one));
                var (isCaptioned, hasTitle) = (above >= 0 && Caption().IsMatch(lines[above].Trim()), all.Count > 0 && above >= 0 && lines[above].Length <= LongestLead && Title().IsMatch(lines[above].Trim()));
                all.Add(new(at, isCaptioned || hasTitle ? above : at, lead.Groups["name"].Value.Trim(), lead.Groups["article"].Success, hasTitle));
            }
        if (all.Count < 2 || all[0].IsArticle)
            return all.FindAll(part => part.IsArticle);
        var supplement = Array.FindIndex(lines, all[0].At, line => Supplement().IsMatch(line.Trim()));
        return all.FindAll(part => !part.IsArticle && (supplement < 0 || part.At < supplement || part.HasTitle));
    }

    /// <summary>Where the 附則 of all of them begins; behind the last line when there is none.</summary>
    private static int Supplement(string[] lines, List<Part> parts) =>
        Array.FindLastIndex(lines, line => Supplement().IsMatch(line.Trim())) is var last && last > parts[^1].At ? last : lines.Length;

    /// <summary>Whether a day is told of an article that the instrument does not have.</summary>
    private static bool NamesOtherArticles(string[] supplement, IEnumerable<string> leads)
    {
        var known = leads.Select(lead => NumberIn(ArticleNumber().Match(lead.Trim()))).ToHashSet();
        return supplement.Any(line => InForce().IsMatch(line) && OfArticle().Matches(line).Any(article => !known.Contains(NumberIn(article))));

        static string NumberIn(Match article) => LabelNumber.Of(article.Groups["article"].Value).Segment;
    }

    [GeneratedRegex(@"^(?<article>第[0-9０-９一二三四五六七八九十]{1,4}条[\s　]{1,4})?(?<name>[^。（(]{1,120}?)(?:（[^）]{0,80}）|\([^)]{0,80}\))?の一部を次のように改正する。$")]
    private static partial Regex Lead();

    [GeneratedRegex(@"^[附付][\s　]{0,4}則$")]
    private static partial Regex Supplement();

    [GeneratedRegex("^（[^）]{1,120}の一部改正）$")]
    private static partial Regex Caption();

    /// <summary>文書規程の一部を改正する規程</summary>
    [GeneratedRegex("^[○〇]?[^。「」]{1,120}の一部を改正する[^。「」、]{1,12}$")]
    private static partial Regex Title();

    /// <summary>第2条の規定は、令和9年10月1日から施行する。 第1条中情報規程第3条の改正規定</summary>
    [GeneratedRegex("(?<article>第[0-9０-９一二三四五六七八九十]{1,4}条)(?:の規定(?!による)|中(?![「『]))")]
    private static partial Regex OfArticle();

    [GeneratedRegex("^(?<article>第[0-9０-９一二三四五六七八九十]{1,4}条)")]
    private static partial Regex ArticleNumber();

    [GeneratedRegex("から施行する|[　 ][^。]{1,30}日$")]
    private static partial Regex InForce();
}
