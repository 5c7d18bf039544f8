using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Drafting;

/// <summary>
/// 載せ替え。Carries the changes of a draft over to an edition that came after its base. It goes by lineage keys and stops where a person has to decide:
/// when both changed the same provision, or when the draft moved provisions about.
/// </summary>
public static class DraftRebase
{
    public static Result<ProvisionTree> Onto(ProvisionTree baseText, ProvisionTree draft, ProvisionTree latest)
    {
        var theirs = TreeComparison.Between(baseText, latest);
        var touched = theirs.Changes.Select(row => row.Shown.Key).ToHashSet();
        var ours = TreeComparison.Between(baseText, draft);
        Result<ProvisionTree> made = Outside(baseText, draft, latest);
        var done = new HashSet<LineageKey>();
        foreach (var row in ours.Changes)
        {
            if (!done.Add(row.Shown.Key))
                continue;
            if (touched.Contains(row.Shown.Key) || row.Change.HasFlag(ProvisionChange.Moved))
                return AmendmentErrors.RebaseNeedsPeople;
            made = made.Then(tree => row switch
            {
                { Old: null } => Put(draft, row.Shown, ours, done, tree),
                { New: null } => Take(row.Shown, touched, done, tree),
                _ => Change(row, tree),
            });
            if (!made.Succeeded)
                return AmendmentErrors.RebaseNeedsPeople;
        }
        return made;
    }

    /// <summary>Title, preamble and 目次: whichever side changed them; both only when alike.</summary>
    private static Result<ProvisionTree> Outside(ProvisionTree baseText, ProvisionTree draft, ProvisionTree latest)
    {
        var made = latest;
        if (draft.Title != baseText.Title)
            made = latest.Title == baseText.Title || latest.Title == draft.Title ? made with { Title = draft.Title } : made;
        if (draft.Title != made.Title && draft.Title != baseText.Title)
            return AmendmentErrors.RebaseNeedsPeople;
        if (!draft.Preamble.SequenceEqual(baseText.Preamble))
        {
            if (!latest.Preamble.SequenceEqual(baseText.Preamble) && !latest.Preamble.SequenceEqual(draft.Preamble))
                return AmendmentErrors.RebaseNeedsPeople;
            made = made with { Preamble = draft.Preamble };
        }
        if (!draft.Contents.SequenceEqual(baseText.Contents))
        {
            if (!latest.Contents.SequenceEqual(baseText.Contents) && !latest.Contents.SequenceEqual(draft.Contents))
                return AmendmentErrors.RebaseNeedsPeople;
            made = made with { Contents = draft.Contents };
        }
        return made;
    }

    private static Result<ProvisionTree> Change(ComparedProvision row, ProvisionTree tree)
    {
        var (key, now) = (row.Shown.Key, row.New!);
        Result<ProvisionTree> made = tree;
        if (row.Change.HasFlag(ProvisionChange.KindChanged))
            return AmendmentErrors.RebaseNeedsPeople;
        if (row.Change.HasFlag(ProvisionChange.TextChanged))
            made = made.Then(t => Draft.Apply(t, new DraftOperation.SetText(key, now.Text)));
        if (row.Change.HasFlag(ProvisionChange.CaptionChanged))
            made = made.Then(t => Draft.Apply(t, new DraftOperation.SetHeading(key, now.Heading, now.HeadingPlace)));
        if (row.Change.HasFlag(ProvisionChange.Renumbered))
            made = made.Then(t => Draft.Apply(t, new DraftOperation.SetLabel(key, now.Label)));
        return made;
    }

    private static Result<ProvisionTree> Put(ProvisionTree draft, Provision added, TreeComparison ours, HashSet<LineageKey> done, ProvisionTree tree)
    {
        var below = added.WithDescendants().Select(at => at.Provision.Key).ToHashSet();
        // Something older now stands below it: where that should go is for a person to say.
        if (ours.Rows.Any(row => row.Old is not null && row.New is not null && below.Contains(row.New.Key)))
            return AmendmentErrors.RebaseNeedsPeople;
        done.UnionWith(below);
        var parent = draft.All().Select(at => at.Provision).FirstOrDefault(provision => provision.Children.Any(child => child.Key == added.Key));
        var siblings = parent?.Children ?? draft.Provisions;
        var before = siblings.TakeWhile(sibling => sibling.Key != added.Key).LastOrDefault();
        var place = before is not null ? DraftPlace.After(before.Key) : DraftPlace.FirstIn(parent?.Key ?? LineageKey.None);
        return Draft.Apply(tree, new DraftOperation.Insert(place, [added]));
    }

    private static Result<ProvisionTree> Take(Provision deleted, HashSet<LineageKey> touched, HashSet<LineageKey> done, ProvisionTree tree)
    {
        if (tree.All().Select(at => at.Provision).FirstOrDefault(provision => provision.Key == deleted.Key) is not { } found)
            return AmendmentErrors.RebaseNeedsPeople;
        var below = found.WithDescendants().Select(at => at.Provision.Key).ToHashSet();
        if (below.Overlaps(touched))
            return AmendmentErrors.RebaseNeedsPeople;
        done.UnionWith(below);
        return Draft.Apply(tree, new DraftOperation.Delete(deleted.Key));
    }
}
