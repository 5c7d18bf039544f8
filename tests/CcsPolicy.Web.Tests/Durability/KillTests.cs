using System.Collections.Concurrent;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Durability;

/// <summary>
/// Acknowledgements over HTTP while the product is killed: 300 under 3 SIGKILLs in the ordinary run, 10,000 under 50 at night. Who gets no answer asks again; person and edition are what makes it the
/// same. Words of Jepsen's set checker: lost = answered and not there, unexpected = there and never asked for, duplicated, recovered = there though the first try had no answer.
/// </summary>
public sealed class KillTests
{
    private const int Clients = 8;

    private static readonly (int Acknowledgements, int Kills) Length = TestLength.IsNightly ? (10_000, 50) : (300, 3);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_was_answered_is_there_once_however_often_the_product_is_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent on Linux only.");
        var (portal, visitors) = await ChildPortal.PrepareAsync(Length.Acknowledgements);
        await using var _ = portal;
        await portal.StartAsync();
        var answered = new ConcurrentDictionary<PersonId, string>();
        var broken = new ConcurrentDictionary<PersonId, bool>();
        var starts = new List<(TimeSpan Clock, TimeSpan Processor)>();
        var next = -1;
        var asking = Enumerable.Range(0, Clients).Select(client => Task.Run(AskAsync, Ct)).ToList();
        var random = new Random(5);
        for (var kill = 1; kill <= Length.Kills; kill++)
        {
            // Somewhere in the stretch, with requests on their way.
            var at = ((kill - 1) * Length.Acknowledgements / (Length.Kills + 1)) + random.Next(1, Length.Acknowledgements / (Length.Kills + 1));
            while (answered.Count < at)
                await Task.Delay(1, Ct);
            await portal.KillAsync();
            starts.Add(await portal.StartAsync());
        }
        await Task.WhenAll(asking);
        // Asked again, each is led to the receipt that it has.
        foreach (var visitor in visitors.Take(20))
            Assert.Equal(answered[visitor.Person], (await portal.AcknowledgeAsync(visitor, Ct)).Receipt);
        // On a quick machine all of it is over before the product has signed anything, and what is not signed is not looked through.
        while (!Directory.Exists(portal.CheckpointPath))
            await Task.Delay(20, Ct);
        await portal.KillAsync();

        await using var db = portal.Databases.OpenFor(portal.SeesAll);
        var rows = await db.Acknowledgements.Where(a => a.EditionId == portal.Edition).Select(a => new { a.PersonId, a.Id }).ToListAsync(Ct);
        var there = rows.Select(row => row.PersonId).ToHashSet();
        var lost = answered.Keys.Count(person => !there.Contains(person));
        var unexpected = there.Except(visitors.Select(visitor => visitor.Person)).Count();
        var wrong = rows.Count(row => !answered[row.PersonId].Contains(row.Id.ToString(), StringComparison.Ordinal));
        var contents = await portal.CheckedAsync(Ct);
        var entries = await db.Journal.CountAsync(e => e.Action == AcknowledgementProof.Fact, Ct);
        TestContext.Current.SendDiagnosticMessage(
            "{0} answered under {1} kills: lost {2}, duplicated {3}, unexpected {4}, recovered {5} asked again; start after a kill at most {6:0.0} s by the clock, {7:0.0} s of the processor",
            answered.Count, Length.Kills, lost, rows.Count - there.Count, unexpected, broken.Count, starts.Max(s => s.Clock.TotalSeconds), starts.Max(s => s.Processor.TotalSeconds));
        Assert.Equal((Length.Acknowledgements, 0, 0, 0, 0), (answered.Count, lost, rows.Count - there.Count, unexpected, wrong));
        Assert.Equal(Length.Acknowledgements, rows.Count);
        Assert.Equal(Length.Acknowledgements, entries);
        Assert.True(contents.JournalSize > 0);
        // By the clock, as whoever waits for it sees it. At night the machine is idle; in the ordinary run other tests share it.
        var most = TimeSpan.FromSeconds(TestLength.IsNightly ? 5 : 60);
        Assert.All(starts, start => Assert.True(start.Clock < most, $"A start took {start.Clock} by the clock, {start.Processor} of the processor's time."));

        async Task AskAsync()
        {
            while (Interlocked.Increment(ref next) is var at && at < visitors.Count)
                for (var visitor = visitors[at]; !answered.ContainsKey(visitor.Person);)
                    try
                    {
                        var (status, receipt, body) = await portal.AcknowledgeAsync(visitor, Ct);
                        answered[visitor.Person] = receipt ?? throw new InvalidOperationException($"Answered {status}: {body}");
                    }
                    catch (HttpRequestException)
                    {
                        broken[visitor.Person] = true;
                        await Task.Delay(20, Ct);
                    }
        }
    }
}
