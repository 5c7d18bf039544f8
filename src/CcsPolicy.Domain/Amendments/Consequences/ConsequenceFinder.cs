using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Consequences;

/// <summary>
/// ハネ改正の洗出し。Reads every text with the old and with the new numbers, compares what each reference means, and tries proposals by reading them: one is
/// made only when it means what was meant. A provision is read as the proposals before have left it, so that 同条 follows.
/// </summary>
/// <param name="citingBefore">The text in which the references stood.</param>
/// <param name="citing">The text in which the references stand, as it is now.</param>
internal sealed class ConsequenceFinder(PointerWalk before, PointerWalk now, int[] nowOf, ProvisionPaths citingBefore, ProvisionPaths citing, bool within)
{
    private const int WordsAround = 24;

    /// <summary>A provision with more references is compared by its words alone.</summary>
    private const int MostCompared = 200;

    private readonly ReferenceWording wording = new(before.Targets, now.Targets, nowOf, within);
    private readonly Figures figures = Figures.Of(citing);
    private readonly ImmutableArray<Consequence>.Builder found = ImmutableArray.CreateBuilder<Consequence>();

    /// <summary>Characters that may still be read once more to try proposals: a text made to cost much gets none beyond.</summary>
    private long budget = 5_000_000;

    /// <param name="rows">How the citing text came from the old one; default when it is one and the same text.</param>
    public ImmutableArray<Consequence> Find(ImmutableArray<ComparedProvision> rows)
    {
        var old = rows.IsDefault ? null : ReadOld();
        var oldOf = new ComparedProvision?[citing.All.Length];
        if (!rows.IsDefault)
            foreach (var row in rows)
                if (row is { NewIndex: { } index, OldIndex: not null }) oldOf[index] = row;
        InPreamble(isOneText: rows.IsDefault);
        foreach (var placed in citing.All)
        {
            now.Enter(placed);
            var text = placed.Provision.Text;
            if (old is null)
            {
                before.Enter(placed);
                var read = before.Read(placed, text);
                Correct(placed, -1, IsOfSupplement(citing, placed.Index) ? [] : [.. read.Where(pointer => pointer.IsFound).Select(pointer => new CarriedPointer(pointer, pointer.Start, false))]);
            }
            else if (oldOf[placed.Index] is { } row && !IsLeftAsItIs(placed, row))
                Correct(placed, row.OldIndex!.Value, CarriedPointer.Of(old[row.OldIndex.Value], row));
            else
                now.Read(placed, text);
        }
        return found.ToImmutable();
    }

    /// <summary>…基本方針9の規定に基づき、この基準を定める: what stands before the body points as the first provision would.</summary>
    private void InPreamble(bool isOneText)
    {
        if (Preamble(citingBefore) is not { } was || Preamble(citing) is not { } @is)
            return;
        before.Enter(was);
        var read = before.Read(was, was.Provision.Text).FindAll(pointer => pointer.IsFound);
        now.Enter(@is);
        var first = found.Count;
        Correct(@is, was.Index, isOneText ? [.. read.Select(pointer => new CarriedPointer(pointer, pointer.Start, false))] : CarriedPointer.Of(read, new ComparedProvision
        {
            Change = ProvisionChange.TextChanged, Old = was.Provision, New = @is.Provision, OldIndex = was.Index, NewIndex = @is.Index, Depth = 1,
            Text = TextComparison.Between(was.Provision.Text, @is.Provision.Text), Heading = [],
        }));
        for (var i = first; i < found.Count; i++)
            found[i] = found[i] with { Index = Consequence.OfPreamble, Key = default, At = InstrumentAddress.Preamble };
    }

    private static PlacedProvision? Preamble(ProvisionPaths paths) =>
        paths.Tree.Preamble.IsEmpty || paths.All.FirstOrDefault(placed => placed.Part < 0) is not { } first
            ? null : first with { Provision = first.Provision with { Text = ConsequentialChanges.Preamble(paths.Tree) } };

    private List<ReadPointer>[] ReadOld()
    {
        var all = citingBefore.All;
        var read = new List<ReadPointer>[all.Length];
        foreach (var placed in all)
        {
            before.Enter(placed);
            read[placed.Index] = [.. before.Read(placed, placed.Provision.Text).Where(pointer => pointer.IsFound)];
        }
        return read;
    }

