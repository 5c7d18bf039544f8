using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>控えの使い方。Where a context finds what is kept under the access stamp.</summary>
/// <param name="asked">The stamps of a request that changes nothing: it looks with the same eyes to its end. Null to ask anew at each question.</param>
internal sealed class KeptRows(Readers readers, KnownDocuments documents, EditionTexts texts, Stamps? asked)
{
    public EditionTexts Texts => texts;

    public Task<OfficeRows> OfficeAsync(CancellationToken ct) => readers.OfficeAsync(asked, ct);

    public Task<IReadOnlyList<KnownDocument>> DocumentsAsync(PolicyDb db, CancellationToken ct) => documents.AllAsync(db.Reader, asked, ct);
}

/// <summary>
/// 控えを読む。What a page shows of the office and of documents without their text comes from memory while nobody has changed any of it: each of these rows renews the access stamp when it is saved.
/// A context that keeps nothing, or stands in a transaction of its own, reads the rows themselves.
/// </summary>
public static class KeptRowsQueries
{
    /// <summary>The people, departments and posts of the office.</summary>
    public static Task<OfficeRows> OfficeAsync(this PolicyDb db, CancellationToken ct) => Kept(db) is { } kept ? kept.OfficeAsync(ct) : OfficeRows.ReadAsync(db, ct);

    /// <summary>All documents that the reader of the context may know, without their texts.</summary>
    public static Task<IReadOnlyList<KnownDocument>> KnownDocumentsAsync(this PolicyDb db, CancellationToken ct) =>
        Kept(db) is { } kept ? kept.DocumentsAsync(db, ct) : KnownDocuments.ReadForAsync(db, ct);

    /// <summary>The document without its texts; null when the reader of the context has none of that id.</summary>
    public static async Task<KnownDocument?> KnownDocumentAsync(this PolicyDb db, DocumentId id, CancellationToken ct) => (await db.KnownDocumentsAsync(ct)).FirstOrDefault(known => known.Document.Id == id);

    /// <summary>The same for a row that names one of its editions: what was published after the documents had been read is there all the same.</summary>
    public static async Task<KnownDocument?> KnownDocumentAsync(this PolicyDb db, DocumentId id, EditionId edition, CancellationToken ct) =>
        await db.KnownDocumentAsync(id, ct) is not { } known ? null
        : known.Editions.ContainsKey(edition) ? known : (await KnownDocuments.ReadForAsync(db, ct)).FirstOrDefault(one => one.Document.Id == id && one.Editions.ContainsKey(edition));

    /// <summary>Names of the people, for pages that say who did what.</summary>
    public static async Task<Dictionary<PersonId, string>> NamesAsync(this PolicyDb db, IEnumerable<PersonId> people, CancellationToken ct)
    {
        var office = await db.OfficeAsync(ct);
        var (names, later) = (new Dictionary<PersonId, string>(), new List<PersonId>());
        foreach (var id in people.Distinct())
        {
            if (office.People.TryGetValue(id, out var person))
                names.Add(id, person.Name);
            else
                later.Add(id);
        }
        // Who came after those rows had been read may have done something already.
        if (later.Count > 0)
            foreach (var person in await db.People.AsNoTracking().Where(person => later.Contains(person.Id)).Select(person => new { person.Id, person.Name }).ToListAsync(ct))
                names.Add(person.Id, person.Name);
        return names;
    }

    /// <summary>What is kept, where the context may use it.</summary>
    internal static KeptRows? Kept(PolicyDb db) => db.Database.CurrentTransaction is null ? db.Kept : null;
}
