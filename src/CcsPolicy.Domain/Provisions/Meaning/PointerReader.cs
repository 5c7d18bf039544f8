using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>
/// 指示語句の読取り。Reads one pointer at one place of a provision's text: a beginning (第6条, 前項, 同条, この章, 別表第1) and what goes deeper
/// (第2項第3号ア). Names of other instruments before it have been looked at by the caller.
/// </summary>
internal sealed class PointerReader(ReferenceTargets targets)
{
    private readonly RelativePointers relative = new(targets);
    private readonly SignPointers signs = new(targets);

    /// <summary>What was mentioned last in this article, for 同条 and 同項.</summary>
    public Mentions Mentioned { get; } = new();

    /// <param name="before">The element before in the same list, whose article or paragraph this one shares when it names none.</param>
    public bool TryRead(ReadOnlySpan<char> text, int at, int node, PointerOwner owner, Pointer? before, out Pointer pointer)
    {
        if (!TryReadAny(text, at, node, owner, before, out pointer)) return false;
        if (pointer.Level is not (PointerLevel.Container or PointerLevel.Annex or PointerLevel.Sign)) pointer = pointer with { From = PointerWords.FirstUnit(text[at..pointer.End]) };
        return true;
    }

    /// <summary>Reads 第2号 right after the bracket that follows 第16条各号.</summary>
    public bool TryReadInside(ReadOnlySpan<char> text, int at, int node, Pointer holder, out Pointer pointer)
    {
        pointer = holder with { End = at };
        if (text[at] != '第' || holder.Level is PointerLevel.Annex or PointerLevel.Sign or PointerLevel.Container) return false;
        Deepen(text, ref pointer);
        if (pointer.End == at) return TryRead(text, at, node, PointerOwner.Unnamed, holder, out pointer);
        pointer = pointer with { From = PointerWords.FirstUnit(text[at..pointer.End]), More = null };
        return true;
    }

    /// <summary>5の(2) behind the name of a text that counts no 条.</summary>
    public bool TryNumber(ReadOnlySpan<char> text, int at, out Pointer pointer) => signs.TryNumber(text, at, out pointer);

    private bool TryReadAny(ReadOnlySpan<char> text, int at, int node, PointerOwner owner, Pointer? before, out Pointer pointer)
    {
        pointer = default;
        if (at >= text.Length) return false;
        if (before is { Level: PointerLevel.Sign }) return signs.TryContinue(text, at, node, before.Value, out pointer);
        return text[at] switch
        {
            '第' => TryOrdinal(text, at, node, owner, before, targets[node].Part, inSupplement: false, out pointer),
            '附' or '付' => TrySupplement(text, at, node, owner, out pointer),
            '別' or '様' => TryAnnex(text, at, owner, out pointer),
            '上' or '下' => signs.TryRead(text, at, node, out pointer),
            '前' or '次' => signs.TryRead(text, at, node, out pointer)
                || (relative.TryRead(text, at, node, out pointer) && Deepen(text, ref pointer)),
            'こ' or '本' => relative.TryThis(text, at, node, out pointer) && Deepen(text, ref pointer),
            '同' => TrySame(text, at, out pointer),
            _ when before is null => signs.TryBare(text, at, node, out pointer),
            _ => before is { Level: PointerLevel.Subitem } && TryNextSubitem(text, at, before.Value, out pointer),
        };
    }

