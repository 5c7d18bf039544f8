using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Linking;

/// <summary>A provision below carries out these provisions of a document above.</summary>
/// <param name="Keys">Lineage keys of provisions above.</param>
/// <param name="Whole">It carries out the document as a whole.</param>
public sealed record RecordLinks(DocumentId Below, Guid BelowKey, DocumentId Above, IReadOnlyCollection<Guid> Keys, bool Whole);

/// <summary>
/// 具体化のつながりの記録と取消し。Ends are lineage keys, so a link stays with its provisions when they are renumbered. For whoever may not link the document,
/// and for ends that the reader may not know, there is nothing here.
/// </summary>
public sealed class RecordLinksHandler(ReaderDb store, EditionTexts texts)
{
    public async Task<Result<Done>> HandleAsync(RecordLinks ask, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = await store.OpenAsync(ct);
        if (await db.FindDocumentAsync(ask.Below, ct) is not { } below || !db.Reader.MayLink(below)
            || await db.Documents.SingleOrDefaultAsync(d => d.Id == ask.Above, ct) is not { } above)
            return DocumentErrors.NotFound;
        if (ImplementsLink.Fits(below.Tier, above.Tier) is { } refusal)
            return refusal;
        if (ask.BelowKey == Guid.Empty || (ask.Keys.Count == 0 && !ask.Whole))
            return DocumentErrors.NothingToLink;
        if (await LinkedText.OfAsync(db, texts, below.Id, ct) is not { } lower || await LinkedText.OfAsync(db, texts, above.Id, ct) is not { } upper
            || !lower.Has(ask.BelowKey) || !ask.Keys.All(upper.Has))
            return DocumentErrors.NoSuchProvision;
        var standing = await db.ImplementsLinks.AsNoTracking().Where(l => l.BelowId == below.Id && l.AboveId == above.Id && l.WithdrawnAt == null).ToListAsync(ct);
        foreach (var key in ask.Keys.Distinct().Select(key => (Guid?)key).Concat(ask.Whole ? [null] : []))
        {
            var link = new ImplementsLink
            {
                Id = db.Ids.Next<ImplementsLinkId>(), BelowId = below.Id, BelowKey = ask.BelowKey, AboveId = above.Id, AboveKey = key,
                RecordedBy = db.Reader.PersonId!.Value, RecordedAt = db.Now,
            };
            // What is linked already stays as it is.
            if (standing.Any(link.IsAsGoodAs))
                continue;
            db.ImplementsLinks.Add(link);
            db.Record(new JournalFact("link.recorded").With("link", link.Id), below);
        }
        if (db.ChangeTracker.HasChanges())
            db.OneAtATime(below);
        return await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct);
    }

    /// <summary>Withdraws the link, and with it any other that says the same. Withdrawing twice changes nothing.</summary>
    public async Task<Result<Done>> WithdrawAsync(DocumentId id, ImplementsLinkId linkId, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindDocumentAsync(id, ct) is not { } below || !db.Reader.MayLink(below)
            || await db.ImplementsLinks.SingleOrDefaultAsync(l => l.Id == linkId && l.BelowId == id, ct) is not { } link)
            return DocumentErrors.NotFound;
        var standing = await db.ImplementsLinks.Where(l => l.BelowId == id && l.AboveId == link.AboveId && l.WithdrawnAt == null).ToListAsync(ct);
        foreach (var same in standing.Where(link.IsAsGoodAs))
        {
            same.Withdraw(db.Now);
            db.Record(new JournalFact("link.withdrawn").With("link", same.Id), below);
        }
        if (db.ChangeTracker.HasChanges())
            db.OneAtATime(below);
        return await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct);
    }
}
