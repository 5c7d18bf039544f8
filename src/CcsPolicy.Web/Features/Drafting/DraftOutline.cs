using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Texts;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>A line of the editor's list: what is edited at a time.</summary>
/// <param name="IsHeading">Holds further lines: only its number and heading are edited here.</param>
/// <param name="Noticed">How many things in it should be looked at.</param>
public sealed record OutlineRow(LineageKey Key, int Depth, string Label, string Words, bool IsHeading, int Noticed);

/// <summary>編集の一覧。Cuts a text into what is edited at a time: chapters by their headings, articles with all below them.</summary>
public static class DraftOutline
{
    public static List<OutlineRow> Of(ProvisionTree tree, IReadOnlyDictionary<LineageKey, int>? noticed = null)
    {
        var rows = new List<OutlineRow>();
        foreach (var (provision, depth) in tree.All())
            if (depth == 1 || IsUnit(provision.Kind))
                rows.Add(new OutlineRow(provision.Key, depth, provision.Label, ShownProvision.Brief(provision, 60), HoldsUnits(provision), noticed?.GetValueOrDefault(provision.Key) ?? 0));
        return rows;
    }

    /// <summary>How many diagnostics fall on each line of the list, by the provision that begins last before each.</summary>
    public static Dictionary<LineageKey, int> Notice(ProvisionTree tree, ProvisionTree read, IEnumerable<TextDiagnostic> diagnostics)
    {
        var keys = tree.All().Select(at => at.Provision.Key).ToList();
        var starts = read.All().Select((at, i) => (at.Provision.Line, Key: i < keys.Count ? keys[i] : LineageKey.None, IsUnit: at.Depth == 1 || IsUnit(at.Provision.Kind))).Where(at => at.IsUnit).ToList();
        return diagnostics.GroupBy(found => starts.LastOrDefault(start => start.Line <= found.Line).Key).ToDictionary(group => group.Key, group => group.Count());
    }

    public static bool HoldsUnits(Provision provision) => provision.WithDescendants().Skip(1).Any(at => IsUnit(at.Provision.Kind));

    private static bool IsUnit(ProvisionKind kind) => kind is <= ProvisionKind.Article or ProvisionKind.SupplementaryProvision or ProvisionKind.Appendix or ProvisionKind.Form;
}
