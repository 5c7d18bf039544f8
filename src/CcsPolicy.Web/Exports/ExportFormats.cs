namespace CcsPolicy.Web.Exports;

/// <summary>出力形式。A format that every report can be written in.</summary>
/// <param name="Code">The name in addresses and of the file's ending, such as <c>xlsx</c>.</param>
/// <param name="ContentType">The media type of the file.</param>
/// <param name="WriteAsync">Writes a whole report to a stream; the stream is left open.</param>
public sealed record ExportFormat(string Code, string ContentType, Func<ReportModel, Stream, CancellationToken, Task> WriteAsync)
{
    /// <summary>The name under which the file is kept: title and day.</summary>
    public string FileName(ReportModel report) =>
        KeptFile.Name(report.Title, report.MadeAt.ToOffset(Domain.Basics.TokyoTime.Offset).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture), Code);

    /// <inheritdoc cref="KeptFile.Disposition"/>
    public string Disposition(ReportModel report) => KeptFile.Disposition(FileName(report));
}

/// <summary>出力形式の一覧。A new format is a writer and one line here.</summary>
public static class ExportFormats
{
    public static readonly ExportFormat Csv = new("csv", "text/csv; charset=utf-8", CsvWriter.WriteAsync);

    public static readonly ExportFormat Xlsx = new("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Exports.Xlsx.XlsxWriter.WriteAsync);

    public static readonly ExportFormat Pdf = new("pdf", "application/pdf", Exports.Pdf.PdfWriter.WriteAsync);

    public static IReadOnlyList<ExportFormat> All { get; } = [Xlsx, Csv, Pdf];

    public static ExportFormat? Find(string? code) => All.FirstOrDefault(format => format.Code == code);
}