    private bool TryOrdinal(ReadOnlySpan<char> text, int at, int node, PointerOwner owner, Pointer? before, int part, bool inSupplement, out Pointer pointer)
    {
        pointer = default;
        var i = at + 1;
        if (i < text.Length && text[i] is ' ' or '　') i++;
        if (!EraNumeral.TryRead(text, ref i, out var value)) return false;
        if (i < text.Length && text[i] is ' ' or '　') i++;
        var unit = i < text.Length ? text[i] : '\0';
        if (unit == 'の' && TryBranchBeforeUnit(text, i, value, out var branched, out var end)) (i, unit) = (end, text[end]);
        else branched = null;
        if (!PointerWords.IsUnit(text, i) && !(unit == '部' && targets.HasParts)) return before is { Level: PointerLevel.Annex }
            ? TryNextAnnex(text, at, i, value, before.Value, out pointer)
            : targets.HasBareOrdinals && !inSupplement && signs.TryBareOrdinal(text, i, value, node, owner, out pointer);
        i++;
        var segment = branched ?? PointerWords.Branches(text, ref i, LabelNumber.Written(value));
        if (before is { Level: PointerLevel.Annex } && unit is '項' or '号')
        {
            pointer = before.Value with { End = i };
            return true;
        }
        if (unit == '号' && text[i..].StartsWith("様式")) return FormAt(i + 2, segment, owner, out pointer);
        if (PointerWords.IsOtherWord(unit, i < text.Length ? text[i] : '\0')) return false;
        switch (unit)
        {
            case '条':
                pointer = Article(i, segment, node, owner, before, part, inSupplement);
                break;
            case '項':
                if (!TryArticleFor(node, owner, before, part, inSupplement, PointerLevel.Paragraph, out var article, out var state)) return false;
                pointer = state == PointerState.Found ? Paragraph(i, article, segment, part) : Unresolved(i, PointerLevel.Paragraph, state, part);
                break;
            case '号':
                if (!TryHolderFor(text, at, node, owner, before, part, inSupplement, out var place, out state)) return false;
                pointer = state == PointerState.Found ? Item(i, place, segment, part) : Unresolved(i, PointerLevel.Item, state, part);
                break;
            default:
                var kind = PointerWords.KindOf(unit);
                if (owner is PointerOwner.Outside or PointerOwner.Unsure || before is { State: PointerState.Outside })
                    pointer = Unresolved(i, PointerLevel.Container, owner == PointerOwner.Unsure ? PointerState.Unsure : PointerState.Outside, part);
                else
                    pointer = Container(text, i, kind, segment, before is { Level: PointerLevel.Container, Target: >= 0 } ? before.Value.Target : node);
                break;
        }
        return Deepen(text, ref pointer);
    }

    /// <summary>第4の2条, an older way of writing 第4条の2.</summary>
    private static bool TryBranchBeforeUnit(ReadOnlySpan<char> text, int at, int value, out string? segment, out int end)
    {
        end = at + 1;
        segment = null;
        if (!EraNumeral.TryRead(text, ref end, out var branch) || end >= text.Length || text[end] is not ('条' or '号' or '章')) return false;
        segment = $"{value}_{branch}";
        return true;
    }

    private Pointer Article(int end, string segment, int node, PointerOwner owner, Pointer? before, int part, bool inSupplement)
    {
        if (owner == PointerOwner.Outside || before is { State: PointerState.Outside }) return Unresolved(end, PointerLevel.Article, PointerState.Outside, part);
        if (owner == PointerOwner.Unsure || before is { State: PointerState.Unsure }) return Unresolved(end, PointerLevel.Article, PointerState.Unsure, part);
        if (before is { Level: PointerLevel.Article or PointerLevel.Paragraph or PointerLevel.Item or PointerLevel.Subitem }) part = before.Value.Part;
        else if (!inSupplement)
        {
            // In the 附則 of an amendment 第2条 is an article of the amending instrument, not of this text.
            if (part >= 0 && IsAmending(part) && owner != PointerOwner.Own) return Unresolved(end, PointerLevel.Article, PointerState.Unsure, part);
            part = -1;
        }
        // A text that counts no 条 has none that could be meant, whatever stands at that number.
        if (part < 0 && !targets.HasArticles) return Unresolved(end, PointerLevel.Article, PointerState.Missing, part);
        var index = targets.Article(part, segment, node);
        if (index < 0) return Unresolved(end, PointerLevel.Article, index == ReferenceTargets.Several ? PointerState.Unsure : PointerState.Missing, part);
        return new Pointer(end, PointerLevel.Article, PointerState.Found, new PointerPlace(index, -1, -1), part) { Target = index };
    }

    private bool IsAmending(int part) =>
        targets[part].Provision.Kind == ProvisionKind.SupplementaryProvision && part != targets.FirstSupplement;

    private bool TryArticleFor(int node, PointerOwner owner, Pointer? before, int part, bool inSupplement, PointerLevel level, out int article, out PointerState state)
    {
        (article, state) = (-1, PointerState.Found);
        if (before is { } last)
        {
            // 第3条第1項及び第2項 share the article; 第3条及び第2項 do not belong together.
            if (last.Level < level || last.Level is PointerLevel.Annex or PointerLevel.Container) return false;
            if (last.State != PointerState.Found) state = last.State;
            article = last.Place.Article;
            return article >= 0 || state != PointerState.Found;
        }
        if (owner is PointerOwner.Outside) state = PointerState.Outside;
        else if (owner is PointerOwner.Unsure or PointerOwner.Own) state = PointerState.Unsure;
        article = inSupplement ? part : targets.ArticleOf(node);
        if (article < 0 && state == PointerState.Found && targets.CountedAs(node) is >= 0 and var counted) article = counted;
        if (article < 0 && state == PointerState.Found) state = PointerState.Unsure;
        return true;
    }

