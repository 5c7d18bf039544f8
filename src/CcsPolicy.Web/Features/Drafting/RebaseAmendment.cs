using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Rebasing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>What is to be carried over, onto which edition, and what has to be decided.</summary>
/// <param name="Number">第n版 of the edition that comes before it; 0 when there is none.</param>
/// <param name="EffectiveFrom">施行日 of that edition.</param>
/// <param name="Own">施行日 of what is carried over, as planned.</param>
/// <param name="Open">An amendment that carries the same edition over already.</param>
public sealed record RebaseView(
    DocumentId Document, string Title, EditionKind Kind, int Number, DateOnly? EffectiveFrom, DateOnly? Own, IReadOnlyList<RebaseConflict> Conflicts, AmendmentId? Open = null);

/// <summary>
/// 載せ替え。A draft whose base is no longer what comes before it goes on as a new amendment on the edition that does; the old one is withdrawn with all that was
/// written and decided. Whoever had a hand in the old one has one in the new. An edition that waits for its day, and that another came before, gets an amendment that makes
/// it anew: it is decided like any other.
/// </summary>
public sealed class RebaseAmendmentHandler(ReaderDb store)
{
    public async Task<Result<RebaseView>> ViewAsync(AmendmentId id, Decide decide, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var found = await FindAsync(db, id, ct);
        return found.Error is { } refusal ? refusal : await ShowAsync(db, found.Value, decide, ct);
    }

    public async Task<Result<RebaseView>> ViewAsync(DocumentId document, EditionId edition, Decide decide, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var found = await FindAsync(db, document, edition, ct);
        return found.Error is { } refusal ? refusal : await ShowAsync(db, found.Value, decide, ct);
    }

