using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Imports;
using CcsPolicy.Web.Imports.Tables;

namespace CcsPolicy.Web.Features.Training;

/// <summary>出席の名簿のファイル。A CSV as a spreadsheet saves it, in any character code of Japanese: it becomes the lines that could as well be typed.</summary>
internal static class AttendanceFile
{
    public const int MostBytes = 1_000_000;

    private const string Number = "職員番号";

    /// <summary>One staff number in a line: of the column that is called so, else of the first.</summary>
    public static Result<string> Read(byte[] bytes)
    {
        if (bytes.Length is 0 or > MostBytes || TextEncoding.Read(bytes) is not { Succeeded: true, Value.Text: var text })
            return TrainingErrors.ListUnreadable;
        var rows = CsvTable.Read(text).ToList();
        if (rows.Exists(row => row.Fault != RowFault.None))
            return TrainingErrors.ListUnreadable;
        var column = rows is [var head, ..] ? Array.FindIndex(head.Cells, cell => cell.Normalize(System.Text.NormalizationForm.FormKC).Trim() == Number) : -1;
        return string.Join('\n', rows.Skip(column >= 0 ? 1 : 0).Select(row => row.Cells.ElementAtOrDefault(Math.Max(column, 0))?.Trim()).Where(cell => cell is { Length: > 0 }));
    }
}