    private bool TryHolderFor(ReadOnlySpan<char> text, int at, int node, PointerOwner owner, Pointer? before, int part, bool inSupplement, out PointerPlace place, out PointerState state)
    {
        place = PointerPlace.None;
        if (!TryArticleFor(node, owner, before, part, inSupplement, PointerLevel.Item, out var article, out state)) return false;
        // 規程第5号 is the number of an instrument, not an item.
        if (before is null && !inSupplement && at > 0 && owner != PointerOwner.Unnamed) return false;
        place = before is { } last ? last.Place : new PointerPlace(article, inSupplement ? -1 : targets.Enclosing(node, ProvisionKind.Paragraph), -1);
        return true;
    }

    private Pointer Paragraph(int end, int article, string segment, int part)
    {
        // Where nothing but 1, 2, 3 is counted, these are the 項.
        if (targets.CountedAs(article) is >= 0 and var counted && !targets.HasChild(article, ProvisionKind.Paragraph))
        {
            var beside = targets.Beside(counted, segment);
            return beside < 0 ? Unresolved(end, PointerLevel.Paragraph, PointerState.Missing, part)
                : new Pointer(end, PointerLevel.Paragraph, PointerState.Found, new PointerPlace(beside, beside, -1), part) { Target = beside };
        }
        var index = targets.Child(article, ProvisionKind.Paragraph, segment);
        // The first paragraph has no number of its own: it is the article's text.
        if (index < 0 && segment == "1") index = article;
        if (index < 0) return Unresolved(end, PointerLevel.Paragraph, IsLawLike(article) ? PointerState.Missing : PointerState.Unsure, part);
        return new Pointer(end, PointerLevel.Paragraph, PointerState.Found, new PointerPlace(article, index, -1), part) { Target = index };
    }

    private Pointer Item(int end, PointerPlace place, string segment, int part)
    {
        var holder = place.Paragraph >= 0 ? place.Paragraph : place.Article;
        var index = targets.Child(holder, ProvisionKind.Item, segment);
        if (index < 0 && holder == place.Article && targets.Child(holder, ProvisionKind.Paragraph, "1") is var first and >= 0)
            index = targets.Child(first, ProvisionKind.Item, segment);
        if (index < 0) return Unresolved(end, PointerLevel.Item, !targets.HasArticles || IsLawLike(place.Article) || (place.Paragraph >= 0 && place.Paragraph == place.Article && targets.HasChild(holder, ProvisionKind.Item)) ? PointerState.Missing : PointerState.Unsure, part);
        return new Pointer(end, PointerLevel.Item, PointerState.Found, place with { Item = index }, part) { Target = index };
    }

    private Pointer Container(ReadOnlySpan<char> text, int end, ProvisionKind kind, string segment, int near)
    {
        var index = targets.Container(kind, segment, near);
        // 第2章の3 is no branch of a chapter where 第2章 holds a 3.
        if (index == -1 && segment.LastIndexOf('_') is > 0 and var branch && text[..end].LastIndexOfAny('の', 'ノ') is var joint
            && targets.Container(kind, segment[..branch], near) is >= 0 and var holder && signs.ChildAt(text, joint + 1, holder) >= 0) (index, end) = (holder, joint);
        var state = index >= 0 ? PointerState.Found : index == ReferenceTargets.Several ? PointerState.Unsure : PointerState.Missing;
        return new Pointer(end, PointerLevel.Container, state, PointerPlace.None, -1) { Target = Math.Max(index, -1), ContainerKind = kind };
    }

