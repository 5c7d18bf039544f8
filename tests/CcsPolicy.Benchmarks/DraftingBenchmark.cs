using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Benchmarks;

/// <summary>
/// 起案の計測。What the server does between a pause in typing and 保存しました: one change to an article in the middle of a standard of 1,000 articles and of one
/// of 100, in turns within one run. First in this process, with what it allocates and with the draft read from its beginning each time, then over HTTP
/// from the published product.
/// </summary>
internal static class DraftingBenchmark
{
    private const int WarmUps = 10;
    private const double Bar = 200;

    /// <summary>Ten times the text may not take ten times as long: what is not near the change is not worked on anew, it is only read past.</summary>
    private const double MostRatio = 5;
    private static readonly int[] Sizes = [1000, 100];

    public static async Task<int> RunAsync(bool quick, bool publish = true)
    {
        var saves = quick ? 15 : 40;
        await InProcessAsync(saves);
        await using var server = await PublishedServer.StartAsync(publish);
        var shelf = await Shelf.OpenAsync(server.Databases);
        var officer = await shelf.PersonAsync("担当 花", EmploymentKind.Employee, Role.SecurityOfficer);
        await server.OpenAccountsAsync([officer]);
        var drafts = new List<AmendmentId>();
        var middles = new List<Middle>();
        foreach (var size in Sizes)
        {
            var document = await shelf.DocumentAsync(Tier.Standard, "S-" + size.ToString(CultureInfo.InvariantCulture), "情報セキュリティ対策基準");
            await using var db = server.Databases.OpenFor(await shelf.ReaderAsync(officer));
            var tree = Lineage.Begin(ProvisionText.Read(LongStandard.Of(size)).Tree, db.Ids);
            var owner = await db.Documents.SingleAsync(d => d.Id == document);
            var amendment = db.Begin(owner, EditionKind.Enactment, null).Value;
            _ = db.Append(amendment, owner, 1, new DraftOperation.ReplaceText(tree)).Value;
            await db.SaveChangesAsync();
            drafts.Add(amendment.Id);
            middles.Add(Middle.Of(tree));
        }
        var session = await server.SessionAsync(officer);
        using var quiet = new HttpClientHandler { UseCookies = false };
        using var client = new HttpClient(quiet) { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Port}")) };
        foreach (var (name, value) in new[] { ("Cookie", session.Cookies), ("RequestVerificationToken", session.FormToken), ("X-Forwarded-Proto", "https") })
            client.DefaultRequestHeaders.Add(name, value);
        var times = Sizes.Select(_ => new List<double>()).ToList();
        var used = new TimeSpan[Sizes.Length];
        for (var round = -WarmUps; round < saves; round++)
            for (var i = 0; i < Sizes.Length; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, SiteUrls.DraftOperations(drafts[i])) { Content = JsonContent.Create(middles[i].Next()) };
                var before = server.ProcessorTime;
                var watch = Stopwatch.StartNew();
                using var answer = await client.SendAsync(request);
                var time = watch.Elapsed.TotalMilliseconds;
                if (!answer.IsSuccessStatusCode)
                    throw new InvalidOperationException($"The save was answered with {answer.StatusCode}.");
                if (round < 0)
                    continue;
                times[i].Add(time);
                used[i] += server.ProcessorTime - before;
            }
        for (var i = 0; i < Sizes.Length; i++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"over HTTP, {Sizes[i],5:N0} articles: median {Median(times[i]):0.0} ms, slowest {times[i].Max():0.0} ms, {used[i].TotalMilliseconds / saves:0.0} ms of the server's processor time each"));
        var (clock, processor) = (Median(times[0]), used[0].TotalMilliseconds / saves);
        var ratio = Math.Min(clock / Median(times[1]), used[0] / used[1]);
        var met = Math.Min(clock, processor) < Bar && ratio < MostRatio;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"drafting: {clock:0.0} ms (bar {Bar:0}), {ratio:0.0} times a save on 100 articles (bar {MostRatio:0}): {(met ? "met" : "NOT MET")}"));
        return met ? 0 : 1;
    }

    /// <summary>The handler alone, with the draft kept and with it read from its beginning.</summary>
    private static async Task InProcessAsync(int saves)
    {
        await using var office = await AScenario.CreateAsync();
        foreach (var size in Sizes)
        {
            var id = await office.DraftedAsync(LongStandard.Of(size), office.ADocument(code: "S-" + size.ToString(CultureInfo.InvariantCulture)));
            var middle = Middle.Of(AScenario.Value(await office.Drafts(office.Officer).ReadAsync(id, CancellationToken.None)).Text.Tree);
            foreach (var isKept in new[] { true, false })
            {
                var (times, processor, allocated) = (new List<double>(), TimeSpan.Zero, 0L);
                for (var round = -WarmUps; round < saves; round++)
                {
                    using var nothingKept = new KeptDrafts(office.Clock);
                    var drafts = isKept ? office.Drafts(office.Officer) : new SaveDraftHandler(office.As(office.Officer), nothingKept);
                    var (bytes, cpu, watch) = (GC.GetTotalAllocatedBytes(true), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
                    AScenario.Value(await drafts.SaveAsync(id, middle.Next(), CancellationToken.None));
                    if (round < 0)
                        continue;
                    times.Add(watch.Elapsed.TotalMilliseconds);
                    processor += Environment.CpuUsage.TotalTime - cpu;
                    allocated += GC.GetTotalAllocatedBytes(true) - bytes;
                }
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"in process, {size,5:N0} articles, {(isKept ? "draft kept" : "read anew "),-10}: median {Median(times):0.0} ms, {processor.TotalMilliseconds / saves:0.0} ms of processor time, {allocated / saves / 1e6:0.0} MB allocated each"));
            }
        }
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    /// <summary>The article in the middle as it is written again and again.</summary>
    private sealed class Middle(LineageKey key, string words)
    {
        private int saved = 1;

        public static Middle Of(ProvisionTree tree)
        {
            var articles = tree.All().Select(at => at.Provision).Where(provision => provision.Kind == ProvisionKind.Article).ToList();
            var key = articles[articles.Count / 2].Key;
            return new Middle(key, DraftText.Write(tree, key).Value);
        }

        /// <summary>Each change is another than the one before, and of its length.</summary>
        public DraftAct Next() => new(saved, "text", key.ToString(), words + string.Create(CultureInfo.InvariantCulture, $"なお書{saved++:D4}。"));
    }
}
