using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Comparing.Tables;

/// <summary>Writes the rows of a <see cref="ComparisonTable"/>.</summary>
internal sealed partial class ComparisonTableWriter(TreeComparison comparison, ComparisonTableUsage usage)
{
    private readonly ImmutableArray<ComparisonTableRow>.Builder rows = ImmutableArray.CreateBuilder<ComparisonTableRow>();

    public ImmutableArray<ComparisonTableRow> Write()
    {
        if (comparison.IsUnchanged && !usage.IsWhole)
            return [];
        if (comparison.TitleChanged || usage.IsWhole)
            Add(0, comparison.TitleChanged ? ProvisionChange.TextChanged : 0, true, Title(comparison.Old, TableSide.Old), Title(comparison.New, TableSide.New));
        WriteLines(comparison.Preamble, null);
        WriteLines(comparison.Contents, "目次");
        WriteAll(ComparedBranch.Of(comparison.Rows));
        return rows.ToImmutable();
    }

    private ImmutableArray<TableRun>? Title(ProvisionTree tree, TableSide side) =>
        tree.Title.Length == 0 ? null : [new(TableRunKind.Kept, "○"), .. SideOf(comparison.Title, side)];

    /// <summary>Lines before the body, or of the 目次, of which nothing is shown when none changed.</summary>
    private void WriteLines(ImmutableArray<LineComparison> lines, string? head)
    {
        if (lines.IsEmpty || (!usage.IsWhole && lines.All(line => line.IsUnchanged)))
            return;
        if (head is not null)
            Add(0, 0, true, lines.Any(line => line.InOld) ? Plain(head) : null, lines.Any(line => line.InNew) ? Plain(head) : null);
        WriteFolded(lines, 0, head is null);
    }

    private void WriteFolded(IEnumerable<LineComparison> lines, int depth, bool beginsBlock)
    {
        // The last of the lines that did not change is shown where a new one comes behind it: that tells its place.
        var (held, isOmitted) = ((LineComparison?)null, false);
        foreach (var line in lines)
        {
            if (line.IsUnchanged && !usage.IsWhole)
            {
                Omit(held is not null);
                held = line;
                continue;
            }
            if (held is not null && !line.InOld)
                Show(held);
            else
                Omit(held is not null);
            (held, isOmitted) = (null, false);
            Show(line);
        }
        Omit(held is not null);

        void Show(LineComparison line)
        {
            Add(depth, ChangeOf(line), beginsBlock, Shown(line, TableSide.Old), Shown(line, TableSide.New));
            beginsBlock = false;
        }

        void Omit(bool isDue)
        {
            if (!isDue || isOmitted)
                return;
            AddOmitted(depth, beginsBlock, "");
            (isOmitted, beginsBlock) = (true, false);
        }
    }

    /// <summary>Provisions, those that did not change with all below them drawn together with their neighbours.</summary>
    private void WriteAll(IReadOnlyList<ComparedBranch> first)
    {
        // Own stack: a text from outside may nest deeply.
        var open = new Stack<(IReadOnlyList<ComparedBranch> Siblings, int At)>();
        open.Push((first, 0));
        while (open.TryPop(out var next))
        {
            var (siblings, at) = next;
            if (at == siblings.Count)
                continue;
            var end = at;
            while (!usage.IsWhole && end < siblings.Count && siblings[end].IsUnchanged && siblings[end].Row.Shown.Kind == siblings[at].Row.Shown.Kind)
                end++;
            if (end > at)
            {
                AddOmitted(siblings[at].Row.Depth, Begins(siblings[at].Row), LabelsOf(siblings[at].Row.New!, siblings[end - 1].Row.New!, end - at));
                open.Push((siblings, end));
                continue;
            }
            open.Push((siblings, at + 1));
            if (WriteOne(siblings[at]))
                open.Push((siblings[at].Children, 0));
        }
    }

    private static string LabelsOf(Provision from, Provision to, int count) => count switch
    {
        1 => from.Label,
        _ when from.Label == to.Label => from.Label,
        2 => $"{from.Label}・{to.Label}",
        _ => $"{from.Label}～{to.Label}",
    };

