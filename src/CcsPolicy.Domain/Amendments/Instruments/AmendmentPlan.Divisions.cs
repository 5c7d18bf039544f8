using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments;

// Divisions that go while what they hold stays.
internal sealed partial class AmendmentPlan
{
    /// <summary>第3章の章名を削る: its articles stand behind those before it, and stay as they are.</summary>
    private void NamesGo()
    {
        var divisions = text.Tree.All().Select(at => at.Provision).Where(one => one.Kind.IsContainer() && !one.Children.IsEmpty).ToList();
        if (divisions.Count == 0)
            return;
        var holders = HoldersOf(target);
        foreach (var division in divisions.Where(one => !holders.ContainsKey(one.Key) && one.Children.All(child => holders.ContainsKey(child.Key))))
        {
            var before = text.Tree;
            if (text.AddressOf(division.Key) is not { } address || address.AsSpan().ContainsAny(NotInPlaces) || address.LastIndexOfAny([.. "編章節款目"]) is not (>= 0 and var unit))
                continue;
            var operation = new AmendingOperation.Delete($"{address}の{address[unit]}名");
            // In the new text they are to be found just there.
            if (text.Apply(operation) is null && HoldersOf(text.Tree) is var now && division.Children.All(child => now.TryGetValue(child.Key, out var holder) && holder == holders[child.Key]))
            {
                open.Add(operation);
                End();
            }
            else
                text.Return(before);
        }
    }

    /// <summary>What holds each provision; None where it stands by itself.</summary>
    private static Dictionary<LineageKey, LineageKey> HoldersOf(ProvisionTree tree)
    {
        var holders = new Dictionary<LineageKey, LineageKey>();
        foreach (var root in tree.Provisions)
            holders.TryAdd(root.Key, LineageKey.None);
        foreach (var at in tree.All())
            foreach (var child in at.Provision.Children)
                holders[child.Key] = at.Provision.Key;
        return holders;
    }
}
