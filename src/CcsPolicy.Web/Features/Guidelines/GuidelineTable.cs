using System.Text;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Web.Imports.Tables;

namespace CcsPolicy.Web.Features.Guidelines;

/// <summary>An item as the table has it.</summary>
public sealed record TableItem(int Line, string Number, string Heading, string Words);

/// <summary>What is wrong in a row, and how to mend it.</summary>
public sealed record TableError(int Line, DomainError Error);

/// <summary>取り込む表。A table of items, read into rows; what cannot be read is an error of its line. Columns go by their names.</summary>
public sealed class GuidelineTable
{
    /// <summary>What an upload may be called.</summary>
    public static readonly string[] Endings = [".csv", ".txt", ".xlsx"];

    public const int MostBytes = 5_000_000;
    public const int MostRows = 3_000;
    public const int MostCharacters = 1_000_000;

    public const string Number = "番号";
    public const string Heading = "見出し";
    public const string Words = "本文";

    private static readonly string[] Columns = [Number, Heading, Words];

    private GuidelineTable()
    {
    }

    public List<TableItem> Rows { get; } = [];

    public List<TableError> Errors { get; } = [];

    /// <summary>The table in a file.</summary>
    public static Result<GuidelineTable> Read(byte[] bytes, string fileName)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length > MostBytes)
            return TableErrors.TooLarge;
        if (!Endings.Contains(Path.GetExtension(fileName), StringComparer.OrdinalIgnoreCase))
            return TableErrors.NotATable;
        return TableFile.Read(bytes) is { } table ? Read(table.Rows) : TableErrors.NotATable;
    }

    /// <summary>The table in a text that was pasted.</summary>
    public static Result<GuidelineTable> Read(string? text) =>
        string.IsNullOrWhiteSpace(text) ? TableErrors.Empty : text.Length > MostCharacters ? TableErrors.TooLarge : Read(CsvTable.Read(text));

    /// <summary>The table as text, so that it goes through the page to the confirmation; reading it gives the same rows.</summary>
    public string ToText()
    {
        var text = new StringBuilder().AppendJoin('\t', Columns).Append('\n');
        foreach (var row in Rows)
            text.Append(Quoted(row.Number)).Append('\t').Append(Quoted(row.Heading)).Append('\t').Append(Quoted(row.Words)).Append('\n');
        return text.ToString();

        static string Quoted(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static Result<GuidelineTable> Read(IEnumerable<TableRow> rows)
    {
        var (table, characters) = (new GuidelineTable(), 0);
        List<string>? columns = null;
        foreach (var row in rows)
        {
            if (columns is null)
            {
                columns = table.Named(row);
                if (table.Errors.Count > 0)
                    return table;
                continue;
            }
            characters += row.Cells.Sum(cell => cell.Length);
            if (table.Rows.Count + table.Errors.Count >= MostRows || characters > MostCharacters)
                return TableErrors.TooLarge;
            table.Add(row, columns);
        }
        if (table.Rows.Count == 0 && table.Errors.Count == 0)
            return TableErrors.Empty;
        table.FindTwice();
        return table;
    }

    private List<string> Named(TableRow head)
    {
        var names = TableFile.Heads(head);
        foreach (var name in names.Where(name => !Columns.Contains(name)).Distinct())
            Errors.Add(new TableError(head.Line, TableErrors.ColumnUnknown(name.Length > 40 ? name[..40] : name)));
        if (!names.Contains(Number) || !(names.Contains(Words) || names.Contains(Heading)))
            Errors.Add(new TableError(head.Line, TableErrors.ColumnsMissing));
        foreach (var name in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            Errors.Add(new TableError(head.Line, TableErrors.ColumnTwice(name.Key.Length > 40 ? name.Key[..40] : name.Key)));
        return names;
    }

    private void Add(TableRow row, List<string> columns)
    {
        var cells = row.Cells;
        while (cells.Length > columns.Count && cells[^1].Length == 0)
            cells = cells[..^1];
        if (row.Fault == RowFault.Unclosed)
            Errors.Add(new TableError(row.Line, TableErrors.Unclosed));
        else if (row.Fault == RowFault.Quotes)
            Errors.Add(new TableError(row.Line, TableErrors.Quotes));
        else if (cells.Length > columns.Count)
            Errors.Add(new TableError(row.Line, TableErrors.Cells(cells.Length, columns.Count)));
        else
        {
            var item = new TableItem(row.Line, Cell(Number), Cell(Heading), Cell(Words));
            if (GuidelineItem.Fits(item.Number, item.Heading, item.Words) is { } unfit)
                Errors.Add(new TableError(row.Line, unfit));
            else
                Rows.Add(item);
        }

        string Cell(string name) => columns.IndexOf(name) is >= 0 and var at && at < cells.Length ? cells[at].ReplaceLineEndings("\n").Trim(' ', '　', '\n', '\t') : "";
    }

    private void FindTwice()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in Rows)
            if (!seen.TryAdd(row.Number, row.Line))
                Errors.Add(new TableError(row.Line, TableErrors.NumberTwice(row.Number, seen[row.Number])));
    }
}
