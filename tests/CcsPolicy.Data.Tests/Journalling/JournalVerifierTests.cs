using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests.Journalling;

public sealed class JournalVerifierTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task A_journal_that_nobody_touched_is_sound_and_its_tail_is_told_apart(DatabaseProvider provider)
    {
        await using var journal = await AJournal.OpenAsync(provider);
        await using var arranged = new AnOrganisation(journal.Database);
        var (procedure, known) = (arranged.Document(Tier.Procedure, Openness.NeedToKnow), arranged.Document());
        arranged.Edition(procedure);
        arranged.Acknowledged(arranged.Edition(known), arranged.Founder);
        await arranged.SaveAsync(Ct);
        await journal.SignedAsync(20, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.SignedAsync(20, Ct);
        await journal.RecordAsync(3);
        await journal.RecordAsync(2, procedure);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        await journal.RecordAsync(4);
        var report = await new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct);
        Assert.Empty(report.Findings);
        Assert.Equal((44, 41, 3), (report.Entries, report.Anchored, report.Tail.Length));
        Assert.Equal((3, 2, 4), (report.ProcedureEntries, report.ProcedureTail.Length, report.Unplaced.Length));
        Assert.Equal(journal.Last(tree: CheckpointFolder.Procedures).At, report.CommittedUntil);
        // Two documents, an edition of each, an acknowledgement, and who the person is that it speaks of: name, employment, department.
        Assert.Equal(8, report.Rows);
        Assert.True(report.Tail.Oldest < report.Unplaced.Oldest);
        // A place is given within seconds: what has none an hour later is a warning, and no finding.
        Assert.Equal(0, report.LongUnplaced.Length);
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(59));
        await journal.RecordAsync(1);
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(2));
        var late = await new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct);
        Assert.Empty(late.Findings);
        Assert.Equal((5, 4, report.Unplaced.Oldest), (late.Unplaced.Length, late.LongUnplaced.Length, late.LongUnplaced.Oldest));
    }

    [Fact]
    public async Task A_tail_that_is_older_than_a_day_is_warned_of_and_no_finding()
    {
        await using var journal = await AJournal.OpenAsync();
        var procedure = await journal.AProcedureAsync(Ct);
        await journal.SignedAsync(5, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.SignedAsync(1, Ct);
        await journal.RecordAsync(1);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Empty(await WarningsAsync());
        journal.Database.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal([JournalWarning.Tail], await WarningsAsync());
        await journal.RecordAsync(1, procedure);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(25));
        await journal.RecordAsync(1);
        Assert.Equal([JournalWarning.Tail, JournalWarning.ProcedureTail], await WarningsAsync());
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal([JournalWarning.Tail, JournalWarning.ProcedureTail, JournalWarning.Unplaced], await WarningsAsync());

        async Task<IReadOnlyList<JournalWarning>> WarningsAsync()
        {
            var report = await new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct);
            Assert.Empty(report.Findings);
            return report.Warnings;
        }
    }

    [Theory]
    [InlineData("""ALTER TABLE "People" ADD COLUMN x numeric DEFAULT 1""")]
    [InlineData("""ALTER TABLE "People" ADD COLUMN x numeric DEFAULT 1e50""")]
    [InlineData("""ALTER TABLE "People" ADD COLUMN x date DEFAULT '4000-01-01 BC'""")]
    [InlineData("""ALTER TABLE "People" ADD COLUMN x timestamptz DEFAULT '4000-01-01 BC'""")]
    [InlineData("""ALTER TABLE "People" ADD COLUMN x interval DEFAULT '1000 years'""")]
    [InlineData("""ALTER TABLE "People" ADD COLUMN x int[] DEFAULT '{{1}}'""")]
    [InlineData("""ALTER TABLE "People" ADD COLUMN x point DEFAULT '(1,2)'""")]
    public async Task A_column_that_somebody_adds_is_a_finding_whatever_it_holds(string sql)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(TestServers.PostgreSql) is { Length: > 0 }, $"{TestServers.PostgreSql} is not set.");
        await using var journal = await AJournal.OpenAsync(DatabaseProvider.PostgreSql);
        await using var arranged = new AnOrganisation(journal.Database);
        var people = new[] { arranged.Person(), arranged.Person() };
        await arranged.SaveAsync(Ct);
        await journal.SignedAsync(5, Ct);
        await using (var db = journal.Database.OpenFor(Reader.Nobody))
            await db.Database.ExecuteSqlRawAsync(sql, Ct);
        var report = await new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct);
        Assert.All(report.Findings, finding => Assert.Equal(JournalFault.Row, finding.Fault));
        Assert.Superset(people.Select(person => $"People/{person.Id} differs").ToHashSet(), report.Findings.Select(finding => finding.What).ToHashSet());
    }

    [Fact]
    public async Task A_value_of_another_kind_or_in_another_writing_is_not_the_same_value()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(20, Ct);
        await journal.TamperAsync("""
            PRAGMA foreign_keys = OFF;
            CREATE TEMP TABLE P AS SELECT EntryId AS Id, Number FROM JournalPositions;
            UPDATE Journal SET Action = CAST(Action AS BLOB) WHERE Id = (SELECT Id FROM P WHERE Number = 3);
            UPDATE Journal SET At = At || '0' WHERE Id = (SELECT Id FROM P WHERE Number = 5);
            UPDATE Journal SET Bytes = CAST(Bytes AS TEXT) WHERE Id = (SELECT Id FROM P WHERE Number = 7);
            UPDATE Journal SET Id = lower(Id) || ' ' WHERE Id = (SELECT Id FROM P WHERE Number = 9);
            UPDATE JournalPositions SET Leaf = substr(Leaf, 1, 31) WHERE Number = 11;
            UPDATE Journal SET DocumentId = x'' WHERE Id = (SELECT Id FROM P WHERE Number = 13)
            """);
        var report = await new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct);
        Assert.Equal(
            [(JournalFault.Column, 3L, "Action"), (JournalFault.Column, 5, "At"), (JournalFault.Bytes, 7, "Leaf"), (JournalFault.Column, 7, "Bytes"), (JournalFault.Missing, 9, "Journal"), (JournalFault.Bytes, 11, "Leaf"), (JournalFault.Column, 13, "DocumentId")],
            report.Findings.Where(finding => finding is { Number: not null, Fault: not JournalFault.Signed }).Select(finding => (finding.Fault, finding.Number!.Value, finding.What)));
        Assert.Equal(1, report.Unplaced.Length);
    }

    [Fact]
    public async Task Without_anything_outside_nothing_is_anchored()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(20, Ct);
        var report = await new JournalVerifier(journal.Database.Databases).VerifyAsync([], [], Ct);
        Assert.Empty(report.Findings);
        Assert.Equal((0, 20), (report.Anchored, report.Tail.Length));
    }

    [Fact]
    public async Task A_restore_explains_what_is_lost_once_it_is_signed_and_not_before()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(10, Ct);
        await journal.SignedAsync(10, Ct);
        var lost = journal.Last();
        await journal.TamperAsync("PRAGMA foreign_keys = OFF; DELETE FROM Journal WHERE Id IN (SELECT EntryId FROM JournalPositions WHERE Number >= 12); DELETE FROM JournalPositions WHERE Number >= 12; DELETE FROM JournalNotes WHERE Size = 20");
        var cut = await VerifyAsync();
        Assert.Contains(cut.Findings, finding => finding is { Fault: JournalFault.Missing, Tree: "general", Number: 12 });
        await using (var db = journal.Database.OpenFor(Reader.Nobody))
        {
            journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
            var held = await journal.RootAsync(Ct);
            JournalFact Restored() => new JournalFact("backup.restored").With("backup", "1").With("size", lost.Size).With("root", lost.Root).With("at", lost.At).With("restored-size", 12).With("restored-hour", 0).With("lost-hour", 0).With("held", 12).With("held-root", held).With("restored-at", db.Now);
            db.Record(Restores.Sign(Restored(), journal.Key.Key));
            await db.SaveChangesAsync(Ct);
        }
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        var unsigned = await VerifyAsync();
        Assert.False(unsigned.IsSound);
        Assert.All(unsigned.Findings, finding => Assert.Equal((JournalFault.Restore, 12L), (finding.Fault, finding.Number)));
        // The checkpoint that covers it.
        var root = await journal.RootAsync(Ct);
        foreach (var folder in journal.Folders)
            folder.Add(CheckpointFolder.General, journal.Database.Clock.GetUtcNow(),
                SignedNote.Sign(new Checkpoint($"{AJournal.Origin}/general", 13, root, journal.Database.Clock.GetUtcNow()).Write(), $"{AJournal.Origin}/general", journal.Key.Key), [], journal.Key.Public);
        var report = await VerifyAsync();
        Assert.Equal((12, 20, 12), Assert.Single(report.Restores) is var told ? (told.Number, told.Size, told.RestoredSize) : default);
        Assert.Equal(13, report.Anchored);
        // Only the database's copy of this last note is not there: it went out by another way here.
        Assert.All(report.Findings, finding => Assert.Equal(JournalFault.Note, finding.Fault));

        Task<JournalReport> VerifyAsync() => new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct);
    }
}
