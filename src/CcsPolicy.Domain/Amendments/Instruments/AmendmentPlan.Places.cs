using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

// Where provisions come, and what they are counted by.
internal sealed partial class AmendmentPlan
{
    /// <summary>Whether what was put in comes after what stands before it in the new text.</summary>
    private bool StandsRight(LineageKey parent, ImmutableArray<Provision> now, int first)
    {
        var siblings = parent.IsNone ? text.Tree.Provisions : DraftPosition.Find(text.Tree, parent)!.Provision.Children;
        var at = Enumerable.Range(0, siblings.Length).FirstOrDefault(i => siblings[i].Key == text.Added[0].Key, -1);
        return parent == opened && first <= 1 ? at >= 0 : first == 0 ? at == 0 : at > 0 && siblings[at - 1].Key == KeyOf(now[first - 1].Key);
    }

    /// <summary>Where the provisions come: at the end of what holds them, behind the one before, or else before the one after.</summary>
    private (string Address, AddedSide Side) PlaceOf(LineageKey parent, ImmutableArray<Provision> now, int first, int last, HashSet<LineageKey> kept)
    {
        var isLast = last + 1 == now.Length;
        var above = parent.IsNone ? null : DraftPosition.Find(text.Tree, KeyOf(parent))?.Provision;
        // Articles are counted through the chapters, and told by the one before.
        if (isLast && above is not null && !(first > 0 && above.Kind.IsContainer()))
            return (AddressOf(parent, parent), AddedSide.In);
        // 同条に第1項として: the first paragraph went or moved on. What follows it stands behind what the article says itself.
        if (above is { Kind: ProvisionKind.Article } && IsArticle(above) && now[first].Kind == ProvisionKind.Paragraph && IsEmptied(above) && first == 0)
            return (AddressOf(parent, parent), AddedSide.First);
        if (above is { Kind: ProvisionKind.Article } && IsArticle(above) && first > 0 && above.Key == opened && now[first - 1].Key == now[0].Key && !IsEmptied(above) && AddressOf(parent, parent) + FirstStep is var own && text.IsFirstParagraph(own))
            return (own, AddedSide.After);
        // Paragraphs stand behind what the article says itself, and behind its items.
        if (above is { Kind: ProvisionKind.Article } && IsArticle(above) && now[first].Kind == ProvisionKind.Paragraph && (first == 0 || now[first - 1].Kind != ProvisionKind.Paragraph) && AddressOf(parent, parent) + "第1項" is var paragraph && text.IsFirstParagraph(paragraph))
            return (paragraph, AddedSide.After);
        if (first > 0)
            return (AddressOf(now[first - 1].Key, parent), AddedSide.After);
        if (isLast)
            return (InstrumentAddress.Body, AddedSide.In);
        return !kept.Contains(now[last + 1].Key) ? throw new Unsayable(parent)
            : UnitOf(parent, now[first]) == "号" ? (AddressOf(parent, parent), AddedSide.First) : (AddressOf(now[last + 1].Key, parent), AddedSide.Before);
    }

    /// <summary>What provisions are counted by: 次の1条; null where they have no name of their own, as the lines below an item and those of a text of plain numbers.</summary>
    private string? UnitOf(LineageKey parent, Provision added) => added.Kind switch
    {
        ProvisionKind.Article when added.Label.Contains('条', StringComparison.Ordinal) => "条",
        ProvisionKind.Chapter => "章",
        ProvisionKind.Section => "節",
        ProvisionKind.Appendix when added.Label.StartsWith("別表", StringComparison.Ordinal) => "別表",
        ProvisionKind.Form when added.Label.StartsWith("様式", StringComparison.Ordinal) => "様式",
        ProvisionKind.Paragraph or ProvisionKind.Item when IsOfArticle(parent) => added.Kind == ProvisionKind.Paragraph ? "項" : "号",
        _ => null,
    };

    /// <summary>Whether what stands below is called 項 and 号: below an article 第○条 or a paragraph of one.</summary>
    private bool IsOfArticle(LineageKey parent) =>
        !parent.IsNone && DraftPosition.Find(text.Tree, KeyOf(parent)) is { } position
            && (IsArticle(position.Provision) || (position.Provision.Kind == ProvisionKind.Paragraph && position.Above.LastOrDefault() is { } above && (IsArticle(above) || above.Kind == ProvisionKind.SupplementaryProvision)) || position.Provision.Kind == ProvisionKind.SupplementaryProvision);

    private static bool IsArticle(Provision provision) => provision.Kind == ProvisionKind.Article && provision.Label.StartsWith('第') && provision.Label.Contains('条', StringComparison.Ordinal);
}
