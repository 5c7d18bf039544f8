namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>文言の見分け。What the words of a line look like: a caption, a date, a sentence, a mere name. All on folded text.</summary>
internal static class Wording
{
    private const int LongestCaption = 80;

    public static bool IsSentence(ReadOnlySpan<char> words) =>
        !words.IsEmpty && (words[^1] == '。' || (words.Length > 1 && words[^1] is ')' or '」' && words[^2] == '。') || words.Contains('。'));

    /// <summary>A full stop outside of brackets: 責任者(以下「甲」という。) is a name and no sentence.</summary>
    public static bool IsSentenceOutside(ReadOnlySpan<char> words)
    {
        if (words.Contains('(') is false)
            return IsSentence(words);
        var depth = 0;
        foreach (var sign in words)
        {
            if (sign == '(')
                depth++;
            else if (sign == ')')
                depth = Math.Max(0, depth - 1);
            else if (sign == '。' && depth == 0)
                return true;
        }
        return depth > 0 && IsSentence(words);
    }

    /// <summary>会社ハ…トス, 之ヲ準用ス: old statutes end their sentences without a full stop.</summary>
    public static bool IsOldSentence(ReadOnlySpan<char> words)
    {
        if (words.Contains('ヲ'))
            return true;
        var at = words.IndexOf('ハ');
        return at > 0 && at + 1 < words.Length && words[at - 1] is >= '一' and <= '龥' && words[at + 1] is >= '一' and <= '龥';
    }

    /// <summary>Length without what stands in brackets.</summary>
    public static int LengthOutside(ReadOnlySpan<char> words)
    {
        var (depth, length) = (0, 0);
        foreach (var sign in words)
        {
            depth += sign == '(' ? 1 : 0;
            length += depth <= 0 ? 1 : 0;
            depth -= sign == ')' ? 1 : 0;
        }
        return length;
    }

    /// <summary>Length of a bracketed group at the start, brackets included; 0 when it does not close within the words.</summary>
    public static int Group(ReadOnlySpan<char> words)
    {
        if (words.IsEmpty || Closing(words[0]) == '\0')
            return 0;
        var depth = 0;
        var limit = Math.Min(words.Length, 200);
        for (var i = 0; i < limit; i++)
        {
            if (words[i] is '(' or '[' or '【' or '〔')
                depth++;
            else if (words[i] is ')' or ']' or '】' or '〕' && --depth == 0)
                return i + 1;
        }
        return 0;
    }

    /// <summary>（目的）: a bracketed group that can be a caption. Not a date, a note of amendment, or an empty word such as 略.</summary>
    public static bool IsCaption(ReadOnlySpan<char> group)
    {
        if (group.Length is < 3 or > LongestCaption)
            return false;
        var inner = group[1..^1].Trim(' ');
        return !inner.IsEmpty && !inner.Contains('。') && inner is not ("略" or "抄" or "削除" or "空白" or "別冊" or "省略") && !IsAmendmentNote(inner) && !IsEnactmentNote(inner)
            && !IsRelation(inner);
    }

    /// <summary>第3条関係: what a 別表 or a 様式 belongs to.</summary>
    private static bool IsRelation(ReadOnlySpan<char> inner) =>
        inner.Length > 3 && inner.EndsWith("関係") && inner[^3] is '条' or '項' or '号' or '表' or '則' or (>= '0' and <= '9');

    /// <summary>平成30規程2・一部改正: the note that regulation databases put after an article.</summary>
    public static bool IsAmendmentNote(ReadOnlySpan<char> inner) =>
        HasDigit(inner) && (inner.EndsWith("改正") || inner.EndsWith("追加") || inner.EndsWith("全改") || inner.EndsWith("繰上") || inner.EndsWith("繰下")
            || inner.EndsWith("改称") || inner.EndsWith("繰上げ") || inner.EndsWith("繰下げ") || inner.EndsWith("旧") || inner.EndsWith("廃止"));

    /// <summary>平成20年9月3日規程第9号, 令和3年4月1日制定.</summary>
    public static bool IsEnactmentNote(ReadOnlySpan<char> inner) =>
        HasDigit(inner) && inner.Contains('年') && (inner.EndsWith("号") || inner.EndsWith("日") || inner.Contains('日') && (inner.EndsWith("制定") || inner.EndsWith("改正") || inner.EndsWith("施行") || inner.EndsWith("決裁")
            || inner.EndsWith("改定") || inner.EndsWith("公布") || inner.EndsWith("策定") || inner.EndsWith("号)") || inner.EndsWith("訂")));

    public static bool HasDigit(ReadOnlySpan<char> words)
    {
        foreach (var sign in words)
            if (char.IsAsciiDigit(sign) || sign is '一' or '二' or '三' or '四' or '五' or '六' or '七' or '八' or '九' or '十' or '元')
                return true;
        return false;
    }

    /// <summary>平成28年11月28日, 令和2年12月, 2020年4月1日 and what hangs on it.</summary>
    public static bool IsDated(ReadOnlySpan<char> words) =>
        HasDigit(words) && ((words.Contains('年') && (words.Contains('月') || words.EndsWith("号"))) || BeginsWithDate(words));

    /// <summary>H16.3.31, 2004/3/31: the short forms, at the beginning, where they are certain.</summary>
    private static bool BeginsWithDate(ReadOnlySpan<char> words) => Basics.EraDateReader.TryRead(words.TrimStart("(["), 0, null, out _);

    /// <summary>What can only go on with a sentence: の規定により, に掲げる, 及び第3条.</summary>
    public static bool GoesOn(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty)
            return false;
        return rest[0] is 'の' or 'に' or 'を' or 'は' or 'が' or 'と' or 'で' or '、' or ',' or '。' or ')' or '中' or '第' or '」' or 'ま' or 'へ'
            || rest.StartsWith("及び") || rest.StartsWith("又は") || rest.StartsWith("並びに") || rest.StartsWith("若しくは") || rest.StartsWith("から")
            || rest.StartsWith("各号") || rest.StartsWith("ただし書") || rest.StartsWith("前段") || rest.StartsWith("後段") || rest.StartsWith("本文") || rest.StartsWith("以下") || rest.StartsWith("以上");
    }

    /// <summary>The bracket that closes one which can hold a caption.</summary>
    public static char Closing(char open) => open switch
    {
        '(' => ')',
        '[' => ']',
        '【' => '】',
        '〔' => '〕',
        _ => '\0',
    };

    /// <summary>The words without spaces, a page number, leaders, and a range in brackets: what a line of the 目次 and its body have in common.</summary>
    public static string Key(ReadOnlySpan<char> words, bool inContents)
    {
        Span<char> kept = words.Length <= 256 ? stackalloc char[words.Length] : new char[words.Length];
        if (inContents)
        {
            var end = words.Length;
            while (end > 0 && (char.IsAsciiDigit(words[end - 1]) || words[end - 1] == ' '))
                end--;
            if (end > 0 && words[end - 1] is '…' or '・' or '.' or '-' or '‥' or ' ')
                words = words[..end];
            else if (end < words.Length && end > 0 && words[end] == ' ')
                words = words[..end];
            words = words.TrimEnd(" …・.-‥_");
            if (words.EndsWith(")") && words.LastIndexOf('(') is var open and > 0 && (words[open..].Contains('条') || words[open..].Contains('第')))
                words = words[..open];
        }
        var length = 0;
        foreach (var sign in words)
            if (sign is not (' ' or '.' or '・'))
                kept[length++] = sign;
        return new string(kept[..length]);
    }
}
