using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Backups;

/// <summary>復元の記載。What a restore leaves in the record that came back, so that signer and verifier explain by it what was lost, and nothing of what came back can be changed afterwards.</summary>
internal sealed class RestoreEntry(PolicyDbFactory databases, JournalKey? key, NotesAtRestore outside)
{
    /// <summary>One entry for each checkpoint that names what was lost; where nothing of the general journal was lost, one for the last, since hours may have been.</summary>
    /// <returns>False when what came back could not be signed.</returns>
    public async Task<bool> RecordAsync(BackupHeader header, BackupContents contents, long kept, IReadOnlyList<Checkpoint> lost, JournalReport report, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        await db.ForgetAsync(ct);
        await PurposeKey.PrepareAsync(db, ct);
        var sequencer = new JournalSequencer(databases, key);
        await sequencer.GiveAsync(ct);
        var newest = key is null ? 0 : await KeptNote.LastSizeAsync(db, ofProcedures: true, new TrustedKeys(key.OfPublic()), ct);
        // Hours that the record does not agree with are lost like those that it does not have.
        var (hour, lostHour) = (report.IsSound ? newest : Math.Min(newest, report.CommittedHour), Math.Max(outside.Hour, newest));
        var fact = () => new JournalFact(BackupFacts.Restored).With("backup", header.Id.ToString("N")).With("made", header.MadeAt).With("restored-size", kept).With("findings", report.Findings.Count);
        IReadOnlyList<Checkpoint> told = key is null ? [] : lost.Count > 0 ? lost : [.. outside.Last.TakeLast(1)];
        foreach (var checkpoint in told)
            db.Record(Restores.Sign(fact().With("size", checkpoint.Size).With("root", checkpoint.Root.ToString()).With("at", checkpoint.At).With("restored-hour", hour).With("lost-hour", lostHour).With("held", contents.JournalSize).With("held-root", contents.JournalRoot).With("restored-at", db.Now), key!.Key));
        if (told.Count == 0)
            db.Record(fact());
        await db.SaveChangesAsync(ct);
        await sequencer.GiveAsync(ct);
        var isSigned = told.Count == 0 || await SignAsync(db, told[^1].Origin, lostHour, ct);
        await sequencer.ReleaseAsync(ct);
        return isSigned;
    }

    /// <summary>
    /// Signs all that came back, in the database alone: it goes out when the portal starts, and not at all when somebody has only looked. What was lost is not put back in the place that it had then: that one is
    /// signed, and so is the hour.
    /// </summary>
    private async Task<bool> SignAsync(PolicyDb db, string origin, long lostHour, CancellationToken ct)
    {
        await new JournalSigner(databases, key!, new CheckpointPlaces(origin[..origin.LastIndexOf('/')], [])).SignAsync(ct, atOnce: true, hourAfter: lostHour);
        var entries = await db.JournalPositions.CountAsync(p => p.Tree == Rows.JournalPosition.General, ct);
        return await KeptNote.LastSizeAsync(db, ofProcedures: false, key!.Own, ct) == entries && await KeptNote.LastSizeAsync(db, ofProcedures: true, key!.Own, ct) > lostHour;
    }
}
