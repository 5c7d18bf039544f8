using System.Globalization;
using System.Text;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Exports;

/// <summary>
/// CSV。UTF-8 with a byte order mark and CRLF, as Excel expects. First the facts, one per line; after the first empty line the headings and the rows.
/// A field that begins with an apostrophe is one that a spreadsheet would have run: without that apostrophe it is the exact text.
/// </summary>
internal static class CsvWriter
{
    public static async Task WriteAsync(ReportModel report, Stream target, CancellationToken cancel)
    {
        var spill = new SpillStream(target);
        await using var writer = new StreamWriter(spill, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 16 * 1024, leaveOpen: true);
        WriteField(writer, report.Title);
        writer.Write("\r\n");
        if (report.Marking is { } marking)
        {
            WriteField(writer, marking);
            writer.Write("\r\n");
        }
        foreach (var fact in report.Facts)
        {
            WriteField(writer, fact.Name);
            writer.Write(',');
            WriteField(writer, fact.Value);
            writer.Write("\r\n");
        }
        writer.Write("\r\n");
        for (var i = 0; i < report.Columns.Count; i++)
        {
            if (i > 0)
                writer.Write(',');
            WriteField(writer, report.Columns[i].Heading);
        }
        writer.Write("\r\n");
        await foreach (var row in report.Rows.WithCancellation(cancel))
        {
            for (var i = 0; i < row.Length; i++)
            {
                if (i > 0)
                    writer.Write(',');
                WriteCell(writer, row[i]);
            }
            writer.Write("\r\n");
            await spill.DrainIfFullAsync(cancel);
        }
        writer.Flush();
        await spill.DrainAsync(cancel);
    }

    private static void WriteCell(StreamWriter writer, ReportCell cell)
    {
        if (!cell.HasValue)
            return;
        switch (cell.Kind)
        {
            case ReportKind.Text:
                WriteField(writer, cell.TextValue);
                break;
            case ReportKind.Number:
                writer.Write(cell.NumberValue.ToString("0", CultureInfo.InvariantCulture));
                break;
            case ReportKind.Percent:
                writer.Write(ReportFormat.Percent(cell.NumberValue));
                break;
            case ReportKind.Date:
                writer.Write(cell.DateValue.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case ReportKind.Instant:
                writer.Write(cell.InstantValue.ToOffset(TokyoTime.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteField(StreamWriter writer, string text)
    {
        var safe = FormulaGuard.Neutralise(text);
        if (safe.AsSpan().IndexOfAny("\",\r\n") < 0 && !safe.StartsWith(' ') && !safe.EndsWith(' '))
        {
            writer.Write(safe);
            return;
        }
        writer.Write('"');
        writer.Write(safe.Replace("\"", "\"\"", StringComparison.Ordinal));
        writer.Write('"');
    }
}
