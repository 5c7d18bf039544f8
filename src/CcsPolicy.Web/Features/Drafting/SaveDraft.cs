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
    AmendmentId Id, DocumentId Document, Tier Tier, string DocumentTitle, AmendingMethod AmendedBy, EditionKind Kind, AmendmentStage Stage, DraftedText Text, bool MayWrite, bool MayEdit, bool MayWithdraw);

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
        return text.Map(t => new DraftView(id, document.Id, document.Tier, title, document.AmendedBy, amendment.Kind, amendment.Stage, t, db.Reader.MayEdit(document),
            db.Reader.MayEdit(document) && amendment.Stage == AmendmentStage.Drafted && amendment.Kind != EditionKind.Repeal,
            db.Reader.MayEdit(document) && amendment.IsOpen()));
    }

    /// <summary>Saves one change as the step after the last one that the editor had seen; answers the number of the new step.</summary>
    public async Task<Result<int>> SaveAsync(AmendmentId id, DraftAct act, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var found = await EditableAsync(db, kept, id, act.Known, ct);
        if (found.Error is { } refusal)
            return refusal;
        var (amendment, text) = found.Value;
        var operation = act.OperationOn(text.Tree, db.Ids);
        if (operation.Error is { } unclear)
            return unclear;
        var made = Draft.Apply(text.Tree, operation.Value);
        if (made.Error is { } refused)
            return refused;
        // Typing and taking it back is no change.
        return made.Value == text.Tree ? act.Known : await AppendAsync(db, amendment, act.Known + 1, operation.Value, ct);
    }

    /// <summary>Saves the whole text; provisions that can be recognised keep their lineage.</summary>
    public async Task<Result<int>> SaveWholeAsync(AmendmentId id, int known, string words, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var found = await EditableAsync(db, kept, id, known, ct);
        if (found.Error is { } refusal)
            return refusal;
        var (amendment, text) = found.Value;
        var read = ProvisionText.Read(words).Tree;
        return read == text.Tree ? known : await AppendAsync(db, amendment, known + 1, new DraftOperation.ReplaceText(Lineage.Carry(text.Tree, read, db.Ids)), ct);
    }

    /// <summary>The draft as it may be written to by this reader, as long as it is at the step that was looked at.</summary>
    internal static async Task<Result<(Amendment Amendment, DraftedText Text)>> EditableAsync(PolicyDb db, KeptDrafts kept, AmendmentId id, int known, CancellationToken ct)
    {
        if (await db.FindAmendmentAsync(id, ct) is not { Document: { } document } amendment)
            return DocumentErrors.NotFound;
        if (!db.Reader.MayEdit(document))
            return AmendmentErrors.NotYours;
        if (amendment.Stage != AmendmentStage.Drafted || amendment.Kind == EditionKind.Repeal)
            return AmendmentErrors.NotInDraft;
        return (await kept.ReadAsync(db, amendment, ct)).Then<(Amendment, DraftedText)>(text => text.Sequence == known ? (amendment, text) : AmendmentErrors.SavedElsewhere);
    }

    private static async Task<Result<int>> AppendAsync(PolicyDb db, Amendment amendment, int sequence, DraftOperation operation, CancellationToken ct)
    {
        if (db.Append(amendment, amendment.Document!, sequence, operation).Error is { } refusal)
            return refusal;
        return (await db.TrySaveAsync(AmendmentErrors.SavedElsewhere, ct)).Map(_ => sequence);
    }
}
