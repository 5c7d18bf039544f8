using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Provisions.Numbering;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>改め文の適用。A text to which operations are applied one after another; what does not fit leaves it as it was.</summary>
internal sealed partial class InstrumentApplication
{
    private readonly IdSource ids;
    private ProvisionPaths? paths;
    private Dictionary<LineageKey, PlacedProvision>? places;

    private InstrumentApplication(ProvisionTree tree, IdSource ids) => (Tree, this.ids) = (tree, ids);

    /// <summary>The text as it is now, with lineage keys.</summary>
    public ProvisionTree Tree { get; private set; }

    /// <summary>Begins with a text that has keys.</summary>
    public static InstrumentApplication On(ProvisionTree keyed, IdSource ids) => new(keyed, ids);

    /// <summary>Places of the text as it is now. They hold while only words change.</summary>
    public ProvisionPaths Paths => paths ??= ProvisionPaths.Of(Tree);

    /// <summary>What the last operation has put in.</summary>
    public ImmutableArray<Provision> Added { get; private set; } = [];

    /// <summary>What people call the provision now; null when the text has none of the key, or another is found by the name.</summary>
    public string? AddressOf(LineageKey key)
    {
        places ??= Paths.All.DistinctBy(placed => placed.Provision.Key).ToDictionary(placed => placed.Provision.Key);
        return places.TryGetValue(key, out var placed) && Paths.LabelOf(placed) is { Length: > 0 } address
            ? NoteOf(placed) is { } note ? note : NamedAddressOf(placed) is { } named && named.Length < address.Length ? named : Find(address)?.Key == key ? address : null : null;
    }

    /// <summary>Goes on from another text: an earlier one, or one that was changed by its keys.</summary>
    public void Return(ProvisionTree tree) => (Tree, paths, places) = (tree, null, null);

