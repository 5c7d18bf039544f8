using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Imports.Tables;

namespace CcsPolicy.Web.Features.Training;

/// <summary>出席の名簿のファイル。CSV or Excel: it becomes the lines that could as well be typed.</summary>
internal static class AttendanceFile
{
    public const int MostBytes = 1_000_000;

    private const string Number = "職員番号";

    /// <summary>One staff number in a line: of the column that is called so, else of the first.</summary>
    public static Result<string> Read(byte[] bytes)
    {
        if (bytes.Length is 0 or > MostBytes || TableFile.Read(bytes) is not { Rows: var rows } || rows.Any(row => row.Fault != RowFault.None))
            return TrainingErrors.ListUnreadable;
        var column = rows is [var head, ..] ? TableFile.Heads(head).IndexOf(Number) : -1;
        return string.Join('\n', rows.Skip(column >= 0 ? 1 : 0).Select(row => row.Cells.ElementAtOrDefault(Math.Max(column, 0))?.Trim()).Where(cell => cell is { Length: > 0 }));
    }
}
