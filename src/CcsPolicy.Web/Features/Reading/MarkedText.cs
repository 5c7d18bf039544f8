using System.Collections.Immutable;
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
    private readonly ILookup<ProvisionPath?, LinkedReference> above;
    private readonly Term[] terms;
    private readonly TermFinder finder;
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    public MarkedText(ProvisionPaths paths, ProvisionReading reading, LinkedAbove above)
    {
        this.paths = paths;
        references = reading.References.Where(reference => !reference.External).ToLookup(reference => reference.At);
        this.above = above.References.ToLookup(reference => reference.At);
        // The text's own definition of a part goes before the one above it.
        terms = [.. reading.Definitions.Select(definition => new Term(definition.Term, definition, null)).Concat(above.Terms.Select(term => new Term(term.Term, null, term)))
            .Where(term => term.Word.Length > 1).OrderByDescending(term => term.Word.Length)];
        finder = new TermFinder([.. terms.Select(term => term.Word)]);
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
            else if (mark.Above is { } pointer)
                WriteAbove(html, pointer, text.AsSpan(mark.Start, mark.Length));
            else
                WriteTerm(html, placed, mark.Term!);
            at = mark.Start + mark.Length;
        }
        html.Words(text.AsSpan(at, end - at));
    }

    /// <summary>Writes a line before the body, with the terms that it defines and its pointers at other texts.</summary>
    /// <param name="start">Where it begins in these lines as one text.</param>
    public void WriteLine(HtmlWriter html, string line, int start)
    {
        var marks = above[null].Where(one => one.Start >= start && one.Start + one.Length <= start + line.Length).Select(one => (At: one.Start - start, one.Length, Above: (LinkedReference?)one))
            .Concat(terms.Where(term => term.Own is { At: null }).Select(term => (At: line.IndexOf($"「{term.Word}」", StringComparison.Ordinal) + 1, term.Word.Length, Above: (LinkedReference?)null)).Where(mark => mark.At > 0));
        var at = 0;
        foreach (var mark in marks.OrderBy(mark => mark.At))
        {
            if (mark.At < at)
                continue;
            html.Words(line.AsSpan(at, mark.At - at));
            at = mark.At + mark.Length;
            if (mark.Above is { } pointer)
                WriteAbove(html, pointer, line.AsSpan(mark.At, mark.Length));
            else
                html.Raw("<dfn class=\"pv-term\">").Words(line.AsSpan(mark.At, mark.Length)).Raw("</dfn>");
        }
        html.Words(line.AsSpan(at));
    }

    private static void WriteAbove(HtmlWriter html, LinkedReference pointer, ReadOnlySpan<char> words) =>
        html.Raw("<a class=\"pv-ref\" href=\"").Words(pointer.Url).Raw("\" title=\"").Words(pointer.Title).Raw("\">").Words(words).Raw("</a>");

    private List<Mark> MarksIn(PlacedProvision placed, int start, int end)
    {
        var marks = new List<Mark>();
        foreach (var reference in references[placed.Path])
            if (reference.Start >= start && reference.Start + reference.Length <= end)
                marks.Add(new(reference.Start, reference.Length, reference, null, null));
        foreach (var reference in above[placed.Path])
            if (reference.Start >= start && reference.Start + reference.Length <= end)
                marks.Add(new(reference.Start, reference.Length, null, null, reference));
        var text = placed.Provision.Text;
        var done = -1;
        foreach (var (index, at) in finder.In(text, start, end))
        {
            var term = terms[index];
            if (index == done || ((term.Own is null || term.Own.At != placed.Path) && used.Contains(term.Word)) || !HoldsAt(term, placed) || !StandsAlone(text, at, term.Word.Length, marks))
                continue;
            done = index;
            used.Add(term.Word);
            marks.Add(new(at, term.Word.Length, null, term, null));
        }
        marks.Sort((a, b) => a.Start.CompareTo(b.Start));
        return marks;
    }

    private bool HoldsAt(Term term, PlacedProvision placed) =>
        term.Own?.Scope is not { } scope || (paths.Find(scope) is { } within && placed.Index >= within.Index && placed.Index < within.End);

    /// <summary>Whether the word at this place stands by itself and nothing else is marked there.</summary>
    private static bool StandsAlone(string text, int at, int length, List<Mark> marks) =>
        TermFinder.StandsAlone(text, at, length) && marks.TrueForAll(mark => at + length <= mark.Start || at >= mark.Start + mark.Length);

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

    private void WriteTerm(HtmlWriter html, PlacedProvision placed, Term marked)
    {
        if (marked.Own is not { } term)
        {
            html.Raw("<a class=\"pv-def pv-def-above\" href=\"").Words(marked.Above!.Url).Raw("\" title=\"").Words(Shortened(marked.Above.Meaning)).Raw("\">").Words(marked.Word).Raw("</a>");
            return;
        }
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

    private readonly record struct Mark(int Start, int Length, CrossReference? Reference, Term? Term, LinkedReference? Above);

    /// <summary>A word by its own definition or by one above.</summary>
    private sealed record Term(string Word, Definition? Own, LinkedTerm? Above);
}
