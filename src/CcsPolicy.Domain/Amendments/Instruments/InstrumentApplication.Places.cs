using System.Collections.Immutable;
using System.Text;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Instruments;

// Several places at once, rows of neighbours, and parts of a provision.
internal sealed partial class InstrumentApplication
{
    /// <summary>各号: the items of a provision, without the paragraphs of an article.</summary>
    public static IEnumerable<Provision> ItemsOf(Provision provision) => provision.Children.Where(child => child.Kind != ProvisionKind.Paragraph);

    /// <summary>Each place that is named: those joined by 及び, and those of 第5条から第7条まで.</summary>
    private IEnumerable<string> Each(string address)
    {
        // 第2条及び第3条　削除 is one.
        foreach (var one in Ranged(address) is null ? InstrumentAddress.Several(address) : [address])
        {
            if (Find(one) is not null || InstrumentAddress.Row(one) is not { } row || (Find(row.First) ?? Ranged(row.First, isFirst: true)) is not { } first || (Find(row.Last) ?? Ranged(row.Last, isFirst: false)) is not { } last)
            {
                yield return one;
                continue;
            }
            var counted = Counted(first);
            var (from, to) = (counted.FindIndex(next => next.Key == first.Key), counted.FindIndex(next => next.Key == last.Key));
            if (from < 0 || to < from)
                yield return one;
            else
                for (var at = from; at <= to; at++)
                    yield return at == from && IsFirstParagraph(row.First) ? row.First : AddressOf(counted[at].Key) ?? one;
        }
    }

    /// <summary>One that stands for several (第2条及び第3条　削除), by its whole name, or by the first or the last that it stands for.</summary>
    private Provision? Ranged(string address, bool? isFirst = null) =>
        isFirst is null ? InstrumentAddress.Joint(address).Count > 0 && Find(address) is { Kind: ProvisionKind.Article } found && ProvisionPaths.Folded(found.Label) == ProvisionPaths.Folded(address) ? found : null
            : LabelNumber.Of(address) is { Form: LabelForm.Ordinal, Segment: { Length: > 0 } segment } ? Paths.All.Select(Current).OfType<Provision>().FirstOrDefault(one => one is { Kind: ProvisionKind.Article, Text: "削除" } && LabelNumber.Of(one.Label) is { Form: LabelForm.Ordinal } of && of.Segment.Split('-') is [var from, var to] && (isFirst.Value ? from : to) == segment) : null;

    /// <summary>第5条（見出しを含む。）中: the words stand once in the caption, or once in what the provision says, or once in each.</summary>
    private DomainError? ChangeWordsWithCaption(string place, ImmutableArray<WordChange> changes)
    {
        if (Find(place) is not { Heading: not null } found || InstrumentScope.Of(this, place, "") is not { } all)
            return InstrumentErrors.PlaceIsMissing;
        var met = new HashSet<WordChange>();
        foreach (var texts in new List<ScopedText>[] { [InstrumentScope.Caption(found)], [.. all.Where(text => !text.IsCaption || text.Key != found.Key)] })
        {
            ImmutableArray<WordChange> here = [.. changes.Where(change => Replaced(texts, [change], out _) != InstrumentErrors.WordsMissing)];
            if (Replaced(texts, here, out var made) is { } refusal)
                return refusal;
            Say(texts, made);
            met.UnionWith(here);
        }
        return changes.All(met.Contains) ? null : InstrumentErrors.WordsMissing;
    }

    /// <summary>本則中「課長」を「所属長」に改める: in every place of the body where the words stand.</summary>
    private DomainError? ChangeWordsThroughout(ImmutableArray<WordChange> changes)
    {
        var texts = InstrumentScope.Of(this, InstrumentAddress.Body, "")!;
        if (changes.Any(change => !texts.Exists(text => text.Text.Contains(change.Was, StringComparison.Ordinal))))
            return InstrumentErrors.WordsMissing;
        foreach (var change in changes)
        {
            if (change.Was == change.Becomes)
                return InstrumentErrors.ChangesNothing(change.Was);
            foreach (var text in texts)
                for (var at = text.Text.IndexOf(change.Was, StringComparison.Ordinal); at >= 0; at = text.Text.IndexOf(change.Was, at + 1, StringComparison.Ordinal))
                    if (NumberEdges.Cuts(text.Text, at, change.Was.Length))
                        return InstrumentErrors.WordsInNumber(change.Was, NumberEdges.Whole(text.Text, at, change.Was.Length));
        }
        Say(texts, [.. texts.Select(text => text with { Text = Changed(text.Text) })]);
        return null;

        // All at once, so that no words are looked for in what another change has put in.
        string Changed(string words)
        {
            var made = new StringBuilder();
            for (var at = 0; at < words.Length;)
            {
                var here = changes.Where(change => string.CompareOrdinal(words, at, change.Was, 0, change.Was.Length) == 0).OrderByDescending(change => change.Was.Length).FirstOrDefault();
                made.Append(here.Was is null ? words[at..(at + 1)] : here.Becomes);
                at += here.Was?.Length ?? 1;
            }
            return made.ToString();
        }
    }

