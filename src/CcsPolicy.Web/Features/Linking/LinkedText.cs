using System.Collections.Immutable;
using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Texts;

namespace CcsPolicy.Web.Features.Linking;

/// <summary>A provision to choose: its lineage key, its name, and the beginning of what it says.</summary>
public sealed record LinkableProvision(Guid Key, string Label, string Brief, int Depth);

/// <summary>The provisions of the edition in force of a document (else of the last one), by lineage key.</summary>
internal sealed class LinkedText
{
    private readonly Dictionary<Guid, (PlacedProvision Placed, string Label)> byKey = [];

    private LinkedText(EditionId edition, ProvisionPaths paths)
    {
        Edition = edition;
        foreach (var placed in paths.All)
            byKey.TryAdd(placed.Provision.Key.Value, (placed, paths.LabelOf(placed)));
    }

    public EditionId Edition { get; }

    /// <summary>Null while the document has no edition.</summary>
    public static async Task<LinkedText?> OfAsync(PolicyDb db, EditionTexts texts, DocumentId id, CancellationToken ct) =>
        await db.SpokenOfEditionAsync(id, ct) is { } edition && await texts.OfAsync(db, edition, ct) is { } text ? new LinkedText(edition, ProvisionPaths.Of(text.Tree)) : null;

    public bool Has(Guid key) => byKey.ContainsKey(key);

    /// <summary>Its name in this edition; null when the edition no longer has it.</summary>
    public string? LabelOf(Guid key) => byKey.TryGetValue(key, out var found) ? found.Label : null;

    public PlacedProvision? Find(Guid key) => byKey.TryGetValue(key, out var found) ? found.Placed : null;

    /// <summary>All provisions, or those whose name, heading or text holds the words, width and kana apart; and in any case the kept ones.</summary>
    public ImmutableArray<LinkableProvision> Matching(string? words, IReadOnlyCollection<Guid> kept)
    {
        var wanted = (words ?? "").Trim();
        return
        [
            .. from found in byKey
               orderby found.Value.Placed.Index
               let provision = found.Value.Placed.Provision
               where kept.Contains(found.Key) || LooseWords.StandIn(found.Value.Label, wanted) || LooseWords.StandIn(provision.Heading ?? "", wanted) || LooseWords.StandIn(provision.Text, wanted)
               select new LinkableProvision(found.Key, found.Value.Label, ShownProvision.Brief(provision), found.Value.Placed.Depth),
        ];
    }
}
