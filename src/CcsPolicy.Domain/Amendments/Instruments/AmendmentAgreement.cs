using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>
/// 改正文・新旧対照表・溶け込み版の一致。Whoever decides on an amendment has it in three forms, and each must say the same: the instrument makes the merged text of the text before, and the table, unfolded, holds both.
/// </summary>
public static class AmendmentAgreement
{
    /// <summary>Asks anew, whatever made the three.</summary>
    /// <param name="old">The text before.</param>
    /// <param name="merged">The text as it will be published.</param>
    /// <param name="instrument">As it is handed out; null for an amendment that has none (制定, 全部改正).</param>
    /// <param name="comparison">What screen and files show the table of.</param>
    /// <returns>Done; or which of them does not agree with the merged text.</returns>
    public static Result<Done> Of(ProvisionTree old, ProvisionTree merged, WrittenInstrument? instrument, TreeComparison comparison, IdSource? ids = null)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(merged);
        ArgumentNullException.ThrowIfNull(comparison);
        if (instrument is not null && !Makes(old, merged, instrument, ids))
            return AmendmentErrors.InstrumentDisagrees;
        return Holds(old, merged, comparison) ? Done.Instance : AmendmentErrors.ComparisonDisagrees;
    }

    private static bool Makes(ProvisionTree old, ProvisionTree merged, WrittenInstrument instrument, IdSource? ids)
    {
        // What the text keeps of the instrument itself, the line 改正 and the 附則, is not amended by it.
        var (text, own) = AmendmentEntry.Parted(old, merged);
        if (instrument.Text.Length == 0)
            return IsSame(old, text);
        var applied = AmendingText.Apply(old, instrument.Text, ids);
        return (AmendingText.Makes(applied, text) || (applied.Succeeded && IsSame(applied.Tree, text))) && (own.Length == 0 || applied.Instrument.Supplementary.Length == 0 || applied.Instrument.Supplementary == own);
    }

    private static bool Holds(ProvisionTree old, ProvisionTree merged, TreeComparison comparison)
    {
        if (!(comparison.Apply(old) is { Succeeded: true } made && IsSame(made.Value, merged)))
            return false;
        var table = ComparisonTable.Of(comparison, ComparisonTableUsage.Usual with { IsWhole = true });
        // The rows stand in the order of the new text: what was moved stands on the old side elsewhere than it stood.
        return Lines(table, row => row.New).SequenceEqual(Lines(Alone(merged), row => row.New)) && Lines(table, row => row.Old).Order(StringComparer.Ordinal).SequenceEqual(Lines(Alone(old), row => row.Old).Order(StringComparer.Ordinal));
    }

    private static ComparisonTable Alone(ProvisionTree tree) => ComparisonTable.Of(TreeComparison.Between(tree, tree), ComparisonTableUsage.Usual with { IsWhole = true });

    /// <summary>The words of one side, without the notes of the table.</summary>
    private static IEnumerable<string> Lines(ComparisonTable table, Func<ComparisonTableRow, ImmutableArray<TableRun>?> side) =>
        table.Rows.Select(row => string.Concat((side(row) ?? []).Where(run => run.Kind != TableRunKind.Note).Select(run => run.Text))).Where(line => line.Length > 0);

    private static bool IsSame(ProvisionTree one, ProvisionTree other) => one.Equals(other) || ProvisionText.Write(one) == ProvisionText.Write(other);
}
