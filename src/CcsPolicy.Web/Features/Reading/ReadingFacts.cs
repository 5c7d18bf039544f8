using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>One edition among those of a document, and when this reader acknowledged it.</summary>
/// <param name="IsCarried">It was made of another by carrying that one on behind an edition which came before it; nobody decided it anew.</param>
internal sealed record EditionFact(EditionDates Dates, string Title, ContentHash Hash, DateOnly? PromulgatedOn, DateOnly? AppliesFrom, bool IsCarried, DateTimeOffset? Acknowledged);

/// <summary>閲覧の前提。What a request needs to know of a document before its text may be shown: that the reader may know it, its editions, and what of it is withheld.</summary>
/// <param name="Withheld">What this reader does not read.</param>
/// <param name="WithheldFromOthers">What somebody does not read.</param>
internal sealed record ReadingFacts(
    DocumentId Id, Tier Tier, AmendingMethod AmendedBy, Openness Openness, Audience Audience, string Code, bool HasLinks, bool HasCitations, ImmutableArray<EditionFact> Editions,
    WithheldProvisions Withheld, WithheldProvisions WithheldFromOthers, DutyTargets Targets)
{
    public EditionOrder Order { get; } = new(Editions.Select(edition => edition.Dates));

    /// <summary>The name in the resources of what an edition did: a document that is revised is not amended.</summary>
    public string KindOf(EditionDates edition) => edition.Kind == EditionKind.PartialAmendment && AmendedBy == AmendingMethod.Revision ? "Kind.Revised" : "Kind." + edition.Kind;

    public EditionFact Of(EditionId id) => Editions.First(edition => edition.Dates.Id == id);

    /// <summary>What the address of the document itself shows: the edition in force, else the last that was, else the first to come.</summary>
    public EditionDates ShownOn(DateOnly day) =>
        Order.InForceOn(day) ?? Order.LastTextBy(day) ?? Order.All[0];

    /// <summary>The editions that wait behind the one shown: when that is in force, or waits itself. An earlier one has become something else already.</summary>
    public IReadOnlyList<EditionDates> WaitingBehind(EditionId shown, DateOnly day) =>
        Order.InForceOn(day)?.Id == shown || Of(shown).Dates.EffectiveFrom > day ? [.. Order.WaitingOn(day).Where(next => Order.NumberOf(next.Id) > Order.NumberOf(shown))] : [];

    /// <summary>改正の決裁を受けた本文。Where another edition came before one after its amendment was decided, the texts before and after that amendment; null where these are the edition and the one that stands before it.</summary>
    public (EditionId Before, EditionId After)? DecidedWith(EditionId edition)
    {
        var decided = Of(edition);
        while (decided is { IsCarried: true, Dates.CarriedFromId: { } from })
            decided = Of(from);
        var number = Order.NumberOf(edition);
        return decided.Dates.BaseId is { } before && Editions.Any(one => one.Dates.Id == before) && (decided.Dates.Id != edition || (number > 1 && Order.All[number - 2].Id != before)) ? (before, decided.Dates.Id) : null;
    }

    /// <summary>The latest edition before this one that the reader acknowledged.</summary>
    public EditionDates? AcknowledgedBefore(EditionId shown) =>
        Order.All.Take(Order.NumberOf(shown) - 1).LastOrDefault(e => e.Kind != EditionKind.Repeal && Of(e.Id).Acknowledged is not null);
}

/// <summary>
/// Asks for <see cref="ReadingFacts"/>. What the reader may know of a document and its editions is kept with the reader, who is a new object as soon as
/// the access stamp, read at each request, has changed: a publication, a grant or a new openness renews it. Only the reader's own acknowledgements are
/// asked for each time. The questions are compiled once for the installation.
/// </summary>
internal sealed class ReadingQuery(KnownDocuments documents, EditionTexts texts)
{
    private readonly ConditionalWeakTable<Reader, ConcurrentDictionary<DocumentId, ReadingFacts>> known = [];

    private readonly ConditionalWeakTable<Reader, ConcurrentDictionary<DocumentId, IReadOnlyList<RelatedDocument>>> related = [];

    private readonly ConditionalWeakTable<Reader, ConcurrentDictionary<DocumentId, IReadOnlyList<CitedItem>>> cited = [];

    private readonly Func<PolicyDb, DocumentId, IAsyncEnumerable<Row>> rows = EF.CompileAsyncQuery(
        (PolicyDb db, DocumentId id) =>
            from edition in db.Editions
            where edition.DocumentId == id
            join document in db.Documents on edition.DocumentId equals document.Id
            select new Row(
                document.Tier, document.AmendedBy, document.Openness, document.Audience, document.Code, document.Title,
                db.ImplementsLinks.Any(link => (link.BelowId == id || link.AboveId == id) && link.WithdrawnAt == null), db.GuidelineCitations.Any(citation => citation.DocumentId == id),
                edition.Id, edition.Kind, edition.Significance, edition.EnactedOn, edition.EffectiveFrom, edition.RecordedAt, edition.Title, edition.Hash,
                edition.PromulgatedOn, edition.AppliesFrom, edition.BaseEditionId, edition.CarriedFromId, edition.CarriedFromId != null && edition.AmendmentId == null));

