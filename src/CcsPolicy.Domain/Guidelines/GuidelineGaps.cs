using System.Collections.Immutable;

namespace CcsPolicy.Domain.Guidelines;

/// <summary>見直しの行。A citation and what became of its item.</summary>
public sealed record GapLine(GuidelineCitation Citation, ItemChange Change);

/// <summary>引用のない項目。</summary>
/// <param name="IsNew">The edition before has none of it.</param>
public sealed record UncitedItem(GuidelineItem Item, bool IsNew);

/// <summary>
/// 見直しの一覧. What an edition of a guideline asks of the provisions that cite it: each citation that was read in an earlier edition, with what became of its item since then, those that are looked at
/// already, and the items that nothing cites. It knows the citations that it is given and no others.
/// </summary>
/// <param name="Open">Read in an earlier edition.</param>
/// <param name="Done">Read in this edition, or in a later one.</param>
/// <param name="Uncited">New ones first, each in the order of the edition.</param>
public sealed record GuidelineGaps(ImmutableArray<GapLine> Open, ImmutableArray<GuidelineCitation> Done, ImmutableArray<UncitedItem> Uncited)
{
    /// <summary>The gaps of an edition.</summary>
    /// <param name="edition">The edition that the citations are held against.</param>
    /// <param name="editions">All editions of the guideline.</param>
    /// <param name="items">Items of the edition, of the one before it, and of each in which one of the citations was read.</param>
    /// <param name="citations">What stands.</param>
    public static GuidelineGaps Of(GuidelineEdition edition, IEnumerable<GuidelineEdition> editions, ILookup<GuidelineEditionId, GuidelineItem> items, IEnumerable<GuidelineCitation> citations)
    {
        var order = GuidelineEdition.InOrder(editions).Select(one => one.Id).ToList();
        var at = order.IndexOf(edition.Id);
        var compared = new Dictionary<GuidelineEditionId, GuidelineComparison>();
        var (open, done, cited) = (ImmutableArray.CreateBuilder<GapLine>(), ImmutableArray.CreateBuilder<GuidelineCitation>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var citation in citations)
        {
            var change = citation.EditionId == edition.Id ? null : Since(citation.EditionId).Of(citation.Item);
            if (citation.EditionId == edition.Id)
                cited.Add(citation.Item);
            else if (change?.New is { } now)
                cited.Add(now.Number);
            if (order.IndexOf(citation.EditionId) >= at)
                done.Add(citation);
            else if (change is not null)
                open.Add(new GapLine(citation, change));
        }
        var added = at == 0 ? null : Since(order[at - 1]).Added.Select(item => item.Number).ToHashSet(StringComparer.Ordinal);
        return new GuidelineGaps(open.ToImmutable(), done.ToImmutable(),
        [
            .. items[edition.Id].Where(item => !cited.Contains(item.Number)).Select(item => new UncitedItem(item, added?.Contains(item.Number) == true))
                .OrderByDescending(one => one.IsNew).ThenBy(one => one.Item.Ordinal),
        ]);

        GuidelineComparison Since(GuidelineEditionId from) =>
            compared.TryGetValue(from, out var known) ? known : compared[from] = GuidelineComparison.Between(items[from], items[edition.Id]);
    }
}
