namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 折返し。A text layer of a PDF breaks lines at the width of its page. The width shows in many lines of nearly the same length that stop
/// within a sentence; only then is a line that follows a full one taken as going on with it.
/// </summary>
internal static class HardWraps
{
    private const int Narrowest = 36;
    private const int Widest = 130;
    private const int Slack = 5;

    public static void Mark(List<SourceLine> lines, char[] folded)
    {
        MarkPointers(lines, folded);
        var width = PageWidth(lines, folded);
        if (width == 0)
            width = ProvenWidth(lines, folded);
        if (width == 0)
        {
            MarkProven(lines, folded);
            return;
        }
        SourceLine? before = null;
        foreach (var line in lines)
        {
            if (line.Role is LineRole.Chrome or LineRole.Contents)
                continue;
            if (before is not null && IsOpen(before, folded, width))
                line.Continues = !line.AfterGap || PageBreakBetween(lines, before, line);
            before = line;
        }
    }

    /// <summary>A page number or a running head stands between the two, and with it the blank lines.</summary>
    private static bool PageBreakBetween(List<SourceLine> lines, SourceLine before, SourceLine line)
    {
        var at = lines.BinarySearch(line, ByPlace);
        return at > 0 && lines[at - 1] != before && lines[at - 1].Role == LineRole.Chrome;
    }

    private static readonly Comparer<SourceLine> ByPlace = Comparer<SourceLine>.Create((a, b) => a.Start.CompareTo(b.Start));

    private static bool IsOpen(SourceLine line, char[] folded, int width) =>
        line.Role == LineRole.Open && line.Width >= width - Slack && !EndsSentence(folded[line.End - 1])
        && Wording.Group(folded.AsSpan(line.Start, line.End - line.Start)) != line.End - line.Start;

    /// <summary>A date at the right, a title in the middle and a line of 改正 do not tell how wide the page is.</summary>
    private static bool StandsAside(SourceLine line, char[] folded) =>
        line.Indent * 2 > line.Width || (!line.HasMarks && line.Indent == 0 && folded[line.Start] is '改' or '制' or '平' or '令' or '昭' && Wording.IsDated(folded.AsSpan(line.Start, line.End - line.Start)) && !Wording.IsSentence(folded.AsSpan(line.Start, line.End - line.Start)));

    private static bool EndsSentence(char sign) => sign is '。' or '.' or ':';

    /// <summary>…は、第1 ⏎ 条の規定により: whatever the width, a number goes on with its unit.</summary>
    private static void MarkPointers(List<SourceLine> lines, char[] folded)
    {
        for (var i = 1; i < lines.Count; i++)
        {
            // 第2条第 ⏎ 2号の鍵
            if (lines[i] is { Role: LineRole.Open, AfterGap: false, Inline: false } number && lines[i - 1] is { Role: LineRole.Open } broken && folded[broken.End - 1] == '第' && broken.End - broken.Start > 1 && char.IsAsciiDigit(folded[number.Start]))
                number.Continues = true;
            if (lines[i] is not { Role: LineRole.Open, AfterGap: false, HasMarks: false } line || lines[i - 1] is not { Role: LineRole.Open } above || folded[line.Start] is not ('条' or '項' or '号' or '章' or '節' or '編')
                || line.End - line.Start < 2 || folded[line.Start + 1] == ' ')
                continue;
            var at = above.End;
            while (at > above.Start + 1 && (char.IsAsciiDigit(folded[at - 1]) || Basics.EraNumeral.KanjiValue(folded[at - 1]) >= 0))
                at--;
            line.Continues |= at < above.End && at > above.Start + 1 && folded[at - 1] == '第';
        }
    }

    /// <summary>Where no width shows, a line goes on with the one above when its own words say so.</summary>
    private static void MarkProven(List<SourceLine> lines, char[] folded)
    {
        SourceLine? above = null;
        var page = false;
        foreach (var line in lines)
        {
            if (line.Role == LineRole.Chrome)
            {
                page = true;
                continue;
            }
            if (line is { Role: LineRole.Open, HasMarks: false, Inline: false } && (page || !line.AfterGap) && above is { Inline: false, Width: <= Widest } && IsOpen(above, folded, Narrowest + Slack)
                && BrokenWords.BeginsWithin(folded.AsSpan(line.Start, line.End - line.Start)))
                line.Continues = true;
            (above, page) = (line, false);
        }
    }

    /// <summary>
    /// The widest line's width, where only a few lines were broken: one of these must prove it by its words, and no label may stand below one.
    /// </summary>
    private static int ProvenWidth(List<SourceLine> lines, char[] folded)
    {
        var width = 0;
        foreach (var line in lines)
            width = line.Role == LineRole.Open && !StandsAside(line, folded) ? Math.Max(width, line.Width) : width;
        if (width is < Narrowest or > Widest)
            return 0;
        var proven = false;
        SourceLine? before = null;
        foreach (var line in lines)
        {
            if (line.Role is LineRole.Chrome or LineRole.Contents)
                continue;
            if (before is not null && !line.AfterGap && IsOpen(before, folded, width) && folded[before.End - 1] != ')')
            {
                var words = folded.AsSpan(line.Start, line.End - line.Start);
                if (line.HasMarks)
                    return 0;
                proven |= BrokenWords.BeginsWithin(words) || BrokenWords.BracketAcross(folded.AsSpan(before.Start, before.End - before.Start), words);
            }
            before = line;
        }
        return proven ? width : 0;
    }

    /// <summary>The width that lines are filled to, or 0 when this text was not broken for width.</summary>
    private static int PageWidth(List<SourceLine> lines, char[] folded)
    {
        var counts = new int[Widest + 1];
        var (wider, all) = (0, 0);
        foreach (var line in lines)
            if (line.Role == LineRole.Open && !StandsAside(line, folded))
            {
                all++;
                if (line.Width > Widest)
                    wider++;
                else
                    counts[line.Width]++;
            }
        if (wider > all / 50)
            return 0;
        var above = wider;
        for (var width = Widest; width >= Narrowest; above += counts[width--])
        {
            if (counts[width] == 0)
                continue;
            if (above > all / 50)
                return 0;
            var near = 0;
            for (var w = width; w > width - Slack && w >= 0; w--)
                near += counts[w];
            if (near < 3 || near * 8 < all)
                continue;
            int full = 0, open = 0;
            for (var i = 0; i + 1 < lines.Count; i++)
                if (lines[i].Role == LineRole.Open && lines[i].Width <= width && lines[i].Width > width - Slack)
                {
                    full++;
                    open += !EndsSentence(folded[lines[i].End - 1]) && folded[lines[i].End - 1] != ')' && !lines[i + 1].AfterGap ? 1 : 0;
                }
            return open * 2 > full ? width : 0;
        }
        return 0;
    }
}
