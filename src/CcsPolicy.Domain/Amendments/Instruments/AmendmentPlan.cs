using System.Buffers;
using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>
/// 改正規定の組立て。Finds the sentences that make one text of another, from the front: words first, then what is deleted, then numbers (from the back where room is made), then what is added. Each
/// operation is applied as it is found, so that the next one speaks of the text as it then is. What cannot be said in words of its own is written anew as a whole.
/// </summary>
internal sealed class AmendmentPlan
{
    /// <summary>Signs by which the words of a place would be taken for something else.</summary>
    private static readonly SearchValues<char> NotInPlaces = SearchValues.Create("、。をに「」\n");

    private readonly ProvisionTree target;
    private readonly HashSet<LineageKey> anew;
    private readonly InstrumentApplication text;
    private readonly List<AmendingSentence> sentences = [];
    private readonly List<AmendingOperation> open = [];
    private readonly List<Numbered> deferred = [];
    private readonly List<(LineageKey Parent, ImmutableArray<Provision> Before, ImmutableArray<Provision> Now, HashSet<LineageKey> Kept)> levels = [];
    private readonly Dictionary<LineageKey, LineageKey> given = [];
    private readonly HashSet<LineageKey> containers = [];

    private AmendmentPlan(ProvisionTree old, ProvisionTree target, HashSet<LineageKey> anew, IdSource ids)
    {
        (this.target, this.anew) = (target, anew);
        text = InstrumentApplication.On(old, ids);
    }

    /// <summary>A provision that gets another number.</summary>
    private readonly record struct Numbered(LineageKey Parent, Provision Was, string Label);

    /// <summary>A provision that has to be written anew with all below it; None for the whole text.</summary>
    private sealed class Unsayable(LineageKey key) : Exception
    {
        public LineageKey Key { get; } = key;
    }

    /// <summary>The sentences; null when only the whole text anew says it.</summary>
    public static ImmutableArray<AmendingSentence>? Between(ProvisionTree old, ProvisionTree @new, IdSource ids)
    {
        var before = Lineage.Begin(old, ids);
        var now = Lineage.Carry(before, @new, ids);
        var anew = new HashSet<LineageKey>();
        while (true)
        {
            var plan = new AmendmentPlan(before, now, anew, ids);
            try
            {
                plan.Find();
                return plan.text.Tree.Equals(@new) ? [.. plan.sentences] : null;
            }
            catch (Unsayable one)
            {
                // Each turn writes one more provision anew; so there are no more turns than provisions.
                if (one.Key.IsNone || !anew.Add(one.Key))
                    return null;
            }
        }
    }

    private void Find()
    {
        Lines(InstrumentAddress.Title, text.Tree.Title, target.Title);
        Lines(InstrumentAddress.Preamble, string.Join('\n', text.Tree.Preamble), string.Join('\n', target.Preamble));
        Lines(InstrumentAddress.Contents, string.Join('\n', text.Tree.Contents), string.Join('\n', target.Contents));
        Level(LineageKey.None, text.Tree.Provisions, target.Provisions);
        End();
        // Articles are counted through the chapters: their numbers change together, after all words.
        foreach (var (parent, before, _, kept) in levels)
            Gone(parent, before, kept);
        Numbers(deferred);
        foreach (var (parent, _, now, kept) in levels)
            Added(parent, now, kept);
        End();
    }

    private void Lines(string address, string was, string becomes)
    {
        if (was == becomes)
            return;
        Do(becomes.Length == 0 ? new AmendingOperation.Delete(address) : new AmendingOperation.Rewrite(address, becomes), LineageKey.None);
        End();
    }

    /// <summary>Provisions beside each other, with all below them.</summary>
    private void Level(LineageKey parent, ImmutableArray<Provision> before, ImmutableArray<Provision> now, bool isCountedThrough = true)
    {
        var pairs = Kept(before, now);
        var kept = pairs.ToDictionary(pair => pair.Was.Key, pair => pair.Now);
        foreach (var (was, becomes) in pairs)
            Words(parent, was, becomes);
        List<Numbered> numbers = [.. pairs.Where(pair => pair.Was.Label != pair.Now.Label).Select(pair => new Numbered(parent, pair.Was, pair.Now.Label))];
        if (isCountedThrough)
        {
            deferred.AddRange(numbers);
            levels.Add((parent, before, now, [.. kept.Keys]));
            return;
        }
        Gone(parent, before, [.. kept.Keys]);
        Numbers(numbers);
        Added(parent, now, [.. kept.Keys]);
    }

