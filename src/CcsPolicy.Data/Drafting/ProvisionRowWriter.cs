using System.Text.Encodings.Web;
using System.Text.Json;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Data.Drafting;

/// <summary>条項の行の作成。Rows derived from an edition's text; they can be thrown away and made again.</summary>
public static class ProvisionRowWriter
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<ProvisionRow> RowsOf(PolicyDb db, DocumentId document, EditionId edition, ProvisionTree tree)
    {
        foreach (var placed in ProvisionPaths.Of(tree).All)
        {
            string[] words = [placed.Path.Value, placed.Provision.Label, placed.Provision.Heading ?? "", placed.Provision.Text];
            yield return new ProvisionRow
            {
                EditionId = edition, Ordinal = placed.Index, DocumentId = document, Key = placed.Provision.Key.Value,
                Parent = placed.Parent < 0 ? null : placed.Parent, Depth = placed.Depth, Kind = placed.Provision.Kind,
                Words = db.Seal(document, JsonSerializer.Serialize(words, AsWritten)),
            };
        }
    }
}
