using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

// Many numbers at once, since each change of the tree makes all its places anew.
internal sealed partial class InstrumentApplication
{
    /// <summary>Provisions to which this sentence gave a number.</summary>
    private readonly HashSet<LineageKey> renumbered = [];

    /// <summary>Articles whose first paragraph went or moved, and where the instrument says so.</summary>
    private readonly List<(LineageKey Key, AmendingRefusal Refusal)> emptied = [];

    /// <summary>Provisions among which a number stands once.</summary>
    private sealed record NumberScope(HashSet<LineageKey> Keys, HashSet<LabelNumber> Taken);

    /// <summary>Applies the clauses of a sentence one after another; answers those that do not fit.</summary>
    public IEnumerable<AmendingRefusal> Apply(AmendingSentence sentence)
    {
        (said, written) = ([], []);
        renumbered.Clear();
        for (var at = 0; at < sentence.Operations.Length;)
        {
            var numbers = sentence.Operations.Skip(at).TakeWhile(operation => operation is AmendingOperation.Renumber).Cast<AmendingOperation.Renumber>().ToList();
            var end = at + Math.Max(numbers.Count, 1);
            if (numbers.Count < 2 || !TryRenumber(numbers))
                foreach (var operation in sentence.Operations[at..end])
                {
                    var count = emptied.Count;
                    if ((IsRenumberedTwice(operation) ? InstrumentErrors.RenumberedTwice : Apply(operation)) is { } refusal)
                        yield return new(sentence.Line, operation.Address, refusal);
                    for (; count < emptied.Count; count++)
                        emptied[count] = (emptied[count].Key, new(sentence.Line, operation.Address, InstrumentErrors.FirstIsMissing));
                }
            at = end;
        }
        (said, written) = (null, null);
    }

    /// <summary>
    /// 第9条を第10条とし、第8条を第9条とし: numbers of one kind that follow one another, as if one after another. False, and nothing has changed, when any of them does not fit or is better looked at by itself.
    /// </summary>
    private bool TryRenumber(IReadOnlyList<AmendingOperation.Renumber> numbers)
    {
        var (labels, moved, scopes) = (new List<NewLabel>(), new HashSet<LineageKey>(), new List<NumberScope>());
        ProvisionKind? kind = null;
        foreach (var one in numbers)
        {
            if (InstrumentAddress.Row(one.Address) is not null || IsRow(one.Address, Find) || Find(one.Address) is not { } found || FirstOf(one.Address) is not null || BecomesFirstOf(found, one.Number) is not null || BecomesParagraphOf(found, one.Number) is not null || !moved.Add(found.Key) || found.Kind != (kind ??= found.Kind)
                || LabelFor(found, one.Number) is not { } label || LabelNumber.Of(found.Label) is not { Segment.Length: > 0 } was || LabelNumber.Of(label) is not { Segment.Length: > 0 } becomes)
                return false;
            var scope = scopes.Find(known => known.Keys.Contains(found.Key));
            if (scope is null)
                scopes.Add(scope = ScopeOf(found));
            if (!scope.Taken.Remove(was) || !scope.Taken.Add(becomes))
                return false;
            labels.Add(new(found.Key, label));
        }
        renumbered.UnionWith(moved);
        return Become(Draft.Apply(Tree, new DraftOperation.Renumber([.. labels]))) is null;
    }

    /// <summary>第4条を第3条の2とし、第3条の2を第3条の3とする: in one sentence the second is meant of another provision than the first has made.</summary>
    private bool IsRenumberedTwice(AmendingOperation operation) =>
        operation is AmendingOperation.Renumber && InstrumentAddress.Row(operation.Address) is null && !IsRow(operation.Address, Find) && FirstOf(operation.Address) is null && Find(operation.Address) is { } found && !renumbered.Add(found.Key);

    /// <summary>Articles that are left without a first paragraph: 第9条第1項を削る, and 第2項 does not become 第1項.</summary>
    public IEnumerable<AmendingRefusal> Unfinished() =>
        emptied.Where(one => DraftPosition.Find(Tree, one.Key)?.Provision is { Kind: ProvisionKind.Article, Text: "" } article && !ItemsOf(article).Any() && ParagraphsOf(article).Any()).DistinctBy(one => one.Key).Select(one => one.Refusal);

    private NumberScope ScopeOf(Provision provision)
    {
        var counted = Counted(provision).Where(one => one.Kind == provision.Kind).Concat(IsLayered(provision.Label) ? Layered(provision.Key, provision.Kind) : []).ToList();
        return new([.. counted.Select(one => one.Key)], [.. counted.Select(one => LabelNumber.Of(one.Label))]);
    }

    /// <summary>Whether a number holds those above it: 4―1.</summary>
    public static bool IsLayered(string label) => LabelNumber.Of(label).Form == LabelForm.Compound;

    /// <summary>3―1 becomes 4―1, and another place has that number: one that holds the numbers above it stands once in the whole part, and not only among its neighbours.</summary>
    /// <param name="moving">Those that get another number at the same time.</param>
    private bool IsTakenInPart(LineageKey near, Provision provision, string label, HashSet<LineageKey> moving) =>
        LabelNumber.Of(label) is { Form: LabelForm.Compound } number && Layered(near, provision.Kind).Any(one => one.Key != provision.Key && !moving.Contains(one.Key) && LabelNumber.Of(one.Label) == number);

    /// <summary>Provisions of such numbers in the part of the text in which the place is; none where numbers stand twice there already, as in chapters that each begin anew.</summary>
    private List<Provision> Layered(LineageKey near, ProvisionKind kind)
    {
        var position = DraftPosition.Find(Tree, near);
        var root = position is null ? null : position.Above.FirstOrDefault() ?? position.Provision;
        var layered = Tree.Provisions.Where(one => root is null || root.Kind < ProvisionKind.SupplementaryProvision ? one.Kind < ProvisionKind.SupplementaryProvision : one.Key == root.Key)
            .SelectMany(one => one.WithDescendants()).Select(at => at.Provision).Where(one => one.Kind == kind && IsLayered(one.Label)).ToList();
        return layered.DistinctBy(one => LabelNumber.Of(one.Label)).Count() == layered.Count ? layered : [];
    }
}