    private void Gone(LineageKey parent, ImmutableArray<Provision> before, HashSet<LineageKey> kept)
    {
        foreach (var gone in before.Where(one => !kept.Contains(one.Key)))
            Do(new AmendingOperation.Delete(AddressOf(gone.Key, parent)), parent);
    }

    /// <summary>The pairs that stay in their order.</summary>
    private static List<(Provision Was, Provision Now)> Kept(ImmutableArray<Provision> before, ImmutableArray<Provision> now)
    {
        var places = now.Select((one, at) => (one.Key, at)).ToDictionary(one => one.Key, one => one.at);
        var pairs = new List<(int Old, int New, long Weight)>();
        for (var i = 0; i < before.Length; i++)
            if (places.TryGetValue(before[i].Key, out var at))
                pairs.Add((i, at, 1 + before[i].WithDescendants().Sum(one => (long)one.Provision.Text.Length + 1)));
        return [.. HeaviestChain.Of(pairs).Select(index => (before[pairs[index].Old], now[pairs[index].New]))];
    }

    /// <summary>What changed in a provision that stays, and below it.</summary>
    private void Words(LineageKey parent, Provision was, Provision becomes)
    {
        if (was.Equals(becomes with { Label = was.Label }))
            return;
        if (parent.IsNone || was.Kind <= ProvisionKind.Article)
            End();
        if (anew.Contains(was.Key) || was.Kind != becomes.Kind || (was.HeadingPlace != becomes.HeadingPlace && was.Heading is not null && becomes.Heading is not null))
        {
            Anew(parent, was, becomes);
            return;
        }
        var address = AddressOf(was.Key, parent);
        if (was.Heading != becomes.Heading)
        {
            if (was.Kind.IsContainer())
            {
                // 第2章の章名; what is called otherwise is written anew.
                var unit = address.LastIndexOfAny([.. "編章節款目"]);
                Do(new AmendingOperation.Rewrite($"{address}の{(unit < 0 ? throw new Unsayable(was.Key) : address[unit])}名", $"{was.Label}　{becomes.Heading}"), was.Key);
                End();
            }
            else
                Do(new AmendingOperation.SetCaption(address, becomes.Heading) { IsNew = was.Heading is null }, was.Key);
        }
        if (was.Text != becomes.Text && !Rows(address, was, becomes))
            Do(Quoted(address, was, becomes), was.Key);
        Level(was.Key, was.Children, becomes.Children, was.Kind.IsContainer());
    }

    /// <summary>Rows that go or come in a table; what else changed in the text is said in words. False when it has no such rows, or they cannot be told by their names.</summary>
    private bool Rows(string address, Provision was, Provision becomes)
    {
        // The table of an article is named as such.
        var table = was.Kind is ProvisionKind.Appendix or ProvisionKind.Form ? address : address + "の表";
        if (RowChanges.Between(table, was.Text, becomes.Text) is not { } operations)
            return false;
        var before = text.Tree;
        if (operations.Any(operation => text.Apply(operation) is not null))
        {
            text.Return(before);
            return false;
        }
        foreach (var operation in operations)
        {
            open.Add(operation);
            if (InstrumentWriter.BlockOf(operation) is not null)
                End();
        }
        var now = DraftPosition.Find(text.Tree, KeyOf(was.Key))!.Provision;
        if (now.Text != becomes.Text)
            Do(Quoted(address, now, becomes), was.Key);
        return true;
    }

