using System.Collections.Immutable;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Consequences;
using CcsPolicy.Domain.Amendments.Rebasing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Provisions;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Drafting;

/// <summary>施行待ちの版の載せ替え: what becomes of an edition that waits for its day when another comes before it.</summary>
/// <param name="Outcome">Its text with what the other changed, and what a person has to decide first.</param>
/// <param name="Dangling">References that would point elsewhere in it, which a person has to look at.</param>
public sealed record CarriedEdition(EditionDates Edition, RebaseOutcome Outcome, int Dangling)
{
    /// <summary>Nobody has to decide anything about it.</summary>
    public bool GoesByItself => Outcome.IsWhole && Dangling == 0;
}

/// <summary>
/// 施行待ちの版。Editions that are on record and wait for their day are made anew when an urgent one comes before them, so that none of them undoes it: a further
/// edition, made by itself where both change different words, takes the place of each. Where a person has to decide, an amendment does (<see cref="Amendment.CarriesId"/>).
/// </summary>
public static class WaitingEditions
{
    /// <summary>
    /// What becomes of the editions that wait behind the text of the amendment. The last of them may be one in which a person has to decide; what comes behind
    /// that was made from it and follows it.
    /// </summary>
    public static async Task<IReadOnlyList<CarriedEdition>> BehindAsync(this PolicyDb db, Amendment amendment, ProvisionTree text, EditionOrder order, CancellationToken ct)
    {
        return await db.CarryAsync(Behind(amendment, order, db.Reader.Day), text, ct);
    }

    /// <summary>What becomes of the editions that wait behind one that is taken back: they go on from the one before it, without its changes.</summary>
    public static async Task<IReadOnlyList<CarriedEdition>> BehindTakenBackAsync(this PolicyDb db, EditionOrder order, EditionId takenBack, CancellationToken ct)
    {
        var behind = order.All.Skip(order.NumberOf(takenBack)).TakeWhile(edition => edition is { Kind: EditionKind.PartialAmendment, BaseId: not null }).ToList();
        return behind.Count == 0 || order.Before(takenBack) is not { } before ? [] : await db.CarryAsync(behind, await db.ReadTreeAsync(before.Id, ct), ct);
    }

    private static async Task<IReadOnlyList<CarriedEdition>> CarryAsync(this PolicyDb db, List<EditionDates> behind, ProvisionTree text, CancellationToken ct)
    {
        var carried = new List<CarriedEdition>(behind.Count);
        if (behind.Count == 0)
            return carried;
        var texts = await db.ReadTreesAsync([.. behind.SelectMany(edition => new[] { edition.Id, edition.BaseId!.Value }).Distinct()], ct);
        var before = text;
        foreach (var edition in behind)
        {
            var outcome = DraftRebase.Onto(texts[edition.BaseId!.Value], texts[edition.Id], before);
            carried.Add(new(edition, outcome, outcome.IsWhole ? ConsequentialChanges.Within(TreeComparison.Between(texts[edition.Id], outcome.Tree)).Count(one => one.IsDangling) : 0));
            if (!carried[^1].GoesByItself)
                break;
            before = carried[^1].Outcome.Tree;
        }
        return carried;
    }

    /// <summary>Puts down those that need nobody, each in the place of the one that it was made from, for the next save.</summary>
    /// <param name="before">The edition that comes before them.</param>
    public static async Task PutAsync(this PolicyDb db, PolicyDocument document, EditionId before, IReadOnlyList<CarriedEdition> carried, DateTimeOffset now, CancellationToken ct)
    {
        var ids = carried.Where(one => one.GoesByItself).Select(one => one.Edition.Id).ToList();
        var rows = await db.Editions.AsNoTracking().Where(edition => ids.Contains(edition.Id)).ToDictionaryAsync(edition => edition.Id, ct);
        foreach (var (edition, outcome, _) in carried.Where(one => one.GoesByItself))
        {
            var was = rows[edition.Id];
            var made = db.PutEdition(document, outcome.Tree, now, PlannedEdition.Of(was),
                new EditionOrigin(was.Kind, null, before, edition.Id));
            db.Record(new JournalFact("edition.carried").With("edition", made.Id).With("from", edition.Id).With("base", before).With("hash", made.Hash), document);
            before = made.Id;
        }
    }

    /// <summary>版の記録: puts an edition down with the rows derived from its text, for the next save.</summary>
    public static Edition PutEdition(this PolicyDb db, PolicyDocument document, ProvisionTree text, DateTimeOffset now, PlannedEdition plan, EditionOrigin origin)
    {
        // What will be read back from the canonical text, with the keys of the draft: the two are the same tree, save for a draft with unusual numbers.
        var canonical = ProvisionText.Write(text);
        var reading = ProvisionText.Read(canonical);
        var tree = reading.Tree == text ? text : Lineage.Carry(text, reading.Tree, db.Ids);
        var edition = new Edition
        {
            Id = origin.Id ?? db.Ids.Next<EditionId>(), DocumentId = document.Id, Kind = origin.Kind, Significance = plan.Significance,
            EnactedOn = plan.EnactedOn!.Value, PromulgatedOn = plan.PromulgatedOn, EffectiveFrom = plan.EffectiveFrom!.Value, AppliesFrom = plan.AppliesFrom,
            Title = tree.Title.Length > 0 ? db.Seal(document.Id, tree.Title) : default,
            Text = db.Seal(document.Id, canonical), Keys = EditionKeys.Write(tree, canonical), Hash = db.HasherOf(document).Of(canonical), Reason = plan.Reason.IsEmpty ? default : plan.Reason,
            AmendmentId = origin.Amendment, BaseEditionId = origin.Base, CarriedFromId = origin.CarriedFrom, RecordedAt = now, RecordedBy = db.Reader.PersonId!.Value,
        };
        db.Editions.Add(edition);
        db.Provisions.AddRange(ProvisionRows.Of(db, new EditionText(edition.Id, document.Id, edition.Hash, canonical, tree, reading)));
        return edition;
    }

    /// <summary>
    /// Those whose text would undo the amendment: without a break, from its place on, until one was made from what comes before it, or made whole. An edition that
    /// has taken effect stays as it was: the amendment is then one of the past.
    /// </summary>
    private static List<EditionDates> Behind(Amendment amendment, EditionOrder order, DateOnly day) => amendment.Kind == EditionKind.Repeal ? []
        : [.. amendment.SuccessorsIn(order).TakeWhile(edition => edition is { Kind: EditionKind.PartialAmendment, BaseId: not null } && edition.EffectiveFrom > day)];

    /// <summary>The trees of several editions at once.</summary>
    public static async Task<Dictionary<EditionId, ProvisionTree>> ReadTreesAsync(this PolicyDb db, ImmutableArray<EditionId> ids, CancellationToken ct)
    {
        var wanted = ids.ToList();
        var rows = await db.Editions.AsNoTracking().Where(edition => wanted.Contains(edition.Id)).Select(edition => new { edition.Id, edition.DocumentId, edition.Text, edition.Keys }).ToListAsync(ct);
        foreach (var row in rows)
            db.Shown?.TextRead(row.DocumentId, "edition", row.Id);
        return rows.ToDictionary(row => row.Id, row => DraftTexts.TreeOf(db.Open(row.DocumentId, row.Text), row.Keys));
    }
}

/// <summary>Where an edition comes from.</summary>
/// <param name="Id">The id that it is to bear; a new one when null.</param>
public readonly record struct EditionOrigin(EditionKind Kind, AmendmentId? Amendment, EditionId? Base, EditionId? CarriedFrom, EditionId? Id = null);
