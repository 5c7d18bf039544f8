using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Web.Exports.Pdf;

namespace CcsPolicy.Web.Exports.Parcels;

/// <summary>紙面の行。A line of a paragraph whose changed words are underlined.</summary>
internal sealed record RunLine(IReadOnlyList<TableRun> Runs, float Indent)
{
    public void Draw(PdfPage page, float x, float baseline, float size)
    {
        x += Indent;
        foreach (var (kind, words) in Runs)
        {
            var width = ReportFonts.Mincho.Measure(words, size);
            page.Text(words, x, baseline, size, kind == TableRunKind.Note ? PdfPages.Quiet : PdfPages.Ink);
            if (kind == TableRunKind.Changed)
                page.Box(x, baseline + 1.8f, width, 0.7f, PdfPages.Ink);
            x += width;
        }
    }
}

/// <summary>Breaks stretches of words into lines as if they were one text.</summary>
internal static class RunLines
{
    /// <param name="hanging">How far the lines after the first go in.</param>
    public static List<RunLine> Break(IReadOnlyList<TableRun> runs, float size, float width, float hanging)
    {
        var text = string.Concat(runs.Select(run => run.Text));
        var lines = new List<RunLine>();
        var at = 0;
        foreach (var line in LineBreaking.Break(text, piece => ReportFonts.Mincho.Measure(piece, size), width))
        {
            // Spaces at the end of a line are not in it.
            while (at < text.Length && line.Length > 0 && text[at] == ' ' && line[0] != ' ')
                at++;
            lines.Add(new(Between(runs, at, at + line.Length), lines.Count == 0 ? 0 : hanging));
            at += line.Length;
        }
        return lines;
    }

    private static List<TableRun> Between(IReadOnlyList<TableRun> runs, int from, int to)
    {
        var found = new List<TableRun>();
        var at = 0;
        foreach (var run in runs)
        {
            var (start, end) = (Math.Max(from, at), Math.Min(to, at + run.Text.Length));
            if (start < end)
                found.Add(new(run.Kind, run.Text[(start - at)..(end - at)]));
            at += run.Text.Length;
        }
        return found;
    }
}
