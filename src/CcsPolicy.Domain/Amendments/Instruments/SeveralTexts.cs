using System.Text.RegularExpressions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>数本の規程を一つの改め文で改正するとき。第1条　情報管理規程の一部を次のように改正する。 第2条　文書規程の一部を次のように改正する。 Of such an instrument a text is amended by the article that names it.</summary>
internal static partial class SeveralTexts
{
    private const int LongestLead = 400;

    /// <summary>
    /// The instrument with empty lines in the place of what amends other texts, so that each line keeps its number; as it is when it amends one text, when not one article alone names this one, or when its own 附則 tells
    /// from when each article is in force.
    /// </summary>
    public static string Only(string title, string instrument)
    {
        var lines = instrument.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        var leads = Enumerable.Range(0, lines.Length).Select(at => (At: at, Name: NameIn(lines[at].Trim()))).Where(lead => lead.Name.Length > 0).ToList();
        var named = leads.FindAll(lead => ProvisionPaths.Folded(lead.Name) == ProvisionPaths.Folded(title));
        if (leads.Count < 2 || named is not [var own])
            return instrument;
        var last = Array.FindLastIndex(lines, line => Supplement().IsMatch(line.Trim()));
        var supplement = last > leads[^1].At ? last : lines.Length;
        if (lines[supplement..].Any(line => OfArticle().IsMatch(line)))
            return instrument;
        var next = leads.Find(lead => lead.At > own.At).At is > 0 and var following ? following : supplement;
        // （文書規程の一部改正） stands above the article.
        if (next < supplement && Caption().IsMatch(lines[next - 1].Trim()))
            next--;
        return string.Join('\n', lines.Select((line, at) => at < leads[0].At || (at >= own.At && at < next) || at >= supplement ? line : ""));
    }

    private static string NameIn(string line) => line.Length <= LongestLead && Lead().Match(line) is { Success: true } lead ? lead.Groups["name"].Value.Trim() : "";

    [GeneratedRegex(@"^第[0-9０-９一二三四五六七八九十]{1,4}条[\s　]{1,4}(?<name>[^。（(]{1,120}?)(?:（[^）]{0,80}）|\([^)]{0,80}\))?の一部を次のように改正する。$")]
    private static partial Regex Lead();

    [GeneratedRegex(@"^[附付][\s　]{0,4}則$")]
    private static partial Regex Supplement();

    [GeneratedRegex("^（[^）]{1,120}の一部改正）$")]
    private static partial Regex Caption();

    /// <summary>第2条の規定は、令和9年10月1日から施行する。</summary>
    [GeneratedRegex("第[0-9０-９一二三四五六七八九十]{1,4}条(?:の規定|中)")]
    private static partial Regex OfArticle();
}
