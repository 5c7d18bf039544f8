using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Providers;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>What was sent or given up goes after the days that the office keeps it, in portions and by one node; what waits stays.</summary>
public sealed class OldMessagesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task What_was_done_with_before_the_day_goes_in_portions_and_what_waits_or_is_newer_stays(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        Guid waiting, failing, recent, abandoned;
        await using (var db = database.OpenFor(Reader.Nobody))
        {
            var now = db.Now;
            for (var at = 0; at < OldMessages.Portion + 3; at++)
                Add(db, doneAt: now.AddDays(-401));
            Add(db, givenUpAt: now.AddDays(-401));
            (waiting, failing, recent, abandoned) = (Add(db), Add(db, failingSince: now.AddDays(-500)), Add(db, doneAt: now.AddDays(-399)), Add(db, givenUpAt: now.AddDays(-399)));
            await db.SaveChangesAsync(Ct);
        }
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        await using (var db = database.OpenFor(Reader.Nobody))
        {
            Assert.True(await db.TakeAsync("outbox.old", other, TimeSpan.FromMinutes(5), Ct));
            Assert.Equal(0, await database.Get<OldMessages>().RemoveAsync(one, db.Now.AddDays(-400), Ct));
            await db.ReleaseAsync("outbox.old", other, Ct);
            database.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(OldMessages.Portion + 4, await database.Get<OldMessages>().RemoveAsync(one, db.Now.AddDays(-400), Ct));
            Guid[] kept = [waiting, failing, recent, abandoned];
            Assert.Equal(kept.Order(), (await db.Outbox.WithoutReader().Select(m => m.Id).ToListAsync(Ct)).Order());
        }
    }

    private static Guid Add(PolicyDb db, DateTimeOffset? doneAt = null, DateTimeOffset? givenUpAt = null, DateTimeOffset? failingSince = null)
    {
        var id = db.Ids.Next();
        db.Outbox.Add(new OutboxMessage { Id = id, Kind = OutboxMessages.DutyReminder, Payload = "2026-01-05", DueAt = db.Now.AddDays(-600), DoneAt = doneAt, GivenUpAt = givenUpAt, FailingSince = failingSince ?? givenUpAt });
        return id;
    }
}
