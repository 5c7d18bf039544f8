using CcsPolicy.Testing;
using CcsPolicy.Web.Exports;
using Xunit;

namespace CcsPolicy.Web.Tests.Exports;

/// <summary>
/// A report of many rows that remembers its rows only weakly. Whoever streams has let go of what it was given, and has written nearly all of it,
/// when the last row is asked for; memory of the whole process would count what other tests do beside it.
/// </summary>
internal sealed class StreamedRows(int count)
{
    private readonly List<WeakReference> given = [];

    /// <summary>Writes the rows in a format and answers how many bytes came of it.</summary>
    public async Task<long> WriteAsync(ExportFormat format, CancellationToken cancel)
    {
        using var body = new CountingStream();
        long written = 0;
        var kept = 0;
        await format.WriteAsync(AReport.Of(RowsAsync(() => (written, kept) = (body.Count, Kept()))), body, cancel);
        Assert.InRange(kept, 0, given.Count / 100);
        Assert.InRange(written, body.Count * 95 / 100, body.Count);
        return body.Count;
    }

    private async IAsyncEnumerable<ReportCell[]> RowsAsync(Action atEnd)
    {
        var made = 0;
        await foreach (var row in AReport.Acknowledgements(count))
        {
            if (++made == count)
                atEnd();
            yield return Remembered(row);
        }
    }

    /// <summary>A row of its own with words of its own, so that nothing else holds it.</summary>
    private ReportCell[] Remembered(ReportCell[] row)
    {
        ReportCell[] own = [.. row];
        given.Add(new WeakReference(own));
        return own;
    }

    private int Kept()
    {
        GC.Collect();
        return given.Count(row => row.IsAlive);
    }
}