    /// <summary>附則第2項, 附則第3条第1項.</summary>
    private bool TrySupplement(ReadOnlySpan<char> text, int at, int node, PointerOwner owner, out Pointer pointer)
    {
        pointer = default;
        if (at + 2 >= text.Length || text[at + 1] != '則' || text[at + 2] != '第') return false;
        var part = targets[node].Part;
        if (part < 0 || targets[part].Provision.Kind != ProvisionKind.SupplementaryProvision) part = targets.FirstSupplement;
        if (part < 0 && owner == PointerOwner.Unnamed) owner = PointerOwner.Unsure;
        return TryOrdinal(text, at + 2, node, owner == PointerOwner.Own ? PointerOwner.Unnamed : owner, null, part, inSupplement: true, out pointer);
    }

    /// <summary>同条第2項: the article that was mentioned last. What is not known is read over, so that nothing is linked wrongly.</summary>
    private bool TrySame(ReadOnlySpan<char> text, int at, out Pointer pointer)
    {
        pointer = default;
        if (at + 1 >= text.Length || PointerWords.IsOtherWord(text[at + 1], at + 2 < text.Length ? text[at + 2] : '\0')) return false;
        var (level, index) = text[at + 1] switch
        {
            '条' => (PointerLevel.Article, Mentioned.Article),
            '項' => (PointerLevel.Paragraph, Mentioned.Paragraph),
            '号' => (PointerLevel.Item, Mentioned.Item),
            _ => (PointerLevel.Annex, -1),
        };
        if (level == PointerLevel.Annex) return false;
        var place = index < 0 ? PointerPlace.None : level switch
        {
            PointerLevel.Article => new PointerPlace(index, -1, -1),
            PointerLevel.Paragraph => new PointerPlace(targets.ArticleOf(index), index, -1),
            _ => new PointerPlace(targets.ArticleOf(index), targets.Enclosing(index, ProvisionKind.Paragraph), index),
        };
        var state = index >= 0 ? PointerState.Found : index == Mentions.Outside ? PointerState.Outside : PointerState.Unsure;
        pointer = new Pointer(at + 2, level, state, place, index >= 0 ? targets[index].Part : -1) { Target = Math.Max(index, -1) };
        return Deepen(text, ref pointer);
    }

    /// <summary>Reads on into 第2項, 第3号, 各号, ア.</summary>
    private bool Deepen(ReadOnlySpan<char> text, ref Pointer pointer)
    {
        // Each step goes to a deeper level, so there are few.
        for (var step = 0; step < 8; step++)
        {
            var at = pointer.End;
            if (at >= text.Length) return true;
            if (text[at] == '第' && pointer.Level is PointerLevel.Container or PointerLevel.Article or PointerLevel.Paragraph)
            {
                var i = at + 1;
                if (!EraNumeral.TryRead(text, ref i, out var value) || !PointerWords.IsUnit(text, i)) return true;
                var unit = text[i++];
                var segment = PointerWords.Branches(text, ref i, LabelNumber.Written(value));
                if (PointerWords.IsOtherWord(unit, i < text.Length ? text[i] : '\0')) return true;
                if (!TryDeeper(text, ref pointer, unit, segment, i)) return true;
            }
            else if (text[at] == '各' && at + 1 < text.Length && text[at + 1] is '号' or '項' && !text[at..].StartsWith("各号列記") && !text[at..].StartsWith("各項目"))
            {
                pointer = relative.AllOf(pointer, text[at + 1] == '号' ? ProvisionKind.Item : ProvisionKind.Paragraph) with { End = at + 2 };
                return true;
            }
            else if (pointer is { Level: PointerLevel.Container, State: PointerState.Found, Target: >= 0 } && signs.TryInContainer(text, at, pointer.Target, out var inside))
            {
                pointer = inside;
                return true;
            }
            else if (pointer is { Level: PointerLevel.Article or PointerLevel.Paragraph, State: PointerState.Found, Target: >= 0, More: null } && signs.TryBelow(text, at, pointer.Target, out var sign))
            {
                pointer = sign;
                return true;
            }
            else if (pointer.Level is PointerLevel.Item or PointerLevel.Subitem && PointerWords.IsSubitemSign(text, at, out var length))
                pointer = Subitem(text, at, length, pointer, pointer.Target);
            else
                return true;
        }
        return true;
    }

