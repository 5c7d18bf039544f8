using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

// Numbers that lines bring which stand elsewhere already.
internal sealed partial class InstrumentApplication
{
    /// <summary>Among which a number stands once, and the number.</summary>
    private readonly record struct NumberPlace(LineageKey Scope, ProvisionKind Kind, LabelForm Form, string Segment);

    /// <summary>The text with what the lines brought, unless a number that they bring is one that stays elsewhere: 第14条を次のように改める, and 第15条 follows, of which the next chapter has one.</summary>
    private DomainError? BecomeOnce(Result<ProvisionTree> changed, IEnumerable<Provision> brought) => changed.Succeeded && Doubles(Tree, changed.Value, brought) ? InstrumentErrors.NumberTaken : Become(changed);

    /// <summary>Whether a number stands more often than before because one that was brought is that of one that stood. Numbers that the lines themselves have twice are theirs.</summary>
    private static bool Doubles(ProvisionTree before, ProvisionTree after, IEnumerable<Provision> brought)
    {
        var keys = brought.SelectMany(one => one.WithDescendants()).Select(at => at.Provision.Key).ToHashSet();
        bool Stood(Provision one) => !keys.Contains(one.Key);
        var stood = Count(Numbered(before));
        // Numbers that begin anew in each chapter stand twice as they are: then only those beside each other count.
        var anew = stood.Where(one => one.Value > 1).Select(one => (one.Key.Scope, one.Key.Kind, one.Key.Form)).ToHashSet();
        return Numbered(after).Where(one => one.Provision.Kind != ProvisionKind.Article || !anew.Contains((one.Place.Scope, one.Place.Kind, one.Place.Form)))
            .GroupBy(one => one.Place, one => one.Provision).Any(group => group.Skip(1).Any() && group.Any(Stood) && !group.All(Stood) && group.Count() > stood.GetValueOrDefault(group.Key));
    }

    private static Dictionary<NumberPlace, int> Count(IEnumerable<(NumberPlace Place, Provision Provision)> numbered)
    {
        var count = new Dictionary<NumberPlace, int>();
        foreach (var (place, _) in numbered)
            count[place] = count.GetValueOrDefault(place) + 1;
        return count;
    }

    /// <summary>What has a number, and where it counts: articles through their chapters, others beside each other.</summary>
    private static IEnumerable<(NumberPlace Place, Provision Provision)> Numbered(ProvisionTree tree)
    {
        var open = new Stack<(Provision Provision, LineageKey Scope, LineageKey Parent)>(tree.Provisions.Select(root => (root, LineageKey.None, LineageKey.None)));
        while (open.TryPop(out var next))
        {
            var (one, scope, parent) = next;
            if (LabelNumber.Of(one.Label) is { Segment.Length: > 0 } number)
                yield return (new(one.Kind == ProvisionKind.Article ? scope : parent, one.Kind, number.Form, number.Segment), one);
            foreach (var child in one.Children)
                open.Push((child, one.Kind.IsContainer() ? scope : one.Key, one.Key));
        }
    }
}
