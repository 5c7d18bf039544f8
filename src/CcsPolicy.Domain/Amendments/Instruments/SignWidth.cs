namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>文字の幅。Signs that gazettes and texts write in either width are one, place by place: the folded words are as long as the words.</summary>
internal static class SignWidth
{
    /// <summary>The new words with the signs of the text where nothing changes at their beginning and their end: ― of the text for － of a gazette.</summary>
    public static string Kept(string found, string was, string becomes)
    {
        if (found == was || found.Length != was.Length)
            return becomes;
        var (begin, end, most) = (0, 0, Math.Min(was.Length, becomes.Length));
        while (begin < most && was[begin] == becomes[begin])
            begin++;
        while (end < most - begin && was[^(end + 1)] == becomes[^(end + 1)])
            end++;
        return string.Concat(found.AsSpan()[..begin], becomes.AsSpan(begin, becomes.Length - begin - end), found.AsSpan(found.Length - end));
    }

    public static string Folded(string words) => string.Create(words.Length, words, static (folded, from) =>
    {
        for (var i = 0; i < folded.Length; i++)
            folded[i] = Folded(from[i]);
    });

    private static char Folded(char sign) => sign switch
    {
        >= '！' and <= '～' => (char)(sign - '！' + '!'),
        '　' => ' ',
        '―' or '‐' or '–' or '−' or '—' or '─' => '-',
        _ => sign,
    };
}
