using System.Text;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>指示語句の語。The small words that pointers are made of, and the words that only look like them.</summary>
internal static class PointerWords
{
    /// <summary>Words that count things: 上記3点 and 第3条の2つ are no numbers of provisions.</summary>
    private const string Counters = "つ点名人件種個年月日回者箇所分倍割歳円社台枚本通部階時秒週％%以";

    public static bool IsUnit(ReadOnlySpan<char> text, int at) => at < text.Length && text[at] is '条' or '項' or '号' or '編' or '章' or '節' or '款' or '目';

    public static ProvisionKind KindOf(char unit) => unit switch
    {
        '編' or '部' => ProvisionKind.Part,
        '章' => ProvisionKind.Chapter,
        '節' => ProvisionKind.Section,
        '款' => ProvisionKind.Subsection,
        '目' => ProvisionKind.Division,
        '条' => ProvisionKind.Article,
        '項' => ProvisionKind.Paragraph,
        _ => ProvisionKind.Item,
    };

    /// <summary>この条例, 前項目, この目的, 第1号被保険者: the unit is the beginning of another word.</summary>
    public static bool IsOtherWord(char unit, char next) => unit switch
    {
        '条' => next is '例' or '件' or '文' or '約' or '理',
        '項' => next == '目',
        '目' => next is not ('に' or 'の' or 'か' or 'ま' or 'か' or '及' or '、' or '第'),
        '節' => next is '約' or '電' or '水' or '度' or '目' or '減',
        '号' => next is '令' or '被' or '議' or '棟' or '室' or '館' or '線' or '機' or '車' or '俸' or '炉' or '職' or '店',
        '章' => next == '典',
        '部' => next is '長' or '門' or '署' or '局' or '隊' or '会' or '員' or '分' or '品' or '数' or '課',
        '編' => next is '集' or '成' or '制' or '入',
        '款' => false,
        _ => false,
    };

    /// <summary>Whether what follows a number is counted by it: 2つ, 3か月.</summary>
    private static bool IsCounted(ReadOnlySpan<char> text, int at) => at < text.Length
        && (Counters.Contains(text[at]) || (text[at] is 'か' or 'カ' or 'ヶ' or 'ヵ' && at + 1 < text.Length && text[at + 1] is '月' or '所' or '年' or '国'));

    /// <summary>の2の3 after a number: the branches of 第4条の2の3. の followed by a count (の2つ) is not read.</summary>
    public static string Branches(ReadOnlySpan<char> text, ref int at, string segment)
    {
        for (var n = 0; n < 5 && at + 1 < text.Length && text[at] is 'の' or 'ノ'; n++)
        {
            var i = at + 1;
            if (!EraNumeral.TryRead(text, ref i, out var branch) || IsCounted(text, i)) break;
            // 別表第1の2の項 is a row of the table.
            if (text[i..].StartsWith("の項") || text[i..].StartsWith("の部") || text[i..].StartsWith("項")) break;
            segment = $"{segment}_{branch}";
            at = i;
        }
        return segment;
    }

    /// <summary>Whether a number sign may end here: a noun that it counts does not follow.</summary>
    public static bool EndsNumber(ReadOnlySpan<char> text, int at)
    {
        if (at >= text.Length) return true;
        var c = text[at];
        if (c is '及' or '又' or '並' or '若' or '等' or '各' or '中' or '関' or '参' or '条' or '項' or '号') return true;
        return !(c is >= '一' and <= '鿿' or >= 'ァ' and <= 'ヺ' or 'つ' or '%' or '％') && !char.IsAsciiLetterOrDigit(c);
    }

