using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Texts;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>A provision that the draft deletes, adds or changes.</summary>
/// <param name="Key">That of the draft, where it stands there; that of the edition otherwise.</param>
/// <param name="OldLabel">Its number in the edition; null for an added one.</param>
/// <param name="NewLabel">Its number in the draft; null for a deleted one.</param>
/// <param name="ChangedMuch">Less than half of the words stayed.</param>
public sealed record ChangedPairing(LineageKey Key, string? OldLabel, string? NewLabel, string? OldBrief, string? NewBrief, bool ChangedMuch)
{
    /// <summary>The draft goes on with a provision of the edition.</summary>
    public bool IsPaired => OldLabel is not null && NewLabel is not null;
}

/// <summary>What a person said of a pairing before in this draft.</summary>
public sealed record SaidOfPairing(string Label, bool Joined, string By, DateTimeOffset At);

/// <summary>The pairings of an open draft.</summary>
/// <param name="Changes">In the order of the text, what is deleted where it stood.</param>
public sealed record PairingsView(
    AmendmentId Id, DocumentId Document, string Title, EditionKind Kind, AmendmentStage Stage, bool MayEdit, int Sequence, IReadOnlyList<ChangedPairing> Changes, IReadOnlyList<SaidOfPairing> Said)
{
    /// <summary>Those that the one could be paired with: of the same number first, then those that stand near it.</summary>
    public IReadOnlyList<ChangedPairing> Near(ChangedPairing one, int most)
    {
        ArgumentNullException.ThrowIfNull(one);
        var at = Changes.TakeWhile(other => other != one).Count();
        return
        [
            .. Changes.Select((other, place) => (Other: other, Away: Math.Abs(place - at))).Where(other => !other.Other.IsPaired && (other.Other.OldLabel is null) != (one.OldLabel is null))
                .OrderBy(other => (other.Other.OldLabel ?? other.Other.NewLabel) == (one.OldLabel ?? one.NewLabel) ? 0 : 1).ThenBy(other => other.Away).Take(most).Select(other => other.Other),
        ];
    }
}

/// <summary>対応の訂正。Shows what a draft deletes, adds and changes, and records a person's word on which provision continues which; the draft follows.</summary>
public sealed class CorrectPairingHandler(ReaderDb store, KeptDrafts kept)
{
    /// <summary>For whoever writes the document, of a draft that was made from an edition.</summary>
    public async Task<Result<PairingsView>> ReadAsync(AmendmentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindAmendmentAsync(id, ct) is not { Document: { } document, BaseEditionId: { } edition } amendment || !db.Reader.MayEdit(document))
            return DocumentErrors.NotFound;
        var text = await kept.ReadAsync(db, amendment, ct);
        if (text.Error is { } unreadable)
            return unreadable;
        var (before, now) = (ProvisionPaths.Of(text.Value.Base), ProvisionPaths.Of(text.Value.Tree));
        // The word and the step of the draft that it made are one by person and instant.
        var rows = await db.PairingCorrections.AsNoTracking()
            .Where(row => row.EditionId == edition && db.DraftSteps.Any(step => step.AmendmentId == id && step.SavedBy == row.RecordedBy && step.SavedAt == row.RecordedAt))
            .Select(row => new { row.OldKey, row.NewKey, row.RecordedAt, By = db.People.Where(person => person.Id == row.RecordedBy).Select(person => person.Name).FirstOrDefault() }).ToListAsync(ct);
        var labels = before.All.Where(at => !at.Provision.Key.IsNone).ToDictionary(at => at.Provision.Key.Value, before.LabelOf);
        return new PairingsView(id, document.Id, await db.TitleAsync(document, ct), amendment.Kind, amendment.Stage,
            amendment.Stage == AmendmentStage.Drafted && amendment.Kind != EditionKind.Repeal, text.Value.Sequence,
            [
                .. text.Value.Comparison().Changes.Select(row => new ChangedPairing((row.New ?? row.Old!).Key,
                    row.OldIndex is { } old ? before.LabelOf(before.All[old]) : null, row.NewIndex is { } @new ? now.LabelOf(now.All[@new]) : null,
                    row.Old is { } was ? ShownProvision.Brief(was) : null, row.New is { } becomes ? ShownProvision.Brief(becomes) : null, row is { Old: not null, New: not null } && ChangedMuch(row))),
            ],
            [
                .. rows.OrderBy(row => row.RecordedAt).Where(row => labels.ContainsKey(row.OldKey)).Select(row => new SaidOfPairing(labels[row.OldKey], row.NewKey != Guid.Empty, row.By ?? "", row.RecordedAt)),
            ]);
    }

    /// <summary>Records that a provision of the draft is one of the edition, or with none as the new one that the draft does not go on with it; answers the number of the step.</summary>
    /// <param name="known">The step of the draft that was looked at.</param>
    public async Task<Result<int>> CorrectAsync(AmendmentId id, int known, CorrectedPair pair, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var found = await SaveDraftHandler.EditableAsync(db, kept, id, known, ct);
        if (found.Error is { } refusal)
            return refusal;
        var (amendment, text) = found.Value;
        if (amendment is not { BaseEditionId: { } edition, Document: { } document })
            return DraftErrors.UnknownProvision;
        var operation = PairingCorrections.Of(text.Base, text.Tree, pair, db.Ids);
        if (operation.Error is { } unfit)
            return unfit;
        if (Draft.Apply(text.Tree, operation.Value).Error is { } refused)
            return refused;
        if (db.Append(amendment, document, known + 1, operation.Value).Error is { } closed)
            return closed;
        // By person and instant the word and the step of the draft are one.
        var step = db.DraftSteps.Local.Single(one => one.AmendmentId == id && one.Sequence == known + 1);
        db.PairingCorrections.Add(new PairingCorrection
        {
            Id = db.Ids.Next(), DocumentId = document.Id, EditionId = edition, OldKey = pair.Old.Value, NewKey = pair.New.Value, RecordedBy = step.SavedBy, RecordedAt = step.SavedAt,
        });
        db.Record(new JournalFact("draft.pairing-corrected").With("amendment", id).With("sequence", known + 1).With("old", pair.Old).With("new", pair.New), document);
        return (await db.TrySaveAsync(AmendmentErrors.SavedElsewhere, ct)).Map(_ => known + 1);
    }

    private static bool ChangedMuch(ComparedProvision row)
    {
        var stretches = row.Text.Concat(row.Heading).ToList();
        var stayed = stretches.Where(stretch => stretch.Kind == StretchKind.Kept).Sum(stretch => stretch.Text.Length);
        int Length(StretchKind other) => stretches.Where(stretch => stretch.Kind != other).Sum(stretch => stretch.Text.Length);
        return 2 * stayed < Math.Max(Length(StretchKind.Inserted), Length(StretchKind.Deleted));
    }
}
