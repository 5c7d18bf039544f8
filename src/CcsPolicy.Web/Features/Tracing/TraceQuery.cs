using System.Collections.Immutable;
using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Texts;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Tracing;

/// <summary>How many links lead from one document to another above it.</summary>
public sealed record TraceEdge(DocumentId Below, DocumentId Above, int Links);

/// <summary>A document with how many of its articles are traced and how many are not.</summary>
/// <param name="Uncovered">Articles that nothing below carries out; null where nothing stands below.</param>
/// <param name="Unfounded">Articles that carry out nothing above; null where nothing stands above.</param>
public sealed record TraceNode(DocumentId Id, Tier Tier, string Code, string Title, int Articles, int? Uncovered, int? Unfounded)
{
    public bool HasGaps => Uncovered > 0 || Unfounded > 0;
}

/// <summary>All documents in force that the reader may know, and how they hang together.</summary>
public sealed record TraceOverview(ImmutableArray<TraceNode> Documents, ImmutableArray<TraceEdge> Edges);

/// <summary>The other end of a link.</summary>
/// <param name="Path">Null for the whole document.</param>
public sealed record TraceEnd(DocumentId Document, Tier Tier, string Title, EditionId Edition, ProvisionPath? Path, string Label, string Brief);

/// <summary>An article with what founds it and what carries it out.</summary>
public sealed record TraceRow(ProvisionPath Path, string Label, string Brief, ImmutableArray<TraceEnd> Up, ImmutableArray<TraceEnd> Down);

/// <summary>The articles of one document.</summary>
/// <param name="Rows">All of them, or those without a counterpart, as it was asked for.</param>
/// <param name="Whole">What carries out the document as a whole.</param>
/// <param name="Lost">How many links point at a provision of it that the edition in force no longer has; nought for whoever does not read all of it.</param>
public sealed record TraceSheet(TraceNode Node, EditionId Edition, ImmutableArray<TraceRow> Rows, ImmutableArray<TraceEnd> Whole, int Lost);

/// <summary>
/// 追跡を見る. Of the texts in force that the reader may know and of links with both ends among them: what hangs below in a procedure that is not known, or in a provision that is withheld, carries out nothing here, neither as a
/// name nor as a number.
/// </summary>
public sealed class TraceQuery(ReaderDb store, IReaderSource current, TextsInForce texts)
{
    public async Task<TraceOverview> OverviewAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var (set, links, traced) = await TracedAsync(db, ct);
        return new TraceOverview(
            [.. set.Texts.Select((text, at) => NodeOf(db, text, traced[at]))],
            [.. links.GroupBy(link => (link.Below, link.Above)).Select(pair => new TraceEdge(set.Texts[pair.Key.Below].Id, set.Texts[pair.Key.Above].Id, pair.Count()))]);
    }

    /// <summary>The articles of a document; null when for this reader there is none in force.</summary>
    /// <param name="onlyGaps">Only those without a counterpart: what is not shown is not told as read either.</param>
    public async Task<TraceSheet?> SheetAsync(DocumentId id, bool onlyGaps, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var (set, _, all) = await TracedAsync(db, ct);
        if (set.Texts.FirstOrDefault(text => text.Id == id) is not { } text)
            return null;
        var traced = all[set.Texts.IndexOf(text)];
        var node = NodeOf(db, text, traced);
        var units = traced.Units.Where(unit => !onlyGaps || (node.Unfounded is not null && unit.Up.IsEmpty) || (node.Uncovered is not null && unit.Down.IsEmpty)).ToList();
        // Names of provisions are words of their texts.
        if (units.Count > 0)
            Told(db, text);
        return new TraceSheet(node, text.Edition,
            [
                .. from unit in units
                   let placed = text.Text.Paths.All[unit.Provision]
                   select new TraceRow(placed.Path, text.Text.Paths.LabelOf(placed), ShownProvision.Brief(placed.Provision),
                       Ends(db, set, unit.Up.Select(link => (link.Above, link.AboveKey))), Ends(db, set, unit.Down.Select(link => (link.Below, (LineageKey?)link.BelowKey)))),
            ],
            Ends(db, set, traced.WholeDown.Select(link => (link.Below, (LineageKey?)link.BelowKey))),
            // What is withheld from the reader is not there either: nobody is told that a link leads to it.
            !text.Withheld.IsNone || !db.Reader.Can(Ability.FollowAmendments) ? 0 : traced.Lost.Length);
    }

    private async Task<(TextSet Set, List<TraceLink> Links, ImmutableArray<TracedText> Traced)> TracedAsync(PolicyDb db, CancellationToken ct)
    {
        var set = await texts.OfAsync(db, current.Asked, ct);
        var places = set.Texts.Select((text, at) => (text.Id, at)).ToDictionary(pair => pair.Id, pair => pair.at);
        var recorded = await db.ImplementsLinks.AsNoTracking().Where(link => link.WithdrawnAt == null).Select(link => new { link.BelowId, link.BelowKey, link.AboveId, link.AboveKey }).ToListAsync(ct);
        var links = recorded.Where(link => places.ContainsKey(link.BelowId) && places.ContainsKey(link.AboveId))
            .Select(link => new TraceLink(places[link.BelowId], new LineageKey(link.BelowKey), places[link.AboveId], link.AboveKey is { } key ? new LineageKey(key) : null))
            // What is withheld but for its number is in the text by its key.
            .Where(link => !set.Texts[link.Below].Withheld.Holds(link.BelowKey) && !(link.AboveKey is { } above && set.Texts[link.Above].Withheld.Holds(above))).Distinct();
        ImmutableArray<TracedText> traced = [.. Traceability.Of([.. set.Texts.Select(text => text.Text.Paths)], links).Select((one, at) => Left(set.Texts[at], one))];
        // A link with an end that this reader does not see, whatever the reason, is in no number.
        return (set, [.. traced.SelectMany(text => text.Upward)], traced);
    }

    /// <summary>Without the articles of which the reader sees the number only: nobody can say whether they have a counterpart.</summary>
    private static TracedText Left(TextInForce text, TracedText traced) =>
        text.Withheld.IsNone ? traced : traced with { Units = [.. traced.Units.Where(unit => !text.Withheld.Holds(text.Text.Paths.All[unit.Provision].Provision.Key))] };

    private static TraceNode NodeOf(PolicyDb db, TextInForce text, TracedText traced) => new(
        text.Id, text.Tier, db.Open(text.Id, text.Code), text.Title, traced.Units.Length,
        text.Tier == Tier.Procedure ? null : traced.Uncovered.Count(), text.Tier == Tier.BasicPolicy ? null : traced.Unfounded.Count());

    private static ImmutableArray<TraceEnd> Ends(PolicyDb db, TextSet set, IEnumerable<(int Text, LineageKey? Key)> ends) =>
    [
        .. from end in ends.Distinct()
           let text = Told(db, set.Texts[end.Text])
           let placed = end.Key is { } key ? text.Text.Paths.All.First(placed => placed.Provision.Key == key) : null
           orderby end.Text, placed?.Index ?? -1
           select new TraceEnd(text.Id, text.Tier, text.Title, text.Edition, placed?.Path, placed is null ? "" : text.Text.Paths.LabelOf(placed), placed is null ? "" : ShownProvision.Brief(placed.Provision, 24)),
    ];

    private static TextInForce Told(PolicyDb db, TextInForce text)
    {
        db.Shown?.TextRead(text.Id, "trace", text.Edition);
        return text;
    }
}