    private static bool IsOfSupplement(ProvisionPaths paths, int index) =>
        paths.All[index].Part is >= 0 and var part && paths.All[part].Provision.Kind == ProvisionKind.SupplementaryProvision;

    /// <summary>The 附則 of past amendments, and the first as long as nobody changes it.</summary>
    private bool IsLeftAsItIs(PlacedProvision placed, ComparedProvision row) =>
        IsOfSupplement(citing, placed.Index) && (!within || placed.Part != now.Targets.FirstSupplement || !row.Change.HasFlag(ProvisionChange.TextChanged));

    private void Correct(PlacedProvision placed, int was, List<CarriedPointer> carried)
    {
        var text = placed.Provision.Text;
        var mark = now.Mark;
        var read = now.Read(placed, text);
        var (working, shift) = (text, 0);
        var corrected = CorrectedAlready(carried, read, text);
        var places = Places(read);
        foreach (var (pointer, start, isAtEdge) in carried)
        {
            if (start < 0 || corrected.Contains(pointer.Start)) continue;
            var (at, length) = (start + shift, pointer.End - pointer.Start);
            var written = working.Substring(at, length);
            var same = places.GetValueOrDefault(at);
            // What was written right beside it made another reference of it: that is the officer's own.
            if (isAtEdge && (same.End != at + length || same.Pointer.State is PointerState.Outside)) continue;
            if (same.End == at + length && IsRight(pointer, same, written))
            {
                if (GotParagraphs(pointer, written) is { } first)
                    found.Add(Told(placed, text, start, written, ConsequenceKind.WholeArticle, pointer, same) with { Proposed = first });
                continue;
            }
            var isGone = Meant(pointer, written).Exists(index => nowOf[index] < 0);
            var points = same.End == at + length && same.IsFound;
            var told = Told(placed, text, start, written, isGone ? ConsequenceKind.Gone : points ? ConsequenceKind.Elsewhere : ConsequenceKind.Nowhere, pointer, same);
            if (!isGone)
                foreach (var way in wording.Ways(written, pointer, within ? placed.Index : -1, was, figures).Distinct())
                {
                    budget -= working.Length + 100;
                    if (budget < 0) break;
                    if (way == written) continue;
                    var tried = string.Concat(working.AsSpan(0, at), way, working.AsSpan(at + length));
                    now.Mark = mark;
                    var reread = now.Read(placed, tried);
                    if (!Means(pointer, written, reread, at, at + way.Length)) continue;
                    (working, places, shift) = (tried, Places(reread), shift + way.Length - length);
                    told = told with { Proposed = way };
                    break;
                }
            found.Add(told);
        }
        now.Mark = mark;
        now.Read(placed, working);
    }

    /// <summary>
    /// 第4条及び第5条 that the draft has made 第5条及び第6条: the words 第5条 were kept by the letter, but what stands there now is the former 第4条. Where a reference
    /// that lost its words is found in the words of another, that one has moved on too. By where they stood.
    /// </summary>
    private HashSet<int> CorrectedAlready(List<CarriedPointer> carried, List<ReadPointer> read, string text)
    {
        var corrected = new HashSet<int>();
        var lost = new Queue<ReadPointer>(carried.Where(one => one.Start < 0).Select(one => one.Pointer));
        if (lost.Count == 0 || carried.Count > MostCompared || read.Count > MostCompared) return corrected;
        var taken = new HashSet<int>();
        while (lost.TryDequeue(out var pointer))
            foreach (var one in read)
            {
                if (taken.Contains(one.Start) || !IsRight(pointer, one, text[one.Start..one.End])) continue;
                var holder = carried.Find(other => other.Start == one.Start);
                if (holder is not null && IsRight(holder.Pointer, one, text[one.Start..one.End])) continue;
                taken.Add(one.Start);
                if (holder is not null && corrected.Add(holder.Pointer.Start)) lost.Enqueue(holder.Pointer);
                break;
            }
        return corrected;
    }

    private static Dictionary<int, ReadPointer> Places(List<ReadPointer> read)
    {
        var places = new Dictionary<int, ReadPointer>(read.Count);
        foreach (var pointer in read) places.TryAdd(pointer.Start, pointer);
        return places;
    }

