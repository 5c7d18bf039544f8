using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

// The first paragraph of an article, which has no number: what the article says itself, with its items. Caption and further paragraphs are not of it.
internal sealed partial class InstrumentApplication
{
    /// <summary>The article whose first paragraph the words name; null for anything else.</summary>
    private Provision? FirstOf(string address) =>
        IsFirst(InstrumentAddress.LastStep(address)) && IsFirstParagraph(address) && Find(address) is { Kind: ProvisionKind.Article } article ? article : null;

    private static bool IsFirst(string step) => ProvisionPaths.Folded(step) is "第1項" or "第一項";

    private static IEnumerable<Provision> ParagraphsOf(Provision article) => article.Children.Where(child => child.Kind == ProvisionKind.Paragraph);

    /// <summary>Behind what the first paragraph of an article says and its items.</summary>
    private static DraftPlace BehindFirst(Provision article) => ItemsOf(article).LastOrDefault() is { } item ? DraftPlace.After(item.Key) : DraftPlace.FirstIn(article.Key);

    /// <summary>第3条第1項を次のように改める, with or without the number of the article before it; and 第3条第1項及び第2項.</summary>
    /// <param name="named">Paragraphs behind it that are written anew with it.</param>
    private DomainError? RewriteFirst(Provision article, IReadOnlyList<Provision> named, string block)
    {
        var keys = named.Select(one => one.Key).ToList();
        var alone = DraftPosition.Find(Tree, article.Key)!.With(article with { Children = [.. article.Children.Where(child => child.Kind != ProvisionKind.Paragraph || keys.Contains(child.Key))] });
        var written = block.Split('\n').Take(2).Any(line => ArticleLine().IsMatch(line)) ? block : $"{article.Label}　{Number().Replace(block.TrimStart(), "")}";
        if (DraftText.Read(alone, article.Key, written, ids) is not { Succeeded: true, Value.Provisions: [{ Kind: ProvisionKind.Article, Text.Length: > 0 } read] } || LabelNumber.Of(read.Label) != LabelNumber.Of(article.Label)
            || !ParagraphsOf(read).Select(one => LabelNumber.Of(one.Label).Segment).SequenceEqual(named.Select(one => LabelNumber.Of(one.Label).Segment)))
            return InstrumentErrors.BlockUnreadable;
        var paragraphs = ParagraphsOf(read).ToList();
        return Become(DraftPosition.Find(Tree, article.Key)!.With(article with
        {
            Text = read.Text,
            Children = [.. ItemsOf(read), .. ParagraphsOf(article).Select(child => keys.IndexOf(child.Key) is >= 0 and var at ? paragraphs[at] with { Key = child.Key } : child)],
        }));
    }

    /// <summary>The text without the first paragraph of an article that has more; the next one takes its place when it gets its number.</summary>
    private static ProvisionTree? WithoutFirst(ProvisionTree tree, Provision article) =>
        ParagraphsOf(article).Any() ? DraftPosition.Find(tree, article.Key) is { } position ? position.With(position.Provision with { Text = "", Children = [.. ParagraphsOf(position.Provision)] }) : null : null;

    /// <summary>第2項を第1項とする behind a first one that went: the article whose first paragraph it becomes; null where there is one already.</summary>
    private Provision? BecomesFirstOf(Provision paragraph, string number) =>
        paragraph.Kind == ProvisionKind.Paragraph && IsFirst(InstrumentAddress.LastStep(number)) && DraftPosition.Find(Tree, paragraph.Key)?.Above.LastOrDefault() is { Kind: ProvisionKind.Article, Text: "" } article && !ItemsOf(article).Any() ? article : null;

    private DomainError? BecomeFirst(Provision article, Provision paragraph) =>
        Become(DraftPosition.Find(Tree, article.Key)!.With(article with { Text = paragraph.Text, Children = [.. paragraph.Children, .. article.Children.Where(child => child.Key != paragraph.Key)] }));

    /// <summary>第6条第2項 for a paragraph of 第5条: a number of another place is none of its own.</summary>
    private bool IsOfAnother(string number, Provision article) =>
        InstrumentAddress.LastStep(number) is var step && number.Length > step.Length && number[..^step.Length] is var holder && !holder.StartsWith('同') && Find(holder)?.Key != article.Key;

    /// <summary>第6条を同条第2項とする, 附則を附則第1項とする: of one that has no paragraphs yet.</summary>
    private static bool BecomesParagraph(Provision found, string number) =>
        found is { Kind: ProvisionKind.Article or ProvisionKind.SupplementaryProvision, Text.Length: > 0 } && InstrumentAddress.LastStep(number) is ['第', .., '項'] step && !ParagraphsOf(found).Any()
            && (found.Kind == ProvisionKind.SupplementaryProvision || (!IsFirst(step) && found.Label.StartsWith('第')));