    private AmendingOperation.ChangeWords Quoted(string address, Provision was, Provision becomes)
    {
        // The own words of an article with items or paragraphs: in its first paragraph, else in the place with all below it.
        foreach (var place in was.Children.IsEmpty ? new[] { address } : [address + "第1項", address, address + "各号列記以外の部分"])
        {
            var (named, part) = InstrumentAddress.PartOf(place);
            if (InstrumentScope.Of(text, named, part) is not { } texts || (place.Length == address.Length + 3 && !(address.EndsWith('条') && text.IsFirstParagraph(place))))
                continue;
            if (WordChanges.Between(was.Text, becomes.Text, words => texts.Sum(one => InstrumentScope.Count(one.Text, words)) == 1) is { } changes)
                return new AmendingOperation.ChangeWords(place, changes);
        }
        throw new Unsayable(was.Key);
    }

    private void Anew(LineageKey parent, Provision was, Provision becomes)
    {
        End();
        // In its place, under the number that it has; a new one it gets with the others.
        var numbered = becomes with { Label = was.Label };
        var address = AddressOf(was.Key, parent);
        DoOnce(parent, block => new AmendingOperation.Rewrite(address, block), [numbered], () => DraftPosition.Find(text.Tree, was.Key)?.Provision.Equals(numbered) == true);
        End();
    }

    /// <summary>Lines as an officer writes them where they are read as what they are meant to be; else in the spelling that says so.</summary>
    private void DoOnce(LineageKey parent, Func<string, AmendingOperation> operation, ImmutableArray<Provision> provisions, Func<bool> isDone)
    {
        var (before, tree) = (text.Tree, new ProvisionTree { Provisions = provisions });
        foreach (var block in new[] { ProvisionWriter.WritePlain(tree).Trim('\n'), ExplicitText.Write(tree).TrimEnd('\n') })
        {
            var one = operation(block);
            if (block.Length > 0 && text.Apply(one) is null && isDone())
            {
                open.Add(one);
                return;
            }
            text.Return(before);
        }
        throw new Unsayable(parent);
    }

    /// <summary>New numbers, each when it is free: from the back where numbers rise, from the front where they fall.</summary>
    private void Numbers(List<Numbered> pending)
    {
        if (pending.Count == 0)
            return;
        var taken = Taken();
        var waiting = pending.Select(one => (One: one, Address: AddressOf(one.Was.Key, one.Parent))).ToList();
        var made = new List<NewLabel>();
        for (var (from, before) = (1, -1); waiting.Count > 0; from = -from)
        {
            if (from > 0 && before == waiting.Count)
                throw new Unsayable(waiting[0].One.Parent);
            before = from > 0 ? waiting.Count : before;
            for (var at = from > 0 ? waiting.Count - 1 : 0; at >= 0 && at < waiting.Count; at += from > 0 ? -1 : 0)
            {
                var (one, address) = waiting[at];
                var scope = ScopeOf(one.Was.Kind, one.Parent);
                if (!taken.Add((scope, NumberOf(one.Was.Kind, one.Label))) && NumberOf(one.Was.Kind, one.Label) != NumberOf(one.Was.Kind, one.Was.Label))
                {
                    if (from < 0)
                        break;
                    continue;
                }
                taken.Remove((scope, NumberOf(one.Was.Kind, one.Was.Label)));
                taken.Add((scope, NumberOf(one.Was.Kind, one.Label)));
                open.Add(new AmendingOperation.Renumber(address, SpokenNumber(address, one.Was, one.Label)));
                made.Add(new(one.Was.Key, one.Label));
                waiting.RemoveAt(at);
            }
        }
        text.Return(Draft.Apply(text.Tree, new DraftOperation.Renumber([.. made])).Value);
    }

    private HashSet<(LineageKey Scope, string Number)> Taken()
    {
        var taken = new HashSet<(LineageKey, string)>();
        var open = new Stack<(LineageKey Parent, ImmutableArray<Provision> Children)>([(LineageKey.None, text.Tree.Provisions)]);
        while (open.TryPop(out var level))
            foreach (var child in level.Children)
            {
                taken.Add((ScopeOf(child.Kind, level.Parent), NumberOf(child.Kind, child.Label)));
                if (!child.Children.IsEmpty)
                {
                    if (child.Kind.IsContainer())
                        containers.Add(child.Key);
                    open.Push((child.Key, child.Children));
                }
            }
        return taken;
    }

