using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Rebasing;

/// <summary>
/// 載せ替え。Carries the changes of a draft over to another edition that came before it. It goes by lineage keys. Changes of different words, also within one
/// provision, are joined as two amending instruments would join them; what both changed is a conflict, which a person decides.
/// </summary>
public sealed class DraftRebase
{
    private readonly ProvisionTree baseText;
    private readonly ProvisionTree draft;
    private readonly ProvisionTree latest;
    private readonly Dictionary<(RebaseMatter, LineageKey), RebaseChoice> choices;
    private readonly Dictionary<LineageKey, ComparedProvision> theirs;
    private readonly RebasePlaces placesOfBase;
    private readonly RebasePlaces placesOfDraft;
    private readonly RebasePlaces placesOfLatest;
    private readonly RebaseNumbers numbers;
    private readonly List<RebaseConflict> conflicts = [];
    private readonly HashSet<LineageKey> done = [];
    private ProvisionTree tree;
    private Dictionary<LineageKey, string>? addresses;

    private DraftRebase(ProvisionTree baseText, ProvisionTree draft, ProvisionTree latest, IEnumerable<RebaseChoice> choices)
    {
        (this.baseText, this.draft, this.latest, tree) = (baseText, draft, latest, latest);
        this.choices = choices.GroupBy(choice => (choice.Matter, choice.Key)).ToDictionary(group => group.Key, group => group.Last());
        var comparison = TreeComparison.Between(baseText, latest);
        theirs = comparison.Rows.Where(row => row.Old is not null).ToDictionary(row => row.Old!.Key);
        HashSet<LineageKey> added = [.. comparison.Rows.Where(row => row.Old is null).Select(row => row.New!.Key)];
        numbers = new(baseText, draft, latest);
        (placesOfBase, placesOfDraft, placesOfLatest) = (new(baseText, added), new(draft, added), new(latest, added));
    }

    /// <summary>The draft, made from <paramref name="baseText"/>, as a draft made from <paramref name="latest"/>.</summary>
    /// <param name="choices">What a person has decided of conflicts that were told before; the last counts for each.</param>
    public static RebaseOutcome Onto(ProvisionTree baseText, ProvisionTree draft, ProvisionTree latest, IEnumerable<RebaseChoice>? choices = null) =>
        new DraftRebase(baseText, draft, latest, choices ?? []).Carry();

    private RebaseOutcome Carry()
    {
        Outside();
        var ours = TreeComparison.Between(baseText, draft);
        var added = ours.Rows.Where(row => row.Old is null).Select(row => row.New!.Key).ToHashSet();
        var counted = ours.Rows.Where(row => row is { Old: not null, New: not null, Change: ProvisionChange.None or ProvisionChange.Renumbered }).Select(row => row.New!.Key).ToHashSet();
        foreach (var row in ours.Rows.Where(row => row.New is not null && (!row.IsUnchanged || IsMoved(row, placesOfDraft)) && !done.Contains(row.New.Key)))
        {
            if (row.Old is null)
                Put(RebasePlaces.Only(row.New!, added));
            else if (theirs[row.Old.Key].New is null)
            {
                // What only counts on goes with what is deleted.
                if (row.Change != ProvisionChange.Renumbered || !KeysOf(row.New!).TrueForAll(counted.Contains))
                    PutBack(row);
            }
            else
                Change(row);
        }
        var deleted = ours.Rows.Where(row => row.New is null).Select(row => row.Old!.Key).ToHashSet();
        foreach (var row in ours.Rows.Where(row => row.New is null))
            Take(row, deleted);
        foreach (var label in numbers.Of(tree, key => In(draft, key)?.Label is { } label && label != Was(key)?.Label ? label : null).ToList())
            Do(new DraftOperation.SetLabel(label.Key, label.Label));
        tree = RebaseRecords.InOrder(baseText, tree);
        SameNumbers();
        // A draft that says otherwise of its captions goes on saying so.
        return new RebaseOutcome(ReferenceEquals(Draft.Settled(draft), draft) ? Draft.Settled(tree) : tree, [.. conflicts]);
    }

