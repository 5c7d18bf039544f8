using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>文の区切り。A paragraph or a table within a provision's own text, as stretches of that text.</summary>
internal readonly record struct TextBlock(int Start, int Length, ImmutableArray<ImmutableArray<(int Start, int Length)>>? Rows = null)
{
    /// <summary>Lines as paragraphs; lines that follow one another with the same number of cells as a table.</summary>
    public static List<TextBlock> In(Provision provision)
    {
        var blocks = new List<TextBlock>();
        var text = provision.Text;
        var spaced = provision.Kind is ProvisionKind.Appendix or ProvisionKind.Form;
        var rows = new List<ImmutableArray<(int, int)>>();
        var lines = new List<(int Start, int Length)>();
        for (var at = 0; at <= text.Length;)
        {
            var end = text.IndexOf('\n', at);
            end = end < 0 ? text.Length : end;
            var cells = CellsOf(text, at, end, spaced);
            if (rows.Count > 0 && (cells.Length != rows[0].Length || cells.Length < 2))
                Flush();
            if (cells.Length > 1)
            {
                rows.Add(cells);
                lines.Add((at, end - at));
            }
            else if (!string.IsNullOrWhiteSpace(text[at..end]))
                blocks.Add(new(at, end - at));
            at = end + 1;
        }
        Flush();
        return blocks;

        void Flush()
        {
            // One row alone is a line with gaps, not a table.
            if (rows.Count > 1)
                blocks.Add(new(lines[0].Start, 0, [.. rows]));
            else
                blocks.AddRange(lines.Select(line => new TextBlock(line.Start, line.Length)));
            rows.Clear();
            lines.Clear();
        }
    }

    private static ImmutableArray<(int Start, int Length)> CellsOf(string text, int start, int end, bool spaced)
    {
        var line = text.AsSpan(start, end - start);
        var signs = line.ContainsAny("\t|｜") ? "\t|｜" : spaced && !line.Contains('。') ? " 　" : "";
        if (signs.Length == 0)
            return [];
        var cells = ImmutableArray.CreateBuilder<(int, int)>();
        foreach (var range in line.SplitAny(signs))
        {
            var (offset, length) = range.GetOffsetAndLength(line.Length);
            var trimmed = line.Slice(offset, length).Trim();
            // Bars at both ends of a line hold no cell.
            if (trimmed.Length > 0 || (signs[0] == '\t' && offset > 0 && offset + length < line.Length))
                cells.Add((start + offset + (length - line.Slice(offset, length).TrimStart().Length), trimmed.Length));
        }
        return cells.ToImmutable();
    }
}