    private bool TryDeeper(ReadOnlySpan<char> text, ref Pointer pointer, char unit, string segment, int end)
    {
        var deeper = unit switch { '条' => PointerLevel.Article, '項' => PointerLevel.Paragraph, '号' => PointerLevel.Item, _ => PointerLevel.Container };
        if (deeper < pointer.Level || (deeper == pointer.Level && deeper != PointerLevel.Container)) return false;
        // 第2章第3条: the article is found without the chapter.
        if (pointer.Level == PointerLevel.Container && deeper is PointerLevel.Paragraph or PointerLevel.Item) return false;
        if (pointer.State != PointerState.Found)
            pointer = pointer with { End = end, Level = deeper };
        else if (deeper == PointerLevel.Container)
            pointer = Container(text, end, PointerWords.KindOf(unit), segment, pointer.Target);
        else if (deeper == PointerLevel.Article)
        {
            var index = targets.Article(-1, segment, pointer.Target);
            pointer = index < 0 ? Unresolved(end, deeper, PointerState.Missing, -1) : new Pointer(end, deeper, PointerState.Found, new PointerPlace(index, -1, -1), -1) { Target = index };
        }
        else
            pointer = deeper == PointerLevel.Paragraph ? Paragraph(end, pointer.Place.Article, segment, pointer.Part) : Item(end, pointer.Place, segment, pointer.Part);
        return true;
    }

    private Pointer Subitem(ReadOnlySpan<char> text, int at, int length, Pointer pointer, int parent)
    {
        var found = pointer.State == PointerState.Found ? signs.ChildAt(text, at, parent) : -1;
        return pointer with
        {
            End = at + length,
            Level = PointerLevel.Subitem,
            State = pointer.State == PointerState.Found && found < 0 ? PointerState.Missing : pointer.State,
            Target = found,
        };
    }

    /// <summary>第2号ア及びイ.</summary>
    private bool TryNextSubitem(ReadOnlySpan<char> text, int at, Pointer before, out Pointer pointer)
    {
        pointer = before;
        if (!PointerWords.IsSubitemSign(text, at, out var length)) return false;
        pointer = Subitem(text, at, length, before, before.Target < 0 ? -1 : targets[before.Target].Parent);
        return true;
    }

    private bool TryAnnex(ReadOnlySpan<char> text, int at, PointerOwner owner, out Pointer pointer)
    {
        pointer = default;
        if (!PointerWords.TryAnnex(text, at, out var key, out var end)) return false;
        pointer = AnnexAt(AfterRows(text, end), key, owner);
        return true;
    }

    /// <summary>別表第1第3号: the rows of a table are not provisions; the pointer goes to the table.</summary>
    private static int AfterRows(ReadOnlySpan<char> text, int at)
    {
        while (at + 1 < text.Length && text[at] == '第')
        {
            var i = at + 1;
            if (!EraNumeral.TryRead(text, ref i, out _) || i >= text.Length || text[i] is not ('項' or '号')) return at;
            at = i + 1;
        }
        return at;
    }

    private bool TryNextAnnex(ReadOnlySpan<char> text, int at, int end, int value, Pointer before, out Pointer pointer)
    {
        var key = ReferenceTargets.AnnexKey(before.Target >= 0 ? targets[before.Target].Provision.Label : "表", PointerWords.Branches(text, ref end, LabelNumber.Written(value)));
        pointer = before.State == PointerState.Found || before.State == PointerState.Missing ? AnnexAt(end, key, PointerOwner.Unnamed) : before with { End = end };
        return at < end;
    }

    private bool FormAt(int end, string segment, PointerOwner owner, out Pointer pointer)
    {
        pointer = AnnexAt(end, "式" + segment, owner);
        return true;
    }

    private Pointer AnnexAt(int end, string key, PointerOwner owner)
    {
        var index = targets.Annex(key);
        if (index == -1 && key.Length == 1) index = targets.Annex(key + "*");
        var state = owner switch
        {
            PointerOwner.Outside => PointerState.Outside,
            PointerOwner.Unsure => PointerState.Unsure,
            _ => index >= 0 ? PointerState.Found : index == ReferenceTargets.Several ? PointerState.Unsure : PointerState.Missing,
        };
        return new Pointer(end, PointerLevel.Annex, state, PointerPlace.None, -1) { Target = state == PointerState.Found ? index : -1 };
    }

    private bool IsLawLike(int article) =>
        article >= 0 && (targets[article].Provision.Kind == ProvisionKind.SupplementaryProvision || targets[article].Provision.Label.AsSpan().ContainsAny('条', '條'));

    private static Pointer Unresolved(int end, PointerLevel level, PointerState state, int part) => new(end, level, state, PointerPlace.None, part);
}