    /// <summary>Title, lines below it and 目次.</summary>
    private void Outside()
    {
        Words(RebaseMatter.Title, null, baseText.Title, draft.Title, latest.Title, words => tree = tree with { Title = words });
        Lines(RebaseMatter.Preamble, baseText.Preamble, draft.Preamble, latest.Preamble, lines => tree = tree with { Preamble = RebaseRecords.InOrder(baseText.Preamble, lines) });
        Lines(RebaseMatter.Contents, baseText.Contents, draft.Contents, latest.Contents, lines => tree = tree with { Contents = lines });
    }

    private void Lines(RebaseMatter matter, ImmutableArray<string> was, ImmutableArray<string> ours, ImmutableArray<string> other, Action<ImmutableArray<string>> put)
    {
        static string Whole(ImmutableArray<string> lines) => string.Join('\n', lines);
        var joined = ThreeWay.Lines(was, ours, other);
        if (joined.Draft.SequenceEqual(joined.Latest))
            put(joined.Draft);
        else
            Decide(matter, null, Whole(was), Whole(joined.Draft), Whole(joined.Latest), null, words => put([.. words.Split('\n', StringSplitOptions.RemoveEmptyEntries)]));
    }

    /// <summary>What is asked is what both changed alone: all else of both stands in either answer.</summary>
    private void Words(RebaseMatter matter, Provision? where, string was, string ours, string other, Action<string> put)
    {
        var joined = ThreeWay.Words(was, ours, other);
        Decide(matter, where, was, joined.Draft, joined.Latest, joined.Draft == joined.Latest ? joined.Draft : null, put);
    }

    private void Change(ComparedProvision row)
    {
        var (was, ours, other) = (row.Old!, row.New!, theirs[row.Old!.Key].New!);
        var key = was.Key;
        if (IsMoved(row, placesOfDraft))
            Move(row);
        if (row.Change.HasFlag(ProvisionChange.KindChanged) && other.Kind != ours.Kind)
            Decide(RebaseMatter.Kind, ours, was.Kind.ToString(), ours.Kind.ToString(), other.Kind.ToString(), other.Kind == was.Kind ? ours.Kind.ToString() : null,
                kind => Do(At(key) is { } now ? new DraftOperation.Replace(key, [now with { Kind = Enum.Parse<ProvisionKind>(kind) }]) : null), hasOwn: false);
        if (row.Change.HasFlag(ProvisionChange.TextChanged))
            Words(RebaseMatter.Words, ours, was.Text, ours.Text, other.Text, words => Do(new DraftOperation.SetText(key, words)));
        if (row.Change.HasFlag(ProvisionChange.CaptionChanged))
            Caption(key, was, ours, other);
        if (row.Change.HasFlag(ProvisionChange.Renumbered) && !(RebaseNumbers.IsOneForm(was.Label, ours.Label) && numbers.CountOn(key)))
            Decide(RebaseMatter.Number, ours, was.Label, ours.Label, other.Label, other.Label == was.Label || other.Label == ours.Label ? ours.Label : null,
                label => Do(new DraftOperation.SetLabel(key, label)));
    }

    private void Caption(LineageKey key, Provision was, Provision ours, Provision other)
    {
        var same = (other.Heading, other.HeadingPlace) == (was.Heading, was.HeadingPlace) || (other.Heading, other.HeadingPlace) == (ours.Heading, ours.HeadingPlace);
        Decide(RebaseMatter.Caption, ours, was.Heading, ours.Heading, other.Heading, same ? ours.Heading ?? "" : null, words => Do(words == (ours.Heading ?? "")
            ? new DraftOperation.SetHeading(key, ours.Heading, ours.HeadingPlace)
            : new DraftOperation.SetHeading(key, words.Length == 0 ? null : words, ours.Heading is null ? other.HeadingPlace : ours.HeadingPlace)));
    }

