using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 行をまたぐ番号。A text layer may break a line within a label: 第2 ⏎ 条, 附 ⏎ 則, 第6条から ⏎ 第8条まで, (3 ⏎ ). The first part stands alone on its
/// line, and a label without brackets is only read as one where a gap, a caption or the line's end follows it.
/// </summary>
internal static class BrokenLabels
{
    private const int LongestHead = 16;

    public static void Mark(List<SourceLine> lines, char[] folded)
    {
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            var (head, line) = (lines[i], lines[i + 1]);
            if (head.Role != LineRole.Open || line.Role != LineRole.Open || line.AfterGap || line.Inline || head.End - head.Start > LongestHead
                || !IsHead(folded.AsSpan(head.Start, head.End - head.Start)))
                continue;
            var length = head.End - head.Start;
            var joined = string.Concat(folded.AsSpan(head.Start, length), folded.AsSpan(line.Start, Math.Min(line.End - line.Start, 240)));
            if (LineScanner.ReadMarks(joined, line.Start - length, line.End) is not [{ Form: ArticleNumbering or DivisionNumbering or SupplementaryNumbering or ParenthesizedNumbering } mark, ..]
                || !(mark.Apart || mark.Form is ParenthesizedNumbering) || mark.LabelEnd <= line.Start)
                continue;
            (line.Head, line.Marks, line.Body) = (head, [mark], line.Start);
            (head.Role, head.Marks) = (LineRole.LabelHead, line.Marks);
        }
    }

    /// <summary>What stands before the line's end in (3 ⏎ ).</summary>
    private static readonly System.Buffers.SearchValues<char> BracketedSigns = System.Buffers.SearchValues.Create("0123456789 一二三四五六七八九十");

    private static bool IsHead(ReadOnlySpan<char> words)
    {
        if (words is "附" or "付")
            return true;
        if (words[0] == '(')
            return !words[1..].ContainsAnyExcept(BracketedSigns);
        if (words[0] != '第')
            return false;
        foreach (var joint in (ReadOnlySpan<string>)["から", "及び", "・", "-", "~"])
            if (words.EndsWith(joint))
                return true;
        foreach (var sign in words[1..])
            if (!char.IsAsciiDigit(sign) && sign is not (' ' or '一' or '二' or '三' or '四' or '五' or '六' or '七' or '八' or '九' or '十' or '百'))
                return false;
        return true;
    }
}