    /// <summary>Carries an amendment over.</summary>
    public async Task<Result<AmendmentId>> HandleAsync(AmendmentId id, Decide decide, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var found = await FindAsync(db, id, ct);
        if (found.Error is { } refusal)
            return refusal;
        var (carried, amendment) = (found.Value, found.Value.Amendment!);
        if (!amendment.IsSupersededIn(carried.Order))
            return AmendmentErrors.Closed;
        var begun = Begin(db, carried, decide);
        if (begun.Error is { } undecided)
            return undecided;
        var next = begun.Value;
        foreach (var writer in amendment.Authors.Select(author => author.PersonId).Append(amendment.DraftedBy).Concat(new[] { amendment.SubmittedBy }.OfType<PersonId>()))
            next.WorkOn(writer);
        if (amendment.Withdraw(db.Now).Error is { } closed)
            return closed;
        if (amendment.AccompaniesId is { } first)
            next.Accompany(first);
        await FollowAsync(db, id, next.Id, carried.Document, ct);
        db.Record(new JournalFact("amendment.rebased").With("amendment", next.Id).With("from", id).With("base", next.BaseEditionId), carried.Document);
        return (await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct)).Map(_ => next.Id);
    }

    /// <summary>Begins the amendment that makes an edition anew which waits for its day.</summary>
    public async Task<Result<AmendmentId>> HandleAsync(DocumentId document, EditionId edition, Decide decide, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var found = await FindAsync(db, document, edition, ct);
        if (found.Error is { } refusal)
            return refusal;
        if (await OpenAsync(db, edition, ct) is not null)
            return AmendmentErrors.CarriedAlready;
        var begun = Begin(db, found.Value, decide);
        if (begun.Error is { } undecided)
            return undecided;
        return (await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct)).Map(_ => begun.Value.Id);
    }

    /// <summary>What goes with the amendment goes with the one that it goes on as.</summary>
    private static async Task FollowAsync(PolicyDb db, AmendmentId was, AmendmentId next, PolicyDocument amended, CancellationToken ct)
    {
        foreach (var one in await db.AccompanyingAsync(was, ct))
            if (one.Amendment.IsOpen() && await db.FindAmendmentAsync(one.Amendment.Id, ct) is { Document: { } document } with)
            {
                with.AccompanyInstead(was, next);
                db.Record(new JournalFact("amendment.accompanies").With("amendment", with.Id).With("accompanies", document.MayTellOf(amended) ? next : null), document);
            }
    }

    private static Result<Amendment> Begin(PolicyDb db, Carried carried, Decide decide)
    {
        if (carried.Before is { Kind: EditionKind.Repeal })
            return AmendmentErrors.DocumentIsRepealed;
        var (outcome, _) = carried.Made(decide);
        if (!outcome.IsWhole)
            return outcome.Conflicts.Any(told => told.Sides is [RebaseSide.Own]) ? AmendmentErrors.NumbersTwice : AmendmentErrors.RebaseNeedsPeople;
        var begun = db.Begin(carried.Document, carried.Kind, carried.Before?.Id, carried.Carries, carried.Amendment?.Id);
        if (begun.Error is { } refusal)
            return refusal;
        begun.Value.Plan(carried.Plan);
        return db.Append(begun.Value, carried.Document, 1, new DraftOperation.ReplaceText(outcome.Tree)).Map(_ => begun.Value);
    }

    private static async Task<Result<Carried>> FindAsync(PolicyDb db, AmendmentId id, CancellationToken ct)
    {
        if (await db.FindAmendmentAsync(id, ct) is not { Document: { } document } amendment || !db.Reader.MayEdit(document))
            return DocumentErrors.NotFound;
        if (!amendment.IsOpen())
            return AmendmentErrors.Closed;
        var order = await db.EditionOrderAsync(document.Id, ct);
        var before = amendment.PredecessorIn(order);
        // What is read is the draft, whatever editions it goes from and to.
        db.Shown?.TextRead(document.Id, "amendment", amendment.Id);
        var texts = await db.ReadTreesAsync([.. new[] { amendment.BaseEditionId, before?.Id }.OfType<EditionId>().Distinct()], ct);
        var draft = await db.ReadDraftAsync(amendment, amendment.BaseEditionId is { } made ? texts[made] : ProvisionTree.Empty, int.MaxValue, ct);
        if (draft.Error is { } unreadable)
            return unreadable;
        var onto = before is null ? ProvisionTree.Empty : texts[before.Id];
        // Nothing is enacted twice: where another 制定 came first, the text amends that one, and what both say alike is not said anew.
        var isEnacted = before is not null && amendment is { Kind: EditionKind.Enactment, BaseEditionId: null };
        return new Carried(document, amendment, isEnacted ? EditionKind.PartialAmendment : amendment.Kind, order, before, isEnacted ? onto : draft.Value.Base,
            isEnacted ? Lineage.Carry(onto, WithoutKeys(draft.Value.Tree), db.Ids) : draft.Value.Tree, onto, amendment.Planned, amendment.CarriesId is { } carries ? order.NowOf(carries) : null);
    }

    /// <summary>Two keys keep provisions apart that are the same.</summary>
    private static ProvisionTree WithoutKeys(ProvisionTree tree) => Lineage.WithKeys(tree, [.. tree.All().Select(_ => LineageKey.None)]);

    private static async Task<Result<Carried>> FindAsync(PolicyDb db, DocumentId id, EditionId waiting, CancellationToken ct)
    {
        if (await db.FindDocumentAsync(id, ct) is not { } document || !db.Reader.MayEdit(document))
            return DocumentErrors.NotFound;
        var order = await db.EditionOrderAsync(id, ct);
        if (order.ToCarryOn(db.Reader.Day).FirstOrDefault(edition => edition.Id == waiting) is not { BaseId: { } madeFrom } || order.Before(waiting) is not { } before)
            return DocumentErrors.NotFound;
        var row = await db.Editions.AsNoTracking().SingleAsync(edition => edition.Id == waiting, ct);
        var texts = await db.ReadTreesAsync([.. new[] { madeFrom, waiting, before.Id }.Distinct()], ct);
        return new Carried(document, null, row.Kind, order, before, texts[madeFrom], texts[waiting], texts[before.Id], PlannedEdition.Of(row), waiting);
    }

    private static async Task<Result<RebaseView>> ShowAsync(PolicyDb db, Carried carried, Decide decide, CancellationToken ct) => new RebaseView(
        carried.Document.Id, await db.TitleAsync(carried.Document, ct), carried.Kind, carried.Before is { } before ? carried.Order.NumberOf(before.Id) : 0, carried.Before?.EffectiveFrom,
        carried.Plan.EffectiveFrom, carried.Made(decide).Told, carried is { Amendment: null, Carries: { } waiting } ? await OpenAsync(db, waiting, ct) : null);

    private static async Task<AmendmentId?> OpenAsync(PolicyDb db, EditionId waiting, CancellationToken ct) =>
        (await db.Amendments.AsNoTracking().Where(a => a.CarriesId == waiting && a.Stage != AmendmentStage.Published && a.Stage != AmendmentStage.Withdrawn).Select(a => new { a.Id }).FirstOrDefaultAsync(ct))?.Id;

    /// <summary>What is carried over: a draft, or an edition that waits.</summary>
    private sealed record Carried(
        PolicyDocument Document, Amendment? Amendment, EditionKind Kind, EditionOrder Order, EditionDates? Before, ProvisionTree Base, ProvisionTree Text, ProvisionTree Onto, PlannedEdition Plan,
        EditionId? Carries)
    {
        private const int MostRounds = 10;

        /// <summary>The text, and every conflict that was told on the way: one choice can lead to another (two numbers that become alike).</summary>
        public (RebaseOutcome Outcome, IReadOnlyList<RebaseConflict> Told) Made(Decide decide)
        {
            var told = new List<RebaseConflict>();
            for (var round = 0; ; round++)
            {
                var outcome = DraftRebase.Onto(Base, Text, Onto, decide(told));
                var before = told.Count;
                told.AddRange(outcome.Conflicts.Where(conflict => !told.Exists(known => (known.Matter, known.Key) == (conflict.Matter, conflict.Key))));
                if (told.Count == before || round == MostRounds)
                    return (outcome, told);
            }
        }
    }
}

/// <summary>What a person has decided of the conflicts.</summary>
public delegate IReadOnlyList<RebaseChoice> Decide(IReadOnlyList<RebaseConflict> conflicts);
