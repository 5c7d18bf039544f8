using System.Collections.Immutable;
using System.Globalization;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Instruments;

// 第2条及び第3条　削除: one that stands for several.
internal sealed partial class AmendmentPlan
{
    /// <summary>What comes in the place of one that stood for several: 第2条及び第3条を次のように改める, and both follow.</summary>
    private Dictionary<LineageKey, ImmutableArray<LineageKey>> Refilled { get; init; } = [];

    private static bool IsRange(Provision one) => one is { Kind: ProvisionKind.Article, Text: "削除", Children.IsEmpty: true } && LabelNumber.Of(one.Label) is { Form: LabelForm.Ordinal } number && number.Segment.Contains('-', StringComparison.Ordinal);

    /// <summary>The new text in which one that stands for several is none that it was, though both say 削除, where it is parted, grows or goes.</summary>
    private static ProvisionTree WithoutRanges(ProvisionTree before, ProvisionTree now, IdSource ids, Dictionary<LineageKey, ImmutableArray<LineageKey>> refilled)
    {
        var (were, are) = (before.All().Select(at => at.Provision).ToList(), now.All().Select(at => at.Provision).ToList());
        var apart = new HashSet<LineageKey>();
        foreach (var range in were.Where(one => IsRange(one) && !are.Exists(other => IsRange(other) && other.Label == one.Label)))
        {
            var run = RunOf(now, LabelNumber.Of(range.Label).Segment);
            if (!run.IsEmpty && run.All(one => one.Key == range.Key || !were.Exists(other => other.Key == one.Key)))
            {
                apart.UnionWith(run.Select(one => one.Key));
                refilled[range.Key] = [.. run.Select(one => one.Key)];
            }
            apart.Add(range.Key);
        }
        apart.UnionWith(are.Where(one => IsRange(one) && !were.Exists(other => IsRange(other) && other.Label == one.Label)).Select(one => one.Key));
        if (apart.Count == 0)
            return now;
        var given = new Dictionary<LineageKey, LineageKey>();
        foreach (var key in apart)
            given[key] = new(ids.Next());
        foreach (var (range, run) in refilled)
            refilled[range] = [.. run.Select(key => given[key])];
        return Lineage.WithKeys(now, [.. are.Select(one => given.GetValueOrDefault(one.Key, one.Key))]);
    }

    /// <summary>Those beside each other that have just the numbers of a range.</summary>
    private static ImmutableArray<Provision> RunOf(ProvisionTree tree, string range)
    {
        var (from, to) = Ends(range);
        foreach (var siblings in tree.All().Select(at => at.Provision.Children).Prepend(tree.Provisions))
        {
            var begin = siblings.ToList().FindIndex(one => one.Kind == ProvisionKind.Article && from > 0 && EndsOf(one).From == from);
            if (begin < 0)
                continue;
            var (end, next) = (begin, from);
            while (end < siblings.Length && siblings[end].Kind == ProvisionKind.Article && EndsOf(siblings[end]) is var ends && ends.From == next && ends.To <= to)
                (end, next) = (end + 1, ends.To + 1);
            return next == to + 1 ? siblings[begin..end] : [];
        }
        return [];
    }

    private static (int From, int To) EndsOf(Provision one) => LabelNumber.Of(one.Label) is { Form: LabelForm.Ordinal, Segment: var segment } ? Ends(segment) : (0, 0);

    private static (int From, int To) Ends(string segment)
    {
        var ends = segment.Split('-');
        return int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from) && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var to) ? (from, to) : (0, 0);
    }

    /// <summary>Whether one that goes, and stood for several, is written anew as these; they stand there then.</summary>
    private bool IsRefilled(Level level, Provision gone)
    {
        if (!Refilled.TryGetValue(gone.Key, out var keys))
            return false;
        ImmutableArray<Provision> run = [.. level.Now.Where(one => keys.Contains(one.Key))];
        if (run.Length != keys.Length)
            return false;
        End();
        var at = Siblings().ToList().FindIndex(one => one.Key == gone.Key);
        if (at < 0 || !TryOnce(block => new AmendingOperation.Rewrite(gone.Label, block), run, () => Siblings() is var now && now.Length >= at + run.Length && OnPaper.SayTheSame(run, now[at..(at + run.Length)])))
            return false;
        End();
        for (var i = 0; i < run.Length; i++)
            given[run[i].Key] = Siblings()[at + i].Key;
        level.Kept.UnionWith(keys);
        return true;

        ImmutableArray<Provision> Siblings() => level.Parent.IsNone ? text.Tree.Provisions : DraftPosition.Find(text.Tree, KeyOf(level.Parent))!.Provision.Children;
    }

    /// <summary>第5条から第7条までを次のように改める, where one provision （第5条から第7条まで　削除） has come in the place of several that follow one another; how many, or nought.</summary>
    private int Together(Level level, List<Provision> gone, int from)
    {
        if (LabelNumber.Of(gone[from].Label) is not { Form: LabelForm.Ordinal, Segment: var first } || level.Now.FirstOrDefault(one => !level.Kept.Contains(one.Key) && one.Kind == gone[from].Kind && LabelNumber.Of(one.Label) is { Form: LabelForm.Ordinal } range && range.Segment.StartsWith(first.Split('-')[0] + "-", StringComparison.Ordinal) && range.Segment != first) is not { Text: "削除", Children.IsEmpty: true } all)
            return 0;
        first = first.Split('-')[0];
        var begin = level.Before.IndexOf(gone[from]);
        for (var at = from + 1; at < gone.Count && level.Before[begin + at - from].Key == gone[at].Key; at++)
        {
            if ($"{first}-{LabelNumber.Of(gone[at].Label).Segment.Split('-')[^1]}" != LabelNumber.Of(all.Label).Segment)
                continue;
            End();
            // 第2条から第4条まで, of which 第2条及び第3条 were one already.
            var address = gone[from..(at + 1)].Exists(IsRange) ? all.Label : $"{AddressOf(gone[from].Key, level.Parent)}{(at == from + 1 ? "及び" : "から")}{AddressOf(gone[at].Key, level.Parent)}{(at == from + 1 ? "" : "まで")}";
            if (!TryOnce(block => new AmendingOperation.Rewrite(address, block), [all], () => DraftPosition.Find(text.Tree, gone[from].Key)?.Provision is { } now && OnPaper.SayTheSame([all], [now])))
                return 0;
            End();
            given[all.Key] = gone[from].Key;
            level.Kept.Add(all.Key);
            return at - from + 1;
        }
        return 0;
    }
}