    /// <summary>Applies one operation; answers why not, and then nothing has changed.</summary>
    public DomainError? Apply(AmendingOperation operation) => operation switch
    {
        AmendingOperation.ChangeWords change => ChangeWords(change),
        AmendingOperation.Rewrite rewrite => Rewrite(rewrite),
        AmendingOperation.Delete delete => Delete(delete),
        AmendingOperation.Add add => Add(add),
        AmendingOperation.Renumber renumber => Renumber(renumber),
        AmendingOperation.Shift shift => Shift(shift),
        AmendingOperation.SetCaption caption => SetCaption(caption),
        AmendingOperation.AddSentence sentence => AddSentence(sentence),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    /// <summary>The provision that the words name: 第3条第1項 of an article whose first paragraph has no number is the article itself.</summary>
    public Provision? Find(string address)
    {
        if (Locate(address) is { } placed)
            return Current(placed);
        var last = InstrumentAddress.LastStep(address);
        return ProvisionPaths.Folded(last) is "第1項" or "第一項" && last.Length < address.Length && Locate(address[..^last.Length]) is { } article ? Current(article) : FindInTable(address) ?? FindNamed(address);
    }

    /// <summary>Whether the address is that of the first paragraph of an article that has no number of its own.</summary>
    public bool IsFirstParagraph(string address) =>
        InstrumentAddress.LastStep(address) is var step && IsFirst(step) && step.Length < address.Length && Locate(address) is null && Locate(address[..^step.Length]) is { } holder && Find(address)?.Key == holder.Provision.Key;

    private PlacedProvision? Locate(string address) =>
        Paths.Locate(address) ?? Paths.Locate(InstrumentAddress.InOtherNumerals(address)) ?? (InstrumentAddress.WithoutJoints(address) is var plain && plain != address ? Paths.Locate(plain) : null)
        ?? (Paths.HaveDots ? Paths.LocateWithoutDots(InstrumentAddress.WithoutJoints(ProvisionPaths.WithoutDots(address))) : null);

    // The paths may be those of the text before words of it were changed; the keys are the same.
    private Provision? Current(PlacedProvision placed) => ReferenceEquals(Paths.Tree, Tree) ? placed.Provision : DraftPosition.Find(Tree, placed.Provision.Key)?.Provision;

    private DomainError? Rewrite(AmendingOperation.Rewrite rewrite)
    {
        var lines = rewrite.Block.Split('\n');
        switch (rewrite.Address)
        {
            case InstrumentAddress.Title:
                return Become(Tree with { Title = FrontMatter.WithoutMark(rewrite.Block.Trim()) });
            case InstrumentAddress.Preamble:
                return Become(Tree with { Preamble = [.. lines] });
            case InstrumentAddress.Contents:
                return Become(Tree with { Contents = [.. lines.SkipWhile(line => line.Trim() == InstrumentAddress.Contents)] });
            case InstrumentAddress.Whole:
                return Become(Lineage.Begin(ProvisionReader.Read(rewrite.Block).Tree, ids));
        }
        // 第2章の章名: the words of a chapter, without what is below it.
        if (rewrite.Address is [.., 'の', var unit, '名'] && "編章節款目".Contains(unit, StringComparison.Ordinal) && Find(rewrite.Address[..^3]) is { } container)
            return ProvisionReader.Read(rewrite.Block).Tree.Provisions is [{ } named] && named.Kind == container.Kind
                ? Become(DraftPosition.Find(Tree, container.Key)!.With(container with { Label = named.Label, Heading = named.Heading, HeadingPlace = named.HeadingPlace })) : InstrumentErrors.BlockUnreadable;
        if (InstrumentAddress.PartOf(rewrite.Address) is { Part: InstrumentAddress.WithoutNotes, Place: var table })
            return RewriteWithoutNotes(table, rewrite.Block);
        if (InstrumentAddress.PartOf(rewrite.Address) is { Part.Length: > 0 } part)
            return RewritePart(part.Place, part.Part, rewrite.Block);
        if (IsRow(rewrite.Address, Find))
            return RewriteRow(rewrite.Address, rewrite.Block);
        if (FirstOf(rewrite.Address) is { } article)
            return RewriteFirst(article, [], rewrite.Block);
        return Find(rewrite.Address) is { } found ? Rewritten(found, rewrite.Block) : RewriteSeveral(rewrite);
    }

    private DomainError? Rewritten(Provision found, string block)
    {
        // 別表を次のように改める, and the lines below it begin with the table: it keeps its name.
        if (found.Kind is ProvisionKind.Appendix or ProvisionKind.Form && !Explicit(block).HasValue && !NameLine().IsMatch(block) && ProvisionWriter.WritePlain(new ProvisionTree { Provisions = [found] }).TrimStart('\n').Split('\n')[0] is var name && name.StartsWith(found.Label, StringComparison.Ordinal))
            block = $"{(found.Heading is null && !Related().IsMatch(name[found.Label.Length..]) ? found.Label : name)}\n{block}";
        var read = Explicit(block) is [{ } first, .. var rest] ? new DraftOperation.Replace(found.Key, [first with { Key = found.Key }, .. rest]) : DraftText.Read(Tree, found.Key, block, ids).Map(reading => reading.Operation) is { Succeeded: true } one ? one.Value : null;
        return read is null ? InstrumentErrors.BlockUnreadable : BecomeOnce(Draft.Apply(Tree, read), read is DraftOperation.Replace { Provisions: var brought } ? brought : []);
    }

    /// <summary>A line that names a table or a form.</summary>
    [GeneratedRegex(@"^[\s　]{0,20}(?:[附付]則)?(?:別[表記紙図添]|[付附][録表図]|様式|第[0-9０-９一二三四五六七八九十百]{1,5}号様式)")]
    private static partial Regex NameLine();

    [GeneratedRegex("^[ 　]{0,8}（[^）]{1,60}関係）$")]
    private static partial Regex Related();

    private DomainError? Delete(AmendingOperation.Delete delete)
    {
        var tree = Tree;
        // 廃止
        if (delete.Address == InstrumentAddress.Whole)
            return Become(new ProvisionTree());
        if (delete.Address is InstrumentAddress.Title or InstrumentAddress.Preamble or InstrumentAddress.Contents)
            return Become(delete.Address switch
            {
                InstrumentAddress.Title => tree with { Title = "" },
                InstrumentAddress.Preamble => tree with { Preamble = [] },
                _ => tree with { Contents = [] },
            });
        if (InstrumentAddress.Several(delete.Address).Any(one => IsRow(one, Find)))
            return DeleteRows(delete.Address);
        foreach (var address in Each(delete.Address))
        {
            var (place, part) = InstrumentAddress.PartOf(address);
            if (Find(place) is not { } found)
                return InstrumentErrors.PlaceIsMissing;
            if (part is ['の', _, '名'] or InstrumentAddress.ItsNumber)
            {
                if ((part == InstrumentAddress.ItsNumber ? WithoutNumber(tree, found) : WithoutName(tree, found)) is not { } less)
                    return InstrumentErrors.PlaceIsMissing;
                tree = less;
                continue;
            }
            if (part.Length > 0)
            {
                // （見出しを含む。）: the caption goes too where other articles share it, and the article with it.
                if (WithoutPart(found, part == InstrumentAddress.WithCaption ? "の見出し" : part) is not { } rest)
                    return InstrumentErrors.WordsMissing;
                tree = DraftPosition.Find(tree, found.Key)!.With(rest);
                if (part != InstrumentAddress.WithCaption)
                    continue;
            }
            if (FirstOf(address) is { } article)
            {
                if (WithoutFirst(tree, article) is not { } others)
                    return InstrumentErrors.PlaceIsMissing;
                tree = others;
                emptied.Add((article.Key, new(0, address, InstrumentErrors.FirstIsMissing)));
            }
            else if (Draft.Apply(tree, new DraftOperation.Delete(found.Key)) is { Succeeded: true } without)
                tree = without.Value;
            else
                return InstrumentErrors.PlaceIsMissing;
        }
        return Become(tree);
    }

    private DomainError? Add(AmendingOperation.Add add)
    {
        if (add.Unit == InstrumentAddress.Contents)
            return Tree.Contents.IsEmpty ? Rewrite(new(InstrumentAddress.Contents, add.Block)) : InstrumentErrors.ContentsStand;
        if (add.IsOfName)
            return PutName(add);
        if (IsRow(add.Address, Find))
            return AddRow(add);
        if (AddsFirstTo(add) is { } article)
            return RewriteFirst(article, [], add.Block);
        if (PlaceOf(add) is not { } place)
            return InstrumentErrors.PlaceIsMissing;
        var operation = Explicit(add.Block) is { } written ? new DraftOperation.Insert(place, written)
            : DraftText.ReadAt(Tree, place, add.Block, ids) is { Succeeded: true } read ? read.Value.Operation as DraftOperation.Insert : null;
        if (operation is null)
            return AddToTable(add);
        if (add.Side == AddedSide.In && FirstOf(add.Address) is not null && operation.Provisions.Any(added => added.Kind == ProvisionKind.Paragraph))
            return InstrumentErrors.BlockUnreadable;
        if (Miscounted(add, operation.Provisions) is { } miscounted)
            return miscounted;
        var taken = operation.Provisions.Any(added => IsTaken(Counted(place), added, added.Label) || IsTakenInPart(place.Key, added, added.Label, []));
        Added = operation.Provisions;
        return taken ? InstrumentErrors.NumberTaken : BecomeOnce(Draft.Apply(Tree, operation), operation.Provisions);
    }

    /// <summary>次の2条を加える, and another number of them follows.</summary>
    private static DomainError? Miscounted(AmendingOperation.Add add, ImmutableArray<Provision> added)
    {
        if (add.Count == 0 || add.Unit is not { } unit || added.Any(one => LabelNumber.Of(one.Label).Segment?.Contains('-', StringComparison.Ordinal) == true))
            return null;
        var follow = unit switch
        {
            "条" => added.SelectMany(one => one.WithDescendants()).Count(at => at.Provision.Kind == ProvisionKind.Article),
            "編" or "章" or "節" or "款" or "目" => added.Count(one => one.Kind.IsContainer()),
            "表" or "別表" => added.Count(one => one.Kind == ProvisionKind.Appendix),
            "様式" => added.Count(one => one.Kind == ProvisionKind.Form),
            _ => added.Length,
        };
        return follow == 0 || follow == add.Count ? null : InstrumentErrors.CountDiffers(unit, add.Count, follow);
    }

    private DraftPlace? PlaceOf(AmendingOperation.Add add)
    {
        if (add.Address == InstrumentAddress.Body)
            return Tree.Provisions.LastOrDefault(root => root.Kind < ProvisionKind.SupplementaryProvision) is { } last ? DraftPlace.After(add.Unit == "条" ? LastArticle(last) : last.Key)
                : Tree.Provisions.IsEmpty ? DraftPlace.LastIn(LineageKey.None) : DraftPlace.Before(Tree.Provisions[0].Key);
        if (Find(add.Address) is not { } found)
            return null;
        // A paragraph comes after the first one, which is the article itself, and after its items.
        if (add.Side == AddedSide.After && IsFirstParagraph(add.Address))
            return BehindFirst(found);
        // 第2条第1項に次の1号を加える: behind its items, before 第2項.
        if (add.Side == AddedSide.In && FirstOf(add.Address) is { } article && ParagraphsOf(article).Any())
            return BehindFirst(article);
        return add.Side switch { AddedSide.After => DraftPlace.After(found.Key), AddedSide.Before => DraftPlace.Before(found.Key), AddedSide.First => PlaceAs(found, add.As), _ => DraftPlace.LastIn(found.Key) };
    }

    /// <summary>第1号として, ウとして: before those of a higher number.</summary>
    private static DraftPlace PlaceAs(Provision holder, string label)
    {
        var counted = holder.Children.Where(child => label.EndsWith('項') ? child.Kind == ProvisionKind.Paragraph : child.Kind != ProvisionKind.Paragraph).ToList();
        var isIroha = LabelNumber.CountsIroha([.. counted]);
        var before = int.TryParse(LabelNumber.Of(label, isIroha).Segment, out var number)
            ? counted.FindLast(child => LabelNumber.Of(child.Label, isIroha) is { Segment.Length: > 0 } of && int.TryParse(of.Segment.Split('_')[0], out var other) && other < number) : null;
        return before is not null ? DraftPlace.After(before.Key) : DraftPlace.FirstIn(holder.Key);
    }

    /// <summary>An article that comes behind the others stands in the last chapter.</summary>
    private static LineageKey LastArticle(Provision last)
    {
        while (last.Kind.IsContainer() && !last.Children.IsEmpty)
            last = last.Children[^1];
        return last.Key;
    }

    private DomainError? Renumber(AmendingOperation.Renumber renumber)
    {
        if (InstrumentAddress.Row(renumber.Address) is { } row && InstrumentAddress.Row(renumber.Number) is { } numbers)
            return RenumberRow(row, numbers);
        if (IsRow(renumber.Address, Find) && InstrumentAddress.RowNumber(renumber.Number) is { } becomes)
            return RenumberRow(renumber.Address, becomes);
        if (IsRow(renumber.Address, Find))
            return RenumberInRow(renumber.Address, renumber.Address, ItemOf(renumber.Number) - ItemOf(renumber.Address) ?? 0);
        if (Find(renumber.Address) is not { } found)
            return InstrumentErrors.PlaceIsMissing;
        if (BecomesParagraphOf(found, renumber.Number) is { } supplement)
            return BecomeParagraph(supplement, found, renumber.Number);
        if (BecomesParagraph(found, renumber.Number))
            return IsOfAnother(renumber.Number, found) ? InstrumentErrors.NumberUnreadable : RenumberFirst(found, renumber.Number);
        if (FirstOf(renumber.Address) is { } article)
            return IsOfAnother(renumber.Number, article) ? InstrumentErrors.NumberUnreadable : RenumberFirst(article, renumber.Number);
        if (BecomesFirstOf(found, renumber.Number) is { } above)
            return IsOfAnother(renumber.Number, above) ? InstrumentErrors.NumberUnreadable : BecomeFirst(above, found);
        if (LabelFor(found, renumber.Number) is not { } label)
            return InstrumentErrors.NumberUnreadable;
        return IsTaken(Counted(found), found, label) || IsTakenInPart(found.Key, found, label, []) ? InstrumentErrors.NumberTaken : Become(Draft.Apply(Tree, new DraftOperation.SetLabel(found.Key, label)));
    }

    private DomainError? Shift(AmendingOperation.Shift shift)
    {
        if (IsRow(shift.Address, Find))
            return RenumberInRow(shift.Address, shift.Last, shift.By);
        if (FirstOf(shift.Address) is { } article)
            return ShiftFirst(shift, article);
        if (Find(shift.Address) is not { } first || Find(shift.Last) is not { } last)
            return InstrumentErrors.PlaceIsMissing;
        var counted = Counted(first);
        var (from, to) = (counted.FindIndex(one => one.Key == first.Key), counted.FindIndex(one => one.Key == last.Key));
        if (from < 0 || to < from || (shift.IsPair && to != from + 1))
            return InstrumentErrors.PlaceIsMissing;
        var labels = ImmutableArray.CreateBuilder<NewLabel>();
        foreach (var one in counted[from..(to + 1)])
        {
            var run = NumberRun.Of([.. counted.Select(sibling => sibling.Label)], one.Label);
            if (run?.Read(one.Label) is not { } number || run.Write(one.Label, number, Shifted(run, number, shift.By)) is not { } label)
                return InstrumentErrors.NumberUnreadable;
            labels.Add(new(one.Key, label));
        }
        counted.RemoveRange(from, to + 1 - from);
        var moved = labels.Select(label => label.Key).ToHashSet();
        for (var i = 0; i < labels.Count; i++)
            if (IsTaken(counted, first, labels[i].Label) || IsTakenInPart(first.Key, first, labels[i].Label, moved))
                return InstrumentErrors.NumberTaken;
        return Become(Draft.Apply(Tree, new DraftOperation.Renumber(labels.ToImmutable())));
    }

    /// <summary>1―3 moves by its last part, 第3条の2 by its first.</summary>
    private static ProvisionNumber Shifted(NumberRun run, ProvisionNumber number, int by) =>
        run.CountsLayers ? number.With(number.Last + by) : new(number.Parts.SetItem(0, number.Main + by));

    private DomainError? AddSentence(AmendingOperation.AddSentence add)
    {
        if (Find(add.Address) is not { } found)
            return InstrumentErrors.PlaceIsMissing;
        if (add.Sentence == AddedSentence.Caption)
            return add.Block.Trim() is var line && line.Contains('\n', StringComparison.Ordinal) ? InstrumentErrors.BlockUnreadable
                : SetCaption(new(add.Address, line is ['（' or '(', .. var caption, '）' or ')'] ? caption : line) { IsNew = true, IsBefore = add.IsBefore, IsBare = line[0] is not ('（' or '(') });
        var part = add.Sentence == AddedSentence.Proviso ? SentenceParts.Proviso : SentenceParts.Latter;
        if (SentenceParts.Find(found.Text, part) is not null)
            return InstrumentErrors.SentenceStands(part);
        if (SentenceParts.IsOther(part, add.Block.Trim()))
            return InstrumentErrors.SentenceIsOther(part);
        return Become(DraftPosition.Find(Tree, found.Key)!.With(found with { Text = found.Text + add.Block.Trim() }));
    }

    /// <summary>The label that a number gives: as its neighbours are written, or word by word where it stands between 「」 or has no unit.</summary>
    public string? LabelFor(Provision provision, string number) =>
        LabelOf(provision, number) is { } label ? provision.Label is [.., '.' or '．'] && label.Length > 0 && EraNumeral.ArabicDigit(label[^1]) >= 0 && number[0] != '「' ? label + provision.Label[^1] : label : null;

    private string? LabelOf(Provision provision, string number)
    {
        if (number.Length > 1 && number[0] == '「')
            return number[1..^1];
        // 様式第2号 is the name of a form, and no item of another place.
        if (provision.Kind is ProvisionKind.Appendix or ProvisionKind.Form)
            return number;
        var step = InstrumentAddress.LastStep(number);
        // 3(2)③を4(1)②とする: a number that would be of another place is none of its own.
        var above = number[..^step.Length].TrimEnd('の');
        if (above.Length > 0 && !above.EndsWith("備考", StringComparison.Ordinal) && !above.EndsWith('注') && (Find(above) is not { } holder || DraftPosition.Find(Tree, provision.Key)?.Above.All(one => one.Key != holder.Key) != false))
            return null;
        if (provision.Kind is not (ProvisionKind.Paragraph or ProvisionKind.Item) || !InstrumentAddress.IsOfUnits(step) || provision.Label.StartsWith('第'))
            return InstrumentAddress.IsOfUnits(step) ? step : step.Length < number.Length ? step : number;
        var segment = LabelNumber.Of(step).Segment;
        var run = NumberRun.Of([.. Counted(provision).Select(one => one.Label)], provision.Label);
        return run?.Read(provision.Label) is { } was ? run.Write(provision.Label, was, new([.. segment.Split('_').Select(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture))])) : null;
    }

