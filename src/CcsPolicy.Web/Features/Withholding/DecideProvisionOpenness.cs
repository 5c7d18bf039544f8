using System.Collections.Immutable;
using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Texts;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Withholding;

/// <summary>Decides who may read provisions. <paramref name="ReadBy"/>: null for as many as may read the document.</summary>
public sealed record DecideProvisionOpenness(DocumentId Document, IReadOnlyCollection<Guid> Keys, Openness? ReadBy, bool ShowsNumber, string Ground);

/// <summary>A provision of the edition in force with what holds for it now. <paramref name="IsElsewhere"/>: it stands in another edition only.</summary>
public sealed record ProvisionStanding(Guid Key, string Label, string Brief, int Depth, Openness? ReadBy, bool ShowsNumber, bool IsElsewhere = false);

/// <summary>A decision as it is told afterwards. <paramref name="Label"/>: null when the edition in force has no such provision.</summary>
public sealed record ProvisionDecision(string? Label, Openness? ReadBy, bool ShowsNumber, string Ground, string By, DateTimeOffset At);

/// <summary>Who may read which provision, what could be decided, and what was.</summary>
public sealed record WithholdingView(
    DocumentId Id, string Title, Openness Openness, ImmutableArray<Openness> Choices, ImmutableArray<ProvisionStanding> Provisions, ImmutableArray<ProvisionDecision> History);

/// <summary>
/// 条項の公開範囲の決定。The officer withholds provisions of a public or internal text, with the ground, and opens them again. For everybody else, and for
/// procedures, there is no such page.
/// </summary>
public sealed class DecideProvisionOpennessHandler(ReaderDb store, EditionTexts texts)
{
    public async Task<Result<WithholdingView>> ViewAsync(DocumentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await FindAsync(db, id, ct) is not { } document || await TreeAsync(db, id, ct) is not { } tree)
            return DocumentErrors.NotFound;
        var decisions = await db.ProvisionOpenness.AsNoTracking().Where(decision => decision.DocumentId == id).ToListAsync(ct);
        var held = ProvisionOpenness.Holding(decisions).ToDictionary(decision => decision.Key);
        var labels = new Dictionary<Guid, string>();
        var provisions = ImmutableArray.CreateBuilder<ProvisionStanding>();
        Add(tree, isElsewhere: false, _ => true);
        // What comes with an edition that waits for its day is read before that day, and so can be withheld before.
        foreach (var coming in await WaitingAsync(db, id, ct))
            Add(coming, isElsewhere: true, _ => true);
        // What is withheld in other editions only can be opened again as well.
        if (HeldOf(decisions).Any(key => !labels.ContainsKey(key)))
            foreach (var other in (await db.RecordedTextsAsync(id, ct)).Reverse())
                Add(other, isElsewhere: true, key => held.GetValueOrDefault(key) is { ReadBy: not null });
        var names = await db.NamesAsync(decisions.Select(decision => decision.DecidedBy), ct);
        return new WithholdingView(id, await db.TitleAsync(document, ct), document.Openness,
            [.. Enum.GetValues<Openness>().Where(openness => openness > document.Openness && openness != Openness.NeedToKnow)], provisions.ToImmutable(),
            [.. decisions.OrderByDescending(decision => decision.DecidedAt).ThenByDescending(decision => decision.Number).Select(decision => new ProvisionDecision(
                labels.GetValueOrDefault(decision.Key), decision.ReadBy, decision.ShowsNumber, db.Open(id, decision.Ground), names[decision.DecidedBy], decision.DecidedAt))]);

        // Each provision once, as the first of the texts has it.
        void Add(ProvisionTree text, bool isElsewhere, Func<Guid, bool> isMeant)
        {
            var paths = ProvisionPaths.Of(text);
            foreach (var placed in paths.All)
                if (placed.Provision.Key.Value is var key && isMeant(key) && labels.TryAdd(key, paths.LabelOf(placed)))
                    provisions.Add(new(key, labels[key], ShownProvision.Brief(placed.Provision), placed.Depth, held.GetValueOrDefault(key)?.ReadBy, held.GetValueOrDefault(key)?.ShowsNumber == true, isElsewhere));
        }
    }

    public async Task<Result<Done>> HandleAsync(DecideProvisionOpenness ask, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = await store.OpenAsync(ct);
        if (await FindAsync(db, ask.Document, ct) is not { } document || await TreeAsync(db, ask.Document, ct) is not { } tree)
            return DocumentErrors.NotFound;
        var decisions = await db.ProvisionOpenness.AsNoTracking().Where(decision => decision.DocumentId == ask.Document).ToListAsync(ct);
        var known = (await WaitingAsync(db, ask.Document, ct)).Prepend(tree).SelectMany(text => text.All()).Select(placed => placed.Provision.Key.Value).Concat(HeldOf(decisions)).ToHashSet();
        if (ask.Keys.Count == 0)
            return DocumentErrors.NoProvisionChosen;
        if (!ask.Keys.All(known.Contains))
            return DocumentErrors.NoSuchProvision;
        var ground = ask.Ground.Trim();
        if (TypedWords.Refusal(ground, TypedWords.FewestOfAReason, DocumentErrors.GroundMissing) is { } unsaid)
            return unsaid;
        var last = decisions.GroupBy(decision => decision.Key).ToDictionary(group => group.Key, group => group.Max(decision => decision.Number));
        foreach (var key in ask.Keys)
        {
            var decided = ProvisionOpenness.Decide(document, new LineageKey(key), last.GetValueOrDefault(key) + 1, ask.ReadBy, ask.ShowsNumber, db.Ids.Next<ProvisionOpennessId>(),
                ground.Length == 0 ? default : db.Seal(ask.Document, ground), db.Reader.PersonId!.Value, db.Now);
            if (decided.Error is { } refusal)
                return refusal;
            db.ProvisionOpenness.Add(decided.Value);
            decisions.Add(decided.Value);
        }
        db.Record(new JournalFact("provision.openness-decided").With("count", ask.Keys.Count).With("after", ask.ReadBy?.ToString() ?? "Document"), document);
        if (ask.ReadBy is not null)
            await db.FollowInOthersAsync(document, tree, decisions, ct);
        // An edition that is put on record at this moment would not know of it.
        db.Entry(document).Property(d => d.RowVersion).IsModified = true;
        return await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct);
    }

    private static IEnumerable<Guid> HeldOf(IEnumerable<ProvisionOpenness> decisions) => ProvisionOpenness.Holding(decisions).Where(decision => decision.ReadBy is not null).Select(decision => decision.Key);

    private static async Task<PolicyDocument?> FindAsync(PolicyDb db, DocumentId id, CancellationToken ct) =>
        await db.FindDocumentAsync(id, ct) is { } document && document.Tier != Tier.Procedure && db.Reader.MayOpen(document) ? document : null;

    private async Task<ProvisionTree?> TreeAsync(PolicyDb db, DocumentId id, CancellationToken ct) =>
        await db.SpokenOfEditionAsync(id, ct) is { } edition && await texts.OfAsync(db, edition, ct) is { } text ? text.Tree : null;

    private async Task<IReadOnlyList<ProvisionTree>> WaitingAsync(PolicyDb db, DocumentId id, CancellationToken ct)
    {
        var trees = new List<ProvisionTree>();
        foreach (var edition in (await db.EditionOrderAsync(id, ct)).WaitingOn(db.Reader.Day))
            if (await texts.OfAsync(db, edition.Id, ct) is { } text)
                trees.Add(text.Tree);
        return trees;
    }
}
