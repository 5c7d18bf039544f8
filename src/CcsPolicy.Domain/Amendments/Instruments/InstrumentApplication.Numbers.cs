using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

// Many numbers at once, since each change of the tree makes all its places anew.
internal sealed partial class InstrumentApplication
{
    /// <summary>Provisions among which a number stands once.</summary>
    private sealed record NumberScope(HashSet<LineageKey> Keys, HashSet<LabelNumber> Taken);

    /// <summary>Applies the clauses of a sentence one after another; answers those that do not fit.</summary>
    public IEnumerable<AmendingRefusal> Apply(AmendingSentence sentence)
    {
        (said, written) = ([], []);
        for (var at = 0; at < sentence.Operations.Length;)
        {
            var numbers = sentence.Operations.Skip(at).TakeWhile(operation => operation is AmendingOperation.Renumber).Cast<AmendingOperation.Renumber>().ToList();
            var end = at + Math.Max(numbers.Count, 1);
            if (numbers.Count < 2 || !TryRenumber(numbers))
                foreach (var operation in sentence.Operations[at..end])
                    if (Apply(operation) is { } refusal)
                        yield return new(sentence.Line, operation.Address, refusal);
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
            if (InstrumentAddress.Row(one.Address) is not null || IsRow(one.Address, Find) || Find(one.Address) is not { } found || FirstOf(one.Address) is not null || BecomesFirstOf(found, one.Number) is not null || !moved.Add(found.Key) || found.Kind != (kind ??= found.Kind)
                || LabelFor(found, one.Number) is not { } label || LabelNumber.Of(found.Label) is not { Segment.Length: > 0 } was || LabelNumber.Of(label) is not { Segment.Length: > 0 } becomes)
                return false;
            var scope = scopes.Find(known => known.Keys.Contains(found.Key));
            if (scope is null)
                scopes.Add(scope = ScopeOf(found));
            if (!scope.Taken.Remove(was) || !scope.Taken.Add(becomes))
                return false;
            labels.Add(new(found.Key, label));
        }
        return Become(Draft.Apply(Tree, new DraftOperation.Renumber([.. labels]))) is null;
    }

    private NumberScope ScopeOf(Provision provision)
    {
        var counted = Counted(provision).Where(one => one.Kind == provision.Kind).ToList();
        return new([.. counted.Select(one => one.Key)], [.. counted.Select(one => LabelNumber.Of(one.Label))]);
    }
}
