using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Drafting;

/// <summary>
/// 対応の訂正。What a person says about which provision of the base a provision of the draft continues, as the operation that makes the draft follow:
/// the keys change, no word does. What stands below goes with it as far as it is recognised.
/// </summary>
public static class PairingCorrections
{
    /// <summary>The operation for a person's word; with <see cref="LineageKey.None"/> as the new one, the draft no longer goes on with the old one.</summary>
    public static Result<DraftOperation> Of(ProvisionTree old, ProvisionTree draft, CorrectedPair pair, IdSource ids)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(draft);
        return pair.New.IsNone ? Part(old, draft, pair.Old, ids) : Join(old, draft, pair, ids);
    }

    private static Result<DraftOperation> Join(ProvisionTree old, ProvisionTree draft, CorrectedPair pair, IdSource ids)
    {
        if (DraftPosition.Find(old, pair.Old)?.Provision is not { } was || DraftPosition.Find(draft, pair.New)?.Provision is not { } now)
            return DraftErrors.UnknownProvision;
        var (before, inDraft) = (KeysOf(old), KeysOf(draft));
        if (inDraft.Contains(pair.Old) || before.Contains(pair.New))
            return DraftErrors.PairedAlready;
        // Two keys keep provisions apart that may now prove to be the same: what is new below is looked at without its own.
        var open = Keyed(now, key => key == pair.New ? pair.Old : before.Contains(key) ? key : LineageKey.None);
        var carried = Lineage.KeysOf(Lineage.Carry(new ProvisionTree { Provisions = [was] }, new ProvisionTree { Provisions = [open] }, ids));
        var keys = now.WithDescendants().Zip(carried, (at, key) => new NewKey(at.Provision.Key, key))
            .Where(made => made.Key != made.To && before.Contains(made.To) && !inDraft.Contains(made.To));
        return new DraftOperation.Rekey([.. keys]);
    }

    private static Result<DraftOperation> Part(ProvisionTree old, ProvisionTree draft, LineageKey key, IdSource ids)
    {
        if (DraftPosition.Find(old, key)?.Provision is not { } was || DraftPosition.Find(draft, key)?.Provision is not { } now)
            return DraftErrors.NotPaired;
        var below = was.WithDescendants().Select(at => at.Provision.Key).ToHashSet();
        return new DraftOperation.Rekey([.. now.WithDescendants().Where(at => below.Contains(at.Provision.Key)).Select(at => new NewKey(at.Provision.Key, new(ids.Next())))]);
    }

    private static HashSet<LineageKey> KeysOf(ProvisionTree tree) => [.. Lineage.KeysOf(tree).Where(key => !key.IsNone)];

    private static Provision Keyed(Provision provision, Func<LineageKey, LineageKey> to) =>
        provision with { Key = to(provision.Key), Children = [.. provision.Children.Select(child => Keyed(child, to))] };
}
