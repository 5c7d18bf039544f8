namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>
/// 符号の指示。上記3(1), 上記①, 前記(2), 次の(1)及び(2), 第2の3: pointers of texts that are not in articles. The sign is looked for
/// among what stands above the place, nearest first; the form counts, since 3, (3) and ③ are three different provisions.
/// </summary>
internal sealed class SignPointers(ReferenceTargets targets)
{
    public bool TryRead(ReadOnlySpan<char> text, int at, int node, out Pointer pointer)
    {
        pointer = default;
        var rest = text[at..];
        var below = rest.StartsWith("下記") || rest.StartsWith("次の");
        if (!below && !rest.StartsWith("上記") && !rest.StartsWith("前記")) return false;
        var begin = at + 2;
        if (begin < text.Length && text[begin] is 'の' or ' ' or '　') begin++;
        if (!LabelNumber.TryToken(text, begin, iroha: false, out var number, out var length) || !IsClear(text, begin, number, begin + length)) return false;
        var first = below ? ChildAt(text, begin, node) : Above(text, begin, number, node);
        // 下記9 may stand below on any level, 次の(1) only right below.
        if (first < 0 && text[at] == '下') first = Above(text, begin, number, node, anywhere: true) is var further && further > node ? further : -1;
        // A sign that is not there is reported only where the word before it says that it is above.
        pointer = Deepen(text, begin + length, first, first >= 0 ? PointerState.Found : below ? PointerState.Unsure : PointerState.Missing);
        return true;
    }

    /// <summary>
    /// 3(1)に定める, ①に掲げる without 上記: only where words follow that point, and only when exactly one provision can be meant.
    /// </summary>
    public bool TryBare(ReadOnlySpan<char> text, int at, int node, out Pointer pointer)
    {
        pointer = default;
        if (at > 0 && text[at - 1] is not ('、' or '。' or '\n' or 'は' or 'び' or 'に' or 'て' or '（' or '(' or '，' or 'が')) return false;
        if (!LabelNumber.TryToken(text, at, iroha: false, out var number, out var length) || !IsClear(text, at, number, at + length)) return false;
        var above = Above(text, at, number, node);
        var below = ChildAt(text, at, node);
        if (above < 0 && below < 0) below = targets.Compound(targets[node].Part, number);
        if (above < 0 == below < 0) return false;
        pointer = Deepen(text, at + length, Math.Max(above, below), PointerState.Found);
        // 1.1(2)の権限: two numbers joined can be nothing else, whatever follows.
        return pointer.State == PointerState.Found && (PointsAt(text, pointer.End) || (number.Form == LabelForm.Compound && pointer.End > at + length));
    }

    /// <summary>前項(2)ア, 第2項ア: a sign right behind a pointer, when what is pointed at has it. A kana that it has not leaves the whole unlinked.</summary>
    public bool TryBelow(ReadOnlySpan<char> text, int at, int parent, out Pointer pointer)
    {
        pointer = default;
        if (ChildAt(text, at, parent) < 0)
        {
            if (text[at] is not (>= 'ア' and <= 'ン') || !PointerWords.IsSubitemSign(text, at, out var length) || !PointerWords.EndsNumber(text, at + length)) return false;
            pointer = new Pointer(at + length, PointerLevel.Sign, PointerState.Missing, PointerPlace.None, -1);
            return true;
        }
        if (text[at] is not ('(' or '（' or (>= '⑴' and <= '⒇') or (>= '①' and <= '⑳') or (>= '㋐' and <= '㋻')) && !PointerWords.IsSubitemSign(text, at, out _)) return false;
        pointer = Deepen(text, at, parent, PointerState.Found);
        return pointer.State == PointerState.Found;
    }

    /// <summary>第1編2, 第2章の3(1): what the part holds itself. A number right behind it that it does not hold is read over, so that the part alone is not linked for it.</summary>
    public bool TryInContainer(ReadOnlySpan<char> text, int at, int container, out Pointer pointer)
    {
        pointer = default;
        var begin = text[at] is 'の' ? at + 1 : at;
        if (!LabelNumber.TryToken(text, begin, iroha: false, out var number, out var length) || number.Form is LabelForm.Kana or LabelForm.Letter || !IsClear(text, begin, number, begin + length)) return false;
        var held = ChildAt(text, begin, container) >= 0;
        if (!held && (begin > at || number.Form is not (LabelForm.Plain or LabelForm.Compound))) return false;
        pointer = held ? Deepen(text, at, container, PointerState.Found) : new Pointer(begin + length, PointerLevel.Sign, PointerState.Unsure, PointerPlace.None, -1);
        return true;
    }

    /// <summary>5の(2) from the top of the text.</summary>
    public bool TryNumber(ReadOnlySpan<char> text, int at, out Pointer pointer)
    {
        pointer = default;
        if (targets.HasArticles || !LabelNumber.TryToken(text, at, iroha: false, out var number, out var length) || number.Form is not (LabelForm.Plain or LabelForm.Compound) || !IsClear(text, at, number, at + length)) return false;
        var index = number.Form == LabelForm.Plain ? targets.Article(-1, number.Segment, -1) : targets.Compound(-1, number);
        pointer = Deepen(text, at + length, Math.Max(index, -1), index >= 0 ? PointerState.Found : PointerState.Missing);
        return true;
    }

    private static bool PointsAt(ReadOnlySpan<char> text, int at)
    {
        foreach (var words in Pointing)
            if (text[at..].StartsWith(words))
                return true;
        return false;
    }

