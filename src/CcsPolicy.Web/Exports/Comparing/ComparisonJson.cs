using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Comparing.Tables;

namespace CcsPolicy.Web.Exports.Comparing;

/// <summary>新旧対照表と変わった条項を JSON で。For programs: what happened to each provision, and the rows of the table.</summary>
internal static class ComparisonJson
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Write(TextWriter output, TreeComparison comparison, ComparisonTable table)
    {
        var parted = PartedProvision.Of(comparison);
        output.WriteLine(JsonSerializer.Serialize(new
        {
            old = comparison.Old.Title,
            @new = comparison.New.Title,
            unchanged = comparison.IsUnchanged,
            changes = comparison.Changes.Select(row => new
            {
                change = Words(row.Change),
                kind = row.Shown.Kind,
                old = Named(row.Old, row.OldIndex),
                @new = Named(row.New, row.NewIndex),
                heading = row.Heading.IsEmpty ? null : row.Heading.Select(Stretch),
                text = row.Text.IsEmpty ? null : row.Text.Select(Stretch),
                splitFrom = row.Old is null && parted.TryGetValue(row, out var split) ? Named(split.Other.Old, split.Other.OldIndex) : null,
                mergedInto = row.New is null && parted.TryGetValue(row, out var merged) ? Named(merged.Other.New, merged.Other.NewIndex) : null,
            }),
            rows = table.Rows.Select(row => new { change = Words(row.Change), row.Depth, row.BeginsBlock, old = Runs(row.Old), @new = Runs(row.New) }),
        }, Layout));
    }

    /// <summary>Number and place of a provision; its place is counted from 0 in the order of its text.</summary>
    private static object? Named(Domain.Provisions.Provision? provision, int? index) => provision is null ? null : new { provision.Label, index };

    private static object Stretch(TextStretch stretch) => new { stretch.Kind, stretch.Text };

    private static IEnumerable<object>? Runs(IReadOnlyList<TableRun>? runs) => runs?.Select(run => (object)new { run.Kind, run.Text });

    private static IEnumerable<ProvisionChange> Words(ProvisionChange change) => Enum.GetValues<ProvisionChange>().Where(flag => flag != ProvisionChange.None && change.HasFlag(flag));
}
