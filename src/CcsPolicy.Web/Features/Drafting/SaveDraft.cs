using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>An amendment in its editor.</summary>
/// <param name="MayWrite">The reader writes this document, in whatever state the amendment is.</param>
/// <param name="MayEdit">The text can be changed now.</param>
public sealed record DraftView(
    AmendmentId Id, DocumentId Document, Tier Tier, string DocumentTitle, EditionKind Kind, AmendmentStage Stage, DraftedText Text, bool MayWrite, bool MayEdit, bool MayWithdraw);

/// <summary>Reads and saves drafts: by one operation (the editor) or by the whole text (the page without script).</summary>
public sealed class SaveDraftHandler(ReaderDb store, KeptDrafts kept)
{
    public async Task<Result<DraftView>> ReadAsync(AmendmentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindAmendmentAsync(id, ct) is not { Document: { } document } amendment)
            return DocumentErrors.NotFound;
        var text = await kept.ReadAsync(db, amendment, ct);
        var title = await db.TitleAsync(document, ct);
        return text.Map(t => new DraftView(id, document.Id, document.Tier, title, amendment.Kind, amendment.Stage, t, db.Reader.MayEdit(document),
            db.Reader.MayEdit(document) && amendment.Stage == AmendmentStage.Drafted && amendment.Kind != EditionKind.Repeal,
            db.Reader.MayEdit(document) && amendment.IsOpen()));
    }

    /// <summary>Saves one change as the step after the last one that the editor had seen; answers the number of the new step.</summary>
    public async Task<Result<int>> SaveAsync(AmendmentId id, DraftAct act, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var found = await FindEditableAsync(db, id, ct);
        if (found.Error is { } refusal)
            return refusal;
        var text = await kept.ReadAsync(db, found.Value, ct);
        if (text.Error is { } unreadable)
            return unreadable;
        if (text.Value.Sequence != act.Known)
            return AmendmentErrors.SavedElsewhere;
        var operation = act.OperationOn(text.Value.Tree, db.Ids);
        if (operation.Error is { } unclear)
            return unclear;
        var made = Draft.Apply(text.Value.Tree, operation.Value);
        if (made.Error is { } refused)
            return refused;
        // Typing and taking it back is no change.
        return made.Value == text.Value.Tree ? act.Known : await AppendAsync(db, found.Value, act.Known + 1, operation.Value, ct);
    }

    /// <summary>Saves the whole text; provisions that can be recognised keep their lineage.</summary>
    public async Task<Result<int>> SaveWholeAsync(AmendmentId id, int known, string words, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var found = await FindEditableAsync(db, id, ct);
        if (found.Error is { } refusal)
            return refusal;
        var text = await kept.ReadAsync(db, found.Value, ct);
        if (text.Error is { } unreadable)
            return unreadable;
        if (text.Value.Sequence != known)
            return AmendmentErrors.SavedElsewhere;
        var read = ProvisionText.Read(words).Tree;
        if (read == text.Value.Tree)
            return known;
        return await AppendAsync(db, found.Value, known + 1, new DraftOperation.ReplaceText(Lineage.Carry(text.Value.Tree, read, db.Ids)), ct);
    }

    internal static async Task<Result<Amendment>> FindEditableAsync(PolicyDb db, AmendmentId id, CancellationToken ct)
    {
        if (await db.FindAmendmentAsync(id, ct) is not { Document: { } document } amendment)
            return DocumentErrors.NotFound;
        if (!db.Reader.MayEdit(document))
            return AmendmentErrors.NotYours;
        return amendment.Stage == AmendmentStage.Drafted && amendment.Kind != EditionKind.Repeal ? amendment : AmendmentErrors.NotInDraft;
    }

    private static async Task<Result<int>> AppendAsync(PolicyDb db, Amendment amendment, int sequence, DraftOperation operation, CancellationToken ct)
    {
        if (db.Append(amendment, amendment.Document!, sequence, operation).Error is { } refusal)
            return refusal;
        return (await db.TrySaveAsync(AmendmentErrors.SavedElsewhere, ct)).Map(_ => sequence);
    }
}