    /// <summary>A single kana or bracketed kana that no further kana of a word follows: ア, (イ), ロ.</summary>
    public static bool IsSubitemSign(ReadOnlySpan<char> text, int at, out int length)
    {
        length = 0;
        if (at >= text.Length) return false;
        if (text[at] is >= 'ア' and <= 'ン')
        {
            if (at + 1 < text.Length && text[at + 1] is >= 'ァ' and <= 'ー') return false;
            length = 1;
            return true;
        }
        if (text[at] is not ('(' or '（') || at + 2 >= text.Length || text[at + 2] is not (')' or '）')) return false;
        if (text[at + 1] is not (>= 'ア' and <= 'ン' or >= 'a' and <= 'z' or >= '1' and <= '9' or >= '１' and <= '９')) return false;
        length = 3;
        return true;
    }

    /// <summary>別表第1の2, 別記様式第3号, 様式第1号; the name alone where it needs no number.</summary>
    public static bool TryAnnex(ReadOnlySpan<char> text, int at, out string key, out int end)
    {
        key = "";
        end = at;
        var rest = text[at..];
        string? name = null;
        foreach (var candidate in Names)
            if (rest.StartsWith(candidate))
            {
                name = candidate;
                break;
            }
        if (name is null) return false;
        end = at + name.Length;
        var form = name.EndsWith('式');
        var i = end;
        if (i < text.Length && text[i] == '第') i++;
        if (EraNumeral.TryRead(text, ref i, out var value) && (text[end] == '第' || EraNumeral.ArabicDigit(text[end]) >= 0))
        {
            if (form && i < text.Length && text[i] == '号') i++;
            else if (!form && text[i..].StartsWith("号様式")) (i, form) = (i + 3, true);
            key = (form ? "式" : ReferenceTargets.AnnexKey(name, "")) + Branches(text, ref i, LabelNumber.Written(value));
            end = i;
            return true;
        }
        key = ReferenceTargets.AnnexKey(name, "");
        // 様式 alone is a common noun; 別表 alone is a pointer.
        return name != "様式" && (end >= text.Length || !(text[end] is >= '一' and <= '鿿') || text[end] is '及' or '又' or '並' or '若' or '中');
    }

    private static readonly string[] Names = ["別記様式", "別紙様式", "別表様式", "別表", "別記", "別紙", "別図", "様式"];

    /// <summary>及び, 、, から and the like between the elements of a list; <paramref name="isRange"/> for から.</summary>
    public static int Connector(ReadOnlySpan<char> text, int at, out bool isRange)
    {
        isRange = false;
        if (at >= text.Length) return 0;
        var rest = text[at..];
        foreach (var word in Words)
            if (rest.StartsWith(word))
                return word.Length;
        if (rest.StartsWith("から") || rest.StartsWith("ないし"))
        {
            isRange = true;
            return rest[0] == 'か' ? 2 : 3;
        }
        if (text[at] is '～' or '〜' or '―' or '－')
        {
            isRange = true;
            return 1;
        }
        return text[at] is '、' or '，' or '・' ? 1 : 0;
    }

    /// <summary>Past 本文, ただし書 and the like, which name a part of what has been pointed at.</summary>
    public static int SkipMark(ReadOnlySpan<char> text, int at)
    {
        foreach (var mark in Marks)
            if (text[at..].StartsWith(mark))
                return at + mark.Length;
        return at;
    }

    /// <summary>The level at which a pointer sets in: that of the first unit in it (附則第2項 at 項); null when it has none.</summary>
    public static PointerLevel? FirstUnit(ReadOnlySpan<char> pointer) => pointer.IndexOfAny('条', '項', '号') is var unit and >= 0
        ? pointer[unit] switch { '条' => PointerLevel.Article, '項' => PointerLevel.Paragraph, _ => PointerLevel.Item } : null;

    private static readonly string[] Marks = ["本文", "ただし書", "但書", "但し書", "前段", "後段", "柱書", "各号列記以外の部分", "の規定"];

    private static readonly string[] Words = ["及び", "又は", "並びに", "若しくは", "および", "または", "ならびに", "もしくは", "、及び", "、又は", "、並びに", "と"];
}
