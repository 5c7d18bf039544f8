using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>取下げ。Ends an amendment that has not been published; what was written and decided stays on record.</summary>
public sealed class WithdrawAmendmentHandler(ReaderDb store)
{
    /// <summary>伴う改正: the open amendments that go with it, and stay as they are when it is withdrawn.</summary>
    public async Task<IReadOnlyList<Accompanying>> GoingWithAsync(AmendmentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return [.. (await db.AccompanyingAsync(id, ct)).Where(one => one.Amendment.IsOpen())];
    }

    /// <summary>Answers the document, to which the reader goes back.</summary>
    public async Task<Result<DocumentId>> HandleAsync(AmendmentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindAmendmentAsync(id, ct) is not { Document: { } document } amendment || !db.Reader.MayEdit(document))
            return DocumentErrors.NotFound;
        if (amendment.Withdraw(db.Now).Error is { } refusal)
            return refusal;
        db.Record(new JournalFact("amendment.withdrawn").With("amendment", id), document);
        return (await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct)).Map(_ => document.Id);
    }
}