    private readonly Func<PolicyDb, DocumentId, PersonId, IAsyncEnumerable<Own>> acknowledged = EF.CompileAsyncQuery(
        (PolicyDb db, DocumentId id, PersonId me) => db.Acknowledgements.Where(a => a.PersonId == me && a.DocumentId == id && !db.AcknowledgementWithdrawals.Any(w => w.AcknowledgementId == a.Id)).Select(a => new Own(a.EditionId, a.At)));

    /// <summary>The facts; null when for this reader there is no such document, or it has no edition yet.</summary>
    public async ValueTask<ReadingFacts?> FindAsync(PolicyDb db, DocumentId id)
    {
        if (db.Reader.PersonId is not { } me)
            return await ReadAsync(db, id);
        var ofReader = known.GetOrCreateValue(db.Reader);
        if (!ofReader.TryGetValue(id, out var facts))
        {
            if (await ReadAsync(db, id) is not { } read)
                return null;
            facts = ofReader.GetOrAdd(id, read);
        }
        var own = new Dictionary<EditionId, DateTimeOffset>();
        await foreach (var one in acknowledged(db, id, me))
            own[one.Edition] = one.At;
        return own.Count == 0 ? facts
            : facts with { Editions = [.. facts.Editions.Select(e => own.TryGetValue(e.Dates.Id, out var at) ? e with { Acknowledged = at } : e)] };
    }

    /// <summary>What the links of the document name, kept with the reader like the facts: a link that is recorded or withdrawn renews the stamp.</summary>
    public async ValueTask<IReadOnlyList<RelatedDocument>> RelatedAsync(PolicyDb db, ReadingFacts facts, Stamps? asked, CancellationToken ct)
    {
        if (!facts.HasLinks)
            return [];
        if (db.Reader.PersonId is null)
            return await RelatedDocument.OfAsync(db, facts.Id, documents, texts, asked, ct);
        var ofReader = related.GetOrCreateValue(db.Reader);
        return ofReader.TryGetValue(facts.Id, out var known) ? known : ofReader.GetOrAdd(facts.Id, await RelatedDocument.OfAsync(db, facts.Id, documents, texts, asked, ct));
    }

    /// <summary>What the provisions of the document cite, kept with the reader like the links.</summary>
    public async ValueTask<IReadOnlyList<CitedItem>> CitedAsync(PolicyDb db, ReadingFacts facts, CancellationToken ct)
    {
        // Whoever has not signed in is shown none.
        if (!facts.HasCitations || db.Reader.PersonId is null)
            return [];
        var ofReader = cited.GetOrCreateValue(db.Reader);
        return ofReader.TryGetValue(facts.Id, out var known) ? known : ofReader.GetOrAdd(facts.Id, await CitedItem.OfAsync(db, facts, ct));
    }

    private async Task<ReadingFacts?> ReadAsync(PolicyDb db, DocumentId id)
    {
        Row? first = null;
        var editions = ImmutableArray.CreateBuilder<EditionFact>();
        await foreach (var row in rows(db, id))
        {
            first ??= row;
            editions.Add(new(new(row.Edition, row.Kind, row.Significance, row.EnactedOn, row.EffectiveFrom, row.RecordedAt, row.BaseEdition, row.CarriedFrom),
                db.Open(id, row.Named.IsEmpty ? row.Title : row.Named), row.Hash, row.PromulgatedOn, row.AppliesFrom, row.IsCarried, null));
        }
        if (first is null)
            return null;
        var decisions = await db.ProvisionOpenness.AsNoTracking().Where(decision => decision.DocumentId == id).ToListAsync();
        return new ReadingFacts(id, first.Tier, first.AmendedBy, first.Openness, first.Audience, db.Open(id, first.Code), first.HasLinks, first.HasCitations, editions.ToImmutable(),
            WithheldProvisions.From(db.Reader, id, decisions), WithheldProvisions.FromAnybody(decisions),
            new DutyTargets(first.Tier, first.Audience, await db.TargetDecisions.AsNoTracking().Include(decision => decision.Rules).Where(decision => decision.DocumentId == id).ToListAsync()));
    }

    private sealed record Own(EditionId Edition, DateTimeOffset At);

    private sealed record Row(
        Tier Tier, AmendingMethod AmendedBy, Openness Openness, Audience Audience, SealedText Code, SealedText Title, bool HasLinks, bool HasCitations,
        EditionId Edition, EditionKind Kind, Significance Significance, DateOnly EnactedOn, DateOnly EffectiveFrom, DateTimeOffset RecordedAt, SealedText Named, ContentHash Hash,
        DateOnly? PromulgatedOn, DateOnly? AppliesFrom, EditionId? BaseEdition, EditionId? CarriedFrom, bool IsCarried);
}
