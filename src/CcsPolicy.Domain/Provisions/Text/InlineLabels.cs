using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 行中の番号。A hard text layer runs several provisions together on one line (第1章 総則 第1条 …。 2 …). Finds where a line may be cut;
/// the grammar puts together again what turns out to be one sentence.
/// </summary>
internal sealed class InlineLabels
{
    private const int LongestName = 40;

    /// <summary>A bracket that is still open after so many signs was never closed.</summary>
    private const int LongestBracket = 300;

    private readonly char[] folded;
    private readonly int start;
    private readonly int end;
    private readonly List<Candidate> candidates = [];
    private readonly Dictionary<NumberingForm, ProvisionNumber> counted = [];

    private InlineLabels(char[] folded, int start, int end) => (this.folded, this.start, this.end) = (folded, start, end);

    /// <param name="AfterStop">A sentence ends before it.</param>
    /// <param name="Captioned">Its caption stands before it in brackets.</param>
    private readonly record struct Candidate(int At, Mark Mark, bool AfterStop, bool Captioned);

    /// <summary>Offsets at which a further label may begin, in order.</summary>
    public static List<int>? Find(char[] folded, int start, int end)
    {
        if (end - start < 8)
            return null;
        var line = new InlineLabels(folded, start, end);
        line.Collect();
        return line.candidates.Count == 0 ? null : line.Choose();
    }

    private void Collect()
    {
        var (depth, opened) = (0, 0);
        for (var at = start; at < end; at++)
        {
            var sign = folded[at];
            if (at > start && depth == 0 && folded[at - 1] is ' ' or '。' && sign != ' ')
                Try(at);
            if (sign is '(' or '「' or '『' or '【' or '〔')
                (depth, opened) = (depth + 1, at);
            else if (sign is ')' or '」' or '』' or '】' or '〕' && depth > 0)
                depth--;
            if (depth > 0 && at - opened > LongestBracket)
                depth = 0;
        }
    }

    private void Try(int at)
    {
        var label = at;
        // "…をいう。 - (2) …": the mark of a list that lost its line end.
        if (folded[at] is '-' or '・' or '•' && at + 2 < end && folded[at + 1] == ' ' && folded[at + 2] == '(')
            label = at + 2;
        var stop = at;
        while (stop > start && folded[stop - 1] == ' ')
            stop--;
        var afterStop = stop > start && folded[stop - 1] == '。';
        var body = folded.AsSpan(label, Math.Min(end - label, 240));
        if (body[0] == '(' && Wording.Group(body) is > 0 and var group && group < body.Length && Wording.IsCaption(body[..group]))
        {
            while (group < body.Length && body[group] == ' ')
                group++;
            if (group < body.Length && body[group] == '第' && LineScanner.ReadMarks(body[group..], label + group, end) is [{ Form: ArticleNumbering or OrdinalNumbering } captioned, ..] && !GoesOn(captioned))
            {
                candidates.Add(new(at, captioned, afterStop, true));
                return;
            }
        }
        if (LineScanner.ReadMarks(body, label, end) is [var mark, ..] && (mark.Apart || (mark.Form.IsClosed && mark.Form.Rank == FormRank.Floating)) && !GoesOn(mark))
            candidates.Add(new(at, mark, afterStop, false));
    }

    private bool GoesOn(Mark mark)
    {
        var rest = folded.AsSpan(mark.Rest, Math.Min(3, Math.Max(0, end - mark.Rest)));
        return rest.IsEmpty || rest[0] is '-' or '~' or '・' or '、' || (Wording.GoesOn(rest) && (rest[0] != '第' || !mark.Apart));
    }

    private List<int>? Choose()
    {
        var firstOfTwo = FirstsWithSuccessor();
        List<int>? cuts = null;
        var (before, beforeAt) = (LineScanner.ReadMarks(folded.AsSpan(start, Math.Min(end - start, 240)), start, end) is [var head, ..] ? head : default, start);
        if (before.Form is not null)
            counted[before.Form] = before.Through;
        for (var i = 0; i < candidates.Count; i++)
        {
            var candidate = candidates[i];
            if (!Stands(candidate, before, beforeAt, firstOfTwo[i]))
                continue;
            (cuts ??= []).Add(candidate.At);
            (before, beforeAt) = (candidate.Mark, candidate.At);
            if (before.Form.Rank != FormRank.Floating)
                counted.Clear();
            counted[before.Form] = before.Through;
        }
        return cuts;
    }

    /// <summary>For each candidate that is a first number whether the second follows on this line before another first.</summary>
    private bool[] FirstsWithSuccessor()
    {
        var found = new bool[candidates.Count];
        var seconds = new HashSet<NumberingForm>();
        for (var i = candidates.Count - 1; i >= 0; i--)
        {
            var mark = candidates[i].Mark;
            if (mark.Number is { Main: 2, HasBranch: false })
                seconds.Add(mark.Form);
            else if (mark.Number is { Main: 1, HasBranch: false })
                found[i] = seconds.Remove(mark.Form);
        }
        return found;
    }

    private bool Stands(Candidate candidate, Mark before, int beforeAt, bool firstOfTwo)
    {
        var mark = candidate.Mark;
        if (candidate.Captioned)
            return true;
        var due = counted.TryGetValue(mark.Form, out var last) && mark.Form.Next(last) is { } next && next.Equals(mark.Number);
        if (candidate.AfterStop)
            return mark.Form.IsClosed || mark.Form == Numberings.Digits || due || firstOfTwo;
        if (mark.Form.Rank == FormRank.Floating)
            return (due && (mark.Form.IsClosed || mark.Form is PlainNumbering { Glyphs: KanjiGlyphs or RowGlyphs })) || (mark.Form.IsClosed && firstOfTwo && before.Form is not null);
        // … (2) 条例 附 則 この規則は、: the sentence that only a 附則 begins with.
        if (mark.Form is SupplementaryNumbering)
            return before.Form is not null && mark.Rest < end && folded.AsSpan(mark.Rest, end - mark.Rest).StartsWith("この");
        // 第1章 総則 第1条 …, 第1章 … 第2章 … of a 目次, and the 題名 before 第1章.
        var words = folded.AsSpan(beforeAt, candidate.At - beforeAt).TrimEnd(' ');
        return mark.Form.Rank is > FormRank.Root and <= FormRank.Article && words.Length <= LongestName && !Wording.IsSentence(words)
            && (before.Form is DivisionNumbering ? (before.Form.Rank < mark.Form.Rank || due) && before.Rest < candidate.At : before.Form is null && mark.Number.Main == 1 && mark.Form is DivisionNumbering);
    }
}
