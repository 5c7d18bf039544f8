namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>文字の幅。Signs that gazettes and texts write in either width are one, place by place: the folded words are as long as the words.</summary>
internal static class SignWidth
{
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
