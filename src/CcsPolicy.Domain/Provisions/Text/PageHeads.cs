using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>柱。A running head that carries its page number on its own line, or right beside it.</summary>
internal static class PageHeads
{
    /// <summary>Blanks that divide a head from 2/3; a number by itself stands further off.</summary>
    private const int Gap = 3;

    private const int WideGap = 8;

    private const int LongestHead = 40;

    /// <summary>要綱集 … 12, 対策基準（令和5年4月） … 2/3: a name, a wide gap, and a page; a line like it above or below makes both rows of a table.</summary>
    public static bool HoldsPage(List<SourceLine> lines, int at, char[] folded)
    {
        var line = lines[at];
        if (line.HasMarks || line.Role != LineRole.Open || !Divided(line, folded, out var counted))
            return false;
        if (counted)
            return true;
        return line.AfterGap && at > 0 && at + 1 < lines.Count && lines[at + 1].HasMarks && !Divided(lines[at - 1], folded, out _) && lines.FindIndex(0, at, above => above.HasMarks) >= 0;
    }

    private static bool Divided(SourceLine line, char[] folded, out bool counted)
    {
        counted = false;
        if (line.End - line.Start is < Gap + 3 or > 200)
            return false;
        var words = folded.AsSpan(line.Start, line.End - line.Start);
        var page = words.Length;
        while (page > 0 && words[page - 1] is (>= '0' and <= '9') or '/' or 'P' or 'p' or '.' or '-')
            page--;
        var head = words[..page].TrimEnd(' ');
        var gap = page - head.Length;
        if (page == words.Length || gap < Gap || head.IsEmpty || head.Length > LongestHead || Wording.IsSentence(head) || head.Contains("  ", StringComparison.Ordinal))
            return false;
        counted = PageChrome.IsPageNumber(words[page..]);
        return counted || (gap >= WideGap && PageChrome.IsDigits(words[page..]));
    }

    /// <summary>All numbers alone on their lines stand beside the same words: a head in two lines on each page.</summary>
    public static bool StandBesideOne(List<SourceLine> lines, char[] folded)
    {
        var (alone, above, below) = (0, 0, 0);
        string? over = null, under = null;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i] is not { HasMarks: true, Role: LineRole.Open } line || line.Marks[0].Form != Numberings.Digits || line.Marks[0].Rest < line.End)
                continue;
            alone++;
            above += Same(i - 1, ref over) ? 1 : 0;
            below += Same(i + 1, ref under) ? 1 : 0;
        }
        return alone > 2 && (above == alone || below == alone);

        bool Same(int at, ref string? words)
        {
            if (at < 0 || at >= lines.Count || lines[at].HasMarks || lines[at].End - lines[at].Start > LongestHead)
                return false;
            var here = folded.AsSpan(lines[at].Start, lines[at].End - lines[at].Start);
            words ??= here.ToString();
            return here.SequenceEqual(words);
        }
    }
}
