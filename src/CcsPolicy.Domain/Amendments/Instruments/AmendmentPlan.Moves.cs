using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

// A 項 or 号 that stands below another provision than before, and whose turn it is to get a number.
internal sealed partial class AmendmentPlan
{
    /// <summary>It goes where it stood and is new where it stands: no instrument says that a 項 moves to another article. Under one key the second place would be taken for the first.</summary>
    private static ProvisionTree WithoutMoves(ProvisionTree before, ProvisionTree now, IdSource ids)
    {
        var (were, are) = (ParentsOf(before), ParentsOf(now));
        HashSet<LineageKey> moved = [.. are.Where(one => were.TryGetValue(one.Key, out var parent) && parent != one.Value && were.ContainsKey(one.Value)).Select(one => one.Key)];
        return moved.Count == 0 ? now : Lineage.WithKeys(now, [.. now.All().Select(at => moved.Contains(at.Provision.Key) ? new LineageKey(ids.Next()) : at.Provision.Key)]);
    }

    /// <summary>What is told by those above it has its number first: 4―1 before 4, the articles of a chapter before the chapter.</summary>
    private static int TurnOf(Numbered one) =>
        InstrumentApplication.IsLayered(one.Was.Label) ? LabelNumber.Of(one.Was.Label).Segment.Count(sign => sign == '.') : one.Was.Kind.IsContainer() ? (int)one.Was.Kind - (int)ProvisionKind.Article : 0;

    /// <summary>第5条各号を削る, where two and more items stood and none stays nor comes. False when they go one by one.</summary>
    private bool AllItemsGo(Level level, List<Provision> gone)
    {
        if (gone.Count(one => one.Kind == ProvisionKind.Item) < 2 || level.Before.Count(one => one.Kind == ProvisionKind.Item) != gone.Count(one => one.Kind == ProvisionKind.Item) || level.Now.Any(one => one.Kind == ProvisionKind.Item)
            || !IsOfArticle(level.Parent) || DraftPosition.Find(text.Tree, KeyOf(level.Parent)) is not { Provision: var holder } || InstrumentApplication.ItemsOf(holder).Any(one => one.Kind != ProvisionKind.Item))
            return false;
        var address = AddressOf(level.Parent, level.Parent);
        var first = address + "第1項";
        Do(new AmendingOperation.Delete((holder.Children.Any(child => child.Kind == ProvisionKind.Paragraph) && text.IsFirstParagraph(first) ? first : address) + "各号"), level.Parent);
        return true;
    }

    /// <summary>What holds each provision below the articles.</summary>
    private static Dictionary<LineageKey, LineageKey> ParentsOf(ProvisionTree tree)
    {
        var parents = new Dictionary<LineageKey, LineageKey>();
        foreach (var at in tree.All())
        {
            parents.TryAdd(at.Provision.Key, LineageKey.None);
            foreach (var child in at.Provision.Children)
                parents[child.Key] = child.Kind is > ProvisionKind.Article and < ProvisionKind.SupplementaryProvision ? at.Provision.Key : LineageKey.None;
        }
        return parents;
    }
}
