using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests.Journalling;

public sealed class ReadingEntriesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task The_same_reading_is_entered_once_within_the_window_whichever_process_is_asked(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var arranged = new AnOrganisation(database);
        var (person, stranger) = (arranged.Person(), arranged.Person());
        var procedure = arranged.Document(Tier.Procedure, Openness.NeedToKnow);
        arranged.Grant(procedure, person);
        await arranged.SaveAsync(Ct);
        var reader = await arranged.ReaderAsync(person, Ct);
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());

        Assert.Equal(1, await ReadAsync(reader, one, "first"));
        Assert.Equal(1, await ReadAsync(reader, one, "first"));
        Assert.Equal(2, await ReadAsync(reader, one, "second"));
        Assert.Equal(3, await ReadAsync(reader, one, "second", since: "first"));
        Assert.Equal(4, await ReadAsync(reader, other, "first"));
        database.Clock.Advance(ReadingEntries.Window - TimeSpan.FromSeconds(1));
        Assert.Equal(4, await ReadAsync(reader, one, "first"));
        database.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(5, await ReadAsync(reader, one, "first"));
        // Who does not know it enters nothing about it.
        Assert.Equal(5, await ReadAsync(await arranged.ReaderAsync(stranger, Ct), other, "first"));

        // A context of its own each time, as each process and each request has one.
        async Task<int> ReadAsync(Reader who, Guid session, string edition, string? since = null)
        {
            await using (var db = database.OpenFor(who))
                await db.EnterReadingAsync([new JournalFact(ReadingEntries.Fact, procedure.Id).With("edition", edition).With("since", since)], session, Ct);
            await using var all = database.OpenFor(Reader.Nobody);
            return await all.Journal.WithoutReader().CountAsync(e => e.Action == ReadingEntries.Fact, Ct);
        }
    }
}
