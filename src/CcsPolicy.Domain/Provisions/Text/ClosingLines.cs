using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 結びの行。Below the last provision a text may tell when it was made and amended, and who signed it. These lines are the history of the whole and
/// no words of its last provision.
/// </summary>
internal static class ClosingLines
{
    private const int LongestLine = 60;

    /// <summary>改正 with several dates, each with the number of its instrument.</summary>
    private const int LongestHistory = 160;

    /// <summary>A longer list is the matter of the text and not its end.</summary>
    private const int MostLines = 60;

    private static readonly string[] Titles = ["改定履歴", "改訂履歴", "改正履歴", "改正経過", "沿革", "制定改正履歴", "制定改正経過"];

    private static readonly string[] Posts =
        ["理事長", "市長", "町長", "村長", "区長", "知事", "事務局長", "委員長", "管理者", "会長", "組合長", "学長", "校長", "院長", "議長", "教育長", "社長", "代表", "責任者"];

    private static readonly string[] Bodies = ["組合", "連合会", "協会", "財団", "法人", "市", "町", "村", "県", "委員会", "事務局"];

    private enum Kind
    {
        None,

        /// <summary>制定, 改正 or 公布 with its date.</summary>
        History,

        /// <summary>施行 with its date, which may as well be the matter of a 附則.</summary>
        Effect,
        Date,

        /// <summary>改　正, above the dates that it is said of.</summary>
        Word,
        Name,
        Title,

        /// <summary>以上, and whom to ask: （担当：総務課）.</summary>
        End,

        /// <summary>電話　012-345-6789, below whom to ask.</summary>
        Line,
    }

    public static void Mark(List<SourceLine> lines, char[] folded)
    {
        MarkAbove(lines.Count, lines, folded);
        // A text may tell its history below its 附則 and go on with its 別表.
        for (var i = 2; i < lines.Count; i++)
            if (lines[i] is { Role: LineRole.Open, Marks: [{ Form: AppendixNumbering or SupplementaryNumbering, Apart: true }, ..] } && lines[i - 1] is { Role: LineRole.Open })
                MarkAbove(i, lines, folded);
    }

    private static void MarkAbove(int end, List<SourceLine> lines, char[] folded)
    {
        var inside = end < lines.Count;
        var block = new List<(int At, Kind Kind)>();
        for (var i = end - 1; i >= 0 && block.Count <= MostLines; i--)
        {
            if (lines[i].Role is LineRole.Chrome or LineRole.Left)
                continue;
            var kind = Of(lines[i], folded);
            if (kind == Kind.None || (inside && kind is Kind.Name or Kind.End or Kind.Line))
                break;
            block.Insert(0, (i, kind));
            if (kind == Kind.Title)
                break;
        }
        foreach (var (at, kind) in block)
            if (kind == Kind.End && IsEnd(lines[at], folded))
                lines[at].Role = LineRole.Chrome;
        // What stands first may belong to the provision above; then the closing begins further down.
        for (var from = 0; from < block.Count; from++)
        {
            if (IsClosing(block[from..], lines, folded))
            {
                foreach (var (at, _) in block[from..])
                    if (lines[at].Role == LineRole.Open)
                        (lines[at].Role, lines[at].Marks) = (LineRole.Closing, []);
                return;
            }
            // A list of amendments is not cut.
            if (block[from].Kind is Kind.History or Kind.Effect or Kind.Word or Kind.Title)
                return;
        }
    }

    private static bool IsClosing(List<(int At, Kind Kind)> block, List<SourceLine> lines, char[] folded)
    {
        var (begin, first) = block[0];
        // A name belongs to what stands above, unless a gap divides it from that; a date too, unless it stands to the right.
        if (!lines[begin].AfterGap && (first is Kind.Name || (first is Kind.Date && lines[begin].Indent < 16)))
            return false;
        var (dates, names) = (block.Count(line => line.Kind == Kind.Date), block.Count(line => line.Kind == Kind.Name));
        var told = block.Exists(line => line.Kind is Kind.History or Kind.Effect) || (first == Kind.Word && dates > 0)
            || (dates == 1 && names > 0 && !DatesAbove(lines, folded, begin)) || (first == Kind.End && block.TrueForAll(line => line.Kind is Kind.End or Kind.Line));
        // Below a 附則 or a table only what tells of 制定 and 改正 from its first line on is certain.
        return told && Stands(lines, folded, begin, first is Kind.History or Kind.Word or Kind.Title || (first == Kind.Effect && block.Exists(line => line.Kind == Kind.History)));
    }

