using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 番号のない部の名。A ポリシー often holds a 基本方針 and a 対策基準 one after the other, each under its bare name; before the numbers may stand a 序文.
/// </summary>
internal static class PartNames
{
    private static readonly string[] Instruments = ["基本方針", "対策基準", "実施手順", "管理基準", "運用基準"];

    private static readonly string[] Openings = ["序文", "前文", "序", "はじめに", "まえがき", "序章"];

    public static FormRank? RankOf(ReadOnlySpan<char> words)
    {
        if (words.Length > 24)
            return null;
        foreach (var opening in Openings)
            if (Bare(words, opening))
                return FormRank.Section;
        foreach (var instrument in Instruments)
            if (words.EndsWith(instrument) && !words.Contains(' ') && !words.Contains('、'))
                return FormRank.Chapter;
        return null;
    }

    /// <summary>It stands as a heading: numbers begin anew below it, and a 序文 only stands in a part.</summary>
    public static bool Stands(List<SourceLine> lines, int at, char[] folded, bool begun, List<Unit> open)
    {
        var words = folded.AsSpan(lines[at].Start, lines[at].End - lines[at].Start);
        if (RankOf(words) == FormRank.Section)
            return open.Count > 0 && open[^1] is { Rank: FormRank.Chapter, Form: null };
        // The first name of all is the title; a part has one above it.
        if (!begun && !lines[..at].Exists(line => line.Role == LineRole.Open && !line.HasMarks && !Wording.IsDated(folded.AsSpan(line.Start, line.End - line.Start))))
            return false;
        for (var i = at + 1; i < lines.Count && i < at + 40; i++)
        {
            if (lines[i].Role is LineRole.Chrome or LineRole.Contents)
                continue;
            if (i == at + 1 && RankOf(folded.AsSpan(lines[i].Start, lines[i].End - lines[i].Start)) == FormRank.Section)
                return true;
            if (!lines[i].HasMarks)
                continue;
            var mark = lines[i].Marks[0];
            return mark.Form.Rank == FormRank.Floating && mark.Number.Main == 1 && mark.Apart && (begun || i == at + 1);
        }
        return false;
    }

    private static bool Bare(ReadOnlySpan<char> words, ReadOnlySpan<char> name)
    {
        var at = 0;
        foreach (var sign in words)
            if (sign != ' ' && (at == name.Length || sign != name[at++]))
                return false;
        return at == name.Length;
    }
}
