using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Comparing.Tables;

/// <summary>A line of one side.</summary>
/// <param name="Runs">The whole line.</param>
/// <param name="Label">How many of the runs are number and heading, and what divides them from the text.</param>
internal sealed record ProvisionLine(ImmutableArray<TableRun> Runs, int Label);

/// <summary>The lines of a compared provision as they are written, those of both sides beside each other.</summary>
internal sealed record ProvisionLines
{
    /// <summary>Captions above the number.</summary>
    public required ImmutableArray<(ProvisionLine? Old, ProvisionLine? New)> Heads { get; init; }

    /// <summary>The line of the number, and those of the text.</summary>
    public required ImmutableArray<(ProvisionLine? Old, ProvisionLine? New, bool IsLabelled)> Texts { get; init; }

    /// <summary>Whether the line of the number holds no word of the text.</summary>
    public required bool IsLabelOnly { get; init; }

    /// <summary>The first line of a text that is a table: the names of its columns; null when it is none.</summary>
    public ProvisionLine? Columns => Texts.Select(line => line.New).FirstOrDefault(line => line is { Label: 0 } && line.Runs.Any(run => run.Text.AsSpan().ContainsAny('\t', '|', '｜')));

    public static ProvisionLines Of(ComparedProvision row)
    {
        var (old, @new) = (Side(row, TableSide.Old), Side(row, TableSide.New));
        var texts = ImmutableArray.CreateBuilder<(ProvisionLine?, ProvisionLine?, bool)>();
        var lines = TextLines(row);
        // The first line of each side goes on behind its number, where it is written so.
        var (first, second) = (FirstOf(old, lines, line => line.InOld), FirstOf(@new, lines, line => line.InNew));
        texts.Add((Labelled(old, first, TableSide.Old), Labelled(@new, second, TableSide.New), true));
        if (old?.Below is not null || @new?.Below is not null)
            texts.Add((old?.Below, @new?.Below, false));
        foreach (var line in lines)
        {
            var (before, now) = (line.InOld && line != first ? Plain(line, TableSide.Old) : null, line.InNew && line != second ? Plain(line, TableSide.New) : null);
            if (before is not null || now is not null)
                texts.Add((before, now, false));
        }
        return new ProvisionLines
        {
            Heads = old?.Above is null && @new?.Above is null ? [] : [(old?.Above, @new?.Above)],
            Texts = texts.ToImmutable(),
            IsLabelOnly = first is null && second is null,
        };
    }

    /// <summary>Whether the two lines say the same beside what stands before the text.</summary>
    public static bool IsSameText(ProvisionLine? old, ProvisionLine? @new, bool isLabelled) =>
        old is not null && @new is not null && (isLabelled || old.Label == 0) && old.Runs.Skip(old.Label).All(run => run.Kind == TableRunKind.Kept) && @new.Runs.Skip(@new.Label).All(run => run.Kind == TableRunKind.Kept)
        && string.Concat(old.Runs.Skip(old.Label).Select(run => run.Text)) == string.Concat(@new.Runs.Skip(@new.Label).Select(run => run.Text));

    /// <summary>The line with a note in place of its text.</summary>
    public static ProvisionLine? WithNote(ProvisionLine? line, string note) =>
        line is null ? null : line with { Runs = [.. line.Runs.Take(line.Label), new(TableRunKind.Note, note)] };

    private sealed record Written(ProvisionLine? Above, ImmutableArray<TableRun> Label, TableRun Space, ProvisionLine? Below, bool GoesOn);

    /// <summary>How one side writes what stands before its text.</summary>
    private static Written? Side(ComparedProvision row, TableSide side)
    {
        if ((side == TableSide.Old ? row.Old : row.New) is not { } provision)
            return null;
        var other = side == TableSide.Old ? row.New : row.Old;
        var heading = ComparisonTableWriter.SideOf(row.Heading, side);
        var place = provision.Heading is null ? HeadingPlace.SameLine : provision.HeadingPlace;
        var isMoved = other is not null && provision.Heading is not null && other.Heading is not null && other.HeadingPlace != place;
        if (isMoved)
            heading = [.. heading.Select(run => run with { Kind = TableRunKind.Changed })];
        TableRun label = new(provision.Label == other?.Label ? TableRunKind.Kept : TableRunKind.Changed, provision.Label);
        ImmutableArray<TableRun> bracketed = [Mark("（"), .. heading, Mark("）")];
        TableRun space = new(other is null ? TableRunKind.Changed : TableRunKind.Kept, "　");
        ProvisionLine? above = null, below = null;
        ImmutableArray<TableRun> labelled = provision.Label.Length == 0 ? [] : [label];
        switch (place)
        {
            case HeadingPlace.BracketedAbove:
                above = new(bracketed, bracketed.Length);
                break;
            case HeadingPlace.PlainAbove:
                above = new(heading, heading.Length);
                break;
            case HeadingPlace.PlainBelow:
                below = new(heading, heading.Length);
                break;
            case HeadingPlace.BracketedAfter:
                labelled = [.. labelled, .. bracketed];
                break;
            case HeadingPlace.SameLine when provision.Heading is not null:
                labelled = [.. labelled, space, .. heading];
                break;
        }
        return new Written(above, labelled, space, below, ProvisionWriter.Divider(provision) != "\n");

        TableRun Mark(string bracket) => new(isMoved || other?.Heading is null ? TableRunKind.Changed : TableRunKind.Kept, bracket);
    }

    private static ImmutableArray<LineComparison> TextLines(ComparedProvision row)
    {
        var (old, @new) = (row.Old?.Text ?? "", row.New?.Text ?? "");
        if (!old.Contains('\n') && !@new.Contains('\n'))
            return row.Text.IsEmpty ? [] : [new LineComparison(old.Length > 0, @new.Length > 0, row.Text)];
        return LineComparison.Between(Lines(old), Lines(@new));

        static ImmutableArray<string> Lines(string text) => text.Length == 0 ? [] : [.. text.Split('\n')];
    }

    private static LineComparison? FirstOf(Written? side, ImmutableArray<LineComparison> lines, Func<LineComparison, bool> isOnSide) =>
        side is { GoesOn: true } ? lines.FirstOrDefault(isOnSide) : null;

    private static ProvisionLine? Labelled(Written? side, LineComparison? first, TableSide at)
    {
        if (side is null)
            return null;
        if (first is null)
            return new ProvisionLine(side.Label, side.Label.Length);
        var text = ComparisonTableWriter.SideOf(first.Stretches, at);
        return side.Label.IsEmpty ? new ProvisionLine(text, 0) : new ProvisionLine([.. side.Label, side.Space, .. text], side.Label.Length + 1);
    }

    private static ProvisionLine Plain(LineComparison line, TableSide side) => new(ComparisonTableWriter.SideOf(line.Stretches, side), 0);
}