    /// <summary>The provisions among which a number stands once: articles of the whole part, others beside each other.</summary>
    private List<Provision> Counted(Provision provision) => Draft.CountedTogether(Tree, DraftPosition.Find(Tree, provision.Key)!);

    private List<Provision> Counted(DraftPlace place)
    {
        if (place.Key.IsNone)
            return [.. Tree.Provisions];
        var position = DraftPosition.Find(Tree, place.Key)!;
        return place.Side is DraftSide.FirstIn or DraftSide.LastIn ? [.. position.Provision.Children] : Draft.CountedTogether(Tree, position);
    }

    private static bool IsTaken(List<Provision> counted, Provision provision, string label)
    {
        var number = LabelNumber.Of(label);
        return number.Segment is { Length: > 0 } && counted.Exists(one => one.Key != provision.Key && one.Kind == provision.Kind && LabelNumber.Of(one.Label) is var taken && taken.Segment == number.Segment && taken.Form == number.Form);
    }

    /// <summary>Provisions in the spelling that says of each line what it is; null when the block is written as usual.</summary>
    private ImmutableArray<Provision>? Explicit(string block) => ExplicitText.IsExplicit(block) ? Lineage.Begin(ProvisionReader.Read(block).Tree, ids).Provisions : null;

    private DomainError? Become(Result<ProvisionTree> changed)
    {
        if (!changed.Succeeded)
            return changed.Error;
        Return(changed.Value);
        return null;
    }
}