    /// <summary>Articles in chapters are counted with those of the whole text, everything else beside its neighbours.</summary>
    private LineageKey ScopeOf(ProvisionKind kind, LineageKey parent) => kind == ProvisionKind.Article && containers.Contains(parent) ? LineageKey.None : parent;

    private static string NumberOf(ProvisionKind kind, string label) => LabelNumber.Of(label) is { Segment.Length: > 0 } number ? $"{kind} {number.Form} {number.Segment}" : $"{kind} {label}";

    private string SpokenNumber(string address, Provision was, string label)
    {
        var step = InstrumentAddress.LastStep(address);
        var unit = step.LastIndexOfAny(['項', '号']);
        var spoken = unit > 0 && was.Kind is ProvisionKind.Paragraph or ProvisionKind.Item && !label.StartsWith('第') && LabelNumber.Of(label).Segment is { Length: > 0 } segment
            ? $"第{segment.Split('_')[0]}{step[unit]}{string.Concat(segment.Split('_').Skip(1).Select(part => "の" + part))}" : label;
        return spoken.Length > 0 && text.LabelFor(was, spoken) == label && QuotedText.Holds(spoken) && !spoken.AsSpan().ContainsAny(NotInPlaces) ? spoken : $"「{label}」";
    }

    private void Added(LineageKey parent, ImmutableArray<Provision> now, HashSet<LineageKey> kept)
    {
        for (var at = 0; at < now.Length; at++)
        {
            if (kept.Contains(now[at].Key))
                continue;
            var first = at;
            while (at + 1 < now.Length && !kept.Contains(now[at + 1].Key) && now[at + 1].Kind == now[first].Kind)
                at++;
            var added = now[first..(at + 1)];
            var place = first > 0 && (at + 1 < now.Length || parent.IsNone) ? (AddressOf(now[first - 1].Key, parent), AddedSide.After)
                : at + 1 < now.Length ? kept.Contains(now[at + 1].Key) ? (AddressOf(now[at + 1].Key, parent), AddedSide.Before) : throw new Unsayable(parent)
                : parent.IsNone ? (InstrumentAddress.Body, AddedSide.In) : (AddressOf(parent, parent), AddedSide.In);
            DoOnce(parent, block => new AmendingOperation.Add(place.Item1, place.Item2, block) { Unit = UnitOf(added[0]), Count = added.Length }, added, () => text.Added.SequenceEqual(added) && StandsRight(parent, now, first));
            for (var i = 0; i < added.Length; i++)
                given[added[i].Key] = text.Added[i].Key;
            End();
            kept.UnionWith(added.Select(one => one.Key));
        }
    }

    /// <summary>Whether what was put in comes after what stands before it in the new text.</summary>
    private bool StandsRight(LineageKey parent, ImmutableArray<Provision> now, int first)
    {
        var siblings = parent.IsNone ? text.Tree.Provisions : DraftPosition.Find(text.Tree, parent)!.Provision.Children;
        var at = siblings.IndexOf(siblings.First(one => one.Key == text.Added[0].Key));
        return first == 0 ? at == 0 : at > 0 && siblings[at - 1].Key == KeyOf(now[first - 1].Key);
    }

    private static string? UnitOf(Provision added) => added.Kind switch
    {
        ProvisionKind.Article when added.Label.Contains('条', StringComparison.Ordinal) => "条",
        ProvisionKind.Chapter => "章",
        ProvisionKind.Section => "節",
        ProvisionKind.Appendix when added.Label.StartsWith("別表", StringComparison.Ordinal) => "別表",
        _ => null,
    };

    /// <summary>The key in the text as it is now: what was put in has got a new one.</summary>
    private LineageKey KeyOf(LineageKey key) => given.GetValueOrDefault(key, key);

    private string AddressOf(LineageKey key, LineageKey parent) =>
        text.AddressOf(KeyOf(key)) is { } address && !address.AsSpan().ContainsAny(NotInPlaces) ? address : throw new Unsayable(parent);

    private void Do(AmendingOperation operation, LineageKey otherwise)
    {
        if (text.Apply(operation) is not null)
            throw new Unsayable(otherwise);
        open.Add(operation);
    }

    private void End()
    {
        if (open.Count > 0)
            sentences.Add(new([.. open], 0));
        open.Clear();
    }
}
