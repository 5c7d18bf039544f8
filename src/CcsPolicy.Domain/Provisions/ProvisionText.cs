using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Provisions;

/// <summary>条項の読み書き。Text to tree and tree to text; both laws hold: lines give back the text byte for byte, a tree written and read is the same tree.</summary>
public static class ProvisionText
{
    /// <summary>Cuts a text into physical lines that keep every character.</summary>
    public static TextLines ReadLines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TextLines.Read(text);
    }

    /// <summary>Reads any text; what cannot be placed is a diagnostic, never an exception.</summary>
    public static ProvisionReading Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var structure = ProvisionReader.Read(text);
        var meaning = ProvisionMeaning.Of(structure.Tree, text);
        return structure with
        {
            History = meaning.History,
            Definitions = meaning.Definitions,
            References = meaning.References,
            Effective = meaning.Effective,
            Diagnostics = meaning.Diagnostics.IsEmpty ? structure.Diagnostics : [.. structure.Diagnostics.Concat(meaning.Diagnostics).OrderBy(finding => finding.Line)],
        };
    }

    /// <summary>Writes a tree so that reading gives the same tree: in the usual spelling where that holds, else in the explicit one.</summary>
    public static string Write(ProvisionTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return ProvisionWriter.Write(tree);
    }
}