    private void Move(ComparedProvision row)
    {
        var key = row.New!.Key;
        var moved = IsMoved(theirs[row.Old!.Key], placesOfLatest);
        var place = placesOfDraft.Of(key, tree, except: key);
        if (moved && placesOfDraft.IsAt(key, tree))
            return;
        if (place is { } to && !moved)
            Do(new DraftOperation.Move(key, to));
        else
            Decide(RebaseMatter.Place, row.New, null, null, null, null, _ => Do(place is { } chosen ? new DraftOperation.Move(key, chosen) : null), hasOwn: false, hasDraft: place is not null);
    }

    /// <summary>Stands elsewhere, also where it keeps its place in the run of articles and only a heading has come above it.</summary>
    private bool IsMoved(ComparedProvision row, RebasePlaces now) =>
        row is { Old: { } old, New: { } @new } && (row.Change.HasFlag(ProvisionChange.Moved) || placesOfBase.ParentOf(old.Key) != now.ParentOf(@new.Key));

    private void Put(Provision added)
    {
        var keys = KeysOf(added);
        done.UnionWith(keys);
        if (At(added.Key) is not null)
            return;
        if (placesOfDraft.Of(added.Key, tree) is { } place)
            Do(new DraftOperation.Insert(place, [added]));
        else
            Decide(RebaseMatter.Place, added, null, Shown(added), null, null, _ => Do(new DraftOperation.Insert(DraftPlace.LastIn(LineageKey.None), [added])), hasOwn: false);
    }

    /// <summary>The other edition deleted what the draft changes: it stays deleted, or comes back as the draft has it.</summary>
    private void PutBack(ComparedProvision row)
    {
        var standing = Lineage.KeysOf(tree).ToHashSet();
        var whole = RebasePlaces.Without(row.New!, standing);
        var place = placesOfDraft.Of(whole.Key, tree);
        Decide(RebaseMatter.Gone, whole, Shown(row.Old!), Shown(whole), null, null, _ =>
        {
            done.UnionWith(KeysOf(whole));
            Do(new DraftOperation.Insert(place!.Value, [whole]));
        }, hasOwn: false, hasDraft: place is not null);
    }

    private void Take(ComparedProvision row, HashSet<LineageKey> deleted)
    {
        if (done.Contains(row.Old!.Key) || At(row.Old.Key) is not { } standing)
            return;
        var keys = KeysOf(standing);
        if (keys.TrueForAll(key => deleted.Contains(key) && (theirs[key].IsUnchanged || theirs[key].Change == ProvisionChange.Renumbered)))
            Do(new DraftOperation.Delete(standing.Key));
        else if (Decide(RebaseMatter.Deleted, standing, Shown(row.Old), null, Shown(standing), null, _ => Do(new DraftOperation.Delete(standing.Key)), hasOwn: false) != RebaseSide.Draft)
            done.UnionWith(keys);
    }

    /// <summary>Two provisions side by side that bear one number, where neither text had that. As long as they do, the text is not whole, whatever was decided.</summary>
    private void SameNumbers()
    {
        var known = Pairs(draft).Concat(Pairs(latest)).ToHashSet();
        foreach (var (first, second) in Pairs(tree).Where(pair => !known.Contains(pair)).ToList())
            foreach (var key in new[] { first, second })
                if (At(key) is { } provision && !IsTold(key))
                    Decide(RebaseMatter.Number, provision, Was(key)?.Label, In(draft, key)?.Label, In(latest, key)?.Label, null,
                        label => Do(new DraftOperation.SetLabel(key, label)), hasDraft: In(draft, key) is not null, hasLatest: In(latest, key) is not null);
        foreach (var (first, second) in Pairs(tree).Where(pair => !known.Contains(pair)).ToList())
            if (!IsTold(first) && !IsTold(second))
                conflicts.Add(new RebaseConflict(RebaseMatter.Number, second, AddressOf(At(second)!), Was(second)?.Label, In(draft, second)?.Label, In(latest, second)?.Label, [RebaseSide.Own]));

        bool IsTold(LineageKey key) => conflicts.Exists(told => told.Matter == RebaseMatter.Number && told.Key == key);
    }

