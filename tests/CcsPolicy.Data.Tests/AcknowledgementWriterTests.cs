using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xunit;

namespace CcsPolicy.Data.Tests;

public sealed class AcknowledgementWriterTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    [Trait("ASVS", "V15.4.1")]
    public async Task Each_of_many_that_come_together_is_on_record_once_with_its_journal_entry(DatabaseProvider provider)
    {
        const int people = 400;
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var arranged = new AnOrganisation(database);
        var document = arranged.Document();
        var edition = arranged.Edition(document);
        var drafts = Enumerable.Range(0, people).Select(_ => arranged.AcknowledgementOf(edition, arranged.Person())).ToList();
        await arranged.SaveAsync(Ct);

        var saves = new Saves();
        await using var writer = new AcknowledgementWriter(new PolicyDbFactory(database.Databases.Setup with { Listeners = [.. database.Databases.Setup.Listeners, saves] }));
        // All are handed over, from many threads, before the first save goes on.
        var handed = await Task.WhenAll(drafts.Select(draft => Task.Factory.StartNew(() => writer.WriteAsync(draft, document, Ct), Ct, TaskCreationOptions.None, TaskScheduler.Default)));
        saves.GoOn.SetResult();
        var answers = await Task.WhenAll(handed).WaitAsync(TimeSpan.FromMinutes(2), Ct);
        // What came first, and the two batches that the rest makes.
        Assert.InRange(saves.All, 1, 3);
        Assert.Equal(1, saves.MostAtOnce);

        Assert.All(drafts.Zip(answers), pair => Assert.Equal(pair.First.ReceiptNumber, pair.Second.Value.ReceiptNumber));
        await using var db = database.OpenFor(Reader.Nobody);
        Assert.Equal(drafts.Select(d => d.PersonId.Value).Order(), (await db.Acknowledgements.WithoutReader().Select(a => a.PersonId).ToListAsync(Ct)).Select(p => p.Value).Order());
        Assert.Equal(people, await db.Journal.WithoutReader().CountAsync(e => e.Action == AcknowledgementProof.Fact, Ct));
        Assert.Equal(people, (await db.Journal.WithoutReader().Where(e => e.Action == AcknowledgementProof.Fact).Select(e => e.ActorId).ToListAsync(Ct)).Distinct().Count());
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task A_repeat_gets_the_first_receipt_whether_it_comes_together_or_later(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var arranged = new AnOrganisation(database);
        var document = arranged.Document();
        var edition = arranged.Edition(document);
        var person = arranged.Person();
        var others = Enumerable.Range(0, 3).Select(_ => arranged.AcknowledgementOf(edition, arranged.Person())).ToList();
        await arranged.SaveAsync(Ct);

        await using var writer = new AcknowledgementWriter(database.Databases);
        var together = Enumerable.Range(0, 10).Select(_ => arranged.AcknowledgementOf(edition, person)).Concat(others).ToList();
        var answers = (await Task.WhenAll(together.Select(draft => writer.WriteAsync(draft, document, Ct)))).Select(a => a.Value).Where(a => a.PersonId == person.Id).ToList();
        var later = (await writer.WriteAsync(arranged.AcknowledgementOf(edition, person), document, Ct)).Value;

        Assert.Equal(10, answers.Count);
        Assert.Equal(later.ReceiptNumber, Assert.Single(answers.Select(a => a.ReceiptNumber).Distinct()));
        await using var db = database.OpenFor(Reader.Nobody);
        Assert.Equal(4, await db.Acknowledgements.WithoutReader().CountAsync(Ct));
        Assert.Equal(4, await db.Journal.WithoutReader().CountAsync(e => e.Action == AcknowledgementProof.Fact, Ct));
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    [Trait("ASVS", "V2.3.3")]
    public async Task One_that_cannot_be_written_harms_no_other_and_the_writer_goes_on(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var arranged = new AnOrganisation(database);
        var document = arranged.Document();
        var edition = arranged.Edition(document);
        var good = Enumerable.Range(0, 20).Select(_ => arranged.AcknowledgementOf(edition, arranged.Person())).ToList();
        var bad = arranged.AcknowledgementOf(edition, arranged.Founder) with { PersonId = arranged.Db.Ids.Next<PersonId>() };
        var after = arranged.AcknowledgementOf(edition, arranged.Founder);
        await arranged.SaveAsync(Ct);

        await using var writer = new AcknowledgementWriter(database.Databases);
        var tasks = good.Take(10).Append(bad).Concat(good.Skip(10)).Select(draft => writer.WriteAsync(draft, document, Ct)).ToList();
        await Assert.ThrowsAsync<DbUpdateException>(() => tasks[10]);
        Assert.Equal(20, (await Task.WhenAll(tasks.Where((_, i) => i != 10))).Count(answer => answer.Succeeded));
        Assert.True((await writer.WriteAsync(after, document, Ct)).Succeeded);

        await using var db = database.OpenFor(Reader.Nobody);
        Assert.Equal(21, await db.Acknowledgements.WithoutReader().CountAsync(Ct));
        Assert.Equal(21, await db.Journal.WithoutReader().CountAsync(e => e.Action == AcknowledgementProof.Fact, Ct));
    }

    [Fact]
    public async Task What_is_answered_was_committed_before()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var document = arranged.Document(Tier.Procedure, Openness.NeedToKnow);
        var edition = arranged.Edition(document);
        var draft = arranged.AcknowledgementOf(edition, arranged.Founder);
        await arranged.SaveAsync(Ct);
        await using var writer = new AcknowledgementWriter(database.Databases);
        await writer.WriteAsync(draft, document, Ct);
        await using var db = database.OpenFor(await arranged.ReaderAsync(arranged.Founder, Ct));
        var kept = await db.Acknowledgements.SingleAsync(Ct);
        Assert.True(await db.IsGenuineAsync(kept, db.Open(document.Id, kept.Statement), Ct));
        Assert.Equal(JournalLog.Restricted, (await db.Journal.SingleAsync(e => e.Action == AcknowledgementProof.Fact, Ct)).Log);
    }

    [Fact]
    public async Task A_draft_about_another_document_is_a_fault_of_the_caller()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var edition = arranged.Edition(arranged.Document());
        await using var writer = new AcknowledgementWriter(database.Databases);
        await Assert.ThrowsAsync<ArgumentException>(() => writer.WriteAsync(arranged.AcknowledgementOf(edition, arranged.Founder), arranged.Document(), Ct));
    }

    /// <summary>Counts saves, and how many of them run at the same time; none goes on before it is told.</summary>
    private sealed class Saves : SaveChangesInterceptor
    {
        private int running;
        private int all;
        private int most;

        public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int All => all;

        public int MostAtOnce => most;

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref all);
            var now = Interlocked.Increment(ref running);
            for (var before = most; before < now && Interlocked.CompareExchange(ref most, now, before) != before; before = most)
            {
                // Another one counted in between.
            }
            await GoOn.Task.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
            return result;
        }

        public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            Interlocked.Decrement(ref running);
            return ValueTask.FromResult(result);
        }

        public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
        {
            Interlocked.Decrement(ref running);
            return Task.CompletedTask;
        }
    }
}
