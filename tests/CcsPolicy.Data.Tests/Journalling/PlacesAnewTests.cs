using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Tests.Backups;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests.Journalling;

/// <summary>位置の付け直し: the way on when somebody has given a record its place.</summary>
public sealed class PlacesAnewTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_record_that_somebody_put_into_a_place_loses_it_and_signing_goes_on()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(5, Ct);
        await journal.RecordAsync(1);
        await journal.TakeLastAwayAsync();
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.SignedAsync(3, Ct);
        await journal.PutBackAsync();
        await using var db = journal.Database.OpenFor(Reader.Nobody);
        var entry = await db.Journal.WithoutReader().SingleAsync(e => !db.JournalPositions.Any(p => p.EntryId == e.Id), Ct);
        await db.InsertManyAsync([new JournalPosition { EntryId = entry.Id, Tree = JournalPosition.General, Number = 8, Leaf = Domain.Journal.TreeHash.OfLeaf(entry.Bytes).ToBytes(), Hour = null }], Ct);
        await journal.SignedAsync(2, Ct);
        Assert.All(journal.Signer.Standing.Folders, folder => Assert.Equal(FolderState.Differs, folder.State));
        var anew = new PlacesAnew(journal.Database.Databases, journal.Key);
        Assert.Equal(PlacesOutcome.PortalRuns, await anew.RunAsync(journal.Folders, journal.Key.OfPublic(), Ct));
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(PlacesOutcome.Done, await anew.RunAsync(journal.Folders, journal.Key.OfPublic(), Ct));
        Assert.False(await db.JournalPositions.AnyAsync(p => p.EntryId == entry.Id, Ct));
        await journal.SignedAsync(1, Ct);
        Assert.All(journal.Signer.Standing.Folders, folder => Assert.Equal(FolderState.Reached, folder.State));
        // Eight that were signed, two, the one that tells of it, and one.
        Assert.Equal(12, journal.Last().Size);
        Assert.Empty((await new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, journal.Key.OfPublic(), Ct)).Findings);
    }

    [Fact]
    public async Task What_was_signed_and_is_not_so_any_more_is_no_matter_of_places()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(5, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await journal.TamperAsync("UPDATE Journal SET Action = 'another' WHERE Id = (SELECT EntryId FROM JournalPositions WHERE Number = 2)");
        Assert.Equal(PlacesOutcome.NotSound, await new PlacesAnew(journal.Database.Databases, journal.Key).RunAsync(journal.Folders, journal.Key.OfPublic(), Ct));
    }

    [Theory, MemberData(nameof(ABackup.Providers), MemberType = typeof(ABackup))]
    public async Task Places_that_are_signed_stay_and_the_guards_stand_afterwards(DatabaseProvider provider)
    {
        await using var journal = await AJournal.OpenAsync(provider);
        var procedure = await journal.AProcedureAsync(Ct);
        await journal.RecordAsync(2, procedure);
        await journal.SignedAsync(5, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.RecordAsync(2, procedure);
        await journal.SignedAsync(2, Ct);
        await journal.RecordAsync(2, procedure);
        await journal.RecordAsync(2);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await using var db = journal.Database.OpenFor(Reader.Nobody);
        var signed = journal.Last().Size;
        var before = await db.JournalPositions.Where(p => p.Hour != null || p.Number < signed).Select(p => new { p.EntryId, p.Tree, p.Number }).ToListAsync(Ct);
        Assert.Equal(PlacesOutcome.Done, await new PlacesAnew(journal.Database.Databases, journal.Key).RunAsync(journal.Folders, journal.Key.OfPublic(), Ct));
        Assert.Equal(before.OrderBy(p => p.EntryId.Value), (await db.JournalPositions.Where(p => p.Hour != null || p.Number < signed).Select(p => new { p.EntryId, p.Tree, p.Number }).ToListAsync(Ct)).OrderBy(p => p.EntryId.Value));
        await new DatabasePreparation(journal.Database.Databases).CheckAsync(Ct);
        await journal.SignedAsync(1, Ct);
        Assert.All(journal.Signer.Standing.Folders, folder => Assert.Equal(FolderState.Reached, folder.State));
    }

    [Fact]
    public async Task Nothing_is_given_anew_while_a_place_outside_is_away_or_all_are_emptied()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(3, Ct);
        await journal.SignedAsync(3, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        var anew = new PlacesAnew(journal.Database.Databases, journal.Key);
        Directory.Move(journal.Folders[1].Path, journal.Folders[1].Path + "-away");
        Assert.Equal(PlacesOutcome.CheckpointsAway, await anew.RunAsync(journal.Folders, journal.Key.OfPublic(), Ct));
        Directory.Delete(journal.Folders[0].Path, recursive: true);
        foreach (var folder in journal.Folders)
            Directory.CreateDirectory(folder.Path);
        Assert.Equal(PlacesOutcome.CheckpointsAway, await anew.RunAsync(journal.Folders, journal.Key.OfPublic(), Ct));
        Assert.False(await JournalSequencer.IsUnderWayAsync(journal.Database.Databases, Ct));
    }

    [Fact]
    public async Task A_portal_that_is_started_meanwhile_has_not_the_turn()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(3, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        var turns = new List<int?>();
        var started = new WhenRead(journal.Folders, () => turns.Add(new JournalSequencer(journal.Database.Databases).GiveAsync(Ct).GetAwaiter().GetResult()));
        Assert.Equal(PlacesOutcome.Done, await new PlacesAnew(journal.Database.Databases, journal.Key).RunAsync(started, journal.Key.OfPublic(), Ct));
        Assert.NotEmpty(turns);
        Assert.All(turns, Assert.Null);
        Assert.NotNull(await new JournalSequencer(journal.Database.Databases).GiveAsync(Ct));
    }

    /// <summary>Does something whenever somebody goes through the places.</summary>
    private sealed class WhenRead(IReadOnlyList<CheckpointFolder> folders, Action then) : IReadOnlyList<CheckpointFolder>
    {
        public int Count => folders.Count;

        public CheckpointFolder this[int index] => folders[index];

        public IEnumerator<CheckpointFolder> GetEnumerator()
        {
            then();
            return folders.GetEnumerator();
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
