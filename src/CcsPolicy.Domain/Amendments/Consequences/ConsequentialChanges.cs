using System.Collections.Immutable;
using System.Text;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Consequences;

/// <summary>
/// ハネ改正。Every reference that came unchanged through an amendment and would point elsewhere or nowhere with the new numbers, and the wording that
/// points where it pointed before. What an amendment has corrected itself is not among them, nor what stands in a 附則 as it was.
/// </summary>
public static class ConsequentialChanges
{
    /// <summary>References of the text into itself, in the order of the new text; those of its 目次 first.</summary>
    public static ImmutableArray<Consequence> Within(TreeComparison comparison)
    {
        if (comparison.IsUnchanged) return [];
        var (before, now) = (PointerWalk.Within(comparison.Old), PointerWalk.Within(comparison.New));
        var finder = new ConsequenceFinder(before, now, NowOf(comparison), before.Targets.Paths, now.Targets.Paths, within: true);
        return finder.Find(comparison.Rows).InsertRange(0, ContentsRanges.Find(comparison));
    }

    /// <summary>References of other texts into this one, by the name that it had.</summary>
    /// <param name="others">The texts that may speak of it.</param>
    /// <returns>A list for each of them.</returns>
    public static ImmutableArray<ImmutableArray<Consequence>> Among(TreeComparison comparison, IEnumerable<CitingText> others)
    {
        var nowOf = NowOf(comparison);
        var (before, now) = (new ReferenceTargets(ProvisionPaths.Of(comparison.Old)), new ReferenceTargets(ProvisionPaths.Of(comparison.New)));
        var found = ImmutableArray.CreateBuilder<ImmutableArray<Consequence>>();
        foreach (var other in others)
        {
            // Most documents do not speak of this one at all.
            if (!MovesNumbers(comparison) || (!Speaks(Preamble(other.Now), comparison) && !other.Now.All().Any(at => Speaks(at.Provision.Text, comparison))))
            {
                found.Add([]);
                continue;
            }
            var paths = ProvisionPaths.Of(other.Now);
            var names = new NamesElsewhere(comparison.Old.Title, new DefinitionReader(paths).ReadAll());
            var (old, @new) = (PointerWalk.Into(before, names), PointerWalk.Into(now, names));
            var isSame = ReferenceEquals(other.Before, other.Now);
            var finder = new ConsequenceFinder(old, @new, nowOf, isSame ? paths : ProvisionPaths.Of(other.Before), paths, within: false);
            found.Add(old.IsEmpty ? [] : finder.Find(isSame ? default : TreeComparison.Between(other.Before, other.Now).Rows));
        }
        return found.ToImmutable();
    }

    /// <summary>Whether a reference from outside can be touched at all: something was deleted, moved or numbered anew.</summary>
    public static bool MovesNumbers(TreeComparison comparison) =>
        comparison.Rows.Any(row => row.Old is not null && (row.New is null || (row.Change & (ProvisionChange.Renumbered | ProvisionChange.Moved | ProvisionChange.KindChanged)) != 0));

    /// <summary>Whether words may speak of the text that was amended: whoever looks through many documents need not read those that do not.</summary>
    public static bool Speaks(string words, TreeComparison comparison) => comparison.Old.Title.Trim() is { Length: > 0 } title && NamesElsewhere.Titles(title).Any(name => words.Contains(name, StringComparison.Ordinal));

    /// <summary>The lines before the body, as one text.</summary>
    public static string Preamble(ProvisionTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return string.Join('\n', tree.Preamble);
    }

    /// <summary>The step of a draft that puts the proposals for one provision, for the lines before the body or for the 目次 into it.</summary>
    public static DraftOperation Correction(ProvisionTree tree, IEnumerable<Consequence> ofOne)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var all = ofOne.ToList();
        return all[0] switch
        {
            { Index: Consequence.OfPreamble } => new DraftOperation.SetPreamble([.. Corrected(Preamble(tree), all).Split('\n')]),
            { Index: Consequence.OfContents } => new DraftOperation.SetContents([.. Corrected(string.Join('\n', tree.Contents), all).Split('\n')]),
            { Key: var key } => new DraftOperation.SetText(key, Corrected(tree.All().First(at => at.Provision.Key == key).Provision.Text, all)),
        };
    }

    /// <summary>The words of a provision with the proposals for it.</summary>
    public static string Corrected(string text, IEnumerable<Consequence> ofProvision)
    {
        var made = new StringBuilder(text);
        foreach (var one in ofProvision.Where(one => one.Proposed is not null).OrderByDescending(one => one.Start))
            if (one.Start + one.Written.Length <= text.Length && string.CompareOrdinal(text, one.Start, one.Written, 0, one.Written.Length) == 0)
                made.Remove(one.Start, one.Written.Length).Insert(one.Start, one.Proposed);
        return made.ToString();
    }

    private static int[] NowOf(TreeComparison comparison)
    {
        var nowOf = new int[comparison.Rows.Count(row => row.OldIndex is not null)];
        foreach (var row in comparison.Rows)
            if (row.OldIndex is { } old) nowOf[old] = row.NewIndex ?? -1;
        return nowOf;
    }
}
