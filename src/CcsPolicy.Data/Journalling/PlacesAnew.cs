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

    /// <summary>A place outside cannot be reached, or the key has signed and none holds anything: how far the record is signed cannot be told. Nothing was changed.</summary>
    CheckpointsAway,
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
    /// <param name="keys">The public keys of the journal, former ones too: what any of them has signed stays.</param>
    public async Task<PlacesOutcome> RunAsync(IReadOnlyList<CheckpointFolder> folders, IReadOnlyList<ECDsa> keys, CancellationToken ct)
    {
        // Whoever has the turn keeps it to the end: a portal that is started meanwhile signs nothing.
        var turn = new JournalSequencer(databases, key);
        if (await turn.GiveAsync(ct) is null)
            return PlacesOutcome.PortalRuns;
        try
        {
            if (await TakeBackAsync(turn, folders, keys, ct) is var outcome and not PlacesOutcome.Done)
                return outcome;
        }
        finally
        {
            await turn.ReleaseAsync(CancellationToken.None);
        }
        await new JournalSequencer(databases, key).GiveOnceAsync(ct);
        return PlacesOutcome.Done;
    }

    private async Task<PlacesOutcome> TakeBackAsync(JournalSequencer turn, IReadOnlyList<CheckpointFolder> folders, IReadOnlyList<ECDsa> keys, CancellationToken ct)
    {
        if (folders.Any(folder => !folder.Exists))
            return PlacesOutcome.CheckpointsAway;
        if (!(await new JournalVerifier(databases).VerifyAsync(folders, keys, ct)).IsSound)
            return PlacesOutcome.NotSound;
        // To verify may have taken longer than a turn lasts.
        if (await turn.GiveAsync(ct) is null)
            return PlacesOutcome.PortalRuns;
        var trusted = new TrustedKeys(keys);
        var general = Signed(CheckpointFolder.General);
        await using var db = databases.OpenFor(Reader.Nobody);
        if (folders.Count > 0 && general.Count == 0 && await KeptNote.HaveBegunAsync(db, ofProcedures: false, key.Own, ct))
            return PlacesOutcome.CheckpointsAway;
        var size = general.Append(await KeptNote.LastSizeAsync(db, ofProcedures: false, trusted, ct)).Max();
        var hour = Signed(CheckpointFolder.Procedures).Append(await KeptNote.LastSizeAsync(db, ofProcedures: true, trusted, ct)).Max();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await DatabasePreparation.WithoutGuardsAsync(db, Tables.Contains, async () =>
        {
            await db.JournalPositions.Where(p => p.Tree == JournalPosition.General ? p.Number >= size : p.Hour == null || p.Hour > hour).ExecuteDeleteAsync(ct);
            await db.JournalVouchers.Where(v => !db.JournalPositions.Any(p => p.EntryId == v.EntryId)).ExecuteDeleteAsync(ct);
        }, ct, forDeleting: true);
        db.Record(new JournalFact(Fact).With("signed", size));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return PlacesOutcome.Done;

        // The last size or hour of each folder.
        List<long> Signed(string tree) => [.. folders.Select(folder => folder.Last(tree)).OfType<SignedNote>().Where(trusted.HaveSigned).Select(note => Checkpoint.TryParse(note.Text)?.Size ?? 0)];
    }
}
