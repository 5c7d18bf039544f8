using System.Collections.Immutable;

namespace CcsPolicy.Domain.Amendments.Comparing.Tables;

/// <summary>
/// 新旧対照表。Two texts side by side, line by line: what changed with its mark on both sides, what did not drawn together to （略）. Screen, files and print show these same rows.
/// </summary>
/// <param name="Usage">How the office writes its tables.</param>
/// <param name="Rows">In the order of the new text; what was deleted stands where it stood.</param>
public sealed record ComparisonTable(ComparisonTableUsage Usage, ImmutableArray<ComparisonTableRow> Rows)
{
    /// <summary>The places of the rows, a block for each 条 or whatever stands by itself as one does.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Blocks()
    {
        var blocks = new List<List<int>>();
        for (var at = 0; at < Rows.Length; at++)
        {
            if (blocks.Count == 0 || Rows[at].BeginsBlock)
                blocks.Add([]);
            blocks[^1].Add(at);
        }
        return blocks;
    }

    /// <summary>Which of <see cref="Blocks"/> hold a change: what is only left standing between them is none.</summary>
    public IReadOnlyList<int> ChangedBlocks()
    {
        var blocks = Blocks();
        return [.. Enumerable.Range(0, blocks.Count).Where(block => blocks[block].Any(at => !Rows[at].IsSame))];
    }

    /// <summary>The table of a comparison; without rows when nothing changed and <see cref="ComparisonTableUsage.IsWhole"/> is not asked for.</summary>
    public static ComparisonTable Of(TreeComparison comparison, ComparisonTableUsage usage) => new(usage, new ComparisonTableWriter(comparison, usage).Write());
}

/// <summary>対照表の行。One line of each side.</summary>
/// <param name="Change">What happened to the provision that the line belongs to.</param>
/// <param name="Depth">Depth of the provision from 1; 0 for title, lines before the body and 目次.</param>
/// <param name="BeginsBlock">Whether a line is drawn above it: a 条, or whatever stands by itself as one does.</param>
/// <param name="Old">Null where the side has nothing there.</param>
/// <param name="New">Null where the side has nothing there.</param>
public sealed record ComparisonTableRow(ProvisionChange Change, int Depth, bool BeginsBlock, ImmutableArray<TableRun>? Old, ImmutableArray<TableRun>? New)
{
    /// <summary>The provision that the line belongs to; null for title, lines before the body, 目次, and what is drawn together.</summary>
    public ComparedProvision? Provision { get; init; }

    /// <summary>Whether both sides read the same.</summary>
    public bool IsSame => Old is { } old && New is { } @new && old.SequenceEqual(@new) && !old.Any(run => run.Kind == TableRunKind.Changed);
}

/// <summary>対照表の文字列。A stretch of one side of a line.</summary>
public readonly record struct TableRun(TableRunKind Kind, string Text);

/// <summary>対照表の文字列の種類。</summary>
public enum TableRunKind
{
    /// <summary>変わらない</summary>
    Kept,

    /// <summary>改正部分: underlined; on the old side what goes, on the new side what comes.</summary>
    Changed,

    /// <summary>注記: （略）, （新設）, （削る）. No words of the text.</summary>
    Note,
}

/// <summary>対照表の書き方。What differs from office to office.</summary>
public sealed record ComparisonTableUsage
{
    public static ComparisonTableUsage Usual { get; } = new();

    /// <summary>Which side the new text stands on, everywhere: screen, file and paper.</summary>
    public bool NewOnLeft { get; init; } = true;

    /// <summary>Head of the column of the new text: 改正後, 改正案, 新.</summary>
    public string NewName { get; init; } = "改正後";

    /// <summary>Head of the column of the old text: 改正前, 現行, 旧.</summary>
    public string OldName { get; init; } = "改正前";

    /// <summary>In place of what did not change.</summary>
    public string Omitted { get; init; } = "（略）";

    /// <summary>On the old side of what is new.</summary>
    public string Added { get; init; } = "（新設）";

    /// <summary>On the new side of what is gone.</summary>
    public string Deleted { get; init; } = "（削る）";

    /// <summary>Two signs to stand around changed words where a mark can only be seen: in PDF, which carries no words for a screen reader. Empty for none.</summary>
    public string ChangedSigns { get; init; } = "";

    /// <summary>Nothing is drawn together: both texts from beginning to end.</summary>
    public bool IsWhole { get; init; }
}
