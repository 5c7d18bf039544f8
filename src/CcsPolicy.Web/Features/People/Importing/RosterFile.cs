using System.Globalization;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Imports.Tables;

namespace CcsPolicy.Web.Features.People.Importing;

/// <summary>A list of people (CSV, or the first sheet of an Excel workbook), read into rows; what cannot be read is an error of its line. The character code is found, the columns go by their names.</summary>
internal sealed class RosterFile
{
    /// <summary>What an upload may be called.</summary>
    public static readonly string[] Endings = [".csv", ".txt", ".xlsx"];

    public const int MostBytes = 5_000_000;
    public const int MostRows = 20_000;

    private bool isSheet;

    public List<RosterRow> Rows { get; } = [];

    public List<RosterError> Errors { get; } = [];

    /// <summary>Departments and posts of rows that have errors: whether these exist is told in the same round.</summary>
    public List<(int Line, IReadOnlyList<string> Departments, IReadOnlyList<string> Posts)> Broken { get; } = [];

    public static Result<RosterFile> Read(byte[] bytes)
    {
        if (bytes.Length == 0)
            return RosterErrors.EmptyFile;
        if (bytes.Length > MostBytes)
            return RosterErrors.TooLarge;
        return TableFile.Read(bytes) is { } table ? Read(table) : RosterErrors.NotCsv;
    }

    private static Result<RosterFile> Read(TableFile table)
    {
        var file = new RosterFile { isSheet = table.IsSheet };
        List<string>? columns = null;
        foreach (var row in table.Rows)
        {
            if (columns is null)
            {
                columns = file.Columns(TableFile.Heads(row));
                if (file.Errors.Count > 0)
                    return file;
                continue;
            }
            if (file.Rows.Count >= MostRows)
                return RosterErrors.TooLarge;
            if (row.Fault == RowFault.Unclosed)
                file.Errors.Add(new RosterError(row.Line, RosterErrors.Unclosed));
            else if (row.Fault == RowFault.Quotes)
                file.Errors.Add(new RosterError(row.Line, RosterErrors.BadRow));
            else if ((row.Cells.Length < columns.Count && !table.IsSheet) || row.Cells.Skip(columns.Count).Any(cell => cell.Length > 0))
                file.Errors.Add(new RosterError(row.Line, RosterErrors.Cells(row.Cells.Length, columns.Count)));
            else
                file.Add(row.Line, new Cells(columns, [.. row.Cells.Concat(Enumerable.Repeat("", columns.Count)).Take(columns.Count)]));
        }
        if (file.Rows.Count == 0 && file.Errors.Count == 0)
            return RosterErrors.Empty;
        file.FindTwice();
        return file;
    }

    private List<string> Columns(List<string> names)
    {
        foreach (var name in names.Where(name => !RosterColumns.All.Contains(name)).Distinct())
            Errors.Add(new RosterError(1, RosterErrors.ColumnUnknown(name)));
        if (!names.Contains(RosterColumns.Number))
            Errors.Add(new RosterError(1, RosterErrors.ColumnMissing(RosterColumns.Number)));
        foreach (var name in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key))
            Errors.Add(new RosterError(1, RosterErrors.ColumnTwice(name)));
        return names;
    }

    private void Add(int line, Cells cells)
    {
        var before = Errors.Count;
        var number = AccountOpening.Written(cells[RosterColumns.Number]);
        if (number.Length is 0 or > 20)
            Errors.Add(new RosterError(line, PeopleErrors.NumberMissing));
        var mail = PersonWords.MailOrNull(cells[RosterColumns.Mail]);
        var name = PersonWords.Written(cells[RosterColumns.Name]) is { Length: > 0 } typedName ? typedName : null;
        if (PersonWords.Check(name ?? RosterColumns.Name, cells[RosterColumns.Kana], mail) is { } unfit)
            Errors.Add(new RosterError(line, unfit));
        var typedKind = cells[RosterColumns.Kind] ?? "";
        EmploymentKind? kind = RosterColumns.Kinds.TryGetValue(typedKind, out var known) ? known : null;
        if (kind is null && (typedKind.Length > 0 || cells[RosterColumns.From] is { Length: > 0 }))
            Errors.Add(new RosterError(line, RosterErrors.Kind(typedKind)));
        var from = Day(line, RosterColumns.From, cells);
        var (until, moved) = (Day(line, RosterColumns.Until, cells), Day(line, RosterColumns.MovedOn, cells));
        if (until < from)
            Errors.Add(new RosterError(line, RosterErrors.UntilBeforeFrom));
        var (departments, posts) = (cells.Has(RosterColumns.Department) ? Several(cells[RosterColumns.Department]) : null, cells.Has(RosterColumns.Post) ? Several(cells[RosterColumns.Post]) : null);
        if (Errors.Count > before)
        {
            Broken.Add((line, departments ?? [], posts ?? []));
            return;
        }
        Rows.Add(new RosterRow(line, number, name, PersonWords.Written(cells[RosterColumns.Kana]) is { Length: > 0 } kana ? kana : null,
            mail, cells.Has(RosterColumns.Mail), kind, from, cells.Has(RosterColumns.Until), until,
            departments, posts, moved));
    }

    private DateOnly? Day(int line, string column, Cells cells)
    {
        if (cells[column] is not { Length: > 0 } typed)
            return null;
        // A workbook keeps a day as the number of days since the end of 1899.
        if (isSheet && typed.Length == 5 && int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var serial))
            return DateOnly.FromDateTime(DateTime.FromOADate(serial));
        var read = EraDateText.Parse(typed);
        if (read.Succeeded)
            return read.Value.Date;
        Errors.Add(new RosterError(line, RosterErrors.Day(column, typed.Length > 30 ? typed[..30] : typed)));
        return null;
    }

    private void FindTwice()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in Rows)
            if (!seen.TryAdd(row.StaffNumber, row.Line))
                Errors.Add(new RosterError(row.Line, RosterErrors.NumberTwice(seen[row.StaffNumber])));
    }

    private static string[] Several(string? cell) =>
        [.. (cell ?? "").Split(['、', ';', '；', '／', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    private sealed class Cells(List<string> columns, string[] values)
    {
        public bool Has(string column) => columns.Contains(column);

        public string? this[string column] => columns.IndexOf(column) is >= 0 and var at ? values[at].Trim(' ', '　') : null;
    }
}
