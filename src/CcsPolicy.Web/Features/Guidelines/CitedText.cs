using System.Collections.Immutable;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Texts;

namespace CcsPolicy.Web.Features.Guidelines;

/// <summary>A provision to choose: its lineage key, its name, and the beginning of what it says.</summary>
public sealed record CitingProvision(Guid Key, string Label, string Brief);

/// <summary>The text of which citations speak: of the edition in force of a document (else of the last one), without what is withheld from the reader.</summary>
internal sealed class CitedText
{
    private readonly Dictionary<Guid, PlacedProvision> shown = [];
    private readonly ProvisionPaths paths;
    private readonly bool isWhole;

    private CitedText(PolicyDocument document, EditionId edition, string title, ProvisionPaths paths, WithheldProvisions withheld)
    {
        (Document, Edition, Title, this.paths, isWhole) = (document, edition, title, paths, withheld.IsNone);
        foreach (var placed in paths.All.Where(placed => !withheld.Holds(placed.Provision.Key)))
            shown.TryAdd(placed.Provision.Key.Value, placed);
    }

    public PolicyDocument Document { get; }

    public EditionId Edition { get; }

    public string Title { get; }

    /// <summary>Null for whoever may not follow the document, and while it has no edition.</summary>
    public static async Task<CitedText?> OfAsync(PolicyDb db, KnownDocuments known, EditionTexts texts, Stamps? asked, DocumentId id, CancellationToken ct)
    {
        if (await known.FindAsync(db.Reader, id, asked, ct) is not { } found || !db.Reader.MayFollowAmendments(found.Document)
            || found.Order.SpokenOfOn(db.Reader.Day) is not { } edition
            || await texts.OfAsync(db, edition.Id, ct) is not { } text)
            return null;
        var withheld = WithheldProvisions.From(db.Reader, id, found.Decisions);
        return new CitedText(found.Document, edition.Id, found.Editions[edition.Id].Title, ProvisionPaths.Of(withheld.From(text.Tree)), withheld);
    }

    public PlacedProvision? Find(Guid key) => shown.GetValueOrDefault(key);

    public string LabelOf(PlacedProvision placed) => paths.LabelOf(placed);

    /// <summary>Whether the reader may be told that the text no longer has the provision: of one that is withheld, nobody can tell the two apart.</summary>
    public bool MayTellOf(Guid key) => isWhole || shown.ContainsKey(key);

    public ImmutableArray<CitingProvision> Provisions =>
        [.. shown.Values.OrderBy(placed => placed.Index).Select(placed => new CitingProvision(placed.Provision.Key.Value, paths.LabelOf(placed), ShownProvision.Brief(placed.Provision)))];
}
