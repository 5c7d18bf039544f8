using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Provisions;

/// <summary>共通見出し。An article without a caption behind one that has it shares it: that is how a text is read, so a tree that was changed has to say the same of itself.</summary>
internal static class SharedCaptions
{
    /// <summary>The tree with each article that has no caption sharing the one before it, or none where there is none; the tree itself where it would not be read so.</summary>
    public static ProvisionTree Settled(ProvisionTree tree)
    {
        if (Settled(tree.Provisions) is var made && made == tree.Provisions)
            return tree;
        var settled = tree with { Provisions = made };
        return ProvisionReader.Read(ProvisionWriter.WritePlain(settled)).Tree.Equals(settled) ? settled : tree;
    }

    private static ImmutableArray<Provision> Settled(ImmutableArray<Provision> siblings)
    {
        for (var i = 0; i < siblings.Length; i++)
        {
            var one = siblings[i];
            if (one.Kind < ProvisionKind.Article || one.Kind >= ProvisionKind.SupplementaryProvision)
            {
                if (Settled(one.Children) is var below && below != one.Children)
                    siblings = siblings.SetItem(i, one with { Children = below });
            }
            else if (one is { Kind: ProvisionKind.Article, Heading: null } && (i > 0 && Shares(siblings[i - 1], one) ? HeadingPlace.Shared : HeadingPlace.SameLine) is var place && place != one.HeadingPlace)
                siblings = siblings.SetItem(i, one with { HeadingPlace = place });
        }
        return siblings;
    }

    private static bool Shares(Provision before, Provision one) =>
        IsNumbered(before) && IsNumbered(one) && (before.HeadingPlace == HeadingPlace.Shared || before is { Heading: not null, HeadingPlace: HeadingPlace.BracketedAbove })
        && one.Text.Length > 0 && one.Text.Split('\n')[0].Trim() is not ("削除" or "（削除）" or "(削除)");

    private static bool IsNumbered(Provision one) => one.Label.StartsWith('第') && one.Label.Contains('条', StringComparison.Ordinal);
}
