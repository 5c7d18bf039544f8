using System.Security.Cryptography;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Journalling;

/// <summary>位置の付け直しの結果。</summary>
public enum PlacesOutcome
{
    /// <summary>What no signature covers stands in places that the product gave.</summary>
    Done,

    /// <summary>A portal runs; nothing was changed.</summary>
    PortalRuns,

    /// <summary>The journal is not what was signed: that is no matter of places. Nothing was changed.</summary>
    NotSound,
}

/// <summary>
/// 位置の付け直し。The way on when somebody has put a record into a place past the product, so that nothing is signed any more: takes back every place that no signature covers and gives each entry another. What
/// is signed stays where it is; a record that is not of the product's making, or old, gets none.
/// </summary>
public sealed class PlacesAnew(PolicyDbFactory databases, JournalKey key)
{
    /// <summary>The fact that is journalled, with the number of general entries that were signed then.</summary>
    public const string Fact = "journal.places-given-anew";

    private static readonly string[] Tables = ["JournalPositions", "JournalVouchers"];

    /// <param name="folders">Where the checkpoints lie: what they cover is signed.</param>
    /// <param name="keys">The public keys of the journal.</param>
    public async Task<PlacesOutcome> RunAsync(IReadOnlyList<CheckpointFolder> folders, IReadOnlyList<ECDsa> keys, CancellationToken ct)
    {
        if (await JournalSequencer.IsUnderWayAsync(databases, ct))
            return PlacesOutcome.PortalRuns;
        if (!(await new JournalVerifier(databases).VerifyAsync(folders, keys, ct)).IsSound)
            return PlacesOutcome.NotSound;
        await using (var db = databases.OpenFor(Reader.Nobody))
        {
            var size = await SignedAsync(db, folders, CheckpointFolder.General, ct);
            var hour = await SignedAsync(db, folders, CheckpointFolder.Procedures, ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await DatabasePreparation.WithoutGuardsAsync(db, Tables.Contains, async () =>
            {
                await db.JournalPositions.Where(p => p.Tree == JournalPosition.General ? p.Number >= size : p.Hour == null || p.Hour > hour).ExecuteDeleteAsync(ct);
                await db.JournalVouchers.Where(v => !db.JournalPositions.Any(p => p.EntryId == v.EntryId)).ExecuteDeleteAsync(ct);
            }, ct, forDeleting: true);
            db.Record(new JournalFact(Fact).With("signed", size));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        await new JournalSequencer(databases, key).GiveOnceAsync(ct);
        return PlacesOutcome.Done;
    }

    /// <summary>The last size or hour that the key has signed, as the database or a folder keeps it.</summary>
    private async Task<long> SignedAsync(PolicyDb db, IReadOnlyList<CheckpointFolder> folders, string tree, CancellationToken ct)
    {
        var kept = await KeptNote.LastSizeAsync(db, tree == CheckpointFolder.Procedures, key, ct);
        return folders.Select(folder => folder.Last(tree)).OfType<SignedNote>().Where(note => note.IsSignedBy(key.Key)).Select(note => Checkpoint.TryParse(note.Text)?.Size ?? 0).Append(kept).Max();
    }
}
