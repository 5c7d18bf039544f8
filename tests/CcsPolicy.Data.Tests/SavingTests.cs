using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>Two people do the same thing at once.</summary>
public sealed class SavingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    [Trait("ASVS", "V15.4.2")]
    public async Task Of_two_who_publish_at_once_one_wins_and_the_other_is_told(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var arranged = new AnOrganisation(database);
        var document = arranged.Document();
        var amendment = arranged.Amendment(document);
        var (step, hash, ciso) = (arranged.DecisionStep(), ContentHash.Of("本文"), arranged.Person());
        amendment.Submit(arranged.Founder.Id, arranged.Db.Now, hash, [step]);
        amendment.Decide(step.Id, ciso.Id, false, StepOutcome.Agreed, SealedText.Empty, arranged.Db.Now, hash);
        await arranged.SaveAsync(Ct);
        var reader = await arranged.ReaderAsync(arranged.Founder, Ct);

        using var bothHaveRead = new Barrier(2);
        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => PublishAsync(database, reader, amendment.Id, hash, bothHaveRead))));

        Assert.Single(results, result => result.Succeeded);
        Assert.Single(results, result => result.Error == AmendmentErrors.AlreadyPublished);
        await using var db = database.OpenFor(reader);
        var edition = await db.Editions.SingleAsync(Ct);
        Assert.Equal(edition.Id, (await db.Amendments.SingleAsync(Ct)).PublishedEditionId);
        Assert.Equal(1, await db.Journal.CountAsync(e => e.Action == "edition.published", Ct));
    }

    private static async Task<Result<Done>> PublishAsync(TestDatabase database, Reader reader, AmendmentId id, ContentHash hash, Barrier bothHaveRead)
    {
        await using var db = database.OpenFor(reader);
        var amendment = await db.Amendments.Include(a => a.Document).SingleAsync(a => a.Id == id);
        bothHaveRead.SignalAndWait(TimeSpan.FromSeconds(30));
        var edition = new Edition
        {
            Id = db.Ids.Next<EditionId>(), DocumentId = amendment.DocumentId, Kind = amendment.Kind, Significance = amendment.Significance, EnactedOn = TestDatabase.Today,
            EffectiveFrom = TestDatabase.Today, Text = db.Seal(amendment.DocumentId, "本文"), Keys = [], Hash = hash, AmendmentId = id, RecordedAt = db.Now, RecordedBy = reader.PersonId!.Value,
        };
        if (amendment.Publish(edition.Id, hash, db.Now) is { Succeeded: false } refused)
            return refused;
        db.Editions.Add(edition);
        db.Record(new JournalFact("edition.published").With("edition", edition.Id), amendment.Document);
        return await db.TrySaveAsync(AmendmentErrors.AlreadyPublished, Ct);
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task A_second_tab_that_saves_on_an_old_state_is_told_and_writes_nothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var arranged = new AnOrganisation(database);
        var document = arranged.Document();
        var amendment = arranged.Amendment(document);
        await arranged.SaveAsync(Ct);
        foreach (var tab in new[] { 1, 2 })
        {
            await using var db = database.OpenFor(await arranged.ReaderAsync(arranged.Founder, Ct));
            db.DraftSteps.Add(new DraftStep { AmendmentId = amendment.Id, Sequence = 1, DocumentId = document.Id, Operation = db.Seal(document.Id, $"{tab}"), SavedBy = arranged.Founder.Id, SavedAt = db.Now });
            db.Record(new JournalFact("draft.saved"), document);
            Assert.Equal(tab == 1 ? null : AmendmentErrors.SavedElsewhere, (await db.TrySaveAsync(AmendmentErrors.SavedElsewhere, Ct)).Error);
        }
        await using var after = database.OpenFor(await arranged.ReaderAsync(arranged.Founder, Ct));
        Assert.Equal("1", after.Open(document.Id, (await after.DraftSteps.SingleAsync(Ct)).Operation));
        Assert.Equal(1, await after.Journal.CountAsync(e => e.Action == "draft.saved", Ct));
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Whoever_edits_a_row_that_changed_meanwhile_is_told(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var arranged = new AnOrganisation(database);
        await arranged.SaveAsync(Ct);
        await using var first = database.OpenFor(Reader.Nobody);
        await using var second = database.OpenFor(Reader.Nobody);
        (await first.Departments.SingleAsync(Ct)).Name = "総務課";
        (await second.Departments.SingleAsync(Ct)).Name = "庶務課";
        first.Record(new JournalFact("department.renamed"));
        second.Record(new JournalFact("department.renamed"));
        Assert.True((await first.TrySaveAsync(DocumentErrors.ChangedMeanwhile, Ct)).Succeeded);
        Assert.Equal(DocumentErrors.ChangedMeanwhile, (await second.TrySaveAsync(DocumentErrors.ChangedMeanwhile, Ct)).Error);
        await using var after = database.OpenFor(Reader.Nobody);
        Assert.Equal("総務課", (await after.Departments.SingleAsync(Ct)).Name);
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Another_fault_of_the_database_is_not_taken_for_somebody_being_first(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.OpenFor(Reader.Nobody);
        db.Posts.Add(new() { Id = db.Ids.Next<Domain.People.PostId>(), Name = "課長", DepartmentId = db.Ids.Next<Domain.People.DepartmentId>() });
        db.Record(new JournalFact("post.created"));
        await Assert.ThrowsAsync<DbUpdateException>(() => db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, Ct));
        Assert.Equal(0, await db.Journal.WithoutReader().CountAsync(Ct));
    }
}
