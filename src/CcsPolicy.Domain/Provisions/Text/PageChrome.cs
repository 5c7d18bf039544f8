using System.Buffers;
using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>ページの飾り。Page numbers, running heads, menus and footers that came along with a text and are not part of it.</summary>
internal static class PageChrome
{
    private const int LongestMenu = 60;

    /// <summary>A line of a page's frame contains one of these.</summary>
    private static readonly string[] FrameWords =
    [
        "ここから本文", "ここまで本文", "本文へ", "ページの先頭", "ページトップ", "このページの", "ページID", "ページ番号", "更新日:", "公開日:", "掲載日:",
        "最終更新", "印刷する", "印刷用", "文字サイズ", "サイトマップ", "お問い合わせ", "お問合せ", "問い合わせ先", "Copyright", "copyright", "©", "(C)",
        "All Rights Reserved", "All rights reserved", "現在位置", "現在の位置", "現在地:", "ホームへ戻る", "トップへ戻る", "一覧へ戻る", "前のページへ", "次のページへ",
        "シェアする", "ツイート", "LINEで送る", "Foreign Language", "Multilingual", "読み上げ", "背景色", "メニューを", "メニューへ", "検索方法",
        "スマートフォン表示", "パソコン表示", "Get ADOBE", "Adobe Reader", "Adobe Acrobat", "このサイトについて", "著作権", "免責事項", "法人番号:", "代表電話",
    ];

    private static readonly string[] FrameLines =
        ["HOME", "Home", "ホーム", "トップ", "トップページ", "TOP", "Top", "メニュー", "MENU", "検索", "戻る", "閉じる", "印刷", "RSS", "English", "[", "]", "ログイン", "▲", "↑"];

    private static readonly SearchValues<char> DateSigns = SearchValues.Create("0123456789/");

