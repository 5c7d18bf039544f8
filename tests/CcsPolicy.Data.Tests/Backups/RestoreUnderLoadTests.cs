using System.Collections.Concurrent;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Tests.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests.Backups;

/// <summary>Restores of backups that were made while people acknowledged and the journal was signed all the time: three in the ordinary run, twenty at night.</summary>
public sealed class RestoreUnderLoadTests
{
    private static readonly int Times = TestLength.IsNightly ? 20 : 3;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(ABackup.Providers), MemberType = typeof(ABackup))]
    public async Task Whatever_was_answered_before_a_backup_began_comes_back_with_it(DatabaseProvider provider)
    {
        await using var journal = await AJournal.OpenAsync(provider);
        await using var backup = new ABackup(journal.Database, journal.Folders);
        await using var arranged = new AnOrganisation(journal.Database);
        var document = arranged.Document();
        var edition = arranged.Edition(document);
        var drafts = new ConcurrentQueue<Domain.Acknowledgements.AcknowledgementDraft>(Enumerable.Range(0, Times * 500).Select(_ => arranged.AcknowledgementOf(edition, arranged.Person())));
        await arranged.SaveAsync(Ct);
        await using var writer = new AcknowledgementWriter(journal.Database.Databases);
        using var ending = new CancellationTokenSource();
        var answered = new ConcurrentBag<string>();
        var rounds = 0;
        var writing = Enumerable.Range(0, 4).Select(_ => Task.Run(WriteAsync, Ct)).ToList();
        var signing = Task.Run(SignAsync, Ct);
        async Task WriteAsync()
        {
            while (!ending.IsCancellationRequested && drafts.TryDequeue(out var draft))
            {
                answered.Add((await writer.WriteAsync(draft, document, CancellationToken.None)).Value.ReceiptNumber);
                await Task.Yield();
            }
        }

        async Task SignAsync()
        {
            while (!ending.IsCancellationRequested)
            {
                await journal.Database.Get<JournalSequencer>().GiveAsync(CancellationToken.None);
                await journal.Signer.SignAsync(CancellationToken.None, atOnce: true);
                Interlocked.Increment(ref rounds);
            }
        }

        var grown = new List<long>();
        for (var time = 0; time < Times; time++)
        {
            // So much is written between two backups, at the least, and then given its place: of two rounds that end from here on, the second began later.
            while (answered.Count < (time + 1) * 20)
                await Task.Yield();
            var round = Volatile.Read(ref rounds);
            while (Volatile.Read(ref rounds) < round + 2)
                await Task.Yield();
            var before = answered.ToHashSet(StringComparer.Ordinal);
            var made = await backup.Making.RunAsync(Ct);
            // Restoring compares integrity, guards, counts, and the trees with every checkpoint in the database and outside.
            var restored = await backup.Restoring.RunAsync(await backup.RequestAsync(made.File, journal.Folders) with { JournalKeyFile = journal.KeyFile }, Ct);
            await using var db = backup.Open(restored).OpenFor(Reader.Nobody);
            var kept = await db.Acknowledgements.WithoutReader().Select(a => a.ReceiptNumber).ToListAsync(Ct);
            Assert.Empty(before.Except(kept));
            Assert.Equal(kept.Count, kept.Distinct().Count());
            Assert.Equal(kept.Count, await db.Journal.WithoutReader().CountAsync(e => e.Action == AcknowledgementProof.Fact, Ct));
            grown.Add(restored.Contents.JournalSize);
        }
        await ending.CancelAsync();
        await Task.WhenAll([.. writing, signing]);
        Assert.All(grown.Zip(grown.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.True(answered.Count > Times * 20);
    }
}
