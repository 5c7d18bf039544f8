using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments;

// Words that change alike in many provisions.
internal sealed partial class AmendmentPlan
{
    /// <summary>Words that stand in fewer places are told with these.</summary>
    private const int Places = 5;

    /// <summary>So are those of fewer provisions.</summary>
    private const int Provisions = 3;

    /// <summary>本則中「情報システム課」を「デジタル推進課」に改める, where nothing else becomes of what the articles say.</summary>
    private void Throughout()
    {
        var (body, becomes) = (Body(text.Tree), Body(target));
        if (common.IsEmpty || body.Count != becomes.Count || body.Zip(becomes).Count(pair => pair.First.Text != pair.Second.Text) < Provisions
            || !body.Zip(becomes).All(pair => pair.First.Key == pair.Second.Key && pair.First.Kind == pair.Second.Kind && pair.First.Label == pair.Second.Label && pair.First.HeadingPlace == pair.Second.HeadingPlace))
            return;
        var before = text.Tree;
        foreach (var change in common.SelectMany(Shorter).Where(change => body.Sum(one => one.Text.AsSpan().Count(change.Was)) >= Places))
        {
            var operation = new AmendingOperation.ChangeWords(InstrumentAddress.Body, [change]);
            if (text.Apply(operation) is null && Body(text.Tree).Zip(becomes).All(pair => pair.First.Text == pair.Second.Text))
            {
                open.Add(operation);
                End();
                return;
            }
            text.Return(before);
        }
    }

    /// <summary>総務課長, 総務課, 総務: the words, and less of what stays behind them.</summary>
    private static IEnumerable<WordChange> Shorter(WordChange change)
    {
        yield return change;
        while (change.Was.Length > 2 && change.Becomes.Length > 1 && change.Was[^1] == change.Becomes[^1])
            yield return change = new(change.Was[..^1], change.Becomes[..^1]);
    }

    private static List<Provision> Body(ProvisionTree tree) => [.. tree.Provisions.Where(root => root.Kind < ProvisionKind.SupplementaryProvision).SelectMany(root => root.WithDescendants()).Select(at => at.Provision)];

    /// <summary>The change that other provisions have as well, where it is all that becomes of the words of a place, in which they stand once.</summary>
    private ImmutableArray<WordChange>? Alike(string old, string now, Func<string, bool> isOnce)
    {
        foreach (var change in common)
            if (InstrumentScope.Count(old, change.Was) == 1 && isOnce(change.Was) && old.Replace(change.Was, change.Becomes, StringComparison.Ordinal) == now && !NumberEdges.Cuts(old, old.IndexOf(change.Was, StringComparison.Ordinal), change.Was.Length))
                return [change];
        return null;
    }
}