    /// <summary>Words of the lines of a 目次; what is quoted may go on from one line to the next.</summary>
    private DomainError? ChangedLines(ImmutableArray<string> lines, ImmutableArray<WordChange> changes, out ImmutableArray<string> made)
    {
        var refusal = Replaced([new(LineageKey.None, string.Join('\n', lines))], changes, out var text);
        made = [.. text[0].Text.Split('\n')];
        return refusal;
    }

    /// <summary>
    /// 第5条及び第6条を次のように改める: each of them anew, in its place. 第5条から第7条まで　削除: one that stands for all of them, where they follow one another.
    /// </summary>
    private DomainError? RewriteSeveral(AmendingOperation.Rewrite rewrite)
    {
        var addresses = Each(rewrite.Address).ToList();
        var targets = addresses.Select(Find).OfType<Provision>().ToList();
        if (targets.Count < 2 || targets.Count != addresses.Count)
            return InstrumentErrors.PlaceIsMissing;
        if (FirstOf(addresses[0]) is { } article)
            return targets.Skip(1).All(ParagraphsOf(article).Contains) ? RewriteFirst(article, targets[1..], rewrite.Block) : InstrumentErrors.BlockUnreadable;
        if (DraftText.Read(Tree, targets[0].Key, rewrite.Block, ids) is not { Succeeded: true, Value.Provisions: var read })
            return InstrumentErrors.BlockUnreadable;
        var before = Tree;
        var numbers = targets.ConvertAll(target => LabelNumber.Of(target.Label).Segment);
        if (read.Select(one => LabelNumber.Of(one.Label).Segment).SequenceEqual(numbers))
        {
            for (var at = 0; at < targets.Count; at++)
                if (Rewritten(targets[at], ProvisionWriter.WritePlain(new ProvisionTree { Provisions = [read[at]] }).TrimEnd('\n')) is { } refusal)
                {
                    Return(before);
                    return refusal;
                }
            return null;
        }
        if (read is not [{ Children.IsEmpty: true } all] || LabelNumber.Of(all.Label).Segment != $"{numbers[0].Split('-')[0]}-{numbers[^1].Split('-')[^1]}" || !Counted(targets[0]).SkipWhile(one => one.Key != targets[0].Key).Take(targets.Count).Select(one => one.Key).SequenceEqual(targets.Select(one => one.Key)))
            return InstrumentErrors.BlockUnreadable;
        var changed = Draft.Apply(Tree, new DraftOperation.Replace(targets[0].Key, read));
        foreach (var gone in targets.Skip(1))
            changed = changed.Then(tree => Draft.Apply(tree, new DraftOperation.Delete(gone.Key)));
        return BecomeOnce(changed, read);
    }

    /// <summary>サからスまでをタからツまでとする: a row that moves by what its first does, if its last does too.</summary>
    private DomainError? RenumberRow((string First, string Last) row, (string First, string Last) numbers)
    {
        if (Find(row.First) is not { } first || Find(row.Last) is not { } last)
            return InstrumentErrors.PlaceIsMissing;
        var run = NumberRun.Of([.. Counted(first).Select(one => one.Label)], first.Label);
        int? Moved(Provision one, string to) => LabelFor(one, to) is { } label && run?.Read(label) is { } number && run.Read(one.Label) is { } was ? run.CountsLayers ? number.Last - was.Last : number.Main - was.Main : null;
        return Moved(first, numbers.First) is { } by && Moved(last, numbers.Last) == by ? Shift(new(row.First, row.Last, by)) : InstrumentErrors.NumberUnreadable;
    }

