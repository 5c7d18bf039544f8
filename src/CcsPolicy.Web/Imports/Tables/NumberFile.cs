namespace CcsPolicy.Web.Imports.Tables;

/// <summary>職員番号のファイル。A list of people, as CSV or Excel, from which nothing but the staff numbers is read.</summary>
internal static class NumberFile
{
    public const int MostBytes = 1_000_000;

    private const string Number = "職員番号";

    /// <summary>One staff number in a line: of the column that is called so, else of the first. Null when the file cannot be read.</summary>
    public static string? Read(byte[] bytes)
    {
        if (bytes.Length is 0 or > MostBytes || TableFile.Read(bytes) is not { Rows: var rows } || rows.Any(row => row.Fault != RowFault.None))
            return null;
        var column = rows is [var head, ..] ? TableFile.Heads(head).IndexOf(Number) : -1;
        return string.Join('\n', rows.Skip(column >= 0 ? 1 : 0).Select(row => row.Cells.ElementAtOrDefault(Math.Max(column, 0))?.Trim()).Where(cell => cell is { Length: > 0 }));
    }
}
