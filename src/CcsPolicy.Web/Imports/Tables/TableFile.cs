using System.Text;

namespace CcsPolicy.Web.Imports.Tables;

/// <summary>表のファイル。The rows of a file: a text whose values stand between commas or tabulators, in any character code of Japanese, or the first sheet of an Excel workbook.</summary>
/// <param name="IsSheet">A sheet keeps no empty cells at the end of a row, and days as numbers.</param>
internal sealed record TableFile(IReadOnlyList<TableRow> Rows, bool IsSheet)
{
    /// <summary>Null for what is neither.</summary>
    public static TableFile? Read(byte[] bytes)
    {
        // A workbook is an archive, whatever it is called.
        if (bytes.AsSpan().StartsWith("PK"u8))
            return SheetTable.Read(bytes) is { } sheet ? new TableFile(sheet, true) : null;
        return TextEncoding.Read(bytes) is { Succeeded: true, Value.Text: var text } ? new TableFile([.. CsvTable.Read(text)], false) : null;
    }

    /// <summary>The names of the columns as they are compared, without empty ones behind the last: a sheet often has some.</summary>
    public static List<string> Heads(TableRow head)
    {
        var names = head.Cells.Select(name => name.Normalize(NormalizationForm.FormKC).Trim()).ToList();
        while (names is [.., ""])
            names.RemoveAt(names.Count - 1);
        return names;
    }
}