    /// <summary>The provision without a part of it; null when it has none.</summary>
    private static Provision? WithoutPart(Provision found, string part) => part switch
    {
        "の見出し" or "の前の見出し" => found.Heading is null ? null : found with { Heading = null, HeadingPlace = HeadingPlace.SameLine },
        "各号" => ItemsOf(found).Any() ? found with { Children = [.. found.Children.Where(child => child.Kind == ProvisionKind.Paragraph)] } : null,
        InstrumentAddress.Notes => NotesOf(found) is { } notes ? found with { Text = found.Text[..notes].TrimEnd('\n'), Children = [] } : null,
        _ => SentenceParts.Find(found.Text, part) is { } range ? found with { Text = found.Text.Remove(range.Start.Value, range.End.Value - range.Start.Value) } : null,
    };

    /// <summary>附則第1項の項番号を削る, behind 第2項 that went: what the only 項 says is said without a number.</summary>
    private static ProvisionTree? WithoutNumber(ProvisionTree tree, Provision found) =>
        found.Kind == ProvisionKind.Paragraph && DraftPosition.Find(tree, found.Key) is { Provision: var now } position && position.Above.LastOrDefault() is { Text: "", Children.Length: 1 } above && DraftPosition.Find(tree, above.Key) is { } holder
            ? holder.With(now.Heading is null ? above with { Text = now.Text, Children = now.Children } : above with { Children = [now with { Label = "" }] }) : null;

    /// <summary>第3章の章名を削る: what is below it goes on behind what stands before, as the lines then say.</summary>
    private static ProvisionTree? WithoutName(ProvisionTree tree, Provision found)
    {
        if (!found.Kind.IsContainer() || found.Children.IsEmpty || DraftPosition.Find(tree, found.Key) is not { } position)
            return null;
        var siblings = position.Above.LastOrDefault()?.Children ?? tree.Provisions;
        var at = siblings.ToList().FindIndex(one => one.Key == found.Key);
        var before = at > 0 && siblings[at - 1].Kind.IsContainer() ? siblings[at - 1] : null;
        while (before is { Children: [.., { } last] } && last.Kind.IsContainer() && last.Kind < found.Children[0].Kind)
            before = last;
        if (before is null)
            return position.WithSiblings((beside, index) => beside.RemoveAt(index).InsertRange(index, found.Children));
        return Draft.Apply(tree, new DraftOperation.Delete(found.Key)).Then(less => Draft.Apply(less, new DraftOperation.Insert(DraftPlace.LastIn(before.Key), found.Children))) is { Succeeded: true } moved ? moved.Value : null;
    }

    /// <summary>第3条各号を次のように改める。第3条ただし書を次のように改める。</summary>
    private DomainError? RewritePart(string place, string part, string block)
    {
        if (Find(place) is not { } found)
            return InstrumentErrors.PlaceIsMissing;
        if (part == InstrumentAddress.WithCaption)
            return Rewritten(found, block);
        if (part == InstrumentAddress.Notes)
            return RewriteNotes(found, block);
        if (part.EndsWith("見出し", StringComparison.Ordinal))
            return block.Trim() is ['（' or '(', .. var caption, '）' or ')'] && !caption.Contains('\n', StringComparison.Ordinal) ? SetCaptionOf(place, new(place, caption)) : InstrumentErrors.BlockUnreadable;
        if (part is InstrumentAddress.OwnWords or InstrumentAddress.OwnWordsOnly)
            return WithText(block.Trim());
        if (part != "各号")
            return SentenceParts.IsOther(part, block.Trim()) ? InstrumentErrors.SentenceIsOther(part) : SentenceParts.Find(found.Text, part) is { } range ? WithText(found.Text[..range.Start.Value] + block.Trim() + found.Text[range.End.Value..]) : InstrumentErrors.PlaceIsMissing;
        if (WithoutPart(found, part) is not { } rest)
            return InstrumentErrors.PlaceIsMissing;
        var without = DraftPosition.Find(Tree, found.Key)!.With(rest);
        return DraftText.ReadAt(without, DraftPlace.FirstIn(found.Key), block, ids) is { Succeeded: true } read && read.Value.Provisions.All(item => item.Kind != ProvisionKind.Paragraph)
            ? BecomeOnce(Draft.Apply(without, read.Value.Operation), read.Value.Provisions) : InstrumentErrors.BlockUnreadable;

        DomainError? WithText(string words) => Become(DraftPosition.Find(Tree, found.Key)!.With(found with { Text = words }));
    }
}
