using System.Diagnostics;
using System.Globalization;
using CcsPolicy.Testing;
using CcsPolicy.Web.Exports;

namespace CcsPolicy.Benchmarks;

/// <summary>帳票の計測。Time and memory of a report of a million acknowledgements in each format; the bar is 30 s and 300 MB.</summary>
internal static class ReportBenchmark
{
    private const int Rows = 1_000_000;
    private const double MostSeconds = 30;
    private const long MostBytes = 300L * 1000 * 1000;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var rows = arguments is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : Rows;
        var folder = arguments is [_, var path] ? path : null;
        var failed = false;
        foreach (var format in (ExportFormat[])[ExportFormats.Csv, ExportFormats.Xlsx, ExportFormats.Pdf])
        {
            // A PDF is a summary: it holds what people read on paper.
            var model = AReport.Of(AReport.Acknowledgements(format == ExportFormats.Pdf ? Math.Min(rows, 500) : rows));
            var watch = Stopwatch.StartNew();
            await using var target = folder is null ? Stream.Null : File.Create(Path.Combine(folder, $"report.{format.Code}"));
            await using var counted = new BufferedStream(target);
            await format.WriteAsync(model, counted, CancellationToken.None);
            var seconds = watch.Elapsed.TotalSeconds;
            var peak = PeakBytes();
            failed |= seconds > MostSeconds || peak > MostBytes;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{format.Code,-5} {seconds,6:0.00} s   peak {peak / 1e6,5:0} MB"));
        }
        return failed ? 1 : 0;
    }

    /// <summary>The most memory that the process has ever had in use.</summary>
    private static long PeakBytes()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
