using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>目次の読み。The lines between the word 目次 and the place where its first entry comes again as the body.</summary>
internal static class ContentsReader
{
    private const int LongestEntry = 70;

    /// <summary>Gives the lines of the 目次 their role; the first line of the body, or -1 when there is no 目次.</summary>
    public static int Mark(List<SourceLine> lines, char[] folded)
    {
        var title = lines.FindIndex(line => line.Role == LineRole.Open && IsContentsTitle(Words(line, folded)));
        // 目 ⏎ 次: a title set with a wide gap, which its text layer broke in two.
        if (title < 0)
            title = Enumerable.Range(0, Math.Max(0, lines.Count - 1)).FirstOrDefault(i => Words(lines[i], folded) is "目" && Words(lines[i + 1], folded) is "次", -1);
        return title >= 0 ? MarkTitled(lines, folded, title) : MarkUntitled(lines, folded);
    }

    private static int MarkTitled(List<SourceLine> lines, char[] folded, int title)
    {
        var first = title + 1;
        while (first < lines.Count && !lines[first].HasMarks && first - title < 12)
            first++;
        if (first >= lines.Count || !lines[first].HasMarks)
            return -1;
        var key = Wording.Key(Body(lines[first], folded), true);
        var body = first + 1;
        while (body < lines.Count && !(lines[body].HasMarks && Wording.Key(Body(lines[body], folded), false) == key))
            body++;
        if (body == lines.Count)
            body = EndByLook(lines, folded, first);
        // The caption of the first article is the body's and not the last entry.
        while (body > first + 1 && body < lines.Count && !lines[body - 1].HasMarks && Wording.Group(Words(lines[body - 1], folded)) == lines[body - 1].End - lines[body - 1].Start && Wording.IsCaption(Words(lines[body - 1], folded)))
            body--;
        var end = first;
        while (end < body && IsEntry(lines[end], folded))
            end++;
        for (var i = title; i < end; i++)
            if (lines[i].Role != LineRole.Chrome)
                lines[i].Role = LineRole.Contents;
        return body;
    }

    /// <summary>The first entry never comes again: the 目次 lasts while its lines look like entries and no number comes twice.</summary>
    private static int EndByLook(List<SourceLine> lines, char[] folded, int first)
    {
        var seen = new HashSet<(NumberingForm, ProvisionNumber)>();
        var i = first;
        for (; i < lines.Count && IsEntry(lines[i], folded); i++)
            if (lines[i].HasMarks && lines[i].Marks[0] is { Form.Rank: FormRank.Article or FormRank.Part or FormRank.Chapter } mark && !seen.Add((mark.Form, mark.Number)))
                break;
        return i;
    }

    /// <summary>A list of links at the head of a page: at least three numbered names, each of which comes again below in the same order.</summary>
    private static int MarkUntitled(List<SourceLine> lines, char[] folded)
    {
        var first = lines.FindIndex(line => line.HasMarks && line.Role == LineRole.Open);
        if (first < 0 || !IsName(lines[first], folded))
            return -1;
        var end = first;
        while (end < lines.Count && lines[end].HasMarks && lines[end].Role == LineRole.Open && IsName(lines[end], folded))
            end++;
        if (end - first < 3)
            return -1;
        var key = Wording.Key(Body(lines[first], folded), true);
        var limit = end;
        for (end = first + 1; end < limit && Wording.Key(Body(lines[end], folded), false) != key; end++) { }
        if (end - first < 3)
            return -1;
        var at = end;
        for (var i = first; i < end; i++, at++)
        {
            key = Wording.Key(Body(lines[i], folded), true);
            while (at < lines.Count && !(lines[at].HasMarks && Wording.Key(Body(lines[at], folded), false) == key))
                at++;
            if (at == lines.Count)
                return -1;
        }
        for (var i = first; i < end; i++)
            lines[i].Role = LineRole.Contents;
        return end;
    }

    public static bool IsContentsTitle(ReadOnlySpan<char> words)
    {
        words = words.Trim("-<>【】[]()《》≪≫ ■◆○●");
        return words is "目次" or "もくじ" or "CONTENTS" or "Contents" or "目 次" or "目  次" or "目   次";
    }

    private static bool IsName(SourceLine line, char[] folded) =>
        !Wording.IsSentence(Words(line, folded)) && line.End - line.Start <= LongestEntry && line.Marks[0].Rest < line.End && line.Marks[0].Apart;

    private static bool IsEntry(SourceLine line, char[] folded) =>
        line.Role == LineRole.Chrome || (line.End - line.Start <= LongestEntry && !Wording.IsSentence(Words(line, folded)) && (line.HasMarks || line.End - line.Start <= 30));

    private static ReadOnlySpan<char> Words(SourceLine line, char[] folded) => folded.AsSpan(line.Start, line.End - line.Start);

    private static ReadOnlySpan<char> Body(SourceLine line, char[] folded) => folded.AsSpan(line.Body, line.End - line.Body);
}
