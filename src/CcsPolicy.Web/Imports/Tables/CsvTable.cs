using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace CcsPolicy.Web.Imports.Tables;

/// <summary>What is wrong with a row before anybody looks at its values.</summary>
internal enum RowFault
{
    None,

    /// <summary>Quotation marks that do not match.</summary>
    Quotes,

    /// <summary>A quotation mark that is never closed: what follows was not read.</summary>
    Unclosed,
}

/// <summary>A row of a table. <paramref name="Line"/>: where it begins, as an editor counts lines (of a sheet: its number).</summary>
internal sealed record TableRow(int Line, string[] Cells, RowFault Fault = RowFault.None);

/// <summary>表の読取り。Rows of a text whose values stand between commas or tabulators, as a spreadsheet saves or copies them; empty lines are left out.</summary>
internal static class CsvTable
{
    public static IEnumerable<TableRow> Read(string text)
    {
        var badLine = 0;
        using var csv = new CsvParser(new StringReader(text.TrimStart('\uFEFF')), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true, DetectDelimiterValues = [",", "\t"], IgnoreBlankLines = true, TrimOptions = TrimOptions.Trim,
            BadDataFound = _ => badLine++,
        });
        for (var bad = badLine; csv.Read(); bad = badLine)
        {
            // A value over several lines: the row is where it begins. A quotation mark that is never closed takes the last line end with it.
            var unclosed = csv.RawRecord.Count(sign => sign == '"') % 2 == 1;
            var line = csv.RawRow - (unclosed ? csv.RawRecord : csv.RawRecord.TrimEnd('\r', '\n')).Count(sign => sign == '\n');
            yield return new TableRow(line, csv.Record!, unclosed ? RowFault.Unclosed : badLine > bad ? RowFault.Quotes : RowFault.None);
        }
    }
}
