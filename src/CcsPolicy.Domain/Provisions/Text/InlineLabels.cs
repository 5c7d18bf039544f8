using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 行中の番号。A hard text layer may run several provisions together on one line (第1章 総則 第1条 …。 2 …). Finds where a line may be cut;
/// the grammar puts together again what turns out to be one sentence.
/// </summary>
internal static class InlineLabels
{
    private const int LongestName = 40;

    /// <summary>Offsets at which a further label may begin, in order.</summary>
    public static List<int>? Find(char[] folded, int start, int end)
    {
        List<int>? cuts = null;
        var depth = 0;
        var (before, beforeAt) = (Head(folded, start, end), start);
        for (var at = start + 1; at < end; at++)
        {
            var sign = folded[at];
            if (folded[at - 1] == ' ' && depth == 0 && Head(folded, at, end) is { Form: not null } mark && Follows(folded, beforeAt, at, before, mark))
            {
                (cuts ??= []).Add(at);
                (before, beforeAt) = (mark, at);
            }
            if (sign is '(' or '「' or '『' or '【' or '〔')
                depth++;
            else if (sign is ')' or '」' or '』' or '】' or '〕' && depth > 0)
                depth--;
        }
        return cuts;
    }

    /// <summary>The first label that may begin here, with a caption before it or without.</summary>
    private static Mark Head(char[] folded, int at, int end)
    {
        var body = folded.AsSpan(at, Math.Min(end - at, 240));
        if (body[0] is '(' && Wording.Group(body) is > 0 and var group && group < body.Length && Wording.IsCaption(body[..group]))
        {
            while (group < body.Length && body[group] == ' ')
                group++;
            if (group < body.Length && body[group] == '第' && LineScanner.ReadMarks(body[group..], at + group, end) is [{ Form: ArticleNumbering or OrdinalNumbering, Apart: true } captioned, ..])
                return captioned;
        }
        return LineScanner.ReadMarks(body, at, end) is [{ Apart: true } mark, ..] ? mark : default;
    }

    private static bool Follows(char[] folded, int from, int at, Mark before, Mark mark)
    {
        var rest = folded.AsSpan(mark.Rest, Math.Min(2, folded.Length - mark.Rest));
        var words = folded.AsSpan(from, at - from).TrimEnd(' ');
        if (rest.IsEmpty || rest[0] is '-' or '~' or '・' || (Wording.GoesOn(rest) && rest[0] is not '第'))
            return false;
        if (words[^1] == '。')
            return mark.Form.IsClosed || mark.Form == Numberings.Digits;
        // (1) 甲 (2) 乙: members of a list without full stops.
        if (mark.Form.Rank == FormRank.Floating)
            return mark.Form.IsClosed && before.Form == mark.Form && before.Form.Next(before.Through) is { } next && next.Equals(mark.Number);
        // 第1章 総則 第1条 …, and the 題名 before 第1章.
        return mark.Form.Rank is > FormRank.Root and <= FormRank.Article && words.Length <= LongestName && !Wording.IsSentence(words)
            && (before.Form is DivisionNumbering ? before.Form.Rank < mark.Form.Rank && before.Rest < at : before.Form is null && mark.Number.Main == 1 && mark.Form is DivisionNumbering);
    }
}