    private Provision? Was(LineageKey key) => theirs.TryGetValue(key, out var row) ? row.Old : null;

    private static IEnumerable<(LineageKey, LineageKey)> Pairs(ProvisionTree of) =>
        of.All().Select(at => at.Provision.Children).Append(of.Provisions)
            .SelectMany(siblings => siblings.Where(one => one.Label.Length > 0 && one.Kind != ProvisionKind.SupplementaryProvision).GroupBy(one => (one.Kind, one.Label)))
            .SelectMany(same => same.Zip(same.Skip(1), (a, b) => (a.Key, b.Key)));

    /// <summary>
    /// Puts what is <paramref name="joined"/>, or what was decided; else it is a conflict, and the text stays as the other edition has it. Yields the side
    /// for which it was decided; null while it is not.
    /// </summary>
    private RebaseSide? Decide(
        RebaseMatter matter, Provision? where, string? was, string? ours, string? other, string? joined, Action<string> put, bool hasOwn = true, bool hasDraft = true, bool hasLatest = true)
    {
        if (joined is not null)
        {
            put(joined);
            return null;
        }
        var key = where?.Key ?? LineageKey.None;
        ImmutableArray<RebaseSide> sides = [.. hasDraft ? [RebaseSide.Draft] : Array.Empty<RebaseSide>(), .. hasLatest ? [RebaseSide.Latest] : Array.Empty<RebaseSide>(), .. hasOwn ? [RebaseSide.Own] : Array.Empty<RebaseSide>()];
        if (!choices.TryGetValue((matter, key), out var choice) || !sides.Contains(choice.Side))
        {
            conflicts.Add(new RebaseConflict(matter, key, where is null ? null : AddressOf(where), was, ours, other, sides));
            return null;
        }
        if (choice.Side != RebaseSide.Latest)
            put(choice.Side == RebaseSide.Own ? choice.Words : ours ?? "");
        else if (other is not null && matter is RebaseMatter.Number or RebaseMatter.Words or RebaseMatter.Title or RebaseMatter.Preamble or RebaseMatter.Contents)
            put(other);
        return choice.Side;
    }

    private string AddressOf(Provision provision)
    {
        addresses ??= new[] { latest, draft }.SelectMany(text => ProvisionPaths.Of(text) is var paths ? paths.All.Select(placed => (placed.Provision.Key, Address: paths.LabelOf(placed))) : [])
            .GroupBy(one => one.Key).ToDictionary(same => same.Key, same => same.Last().Address);
        // Two provisions of one number are told apart by how they begin.
        return addresses.GetValueOrDefault(provision.Key, provision.Label) + (provision.Heading ?? provision.Text.Split('\n')[0]) switch
        {
            "" => "",
            { Length: > Excerpt } words => $"　{words[..Excerpt]}…",
            var words => $"　{words}",
        };
    }

    private void Do(DraftOperation? operation)
    {
        if (operation is not null && Draft.Apply(tree, operation) is { Succeeded: true } made)
            tree = made.Value;
    }

    private const int Excerpt = 16;

    private Provision? At(LineageKey key) => In(tree, key);

    private static Provision? In(ProvisionTree text, LineageKey key) => DraftPosition.Find(text, key)?.Provision;

    private static List<LineageKey> KeysOf(Provision provision) => [.. provision.WithDescendants().Select(at => at.Provision.Key)];

    private static string Shown(Provision provision) => ProvisionWriter.WritePlain(new ProvisionTree { Provisions = [provision] }).Trim('\n');
}
