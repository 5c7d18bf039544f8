using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 番号らしさ。How likely the sign at the head of a line is a number and not the start of its words: what divides it from them, whether the
/// line before was broken, whether its successor follows below.
/// </summary>
internal sealed class LabelJudge(List<SourceLine> lines, char[] folded)
{
    private const int FarSuccessor = 60;

    public SourceLine? Next(int at)
    {
        for (var i = at + 1; i < lines.Count; i++)
            if (lines[i].Role is not (LineRole.Chrome or LineRole.Contents or LineRole.Left))
                return lines[i];
        return null;
    }

    public Placement Of(Placement placed, SourceLine line, SourceLine? before, int at)
    {
        var (mark, score) = (placed.Mark, placed.Score);
        var rest = folded.AsSpan(mark.Rest, Math.Max(0, line.WordsEnd - mark.Rest));
        if (!mark.Apart)
        {
            if (!mark.Form.IsClosed && mark.Form == Numberings.Digits && ((Units.Contains(rest[0], StringComparison.Ordinal) && !(placed.Remark is null && IsWord(rest))) || rest[0] < 0x80))
                return placed with { Score = 0 };
            if (!mark.Form.IsClosed && mark.Form != Numberings.Digits)
                return placed with { Score = placed.Remark is null && (placed.Score > 90 || HasSuccessor(mark, at)) ? 60 : 0 };
            score -= mark.Form.IsClosed ? Wording.GoesOn(rest) ? 40 : 0 : Wording.GoesOn(rest) ? 80 : 30;
        }
        // 第 ⏎ 四条: the number belongs to the sign before it.
        if (line.Continues && before is not null && folded[before.End - 1] == '第')
            return placed with { Score = 0 };
        if (line.Continues)
            score -= mark.Form.IsClosed && mark.Apart ? 10 : 40;
        if (mark.Apart && !mark.Form.IsClosed && Wording.GoesOn(rest) && rest[0] is not ('と' or 'で' or 'は' or 'が' or 'ま' or '第'))
            score -= 40;
        if (mark.Apart && mark.Form == Numberings.Digits && (CountsThings(rest, placed.Remark is not null) || IsShare(rest) || (before is not null && folded[before.End - 1] == '、')))
            score -= 60;
        if (mark.Rest == line.End && !mark.Form.IsClosed && Next(at) is null)
            score -= 60;
        // A 1 alone on its line begins a list only where a 2 follows; else it is the number of a page.
        if (mark.Rest == line.End && mark.Form == Numberings.Digits && mark.Number.Main == 1 && !HasSuccessor(mark, at))
            score -= 60;
        if (score is >= 20 and < 80 or 80 && HasSuccessor(mark, at))
            score += 15;
        else if (score is < 85 and >= 50 && IsWordLike(mark, placed, rest) && !HasSuccessor(mark, at))
            score -= 40;
        return placed with { Score = score };
    }

    /// <summary>点検, 条例: the sign that also counts things begins a word of several kanji. Years, months and days are counted before kanji too.</summary>
    private static bool IsWord(ReadOnlySpan<char> rest) => rest.Length > 1 && rest[0] is not ('年' or '月' or '日' or '%') && rest[1] is >= '一' and <= '龥';

    /// <summary>5 年, 3 月 31 日: a quantity and not a number with its words. Where the number is not the next one, 3 階の倉庫 too.</summary>
    private static bool CountsThings(ReadOnlySpan<char> rest, bool outOfOrder) =>
        !rest.IsEmpty && Units.Contains(rest[0], StringComparison.Ordinal) && (rest.Length == 1 || rest[1] is ' ' || (outOfOrder && rest[1] is 'の' or 'に' or 'を' or 'は' or 'が' or 'で' or '以' or '間'));

    /// <summary>1 人につき, 1 回当たり: a quantity to which another is measured.</summary>
    private static bool IsShare(ReadOnlySpan<char> rest) =>
        rest.Length > 3 && Units.Contains(rest[0], StringComparison.Ordinal) && (rest[1..].StartsWith("につき") || rest[1..].StartsWith("当たり") || rest[1..].StartsWith("あたり") || rest[1..].StartsWith("ごとに"));

    private const string Units = "年月日条項号件人名回円個部台時分秒%か所以章節歳週万億千桁点枚級階割倍歩次つ";

    /// <summary>A letter before foreign words, or at the head of the text, may be a word: its successor must prove it.</summary>
    private bool IsWordLike(Mark mark, Placement placed, ReadOnlySpan<char> rest) =>
        char.IsAsciiLetter(folded[mark.LabelEnd - 1]) && !mark.Form.IsClosed && (placed.Parent < 0 || rest.IsEmpty || rest[0] < 0x80);

    private bool HasSuccessor(Mark mark, int at)
    {
        if (mark.Form.Next(mark.Through) is not { } next)
            return false;
        for (int i = at + 1, seen = 0; i < lines.Count && seen < FarSuccessor; i++)
        {
            if (lines[i].Role is LineRole.Chrome or LineRole.Contents)
                continue;
            seen++;
            foreach (var other in lines[i].Marks)
            {
                if (other.Form == mark.Form && other.Number.Equals(next))
                    return true;
                if (other.Form.Rank < FormRank.Article && other.Apart)
                    return false;
            }
        }
        return false;
    }
}
