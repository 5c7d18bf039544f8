using CcsPolicy.Domain.Amendments.Instruments.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Instruments;

// 備考 below a table: on the line of its words, or on one of its own above them.
internal sealed partial class InstrumentApplication
{
    /// <summary>Where the notes of a table begin in its text; null where it has none.</summary>
    public static int? NotesOf(Provision table)
    {
        if (table.Kind is not (ProvisionKind.Appendix or ProvisionKind.Form))
            return null;
        for (var at = table.Text.IndexOf('\n', StringComparison.Ordinal) + 1; at > 0; at = table.Text.IndexOf('\n', at) + 1)
            if (TablePlace.IsNote(table.Text[at..].Split('\n')[0]))
                return at;
        return null;
    }

    /// <summary>別表第1備考を次のように改める: the lines begin with 備考.</summary>
    private DomainError? RewriteNotes(Provision table, string block)
    {
        if (NotesOf(table) is not { } notes)
            return InstrumentErrors.PlaceIsMissing;
        var lines = Trimmed(block);
        if (lines.IsEmpty || !TablePlace.IsNote(lines[0]))
            return InstrumentErrors.BlockUnreadable;
        var above = ProvisionWriter.WritePlain(new ProvisionTree { Provisions = [table with { Text = table.Text[..notes].TrimEnd('\n'), Children = [] }] });
        return Rewritten(table, $"{above.Trim('\n')}\n{string.Join('\n', lines)}");
    }
}
