using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 本文でないもの。What comes with a text and is none of it: the 提案理由 below a bill, which is left out, and the two columns of a
/// 新旧対照表, which cannot be told apart and of which the officer is told.
/// </summary>
internal static class Enclosures
{
    private const int MostLines = 60;

    /// <summary>So far from the top a 新旧対照表 shows its column names.</summary>
    private const int HeadLines = 60;

    private static readonly string[] Reasons = ["提案理由", "提案の理由", "提案理由説明", "制定理由", "制定の理由", "改正理由", "改正の理由", "提出理由"];

    private static readonly string[] After = ["改正後", "改正案", "新", "新規程", "改正", "改定後", "改定案"];

    private static readonly string[] Before = ["改正前", "現行", "旧", "旧規程", "改定前"];

    public static void Mark(List<SourceLine> lines, char[] folded, Diagnostics diagnostics)
    {
        LeaveReason(lines, folded, diagnostics);
        FindColumns(lines, folded, diagnostics);
    }

    /// <summary>提案理由 on a line of its own below the last sentence, with no article and no 附則 behind it.</summary>
    private static void LeaveReason(List<SourceLine> lines, char[] folded, Diagnostics diagnostics)
    {
        for (var i = lines.Count - 1; i > 0 && i >= lines.Count - MostLines; i--)
        {
            var line = lines[i];
            if (line is { Role: LineRole.Open, Marks: [{ Form: ArticleNumbering or AppendixNumbering or SupplementaryNumbering, Apart: true }, ..] })
                return;
            if (line is not { Role: LineRole.Open, HasMarks: false, Inline: false } || line.End - line.Start > 16 || !IsReason(lines, i, folded))
                continue;
            if (!Wording.IsSentence(Words(lines[i - 1], folded)) || !lines.Take(i).Any(above => above.Marks is [{ Form: ArticleNumbering or SupplementaryNumbering }, ..]))
                return;
            diagnostics.Add(line, DiagnosticKind.Reason, "");
            foreach (var left in lines.Skip(i))
                if (left.Role != LineRole.Chrome)
                    (left.Role, left.Marks) = (LineRole.Left, []);
            return;
        }
    }

    private static bool IsReason(List<SourceLine> lines, int at, char[] folded)
    {
        var bare = Bare(Words(lines[at], folded));
        // 理由 alone heads an article of a contract too; the formula at the end of a bill is certain.
        return Reasons.Contains(bare) || (bare == "理由" && (Words(lines[^1], folded).EndsWith("理由である。") || Words(lines[^1], folded).EndsWith("とするものである。")));
    }

    private static void FindColumns(List<SourceLine> lines, char[] folded, Diagnostics diagnostics)
    {
        var twice = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            var words = Words(lines[i], folded);
            if (i < HeadLines && words.Length <= 120 && (NamesColumns(words) || (words.Contains("新旧対照表", StringComparison.Ordinal) && !lines[i].HasMarks && !Wording.IsSentence(words))))
            {
                diagnostics.Add(lines[i], DiagnosticKind.SideBySide, "");
                return;
            }
            if (lines[i] is not { Role: LineRole.Open, Inline: false, Marks: [{ Form: ArticleNumbering } mark, ..] } || !StandsTwice(lines, i, mark, folded) || ++twice < 2)
                continue;
            diagnostics.Add(lines[i], DiagnosticKind.SideBySide, "");
            return;
        }
    }

    /// <summary>改正後　　改正前: on one line, and nothing else.</summary>
    private static bool NamesColumns(ReadOnlySpan<char> words)
    {
        if (words.Length < 3 || words[0] is not ('改' or '新' or '旧' or '現' or '|') || words.IndexOfAny(' ', '|') < 0)
            return false;
        var bare = Bare(words);
        foreach (var after in After)
            foreach (var before in Before)
                if (bare.Length == after.Length + before.Length && (bare == after + before || bare == before + after))
                    return true;
        return false;
    }

    /// <summary>第1条 …　　第1条 …: the label comes again behind a gap of the same line.</summary>
    private static bool StandsTwice(List<SourceLine> lines, int at, Mark mark, char[] folded)
    {
        var label = folded.AsSpan(lines[at].Body, mark.LabelEnd - lines[at].Body);
        var end = lines[at].End;
        for (var i = at + 1; i < lines.Count && lines[i].Inline; i++)
            end = lines[i].End;
        var rest = folded.AsSpan(mark.LabelEnd, end - mark.LabelEnd);
        return rest.IndexOf(label) is > 0 and var again && LineScanner.IsBlank(rest[again - 1]) && (again + label.Length == rest.Length || LineScanner.IsBlank(rest[again + label.Length]));
    }

    private static string Bare(ReadOnlySpan<char> words) => string.Concat(words.ToString().Where(sign => sign is not (' ' or '|' or '(' or ')' or '【' or '】' or '[' or ']' or ':' or '○' or '■' or '\t')));

    private static ReadOnlySpan<char> Words(SourceLine line, char[] folded) => folded.AsSpan(line.Start, line.End - line.Start);
}
