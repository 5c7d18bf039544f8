using System.Collections.Immutable;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>具体化の線。A provision below carries out one above; texts are named by their places among those that are traced.</summary>
/// <param name="AboveKey">Null for the whole text above.</param>
public sealed record TraceLink(int Below, LineageKey BelowKey, int Above, LineageKey? AboveKey);

/// <summary>追跡の単位。An article with what it carries out and what carries it out.</summary>
/// <param name="Provision">Its place in document order.</param>
/// <param name="Up">What founds it: links from it, from what stands in it, or from the chapter that it is in.</param>
/// <param name="Down">What makes it concrete, likewise. A link to the whole text makes no single article concrete.</param>
public sealed record TraceUnit(int Provision, ImmutableArray<TraceLink> Up, ImmutableArray<TraceLink> Down);

/// <summary>追跡した一文書。</summary>
/// <param name="WholeDown">Links to the text as a whole.</param>
/// <param name="Upward">Links from this text whose ends are both there.</param>
/// <param name="Lost">Links with an end in this text that it no longer has, while the other end is there: whoever does not see the other end is not told of a link.</param>
public sealed record TracedText(ImmutableArray<TraceUnit> Units, ImmutableArray<TraceLink> WholeDown, ImmutableArray<TraceLink> Upward, ImmutableArray<TraceLink> Lost)
{
    /// <summary>下位にない: nothing below carries it out.</summary>
    public IEnumerable<TraceUnit> Uncovered => Units.Where(unit => unit.Down.IsEmpty);

    /// <summary>上位にない: it carries out nothing above.</summary>
    public IEnumerable<TraceUnit> Unfounded => Units.Where(unit => unit.Up.IsEmpty);
}

/// <summary>
/// 追跡表。Which articles of some texts carry out which of others. Articles of the 本則 are traced, or the topmost provisions where a text has none; of an article whose parts have headings of their own (6 対策 with (1) 組織体制
/// and so on) each part, but for 定義. What is deleted, and 附則, 別表 and 様式, are not.
/// </summary>
public static class Traceability
{
    /// <summary>Traces the texts in their order. A link is traced where both of its ends are there.</summary>
    public static ImmutableArray<TracedText> Of(IReadOnlyList<ProvisionPaths> texts, IEnumerable<TraceLink> links)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var byKey = texts.Select(text =>
        {
            var places = new Dictionary<LineageKey, int>();
            foreach (var placed in text.All)
                places.TryAdd(placed.Provision.Key, placed.Index);
            return places;
        }).ToList();
        var (up, down) = (texts.Select(text => new List<TraceLink>?[text.All.Length]).ToList(), texts.Select(text => new List<TraceLink>?[text.All.Length]).ToList());
        var (whole, upward, lost) = (Builders(), Builders(), Builders());
        foreach (var link in links)
        {
            var hasBelow = byKey[link.Below].TryGetValue(link.BelowKey, out var below);
            var above = -1;
            var hasAbove = link.AboveKey is not { } key || byKey[link.Above].TryGetValue(key, out above);
            if (!hasBelow || !hasAbove)
            {
                if (hasAbove)
                    lost[link.Below].Add(link);
                else if (hasBelow)
                    lost[link.Above].Add(link);
                continue;
            }
            upward[link.Below].Add(link);
            (up[link.Below][below] ??= []).Add(link);
            if (above >= 0)
                (down[link.Above][above] ??= []).Add(link);
            else
                whole[link.Above].Add(link);
        }
        return [.. texts.Select((text, at) => new TracedText([.. UnitsOf(text).Select(unit => new TraceUnit(unit, Gathered(text, up[at], unit), Gathered(text, down[at], unit)))], whole[at].ToImmutable(), upward[at].ToImmutable(), lost[at].ToImmutable()))];

        List<ImmutableArray<TraceLink>.Builder> Builders() => [.. texts.Select(_ => ImmutableArray.CreateBuilder<TraceLink>())];
    }

    /// <summary>The provisions of a text that are traced, by their places.</summary>
    public static ImmutableArray<int> UnitsOf(ProvisionPaths text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var body = text.All.Where(placed => placed.Part < 0 && !IsDeleted(placed.Provision)).ToList();
        var articles = body.FindAll(placed => placed.Provision.Kind == ProvisionKind.Article);
        return [.. (articles.Count > 0 ? articles : body.FindAll(placed => placed.Parent < 0)).SelectMany(unit => PartsOf(text, unit)).Select(placed => placed.Index)];
    }

    private static IEnumerable<PlacedProvision> PartsOf(ProvisionPaths text, PlacedProvision unit)
    {
        var parts = text.ChildrenOf(unit).ToList();
        var defines = unit.Provision.Heading is { } heading && (heading.Contains("定義", StringComparison.Ordinal) || heading.Contains("用語", StringComparison.Ordinal));
        return parts.Count > 1 && !defines && parts.TrueForAll(part => part.Provision.Heading is { Length: > 0 }) ? parts.Where(part => !IsDeleted(part.Provision)) : [unit];
    }

    private static ImmutableArray<TraceLink> Gathered(ProvisionPaths text, List<TraceLink>?[] links, int unit)
    {
        var found = new List<TraceLink>();
        for (var at = text.All[unit].Parent; at >= 0; at = text.All[at].Parent)
            found.AddRange(links[at] ?? []);
        for (var at = unit; at < text.All[unit].End; at++)
            found.AddRange(links[at] ?? []);
        return [.. found.Distinct()];
    }

    private static bool IsDeleted(Provision provision) => provision.Text.AsSpan().Trim() is "削除" || (provision.Text.Length == 0 && provision.Heading == "削除");
}
