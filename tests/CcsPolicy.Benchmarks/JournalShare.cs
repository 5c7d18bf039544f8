using System.Diagnostics;
using CcsPolicy.Data;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Benchmarks;

/// <summary>
/// What the journal takes of an acknowledgement: the same rows are saved in the same batches to two copies of a database, in one with an entry for each, its place in the tree and the signatures, in the
/// other with one entry for a whole batch. The hash of each row is made in both, since no save does without it.
/// </summary>
internal static class JournalShare
{
    private const int Batch = 32;
    private const int Rounds = 8;

    /// <summary>Processor time of this process for one acknowledgement without and with its journal; the middle of some rounds in turns.</summary>
    public static async Task<(TimeSpan Without, TimeSpan With)> MeasureAsync(PolicyDbSetup setup, string pristine, PolicyDocument document, EditionId edition, List<PersonId> people)
    {
        var folder = Directory.CreateTempSubdirectory("ccspolicy-share-").FullName;
        try
        {
            using var key = JournalKey.ReadOrCreate(Path.Combine(folder, "journal.key"));
            var (without, with) = (new List<TimeSpan>(), new List<TimeSpan>());
            var copies = new[] { "without", "with" }.Select(name => Path.Combine(folder, name + ".db")).ToArray();
            foreach (var copy in copies)
                File.Copy(pristine, copy);
            var databases = copies.Select(copy => new PolicyDbFactory(setup with { ConnectionString = $"Data Source={copy}" })).ToArray();
            var keeper = new JournalKeeper(new JournalSequencer(databases[1]), new JournalSigner(databases[1], key, new CheckpointPlaces("aoba.example/ccspolicy", [new(Path.Combine(folder, "one")), new(Path.Combine(folder, "two"))])), setup.Clock);
            await keeper.LastTurnAsync(CancellationToken.None);
            // The first two rounds warm both up.
            var each = people.Count / (Rounds + 2) / Batch * Batch;
            for (var round = 0; round < Rounds + 2; round++)
                foreach (var journalled in round % 2 == 0 ? new[] { false, true } : [true, false])
                {
                    var (before, some) = (Used(), people.GetRange(round * each, each));
                    foreach (var batch in some.Chunk(Batch))
                        await SaveAsync(databases[journalled ? 1 : 0], document, edition, batch, journalled);
                    if (journalled)
                        await keeper.LastTurnAsync(CancellationToken.None);
                    if (round > 1)
                        (journalled ? with : without).Add((Used() - before) / each);
                }
            return (Middle(without), Middle(with));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SaveAsync(PolicyDbFactory databases, PolicyDocument document, EditionId edition, PersonId[] people, bool journalled)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var id = document.Id;
        foreach (var person in people)
        {
            var number = Convert.ToHexString(db.Ids.NextBytes(12));
            const string Statement = "私は、「情報セキュリティ基本方針」第1版（令和7年4月1日施行）を読み、その内容を理解しました。これを守って職務を行います。";
            var draft = new AcknowledgementDraft(db.Ids.Next<AcknowledgementId>(), number, id, edition, person, db.Now, ContentHash.Of("本文"), Statement,
                Acknowledgement.HashOf(db.HasherOf(document), number, edition, person, db.Now, ContentHash.Of("本文"), Statement));
            if (journalled)
                db.AddAcknowledgement(draft, document);
            else
                db.Acknowledgements.Add(new Acknowledgement
                {
                    Id = draft.Id, ReceiptNumber = number, DocumentId = id, EditionId = edition, PersonId = person, At = draft.At, SeenHash = draft.SeenHash,
                    Statement = db.Seal(id, Statement), ReceiptHash = draft.ReceiptHash,
                });
        }
        if (!journalled)
            db.Record(new JournalFact("benchmark.saved"), document);
        await db.SaveChangesAsync();
    }

    private static TimeSpan Used()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime;
    }

    private static TimeSpan Middle(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
