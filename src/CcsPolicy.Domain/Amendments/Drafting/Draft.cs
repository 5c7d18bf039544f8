using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Drafting;

/// <summary>
/// 起案中の本文。A base edition's text plus operations in order. Applying an operation is a pure function: it yields the next text, or a
/// refusal and no change at all. Keys stay unique.
/// </summary>
public static partial class Draft
{
    /// <summary>The text after all operations, or the first refusal.</summary>
    public static Result<ProvisionTree> Replay(ProvisionTree baseText, IEnumerable<DraftOperation> operations)
    {
        Result<ProvisionTree> draft = baseText;
        foreach (var operation in operations)
        {
            draft = Apply(draft.Value, operation);
            if (!draft.Succeeded)
                return draft;
        }
        return draft;
    }

    /// <summary>The text as it will be read when it is published: an article that has lost its caption shares the one before it.</summary>
    public static ProvisionTree Settled(ProvisionTree text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SharedCaptions.Settled(text);
    }

    /// <summary>The text after one operation.</summary>
    public static Result<ProvisionTree> Apply(ProvisionTree tree, DraftOperation operation) => operation switch
    {
        DraftOperation.ReplaceText change => ReplaceText(change.Text),
        DraftOperation.SetTitle change => tree with { Title = DraftWording.CleanLine(change.Title) },
        DraftOperation.SetPreamble change => tree with { Preamble = DraftWording.CleanLines(change.Lines) },
        DraftOperation.SetContents change => tree with { Contents = DraftWording.CleanLines(change.Lines) },
        DraftOperation.SetText change => Change(tree, change.Key, was => was with { Text = DraftWording.Clean(change.Text) }),
        DraftOperation.SetHeading change => Change(tree, change.Key, was => was with { Heading = change.Heading is { } heading ? DraftWording.CleanLine(heading) : null, HeadingPlace = change.Place }),
        DraftOperation.SetLabel change => SetLabel(tree, new(change.Key, change.Label)),
        DraftOperation.Renumber change => change.Labels.Aggregate((Result<ProvisionTree>)tree, (made, label) => made.Then(next => SetLabel(next, label))),
        DraftOperation.Insert change => Insert(tree, change.Place, change.Provisions),
        DraftOperation.Replace change => Replace(tree, change),
        DraftOperation.Delete change => Delete(tree, change.Key),
        DraftOperation.Move change => Move(tree, change),
        DraftOperation.Rekey change => Rekey(tree, change.Keys),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    private static Result<ProvisionTree> ReplaceText(ProvisionTree text) => AreNew(text.Provisions, [])
        ? new ProvisionTree
        {
            Title = DraftWording.CleanLine(text.Title),
            Preamble = DraftWording.CleanLines(text.Preamble),
            Contents = DraftWording.CleanLines(text.Contents),
            Provisions = DraftWording.Clean(text.Provisions),
        }
        : DraftErrors.KeysAreNotNew;

    private static Result<ProvisionTree> SetLabel(ProvisionTree tree, NewLabel label) => Change(tree, label.Key, was => was with { Label = DraftWording.CleanLine(label.Label) });

    private static Result<ProvisionTree> Change(ProvisionTree tree, LineageKey key, Func<Provision, Provision> change) =>
        DraftPosition.Find(tree, key) is { } position ? position.With(change(position.Provision)) : DraftErrors.UnknownProvision;

    private static Result<ProvisionTree> Insert(ProvisionTree tree, DraftPlace place, ImmutableArray<Provision> provisions)
    {
        if (provisions.IsEmpty)
            return DraftErrors.NothingToPut;
        return AreNew(provisions, KeysOf(tree.Provisions)) ? Put(tree, place, DraftWording.Clean(provisions)) : DraftErrors.KeysAreNotNew;
    }

    private static Result<ProvisionTree> Put(ProvisionTree tree, DraftPlace place, ImmutableArray<Provision> provisions)
    {
        if (place.Key.IsNone && place.Side is DraftSide.FirstIn or DraftSide.LastIn)
            return tree with { Provisions = place.Side == DraftSide.FirstIn ? tree.Provisions.InsertRange(0, provisions) : tree.Provisions.AddRange(provisions) };
        if (DraftPosition.Find(tree, place.Key) is not { } position)
            return DraftErrors.UnknownProvision;
        var at = position.Provision;
        return place.Side switch
        {
            DraftSide.Before => position.WithSiblings((siblings, index) => siblings.InsertRange(index, provisions)),
            DraftSide.After => position.WithSiblings((siblings, index) => siblings.InsertRange(index + 1, provisions)),
            DraftSide.FirstIn => position.With(at with { Children = at.Children.InsertRange(0, provisions) }),
            _ => position.With(at with { Children = at.Children.AddRange(provisions) }),
        };
    }

    private static Result<ProvisionTree> Replace(ProvisionTree tree, DraftOperation.Replace change)
    {
        if (change.Provisions.IsEmpty)
            return DraftErrors.NothingToPut;
        if (DraftPosition.Find(tree, change.Key) is not { } position)
            return DraftErrors.UnknownProvision;
        var others = KeysOf(tree.Provisions);
        others.ExceptWith(KeysOf([position.Provision]));
        if (!AreNew(change.Provisions, others))
            return DraftErrors.KeysAreNotNew;
        return position.WithSiblings((siblings, index) => siblings.RemoveAt(index).InsertRange(index, DraftWording.Clean(change.Provisions)));
    }

    private static Result<ProvisionTree> Delete(ProvisionTree tree, LineageKey key) =>
        DraftPosition.Find(tree, key) is { } position ? position.WithSiblings((siblings, index) => siblings.RemoveAt(index)) : DraftErrors.UnknownProvision;

    private static Result<ProvisionTree> Move(ProvisionTree tree, DraftOperation.Move change)
    {
        if (DraftPosition.Find(tree, change.Key) is not { } position)
            return DraftErrors.UnknownProvision;
        if (KeysOf([position.Provision]).Contains(change.Place.Key))
            return DraftErrors.MovesIntoItself;
        return Put(position.WithSiblings((siblings, index) => siblings.RemoveAt(index)), change.Place, [position.Provision]);
    }

    private static Result<ProvisionTree> Rekey(ProvisionTree tree, ImmutableArray<NewKey> keys)
    {
        var (now, to) = (Lineage.KeysOf(tree), new Dictionary<LineageKey, LineageKey>());
        foreach (var (key, next) in keys)
            if (next.IsNone || !to.TryAdd(key, next))
                return DraftErrors.KeysAreNotNew;
        if (!to.Keys.All(key => !key.IsNone && now.Contains(key)))
            return DraftErrors.UnknownProvision;
        ImmutableArray<LineageKey> made = [.. now.Select(key => to.GetValueOrDefault(key, key))];
        return made.Distinct().Count() == now.Distinct().Count() ? Lineage.WithKeys(tree, made) : DraftErrors.KeysAreNotNew;
    }

    private static HashSet<LineageKey> KeysOf(ImmutableArray<Provision> provisions) =>
        [.. provisions.SelectMany(root => root.WithDescendants()).Select(at => at.Provision.Key).Where(key => !key.IsNone)];

    private static bool AreNew(ImmutableArray<Provision> provisions, HashSet<LineageKey> taken)
    {
        foreach (var (provision, _) in provisions.SelectMany(root => root.WithDescendants()))
            if (provision.Key.IsNone || !taken.Add(provision.Key))
                return false;
        return true;
    }
}
