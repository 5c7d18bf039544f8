using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>
/// 印の付いた文。Writes the words of a provision with its references as links and its defined terms on their first use within an article.
/// A reference goes before a term; the longer term goes before the shorter; a term within a longer word is left alone.
/// </summary>
internal sealed class MarkedText
{
    private const int LongestTitle = 140;
    private readonly ProvisionPaths paths;
    private readonly ILookup<ProvisionPath, CrossReference> references;
    private readonly Definition[] terms;
    private readonly TermFinder finder;
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    public MarkedText(ProvisionPaths paths, ProvisionReading reading)
    {
        this.paths = paths;
        references = reading.References.Where(reference => !reference.External).ToLookup(reference => reference.At);
        terms = [.. reading.Definitions.Where(definition => definition.Term.Length > 1).OrderByDescending(definition => definition.Term.Length)];
        finder = new TermFinder([.. terms.Select(definition => definition.Term)]);
    }

    /// <summary>From here on each term is marked again once: a new article begins.</summary>
    public void Begin() => used.Clear();

    /// <summary>Writes one stretch of a provision's text, a line or a cell, from <paramref name="start"/> on.</summary>
    public void Write(HtmlWriter html, PlacedProvision placed, int start, int length)
    {
        var text = placed.Provision.Text;
        var end = start + length;
        var at = start;
        foreach (var mark in MarksIn(placed, start, end))
        {
            if (mark.Start < at)
                continue;
            html.Words(text.AsSpan(at, mark.Start - at));
            if (mark.Reference is { } reference)
                WriteReference(html, reference);
            else
                WriteTerm(html, placed, mark.Term!);
            at = mark.Start + mark.Length;
        }
        html.Words(text.AsSpan(at, end - at));
    }

    /// <summary>Writes words in which nothing points anywhere, such as those of the preamble, with the terms that they define.</summary>
    public void WriteLine(HtmlWriter html, string line)
    {
        var at = 0;
        foreach (var term in terms.Where(term => term.At is null).OrderBy(term => line.IndexOf($"「{term.Term}」", StringComparison.Ordinal)))
        {
            var found = line.IndexOf($"「{term.Term}」", at, StringComparison.Ordinal);
            if (found < 0)
                continue;
            html.Words(line.AsSpan(at, found + 1 - at)).Raw("<dfn class=\"pv-term\">").Words(term.Term).Raw("</dfn>");
            at = found + 1 + term.Term.Length;
        }
        html.Words(line.AsSpan(at));
    }

    private List<Mark> MarksIn(PlacedProvision placed, int start, int end)
    {
        var marks = new List<Mark>();
        foreach (var reference in references[placed.Path])
            if (reference.Start >= start && reference.Start + reference.Length <= end)
                marks.Add(new(reference.Start, reference.Length, reference, null));
        var text = placed.Provision.Text;
        Definition? done = null;
        foreach (var (index, at) in finder.In(text, start, end))
        {
            var term = terms[index];
            if (term == done || (term.At != placed.Path && used.Contains(term.Term)) || !HoldsAt(term, placed) || !StandsAlone(text, at, term.Term.Length, marks))
                continue;
            done = term;
            used.Add(term.Term);
            marks.Add(new(at, term.Term.Length, null, term));
        }
        marks.Sort((a, b) => a.Start.CompareTo(b.Start));
        return marks;
    }

    private bool HoldsAt(Definition term, PlacedProvision placed) =>
        term.Scope is not { } scope || (paths.Find(scope) is { } within && placed.Index >= within.Index && placed.Index < within.End);

    /// <summary>Whether the word at this place stands by itself and nothing else is marked there.</summary>
    private static bool StandsAlone(string text, int at, int length, List<Mark> marks)
    {
        var after = at + length;
        var within = (at > 0 && Joins(text[at - 1], text[at])) || (after < text.Length && Joins(text[after], text[after - 1]));
        return !within && marks.TrueForAll(mark => after <= mark.Start || at >= mark.Start + mark.Length);
    }

    /// <summary>Whether the neighbour makes a longer word with the edge of the term: kanji with kanji, katakana with katakana, a letter with a letter.</summary>
    private static bool Joins(char neighbour, char edge) =>
        (IsKanji(neighbour) && (IsKanji(edge) || IsKatakana(edge))) || (IsKatakana(neighbour) && (IsKatakana(edge) || IsKanji(edge)))
        || (char.IsAsciiLetterOrDigit(neighbour) && char.IsAsciiLetterOrDigit(edge));

    private static bool IsKanji(char c) => c is (>= '一' and <= '鿿') or '々';

    private static bool IsKatakana(char c) => c is (>= 'ァ' and <= 'ヺ') or 'ー';

    private static void WriteReference(HtmlWriter html, CrossReference reference)
    {
        if (reference.To.IsDefaultOrEmpty)
        {
            html.Raw("<span class=\"pv-ref-missing\" title=\"参照先がこの版に見当たりません\">").Words(reference.Written).Raw("</span>");
            return;
        }
        var parts = ReferenceParts.Of(reference);
        foreach (var (words, to) in parts)
        {
            if (to is not { } path)
                html.Words(words);
            else
                html.Raw("<a class=\"pv-ref\" href=\"#").Words(path.ToString()).Raw("\">").Words(words).Raw("</a>");
        }
    }

    private void WriteTerm(HtmlWriter html, PlacedProvision placed, Definition term)
    {
        if (term.At == placed.Path)
        {
            html.Raw("<dfn class=\"pv-term\">").Words(term.Term).Raw("</dfn>");
            return;
        }
        var target = term.At is { } at && paths.Find(at) is not null ? at.ToString() : EditionHtml.PreambleAnchor;
        html.Raw("<a class=\"pv-def\" href=\"#").Words(target).Raw("\" title=\"").Words(Shortened(term.Text)).Raw("\">").Words(term.Term).Raw("</a>");
    }

    private static string Shortened(string meaning)
    {
        var line = meaning.ReplaceLineEndings(" ");
        if (line.Length <= LongestTitle)
            return line;
        var cut = char.IsHighSurrogate(line[LongestTitle - 1]) ? LongestTitle - 1 : LongestTitle;
        return string.Concat(line.AsSpan(0, cut), "…");
    }

    private readonly record struct Mark(int Start, int Length, CrossReference? Reference, Definition? Term);
}
