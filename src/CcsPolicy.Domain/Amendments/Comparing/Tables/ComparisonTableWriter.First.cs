using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Comparing.Tables;

// The first 項 of an article stands on the line of its number. Where it goes and another becomes the first, or another comes before it, the one that gets another number stands beside itself, as every 項 does.
internal sealed partial class ComparisonTableWriter
{
    private readonly Dictionary<ComparedBranch, (ComparedProvision Article, ProvisionLine Line)> renumbered = [];

    /// <summary>The 項 that became the first one of the article, or the one that was it; null where the first is the one that it was, or more became of the article than can be told so.</summary>
    private static ComparedBranch? RenumberedFirst(ComparedBranch branch)
    {
        if (branch.Row is not { Old: { } was, New: { } becomes } || !FirstOfArticle.IsAnother(was, becomes) || HasLines(was) || HasLines(becomes) || branch.Children.Any(child => child.Row.Shown.Kind != ProvisionKind.Paragraph))
            return null;
        var (left, came) = (Nearest(branch.Children.Where(child => child.Row.New is null), becomes), Nearest(branch.Children.Where(child => child.Row.Old is null), was));
        if ((left ?? came) is not { } found || (left is not null && came is not null) || found.Children.Count > 0 || found.Row.Shown is not { Heading: null, Label.Length: > 0 } || HasLines(found.Row.Shown))
            return null;
        // No 項 that stays stands before it.
        return branch.Children.TakeWhile(child => child != found).All(child => left is null ? child.Row.Old is null : child.Row.New is null) ? found : null;
    }

    private static bool HasLines(Provision provision) => provision.Text.Contains('\n', StringComparison.Ordinal);

    private static ComparedBranch? Nearest(IEnumerable<ComparedBranch> paragraphs, Provision article) =>
        paragraphs.Where(one => FirstOfArticle.IsFirstOf(one.Row.Shown, article)).MaxBy(one => FirstOfArticle.LikenessOf(one.Row.Shown.Text, article.Text));

    /// <summary>The caption, and the 項 that goes from the line of the number or comes there; the one that gets another number follows in its turn.</summary>
    private void WriteOtherFirst(ComparedBranch branch, ProvisionLines lines, ComparedBranch paragraph)
    {
        var (row, begins) = (branch.Row, Begins(branch.Row));
        foreach (var (before, now) in lines.Heads)
        {
            Add(row.Depth, row.Change & ~ProvisionChange.TextChanged, begins, before?.Runs, now?.Runs, row);
            begins = false;
        }
        var (old, @new, _) = lines.Texts[0];
        if (paragraph.Row.New is null)
            Add(row.Depth, ProvisionChange.Deleted, begins, old!.Runs, [new(TableRunKind.Note, usage.Deleted)], row);
        else
            Add(row.Depth, ProvisionChange.Added, begins, [new(TableRunKind.Note, usage.Added)], @new!.Runs, row);
        renumbered[paragraph] = (row, paragraph.Row.New is null ? @new! : old!);
    }

    /// <summary>The 項 beside itself: on one side on the line of the article's number, on the other behind its own.</summary>
    private bool WriteRenumberedFirst(ComparedBranch branch)
    {
        if (!renumbered.Remove(branch, out var first))
            return false;
        var (paragraph, isNowFirst) = (branch.Row.Shown, branch.Row.New is null);
        var words = isNowFirst ? TextComparison.Between(paragraph.Text, first.Article.New!.Text) : TextComparison.Between(first.Article.Old!.Text, paragraph.Text);
        ImmutableArray<TableRun> labelled = [.. first.Line.Runs.Take(first.Line.Label), .. SideOf(words, isNowFirst ? TableSide.New : TableSide.Old)];
        ImmutableArray<TableRun> numbered = [new(TableRunKind.Changed, paragraph.Label), new(TableRunKind.Kept, "　"), .. SideOf(words, isNowFirst ? TableSide.Old : TableSide.New)];
        var change = ProvisionChange.Renumbered | (words.All(stretch => stretch.Kind == StretchKind.Kept) ? 0 : ProvisionChange.TextChanged);
        Add(branch.Row.Depth, change, false, isNowFirst ? numbered : labelled, isNowFirst ? labelled : numbered, branch.Row);
        return true;
    }
}