    private static readonly string[] Pointing = ["に規定", "に定め", "に掲げ", "に基づ", "の規定", "に示", "を参照", "参照", "に記載", "の例に", "に従"];

    /// <summary>、7及び8 after 上記6.</summary>
    public bool TryContinue(ReadOnlySpan<char> text, int at, int node, Pointer before, out Pointer pointer)
    {
        pointer = default;
        if (!LabelNumber.TryToken(text, at, iroha: false, out var number, out var length) || !IsClear(text, at, number, at + length)) return false;
        if (before.Target < 0)
        {
            // 上記6、1及び8: that there is no 6 says nothing about 1; but the (2) of 上記1(5)及び(2) belongs to what was not found.
            var above = before.State == PointerState.Missing ? Above(text, at, number, node) : -1;
            pointer = above < 0 ? Deepen(text, at + length, -1, before.State)
                : number.Form is LabelForm.Plain or LabelForm.Compound ? Deepen(text, at + length, above, PointerState.Found) : Deepen(text, at + length, -1, PointerState.Unsure);
            return true;
        }
        var index = Above(text, at, number, before.Target, anywhere: true);
        pointer = Deepen(text, at + length, index, index >= 0 ? PointerState.Found : PointerState.Missing);
        return true;
    }

    /// <summary>第2 or 第2の3(1) in a text that counts 第1, 第2.</summary>
    public bool TryBareOrdinal(ReadOnlySpan<char> text, int end, int value, int node, PointerOwner owner, out Pointer pointer)
    {
        pointer = default;
        if (end < text.Length && (!PointerWords.EndsNumber(text, end) || text[end] is '1' or '2') && text[end] is not ('(' or '（')) return false;
        if (owner is PointerOwner.Outside or PointerOwner.Unsure) return false;
        var index = targets.Article(-1, LabelNumber.Written(value), node);
        if (index < 0) return false;
        pointer = Deepen(text, end, index, PointerState.Found);
        return true;
    }

    /// <summary>The child with the sign that stands at a place of the text; kana are read as アイウ and as イロハ, and must be the very letter.</summary>
    public int ChildAt(ReadOnlySpan<char> text, int at, int parent)
    {
        foreach (var iroha in (ReadOnlySpan<bool>)[false, true])
        {
            if (!LabelNumber.TryToken(text, at, iroha, out var number, out _)) return -1;
            var index = targets.Sign(parent, number);
            if (index >= 0 && IsSame(text, at, number, index)) return index;
        }
        return -1;
    }

    private bool IsSame(ReadOnlySpan<char> text, int at, LabelNumber number, int index) =>
        number.Form is not (LabelForm.Kana or LabelForm.BracketedKana) || targets[index].Provision.Label.Contains(text[number.Form == LabelForm.Kana || text[at] is >= '㋐' and <= '㋻' ? at : at + 1]);

    private int Above(ReadOnlySpan<char> text, int at, LabelNumber number, int node, bool anywhere = false)
    {
        for (var from = node; from >= 0; from = targets[from].Parent)
            if (ChildAt(text, at, targets[from].Parent) is var index and >= 0 && (anywhere || index < node))
                return index;
        // The numbers of the first level may run on through chapters.
        var article = number.Form is LabelForm.Plain or LabelForm.Compound ? targets.Article(-1, number.Segment, node) : -1;
        return article >= 0 && targets[article].Number.Form is LabelForm.Plain or LabelForm.Compound && (anywhere || article < node) ? article : -1;
    }

    /// <summary>(1)① after 3, the 3 after 第2の.</summary>
    private Pointer Deepen(ReadOnlySpan<char> text, int at, int index, PointerState state)
    {
        for (var step = 0; step < 8 && at < text.Length; step++)
        {
            var next = at;
            if (text[next] is 'の' or ' ' or '　') next++;
            if (!LabelNumber.TryToken(text, next, iroha: false, out var number, out var length) || !IsClear(text, next, number, next + length)) break;
            if (next > at && text[at] != 'の' && number.Form == LabelForm.Plain) break;
            if (index < 0)
            {
                if (next > at) break;
            }
            else
            {
                var child = ChildAt(text, next, index);
                if (child < 0)
                {
                    // （以下 is a remark, (9) a number that is not there.
                    if (next == at) (index, state) = (-1, PointerState.Missing);
                    else break;
                }
                else
                    index = child;
            }
            at = next + length;
        }
        var place = index >= 0 ? new PointerPlace(targets.ArticleOf(index), targets.Enclosing(index, ProvisionKind.Paragraph), targets.Enclosing(index, ProvisionKind.Item)) : PointerPlace.None;
        return new Pointer(at, PointerLevel.Sign, state, place, index >= 0 ? targets[index].Part : -1) { Target = index };
    }

    /// <summary>上記3点 counts, 上記アクセス is a word: only a sign that ends here is one. A kanji numeral is none.</summary>
    private static bool IsClear(ReadOnlySpan<char> text, int at, LabelNumber number, int end) => number.Form switch
    {
        LabelForm.Bracketed or LabelForm.Circled or LabelForm.BracketedKana or LabelForm.BracketedLetter => true,
        LabelForm.Plain or LabelForm.Compound => Basics.EraNumeral.ArabicDigit(text[at]) >= 0 && (PointerWords.EndsNumber(text, end) || text[end] is '(' or '（'),
        LabelForm.Kana => text[at] is >= 'ア' and <= 'ン' && PointerWords.EndsNumber(text, end),
        _ => false,
    };
}