    /// <summary>Writes a provision; false when what is below it is already said.</summary>
    private bool WriteOne(ComparedBranch branch)
    {
        if (WriteRenumberedFirst(branch))
            return true;
        var row = branch.Row;
        var (old, @new) = (row.Old, row.New);
        var lines = ProvisionLines.Of(row);
        if (RenumberedFirst(branch) is { } paragraph)
        {
            WriteOtherFirst(branch, lines, paragraph);
            return true;
        }
        var isOmitted = !usage.IsWhole && old is not null && @new is not null && old.Text == @new.Text && old.Text.Length > 0;
        // Of what is new or gone the other side says so once, for all below it.
        var (oldNote, newNote) = (old is null && !branch.IsBelowAdded ? usage.Added : null, @new is null && !branch.IsBelowDeleted ? usage.Deleted : null);
        var begins = Begins(row);
        foreach (var (before, now) in lines.Heads)
            AddNoted(before, now);
        var (isFolding, gap) = (false, ProvisionChange.None);
        // The line that stays right before a new one is shown: it tells the place.
        (ProvisionLine? Old, ProvisionLine? New)? held = null;
        // The names of the columns tell what a cell is.
        var columns = isOmitted ? null : lines.Columns;
        for (var at = 0; at < lines.Texts.Length; at++)
        {
            var (before, now, isLabelled) = lines.Texts[at];
            if (usage.IsWhole || old is null || @new is null || (now is not null && now == columns) || !ProvisionLines.IsSameText(before, now, isLabelled))
            {
                if (held is { } neighbour && before is null)
                    AddNoted(neighbour.Old, neighbour.New);
                else
                    Omit();
                (held, isFolding) = (null, false);
                // Of lines that come or go within a text the other side says so once.
                var here = old is null || @new is null ? ProvisionChange.None : before is null ? ProvisionChange.Added : now is null ? ProvisionChange.Deleted : ProvisionChange.None;
                if (here != ProvisionChange.None && here != gap)
                    (oldNote, newNote) = (here == ProvisionChange.Added ? usage.Added : null, here == ProvisionChange.Deleted ? usage.Deleted : null);
                gap = here;
                AddNoted(before, now);
                continue;
            }
            gap = ProvisionChange.None;
            if (isLabelled && (lines.IsLabelOnly || (at + 1 < lines.Texts.Length && lines.Texts[at + 1].Old is null)))
            {
                AddNoted(before, now);
                continue;
            }
            if (isLabelled)
            {
                AddNoted(ProvisionLines.WithNote(before, usage.Omitted), ProvisionLines.WithNote(now, usage.Omitted));
                isFolding = true;
                continue;
            }
            Omit();
            held = (before, now);
        }
        Omit();
        return !isOmitted || branch.Children.Any(child => !child.IsUnchanged);

        // What is held back goes with what is left out before it.
        void Omit()
        {
            if (held is null || isFolding)
                return;
            AddOmitted(row.Depth, begins, "");
            isFolding = true;
        }

        void AddNoted(ProvisionLine? before, ProvisionLine? now)
        {
            Add(row.Depth, row.Change, begins, before?.Runs ?? Note(ref oldNote), now?.Runs ?? Note(ref newNote), row);
            begins = false;
        }
    }

    private static ImmutableArray<TableRun>? Note(ref string? note)
    {
        var said = note;
        note = null;
        return said is null ? null : [new(TableRunKind.Note, said)];
    }

    private void AddOmitted(int depth, bool beginsBlock, string labels)
    {
        ImmutableArray<TableRun> runs = labels.Length == 0 ? [new(TableRunKind.Note, usage.Omitted)] : [new(TableRunKind.Kept, labels + "　"), new(TableRunKind.Note, usage.Omitted)];
        Add(depth, 0, beginsBlock, runs, runs);
    }

    private void Add(int depth, ProvisionChange change, bool beginsBlock, ImmutableArray<TableRun>? before, ImmutableArray<TableRun>? now, ComparedProvision? provision = null) =>
        rows.Add(new ComparisonTableRow(change, depth, beginsBlock, Joined(before), Joined(now)) { Provision = provision });

    /// <summary>Stretches of one kind that stand beside each other are one.</summary>
    private static ImmutableArray<TableRun>? Joined(ImmutableArray<TableRun>? runs)
    {
        if (runs is not { Length: > 1 } several)
            return runs;
        var joined = new List<TableRun>(several.Length);
        foreach (var run in several)
            if (joined.Count > 0 && joined[^1].Kind == run.Kind)
                joined[^1] = new TableRun(run.Kind, joined[^1].Text + run.Text);
            else
                joined.Add(run);
        return [.. joined];
    }

    private static bool Begins(ComparedProvision row) => row.Shown.Kind is <= ProvisionKind.Article or >= ProvisionKind.SupplementaryProvision || row.Depth == 1;

    private static ProvisionChange ChangeOf(LineComparison line) => (line.InOld, line.InNew) switch
    {
        (true, false) => ProvisionChange.Deleted,
        (false, true) => ProvisionChange.Added,
        _ => line.IsUnchanged ? 0 : ProvisionChange.TextChanged,
    };

    private ImmutableArray<TableRun>? Shown(LineComparison line, TableSide side) =>
        side == TableSide.Old ? line.InOld ? SideOf(line.Stretches, side) : [new(TableRunKind.Note, usage.Added)]
        : line.InNew ? SideOf(line.Stretches, side) : [new(TableRunKind.Note, usage.Deleted)];

    private static ImmutableArray<TableRun> Plain(string words) => [new(TableRunKind.Kept, words)];

    /// <summary>What one side has of compared words.</summary>
    internal static ImmutableArray<TableRun> SideOf(ImmutableArray<TextStretch> stretches, TableSide side) =>
        [.. stretches.Where(stretch => stretch.Kind != (side == TableSide.Old ? StretchKind.Inserted : StretchKind.Deleted))
            .Select(stretch => new TableRun(stretch.Kind == StretchKind.Kept ? TableRunKind.Kept : TableRunKind.Changed, stretch.Text))];
}

/// <summary>The two sides of a table.</summary>
internal enum TableSide
{
    Old,
    New,
}
