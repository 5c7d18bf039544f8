using System.Text.Encodings.Web;
using System.Text.Json;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Texts;

/// <summary>What a provision's row says in words.</summary>
public sealed record ProvisionWords(string Path, string Label, string Heading, string Text);

/// <summary>Rows of provisions, derived from the canonical text of their edition.</summary>
public static class ProvisionRows
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The rows that an edition with this text has.</summary>
    public static IEnumerable<ProvisionRow> Of(PolicyDb db, EditionText edition) => Of(db, edition.DocumentId, edition.Id, edition.Tree);

    /// <inheritdoc cref="Of(PolicyDb, EditionText)"/>
    public static IEnumerable<ProvisionRow> Of(PolicyDb db, DocumentId document, EditionId edition, ProvisionTree tree)
    {
        foreach (var placed in ProvisionPaths.Of(tree).All)
            yield return new ProvisionRow
            {
                EditionId = edition,
                Ordinal = placed.Index,
                DocumentId = document,
                Key = placed.Provision.Key.Value,
                Parent = placed.Parent < 0 ? null : placed.Parent,
                Depth = placed.Depth,
                Kind = placed.Provision.Kind,
                Words = db.Seal(document, JsonSerializer.SerializeToUtf8Bytes<string[]>(
                    [placed.Path.Value, placed.Provision.Label, placed.Provision.Heading ?? "", placed.Provision.Text], AsWritten)),
            };
    }

    public static ProvisionWords Open(PolicyDb db, ProvisionRow row) =>
        JsonSerializer.Deserialize<string[]>(db.OpenBytes(row.DocumentId, row.Words)) is [var path, var label, var heading, var text]
            ? new ProvisionWords(path, label, heading, text)
            : throw new InvalidDataException("A stored provision is damaged.");

    /// <summary>Throws the rows of the edition away and makes them again from its text.</summary>
    public static async Task RebuildAsync(PolicyDb db, EditionTexts texts, EditionId id, CancellationToken ct)
    {
        if (await texts.OfAsync(db, id, ct) is not { } edition)
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Provisions.Where(p => p.EditionId == id).ExecuteDeleteAsync(ct);
        db.Provisions.AddRange(Of(db, edition));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
