using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
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
internal sealed partial class AmendmentPlan
{
    /// <summary>Signs by which the words of a place would be taken for something else.</summary>
    private static readonly SearchValues<char> NotInPlaces = SearchValues.Create("、。をに「」\n");

    private readonly ProvisionTree target;
    private readonly HashSet<LineageKey> anew;
    private readonly IdSource ids;
    private readonly InstrumentApplication text;
    private readonly List<AmendingSentence> sentences = [];
    private readonly HashSet<LineageKey> replaced = [];
    private readonly List<LineageKey> subjects = [];
    private readonly List<AmendingOperation> open = [];
    private readonly List<Numbered> deferred = [];
    private readonly List<Level> levels = [];
    private readonly Dictionary<LineageKey, LineageKey> given = [];
    private readonly Dictionary<LineageKey, LineageKey> madeOf = [];
    private readonly HashSet<LineageKey> containers = [];
    private readonly ImmutableArray<WordChange> common;
    private LineageKey subject = LineageKey.None;

    private AmendmentPlan(ProvisionTree old, ProvisionTree target, HashSet<LineageKey> anew, ImmutableArray<WordChange> common, IdSource ids)
    {
        (this.target, this.anew, this.common, this.ids) = (target, anew, common, ids);
        text = InstrumentApplication.On(old, ids);
    }

    /// <summary>A provision that gets another number.</summary>
    private readonly record struct Numbered(LineageKey Parent, Provision Was, string Label);

    /// <summary>Provisions beside each other, before and afterwards.</summary>
    /// <param name="Kept">The keys of those that the text has: the ones that stay, and what was added.</param>
    /// <param name="IsNext">Which of them have their turn.</param>
    private sealed record Level(LineageKey Parent, ImmutableArray<Provision> Before, ImmutableArray<Provision> Now, HashSet<LineageKey> Kept, Func<Provision, bool> IsNext);

    /// <summary>A provision that has to be written anew with all below it; None for the whole text.</summary>
    private sealed class Unsayable(LineageKey key) : Exception
    {
        public LineageKey Key { get; } = key;
    }

    /// <summary>The sentences; null when only the whole text anew says it.</summary>
    public static ImmutableArray<AmendingSentence>? Between(ProvisionTree old, ProvisionTree @new, IdSource ids)
    {
        var before = Lineage.Begin(old, ids);
        var refilled = new Dictionary<LineageKey, ImmutableArray<LineageKey>>();
        var now = WithoutRanges(before, WithoutMoves(before, Lineage.Carry(before, @new, ids), ids), ids, refilled);
        var anew = new HashSet<LineageKey>();
        var common = CommonChanges.Between(before, now);
        HashSet<LineageKey> known = [LineageKey.None, .. Lineage.KeysOf(before), .. Lineage.KeysOf(now)];
        while (true)
        {
            var plan = new AmendmentPlan(before, now, anew, common, ids) { Refilled = refilled };
            try
            {
                plan.Find();
                if (!OnPaper.SayTheSame(plan.text.Tree, @new))
                    return null;
                return plan.Misread() is { } misread ? throw new Unsayable(misread) : [.. plan.sentences];
            }
            catch (Unsayable one)
            {
                // Each turn writes one more provision anew; so there are no more turns than provisions. What a sentence has made of another one goes with that.
                var key = plan.madeOf.GetValueOrDefault(one.Key, one.Key);
                // Under no key: names of divisions are not put nor taken off by themselves.
                if (!known.Contains(key) || !anew.Add(key))
                    return null;
            }
        }
    }

