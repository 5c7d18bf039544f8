using System.Collections.Immutable;
using System.Globalization;
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
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>What an amendment leaves behind, for whoever follows it.</summary>
/// <param name="MayEdit">The proposals can be put into the text now.</param>
/// <param name="Sequence">The step of the draft that was looked at.</param>
/// <param name="MayAmend">The other documents that the reader may amend.</param>
public sealed record ReferencesView(
    AmendmentId Id, DocumentId Document, string Title, EditionKind Kind, bool MayEdit, int Sequence, LeftBehind Left, IReadOnlySet<DocumentId> MayAmend)
{
    /// <summary>What is left in the open amendments of the other documents.</summary>
    public IReadOnlyDictionary<DocumentId, LeftInDraft> Drafts { get; init; } = new Dictionary<DocumentId, LeftInDraft>();

    /// <summary>Of an amendment that goes with another one: that one, and the references into it that this one has not corrected.</summary>
    public (Accompanying First, ImmutableArray<Consequence> Left)? Accompanied { get; init; }

    /// <summary>How many wordings one press puts into another document; 0 where nothing can be put in with certainty, or by this reader.</summary>
    public int PutsInto(LeftElsewhere other) => !MayAmend.Contains(other.Document.Id) ? 0
        : Drafts.TryGetValue(other.Document.Id, out var draft) ? (draft.IsWritten ? draft.References.Count(one => one.IsCorrection) : 0)
        : other.Open is null ? other.References.Count(one => one.IsCorrection) : 0;

    /// <summary>What was looked at of another document: its open draft with the last step of it, or the edition.</summary>
    public string SeenOf(LeftElsewhere other) => Drafts.TryGetValue(other.Document.Id, out var draft) ? LeftInDraft.Seen(draft.Id, draft.Step) : other.Edition.ToString();
}

/// <summary>What is left in an open amendment of another document.</summary>
/// <param name="Step">Its last step.</param>
/// <param name="IsWritten">It is still being written.</param>
public sealed record LeftInDraft(AmendmentId Id, AmendmentStage Stage, int Step, bool IsWritten, ImmutableArray<Consequence> References)
{
    public static string Seen(AmendmentId id, int step) => string.Create(CultureInfo.InvariantCulture, $"{id}/{step}");
}

