using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>
/// 比較の単位。Cuts Japanese text where a reader would: a date, 第3条の2 or 1,000円 whole, a verb with its endings, a conjunction, a particle, a sign.
/// No cut falls inside a surrogate pair, before a variation selector or before a combining mark.
/// </summary>
internal static partial class TextUnits
{
    public static readonly string[] Conjunctions = ["及び", "並びに", "又は", "若しくは"];
    private const string Particles = "をのにはとがでへもや";

    /// <summary>Verbs that join another verb to themselves: 取り扱う, 申し出る, 書き込む are one word.</summary>
    private static readonly HashSet<string> Joining =
    [
        "取り", "申し", "書き", "受け", "引き", "差し", "打ち", "立ち", "立て", "繰り", "割り", "振り", "払い", "持ち", "組み", "読み", "切り", "締め", "落ち", "追い", "使い", "付け", "呼び", "聞き", "積み", "張り", "貼り", "乗り", "入れ",
    ];

    private const string KanjiNumerals = "〇一二三四五六七八九十百千";

    private enum Script
    {
        Kanji,
        Hiragana,
        Katakana,
        Letter,
        Space,
        Sign,
    }

    /// <summary>Ends of the units in order; the last one is the length of the text.</summary>
    public static List<int> Ends(string text)
    {
        var ends = new List<int>((text.Length / 2) + 1);
        for (var at = 0; at < text.Length;)
            ends.Add(at = Next(text, at));
        return ends;
    }

    /// <summary>True for 一 and other ideographs of the basic plane, which may be cut from each other inside a compound.</summary>
    public static bool IsIdeograph(char c) => c is >= '\u4e00' and <= '\u9fff' or >= '\u3400' and <= '\u4dbf' or '々' or '〇';

    /// <summary>True for 一, 十 and the like: a number is never cut.</summary>
    public static bool IsNumeral(char c) => KanjiNumerals.Contains(c);

    /// <summary>True for を, に and the like.</summary>
    public static bool IsParticle(char c) => Particles.Contains(c);

    /// <summary>True when the place before this character is no place to cut.</summary>
    public static bool Joins(char c) =>
        c > '\u02ff' && (char.IsSurrogate(c) || c == '\u200d' || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);

    private static int Next(string text, int start)
    {
        // Only these begin a number: the pattern is not asked of every sign.
        if ((char.IsDigit(text[start]) || text[start] is '第' or '明' or '大' or '昭' or '平' or '令') && Number().Match(text, start) is { Success: true } number)
            return Whole(text, start + number.Length);
        if (text[start] is '(' or '（' && Item().Match(text, start) is { Success: true } item)
            return Whole(text, start + item.Length);
        // A name, and no word with a particle behind it.
        if (IsProviso(text, start))
            return Whole(text, start + 4);
        if (ConjunctionAt(text, start) is > 0 and var length)
            return Whole(text, start + length);
        var script = ScriptAt(text, start);
        if (script == Script.Kanji)
            return Kanji(text, start);
        if (script == Script.Sign)
            return Element(text, start);
        if (script == Script.Hiragana && text[start] is 'を' or 'の')
            return Element(text, start);
        return Run(text, Element(text, start), script);
    }

    private static bool IsProviso(string text, int at) => text[at] == 'た' && string.CompareOrdinal(text, at, "ただし書", 0, 4) == 0;

    private static int Kanji(string text, int start)
    {
        var at = Element(text, start);
        if (text[start] == '第')
            return at;
        while (at < text.Length && ScriptAt(text, at) == Script.Kanji && text[at] != '第' && ConjunctionAt(text, at) == 0)
            at = Element(text, at);
        // 送り仮名 belong to their verb; a particle after a noun stands alone.
        if (at < text.Length && ScriptAt(text, at) == Script.Hiragana && !Particles.Contains(text[at]) && !IsProviso(text, at))
            at = Run(text, at, Script.Hiragana);
        return at - start == 2 && at < text.Length && ScriptAt(text, at) == Script.Kanji && Joining.Contains(text[start..at]) ? Kanji(text, at) : at;
    }

