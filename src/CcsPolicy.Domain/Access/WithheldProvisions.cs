using System.Collections.Frozen;
using System.Globalization;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Access;

/// <summary>
/// 非公開の条項。What is withheld from a reader of a document that the reader may know: the provisions by their lineage, each with whether its number is shown.
/// The one rule of it; whatever shows, finds, compares or counts words of a text takes the text as this leaves it.
/// </summary>
public sealed class WithheldProvisions
{
    private readonly FrozenDictionary<Guid, bool> showsNumber;

    private WithheldProvisions(FrozenDictionary<Guid, bool> showsNumber)
    {
        this.showsNumber = showsNumber;
        // Same provisions, same words: what was made of a text for one reader serves the next from whom the same is withheld.
        Signature = string.Concat(showsNumber.OrderBy(pair => pair.Key).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key:N}{(pair.Value ? '+' : '-')}")));
    }

    /// <summary>Nothing is withheld.</summary>
    public static WithheldProvisions None { get; } = new(FrozenDictionary<Guid, bool>.Empty);

    /// <summary>Equal for equal sets; empty for none.</summary>
    public string Signature { get; }

    public bool IsNone => showsNumber.Count == 0;

    /// <summary>What is withheld from the reader by the decisions about the document.</summary>
    public static WithheldProvisions From(Reader reader, DocumentId document, IEnumerable<ProvisionOpenness> decisions) =>
        From(decisions, readBy => !MayRead(reader, document, readBy));

    /// <summary>All that is withheld from anybody.</summary>
    public static WithheldProvisions FromAnybody(IEnumerable<ProvisionOpenness> decisions) => From(decisions, _ => true);

    private static WithheldProvisions From(IEnumerable<ProvisionOpenness> decisions, Func<Openness, bool> isWithheld)
    {
        var held = ProvisionOpenness.Holding(decisions)
            .Where(decision => decision.ReadBy is { } readBy && isWithheld(readBy)).ToFrozenDictionary(decision => decision.Key, decision => decision.ShowsNumber);
        return held.Count == 0 ? None : new WithheldProvisions(held);
    }

    private static bool MayRead(Reader reader, DocumentId document, Openness readBy) => readBy switch
    {
        Openness.Public => true,
        Openness.Internal => reader.IsWorker,
        // Whoever writes the text, decides on it or keeps it reads all of it.
        _ => reader.IsStaff || (reader.IsWorker && (reader.SeesCatalogue || reader.Can(Ability.EditStandards) || reader.Keeps(document))),
    };

    public bool Holds(LineageKey key) => showsNumber.ContainsKey(key.Value);

    /// <summary>
    /// 示された本文の印。What stands for the text as it is shown: the hash of the whole text where nothing is withheld. The hash of a text of which somebody reads only a part would tell that reader whether a
    /// guess of the rest is right; so what is shown then is marked under a key, and only the portal can tell what the mark stands for.
    /// </summary>
    /// <param name="text">The hash of the whole text.</param>
    /// <param name="underKey">Of the document, under its key (<see cref="ContentHasher.Under"/>).</param>
    public ContentHash MarkOf(ContentHash text, ContentHasher underKey) => IsNone ? text : underKey.Of($"ccspolicy-shown-1\n{text}\n{Signature}");

    /// <summary>
    /// The text without what is withheld: a provision goes with all below it, or leaves its number and <see cref="Mark"/>. The 目次 goes too, since it names what
    /// the body no longer holds.
    /// </summary>
    public ProvisionTree From(ProvisionTree tree)
    {
        if (IsNone || !tree.All().Any(placed => Holds(placed.Provision.Key)))
            return tree;
        return tree with { Contents = [], Provisions = [.. Left(tree.Provisions)] };
    }

    /// <summary>
    /// What a text means, for those from whom this is withheld. It was read from the whole text, so that 前条 still means the article before and never another: a
    /// reference with a target that is withheld leads nowhere, and what a withheld provision defines is not told.
    /// </summary>
    /// <param name="reading">The reading of the whole text.</param>
    /// <param name="tree">Its tree with lineage keys.</param>
    public ProvisionReading From(ProvisionReading reading, ProvisionTree tree)
    {
        var left = From(tree);
        if (ReferenceEquals(left, tree))
            return reading with { Tree = tree };
        var whole = ProvisionPaths.Of(tree);
        var places = new Dictionary<LineageKey, ProvisionPath>();
        foreach (var placed in ProvisionPaths.Of(left).All)
            if (!Holds(placed.Provision.Key))
                places.TryAdd(placed.Provision.Key, placed.Path);
        return reading with
        {
            Tree = left,
            Definitions = [.. reading.Definitions.Where(term => IsLeft(term.At) && IsLeft(term.Scope)).Select(term => term with { At = Moved(term.At), Scope = Moved(term.Scope) })],
            References =
            [
                .. reading.References.Where(pointer => IsLeft(pointer.At) && pointer.To.All(target => IsLeft(target)))
                    .Select(pointer => pointer with { At = Moved(pointer.At)!.Value, To = [.. pointer.To.Select(target => Moved(target)!.Value)] }),
            ],
            Effective = [.. reading.Effective.Where(day => IsLeft(day.At)).Select(day => day with { At = Moved(day.At)!.Value })],
            Diagnostics = [],
            Parts = [],
        };

        bool IsLeft(ProvisionPath? path) => path is null || Moved(path) is not null;

        ProvisionPath? Moved(ProvisionPath? path) =>
            path is { } old && whole.Find(old) is { } placed && places.TryGetValue(placed.Provision.Key, out var moved) ? moved : null;
    }

    /// <summary>What stands in place of words that are withheld.</summary>
    public const string Mark = "（非公開）";

    private IEnumerable<Provision> Left(IEnumerable<Provision> provisions)
    {
        foreach (var provision in provisions)
            if (!showsNumber.TryGetValue(provision.Key.Value, out var shown))
                yield return provision.Children.IsEmpty ? provision : provision with { Children = [.. Left(provision.Children)] };
            else if (shown)
                yield return provision with { Heading = null, HeadingPlace = HeadingPlace.SameLine, Text = Mark, Children = [] };
    }
}
