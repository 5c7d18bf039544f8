using System.Buffers;
using System.Text;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions.Numbering;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>How the number of a label is written; pointers in policies name a provision by form and number (上記(1) is not 上記1).</summary>
internal enum LabelForm
{
    /// <summary>No number: 附則, 別表, a name.</summary>
    None,

    /// <summary>第6条, 第2章, and a bare 第1</summary>
    Ordinal,

    /// <summary>1, 1., 一</summary>
    Plain,

    /// <summary>1.2.3, 1―2</summary>
    Compound,

    /// <summary>(1), ⑴, (一)</summary>
    Bracketed,

    /// <summary>①</summary>
    Circled,

    /// <summary>ア, イ</summary>
    Kana,

    /// <summary>(ア)</summary>
    BracketedKana,

    /// <summary>a, A</summary>
    Letter,

    /// <summary>(a)</summary>
    BracketedLetter,

    /// <summary>Ⅰ, ⅰ, (ⅰ)</summary>
    Roman,
}

/// <summary>
/// 番号。The number in a label as a segment of a path: branches are joined with _ (第4条の2 is 4_2), ranges with - (第8条から第10条まで is 8-10),
/// the parts of a compound number with dots.
/// </summary>
internal readonly record struct LabelNumber(LabelForm Form, string Segment)
{
    private const string FiftySounds = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
    private const string Iroha = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";
    private const int LongestLabel = 60;
    private static readonly string[] Small = [.. Enumerable.Range(0, 100).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture))];
    private static readonly SearchValues<char> RangeMarks = SearchValues.Create("か及～〜・、―");
    private static readonly SearchValues<char> CompoundMarks = SearchValues.Create("-－―‐−–.．(（①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇");
    private static readonly SearchValues<char> AnyDigit = SearchValues.Create("0123456789０１２３４５６７８９一二三四五六七八九十百千");

    /// <summary>Reads a label. <paramref name="iroha"/> says that its siblings count イロハ and not アイウ.</summary>
    public static LabelNumber Of(string label, bool iroha = false)
    {
        var text = label.AsSpan().Trim();
        if (text.Length == 0) return default;
        if (text.Length > LongestLabel) text = text[..LongestLabel];
        if (text[0] == '第') return Ordinal(text);
        // Ⅰ－1, 2-(1): one number with the levels above in it.
        if (text.Length > 2 && text[1..].ContainsAny(CompoundMarks) && CompoundNumbering.ReadParts(Folding.FoldString(text.ToString()), out var layers, out _) > 0)
            return new LabelNumber(LabelForm.Compound, string.Join('.', layers.Parts));
        if (TryToken(text, 0, iroha, out var number, out var length))
        {
            var at = length;
            if (at >= text.Length || number.Form is not (LabelForm.Plain or LabelForm.Bracketed)) return number;
            return number with { Segment = WithBranchesAndEnd(number.Segment, text, at) };
        }
        // 別表第1の2, 様式第3号, 別記様式2: the number is what follows the name.
        var digit = text.IndexOfAny(AnyDigit);
        if (digit < 0) return default;
        if (!EraNumeral.TryRead(text, ref digit, out var first)) return default;
        return new LabelNumber(LabelForm.None, WithBranches(Written(first), text, digit));
    }

    /// <summary>
    /// Reads a number sign such as 3, (3), ③, ア, (ア), a, 1.2 at a place of a text. A compound is only read where its parts are digits.
    /// </summary>
    public static bool TryToken(ReadOnlySpan<char> text, int at, bool iroha, out LabelNumber number, out int length)
    {
        number = default;
        length = 0;
        if (at >= text.Length) return false;
        var c = text[at];
        if (Enclosed(c) is var (form, value) && value > 0)
        {
            (number, length) = (new LabelNumber(form, Written(value)), 1);
            return true;
        }
        if (c is '(' or '（')
        {
            if (!TryInner(text, at + 1, iroha, out var inner, out var end) || end >= text.Length || text[end] is not (')' or '）')) return false;
            var bracketed = inner.Form switch
            {
                LabelForm.Plain => LabelForm.Bracketed,
                LabelForm.Kana => LabelForm.BracketedKana,
                LabelForm.Letter => LabelForm.BracketedLetter,
                var other => other,
            };
            (number, length) = (inner with { Form = bracketed }, end + 1 - at);
            return true;
        }
        if (!TryInner(text, at, iroha, out number, out var after)) return false;
        if (number.Form == LabelForm.Plain && EraNumeral.ArabicDigit(c) >= 0)
        {
            StringBuilder? parts = null;
            while (after + 1 < text.Length && IsCompoundMark(text[after]) && EraNumeral.ArabicDigit(text[after + 1]) >= 0)
            {
                var next = after + 1;
                if (!EraNumeral.TryRead(text, ref next, out var part)) break;
                (parts ??= new StringBuilder(number.Segment)).Append('.').Append(part);
                after = next;
            }
            if (parts is not null) number = new LabelNumber(LabelForm.Compound, parts.ToString());
        }
        length = after - at;
        return true;
    }

    /// <summary>The number as a segment, from a table for the small ones: most numbers are.</summary>
    public static string Written(int value) =>
        (uint)value < (uint)Small.Length ? Small[value] : value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether the labels of siblings count イロハ: they begin with イ, or ロ or ハ follows an イ early.</summary>
    public static bool CountsIroha(ReadOnlySpan<Provision> siblings)
    {
        foreach (var sibling in siblings)
        {
            var label = sibling.Label.AsSpan().Trim().Trim("()（）");
            if (label.Length != 1) continue;
            if (label[0] is 'ア' or 'あ') return false;
            if (label[0] is 'イ' or 'い' or 'ロ' or 'ろ') return true;
        }
        return false;
    }

    private static LabelNumber Ordinal(ReadOnlySpan<char> text)
    {
        var at = 1;
        SkipSpace(text, ref at);
        if (!EraNumeral.TryRead(text, ref at, out var value)) return default;
        return new LabelNumber(LabelForm.Ordinal, WithBranchesAndEnd(Written(value), text, at));
    }

    private static string WithBranchesAndEnd(string first, ReadOnlySpan<char> text, int at)
    {
        var begin = WithBranches(first, text, at);
        // 第8条から第10条まで, 第5条及び第6条, 一から二十五まで: the last number closes the range.
        var rest = text[at..];
        var join = rest.IndexOfAny(RangeMarks);
        if (join < 0) return begin;
        rest = rest[join..];
        var digit = rest.LastIndexOfAny(AnyDigit);
        if (digit < 0) return begin;
        while (digit > 0 && AnyDigit.Contains(rest[digit - 1])) digit--;
        return EraNumeral.TryRead(rest, ref digit, out var last) ? $"{begin}-{last}" : begin;
    }

    private static string WithBranches(string first, ReadOnlySpan<char> text, int at)
    {
        var made = first;
        SkipSpace(text, ref at);
        while (at < text.Length && text[at] is '編' or '章' or '節' or '款' or '目' or '条' or '條' or '項' or '号' or '號' or '様' or '式' or '.' or '．') at++;
        SkipSpace(text, ref at);
        while (at + 1 < text.Length && text[at] is 'の' or 'ノ')
        {
            at++;
            if (!EraNumeral.TryRead(text, ref at, out var branch)) break;
            made = $"{made}_{branch}";
        }
        return made;
    }

    private static bool TryInner(ReadOnlySpan<char> text, int at, bool iroha, out LabelNumber number, out int end)
    {
        number = default;
        end = at;
        if (at >= text.Length) return false;
        if (EraNumeral.TryRead(text, ref end, out var value))
        {
            number = new LabelNumber(LabelForm.Plain, Written(value));
            return true;
        }
        end = at + 1;
        var c = text[at];
        if (c is >= 'ぁ' and <= 'ん') c = (char)(c + 0x60);
        var kana = (iroha ? Iroha : FiftySounds).IndexOf(c);
        if (kana >= 0)
            number = new LabelNumber(LabelForm.Kana, Written(kana + 1));
        else if (char.IsAsciiLetter(c))
            number = new LabelNumber(LabelForm.Letter, Written((c | 0x20) - 'a' + 1));
        else if (c is >= 'ａ' and <= 'ｚ' or >= 'Ａ' and <= 'Ｚ')
            number = new LabelNumber(LabelForm.Letter, Written(((c - 0xFEE0) | 0x20) - 'a' + 1));
        else if (Enclosed(c) is { Value: > 0 } enclosed)
            number = new LabelNumber(enclosed.Form, Written(enclosed.Value));
        else
            return false;
        return true;
    }

    private static (LabelForm Form, int Value) Enclosed(char c) => c switch
    {
        >= '①' and <= '⑳' => (LabelForm.Circled, c - '①' + 1),
        >= '㉑' and <= '㉟' => (LabelForm.Circled, c - '㉑' + 21),
        >= '㊱' and <= '㊿' => (LabelForm.Circled, c - '㊱' + 36),
        >= '㋐' and <= '㋻' => (LabelForm.BracketedKana, c - '㋐' + 1),
        >= '⑴' and <= '⒇' => (LabelForm.Bracketed, c - '⑴' + 1),
        >= '㈠' and <= '㈩' => (LabelForm.Bracketed, c - '㈠' + 1),
        >= '⒈' and <= '⒛' => (LabelForm.Plain, c - '⒈' + 1),
        >= 'Ⅰ' and <= 'Ⅻ' => (LabelForm.Roman, c - 'Ⅰ' + 1),
        >= 'ⅰ' and <= 'ⅻ' => (LabelForm.Roman, c - 'ⅰ' + 1),
        _ => default,
    };

    private static bool IsCompoundMark(char c) => c is '.' or '．' or '-' or '－' or '―' or '‐' or '−' or '–';

    private static void SkipSpace(ReadOnlySpan<char> text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '　') at++;
    }
}
