using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>
/// 共通見出しの付け直し。A caption that several articles share stands before the first of them: when that gets another number it is taken off and put back, 第4条の前の見出しを削り、同条を第5条とし、同条の前に見出しとして「（…）」を付する.
/// </summary>
internal static class GroupCaptions
{
    /// <summary>The captions that are shared, by the article before which they stand.</summary>
    public static Dictionary<LineageKey, Provision> In(ProvisionTree tree)
    {
        var (heads, open) = (new Dictionary<LineageKey, Provision>(), new Stack<ImmutableArray<Provision>>([tree.Provisions]));
        while (open.TryPop(out var siblings))
            for (var i = 0; i < siblings.Length; i++)
            {
                if (IsHead(siblings, i))
                    heads[siblings[i].Key] = siblings[i];
                if (siblings[i].Kind.IsContainer())
                    open.Push(siblings[i].Children);
            }
        return heads;
    }

    /// <summary>Whether the caption of the article stands before others too, so that it is 第4条の前の見出し.</summary>
    public static bool IsShared(ImmutableArray<Provision> siblings, LineageKey key) =>
        Enumerable.Range(0, siblings.Length).FirstOrDefault(i => siblings[i].Key == key, -1) is >= 0 and var at && at + 1 < siblings.Length && siblings[at + 1] is { Kind: ProvisionKind.Article, Heading: null, HeadingPlace: HeadingPlace.Shared };

    /// <summary>The number with the caption taken off before and put back behind it.</summary>
    public static IEnumerable<AmendingOperation> Around(AmendingOperation.Renumber renumbered, Provision head)
    {
        yield return new AmendingOperation.SetCaption(renumbered.Address, null) { IsBefore = true, IsMove = true };
        yield return renumbered;
        yield return new AmendingOperation.SetCaption(InstrumentAddress.FocusAfter(renumbered, renumbered.Address), head.Heading) { IsNew = true, IsBefore = true, IsMove = true };
    }

    /// <summary>A caption that was given or changed before it goes to a new number is given there at once.</summary>
    public static ImmutableArray<AmendingSentence> Merged(ImmutableArray<AmendingSentence> sentences)
    {
        var gone = new HashSet<AmendingOperation>(ReferenceEqualityComparer.Instance);
        var given = new Dictionary<string, AmendingOperation.SetCaption>();
        foreach (var caption in sentences.SelectMany(sentence => sentence.Operations).OfType<AmendingOperation.SetCaption>())
            if (!caption.IsMove && caption.Caption is not null)
                given[caption.Address] = caption;
            else if (caption is { IsMove: true, Caption: null } && given.Remove(caption.Address, out var before))
                gone.UnionWith(before.IsNew ? [before, caption] : [before]);
        return gone.Count == 0 ? sentences : [.. sentences.Select(sentence => sentence with { Operations = sentence.Operations.RemoveAll(gone.Contains) }).Where(sentence => !sentence.Operations.IsEmpty)];
    }

    /// <summary>The sentences with numbers only.</summary>
    public static ImmutableArray<AmendingSentence> Without(ImmutableArray<AmendingSentence> sentences) =>
        sentences.Any(sentence => sentence.Operations.Any(IsMove)) ? [.. sentences.Select(sentence => sentence with { Operations = sentence.Operations.RemoveAll(IsMove) })] : sentences;

    private static bool IsMove(AmendingOperation operation) => operation is AmendingOperation.SetCaption { IsMove: true };

    private static bool IsHead(ImmutableArray<Provision> siblings, int at) =>
        siblings[at] is { Kind: ProvisionKind.Article, Heading: not null, HeadingPlace: HeadingPlace.BracketedAbove } && siblings[at].Label.StartsWith('第') && IsShared(siblings, siblings[at].Key);
}
