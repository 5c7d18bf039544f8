namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 折返しの証拠。Signs that a line was broken within a sentence, which hold in a text of a few lines too: a bracket that the next line closes,
/// and a line that begins with what no Japanese sentence begins with.
/// </summary>
internal static class BrokenWords
{
    private static readonly string[] Endings = ["する", "すべき", "こと。", "ことが", "ことと", "ことを", "ことに", "こと(", "もので", "ものと", "ものに", "ものを", "もの。", "ため、", "ために", "ための", "いう。", "ある。", "ない。", "なければ", "ければ", "ばなら", "ならない", "いる。", "いない。", "なる。", "した。", "して、", "され", "よる。", "において", "について"];

    /// <summary>を置く。, ること。, び情報: the line goes on with a sentence whatever stands above.</summary>
    public static bool BeginsWithin(ReadOnlySpan<char> words)
    {
        if (words.IsEmpty)
            return false;
        // Words of the language itself begin with none of these; nor do sentences with a particle.
        if (words[0] is 'を' or 'が' or 'ん' or 'っ' or 'ゃ' or 'ゅ' or 'ょ' or 'ー' or '、' or '。' or ')' or '」' or '』' or 'ら' or 'り' or 'る' or 'れ' or 'ろ' or 'び' or 'べ')
            return true;
        if (words.Length > 1 && words[0] is 'の' or 'に' or 'は' or 'で' or 'と' && words[1] is >= '一' and <= '龥' or >= 'ァ' and <= 'ヶ')
            return true;
        foreach (var ending in Endings)
            if (words.StartsWith(ending))
                return true;
        return false;
    }

    /// <summary>A round bracket is open at the end of the first line, and the second closes it.</summary>
    public static bool BracketAcross(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        var depth = 0;
        foreach (var sign in first)
            depth = Math.Max(0, depth + (sign == '(' ? 1 : sign == ')' ? -1 : 0));
        if (depth == 0)
            return false;
        foreach (var sign in second)
            if (sign is '(' or ')')
                return sign == ')';
        return false;
    }
}
