namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>
/// 同条・同項・同号の指す先。What was mentioned last in this article. By the usage of drafting 同条 is the article named last just before it. Behind
/// a list (前条及び第1条, 第1条から第3条まで) it may be read as the last or as each, and drafters avoid it there: it stays unlinked. What only
/// one element of the list names, or all share, is known: after 第1条第1項及び第2項 同条 is 第1条, and 同項 is unknown.
/// </summary>
internal sealed class Mentions
{
    /// <summary>What 同条 means after 地方公務員法第29条.</summary>
    public const int Outside = -2;

    private PointerPlace last = PointerPlace.None;
    private PointerPlace? listed;
    private (bool Articles, bool Paragraphs, bool Items) several;

    public int Article => last.Article;

    public int Paragraph => last.Paragraph;

    public int Item => last.Item;

    public PointerPlace Place => last;

    /// <summary>All of it, to be put back when a text is read once more.</summary>
    public MentionsMark Mark
    {
        get => new(last, listed, several);
        set => (last, listed, several) = (value.Last, value.Listed, value.Several);
    }

    /// <summary>第1条（第3条の場合を含む。）の…同条: what the bracket names and what stands before it may both be meant.</summary>
    public void LeaveBracket(PointerPlace before)
    {
        if (before.Article != -1 && before.Article != last.Article) last = PointerPlace.None;
        else if (before.Paragraph != -1 && before.Paragraph != last.Paragraph) last = last with { Paragraph = -1, Item = -1 };
    }

    /// <summary>A new article begins: 同条 does not reach back out of it.</summary>
    public void Forget() => last = PointerPlace.None;

    /// <summary>A list of pointers begins, perhaps of one.</summary>
    public void BeginList() => (listed, several) = (null, default);

    /// <summary>The list has ended: of several that it names at one level there is no one that 同条 could mean.</summary>
    public void EndList() => last = new PointerPlace(several.Articles ? -1 : last.Article, several.Articles || several.Paragraphs ? -1 : last.Paragraph, several.Articles || several.Paragraphs || several.Items ? -1 : last.Item);

    /// <summary>Remembers only what has been named: 第2号 alone leaves 同条 and 同項 as they were.</summary>
    public void Note(Pointer pointer)
    {
        if (pointer.From is not { } from) return;
        var place = pointer.State switch
        {
            // 前3条, 第2条から第4条まで: of several there is no one that 同条 could mean.
            PointerState.Found when pointer.More is not null => pointer.Level switch
            {
                PointerLevel.Article => PointerPlace.None,
                PointerLevel.Paragraph => new PointerPlace(pointer.Place.Article, -1, -1),
                _ => pointer.Place with { Item = -1 },
            },
            PointerState.Found => pointer.Place,
            PointerState.Outside => new PointerPlace(Outside, Outside, Outside),
            _ => PointerPlace.None,
        };
        if (listed is { } before)
            several = (
                several.Articles || (from == PointerLevel.Article && before.Article != place.Article),
                several.Paragraphs || (before.Paragraph != -1 && place.Paragraph != -1 && before.Paragraph != place.Paragraph),
                several.Items || (before.Item != -1 && place.Item != -1 && before.Item != place.Item));
        listed = place;
        last = new PointerPlace(from == PointerLevel.Article ? place.Article : last.Article, from <= PointerLevel.Paragraph ? place.Paragraph : last.Paragraph, place.Item);
    }
}

/// <summary>What was mentioned up to a place of a text.</summary>
internal readonly record struct MentionsMark(PointerPlace Last, PointerPlace? Listed, (bool Articles, bool Paragraphs, bool Items) Several);
