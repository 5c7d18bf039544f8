using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments;

// Captions that articles get for themselves when the one goes before which their shared caption stood.
internal sealed partial class AmendmentPlan
{
    private readonly List<Withheld> withheld = [];

    /// <summary>A caption that comes behind what goes.</summary>
    private sealed record Withheld(LineageKey Article, LineageKey Head, AmendingOperation.SetCaption Caption);

    /// <summary>第7条の前の見出し及び同条を削り、第8条に見出しとして「（管理者）」を付し: until then 第8条 would stand below two captions.</summary>
    private void Caption(LineageKey parent, Provision was, AmendingOperation.SetCaption caption)
    {
        if (caption.IsNew && HeadThatGoes(parent, was) is { } head)
            withheld.Add(new(was.Key, head, caption));
        else
            Do(caption, was.Key);
    }

    /// <summary>The article before this one that goes with the caption which both share, and no other does.</summary>
    private LineageKey? HeadThatGoes(LineageKey parent, Provision was)
    {
        if (was is not { Kind: ProvisionKind.Article, Heading: null, HeadingPlace: HeadingPlace.Shared })
            return null;
        var siblings = parent.IsNone ? text.Tree.Provisions : DraftPosition.Find(text.Tree, KeyOf(parent))!.Provision.Children;
        var at = siblings.Select(one => one.Key).ToList().IndexOf(was.Key);
        if (at < 1 || siblings[at - 1] is not { Kind: ProvisionKind.Article, Heading: not null } head || replaced.Contains(head.Key))
            return null;
        var isLast = at + 1 == siblings.Length || siblings[at + 1] is not { Kind: ProvisionKind.Article, Heading: null, HeadingPlace: HeadingPlace.Shared };
        return isLast && !target.All().Any(one => one.Provision.Key == head.Key) ? head.Key : null;
    }

    /// <summary>Those whose turn it is; an article that was written anew meanwhile has its caption.</summary>
    private void PutCaptions(Predicate<Withheld> isDue)
    {
        foreach (var one in withheld.FindAll(isDue))
        {
            withheld.Remove(one);
            if (DraftPosition.Find(text.Tree, one.Article) is { Provision.Heading: null })
                Do(one.Caption, one.Article);
        }
    }
}
