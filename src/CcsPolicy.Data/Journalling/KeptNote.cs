using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Journalling;

/// <summary>控えの写しのうち、鍵が署名したもの。A row of the database's own notes counts only when the key has signed what it says: whoever can write to the database can put any other there.</summary>
internal sealed record KeptNote(JournalNote Row, SignedNote Note, Checkpoint Point)
{
    /// <summary>Null when the key has not signed it, or has signed something else than the row says.</summary>
    public static KeptNote? Of(JournalNote row, JournalKey key) =>
        SignedNote.TryParse(row.Note) is { } note && Checkpoint.TryParse(note.Text) is { } point && point.Size == row.Size && point.At == row.At && point.Origin == note.Name
        && point.Origin.EndsWith("/" + (row.OfProcedures ? CheckpointFolder.Procedures : CheckpointFolder.General), StringComparison.Ordinal) && note.IsSignedBy(key.Key)
            ? new KeptNote(row, note, point) : null;

    /// <summary>The newest first.</summary>
    public static IAsyncEnumerable<KeptNote> Newest(PolicyDb db, bool ofProcedures, JournalKey key) =>
        Of(db.JournalNotes.AsNoTracking().Where(n => n.OfProcedures == ofProcedures).OrderByDescending(n => n.Size), key);

    /// <summary>Those of at least this size, the smallest first.</summary>
    public static IAsyncEnumerable<KeptNote> From(PolicyDb db, bool ofProcedures, long size, JournalKey key) =>
        Of(db.JournalNotes.AsNoTracking().Where(n => n.OfProcedures == ofProcedures && n.Size >= size).OrderBy(n => n.Size), key);

    private static IAsyncEnumerable<KeptNote> Of(IQueryable<JournalNote> rows, JournalKey key) => rows.AsAsyncEnumerable().Select(row => Of(row, key)).Where(note => note is not null).Select(note => note!);
}
