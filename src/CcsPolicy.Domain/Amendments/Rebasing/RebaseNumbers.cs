using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Rebasing;

/// <summary>
/// 番号の送り。Where three texts count 1, 2, 3 without a gap, what comes of them counts so too: 9 that is 10 in one, with a new provision before it, and 8 in another, where one went, is 9. Nobody has to decide that.
/// </summary>
internal sealed class RebaseNumbers
{
    private readonly HashSet<Counted> counting = [];
    private readonly HashSet<LineageKey> ofDraft;

    public RebaseNumbers(ProvisionTree baseText, ProvisionTree draft, ProvisionTree latest)
    {
        var inDraft = Groups(draft);
        HashSet<Counted> others = [];
        foreach (var (counted, provisions) in Groups(baseText).Concat(inDraft).Concat(Groups(latest)))
            (IsWithoutGap(provisions) ? counting : others).Add(counted);
        counting.ExceptWith(others);
        ofDraft = [.. inDraft.Where(group => counting.Contains(group.Key)).SelectMany(group => group.Value).Select(one => one.Key)];
    }

    /// <summary>What is counted together: articles through all chapters, others of a kind beside each other.</summary>
    private readonly record struct Counted(LineageKey Parent, ProvisionKind Kind);

    /// <summary>Whether only the number differs, and not how it is written: ① and (1) are two forms.</summary>
    public static bool IsOneForm(string one, string other) => NumberRun.Of([one, other], one) is { } run && run.Read(one) is not null && run.Read(other) is not null;

    /// <summary>Whether the provision of the draft is counted with others in a way that leaves nothing to decide.</summary>
    public bool CountOn(LineageKey key) => ofDraft.Contains(key);

    /// <summary>The labels that follow, of those that have another.</summary>
    /// <param name="inDraft">The label of a provision that the draft has changed; null for any other. It is taken as it is written when it has the number that follows.</param>
    public IEnumerable<NewLabel> Of(ProvisionTree text, Func<LineageKey, string?> inDraft)
    {
        foreach (var (_, provisions) in Groups(text).Where(group => counting.Contains(group.Key)))
        {
            var run = NumberRun.Of([.. provisions.Select(one => one.Label)], provisions[0].Label);
            for (var i = 0; run is not null && i < provisions.Count; i++)
            {
                var (one, changed) = (provisions[i], inDraft(provisions[i].Key));
                var label = changed is not null && run.Read(changed) is { Parts.Length: 1 } its && its.Main == i + 1 ? changed
                    : run.Read(one.Label) is not { Parts.Length: 1 } number || number.Main == i + 1 ? one.Label
                    : run.Write(one.Label, number, number with { Parts = number.Parts.SetItem(0, i + 1) });
                if (label is not null && label != one.Label)
                    yield return new(one.Key, label);
            }
        }
    }

    private static bool IsWithoutGap(List<Provision> provisions) =>
        NumberRun.Of([.. provisions.Select(one => one.Label)], provisions[0].Label) is { } run && provisions.Select((one, at) => run.Read(one.Label) is { Parts.Length: 1 } number && number.Main == at + 1).All(isNext => isNext);

    private static Dictionary<Counted, List<Provision>> Groups(ProvisionTree text)
    {
        var groups = new Dictionary<Counted, List<Provision>>();
        Add(LineageKey.None, text.Provisions, true);
        return groups;

        void Add(LineageKey parent, IReadOnlyList<Provision> siblings, bool isBody)
        {
            foreach (var one in siblings)
            {
                var counted = one.Kind == ProvisionKind.Article && isBody ? new Counted(LineageKey.None, ProvisionKind.Article) : new(parent, one.Kind);
                if (one.Kind < ProvisionKind.SupplementaryProvision)
                {
                    if (!groups.TryGetValue(counted, out var same))
                        groups[counted] = same = [];
                    same.Add(one);
                }
                Add(one.Key, one.Children, isBody && one.Kind < ProvisionKind.SupplementaryProvision);
            }
        }
    }
}