    /// <summary>附則第1条を附則第1項とする: the 附則 of which it becomes a paragraph; null for anything else.</summary>
    private Provision? BecomesParagraphOf(Provision article, string number) =>
        article.Kind == ProvisionKind.Article && InstrumentAddress.LastStep(number) is ['第', .., '項'] && !ParagraphsOf(article).Any() && DraftPosition.Find(Tree, article.Key)?.Above.LastOrDefault() is { Kind: ProvisionKind.SupplementaryProvision } above && !IsOfAnother(number, above) ? above : null;

    private DomainError? BecomeParagraph(Provision above, Provision article, string number) =>
        LabelOfParagraph(above, number) is not { } label ? InstrumentErrors.NumberUnreadable
            : IsTaken([.. ParagraphsOf(above)], article with { Kind = ProvisionKind.Paragraph }, label) ? InstrumentErrors.NumberTaken
            : Become(DraftPosition.Find(Tree, article.Key)!.With(article with { Kind = ProvisionKind.Paragraph, Label = label }));

    /// <summary>The number of a paragraph, written as those beside it, or else as those of the text.</summary>
    private string? LabelOfParagraph(Provision holder, string number)
    {
        var like = ParagraphsOf(holder).FirstOrDefault()?.Label ?? Tree.All().FirstOrDefault(at => at.Provision is { Kind: ProvisionKind.Paragraph, Label.Length: > 0 }).Provision?.Label ?? "2";
        return InstrumentAddress.LastStep(number) is [.., '項'] step && LabelNumber.Of(step) is { Segment: { Length: > 0 } segment } && int.TryParse(segment, out var main) && NumberRun.Of([.. ParagraphsOf(holder).Select(one => one.Label)], like) is { } run
            && run.Read(like) is { } was ? run.Write(like, was, new([main])) : null;
    }

    /// <summary>第1項を第2項とする: what the article says becomes a paragraph with a number, and the article has none until one is added.</summary>
    private DomainError? RenumberFirst(Provision article, string number)
    {
        if (LabelOfParagraph(article, number) is not { } label)
            return InstrumentErrors.NumberUnreadable;
        var moved = Lineage.Begin(new ProvisionTree { Provisions = [new Provision { Kind = ProvisionKind.Paragraph, Label = label, Text = article.Text }] }, ids).Provisions[0] with { Children = [.. ItemsOf(article)] };
        if (IsTaken([.. ParagraphsOf(article)], moved, label))
            return InstrumentErrors.NumberTaken;
        emptied.Add((article.Key, new(0, number, InstrumentErrors.FirstIsMissing)));
        return Become(DraftPosition.Find(Tree, article.Key)!.With(article with { Text = "", Children = [moved, .. ParagraphsOf(article)] }));
    }

    /// <summary>第1項から第4項までを1項ずつ繰り下げる: the first one, which has no number, behind the others.</summary>
    private DomainError? ShiftFirst(AmendingOperation.Shift shift, Provision article)
    {
        var (before, others) = (Tree, ParagraphsOf(article).ToList());
        if (shift.By < 1 || others.Count == 0 || Find(shift.Last) is not { } last || !others.Contains(last) || AddressOf(others[0].Key) is not { } second)
            return InstrumentErrors.PlaceIsMissing;
        var refusal = Shift(new(second, shift.Last, shift.By)) ?? RenumberFirst(DraftPosition.Find(Tree, article.Key)!.Provision, $"第{1 + shift.By}項");
        if (refusal is not null)
            Return(before);
        return refusal;
    }

    /// <summary>同条に第1項として次の1項を加える, 同項の前に次の1項を加える: to an article whose first paragraph went or moved; null where the addition is of another kind.</summary>
    private Provision? AddsFirstTo(AmendingOperation.Add add) =>
        add is not { Unit: "項", Count: 1 } || Find(add.Address) is not { } found ? null
            : (add.Side == AddedSide.First ? found : add.Side == AddedSide.Before ? DraftPosition.Find(Tree, found.Key)?.Above.LastOrDefault() : null) is { Kind: ProvisionKind.Article, Text: "" } article && !ItemsOf(article).Any()
                && (add.Side == AddedSide.First || ParagraphsOf(article).First().Key == found.Key) ? article : null;

    [GeneratedRegex("^[ 　]{0,8}第[0-9０-９一二三四五六七八九十百千]{1,7}条(?:の[0-9０-９一二三四五六七八九十]{1,4}){0,4}[ 　]")]
    private static partial Regex ArticleLine();

    [GeneratedRegex("^[1１][ 　]+")]
    private static partial Regex Number();
}
