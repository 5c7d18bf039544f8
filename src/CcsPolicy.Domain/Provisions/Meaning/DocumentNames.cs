using System.Collections.Immutable;
using System.Globalization;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>Whose provision a pointer names, by the words before it.</summary>
internal enum PointerOwner
{
    /// <summary>Nothing before it that could own it: this text.</summary>
    Unnamed,

    /// <summary>This text by name: この規程第5条.</summary>
    Own,

    /// <summary>Another instrument: 地方公務員法第29条.</summary>
    Outside,

    /// <summary>Words that could mean either; the pointer stays unlinked.</summary>
    Unsure,
}

/// <summary>
/// 文書の名。Tells from the words before a pointer whether it points into this text or at another instrument. Names are known by how they end
/// (法, 規程, 条例, …), by the words that this text defines for other instruments, and by its own title.
/// </summary>
internal sealed class DocumentNames
{
    private const int LongestName = 80;
    private const int LongestBracket = 300;

    private static readonly string[] Endings =
    [
        "法", "法律", "令", "条例", "規則", "規程", "規約", "要綱", "要領", "細則", "定款", "基準", "方針", "指針", "訓令", "告示", "通達", "通知", "約款", "条約", "契約", "契約書",
        "協定", "協定書", "覚書", "ガイドライン", "マニュアル", "手順", "手順書", "計画", "計画書", "ポリシー", "規格", "内規", "手引", "手引き",
    ];

    /// <summary>Words that end like a name and are none.</summary>
    private static readonly string[] NoNames = ["方法", "手法", "技法", "文法", "司法", "立法", "作法", "寸法", "用法", "命令", "指令", "発令", "辞令"];

    private readonly HashSet<string> outside = new(StringComparer.Ordinal);
    private readonly HashSet<string> own = new(StringComparer.Ordinal);
    private readonly string title;

    public DocumentNames(string title, ImmutableArray<Definition> definitions)
    {
        this.title = title.Trim();
        if (this.title.Length > 0) own.Add(this.title);
        foreach (var definition in definitions)
        {
            var meaning = definition.Text.AsSpan();
            var bracket = meaning.IndexOfAny('（', '(');
            var head = (bracket < 0 ? meaning : meaning[..bracket]).Trim();
            if (head.Length is 0 or > LongestName) continue;
            if (IsThis(head) || head.SequenceEqual(this.title))
                own.Add(definition.Term);
            else if (EndsLikeName(head) && (bracket > 0 || definition.Term.Length <= 12) && !meaning.Contains("をいう", StringComparison.Ordinal))
                outside.Add(definition.Term);
        }
    }

    /// <summary>Looks at what stands before <paramref name="at"/>; <paramref name="begin"/> is where the name begins, or <paramref name="at"/>.</summary>
    public PointerOwner Before(ReadOnlySpan<char> text, int at, out int begin)
    {
        begin = at;
        var end = at;
        if (end > 0 && text[end - 1] is ' ' or '　') end--;
        if (end == 0) return PointerOwner.Unnamed;
        var c = text[end - 1];
        if (c is '）' or ')')
        {
            var open = OpenBracket(text, end - 1);
            if (open <= 0) return PointerOwner.Unsure;
            var named = ByName(text, open, out begin);
            if (named is PointerOwner.Outside or PointerOwner.Own) return named;
            begin = at;
            // (1)第3条 is a number before a pointer; （以下「職員」という。）第3条 is nothing that can be known.
            return PointerOwner.Unsure;
        }
        if (c is '」' or '』')
        {
            var limit = Math.Max(0, end - LongestName);
            var open = text[limit..(end - 1)].LastIndexOfAny('「', '『');
            if (open < 0) return PointerOwner.Unsure;
            var quoted = text[(limit + open + 1)..(end - 1)];
            begin = limit + open;
            return quoted.SequenceEqual(title) ? PointerOwner.Own : EndsLikeName(quoted) || outside.Contains(quoted.ToString()) ? PointerOwner.Outside : PointerOwner.Unsure;
        }
        if (c == 'の' && end > 1)
        {
            if (text[..end].EndsWith("改正前の")) return PointerOwner.Unsure;
            if (text[..end].EndsWith("改正後の")) return PointerOwner.Own;
            if (!IsNameChar(text[end - 2])) return PointerOwner.Unnamed;
            var named = ByName(text, end - 1, out begin);
            if (named is PointerOwner.Outside or PointerOwner.Own) return named;
            begin = at;
            return named == PointerOwner.Unsure && text[end - 2] is '旧' or '新' ? PointerOwner.Unsure : PointerOwner.Unnamed;
        }
        if (!IsNameChar(c)) return end < at && c is not ('、' or '。' or '\n' or '，') ? PointerOwner.Unnamed : PointerOwner.Unnamed;
        return ByName(text, end, out begin);
    }

