using System.Text.RegularExpressions;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments.Rows;

/// <summary>表の一行。A line of a table, cut into its cells: by bars, tabs, full-width spaces or two spaces and more.</summary>
internal sealed partial class TableLine
{
    /// <summary>As many rows tell how a table is made.</summary>
    private const int MostCompared = 20;

    private readonly List<Range> cells = [];

    public TableLine(string text)
    {
        Text = text;
        var (from, to) = (0, text.Length);
        if (text.StartsWith('|') && text.Length > 1)
            (from, to) = (1, text.EndsWith('|') ? text.Length - 1 : text.Length);
        var signs = text.Contains('|', StringComparison.Ordinal) ? Bar() : text.Contains('\t', StringComparison.Ordinal) ? Tab() : Space();
        for (var at = from; at <= to;)
        {
            var next = signs.Match(text, at) is { Success: true } sign && sign.Index < to ? sign : null;
            var (begin, end) = (at, next?.Index ?? to);
            while (begin < end && char.IsWhiteSpace(text[begin]))
                begin++;
            while (end > begin && char.IsWhiteSpace(text[end - 1]))
                end--;
            cells.Add(begin..end);
            at = next is null ? to + 1 : next.Index + next.Length;
        }
    }

    public string Text { get; }

    public int Count => cells.Count;

    /// <summary>The cells that are empty at its beginning: it goes on with what the line before has there.</summary>
    public int Open => cells.TakeWhile(cell => cell.Start.Equals(cell.End)).Count();

    /// <summary>
    /// Which cells a line lacks that has fewer than the rows of its table: above nought those at its end, so that it is a row of its own; below nought those at its beginning, so that it goes on with the row before;
    /// nought where its words fit either.
    /// </summary>
    public int Leans(IReadOnlyCollection<TableLine> rows) =>
        Count < 2 || Open > 0 ? -1 : rows.Where(row => row.Count > Count && row.Open == 0).Take(MostCompared).Sum(row => Enumerable.Range(0, Count).Sum(at => Alike(Cell(at), row.Cell(at)) - Alike(Cell(at), row.Cell(row.Count - Count + at))));

    /// <summary>5年 is like 10年, and not like 施錠する。</summary>
    private static int Alike(string one, string other) =>
        (one.Any(char.IsDigit) == other.Any(char.IsDigit) ? 1 : 0) + (one.Length > 0 && other.Length > 0 && one[^1] == other[^1] ? 1 : 0);

    /// <summary>The number of the item with which its last cell begins: 2 for (2); null when it begins none.</summary>
    public int? Item => Label().Match(Cell(Count - 1)) is { Success: true } label ? int.Parse(ProvisionPaths.Folded(label.Groups["number"].Value), System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>The line with another number for its item, in digits of the same width.</summary>
    public string Renumbered(int number)
    {
        var (cell, label) = (Cell(Count - 1), Label().Match(Cell(Count - 1)).Groups["number"]);
        var digits = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return With(Count - 1, string.Concat(cell.AsSpan()[..label.Index], label.Value[0] > '9' ? EraNumeral.FullWidth(digits) : digits, cell.AsSpan(label.Index + label.Length)));
    }

    [GeneratedRegex("^[（(](?<number>[0-9０-９]{1,4})[)）]")]
    private static partial Regex Label();

    public string Cell(int column) => Text[cells[column]];

    public string With(int column, string words) => string.Concat(Text.AsSpan()[..cells[column].Start], words, Text.AsSpan(cells[column].End.Value));

    /// <summary>Whether a cell has the name, whatever the width of its signs.</summary>
    public bool Names(int column, string name) => column < Count && ProvisionPaths.Folded(Cell(column)) == name;

    [GeneratedRegex(@"\|")]
    private static partial Regex Bar();

    [GeneratedRegex(@"\t")]
    private static partial Regex Tab();

    [GeneratedRegex(@"　+| {2,}")]
    private static partial Regex Space();
}