    public static bool IsFrame(ReadOnlySpan<char> words)
    {
        if (words.Length > LongestMenu)
            return false;
        foreach (var line in FrameLines)
            if (words.SequenceEqual(line))
                return true;
        if (IsPath(words) || words.StartsWith("HOME>") || words.StartsWith("ホーム>") || words.StartsWith("トップページ>"))
            return true;
        if (words.EndsWith("。"))
            return false;
        foreach (var word in FrameWords)
            if (words.Contains(word, StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>Gives page numbers and what repeats beside them the role of chrome, and echoes of links in brackets.</summary>
    public static void Mark(List<SourceLine> lines, char[] folded)
    {
        MarkLinkEchoes(lines, folded);
        MarkFrames(lines, folded);
        var bare = BareNumbersArePages(lines, folded);
        var pages = new List<int>();
        for (var i = 0; i < lines.Count; i++)
        {
            var words = folded.AsSpan(lines[i].Start, lines[i].End - lines[i].Start);
            if ((words.Length <= 16 && (IsPageNumber(words) || (bare && IsDigits(words)))) || PageHeads.HoldsPage(lines, i, folded))
            {
                lines[i].Role = LineRole.Chrome;
                pages.Add(i);
            }
        }
        MarkPrints(lines, folded, pages);
        MarkRunningHeads(lines, folded, pages);
    }

    /// <summary>A page printed from a browser: its address with the page below, the time of printing above.</summary>
    private static void MarkPrints(List<SourceLine> lines, char[] folded, List<int> pages)
    {
        var printed = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var words = folded.AsSpan(lines[i].Start, lines[i].End - lines[i].Start);
            if (words.Length is < 12 or > 400 || !(words.StartsWith("http") || words.StartsWith("file")) || !words.Contains("://", StringComparison.Ordinal) || words.LastIndexOf(' ') is not (> 0 and var gap) || !IsPageNumber(words[(gap + 1)..]))
                continue;
            (lines[i].Role, printed) = (LineRole.Chrome, true);
            pages.Add(i);
        }
        if (!printed)
            return;
        pages.Sort();
        foreach (var line in lines)
            if (IsTimeOfPrint(folded.AsSpan(line.Start, line.End - line.Start)))
                line.Role = LineRole.Chrome;
    }

    /// <summary>2024/10/15 10:30 at the head of the line.</summary>
    private static bool IsTimeOfPrint(ReadOnlySpan<char> words)
    {
        var gap = words.IndexOf(' ');
        if (gap is < 8 or > 11 || words[..gap].TrimEnd(',').ContainsAnyExcept(DateSigns) || words[..gap].Count('/') != 2)
            return false;
        var time = words[(gap + 1)..];
        return time.Length >= 4 && time.IndexOf(':') is 1 or 2 && char.IsAsciiDigit(time[0]);
    }

    /// <summary>Breadcrumbs and links to the top anywhere; below the last number, everything from the first line of the page's foot.</summary>
    private static void MarkFrames(List<SourceLine> lines, char[] folded)
    {
        foreach (var line in lines)
        {
            var words = folded.AsSpan(line.Start, Math.Min(line.End - line.Start, LongestMenu + 1));
            if (words.Length <= LongestMenu && (IsPath(words) || IsTopLink(words)))
                line.Role = LineRole.Chrome;
        }
        var last = lines.FindLastIndex(line => line.HasMarks && line.Role == LineRole.Open);
        var foot = last < 0 ? -1 : lines.FindIndex(last + 1, line => IsFrame(folded.AsSpan(line.Start, line.End - line.Start)));
        for (var i = foot; i >= 0 && i < lines.Count; i++)
            lines[i].Role = LineRole.Chrome;
    }

    private static bool IsTopLink(ReadOnlySpan<char> words) =>
        !words.EndsWith("。") && (words.Contains("ページの先頭", StringComparison.Ordinal) || words.Contains("ページトップ", StringComparison.Ordinal) || words is "トップへ戻る" or "上へ戻る" or "▲");

    /// <summary>ホーム > 組合案内 > 規程集.</summary>
    private static bool IsPath(ReadOnlySpan<char> words)
    {
        var first = words.IndexOf('>');
        return first > 0 && first < words.Length - 1 && !words.Contains('<') && (words.Count('>') > 1 || words[first - 1] == ' ');
    }

    /// <summary>- 3 -, 3/12, P.3, 3ページ, Page 3 of 12.</summary>
    internal static bool IsPageNumber(ReadOnlySpan<char> words)
    {
        if (words.Length >= 3 && words[0] == '-' && words[^1] == '-')
            return IsDigits(words[1..^1].Trim(' '), 4);
        if (words.EndsWith("ページ") || words.EndsWith("頁"))
            return IsPageNumber(words.TrimStart('第')[..^(words[^1] == '頁' ? 1 : 3)].Trim(' ')) || IsDigits(words.TrimStart('第')[..^(words[^1] == '頁' ? 1 : 3)].Trim(' '));
        if (words.StartsWith("Page ") || words.StartsWith("page "))
            return char.IsAsciiDigit(words[^1]);
        if (words.StartsWith("P.") || words.StartsWith("p."))
            return IsDigits(words[2..].Trim(' '));
        var slash = words.IndexOf('/');
        return slash > 0 && IsDigits(words[..slash].Trim(' '), 4) && IsDigits(words[(slash + 1)..].Trim(' '), 4);
    }

    internal static bool IsDigits(ReadOnlySpan<char> words, int most = 3)
    {
        foreach (var sign in words)
            if (!char.IsAsciiDigit(sign))
                return false;
        return words.Length > 0 && words.Length <= most;
    }

    /// <summary>
    /// A number alone on its line is a page when paragraphs of this text carry their words on the number's line, or when it counts on through the text.
    /// </summary>
    private static bool BareNumbersArePages(List<SourceLine> lines, char[] folded)
    {
        int alone = 0, withWords = 0, last = 0, rising = 0;
        foreach (var line in lines)
        {
            if (!line.HasMarks || line.Marks[0].Form != Numberings.Digits)
                continue;
            if (line.Marks[0].Rest < line.End)
            {
                withWords++;
                continue;
            }
            alone++;
            rising += line.Marks[0].Number.Main == last + 1 ? 1 : 0;
            last = line.Marks[0].Number.Main;
        }
        return alone > 0 && (withWords > alone || (rising == alone && PageHeads.StandBesideOne(lines, folded)) || (rising == alone && alone > 1 && (lines.Count / alone > 20 || lines[^1] is { HasMarks: true } foot && foot.Marks[0].Rest == foot.End)));
    }

    /// <summary>A short line that stands beside several page numbers, the same each time: on one page in three at least, for captions come again too.</summary>
    private static void MarkRunningHeads(List<SourceLine> lines, char[] folded, List<int> pages)
    {
        if (pages.Count < 2)
            return;
        var beside = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var page in pages)
            foreach (var at in (ReadOnlySpan<int>)[page - 1, page + 1])
                if (Words(lines, folded, at) is { } words)
                    beside[words] = beside.GetValueOrDefault(words) + 1;
        foreach (var page in pages)
            foreach (var at in (ReadOnlySpan<int>)[page - 1, page + 1])
                if (Words(lines, folded, at) is { } words && beside[words] >= 2 && beside[words] * 3 >= pages.Count)
                    (lines[at].Role, lines[at].RunningHead) = (LineRole.Chrome, true);
        SpareTitle(lines);
    }

    /// <summary>Where nothing else stands above the body, the first of the running heads is the title's only line.</summary>
    private static void SpareTitle(List<SourceLine> lines)
    {
        var body = lines.FindIndex(line => line.HasMarks);
        for (var i = 0; i < body; i++)
            if (lines[i].Role != LineRole.Chrome)
                return;
        for (var i = 0; i < body; i++)
            if (lines[i].RunningHead)
            {
                lines[i].Role = LineRole.Open;
                return;
            }
    }

    private static string? Words(List<SourceLine> lines, char[] folded, int at) =>
        at < 0 || at >= lines.Count || lines[at].HasMarks || lines[at].End - lines[at].Start > 40 || folded[lines[at].End - 1] == '。'
            ? null
            : new string(folded, lines[at].Start, lines[at].End - lines[at].Start);

    /// <summary>"[" and "]" alone on their lines around the name of a link.</summary>
    private static void MarkLinkEchoes(List<SourceLine> lines, char[] folded)
    {
        for (var i = 0; i + 2 < lines.Count; i++)
        {
            if (!Is(lines[i], '[') || !(Is(lines[i + 2], ']') || (i + 3 < lines.Count && Is(lines[i + 3], ']'))))
                continue;
            var end = Is(lines[i + 2], ']') ? i + 2 : i + 3;
            for (; i <= end; i++)
                lines[i].Role = LineRole.Chrome;
            i--;
        }

        bool Is(SourceLine line, char sign) => line.End - line.Start == 1 && folded[line.Start] == sign;
    }
}
