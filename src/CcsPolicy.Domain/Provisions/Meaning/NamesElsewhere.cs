using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>
/// 他の文書での呼び名。What another text calls a text: its title, also without the name of the organisation at its head (情報セキュリティ対策基準 of 青葉組合情報セキュリティ対策基準), and the short names that the other text
/// defines for either.
/// </summary>
internal sealed partial class NamesElsewhere
{
    private const int LongestBracket = 300;

    /// <summary>What is shorter (服務規程) may be any body's.</summary>
    private const int ShortestTitle = 5;

    private readonly List<string> names = [];

    public NamesElsewhere(string title, ImmutableArray<Definition> definitions)
    {
        title = Text.Folding.Units(title.Trim()).ToString();
        if (title.Length == 0) return;
        names.AddRange(Titles(title));
        foreach (var definition in definitions)
        {
            var meaning = Text.Folding.Units(definition.Text).ToString();
            var bracket = meaning.AsSpan().IndexOfAny('（', '(');
            if ((bracket < 0 ? meaning : meaning[..bracket]).Trim() is var named && (names.Contains(named) || names.Exists(name => IsDated(named, name))) && definition.Term.Length > 1) names.Add(Text.Folding.Units(definition.Term).ToString());
        }
    }

    public bool IsEmpty => names.Count == 0;

    /// <summary>The title, and the title without the organisation where it begins with one.</summary>
    public static IEnumerable<string> Titles(string title)
    {
        yield return title;
        if (Organisation().Match(title) is { Success: true } organisation && title[organisation.Length..] is { Length: >= ShortestTitle } rest && DocumentNames.EndingOf(rest) is { } ending && rest.Length > ending.Length + 1)
            yield return rest;
    }

    /// <summary>Whether the words have one of the names at all: a text that has none need not be read for pointers.</summary>
    public bool StandIn(string text)
    {
        var words = Text.Folding.Units(text);
        return names.Exists(name => words.AsSpan().Contains(name, StringComparison.Ordinal));
    }

    /// <summary>Whether one of the names stands right before the place: 管理規程第5条, 「管理規程」第5条, 管理規程（令和3年規程第2号）の第5条, or 同規程第5条 when the last that is named so is this one.</summary>
    public bool StandBefore(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        if (end > 0 && text[end - 1] is ' ' or '　') end--;
        if (end > 0 && text[end - 1] == 'の') end--;
        if (end > 0 && text[end - 1] is '）' or ')')
        {
            var close = end - 1;
            end = Opening(text, close);
            // 基本方針（令和3年12月1日青葉組合情報セキュリティ基本方針をいう。）9: the bracket says which one is meant.
            if (end > 0 && text[(end + 1)..close].IndexOf("をいう") is > 0 and var says && Names(text[(end + 1)..(end + 1 + says)])) return true;
        }
        var quoted = end > 0 && text[end - 1] is '」' or '』';
        if (quoted) end--;
        return EndsWithName(text[..Math.Max(0, end)], quoted) || (!quoted && SaysSame(text[..Math.Max(0, end)]));
    }

    /// <summary>The name as all of the words, or behind the day of the text, its number or what made it.</summary>
    private bool Names(ReadOnlySpan<char> words)
    {
        foreach (var name in names)
            if (words.EndsWith(name) && (words.Length == name.Length || words[^(name.Length + 1)] is '日' or '年' or '号' or '定' or 'の' or '「' or '『')) return true;
        return words.EndsWith("」") && Names(words[..^1]);
    }

    private static bool IsDated(string words, string name) => words.EndsWith(name, StringComparison.Ordinal) && words.Length > name.Length && words[^(name.Length + 1)] is '日' or '号';

    private bool EndsWithName(ReadOnlySpan<char> text, bool quoted)
    {
        foreach (var name in names)
        {
            if (!text.EndsWith(name)) continue;
            var before = text.Length - name.Length - 1;
            // 情報管理規程 is not 管理規程, and その他の管理規程 is perhaps none of ours.
            if (quoted ? before >= 0 && text[before] is '「' or '『' : before < 0 || !(DocumentNames.IsNameChar(text[before]) || text[before] == 'の')) return true;
        }
        return false;
    }

    /// <summary>同規程: what the text named last with this ending.</summary>
    private bool SaysSame(ReadOnlySpan<char> text)
    {
        if (DocumentNames.EndingOf(text) is not { } ending || text.Length <= ending.Length || text[^(ending.Length + 1)] != '同') return false;
        for (var rest = text[..^(ending.Length + 1)]; rest.LastIndexOf(ending) is >= 0 and var at; rest = rest[..at])
        {
            // 同規程 itself, and the 規程 of 規程第2号, are no names.
            if ((at > 0 && rest[at - 1] == '同') || IsNumber(rest[(at + ending.Length)..])) continue;
            var named = rest[..(at + ending.Length)];
            return EndsWithName(named, at + ending.Length < rest.Length && rest[at + ending.Length] is '」' or '』');
        }
        return false;
    }

    /// <summary>第2号, 第二号</summary>
    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] != '第') return false;
        var at = 1;
        while (at < Math.Min(text.Length, 8) && (char.IsDigit(text[at]) || TextNumerals.Contains(text[at]))) at++;
        return at > 1 && at < text.Length && text[at] == '号';
    }

    private const string TextNumerals = "一二三四五六七八九十百千";

    private static int Opening(ReadOnlySpan<char> text, int close)
    {
        var depth = 0;
        for (var i = close; i >= Math.Max(0, close - LongestBracket); i--)
        {
            if (text[i] is '）' or ')') depth++;
            else if (text[i] is '（' or '(' && --depth == 0) return i;
        }
        return -1;
    }

    /// <summary>青葉県市町村職員共済組合, 青葉市: not 組合員, 市長, 市民, 市町村.</summary>
    [GeneratedRegex("^(?:.{2,30}(?:組合|連合会|連合|協会|機構|財団|公社|事業団)(?![員長会])|[^市区町村県都道府]{1,6}[市区町村県都道府](?![市町村長民立税営内外有道]))")]
    private static partial Regex Organisation();
}
