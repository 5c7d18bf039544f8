using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments;

// Names of divisions that come, go or stand elsewhere, while the articles behind them stay.
internal sealed partial class AmendmentPlan
{
    /// <summary>第3章の章名を削る, 第3条の前に次の章名を付する: the articles stay as they are. Where it cannot be said so, divisions go and come with what they hold.</summary>
    private void Divisions()
    {
        var (old, @new) = (DivisionLines.Of(text.Tree.Provisions), DivisionLines.Of(target.Provisions));
        if (anew.Contains(LineageKey.None) || (!old.Exists(line => line.Kind.IsContainer()) && !@new.Exists(line => line.Kind.IsContainer())))
            return;
        var stay = Kept([.. old.Where(IsHeld)], [.. @new.Where(IsHeld)]).Select(pair => pair.Was.Key).ToHashSet();
        var (were, are) = (BeforeThem(old, stay), BeforeThem(@new, stay));
        var gone = were.Keys.Where(key => !are.ContainsKey(key) && !@new.Exists(line => line.Key == key)).ToList();
        var moved = were.Keys.Where(key => are.TryGetValue(key, out var now) && now != were[key]).ToHashSet();
        var come = are.Keys.Where(key => moved.Contains(key) || !old.Exists(line => line.Key == key)).ToHashSet();
        if (gone.Count + come.Count == 0)
            return;
        var (before, count) = (text.Tree, sentences.Count);
        // What is told by those above it goes first: 第2章第1節 before 第2章.
        if (InnerFirst(gone.Contains).All(key => NameGoes(key)) && InnerFirst(moved.Contains).All(key => NameGoes(key, isMoved: true)) && AreRenumbered(come) && @new.Index().Where(line => come.Contains(line.Item.Key)).All(line => NameComes(@new, line.Index, stay)) && Hold())
            return;
        text.Return(before);
        open.Clear();
        sentences.RemoveRange(count, sentences.Count - count);
        subjects.RemoveRange(count, subjects.Count - count);

        IEnumerable<LineageKey> InnerFirst(Func<LineageKey, bool> isOne) => old.Where(line => isOne(line.Key)).OrderByDescending(line => line.Kind).Select(line => line.Key);

        // In the new text they are to be found just there.
        bool Hold()
        {
            var (now, wanted) = (HoldersOf(text.Tree), HoldersOf(target));
            return stay.All(key => now[key] == wanted[key]);
        }
    }

    private static bool IsHeld(Provision line) => !line.Kind.IsContainer() && line.Kind < ProvisionKind.SupplementaryProvision;

    /// <summary>Of each division that holds anything that stays, how much of that stands before its name.</summary>
    private static Dictionary<LineageKey, int> BeforeThem(List<Provision> lines, HashSet<LineageKey> stay)
    {
        var (counts, count) = (new Dictionary<LineageKey, int>(), 0);
        for (var at = 0; at < lines.Count; at++)
        {
            if (stay.Contains(lines[at].Key))
                count++;
            else if (lines[at].Kind.IsContainer() && lines[at..DivisionLines.End(lines, at)].Exists(line => stay.Contains(line.Key)))
                counts.TryAdd(lines[at].Key, count);
        }
        return counts;
    }

    /// <summary>第3章の章名を削る: its articles stand behind those before it.</summary>
    /// <param name="isMoved">Whether the name comes elsewhere, in the same sentence.</param>
    private bool NameGoes(LineageKey key, bool isMoved = false)
    {
        if (text.AddressOf(key) is not { } address || address.AsSpan().ContainsAny(NotInPlaces) || address.LastIndexOfAny([.. "編章節款目"]) is not (>= 0 and var unit))
            return false;
        var operation = new AmendingOperation.Delete($"{address}の{address[unit]}名");
        if (text.Apply(operation) is not null)
            return false;
        open.Add(operation);
        if (!isMoved)
            End();
        return true;
    }

    /// <summary>第3章を第4章とし: what stays gets its number before another one comes.</summary>
    private bool AreRenumbered(HashSet<LineageKey> come)
    {
        if (come.Count == 0)
            return true;
        var (holders, labels) = (HoldersOf(text.Tree), target.All().Where(at => at.Provision.Kind.IsContainer()).ToDictionary(at => at.Provision.Key, at => at.Provision.Label));
        var pending = text.Tree.All().Select(at => at.Provision).Where(one => one.Kind.IsContainer() && !come.Contains(one.Key) && labels.TryGetValue(one.Key, out var label) && label != one.Label).Select(one => new Numbered(holders[one.Key], one, labels[one.Key])).ToList();
        try
        {
            foreach (var level in pending.GroupBy(one => one.Was.Kind).OrderByDescending(level => level.Key))
                Numbers([.. level]);
            return true;
        }
        catch (Unsayable)
        {
            return false;
        }
    }

    /// <summary>第3条の前に次の章名を付する, before the first of what it holds that stands in the text.</summary>
    private bool NameComes(List<Provision> lines, int division, HashSet<LineageKey> stay)
    {
        var (one, standing) = (lines[division], DivisionLines.Of(text.Tree.Provisions).Where(line => line.Kind.IsContainer()).Select(line => line.Key).ToHashSet());
        if (lines[(division + 1)..DivisionLines.End(lines, division)].Find(line => stay.Contains(line.Key) || standing.Contains(line.Key)) is not { } first || text.AddressOf(first.Key) is not { } address || address.AsSpan().ContainsAny(NotInPlaces))
            return false;
        var operation = new AmendingOperation.Add(address, AddedSide.Before, one.Heading is null ? one.Label : $"{one.Label}　{one.Heading}") { Unit = InstrumentAddress.NameOf(one.Kind) };
        if (text.Apply(operation) is not null || text.Added is not [var added] || !(added with { Key = one.Key, Line = one.Line }).Equals(one))
            return false;
        var position = DraftPosition.Find(text.Tree, added.Key)!;
        text.Return(position.With(position.Provision with { Key = one.Key }));
        open.Add(operation);
        End();
        return true;
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
