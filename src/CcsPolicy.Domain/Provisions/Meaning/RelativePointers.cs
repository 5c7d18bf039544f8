using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>相対の指示。前条, 前2項, 前各号, 次条, 次の各号, この章: pointers counted from where they stand.</summary>
internal sealed class RelativePointers(ReferenceTargets targets)
{
    /// <summary>前2項 and 前3項 occur, 前100項 does not.</summary>
    private const int FurthestBack = 30;

    /// <summary>各号 of a list without end: who follows the link needs its beginning.</summary>
    private const int MostItems = 200;

    /// <summary>前… and 次….</summary>
    public bool TryRead(ReadOnlySpan<char> text, int at, int node, out Pointer pointer)
    {
        pointer = default;
        var forward = text[at] == '次';
        var i = at + 1;
        if (forward && (text[i..].StartsWith("の各号") || text[i..].StartsWith("の各項")))
        {
            pointer = ItemsBelow(node, i + 3, text[i + 2] == '号' ? ProvisionKind.Item : ProvisionKind.Paragraph);
            return true;
        }
        var count = 1;
        var all = false;
        if (!forward && i < text.Length && text[i] == '各') (all, i) = (true, i + 1);
        else if (!forward && EraNumeral.TryRead(text, ref i, out var back)) count = back;
        if (!PointerWords.IsUnit(text, i) || PointerWords.IsOtherWord(text[i], i + 1 < text.Length ? text[i + 1] : '\0')) return false;
        var kind = PointerWords.KindOf(text[i]);
        if (all && kind is not (ProvisionKind.Item or ProvisionKind.Paragraph)) return false;
        pointer = Relative(node, kind, forward, all ? FurthestBack : count, all, i + 1);
        return true;
    }

    /// <summary>この章, 本条, この附則.</summary>
    public bool TryThis(ReadOnlySpan<char> text, int at, int node, out Pointer pointer)
    {
        pointer = default;
        var i = at + (text[at] == '本' ? 1 : 2);
        if (text[at] == 'こ' && (at + 1 >= text.Length || text[at + 1] != 'の')) return false;
        if (text[at] == 'こ' && text[i..].StartsWith("附則"))
        {
            var part = targets[node].Part;
            pointer = new Pointer(i + 2, PointerLevel.Annex, part >= 0 ? PointerState.Found : PointerState.Unsure, PointerPlace.None, part) { Target = part };
            return true;
        }
        if (!PointerWords.IsUnit(text, i) || PointerWords.IsOtherWord(text[i], i + 1 < text.Length ? text[i + 1] : '\0')) return false;
        var kind = PointerWords.KindOf(text[i]);
        var index = kind switch
        {
            ProvisionKind.Article => targets.ArticleOf(node),
            ProvisionKind.Paragraph => targets.Enclosing(node, ProvisionKind.Paragraph) is var paragraph and >= 0 ? paragraph : targets.ArticleOf(node),
            _ => targets.Enclosing(node, kind),
        };
        pointer = Found(i + 1, kind, index, PointerState.Unsure);
        return true;
    }

    /// <summary>第2条各号, 前項各号: everything of a kind below what has been named; the holder itself when the text has lost them.</summary>
    public Pointer AllOf(Pointer holder, ProvisionKind kind)
    {
        var level = kind == ProvisionKind.Item ? PointerLevel.Item : PointerLevel.Paragraph;
        if (holder.State != PointerState.Found || holder.Target < 0) return holder with { Level = level };
        var below = Below(holder.Target, kind);
        return below.Count == 0 ? holder : holder with { Level = level, Target = below[0], More = below.Count > 1 ? below[1..] : null };
    }

    private Pointer ItemsBelow(int node, int end, ProvisionKind kind)
    {
        var below = Below(node, kind);
        var part = targets[node].Part;
        var place = new PointerPlace(targets.ArticleOf(node), targets.Enclosing(node, ProvisionKind.Paragraph), -1);
        if (below.Count == 0)
            // Only a text of articles promises 号 with certainty; a policy may mean its own signs.
            return new Pointer(end, PointerLevel.Item, targets.HasArticles && kind == ProvisionKind.Item && Holds(node) ? PointerState.Missing : PointerState.Unsure, place, part);
        return new Pointer(end, PointerLevel.Item, PointerState.Found, place, part) { Target = below[0], More = below.Count > 1 ? below[1..] : null };
    }

