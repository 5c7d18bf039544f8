using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests.Journalling;

public sealed class JournalSequencerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Every_entry_gets_the_next_place_in_its_tree_and_each_procedure_has_a_tree_of_its_own(DatabaseProvider provider)
    {
        await using var journal = await AJournal.OpenAsync(provider);
        await using var arranged = new AnOrganisation(journal.Database);
        var (one, other) = (arranged.Document(Tier.Procedure, Openness.NeedToKnow), arranged.Document(Tier.Procedure, Openness.NeedToKnow));
        var known = arranged.Document();
        await arranged.SaveAsync(Ct);
        for (var turn = 0; turn < 3; turn++)
        {
            await journal.RecordAsync(4);
            await journal.RecordAsync(2, one);
            await journal.RecordAsync(1, other);
            await journal.RecordAsync(3, known);
            // The first time also what arranging them has left: an entry for everybody, and one for each procedure.
            Assert.Equal(turn == 0 ? 13 : 10, await journal.Database.Get<JournalSequencer>().GiveAsync(Ct));
        }
        Assert.Equal(0, await journal.Database.Get<JournalSequencer>().GiveAsync(Ct));
        await using var db = journal.Database.OpenFor(Reader.Nobody);
        var places = await db.JournalPositions.AsNoTracking().ToListAsync(Ct);
        Assert.Equal(Enumerable.Range(0, 22).Select(n => (long)n), places.Where(p => p.Tree == JournalPosition.General).Select(p => p.Number).Order());
        Assert.Equal(Enumerable.Range(0, 7).Select(n => (long)n), places.Where(p => p.Tree == one.Id.Value).Select(p => p.Number).Order());
        Assert.Equal(Enumerable.Range(0, 4).Select(n => (long)n), places.Where(p => p.Tree == other.Id.Value).Select(p => p.Number).Order());
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Of_two_nodes_one_has_the_turn_and_the_other_takes_over_when_it_dies(DatabaseProvider provider)
    {
        await using var journal = await AJournal.OpenAsync(provider);
        var (one, other) = (new JournalSequencer(journal.Database.Databases), new JournalSequencer(journal.Database.Databases));
        await journal.RecordAsync(3);
        Assert.Equal(3, await one.GiveAsync(Ct));
        await journal.RecordAsync(2);
        Assert.Null(await other.GiveAsync(Ct));
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, await other.GiveAsync(Ct));
        await journal.RecordAsync(4);
        Assert.Null(await one.GiveAsync(Ct));
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(4, await one.GiveAsync(Ct));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(595)]
    public async Task An_entry_that_was_committed_late_is_found_within_a_minute(int seconds)
    {
        await using var journal = await AJournal.OpenAsync();
        var sequencer = journal.Database.Get<JournalSequencer>();
        await journal.RecordAsync(1);
        await sequencer.GiveAsync(Ct);
        await using (var db = journal.Database.OpenFor(Reader.Nobody))
        {
            db.Record(new("test.late"));
            journal.Database.Clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.Equal(0, await sequencer.GiveAsync(Ct));
            await db.SaveChangesAsync(Ct);
        }
        Assert.Equal(0, await sequencer.GiveAsync(Ct));
        journal.Database.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(1, await sequencer.GiveAsync(Ct));
    }
}
