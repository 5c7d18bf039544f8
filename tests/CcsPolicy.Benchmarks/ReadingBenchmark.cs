using System.Globalization;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.DemoData;
using CcsPolicy.Web.Shell;

namespace CcsPolicy.Benchmarks;

/// <summary>閲覧ページ。Requests per second of a reading page (signed in, from SQLite) as a ratio to a static file of that size from the same server; runs interleaved.</summary>
internal static class ReadingBenchmark
{
    private const int Connections = 32;
    private const double Bar = 0.10;

    public static async Task<int> RunAsync(bool quick, bool publish = true)
    {
        await using var server = await PublishedServer.StartAsync(publish);
        var shelf = await Shelf.OpenAsync(server.Databases);
        var document = await shelf.DocumentAsync(Tier.BasicPolicy, "H-1", "情報セキュリティ基本方針", Openness.Internal);
        var year = new DemoYear(new DateOnly(2026, 11, 24));
        await shelf.EditionAsync(document, DemoTexts.Read("basic-policy-3", year), new(2025, 4, 1));
        var person = await shelf.PersonAsync("青木 花");
        await server.OpenAccountsAsync([person]);

        var page = await LoadClient.OnceAsync(server.Port, LoadClient.Get(SiteUrls.Document(document), (await server.SessionAsync(person)).Cookies));
        var (file, fileLength) = server.StaticFileOfAbout(page.Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reading page {page.Length:N0} bytes, static file {fileLength:N0} bytes ({file}), {Connections} connections"));
        var length = TimeSpan.FromSeconds(quick ? 2 : 6);
        var ratios = new List<double>();
        for (var round = 0; round <= (quick ? 3 : 7); round++)
        {
            // A session is looked up again each minute: a fresh one for each round, as a browser would hold.
            var read = LoadClient.Get(SiteUrls.Document(document), (await server.SessionAsync(person)).Cookies);
            var still = await LoadClient.RateAsync(server.Port, LoadClient.Get(file), Connections, length);
            var pages = await LoadClient.RateAsync(server.Port, read, Connections, length);
            // The first round warms both.
            if (round == 0)
                continue;
            ratios.Add(pages / still);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: static {still:N0}/s, reading {pages:N0}/s, ratio {pages / still:0.000}"));
        }
        var median = ratios.Order().ElementAt(ratios.Count / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reading: median ratio {median:0.000} (bar {Bar:0.00}) {(median >= Bar ? "met" : "NOT MET")}"));
        return median >= Bar ? 0 : 1;
    }
}