    private bool Holds(int node) => targets[node].Provision.Kind is ProvisionKind.Article or ProvisionKind.Paragraph;

    private List<int> Below(int holder, ProvisionKind kind)
    {
        var below = new List<int>();
        foreach (var child in targets.Paths.ChildrenOf(targets[holder]))
        {
            if (child.Provision.Kind != kind) continue;
            below.Add(child.Index);
            if (below.Count == MostItems) break;
        }
        return below;
    }

    private Pointer Relative(int node, ProvisionKind kind, bool forward, int count, bool all, int end)
    {
        var from = kind == ProvisionKind.Article ? targets.Enclosing(node, ProvisionKind.Article) : targets.Enclosing(node, kind);
        var lawLike = targets.HasArticles || targets[node].Part >= 0;
        var missing = lawLike ? PointerState.Missing : PointerState.Unsure;
        if (kind == ProvisionKind.Paragraph && from < 0) return FromFirstParagraph(node, forward, end, missing);
        if (from < 0) return Found(end, kind, -1, kind == ProvisionKind.Item ? PointerState.Unsure : missing);
        if (forward) return Found(end, kind, targets.Next(from), missing);

        var back = new List<int>();
        for (var at = from; back.Count < count && back.Count < FurthestBack;)
        {
            var before = targets.Previous(at);
            if (before < 0)
            {
                // Before paragraph 2 stands the article's own text, which is its first paragraph.
                var parent = targets[at].Parent;
                if (kind == ProvisionKind.Paragraph && parent >= 0 && targets[at].Number.Segment != "1" && targets[parent].Provision.Kind is ProvisionKind.Article or ProvisionKind.SupplementaryProvision
                    && targets[parent].Provision.Text.Length > 0) back.Add(parent);
                break;
            }
            back.Add(before);
            at = before;
        }
        if (back.Count == 0 || (!all && back.Count < count)) return Found(end, kind, -1, missing);
        back.Reverse();
        var last = all || count > 1 ? back[0] : back[^1];
        return Found(end, kind, last, missing) with { More = back.Count > 1 ? back[1..] : null };
    }

    /// <summary>前項 in an article's own text has nothing before it; 次項 is its paragraph 2. In a text of bare numbers it is the number before.</summary>
    private Pointer FromFirstParagraph(int node, bool forward, int end, PointerState missing)
    {
        var article = targets.ArticleOf(node);
        if (article < 0) return Found(end, ProvisionKind.Paragraph, -1, PointerState.Unsure);
        if (targets[article].Provision.Kind == ProvisionKind.Article && !targets[article].Provision.Label.AsSpan().ContainsAny('条', '條'))
        {
            if (node != article || targets.HasChild(article, ProvisionKind.Item)) return Found(end, ProvisionKind.Paragraph, -1, PointerState.Unsure);
            return Found(end, ProvisionKind.Article, forward ? targets.Next(article) : targets.Previous(article), PointerState.Unsure);
        }
        return forward && targets.Child(article, ProvisionKind.Paragraph, "2") is var second and >= 0
            ? Found(end, ProvisionKind.Paragraph, second, missing) : Found(end, ProvisionKind.Paragraph, -1, missing);
    }

    private Pointer Found(int end, ProvisionKind kind, int index, PointerState otherwise)
    {
        var level = kind switch
        {
            ProvisionKind.Article => PointerLevel.Article,
            ProvisionKind.Paragraph => PointerLevel.Paragraph,
            ProvisionKind.Item => PointerLevel.Item,
            _ => PointerLevel.Container,
        };
        if (index < 0) return new Pointer(end, level, otherwise, PointerPlace.None, -1);
        var place = level switch
        {
            PointerLevel.Container => PointerPlace.None,
            PointerLevel.Article => new PointerPlace(index, -1, -1),
            PointerLevel.Paragraph => new PointerPlace(targets.ArticleOf(index), index, -1),
            _ => new PointerPlace(targets.ArticleOf(index), targets.Enclosing(index, ProvisionKind.Paragraph), index),
        };
        return new Pointer(end, level, PointerState.Found, place, targets[index].Part) { Target = index, ContainerKind = kind };
    }
}
