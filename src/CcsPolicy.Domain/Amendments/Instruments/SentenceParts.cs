using System.Buffers;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>文の部分。前段 and 後段, 本文 and ただし書 of what a provision says.</summary>
internal static class SentenceParts
{
    public const string Main = "本文";
    public const string Proviso = "ただし書";
    public const string First = "前段";
    public const string Latter = "後段";

    private static readonly SearchValues<char> Signs = SearchValues.Create("。（）()「」");

    /// <summary>Where the part stands; null when the text has no such part.</summary>
    public static Range? Find(string text, string part)
    {
        var begins = Begins(text);
        var proviso = begins.FindIndex(1, begin => IsProviso(text.AsSpan(begin)));
        var end = proviso < 0 ? text.Length : begins[proviso];
        return part switch
        {
            Proviso when proviso > 0 => begins[proviso]..text.Length,
            Main when proviso > 0 => 0..end,
            First when begins.Count > 1 && proviso != 1 => 0..begins[1],
            Latter when begins.Count > 1 && proviso != 1 => begins[1]..end,
            _ => null,
        };
    }

    /// <summary>The text in two: what comes first, and its ただし書, or else its second and last sentence with the name of that part. Null when it has neither.</summary>
    public static (string Before, string Part, string Tail)? Split(string text)
    {
        if (Find(text, Proviso) is { } proviso)
            return (text[..proviso.Start.Value], Proviso, text[proviso]);
        return Begins(text) is [_, var second] ? (text[..second], Latter, text[second..]) : null;
    }

    /// <summary>The part beside a ただし書 or 後段.</summary>
    public static string Beside(string part) => part == Proviso ? Main : First;

    public static bool IsName(string words) => words is Main or Proviso or First or Latter;

    /// <summary>Whether the words cannot be that part: a ただし書 begins with ただし, and no 後段 does.</summary>
    public static bool IsOther(string part, string words) => part == Proviso ? !IsProviso(words) : part == Latter && IsProviso(words);

    private static bool IsProviso(ReadOnlySpan<char> sentence) => sentence.StartsWith("ただし、") || sentence.StartsWith("但し、") || sentence.StartsWith("ただし，");

    /// <summary>Where the sentences begin; 。 within brackets ends none.</summary>
    private static List<int> Begins(string text)
    {
        var (begins, open) = (new List<int> { 0 }, 0);
        for (var at = text.AsSpan().IndexOfAny(Signs); at >= 0;)
        {
            if (text[at] is '（' or '(' or '「')
                open++;
            else if (text[at] is '）' or ')' or '」')
                open = Math.Max(open - 1, 0);
            else if (open == 0 && at + 1 < text.Length)
                begins.Add(at + 1);
            var next = text.AsSpan(at + 1).IndexOfAny(Signs);
            at = next < 0 ? -1 : at + 1 + next;
        }
        return begins;
    }
}
