using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Amendments.Drafting;

public static partial class Draft
{
    /// <summary>
    /// 繰上げ・繰下げの案。The numbers that those after this provision must take so that they follow on its own: all that are counted together
    /// (articles through their chapters), up to the first that fits already. Branches stay with the number that they branch from.
    /// An empty proposal when all fit.
    /// </summary>
    public static Result<DraftOperation.Renumber> Renumbering(ProvisionTree tree, LineageKey first)
    {
        if (DraftPosition.Find(tree, first) is not { } position)
            return DraftErrors.UnknownProvision;
        var counted = CountedTogether(tree, position);
        var run = NumberRun.Of([.. counted.Select(provision => provision.Label)], position.Provision.Label);
        if (run?.Read(position.Provision.Label) is not { } current)
            return DraftErrors.NumberIsUnknown;
        var labels = ImmutableArray.CreateBuilder<NewLabel>();
        foreach (var provision in counted.SkipWhile(provision => provision.Key != first).Skip(1))
        {
            if (run.Read(provision.Label) is not { } number)
                break;
            current = Following(current, number, run.CountsLayers);
            if (current.Equals(number))
            {
                // A branch that fits says nothing about the numbers after it.
                if (number.HasBranch && !run.CountsLayers)
                    continue;
                break;
            }
            if (run.Write(provision.Label, number, current) is not { } label)
                return DraftErrors.NumberIsUnknown;
            labels.Add(new(provision.Key, label));
            AddLayersBelow(labels, provision, number, current);
        }
        return new DraftOperation.Renumber(labels.ToImmutable());
    }

    private static ProvisionNumber Following(ProvisionNumber current, ProvisionNumber number, bool countsLayers)
    {
        if (countsLayers)
            return current.With(current.Last + 1);
        if (!number.HasBranch)
            return ProvisionNumber.Of(current.Main + 1);
        var branch = new ProvisionNumber(number.Parts.SetItem(0, current.Main));
        return branch.CompareTo(current) > 0 ? branch : branch.Parts.Length == current.Parts.Length ? current.With(current.Last + 1) : current.FirstBranch;
    }

    /// <summary>Articles run through 編, 章, 節, 款 and 目; everything else is counted among its neighbours of the same kind.</summary>
    internal static List<Provision> CountedTogether(ProvisionTree tree, DraftPosition position)
    {
        var above = position.Above.Reverse().ToList();
        var kind = position.Provision.Kind;
        if (kind != ProvisionKind.Article)
            return [.. (above.Count == 0 ? tree.Provisions : above[0].Children).Where(provision => provision.Kind == kind)];
        var scope = above.Find(provision => !provision.Kind.IsContainer());
        var articles = new List<Provision>();
        var open = new Stack<Provision>((scope is null ? tree.Provisions : scope.Children).Reverse());
        while (open.TryPop(out var next))
        {
            if (next.Kind == kind)
                articles.Add(next);
            else if (next.Kind.IsContainer())
                foreach (var child in next.Children.Reverse())
                    open.Push(child);
        }
        return articles;
    }

    /// <summary>1.1 below 1 becomes 2.1 when 1 becomes 2.</summary>
    private static void AddLayersBelow(ImmutableArray<NewLabel>.Builder labels, Provision provision, ProvisionNumber was, ProvisionNumber now)
    {
        foreach (var (below, _) in provision.WithDescendants().Skip(1))
            if (NumberRun.Of([below.Label], below.Label) is { CountsLayers: true } run && run.Read(below.Label) is { } number
                && number.Parts.Length > was.Parts.Length && number.Parts.AsSpan()[..was.Parts.Length].SequenceEqual(was.Parts.AsSpan())
                && run.Write(below.Label, number, new([.. now.Parts, .. number.Parts.AsSpan()[was.Parts.Length..]])) is { } label)
                labels.Add(new(below.Key, label));
    }
}