    /// <summary>The provision above keeps words of its own, and is neither a sheet nor itself the list of amendments.</summary>
    /// <param name="sure">The lines can be nothing but history.</param>
    private static bool Stands(List<SourceLine> lines, char[] folded, int begin, bool sure)
    {
        var above = begin - 1;
        while (above >= 0 && lines[above].Role == LineRole.Chrome)
            above--;
        if (above < 0 || lines[above].Role == LineRole.Contents || (lines[above].Role == LineRole.Row && !sure))
            return false;
        var words = folded.AsSpan(lines[above].Start, lines[above].End - lines[above].Start);
        if (IsList(words) || words.Contains("のとおり", StringComparison.Ordinal) || words.EndsWith(":"))
            return false;
        // Right below a number with its heading stands what it says; below a row of a 別表 it does not.
        var headed = lines[above].HasMarks && !lines[begin].AfterGap && !Wording.IsSentence(words);
        for (var i = above; i >= 0; i--)
        {
            if (!lines[i].HasMarks || lines[i].Role != LineRole.Open)
                continue;
            var mark = lines[i].Marks[0];
            if (mark.Form is AppendixNumbering { IsSheet: var isSheet } && mark.Apart && folded.AsSpan(lines[i].Start, lines[i].End - lines[i].Start) is var name && !Wording.IsSentence(name))
                return sure && i < above && !isSheet && !IsList(name);
            if (mark.Form is SupplementaryNumbering)
                return Wording.IsSentence(words) && sure;
            if (mark.Form is ArticleNumbering)
                return !headed;
        }
        return !headed && lines.Take(begin).Any(line => line.HasMarks && line.Role == LineRole.Open);
    }

    /// <summary>改定履歴, 制定改正経過: the words announce the list of amendments as their own matter.</summary>
    private static bool IsList(ReadOnlySpan<char> words) =>
        words.Contains("履歴", StringComparison.Ordinal) || words.Contains("沿革", StringComparison.Ordinal) || (words.Contains("経過", StringComparison.Ordinal) && !Wording.IsSentence(words));

    private static bool DatesAbove(List<SourceLine> lines, char[] folded, int begin)
    {
        for (var i = 0; i < begin && !(lines[i].HasMarks && lines[i].Role == LineRole.Open); i++)
            if (Wording.IsDated(folded.AsSpan(lines[i].Start, lines[i].End - lines[i].Start)))
                return true;
        return false;
    }

    private static bool IsEnd(SourceLine line, char[] folded) => folded.AsSpan(line.Start, line.End - line.Start) is "以上" or "以 上";

    /// <summary>青葉市長　青葉太郎: a post and a name behind a gap.</summary>
    public static bool IsSignature(ReadOnlySpan<char> words)
    {
        foreach (var post in Posts)
            if (words.IndexOf(post) is > 0 and var at && at + post.Length < words.Length && words[at + post.Length] == ' ')
                return true;
        return false;
    }

    /// <summary>担当　総務課: below the last provision and apart from it.</summary>
    private static bool IsContact(SourceLine line, string words) =>
        line.AfterGap && Contacts.Any(word => words.Length > word.Length + 1 && words.StartsWith(word, StringComparison.Ordinal) && words[word.Length] is ' ' or ':');

    private static readonly string[] Lines = ["電話", "内線", "直通", "TEL", "Tel", "FAX", "Fax", "E-mail", "E-Mail", "メール", "Eメール"];

    private static readonly string[] Contacts = ["担当", "事務担当", "問合せ", "問い合わせ", "お問合せ", "お問い合わせ", "連絡先"];

    private static Kind Of(SourceLine line, char[] folded)
    {
        if (line.Role != LineRole.Open || line.Inline || line.End - line.Start > LongestHistory)
            return Kind.None;
        var words = new string(folded, line.Start, line.End - line.Start);
        if (Wording.HasDigit(words) && HistoryLine.TellsOnlyHistory(words, out var made))
            return made ? Kind.History : Kind.Effect;
        if (words.Length > LongestLine)
            return Kind.None;
        if (IsEnd(line, folded) || (line.AfterGap && Wording.Group(words) == words.Length && Contacts.Any(word => words.AsSpan(1).StartsWith(word, StringComparison.Ordinal))))
            return Kind.End;
        if (words.AsSpan().ContainsAny('。', '、', ':'))
            return Kind.None;
        if (IsContact(line, words))
            return Kind.End;
        if (Lines.Any(word => words.StartsWith(word, StringComparison.Ordinal)) && Wording.HasDigit(words) && !words.Contains('。'))
            return Kind.Line;
        if (HistoryLine.IsDate(words))
            return Kind.Date;
        if (Wording.HasDigit(words) && EraDateText.FindAll(words).Count > 0)
            return Kind.None;
        if (line.HasMarks || words[^1] is '様' or '殿' or '宛' || words.EndsWith("御中", StringComparison.Ordinal))
            return Kind.None;
        var bare = words.Replace(" ", "", StringComparison.Ordinal).Replace("・", "", StringComparison.Ordinal).Trim('(', ')', '【', '】', '[', ']', '■', '○');
        if (Titles.Contains(bare))
            return Kind.Title;
        if (bare is "制定" or "改正" or "一部改正" or "公布" or "改定" or "改訂")
            return Kind.Word;
        return bare.Length <= 30 && (Posts.Any(post => bare.Contains(post, StringComparison.Ordinal)) || Bodies.Any(body => bare.EndsWith(body, StringComparison.Ordinal))) ? Kind.Name : Kind.None;
    }
}