    private static int Run(string text, int at, Script script)
    {
        while (at < text.Length)
        {
            if (ScriptAt(text, at) == script)
            {
                if (script == Script.Hiragana && (text[at] == 'を' || EndsNoun(text, at)))
                    break;
            }
            else if (!(script == Script.Letter && text[at] is '.' or ',' && char.IsDigit(text[at - 1]) && at + 1 < text.Length && char.IsDigit(text[at + 1])))
                break;
            at = Element(text, at);
        }
        return at;
    }

    /// <summary>書き出しの制限: a の before a noun stands alone, but その and もの are words.</summary>
    private static bool EndsNoun(string text, int at) =>
        text[at] == 'の' && !"もそこあど".Contains(text[at - 1]) && (at + 1 == text.Length || ScriptAt(text, at + 1) != Script.Hiragana);

    /// <summary>Length of the conjunction that begins here, 0 when none does.</summary>
    private static int ConjunctionAt(string text, int at)
    {
        if (text[at] is '及' or '並' or '又' or '若')
            foreach (var word in Conjunctions)
                if (string.CompareOrdinal(text, at, word, 0, word.Length) == 0)
                    return word.Length;
        return 0;
    }

    private const string Arabic = "[0-9０-９]{1,12}(?:[,.][0-9]{1,12}){0,6}";
    private const string Kanji_ = "[〇一二三四五六七八九十百千]{1,12}";
    private const string Figures = "(?:" + Arabic + "|" + Kanji_ + ")";
    private const string Units_ = "[編章節款目条項号表版回次]";

    /// <summary>令和6年4月1日, 第3条の2, 第2項, 1,000円, 8:30, 8時30分, 2027-10-01, 3. 第三者 is none.</summary>
    [GeneratedRegex(@"\G(?:(?:明治|大正|昭和|平成|令和)(?:元|" + Figures + ")年(?:" + Figures + "月(?:" + Figures + "日)?)?"
        + "|第(?:" + Arabic + "(?:" + Units_ + ")?|" + Kanji_ + Units_ + ")(?:(?<=[条号章節項])(?:の" + Figures + "){1,4})?"
        + "|[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}|[0-9０-９]{1,2}[:：][0-9０-９]{2}|[0-9０-９]{1,2}時[0-9０-９]{1,2}分"
        + "|" + Arabic + "(?:年(?:[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日)?|度|間)?|月(?:[0-9０-９]{1,2}日)?|日間?|箇月|か月|ヶ月|週間|時間|[編章節款目条項号表回人円件名時分秒歳割度部枚冊台個倍版次桁]|文字|[万千百億]円)?)")]
    private static partial Regex Number();

    /// <summary>(2), （二）, (ア): a number in brackets is one sign.</summary>
    [GeneratedRegex(@"\G[(（](?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[ア-ン])[)）]")]
    private static partial Regex Item();

    private static int Element(string text, int start) => Whole(text, start + 1, start);

    private static int Whole(string text, int end, int start = -1)
    {
        if (end >= text.Length || (!Joins(text[end]) && !(start >= 0 && char.IsSurrogate(text[start])) && text[end - 1] != '\u200d'))
            return end;
        var from = start >= 0 ? start : end - 1;
        return from + StringInfo.GetNextTextElementLength(text.AsSpan(from));
    }

    private static Script ScriptAt(string text, int at)
    {
        var c = text[at];
        return c switch
        {
            '\n' or '\r' => Script.Sign,
            _ when IsIdeograph(c) || c is >= '\uf900' and <= '\ufaff' => Script.Kanji,
            >= '\u3041' and <= '\u3096' or 'ゝ' or 'ゞ' => Script.Hiragana,
            >= '\u30a1' and <= '\u30fa' or 'ー' or 'ヽ' or 'ヾ' or >= '\uff66' and <= '\uff9f' => Script.Katakana,
            _ when char.IsSurrogate(c) => Rune.TryGetRuneAt(text, at, out var rune) && rune.Value is >= 0x20000 and < 0x40000 ? Script.Kanji : Script.Sign,
            _ when char.IsLetterOrDigit(c) => Script.Letter,
            _ when char.IsWhiteSpace(c) => Script.Space,
            _ => Script.Sign,
        };
    }
}
