using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests;

public sealed class LiveSessionsTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task What_ends_a_session_changes_the_stamp_of_sessions_alone_and_opening_one_changes_none(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var (account, person) = await AccountAsync(database);
        using var live = new LiveSessions(database.Databases, Longest);
        var before = await StampsAsync(database);
        var (first, second) = (await OpenAsync(database, account), await OpenAsync(database, account));
        Assert.Equal(before, await StampsAsync(database));
        Assert.Equal(person, (await live.FindAsync(first, before, Ct))!.PersonId);

        await ChangeAsync(database, async db => (await db.Sessions.SingleAsync(s => s.Id == first, Ct)).EndedAt = db.Now);
        var after = await StampsAsync(database);
        Assert.Equal(before.Access, after.Access);
        Assert.NotEqual(before.Sessions, after.Sessions);
        Assert.Null(await live.FindAsync(first, after, Ct));
        Assert.NotNull(await live.FindAsync(second, after, Ct));

        await ChangeAsync(database, async db => (await db.Users.SingleAsync(Ct)).SecurityStamp = "another");
        Assert.Null(await live.FindAsync(second, await StampsAsync(database), Ct));
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task The_minute_of_the_last_use_is_written_and_read_by_another_process_and_old_rows_go(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var (account, _) = await AccountAsync(database);
        var id = await OpenAsync(database, account);
        using var here = new LiveSessions(database.Databases, Longest);
        using var there = new LiveSessions(database.Databases, Longest);
        var stamps = await StampsAsync(database);
        var elsewhere = (await there.FindAsync(id, stamps, Ct))!;
        database.Clock.Advance(TimeSpan.FromSeconds(10 * 60 + 30));
        (await here.FindAsync(id, stamps, Ct))!.Use(database.Clock.GetUtcNow());
        await here.WriteAsync(Ct);
        await there.RefreshAsync(elsewhere, Ct);
        Assert.Equal(TestDatabase.Start.AddMinutes(10), elsewhere.UsedAt);
        Assert.Equal(stamps, await StampsAsync(database));

        database.Clock.Advance(TimeSpan.FromDays(31));
        await here.WriteAsync(Ct);
        await using var db = database.OpenFor(Reader.Nobody);
        Assert.Empty(await db.Sessions.ToListAsync(Ct));
    }

    private static Task<Stamps> StampsAsync(TestDatabase database) => new StampQuestion(database.Databases.Setup).AskAsync(Ct);

    private static async Task ChangeAsync(TestDatabase database, Func<PolicyDb, Task> change)
    {
        await using var db = database.OpenFor(Reader.Nobody);
        await change(db);
        await db.SaveChangesAsync(Ct);
    }

    private static async Task<(Guid Account, PersonId Person)> AccountAsync(TestDatabase database)
    {
        await using var db = database.OpenFor(Reader.Nobody);
        var person = new Person { Id = db.Ids.Next<PersonId>(), StaffNumber = "1001", Name = "佐藤 花子", Kana = "さとう はなこ" };
        var account = new Account { Id = db.Ids.Next(), PersonId = person.Id, UserName = "1001", NormalizedUserName = "1001", SecurityStamp = "stamp" };
        db.AddRange(person, account);
        db.Record(new JournalFact("person.recorded"));
        await db.SaveChangesAsync(Ct);
        return (account.Id, person.Id);
    }

    private static async Task<Guid> OpenAsync(TestDatabase database, Guid account)
    {
        await using var db = database.OpenFor(Reader.Nobody);
        var row = new AccountSession
        {
            Id = db.Ids.Next(), AccountId = account, Stamp = "stamp", Method = "mfa", Device = "", OpenedAt = db.Now, UsedAt = db.Now, ConfirmedAt = db.Now,
        };
        db.Sessions.Add(row);
        await db.SaveChangesAsync(Ct);
        return row.Id;
    }
}