    private PointerOwner ByName(ReadOnlySpan<char> text, int end, out int begin)
    {
        begin = end;
        var limit = Math.Max(0, end - LongestName);
        while (begin > limit && IsNameChar(text[begin - 1])) begin--;
        if (text[end - 1] == '中' && end - begin > 1 && EndsLikeName(text[begin..(end - 1)])) end--;
        // 第21条中内航海運業法: the name begins after 条中.
        if (text[begin..end].LastIndexOf('中') is > 0 and var within && text[begin + within - 1] is '条' or '項' or '号' or '定' or '則') begin += within + 1;
        var word = text[begin..end];
        if (word.IsEmpty) return PointerOwner.Unsure;
        foreach (var harmless in Harmless)
            if (word.EndsWith(harmless))
                return PointerOwner.Unnamed;
        var named = EndsLikeName(word);
        if (!named && !IsKnownOutside(word)) return IsKnownOwn(word) ? PointerOwner.Own : PointerOwner.Unsure;
        if (word[0] == '本' || (begin >= 2 && text[begin - 1] == 'の' && text[begin - 2] == 'こ') || IsKnownOwn(word)) return PointerOwner.Own;
        if (word[0] == '同' || IsKnownOutside(word) || word.Length == 1) return PointerOwner.Outside;
        // 基本方針第3条 in a text whose title ends with 基本方針.
        if (title.AsSpan().EndsWith(word)) return PointerOwner.Unsure;
        begin = NameBegin(text, begin, limit);
        return PointerOwner.Outside;
    }

    /// <summary>個人情報の保護に関する法律: a name may hold の and に関する; it ends at a mark, a bracket or another particle.</summary>
    private static int NameBegin(ReadOnlySpan<char> text, int begin, int limit)
    {
        while (begin > limit)
        {
            var step = text[..begin].EndsWith("に関する") || text[..begin].EndsWith("における") || text[..begin].EndsWith("に対する") ? 4 : text[begin - 1] == 'の' ? 1 : 0;
            if (step == 0 || begin - step <= limit || !IsNameChar(text[begin - step - 1])) return begin;
            // この規程 was seen before; その他の法 is no name either.
            begin -= step;
            while (begin > limit && IsNameChar(text[begin - 1])) begin--;
        }
        return begin;
    }

    private static readonly string[] Harmless = ["当該", "以下", "上記", "前記", "又", "及", "並", "但", "各", "毎"];

    private bool IsKnownOutside(ReadOnlySpan<char> word) => Known(outside.GetAlternateLookup<ReadOnlySpan<char>>(), outside.Count, word);

    private bool IsKnownOwn(ReadOnlySpan<char> word) => Known(own.GetAlternateLookup<ReadOnlySpan<char>>(), own.Count, word);

    private static bool Known(HashSet<string>.AlternateLookup<ReadOnlySpan<char>> names, int count, ReadOnlySpan<char> word) =>
        count > 0 && names.Contains(word);

    private static bool IsThis(ReadOnlySpan<char> name) => name.StartsWith("この") || (name[0] == '本' && name.Length <= 20 && EndsLikeName(name));

    private static bool EndsLikeName(ReadOnlySpan<char> word)
    {
        foreach (var none in NoNames)
            if (word.EndsWith(none))
                return false;
        foreach (var ending in Endings)
            if (word.EndsWith(ending))
                return true;
        return false;
    }

    /// <summary>What kind of instrument the words end with, by the longest word for one: 手順書 of 作業手順書; null for none.</summary>
    internal static string? EndingOf(ReadOnlySpan<char> words)
    {
        string? longest = null;
        foreach (var ending in Endings)
            if (words.EndsWith(ending) && ending.Length > (longest?.Length ?? 0))
                longest = ending;
        return longest;
    }

    private static int OpenBracket(ReadOnlySpan<char> text, int close)
    {
        var depth = 0;
        for (var i = close; i >= Math.Max(0, close - LongestBracket); i--)
        {
            if (text[i] is '）' or ')') depth++;
            else if (text[i] is '（' or '(' && --depth == 0) return i;
        }
        return -1;
    }

    /// <summary>Kanji, katakana, letters and digits: what names are made of, and no particle.</summary>
    internal static bool IsNameChar(char c) =>
        c is >= '一' and <= '鿿' or >= 'ァ' and <= 'ヺ' or 'ー' or '々' or '〇' or '・' || char.IsAsciiLetterOrDigit(c)
        || (c > '\u00ff' && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter);
}
