using System.Collections.Immutable;
using System.Globalization;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Shell.Ui;
using CcsPolicy.Web.Texts;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>
/// 版の本文。Everything about an edition that never changes, made once: its tree, where each provision lies, and its HTML as bytes. It says nothing about
/// who may see it: whoever hands it out has asked that first, at every request.
/// </summary>
internal sealed class EditionBody
{
    private readonly Dictionary<Guid, int> byKey;

    private EditionBody(EditionId id, DocumentId document, ProvisionReading reading, TextsAbove above)
    {
        (Id, DocumentId, Reading, Tree) = (id, document, reading, reading.Tree);
        Paths = ProvisionPaths.Of(Tree);
        Above = LinkedAbove.Of(document, Paths, reading.Definitions, above);
        byKey = new(Paths.All.Length);
        foreach (var placed in Paths.All)
            byKey.TryAdd(placed.Provision.Key.Value, placed.Index);
        Html = EditionHtml.Write(Paths, reading, Above);
        Outline = OutlineOf(Paths);
        OutlineHtml = OutlineList(Outline);
    }

    public EditionId Id { get; }

    public DocumentId DocumentId { get; }

    public ProvisionReading Reading { get; }

    /// <summary>The provisions with their lineage keys.</summary>
    public ProvisionTree Tree { get; }

    public ProvisionPaths Paths { get; }

    /// <summary>What it takes from the texts above it.</summary>
    public LinkedAbove Above { get; }

    /// <summary>The article element with the whole text.</summary>
    public byte[] Html { get; }

    public ImmutableArray<OutlineEntry> Outline { get; }

    /// <summary>The list of the outline.</summary>
    public byte[] OutlineHtml { get; }

    /// <summary>Reads the canonical text of an edition.</summary>
    /// <param name="withheld">What is left out of it. References to that lead nowhere, and its definitions define nothing.</param>
    /// <param name="above">The texts whose definitions hold in it, and which it may name.</param>
    public static EditionBody Of(EditionId id, DocumentId document, string canonicalText, ReadOnlySpan<byte> keys, WithheldProvisions withheld, TextsAbove above)
    {
        var whole = ProvisionText.Read(canonicalText);
        var reading = withheld.From(whole, EditionKeys.Put(whole.Tree, keys));
        return new(id, document, reading, above);
    }

    /// <summary>The provision with the lineage key, where this edition has it.</summary>
    public PlacedProvision? Find(Guid key) => byKey.TryGetValue(key, out var index) ? Paths.All[index] : null;

    private static ImmutableArray<OutlineEntry> OutlineOf(ProvisionPaths paths)
    {
        var entries = ImmutableArray.CreateBuilder<OutlineEntry>();
        foreach (var placed in paths.All)
        {
            var provision = placed.Provision;
            if (provision.Kind is not (<= ProvisionKind.Article or >= ProvisionKind.SupplementaryProvision) || placed.Depth > 3)
                continue;
            // Articles without a caption would be a column of bare numbers.
            if (provision.Kind == ProvisionKind.Article && string.IsNullOrEmpty(provision.Heading) && paths.All.Length > 60)
                continue;
            entries.Add(new(placed.Depth, provision.Label, provision.Heading ?? "", placed.Path.ToString()));
        }
        return entries.ToImmutable();
    }

    private static byte[] OutlineList(ImmutableArray<OutlineEntry> entries)
    {
        var html = new HtmlWriter().Raw("<ol lang=\"ja\">");
        foreach (var entry in entries)
            html.Raw(string.Create(CultureInfo.InvariantCulture, $"<li class=\"outline-{Math.Clamp(entry.Depth, 1, 3)}\"><a href=\"#"))
                .Words(entry.Anchor).Raw("\"><span class=\"pv-label\">").Words(entry.Label).Raw("</span><span>").Words(entry.Heading).Raw("</span></a></li>");
        return html.Raw("</ol>").ToUtf8();
    }
}
