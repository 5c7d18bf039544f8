using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests;

public sealed class OutboxTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task What_waits_goes_to_one_worker_until_its_lease_runs_out(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await EnqueueAsync(database, 3);
        var leases = database.Get<OutboxLeases>();
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        var taken = await leases.TakeAsync(one, 2, Lease, Ct);
        Assert.Equal(2, taken.Count);
        var rest = await leases.TakeAsync(other, 10, Lease, Ct);
        Assert.Single(rest);
        Assert.DoesNotContain(rest[0].Id, taken.Select(m => m.Id));
        Assert.Empty(await leases.TakeAsync(one, 10, Lease, Ct));

        Assert.True(await leases.FinishAsync(taken[0], Ct));
        database.Clock.Advance(Lease);
        var again = await leases.TakeAsync(other, 10, Lease, Ct);
        Assert.Equal(new[] { taken[1].Id, rest[0].Id }.Order(), again.Select(m => m.Id).Order());
        Assert.All(again, m => Assert.Equal(2, m.Attempts));
        Assert.False(await leases.FinishAsync(taken[1], Ct), "The lease ran out, so it is another's to finish.");
        Assert.True(await leases.FinishAsync(again.Single(m => m.Id == taken[1].Id), Ct));
        Assert.False(await leases.FinishAsync(again.Single(m => m.Id == taken[1].Id), Ct));
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Nothing_is_taken_before_it_is_due_and_what_is_put_back_comes_again(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await EnqueueAsync(database, 1, due: TestDatabase.Start.AddHours(1));
        var leases = database.Get<OutboxLeases>();
        Assert.Empty(await leases.TakeAsync(Guid.NewGuid(), 10, Lease, Ct));
        database.Clock.Advance(TimeSpan.FromHours(1));
        var message = Assert.Single(await leases.TakeAsync(Guid.NewGuid(), 10, Lease, Ct));
        Assert.True(await leases.PutBackAsync(message, database.Clock.GetUtcNow().AddHours(1), Ct));
        Assert.Empty(await leases.TakeAsync(Guid.NewGuid(), 10, Lease, Ct));
        database.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(message.Id, Assert.Single(await leases.TakeAsync(Guid.NewGuid(), 10, Lease, Ct)).Id);
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Workers_that_reach_for_the_same_get_each_message_once(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await EnqueueAsync(database, 40);
        var leases = database.Get<OutboxLeases>();
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var mine = new List<OutboxMessage>();
            var worker = Guid.NewGuid();
            for (var round = 0; round < 10; round++)
                mine.AddRange(await leases.TakeAsync(worker, 5, Lease, Ct));
            return mine;
        })));
        var all = taken.SelectMany(m => m).Select(m => m.Id).ToList();
        Assert.Equal(40, all.Count);
        Assert.Equal(40, all.Distinct().Count());
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task What_is_due_to_one_person_is_taken_as_a_whole_and_waits_as_a_whole_when_the_server_refuses_it(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var leases = database.Get<OutboxLeases>();
        var (one, other) = (new PersonId(database.Ids.Next()), new PersonId(database.Ids.Next()));
        await using (var db = database.OpenFor(Reader.Nobody))
        {
            foreach (var person in new[] { one, other, one })
                db.Enqueue("test", "{}", person);
            db.Enqueue("test", "{}");
            await db.SaveChangesAsync(Ct);
        }
        Assert.Single(await leases.TakeAsync(Guid.NewGuid(), 10, Lease, Ct));
        var (first, second) = (await leases.TakeOfOnePersonAsync(Guid.NewGuid(), Lease, Ct), await leases.TakeOfOnePersonAsync(Guid.NewGuid(), Lease, Ct));
        Assert.Empty(await leases.TakeOfOnePersonAsync(Guid.NewGuid(), Lease, Ct));
        var (two, alone) = first.Count == 2 ? (first, second) : (second, first);
        Assert.Equal([one, one, other], two.Concat(alone).Select(m => m.RecipientId!.Value));

        Assert.True(await leases.RefusedAsync(two, "451", TestDatabase.Start.AddMinutes(1), Ct));
        Assert.True(await leases.RefusedAsync(alone, "550", null, Ct));
        Assert.False(await leases.FinishAsync(two, Ct), "They were given back.");
        database.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = await leases.TakeOfOnePersonAsync(Guid.NewGuid(), Lease, Ct);
        Assert.Equal((2, 2, "451", TestDatabase.Start), (again.Count, again[0].Attempts, again[0].Reply, again[0].FailingSince));
        Assert.Empty(await leases.TakeOfOnePersonAsync(Guid.NewGuid(), Lease, Ct));
        Assert.Equal((TestDatabase.Start, 1), await leases.StandingAsync(Ct));
        Assert.True(await leases.RefusedAsync(again, "451", TestDatabase.Start.AddHours(1), Ct));
        Assert.Equal((TestDatabase.Start, 1), await leases.StandingAsync(Ct));
        database.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await leases.FinishAsync(await leases.TakeOfOnePersonAsync(Guid.NewGuid(), Lease, Ct), Ct));
    }

    private static async Task EnqueueAsync(TestDatabase database, int count, DateTimeOffset? due = null)
    {
        await using var db = database.OpenFor(Reader.Nobody);
        for (var i = 0; i < count; i++)
            db.Enqueue("test", "{}", due: due);
        await db.SaveChangesAsync(Ct);
        Assert.Equal(count, await db.Outbox.WithoutReader().CountAsync(Ct));
    }
}
