using System.Collections.Immutable;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>
/// 規程の比較。What changed from one text to another, provision by provision in the order of the new one, with what was deleted in its place.
/// The changes suffice to make the new text from the old.
/// </summary>
public sealed record TreeComparison
{
    private TreeComparison(ProvisionTree old, ProvisionTree @new, ImmutableArray<ComparedProvision> rows)
    {
        (Old, New, Rows) = (old, @new, rows);
        Title = TextComparison.Between(old.Title, @new.Title);
        Preamble = LineComparison.Between(old.Preamble, @new.Preamble);
        Contents = LineComparison.Between(old.Contents, @new.Contents);
    }

    public ProvisionTree Old { get; }

    public ProvisionTree New { get; }

    public ImmutableArray<TextStretch> Title { get; }

    /// <summary>Lines between title and body: 制定, 改正, numbers, 制定文.</summary>
    public ImmutableArray<LineComparison> Preamble { get; }

    /// <summary>Lines of the 目次.</summary>
    public ImmutableArray<LineComparison> Contents { get; }

    /// <summary>Every provision of both texts, changed or not.</summary>
    public ImmutableArray<ComparedProvision> Rows { get; }

    public bool TitleChanged => Old.Title != New.Title;

    /// <summary>True when both texts are written alike in every part.</summary>
    public bool IsUnchanged => !TitleChanged && Preamble.All(line => line.IsUnchanged) && Contents.All(line => line.IsUnchanged) && Rows.All(row => row.IsUnchanged);

    /// <summary>The rows in which something happened.</summary>
    public IEnumerable<ComparedProvision> Changes => Rows.Where(row => !row.IsUnchanged);

    /// <summary>変更箇所の数。In how many places the two texts differ, as every page counts them: provisions, lines before the body, and the title.</summary>
    public int PlacesChanged => Changes.Count() + Preamble.Count(line => !line.IsUnchanged) + (TitleChanged ? 1 : 0);

    /// <summary>Compares two texts. Provisions are paired by <paramref name="corrections"/>, by lineage keys where both sides carry them, else by content.</summary>
    public static TreeComparison Between(ProvisionTree old, ProvisionTree @new, ImmutableArray<CorrectedPair> corrections = default)
    {
        var (before, now) = (FlatTree.Of(old), FlatTree.Of(@new));
        return new(old, @new, ComparisonRows.Of(before, now, TreeAlignment.Between(before, now, corrections)));
    }

    /// <summary>Makes the new text from the old one: what did not change is taken from <paramref name="old"/>, what changed from the comparison.</summary>
    public Result<ProvisionTree> Apply(ProvisionTree old)
    {
        var provisions = old.All().Select(at => at.Provision).ToArray();
        if (provisions.Length != Rows.Count(row => row.OldIndex is not null)
            || TextComparison.Apply(Title, old.Title) is not { } title
            || LineComparison.Apply(Preamble, old.Preamble) is not { } preamble
            || LineComparison.Apply(Contents, old.Contents) is not { } contents)
            return ComparisonErrors.OtherBase;
        var made = new List<(Provision, int)>(Rows.Length);
        foreach (var row in Rows)
        {
            var before = row.OldIndex is { } index ? provisions[index] : null;
            if (before is not null && !IsAsCompared(before, row.Old!))
                return ComparisonErrors.OtherBase;
            if (row.New is { } now)
                made.Add((before is null ? now : Changed(row, before, now), row.Depth));
        }
        return new ProvisionTree { Title = title, Preamble = preamble, Contents = contents, Provisions = FlatTree.Build(made) };
    }

    private static bool IsAsCompared(Provision found, Provision compared) =>
        found.Kind == compared.Kind && found.Label == compared.Label && found.Heading == compared.Heading && found.HeadingPlace == compared.HeadingPlace && found.Text == compared.Text;

    private static Provision Changed(ComparedProvision row, Provision before, Provision now)
    {
        var made = before;
        if (row.Change.HasFlag(ProvisionChange.Renumbered))
            made = made with { Label = now.Label };
        if (row.Change.HasFlag(ProvisionChange.KindChanged))
            made = made with { Kind = now.Kind };
        if (row.Change.HasFlag(ProvisionChange.CaptionChanged))
            made = made with { HeadingPlace = now.HeadingPlace, Heading = now.Heading is null ? null : TextComparison.Apply(row.Heading, before.Heading ?? "") };
        if (row.Change.HasFlag(ProvisionChange.TextChanged))
            made = made with { Text = TextComparison.Apply(row.Text, before.Text) ?? before.Text };
        return made;
    }
}
