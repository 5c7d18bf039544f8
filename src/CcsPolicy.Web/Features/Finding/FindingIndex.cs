using System.Collections.Immutable;
using System.Text;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Web.Features.Finding;

/// <summary>
/// 版の索引。The provisions of one edition, folded once. Its folded texts lie one behind the other, so that a word that the edition does not hold is
/// known after one look.
/// </summary>
internal sealed class EditionIndex
{
    /// <summary>Between two provisions, so that no word is found across them.</summary>
    private const char Gap = '\u001F';

    private readonly string folded;

    private EditionIndex(EditionId edition, ImmutableArray<IndexedProvision> provisions, string folded) =>
        (Edition, Provisions, this.folded) = (edition, provisions, folded);

    public EditionId Edition { get; }

    public ImmutableArray<IndexedProvision> Provisions { get; }

    public static EditionIndex Of(EditionId edition, ProvisionTree tree)
    {
        var paths = ProvisionPaths.Of(tree);
        var provisions = ImmutableArray.CreateBuilder<IndexedProvision>(paths.All.Length);
        var all = new StringBuilder();
        foreach (var placed in paths.All)
        {
            var provision = placed.Provision;
            var label = paths.LabelOf(placed);
            var indexed = new IndexedProvision(placed.Path, label, HeadingAbove(paths, placed), FoldedText.Fold(label),
                FoldedText.Of(provision.Heading ?? ""), FoldedText.Of(provision.Text), all.Length);
            provisions.Add(indexed);
            all.Append(indexed.FoldedLabel).Append(Gap).Append(indexed.Heading.Folded).Append(Gap).Append(indexed.Text.Folded).Append(Gap);
        }
        return new EditionIndex(edition, provisions.ToImmutable(), all.ToString());
    }

    /// <summary>The provisions that hold every word, with how well they do; <paramref name="words"/> are folded and none is empty.</summary>
    public IEnumerable<(IndexedProvision Provision, int Weight)> Find(IReadOnlyList<string> words)
    {
        if (words.Any(word => !folded.Contains(word, StringComparison.Ordinal)))
            yield break;
        // The rarest word leads: most provisions are never looked at. The longest is nearly always the rarest.
        var leading = words.MaxBy(word => word.Length)!;
        var at = 0;
        var next = 0;
        while ((at = folded.IndexOf(leading, at, StringComparison.Ordinal)) >= 0)
        {
            while (next + 1 < Provisions.Length && Provisions[next + 1].Offset <= at)
                next++;
            if (WeightOf(Provisions[next], words) is > 0 and var weight)
                yield return (Provisions[next], weight);
            if (next + 1 == Provisions.Length)
                yield break;
            at = Provisions[next + 1].Offset;
        }
    }

    private static int WeightOf(IndexedProvision provision, IReadOnlyList<string> words)
    {
        var weight = 0;
        foreach (var word in words)
        {
            var found = (provision.FoldedLabel == word ? 8 : 0) + (provision.Heading.Folded.Contains(word, StringComparison.Ordinal) ? 4 : 0)
                + (provision.Text.Folded.Contains(word, StringComparison.Ordinal) ? 1 : 0);
            if (found == 0)
                return 0;
            weight += found;
        }
        return weight;
    }

    /// <summary>The heading that the provision stands below: its article's caption, or its chapter's name.</summary>
    private static string HeadingAbove(ProvisionPaths paths, PlacedProvision placed)
    {
        for (var at = placed.Parent; at >= 0; at = paths.All[at].Parent)
            if (paths.All[at].Provision.Heading is { Length: > 0 } heading)
                return heading;
        return "";
    }
}

/// <summary>A provision as finding knows it.</summary>
/// <param name="Label">What people call it: 第6条第3項.</param>
/// <param name="Above">The heading that it stands below.</param>
/// <param name="Offset">Where it begins in the edition's folded text.</param>
internal sealed record IndexedProvision(ProvisionPath Path, string Label, string Above, string FoldedLabel, FoldedText Heading, FoldedText Text, int Offset)
{
    /// <summary>The title of a document, found like a provision.</summary>
    public static IndexedProvision OfTitle(FoldedText title) => new(default, "", "", "", FoldedText.Of(""), title, 0);
}
