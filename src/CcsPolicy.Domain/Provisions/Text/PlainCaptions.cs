using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 括弧のない見出し。Some texts put the caption on a line of its own above the number and without brackets. One such line proves nothing;
/// when most numbers of the leading form have one, all have.
/// </summary>
internal static class PlainCaptions
{
    private const int Longest = 40;

    public static void Mark(List<SourceLine> lines, char[] folded, int from)
    {
        var form = Leading(lines, from);
        if (form is null)
            return;
        var found = new List<SourceLine>();
        var (all, plain) = (0, 0);
        var last = ProvisionNumber.None;
        // Above the first number stand title and dates, which end in no full stop.
        var begun = false;
        SourceLine? before = null, beforeThat = null;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.Role is LineRole.Chrome or LineRole.Contents)
                continue;
            if (i >= from && line.HasMarks && line.Marks[0].Form == form && line.Marks[0].Apart && IsSentence(line, folded))
            {
                all++;
                if (before is not null && IsCaption(before, begun ? beforeThat : null, folded))
                {
                    plain++;
                    found.Add(before);
                }
                last = line.Marks[0].Number;
            }
            begun |= line.HasMarks;
            (before, beforeThat) = (line, before);
        }
        if (plain >= 2 && plain * 2 > all)
            foreach (var line in found)
                line.Role = LineRole.PlainCaption;
    }

    private static bool IsSentence(SourceLine line, char[] folded) =>
        line.Marks[0].Rest == line.End || line.End - line.Marks[0].Rest > 12 || folded[line.End - 1] == '。';

    private static NumberingForm? Leading(List<SourceLine> lines, int from)
    {
        NumberingForm? leading = null;
        for (var i = Math.Max(0, from); i < lines.Count; i++)
        {
            if (!lines[i].HasMarks || lines[i].Role != LineRole.Open)
                continue;
            var form = lines[i].Marks[0].Form;
            if (form == Numberings.Article)
                return form;
            if (leading is null && (form == Numberings.Digits || form == Numberings.Ordinal || form == Numberings.KanjiDigits))
                leading = form;
        }
        return leading;
    }

    /// <summary>A short name without a number; what stands above it has come to its end.</summary>
    private static bool IsCaption(SourceLine line, SourceLine? above, char[] folded)
    {
        var words = folded.AsSpan(line.Start, line.End - line.Start);
        if (line.HasMarks || line.Role != LineRole.Open || line.Continues || words.Length > Longest || words[0] is '(' or '【' or '〔' or '[' or '・' or '-' or '○' or '※' || Wording.IsSentence(words)
            || words.Contains('、') || Wording.IsDated(words) || words[^1] is ')' && Wording.HasDigit(words) || words is "記" or "]")
            return false;
        // 第1章 ⏎ 総則: the name of the chapter whose number stands alone.
        if (above is { Marks: [{ Form: DivisionNumbering } division, ..] } && division.Rest == above.End)
            return false;
        return above is null || line.AfterGap || Ends(folded[above.End - 1]) || above.HasMarks;
    }

    private static bool Ends(char sign) => sign is '。' or ')' or '」';
}