    private void Find()
    {
        Lines(InstrumentAddress.Title, text.Tree.Title, target.Title);
        Lines(InstrumentAddress.Preamble, string.Join('\n', text.Tree.Preamble), string.Join('\n', target.Preamble));
        Lines(InstrumentAddress.Contents, string.Join('\n', text.Tree.Contents), string.Join('\n', target.Contents));
        Divisions();
        Throughout();
        var (before, now) = (text.Tree.Provisions, Replaced(text.Tree.Provisions, target.Provisions));
        var pairs = Kept(before, now);
        HashSet<LineageKey> kept = [.. pairs.Select(pair => pair.Was.Key)];
        // The 本則 is done before what stands behind it.
        foreach (var isBody in new[] { true, false })
        {
            bool IsNext(Provision root) => root.Kind < ProvisionKind.SupplementaryProvision == isBody;
            deferred.AddRange(Pairs(LineageKey.None, [.. pairs.Where(pair => IsNext(pair.Was))]));
            End();
            // Articles are counted through the chapters: their numbers change together, after all words.
            levels.Add(new(LineageKey.None, [.. before.Where(IsNext)], now, kept, IsNext));
            foreach (var level in levels)
                Gone(level);
            foreach (var numbers in deferred.GroupBy(TurnOf).OrderByDescending(numbers => numbers.Key))
                Numbers([.. numbers]);
            foreach (var level in levels)
                Added(level);
            End();
            levels.Clear();
            deferred.Clear();
        }
    }

    /// <summary>Words of pairs; their numbers are left to do.</summary>
    private List<Numbered> Pairs(LineageKey parent, List<(Provision Was, Provision Now)> pairs)
    {
        foreach (var (was, becomes) in pairs)
            Words(parent, was, becomes);
        return [.. pairs.Where(pair => pair.Was.Label != pair.Now.Label).Select(pair => new Numbered(parent, pair.Was, pair.Now.Label))];
    }

    private void Lines(string address, string was, string becomes)
    {
        if (was == becomes)
            return;
        // A title is written anew as a whole, whatever of it changes.
        Do(becomes.Length == 0 ? new AmendingOperation.Delete(address)
            : was.Length == 0 && address == InstrumentAddress.Contents && target.Title.Length > 0 ? new AmendingOperation.Add(InstrumentAddress.Title, AddedSide.After, $"{address}\n{becomes}") { Unit = address }
            : address != InstrumentAddress.Title && was.Count('\n') == becomes.Count('\n') && ((address == InstrumentAddress.Contents ? ContentsWords.Between(was, becomes) : null) ?? Changes(was, becomes)) is { } changes ? new AmendingOperation.ChangeWords(address, changes)
            : new AmendingOperation.Rewrite(address, becomes), LineageKey.None);
        End();
    }

    /// <summary>Provisions beside each other, with all below them.</summary>
    private void Below(LineageKey parent, ImmutableArray<Provision> before, ImmutableArray<Provision> becomes, bool isCountedThrough)
    {
        var now = Replaced(before, becomes);
        var pairs = Kept(before, now);
        var level = new Level(parent, before, now, [.. pairs.Select(pair => pair.Was.Key)], _ => true);
        var numbers = Pairs(parent, pairs);
        if (isCountedThrough)
        {
            deferred.AddRange(numbers);
            levels.Add(level);
            return;
        }
        Gone(level);
        Numbers(numbers);
        Added(level);
    }

    private void Gone(Level level)
    {
        var gone = level.Before.Where(one => !level.Kept.Contains(one.Key)).ToList();
        if (AllItemsGo(level, gone))
            gone.RemoveAll(one => one.Kind == ProvisionKind.Item);
        for (var at = 0; at < gone.Count;)
        {
            var several = IsRefilled(level, gone[at]) ? 1 : Together(level, gone, at);
            if (several == 0)
            {
                Do(new AmendingOperation.Delete(GoneAddress(level, gone[at])), level.Parent);
                PutCaptions(one => one.Head == gone[at].Key);
            }
            at += Math.Max(several, 1);
        }
        PutCaptions(one => level.Before.Any(before => before.Key == one.Article));
    }

    /// <summary>第4条の前の見出し及び第4条: of several articles that share a caption the first goes with it, and others stay.</summary>
    private string GoneAddress(Level level, Provision gone)
    {
        var (address, at) = (AddressOf(gone.Key, level.Parent), level.Before.IndexOf(gone));
        return IsArticle(gone) && gone.Heading is not null && GroupCaptions.IsShared(level.Before, gone.Key) && level.Kept.Contains(level.Before[at + 1].Key) ? $"{address}の前の見出し及び{address}" : address;
    }

