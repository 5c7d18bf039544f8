using CcsPolicy.Testing;
using CcsPolicy.Web.Exports;
using Xunit;

namespace CcsPolicy.Web.Tests.Exports;

public sealed class TotalsTests
{
    public static TheoryData<string> Formats => [.. ExportFormats.All.Select(format => format.Code)];

    [Theory, MemberData(nameof(Formats))]
    public async Task Totals_are_counted_from_the_rows_that_were_written(string code)
    {
        var rows = 0;
        var asked = new List<int>();
        var report = AReport.Of(Counted()) with { Totals = () => { asked.Add(rows); return []; } };

        await ExportFormats.Find(code)!.WriteAsync(report, Stream.Null, TestContext.Current.CancellationToken);

        Assert.All(asked, seen => Assert.Equal(3000, seen));
        Assert.Equal(3000, rows);

        async IAsyncEnumerable<ReportCell[]> Counted()
        {
            await foreach (var row in AReport.Acknowledgements(3000))
            {
                rows++;
                yield return row;
            }
        }
    }
}