/// <summary>What came of putting wordings into another document.</summary>
/// <param name="Saved">It had not all of them before.</param>
/// <param name="GoesWith">It goes with the amendment whose references were corrected.</param>
public sealed record PutElsewhere(AmendmentId Draft, bool Saved, bool GoesWith);

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
        var drafts = new Dictionary<DocumentId, LeftInDraft>();
        foreach (var other in left.Elsewhere)
            if (other.Open is { } openId && await db.FindAmendmentAsync(openId, ct) is { BaseEditionId: not null } open && await kept.ReadAsync(db, open, ct) is { Succeeded: true, Value: var words })
                drafts.Add(other.Document.Id, new(openId, open.Stage, words.Sequence, IsWritten(open), await db.LeftInDraftAsync(open, words, amendment.ChangesOf(text.Value), ct)));
        var mayEdit = db.Reader.MayEdit(document) && amendment.Stage == AmendmentStage.Drafted && amendment.Kind != EditionKind.Repeal;
        return new ReferencesView(id, document.Id, await db.TitleAsync(document, ct), amendment.Kind, mayEdit, text.Value.Sequence, left,
            left.Elsewhere.Select(other => other.Document).Where(other => db.Reader.MayEdit(other)).Select(other => other.Id).ToHashSet())
        {
            Drafts = drafts, Accompanied = await AccompaniedAsync(db, amendment, text.Value, ct),
        };
    }

    /// <summary>Of an amendment that goes with another one: what it has not corrected of what that one leaves behind in its text.</summary>
    private async Task<(Accompanying First, ImmutableArray<Consequence> Left)?> AccompaniedAsync(PolicyDb db, Amendment amendment, DraftedText text, CancellationToken ct) =>
        await db.AccompaniedAsync(amendment, ct) is { Amendment.Stage: not AmendmentStage.Withdrawn } first && await kept.ReadAsync(db, first.Amendment, ct) is { Succeeded: true, Value: var words }
            ? (first, await db.LeftInDraftAsync(amendment, text, first.Amendment.ChangesOf(words), ct)) : null;

    private static bool IsWritten(Amendment amendment) => amendment is { Stage: AmendmentStage.Drafted, BaseEditionId: not null } && amendment.Kind != EditionKind.Repeal;

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
            .Where(reference => one is null ? reference.IsCorrection : reference.Proposed is not null && reference.Place == one);
        var put = Put(db, amendment, amendment.Document!, text.Tree, known, chosen);
        if (put.Error is { } unfit)
            return unfit;
        var sequence = put.Value;
        // A wording that is no longer proposed was looked at on another text.
        if (sequence == known && one is not null)
            return AmendmentErrors.SavedElsewhere;
        return sequence == known ? known : (await db.TrySaveAsync(AmendmentErrors.SavedElsewhere, ct)).Map(_ => sequence);
    }

    /// <summary>
    /// Puts the wordings that are certain into another document, in one save: into its open draft, or into an amendment that is begun for it on the edition that was looked at, for the day of this one. It goes with this
    /// one from then on, unless it went with another one before. Where it has all of them already nothing is saved.
    /// </summary>
    /// <param name="known">The step of this amendment's draft that was looked at.</param>
    /// <param name="seen">What was looked at of the other document: <see cref="ReferencesView.SeenOf"/>.</param>
    public async Task<Result<PutElsewhere>> PutInElsewhereAsync(AmendmentId id, int known, DocumentId other, string seen, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindAmendmentAsync(id, ct) is not { Document: { } amended } amendment || await db.FindDocumentAsync(other, ct) is not { } document || !db.Reader.MayEdit(document))
            return DocumentErrors.NotFound;
        if (amendment.Stage == AmendmentStage.Withdrawn)
            return AmendmentErrors.Closed;
        var text = await kept.ReadAsync(db, amendment, ct);
        if (text.Error is { } unreadable)
            return unreadable;
        if (text.Value.Sequence != known || (await db.LeftBehindAsync(amendment, text.Value, ct)).Elsewhere.FirstOrDefault(left => left.Document.Id == other) is not { } found)
            return AmendmentErrors.SavedElsewhere;
        if (found.Open is null && found.Edition.ToString() != seen)
            return AmendmentErrors.SavedElsewhere;
        var into = found.Open is { } open ? await OpenedAsync(db, open, amendment.ChangesOf(text.Value), ct) : await BegunAsync(db, document, found, amendment, amended, ct);
        if (into.Error is { } refusal)
            return refusal;
        var (draft, tree, last, left) = into.Value;
        if (found.Open is not null && LeftInDraft.Seen(draft.Id, last) != seen)
            return AmendmentErrors.SavedElsewhere;
        var put = Put(db, draft, document, tree, last, left.Where(one => one.IsCorrection));
        if (put.Error is { } unfit)
            return unfit;
        if (put.Value == last)
            return found.Open is null ? AmendmentErrors.NothingCertain : new PutElsewhere(draft.Id, false, draft.AccompaniesId == id);
        // Two amendments do not go with each other: one of them comes first.
        if (GoesWith(document, amended) && amendment.AccompaniesId != draft.Id)
        {
            var before = draft.AccompaniesId;
            if (draft.AccompaniesId is { } was && await db.Amendments.AnyAsync(one => one.Id == was && one.Stage == AmendmentStage.Withdrawn, ct))
                draft.AccompanyInstead(was, id);
            if (draft.Accompany(id).Error is { } closed)
                return closed;
            if (found.Open is not null && draft.AccompaniesId != before)
                db.Record(new JournalFact("amendment.accompanies").With("amendment", draft.Id).With("accompanies", document.MayTellOf(amended) ? id : null), document);
        }
        return (await db.TrySaveAsync(AmendmentErrors.SavedElsewhere, ct)).Map(_ => new PutElsewhere(draft.Id, true, draft.AccompaniesId == id));
    }

    /// <summary>A wider document's amendment is not tied to one of a document that fewer may know: the tie would be there for everybody who follows the wider one.</summary>
    private static bool GoesWith(PolicyDocument document, PolicyDocument amended) => document.Tier == Tier.Procedure || document.MayTellOf(amended);

    private sealed record Into(Amendment Draft, ProvisionTree Tree, int Last, ImmutableArray<Consequence> Left);

    private async Task<Result<Into>> OpenedAsync(PolicyDb db, AmendmentId open, TreeComparison changes, CancellationToken ct)
    {
        if (await db.FindAmendmentAsync(open, ct) is not { } draft || !IsWritten(draft))
            return AmendmentErrors.NotInDraft;
        var text = await kept.ReadAsync(db, draft, ct);
        return text.Error is { } unreadable ? unreadable : new Into(draft, text.Value.Tree, text.Value.Sequence, await db.LeftInDraftAsync(draft, text.Value, changes, ct));
    }

    /// <summary>Words alone are corrected, so nobody is asked to read it anew; nobody begins a second one meanwhile.</summary>
    private static async Task<Result<Into>> BegunAsync(PolicyDb db, PolicyDocument document, LeftElsewhere found, Amendment first, PolicyDocument amended, CancellationToken ct)
    {
        var begun = db.Begin(document, EditionKind.PartialAmendment, found.Edition, first: GoesWith(document, amended) ? first : null);
        if (begun.Error is { } refusal)
            return refusal;
        var isToCome = first.Stage != AmendmentStage.Withdrawn && first.EffectiveFrom >= db.Reader.Day;
        // The reason becomes one of the edition: all that may know the document read it.
        var reason = document.MayTellOf(amended) && amended.Openness <= document.Openness ? db.Seal(document.Id, $"{await db.TitleAsync(amended, ct)}の改正に伴い、引用する条項の番号を改めるため。") : default;
        if (begun.Value.Plan(new PlannedEdition(isToCome ? first.EnactedOn : null, isToCome ? first.EffectiveFrom : null, Significance: Significance.Editorial, Reason: reason)).Error is { } closed)
            return closed;
        db.OneAtATime(document);
        return new Into(begun.Value, await db.ReadTreeAsync(found.Edition, ct), 0, found.References);
    }

    /// <summary>Puts the wordings down as steps of the draft, one for each provision, for the next save; answers the number of the last step.</summary>
    private static Result<int> Put(PolicyDb db, Amendment draft, PolicyDocument document, ProvisionTree text, int last, IEnumerable<Consequence> chosen)
    {
        var (tree, sequence) = (text, last);
        foreach (var ofOne in chosen.GroupBy(reference => reference.Index))
        {
            var operation = ConsequentialChanges.Correction(text, ofOne);
            var made = Draft.Apply(tree, operation);
            if (made.Error is { } unfit)
                return unfit;
            tree = made.Value;
            if (db.Append(draft, document, ++sequence, operation).Error is { } closed)
                return closed;
        }
        return sequence;
    }
}
