using System.Diagnostics;
using System.Globalization;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Calendar;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.DemoData;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Benchmarks;

/// <summary>
/// 周知の日。The day on which everybody is asked: a campaign is opened for all, each acknowledges once from 200 clients at the same time, and meanwhile somebody else opens the home page again and again.
/// In SQLite, and in PostgreSQL where <c>CCSPOLICY_TEST_POSTGRES</c> names a server.
/// </summary>
internal static class CampaignBenchmark
{
    private const int Clients = 200;
    private const int Readers = 2;
    private const double OpeningBarSeconds = 10;
    private const double HomeBar = 0.5;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(string[] arguments, bool publish)
    {
        var people = arguments is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 20_000;
        var missed = await MeasureAsync(people, publish, null);
        await PostgresDatabases.WithAsync(async database => missed |= await MeasureAsync(people, false, database));
        return missed ? 1 : 0;
    }

    private static async Task<bool> MeasureAsync(int count, bool publish, string? postgres)
    {
        await using var server = await PublishedServer.StartAsync(publish, postgres);
        var shelf = await Shelf.OpenAsync(server.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "K-1", "計測用対策基準", Openness.Internal);
        var edition = await shelf.EditionAsync(document, DemoTexts.Read("basic-policy-3", new DemoYear(new DateOnly(2026, 11, 24))), new(2025, 4, 1));
        var officer = await shelf.PersonAsync("担当 者", EmploymentKind.Employee, Role.SecurityOfficer);
        var people = await FollowingBenchmark.PeopleAsync(server.Databases, count);
        await server.OpenAccountsAsync([officer, .. people]);
        string hash;
        await using (var db = server.Databases.OpenFor(shelf.SeesAll))
            hash = (await db.Editions.Where(e => e.Id == edition).Select(e => e.Hash).SingleAsync()).ToString();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"campaign: {(postgres is null ? "SQLite" : "PostgreSQL")}, {count:N0} people"));

        var opening = await OpenAsync(server, document, edition, officer);
        var requests = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            var session = await server.SessionAsync(people[i]);
            requests[i] = LoadClient.Post(SiteUrls.Acknowledgements, session.Cookies, new Dictionary<string, string>
            {
                [session.FormField] = session.FormToken, ["document"] = document.ToString(), ["edition"] = edition.ToString(), ["seen"] = hash, ["confirmed"] = "true",
            });
        }
        // What is compiled at the first requests is no part of the figures.
        var home = LoadClient.Get(SiteUrls.Home, (await server.SessionAsync(officer)).Cookies);
        await LoadClient.RateAsync(server.Port, home, Readers, Idle);
        var warm = Math.Min(count / 4, 4_000);
        await LoadClient.EachOnceAsync(server.Port, requests[..warm], Clients, 302);
        var before = await LoadClient.RateAsync(server.Port, home, Readers, Idle);
        home = LoadClient.Get(SiteUrls.Home, (await server.SessionAsync(officer)).Cookies);
        using var ending = new CancellationTokenSource();
        var meanwhile = LoadClient.RateAsync(server.Port, home, Readers, ending.Token);
        var clock = Stopwatch.StartNew();
        var (rate, right) = await LoadClient.EachOnceAsync(server.Port, requests[warm..], Clients, 302);
        var seconds = clock.Elapsed.TotalSeconds;
        await ending.CancelAsync();
        var during = await meanwhile;
        home = LoadClient.Get(SiteUrls.Home, (await server.SessionAsync(officer)).Cookies);
        var after = await LoadClient.RateAsync(server.Port, home, Readers, Idle);

        int rows;
        await using (var db = server.Databases.OpenFor(shelf.SeesAll))
            rows = await db.Acknowledgements.CountAsync(a => a.EditionId == edition);
        var (idle, share) = ((before + after) / 2, during / ((before + after) / 2));
        var missed = opening > OpeningBarSeconds || rows != count || right != count - warm || share < HomeBar;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  opened in {opening * 1000:N0} ms (bar {OpeningBarSeconds * 1000:N0}) {(opening <= OpeningBarSeconds ? "met" : "NOT MET")}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count - warm:N0} acknowledgements from {Clients} clients in {seconds:N1} s ({rate:N0}/s), {right:N0} answered with a receipt; {rows:N0} of {count:N0} rows stand {(rows == count ? "met" : "NOT MET")}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  home over {Readers} connections: {before:N0}/s before, {during:N0}/s meanwhile, {after:N0}/s after: {share:P0} of {idle:N0}/s (bar {HomeBar:P0}) {(share >= HomeBar ? "met" : "NOT MET")}"));
        return missed;
    }

    /// <summary>Seconds from the press of the button to the answer, and on to a dashboard that counts everybody.</summary>
    private static async Task<double> OpenAsync(PublishedServer server, DocumentId document, EditionId edition, PersonId officer)
    {
        var session = await server.SessionAsync(officer);
        var due = WorkingCalendar.Usual.After(TokyoTime.Today(TimeProvider.System), 10);
        var clock = Stopwatch.StartNew();
        var answer = await LoadClient.OnceAsync(server.Port, LoadClient.Post(string.Create(CultureInfo.InvariantCulture, $"/catalogue/{document}/campaign"), session.Cookies, new Dictionary<string, string>
        {
            ["_handler"] = "campaign", [session.FormField] = session.FormToken, ["Edition"] = edition.ToString(), ["Number"] = "0", ["Ask"] = nameof(CampaignAsk.ReadAll), ["WorkingDays"] = "10",
            ["DueOn"] = due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        }));
        if (answer.Status != 302)
            throw new InvalidOperationException($"The campaign was answered {answer.Status}.");
        var board = await LoadClient.OnceAsync(server.Port, LoadClient.Get(SiteUrls.Following, session.Cookies));
        return board.Status == 200 ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException($"The dashboard answered {board.Status}.");
    }
}
