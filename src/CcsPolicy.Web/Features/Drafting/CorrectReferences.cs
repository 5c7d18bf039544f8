using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Consequences;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>What an amendment leaves behind, for whoever follows it.</summary>
/// <param name="MayEdit">The proposals can be put into the text now.</param>
/// <param name="Sequence">The step of the draft that was looked at.</param>
/// <param name="MayAmend">The other documents that the reader may amend.</param>
public sealed record ReferencesView(
    AmendmentId Id, DocumentId Document, string Title, EditionKind Kind, bool MayEdit, int Sequence, LeftBehind Left, IReadOnlySet<DocumentId> MayAmend);

/// <summary>ハネ改正。Shows the references that an amendment leaves behind, and puts proposed wordings into the draft: by steps like any other change of it.</summary>
public sealed class CorrectReferencesHandler(ReaderDb store, KeptDrafts kept)
{
    public async Task<Result<ReferencesView>> ReadAsync(AmendmentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindAmendmentAsync(id, ct) is not { Document: { } document } amendment)
            return DocumentErrors.NotFound;
        var text = await kept.ReadAsync(db, amendment, ct);
        if (text.Error is { } unreadable)
            return unreadable;
        var left = await db.LeftBehindAsync(amendment, text.Value, ct);
        var mayEdit = db.Reader.MayEdit(document) && amendment.Stage == AmendmentStage.Drafted && amendment.Kind != EditionKind.Repeal;
        return new ReferencesView(id, document.Id, await db.TitleAsync(document, ct), amendment.Kind, mayEdit, text.Value.Sequence, left,
            left.Elsewhere.Select(other => other.Document).Where(other => db.Reader.MayEdit(other)).Select(other => other.Id).ToHashSet());
    }

    /// <summary>What a draft leaves behind as it stands in its editor, for whoever writes it.</summary>
    /// <param name="known">What the editor keeps of other texts.</param>
    public async Task<LeftBehind> BesideAsync(AmendmentId id, TreeComparison comparison, CitingTexts known, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return await db.FindAmendmentAsync(id, ct) is { Document: { } document, BaseEditionId: not null } amendment && db.Reader.MayEdit(document)
            ? await db.LeftBehindAsync(amendment, comparison, known, ct) : LeftBehind.None;
    }

    /// <summary>Puts the wording of one reference into the draft, or of all that can be corrected with certainty; answers the number of the last step.</summary>
    /// <param name="known">The step of the draft that was looked at.</param>
    /// <param name="one">The place of the reference (<see cref="Consequence.Place"/>); null for all.</param>
    public async Task<Result<int>> PutInAsync(AmendmentId id, int known, string? one, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var found = await SaveDraftHandler.EditableAsync(db, kept, id, known, ct);
        if (found.Error is { } refusal)
            return refusal;
        var (amendment, text) = found.Value;
        if (amendment.BaseEditionId is null)
            return AmendmentErrors.SavedElsewhere;
        var chosen = (await db.WithinAsync(amendment, text.Comparison(), ct))
            .Where(reference => one is null ? reference.IsCorrection : reference.Proposed is not null && reference.Place == one).GroupBy(reference => reference.Index);
        var (tree, sequence) = (text.Tree, known);
        foreach (var ofOne in chosen)
        {
            var operation = ConsequentialChanges.Correction(text.Tree, ofOne);
            var made = Draft.Apply(tree, operation);
            if (made.Error is { } unfit)
                return unfit;
            tree = made.Value;
            if (db.Append(amendment, amendment.Document!, ++sequence, operation).Error is { } closed)
                return closed;
        }
        // A wording that is no longer proposed was looked at on another text.
        if (sequence == known && one is not null)
            return AmendmentErrors.SavedElsewhere;
        return sequence == known ? known : (await db.TrySaveAsync(AmendmentErrors.SavedElsewhere, ct)).Map(_ => sequence);
    }
}
