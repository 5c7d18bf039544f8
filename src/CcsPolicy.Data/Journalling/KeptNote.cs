using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Journalling;

/// <summary>控えの写しのうち、鍵が署名したもの。A row of the database's own notes counts only when one of the keys that are asked about has signed what it says: whoever can write to the database can put any other there.</summary>
internal sealed record KeptNote(JournalNote Row, SignedNote Note, Checkpoint Point)
{
    /// <summary>So many rows are read at once: mostly the first is asked for and no other.</summary>
    private const int Batch = 16;

    /// <summary>Null when none of the keys has signed it, or it has signed something else than the row says.</summary>
    public static KeptNote? Of(JournalNote row, TrustedKeys keys) =>
        SignedNote.TryParse(row.Note) is { } note && Checkpoint.TryParse(note.Text) is { } point && point.Size == row.Size && point.At == row.At && point.Origin == note.Name
        && point.Origin.EndsWith("/" + (row.OfProcedures ? CheckpointFolder.Procedures : CheckpointFolder.General), StringComparison.Ordinal) && keys.HaveSigned(note)
            ? new KeptNote(row, note, point) : null;

    /// <summary>The newest first.</summary>
    public static IAsyncEnumerable<KeptNote> Newest(PolicyDb db, bool ofProcedures, TrustedKeys keys) =>
        Of(keys, after => Rows(db, ofProcedures).Where(n => after == null || n.Size < after).OrderByDescending(n => n.Size));

    /// <summary>The size or the hour of the newest; 0 for none.</summary>
    public static async Task<long> LastSizeAsync(PolicyDb db, bool ofProcedures, TrustedKeys keys, CancellationToken ct) => (await Newest(db, ofProcedures, keys).FirstOrDefaultAsync(ct))?.Point.Size ?? 0;

    /// <summary>Whether at least two of the notes that the database keeps are of these keys. One is not enough to say that they have signed before: the first may have been saved in the moment before the power failed.</summary>
    public static async Task<bool> HaveBegunAsync(PolicyDb db, bool ofProcedures, TrustedKeys keys, CancellationToken ct) => await Newest(db, ofProcedures, keys).Take(2).CountAsync(ct) == 2;

    /// <summary>Those of at least this size, the smallest first.</summary>
    public static IAsyncEnumerable<KeptNote> From(PolicyDb db, bool ofProcedures, long size, TrustedKeys keys) =>
        Of(keys, after => Rows(db, ofProcedures).Where(n => n.Size >= size && (after == null || n.Size > after)).OrderBy(n => n.Size));

    private static IQueryable<JournalNote> Rows(PolicyDb db, bool ofProcedures) => db.JournalNotes.AsNoTracking().Where(n => n.OfProcedures == ofProcedures);

    /// <param name="rest">The rows behind one of that size, in the order that is asked for; all of them for null.</param>
    private static async IAsyncEnumerable<KeptNote> Of(TrustedKeys keys, Func<long?, IQueryable<JournalNote>> rest, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        for (long? after = null; ;)
        {
            var rows = await rest(after).Take(Batch).ToListAsync(ct);
            foreach (var row in rows)
                if (Of(row, keys) is { } note)
                    yield return note;
            if (rows.Count < Batch)
                yield break;
            after = rows[^1].Size;
        }
    }
}
