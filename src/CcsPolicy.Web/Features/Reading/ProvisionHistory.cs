using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>What happened to a provision in an edition.</summary>
internal enum HistoryEvent
{
    /// <summary>制定: it stands in the first text, or in the first after a repeal.</summary>
    Enacted,

    /// <summary>新設</summary>
    Added,

    /// <summary>改正</summary>
    Changed,

    /// <summary>削除</summary>
    Deleted,

    /// <summary>廃止 of the whole document.</summary>
    Repealed,
}

/// <summary>履歴の段。An edition in which a provision, or something below it, reads differently or stands elsewhere than before.</summary>
/// <param name="Before">The edition that it is compared with; null when there is none.</param>
/// <param name="Now">The provision in this edition; null where it is gone.</param>
/// <param name="Rows">What changed of it and below it.</param>
internal sealed record HistoryStep(
    HistoryEvent Event, EditionFact Edition, EditionFact? Before, EditionBody? Body, EditionBody? BodyBefore, PlacedProvision? Now, PlacedProvision? Was, ImmutableArray<ComparedProvision> Rows)
{
    /// <summary>What it was called before, where it is called otherwise now.</summary>
    public string? Former => Now is { } now && Was is { } was && BodyBefore!.Paths.LabelOf(was) is var former && former != Body!.Paths.LabelOf(now) ? former : null;
}

/// <summary>条項の履歴。Everything that happened to one provision in the order of validity, told by its lineage through every number that it bore.</summary>
internal static class ProvisionHistory
{
    /// <param name="texts">The bodies of all editions with a text, as this reader may read them.</param>
    public static ImmutableArray<HistoryStep> Of(ReadingFacts facts, IReadOnlyDictionary<EditionId, EditionBody> texts, EditionBodies kept, LineageKey key)
    {
        var steps = ImmutableArray.CreateBuilder<HistoryStep>();
        (EditionFact Fact, EditionBody Body)? last = null;
        var isRepealed = false;
        foreach (var dates in facts.Order.All)
        {
            var edition = facts.Of(dates.Id);
            if (dates.Kind == EditionKind.Repeal)
            {
                if (!isRepealed && last?.Body.Find(key.Value) is { } gone)
                    steps.Add(new(HistoryEvent.Repealed, edition, last.Value.Fact, null, last.Value.Body, null, gone, []));
                isRepealed = true;
                continue;
            }
            var body = texts[dates.Id];
            if (Step(edition, body, last, isRepealed) is { } step)
                steps.Add(step);
            (last, isRepealed) = ((edition, body), false);
        }
        return steps.ToImmutable();

        HistoryStep? Step(EditionFact edition, EditionBody body, (EditionFact Fact, EditionBody Body)? before, bool afterRepeal)
        {
            var (now, was) = (body.Find(key.Value), before?.Body.Find(key.Value));
            if (now is null && was is null)
                return null;
            if (before is not { } old)
                return new(HistoryEvent.Enacted, edition, null, body, null, now, null, []);
            if (now is null && afterRepeal)
                return null;
            var rows = kept.Between(old.Body, body).Rows.Where(row => IsIn(row.NewIndex, now) || IsIn(row.OldIndex, was)).ToImmutableArray();
            var happened = now is null ? HistoryEvent.Deleted : afterRepeal ? HistoryEvent.Enacted : was is null ? HistoryEvent.Added : HistoryEvent.Changed;
            var step = new HistoryStep(happened, edition, old.Fact, body, old.Body, now, was, rows);
            return happened == HistoryEvent.Changed && rows.IsEmpty && step.Former is null ? null : step;
        }
    }

    /// <summary>A chapter is its heading: what is in it has a history of its own.</summary>
    public static bool HoldsText(Provision provision) => provision.Kind >= ProvisionKind.Article;

    private static bool IsIn(int? index, PlacedProvision? placed) =>
        index is { } at && placed is not null && (HoldsText(placed.Provision) ? at >= placed.Index && at < placed.End : at == placed.Index);
}
