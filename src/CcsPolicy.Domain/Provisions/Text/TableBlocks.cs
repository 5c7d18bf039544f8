using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 罫線のない表。Rows whose cells only gaps divide: below a line of column names each line with as many gaps is a row, and its first cell
/// no number of a provision. A number with nothing but a date behind it is a row of a 改定履歴 even without column names.
/// </summary>
internal static class TableBlocks
{
    private const int WidestColumnName = 14;
    private const int LeastColumns = 3;

    /// <summary>Within a 別表 two column names are enough, when the rows below count 1, 2, 3.</summary>
    private const int LeastInAppendix = 2;
    private const int MostColumns = 8;
    private const int WidestCell = 24;

    private static readonly string[] ColumnNames =
        ["版", "版数", "改定日", "改訂日", "改正日", "年月日", "改定年月日", "改訂年月日", "日付", "施行日", "内容", "改定内容", "改訂内容", "備考", "承認者", "承認", "番号", "項番", "No", "No.", "区分", "種別", "項目", "摘要"];

    public static void Mark(List<SourceLine> lines, char[] folded)
    {
        var inAppendix = false;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Marks is [{ Form.Rank: not FormRank.Floating } mark, ..] && (mark.Apart || mark.Form is AppendixNumbering))
                inAppendix = mark.Form is AppendixNumbering { IsSheet: false } && !Wording.IsSentence(Words(lines[i], folded));
            if (lines[i].HasMarks && IsDatedRow(lines[i], folded))
                Take(lines[i]);
            else if (IsAlone(lines[i], 1) && Period(lines, folded, i) is > 0 and var period)
                i = TakeCells(lines, i, period);
            else if (inAppendix && Columns(lines[i], folded, true) is >= LeastInAppendix && CountedRows(lines, folded, i) is > 0 and var counted)
                i = counted;
            else if (Columns(lines[i], folded, false) is >= LeastColumns and var columns)
                i = TakeRows(lines, folded, i, columns);
        }
    }

    /// <summary>番号 種類 期間 ⏎ 1 給付 5年 ⏎ 2 軽易なもの 1年: lines that count and have cells each. The index of the last; 0 when it is no such table.</summary>
    private static int CountedRows(List<SourceLine> lines, char[] folded, int names)
    {
        var (rows, last, missed) = (new List<SourceLine>(), 0, 0);
        for (var i = names + 1; i < lines.Count && missed < 3; i++)
        {
            var words = Words(lines[i], folded);
            if (Wording.IsSentence(words) || lines[i].Marks is [{ Form.Rank: not FormRank.Floating }, ..])
                break;
            if (lines[i] is { Role: LineRole.Open, Marks: [{ Apart: true } mark, ..] } && mark.Form == Numberings.Digits && mark.Number.Main == rows.Count + 1 && Cells(words) > 2)
            {
                (last, missed) = (i, 0);
                rows.Add(lines[i]);
            }
            else if (lines[i].HasMarks)
                break;
            else
                missed++;
        }
        if (rows.Count < 2)
            return 0;
        rows.ForEach(Take);
        return last;
    }

    /// <summary>Marks the rows below the column names; the index of the last of them.</summary>
    private static int TakeRows(List<SourceLine> lines, char[] folded, int names, int columns)
    {
        var (last, numbered, missed) = (names, 0, 0);
        for (var i = names + 1; i < lines.Count && missed < 2; i++)
        {
            if (lines[i].Role is LineRole.Row)
                continue;
            var words = Words(lines[i], folded);
            if (Cells(words) == columns && words[^1] != '。' && !(lines[i].HasMarks && lines[i].Marks[0].Form.Rank != FormRank.Floating))
            {
                (last, missed) = (i, 0);
                numbered += lines[i].HasMarks ? 1 : 0;
            }
            else if (lines[i].HasMarks || Wording.IsSentence(words) || Wording.Group(words) == words.Length)
                break;
            else
                missed++;
        }
        if (numbered == 0 || (numbered == 1 && !HasColumnName(Words(lines[names], folded))))
            return names;
        for (var i = names + 1; i <= last; i++)
            if (lines[i].HasMarks)
                Take(lines[i]);
        return last;
    }

    /// <summary>
    /// A page's table may come with each cell on a line of its own: below as many column names, 1, 2 and 3 stand alone at one distance, and no
    /// cell is a sentence. 0 when it is no such table.
    /// </summary>
    private static int Period(List<SourceLine> lines, char[] folded, int first)
    {
        var period = 1;
        while (period <= MostColumns && first + period < lines.Count && !IsAlone(lines[first + period], 2))
            period++;
        if (period is < LeastColumns or > MostColumns || first < period || first + (2 * period) >= lines.Count || !IsAlone(lines[first + (2 * period)], 3))
            return 0;
        for (var i = first - period; i < first + (3 * period) && i < lines.Count; i++)
            if (!IsCell(lines[i], folded) || (i < first && lines[i].HasMarks))
                return 0;
        return period;
    }

    /// <summary>Takes row after row while the numbers go on at their distance; the index of the last cell.</summary>
    private static int TakeCells(List<SourceLine> lines, int first, int period)
    {
        var row = 0;
        for (var at = first; at < lines.Count && IsAlone(lines[at], row + 1); at += period, row++)
            for (var i = at; i < Math.Min(at + period, lines.Count); i++)
                Take(lines[i]);
        return Math.Min(first + (row * period), lines.Count) - 1;
    }

    private static bool IsAlone(SourceLine line, int number) =>
        line is { Role: LineRole.Open, Marks: [{ Apart: true } mark, ..] } && mark.Form == Numberings.Digits && mark.Rest == line.End && mark.Number is { HasBranch: false } own && own.Main == number;

    private static bool IsCell(SourceLine line, char[] folded) =>
        line.Role == LineRole.Open && line.End - line.Start <= WidestCell && !Words(line, folded).Contains('。') && !(line.HasMarks && line.Marks[0].Form.IsClosed);

    private static void Take(SourceLine line) => (line.Role, line.Marks) = (LineRole.Row, []);

    /// <summary>How many column names the line holds; 0 when it is no line of column names.</summary>
    private static int Columns(SourceLine line, char[] folded, bool inAppendix)
    {
        var words = Words(line, folded);
        if (line.HasMarks || line.Role != LineRole.Open || words.Length > 120 || words.ContainsAny('。', '、') || (words.Contains('(') && (!inAppendix || words[0] == '(')) || Wording.HasDigit(words))
            return 0;
        var (count, long1) = (0, 0);
        foreach (var range in words.Split(' '))
        {
            var length = words[range].Length;
            if (length > WidestColumnName)
                return 0;
            count += length > 0 ? 1 : 0;
            long1 += length > 1 ? 1 : 0;
        }
        // 情 報 管 理 規 程 is one name spread out.
        return long1 * 2 >= count && count >= (inAppendix ? LeastInAppendix : LeastColumns) ? count : 0;
    }

    private static bool HasColumnName(ReadOnlySpan<char> words)
    {
        foreach (var range in words.Split(' '))
            if (ColumnNames.AsSpan().Contains(words[range].ToString()))
                return true;
        return false;
    }

    private static int Cells(ReadOnlySpan<char> words)
    {
        var count = 0;
        for (var i = 0; i < words.Length; i++)
            count += words[i] != ' ' && (i == 0 || words[i - 1] == ' ') ? 1 : 0;
        return count;
    }

    /// <summary>1.0 2018年4月1日 新規作成.</summary>
    private static bool IsDatedRow(SourceLine line, char[] folded)
    {
        var mark = line.Marks[0];
        if (mark.Form is not (PlainNumbering { Glyphs: ArabicGlyphs } or DecimalNumbering or OrdinalNumbering) || !mark.Apart || mark.Rest >= line.End || !char.IsAsciiDigit(folded[mark.Rest]) && folded[mark.Rest] is not ('令' or '平' or '昭'))
            return false;
        var rest = folded.AsSpan(mark.Rest, Math.Min(line.End - mark.Rest, 80));
        return !rest.Contains('。') && EraDateReader.TryRead(rest, 0, null, out var found) && (found.End == rest.Length || rest[found.End] == ' ');
    }

    private static ReadOnlySpan<char> Words(SourceLine line, char[] folded) => folded.AsSpan(line.Start, line.End - line.Start);
}
