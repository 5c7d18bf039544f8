using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace CcsPolicy.Web.Exports.Xlsx;

/// <summary>
/// XLSX。A workbook of a summary sheet (title, facts, totals) and detail sheets (frozen headings, filter), written part by part
/// while the rows are produced: a workbook kept in memory took five times the memory at a fifth of the rows.
/// </summary>
internal static class XlsxWriter
{
    /// <summary>Excel's limit of rows in a sheet, headings included; what goes beyond continues on the next sheet.</summary>
    private const int MostRows = 1_048_576;

    public static Task WriteAsync(ReportModel report, Stream target, CancellationToken cancel) => WriteAsync(report, target, MostRows, cancel);

    internal static async Task WriteAsync(ReportModel report, Stream target, int mostRows, CancellationToken cancel)
    {
        var spill = new SpillStream(target);
        var sheets = new List<XlsxSheet> { new(report.Words.SummarySheet, null) };
        using (var archive = new ZipArchive(spill, ZipArchiveMode.Create, leaveOpen: true))
        {
            await WriteDetailsAsync(report, archive, spill, sheets, mostRows, cancel);
            // The first sheet of the book is the last to be written: its totals are those of the rows.
            using (var sheet = Open(archive, report, 1))
                XlsxSummarySheet.Write(sheet, report);
            foreach (var (path, write) in XlsxParts.All(report, sheets))
            {
                using var part = Open(archive, report, path);
                write(part);
            }
        }
        await spill.DrainAsync(cancel);
    }

    private static async Task WriteDetailsAsync(
        ReportModel report, ZipArchive archive, SpillStream spill, List<XlsxSheet> sheets, int mostRows, CancellationToken cancel)
    {
        await using var rows = report.Rows.GetAsyncEnumerator(cancel);
        var more = await rows.MoveNextAsync();
        do
        {
            var name = sheets.Count == 1 ? report.Words.DetailSheet : $"{report.Words.DetailSheet} ({sheets.Count})";
            using var sheet = Open(archive, report, sheets.Count + 1);
            var writer = new XlsxSheetWriter(sheet);
            writer.Begin(report.Columns.Select(column => column.Width), frozen: true, report.Columns.Count > 6);
            writer.Headings(report.Columns);
            for (; more && writer.Rows < mostRows; more = await rows.MoveNextAsync())
            {
                writer.Row(rows.Current);
                await spill.DrainIfFullAsync(cancel);
            }
            var area = $"A1:{XlsxSheetWriter.ColumnName(report.Columns.Count - 1)}{writer.Rows.ToString(CultureInfo.InvariantCulture)}";
            writer.End(area, report.Marking);
            sheets.Add(new XlsxSheet(name, area));
        }
        while (more);
    }

    private static XmlWriter Open(ZipArchive archive, ReportModel report, int sheet) =>
        Open(archive, report, $"xl/worksheets/sheet{sheet.ToString(CultureInfo.InvariantCulture)}.xml");

    private static XmlWriter Open(ZipArchive archive, ReportModel report, string path)
    {
        var entry = archive.CreateEntry(path, CompressionLevel.Fastest);
        entry.LastWriteTime = report.MadeAt.ToOffset(Domain.Basics.TokyoTime.Offset);
        return XmlWriter.Create(entry.Open(), new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = true, CheckCharacters = false });
    }
}

/// <summary>シート。A sheet by its name, with the area that its filter covers.</summary>
internal sealed record XlsxSheet(string Name, string? FilterArea);