    /// <summary>What goes and what comes in its place under the same number is one provision that is written anew.</summary>
    private ImmutableArray<Provision> Replaced(ImmutableArray<Provision> before, ImmutableArray<Provision> now)
    {
        var (were, are) = (before.Select(one => one.Key).ToHashSet(), now.Select(one => one.Key).ToHashSet());
        var gone = before.Where(one => !are.Contains(one.Key) && one.Label.Length > 0).GroupBy(NameOf).ToDictionary(group => group.Key, group => group.First());
        if (gone.Count == 0)
            return now;
        return [.. now.Select(one =>
        {
            if (were.Contains(one.Key) || !gone.Remove(NameOf(one), out var former))
                return one;
            replaced.Add(former.Key);
            return one with { Key = former.Key };
        })];

        // 附則 and 附則（令和8年3月1日規程第1号） are not of one number.
        static (ProvisionKind, string, string?) NameOf(Provision one) => (one.Kind, one.Label, one.Kind == ProvisionKind.SupplementaryProvision ? one.Heading : null);
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

    /// <summary>New numbers, each when it is free: from the back where numbers rise, from the front where they fall.</summary>
    private void Numbers(List<Numbered> pending)
    {
        if (pending.Count == 0)
            return;
        var taken = Taken();
        var waiting = pending.Select(one => (One: one, Address: AddressOf(one.Was.Key, one.Parent))).ToList();
        var heads = pending.Exists(one => one.Was.Kind == ProvisionKind.Article) ? GroupCaptions.In(text.Tree) : [];
        var made = new List<NewLabel>();
        var isAnyWay = false;
        for (var (from, before) = (1, -1); waiting.Count > 0; from = -from)
        {
            if (from > 0 && before == waiting.Count && isAnyWay)
                throw new Unsayable(waiting[0].One.Parent);
            isAnyWay |= from > 0 && before == waiting.Count;
            before = from > 0 ? waiting.Count : before;
            for (var at = from > 0 ? waiting.Count - 1 : 0; at >= 0 && at < waiting.Count;)
            {
                var (one, address) = waiting[at];
                var isItsTurn = isAnyWay || Falls(one) == from < 0;
                if (!isItsTurn || !IsFree(one))
                {
                    if (isItsTurn && from < 0)
                        break;
                    at -= from;
                    continue;
                }
                var renumbered = new AmendingOperation.Renumber(address, SpokenNumber(address, one.Was, one.Label));
                open.AddRange(heads.TryGetValue(one.Was.Key, out var head) && renumbered.Number[0] != '「' ? GroupCaptions.Around(renumbered, head) : [renumbered]);
                made.Add(new(one.Was.Key, one.Label));
                waiting.RemoveAt(at);
                at -= from > 0 ? 1 : 0;
            }
        }
        text.Return(Draft.Apply(text.Tree, new DraftOperation.Renumber([.. made])).Value);

        bool IsFree(Numbered one)
        {
            var (scope, was, becomes) = (ScopeOf(one.Was.Kind, one.Label, one.Parent), (ScopeOf(one.Was.Kind, one.Was.Label, one.Parent), NumberOf(one.Was.Kind, one.Was.Label)), NumberOf(one.Was.Kind, one.Label));
            if (!taken.Add((scope, becomes)) && (scope, becomes) != was)
                return false;
            taken.Remove(was);
            taken.Add((scope, becomes));
            return true;
        }
    }

    /// <summary>Whether the number becomes a lower one: 第6条の2 of 第7条の2.</summary>
    private static bool Falls(Numbered one)
    {
        var (was, becomes) = (LabelNumber.Of(one.Was.Label), LabelNumber.Of(one.Label));
        if (was.Form != becomes.Form || was.Segment is not { Length: > 0 } || becomes.Segment is not { Length: > 0 })
            return false;
        var (old, @new) = (was.Segment.Split('_'), becomes.Segment.Split('_'));
        for (var i = 0; i < Math.Min(old.Length, @new.Length); i++)
            if (int.TryParse(old[i], NumberStyles.None, CultureInfo.InvariantCulture, out var before) && int.TryParse(@new[i], NumberStyles.None, CultureInfo.InvariantCulture, out var now) && before != now)
                return now < before;
        return @new.Length < old.Length;
    }

    private HashSet<(LineageKey Scope, string Number)> Taken()
    {
        var taken = new HashSet<(LineageKey, string)>();
        var open = new Stack<(LineageKey Parent, ImmutableArray<Provision> Children)>([(LineageKey.None, text.Tree.Provisions)]);
        while (open.TryPop(out var level))
            foreach (var child in level.Children)
            {
                taken.Add((ScopeOf(child.Kind, child.Label, level.Parent), NumberOf(child.Kind, child.Label)));
                if (!child.Children.IsEmpty)
                {
                    if (child.Kind.IsContainer())
                        containers.Add(child.Key);
                    open.Push((child.Key, child.Children));
                }
            }
        return taken;
    }

    /// <summary>Articles in chapters are counted with those of the whole text, and so is 4―1, which holds the numbers above it; everything else beside its neighbours.</summary>
    private LineageKey ScopeOf(ProvisionKind kind, string label, LineageKey parent) => (kind == ProvisionKind.Article && containers.Contains(parent)) || InstrumentApplication.IsLayered(label) ? LineageKey.None : parent;

    private static string NumberOf(ProvisionKind kind, string label) => LabelNumber.Of(label) is { Segment.Length: > 0 } number ? $"{kind} {number.Form} {number.Segment}" : $"{kind} {label}";

    private string SpokenNumber(string address, Provision was, string label)
    {
        var step = InstrumentAddress.LastStep(address);
        var unit = step.LastIndexOfAny(['項', '号']);
        var spoken = unit > 0 && was.Kind is ProvisionKind.Paragraph or ProvisionKind.Item && !label.StartsWith('第') && LabelNumber.Of(label).Segment is { Length: > 0 } segment
            ? $"第{segment.Split('_')[0]}{step[unit]}{string.Concat(segment.Split('_').Skip(1).Select(part => "の" + part))}" : label;
        return spoken.Length > 0 && text.LabelFor(was, spoken) == label && QuotedText.Holds(spoken) && !spoken.AsSpan().ContainsAny(NotInPlaces) ? spoken : $"「{label}」";
    }

    private void Added(Level level)
    {
        var (parent, now, kept) = (level.Parent, level.Now, level.Kept);
        for (var at = 0; at < now.Length; at++)
        {
            if (kept.Contains(now[at].Key) || !level.IsNext(now[at]))
                continue;
            var first = at;
            // Behind the first 附則 of a text another one would be read as the instrument's own.
            var isAlone = now[first].Kind == ProvisionKind.SupplementaryProvision && (first == 0 || now[first - 1].Kind != ProvisionKind.SupplementaryProvision);
            while (!isAlone && at + 1 < now.Length && !kept.Contains(now[at + 1].Key) && now[at + 1].Kind == now[first].Kind)
                at++;
            var added = now[first..(at + 1)];
            var place = PlaceOf(parent, now, first, at, kept);
            var unit = UnitOf(parent, added[0]);
            if (place.Side == AddedSide.First && unit == "項")
            {
                AddedFirst(level, now[at = first], place.Address);
                continue;
            }
            if (!TryOnce(block => new AmendingOperation.Add(place.Address, place.Side, block) { Unit = unit, Count = added.Length, As = place.Side == AddedSide.First ? "第1" + unit : "" }, added, () => OnPaper.SayTheSame(text.Added, added) && StandsRight(parent, now, first)))
                throw new Unsayable(parent);
            for (var i = 0; i < added.Length; i++)
                given[added[i].Key] = text.Added[i].Key;
            End();
            kept.UnionWith(added.Select(one => one.Key));
        }
    }

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
        {
            sentences.Add(new([.. open], 0));
            subjects.Add(subject);
        }
        open.Clear();
    }

    /// <summary>What the first sentence is about that is not read as it is written; null when each is.</summary>
    private LineageKey? Misread()
    {
        for (var i = 0; i < sentences.Count; i++)
        {
            var written = InstrumentWriter.Write(new() { Sentences = [sentences[i]] }, InstrumentUsage.Municipal);
            if (InstrumentReader.Read(written) is not { Unread: [], Sentences: [var read], Supplementary: "" } || InstrumentWriter.Write(new() { Sentences = [read] }, InstrumentUsage.Municipal) != written)
                return subjects[i];
        }
        return null;
    }
}