    private Consequence Told(PlacedProvision placed, string text, int start, string written, ConsequenceKind kind, ReadPointer pointer, ReadPointer same)
    {
        var paths = before.Targets.Paths;
        var meant = Meant(pointer, written);
        var gone = meant.FindIndex(index => nowOf[index] < 0);
        var (from, to) = (Math.Max(0, start - WordsAround), Math.Min(text.Length, start + written.Length + WordsAround));
        if (from > 0 && char.IsLowSurrogate(text[from])) from--;
        if (to < text.Length && char.IsLowSurrogate(text[to])) to++;
        return new Consequence
        {
            Kind = kind, Index = placed.Index, Key = placed.Provision.Key, At = citing.LabelOf(placed), Start = start, Written = written,
            Meant = paths.LabelOf(paths.All[meant[Math.Max(gone, 0)]]),
            MeantNow = gone < 0 ? now.Targets.Paths.LabelOf(now.Targets.Paths.All[nowOf[meant[0]]]) : null,
            Now = same.Start + written.Length == same.End && same.IsFound ? now.Targets.Paths.LabelOf(now.Targets.Paths.All[same.Pointer.Target]) : null,
            Around = text[from..to].Replace('\n', ' '),
        };
    }

    /// <summary>What the reference meant: of 各号 what holds them.</summary>
    private List<int> Meant(ReadPointer pointer, string written) =>
        IsOfAll(written) ? [Holder(before, pointer)] : pointer.Pointer.More is { Count: > 0 } more ? [pointer.Pointer.Target, .. more] : [pointer.Pointer.Target];

    private static bool IsOfAll(string written) => written is [.., '各', '号' or '項'];

    private static int Holder(PointerWalk walk, ReadPointer pointer) => walk.Targets[pointer.Pointer.Target].Parent is >= 0 and var parent ? parent : pointer.Pointer.Target;

    private bool IsRight(ReadPointer was, ReadPointer @is, string written)
    {
        if (!@is.IsFound) return false;
        if (IsOfAll(written)) return Holder(now, @is) == nowOf[Holder(before, was)];
        if (was.Pointer.More is { Count: > 0 } || @is.Pointer.More is { Count: > 0 })
            return Meant(was, written).Select(index => nowOf[index]).Order().SequenceEqual(new[] { @is.Pointer.Target }.Concat(@is.Pointer.More ?? []).Order());
        return @is.Pointer.Target == nowOf[was.Pointer.Target];
    }

    /// <summary>Whether what now stands between two places means what the reference meant.</summary>
    private bool Means(ReadPointer was, string written, List<ReadPointer> read, int start, int end)
    {
        var inside = read.FindAll(one => one.Start < end && one.End > start);
        if (inside.Count == 0 || inside[0].Start != start) return false;
        if (inside.Count == 1) return inside[0].End == end && IsRight(was, inside[0], written);
        var images = Meant(was, written).Select(index => nowOf[index]).Order().ToList();
        if (inside.Exists(one => !one.IsFound || one.Pointer.More is { Count: > 0 })) return false;
        if (inside.Count == 2 && inside[1].EndsRange) return inside[0].Pointer.Target == images[0] && inside[1].Pointer.Target == images[^1];
        return inside.Select(one => one.Pointer.Target).Order().SequenceEqual(images);
    }

    /// <summary>第3条第1項 for 第3条 that has got a second paragraph; null for everything else.</summary>
    private string? GotParagraphs(ReadPointer pointer, string written)
    {
        var (was, @is) = (pointer.Pointer.Target, nowOf[pointer.Pointer.Target]);
        if (pointer.Pointer.Level != PointerLevel.Article || pointer.Pointer.More is not null || pointer.EndsRange || was < 0 || before.Targets[was].Provision.Text.Length == 0) return null;
        if (before.Targets[was].Provision.Kind != ProvisionKind.Article || before.Targets.HasChild(was, ProvisionKind.Paragraph) || now.Targets.Child(@is, ProvisionKind.Paragraph, "2") < 0) return null;
        var slots = PointerSlots.Of(Provisions.Text.Folding.Units(written));
        return slots.Count > 0 && slots[^1].End == written.Length ? written + figures.Unit("1", '項', ReferenceWording.Digits(written)) : null;
    }
}
