using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 文面。What a text says to whoever reads it on paper. A tree may part its lines otherwise than they are read (is what stands behind (1) a caption or a sentence?): on paper it is the same text.
/// </summary>
internal static class OnPaper
{
    /// <summary>Whether the tree is what is read of it when it is typed.</summary>
    public static bool IsTyped(ProvisionTree tree) => !ExplicitText.IsExplicit(ProvisionWriter.Write(tree));

    /// <summary>The text as it is typed, also where it is not read then as the tree has it.</summary>
    public static string Write(ProvisionTree tree) => ProvisionWriter.Write(tree) is var written && ExplicitText.IsExplicit(written) ? ProvisionWriter.WritePlain(tree) : written;

    /// <summary>Whether both are the same text: the same tree, or, where one is not read as it is typed, the same lines.</summary>
    public static bool AreSame(ProvisionTree one, ProvisionTree other) => one.Equals(other) || (SayTheSame(one, other) && !(IsTyped(one) && IsTyped(other)));

    /// <summary>Whether both have the same lines, whatever they are read as.</summary>
    public static bool SayTheSame(ProvisionTree one, ProvisionTree other) => Lines(one).SequenceEqual(Lines(other), StringComparer.Ordinal);

    public static bool SayTheSame(ImmutableArray<Provision> some, ImmutableArray<Provision> others) =>
        some.Length == others.Length && some.Zip(others).All(pair => pair.First.Kind == pair.Second.Kind && pair.First.Label == pair.Second.Label)
            && SayTheSame(new ProvisionTree { Provisions = some }, new ProvisionTree { Provisions = others });

    /// <summary>The tree with captions and sentences parted as they are read in the whole text; the tree itself where it would be read as other provisions.</summary>
    public static ProvisionTree Settled(ProvisionTree tree)
    {
        var read = ProvisionReader.Read(ProvisionWriter.WritePlain(tree)).Tree;
        return read.Equals(tree) || !Numbers(read).SequenceEqual(Numbers(tree)) || read.Title != tree.Title ? tree : Lineage.WithKeys(read, Lineage.KeysOf(tree));
    }

    private static IEnumerable<(ProvisionKind Kind, string Label, int Depth)> Numbers(ProvisionTree tree) => tree.All().Select(at => (at.Provision.Kind, at.Provision.Label, at.Depth));

    /// <summary>Whether the lines are those of the text.</summary>
    public static bool Holds(string lines, ProvisionTree tree) => Lines(lines).SequenceEqual(Lines(tree), StringComparer.Ordinal);

    private static IEnumerable<string> Lines(ProvisionTree tree) => Lines(ProvisionWriter.WritePlain(tree));

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
}
