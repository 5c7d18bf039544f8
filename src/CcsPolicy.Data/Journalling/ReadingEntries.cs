using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Journalling;

/// <summary>
/// 閲覧の記録。Enters that somebody read procedures: the same text once within a window for a sign-in, so that whoever loads a page again does not fill the journal of the procedure. Whether it was entered is asked of
/// the journal itself, so that it holds for every process on the same database; two that ask at the same instant may both enter it. Only whoever may know the procedure comes here.
/// </summary>
public static class ReadingEntries
{
    /// <summary>How long the same reading is entered once. After it, reading on is entered again.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>The fact that is journalled when somebody reads the text of a procedure.</summary>
    public const string Fact = "procedure.read";

    /// <summary>Enters those of the facts that the reader's sign-in has not left within the window, and saves. What is not there for the reader is left out.</summary>
    /// <param name="read">Facts about procedures, each with what was read: an edition, a draft, a file, and whether it was compared with another.</param>
    /// <param name="session">The reader's sign-in; null where there is none.</param>
    public static async Task EnterReadingAsync(this PolicyDb db, IReadOnlyList<JournalFact> read, Guid? session, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(read);
        var documents = await ProceduresAsync(db, [.. read.Select(fact => fact.Document!.Value).Distinct()], ct);
        var (person, since) = (db.Reader.PersonId, db.Now - Window);
        // Whoever reads is not one who may read the journal of the procedure.
        var entered = await db.Journal.WithoutReader().AsNoTracking().Where(e => e.Log == JournalLog.Restricted && e.At > since && e.ActorId == person && e.Action == Fact)
            .Select(e => e.Bytes).ToListAsync(ct);
        foreach (var fact in read.Select(fact => fact.With("session", session?.ToString("N"))))
            if (documents.GetValueOrDefault(fact.Document!.Value) is { } procedure && !entered.Exists(fact.IsSaidBy))
                db.Record(fact, procedure);
        await db.SaveChangesAsync(ct);
    }

    private static async Task<Dictionary<DocumentId, PolicyDocument>> ProceduresAsync(PolicyDb db, List<DocumentId> ids, CancellationToken ct) =>
        KeptRowsQueries.Kept(db) is { } kept ? (await kept.DocumentsAsync(db, ct)).Where(known => ids.Contains(known.Document.Id)).ToDictionary(known => known.Document.Id, known => known.Document)
        : await db.Documents.AsNoTracking().Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, ct);
}
