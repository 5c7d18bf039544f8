using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace CcsPolicy.Data.Texts;

/// <summary>The text of an edition, opened and read.</summary>
/// <param name="Text">The canonical text.</param>
/// <param name="Tree">Its provisions with their lineage keys.</param>
/// <param name="Reading">Definitions, references and dates; its own tree has no keys.</param>
public sealed record EditionText(EditionId Id, DocumentId DocumentId, ContentHash Hash, string Text, ProvisionTree Tree, ProvisionReading Reading);

/// <summary>
/// Opens texts of editions. An edition never changes, so what was read is kept; whether the reader may know it is asked anew each time.
/// </summary>
public sealed class EditionTexts : IDisposable
{
    private const long MostCharacters = 16_000_000;
    /// <summary>So long a readable text stays in memory after it was last asked for.</summary>
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(30);

    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = MostCharacters });

    /// <summary>The text, or null when there is no such edition that the reader of the context may know.</summary>
    public Task<EditionText?> OfAsync(PolicyDb db, EditionId id, CancellationToken ct) => OfAsync(db, id, edition => Of(db, edition), ct);

    /// <summary>The same; null also when its text is not the one that was put on record.</summary>
    public Task<EditionText?> SoundAsync(PolicyDb db, EditionId id, CancellationToken ct) => OfAsync(db, id, edition => SoundOf(db, edition), ct);

    private async Task<EditionText?> OfAsync(PolicyDb db, EditionId id, Func<Edition, EditionText?> read, CancellationToken ct)
    {
        if (kept.TryGetValue(id, out EditionText? known))
        {
            if (!await IsThereAsync(db, id, ct))
                return null;
            db.Shown?.TextRead(known!.DocumentId, "edition", id);
            return known;
        }
        return await db.Editions.AsNoTracking().Include(e => e.Document).SingleOrDefaultAsync(e => e.Id == id, ct) is { } edition ? read(edition) : null;
    }

    private static async Task<bool> IsThereAsync(PolicyDb db, EditionId id, CancellationToken ct) =>
        KeptRowsQueries.Kept(db) is { } rows ? (await rows.DocumentsAsync(db, ct)).Any(document => document.Editions.ContainsKey(id)) : await db.Editions.AnyAsync(e => e.Id == id, ct);

    /// <summary>The text of an edition that was read through the filter, with its document.</summary>
    public EditionText Of(PolicyDb db, Edition edition) =>
        SoundOf(db, edition) ?? throw new InvalidDataException($"The text of edition {edition.Id} is not the one that was put on record.");

    /// <summary>The same; null when the text is not the one that was put on record.</summary>
    private EditionText? SoundOf(PolicyDb db, Edition edition)
    {
        db.Shown?.TextRead(edition.DocumentId, "edition", edition.Id);
        if (kept.TryGetValue(edition.Id, out EditionText? known))
            return known!;
        var text = db.Open(edition.DocumentId, edition.Text);
        if (db.HasherOf(edition.Document!).Of(text) != edition.Hash)
            return null;
        var reading = ProvisionText.Read(text);
        var tree = EditionKeys.Put(reading.Tree, edition.Keys);
        return kept.Set(edition.Id, new EditionText(edition.Id, edition.DocumentId, edition.Hash, text, tree, reading),
            new MemoryCacheEntryOptions { Size = text.Length + 1, SlidingExpiration = Unused });
    }

    public void Dispose() => kept.Dispose();
}
