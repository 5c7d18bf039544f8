using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 番号のある第1項。第2条（用語）　1　…, 第4条　①　…: the first 項 of an article may carry its number on the article's own line. That it is one
/// shows in the 2 that follows before the next article.
/// </summary>
internal static class FirstParagraphs
{
    private const int FarSecond = 60;

    public static List<SourceLine> Divide(List<SourceLine> lines, TextLines source, char[] folded)
    {
        List<SourceLine>? divided = null;
        for (var i = 0; i < lines.Count; i++)
        {
            var at = Find(lines, i, folded);
            if (at > 0 && divided is null)
                (divided = new(lines.Count + 16)).AddRange(lines.Take(i));
            if (at == 0)
            {
                divided?.Add(lines[i]);
                continue;
            }
            var end = at;
            while (LineScanner.IsBlank(folded[end - 1]))
                end--;
            divided!.Add(LineScanner.Part(lines[i], lines[i].Start, end, source, folded));
            divided.Add(LineScanner.Part(lines[i], at, lines[i].End, source, folded));
        }
        return divided ?? lines;
    }

    /// <summary>Where on the article's line the number stands; 0 when there is none.</summary>
    private static int Find(List<SourceLine> lines, int i, char[] folded)
    {
        var line = lines[i];
        if (line.Role == LineRole.Open && line.Marks is [{ Form: DecimalNumbering, Apart: true } upper, ..] && upper.Rest < line.WordsEnd)
            return FindItem(lines, i, upper, folded);
        if (line.Role != LineRole.Open || line.Marks is not [{ Form: ArticleNumbering, Apart: true } article, ..] || article.Rest >= line.WordsEnd)
            return 0;
        var at = article.Rest;
        if (Wording.Group(folded.AsSpan(at, line.End - at)) is > 0 and var group && Wording.IsCaption(folded.AsSpan(at, group)))
            for (at += group; at < line.End && folded[at] == ' '; at++)
            {
            }
        if (at + 2 >= line.End || folded[at] is not ('1' or '①') || LineScanner.ReadMarks(folded.AsSpan(at, line.End - at), at, line.End) is not [{ Number: { Main: 1, HasBranch: false } } first, ..]
            || !(first.Form == Numberings.Circled || (first.Form == Numberings.Digits && first.Apart)) || first.Rest >= line.End || Wording.GoesOn(folded.AsSpan(first.Rest, line.End - first.Rest)))
            return 0;
        for (var j = i + 1; j < lines.Count && j < i + FarSecond; j++)
            foreach (var mark in lines[j].Marks)
                if (mark.Form == first.Form && mark.Number is { Main: 2, HasBranch: false } && (mark.Apart || mark.Form.IsClosed))
                    return at;
                else if (mark.Form is ArticleNumbering or SupplementaryNumbering && mark.Apart)
                    return 0;
        return 0;
    }

    /// <summary>2.2. A. 記録, 2.2 (1) 記録: the first of a list on the line of the number above it, when the second follows below.</summary>
    private static int FindItem(List<SourceLine> lines, int i, Mark upper, char[] folded)
    {
        var (line, at) = (lines[i], upper.Rest);
        if (LineScanner.ReadMarks(folded.AsSpan(at, line.End - at), at, line.End) is not [{ Number: { Main: 1, HasBranch: false } } first, ..] || first.Form is LayeredNumbering || first.Form.Rank != FormRank.Floating
            || !(first.Form.IsClosed || (first.Apart && folded[first.LabelEnd - 1] == '.')) || first.Rest >= line.End || Wording.GoesOn(folded.AsSpan(first.Rest, line.End - first.Rest)))
            return 0;
        for (var j = i + 1; j < lines.Count && j < i + FarSecond; j++)
            foreach (var mark in lines[j].Marks)
                if (mark.Form == first.Form && mark.Number is { Main: 2, HasBranch: false })
                    return at;
                else if (mark.Form == upper.Form || mark.Form.Rank != FormRank.Floating)
                    return 0;
        return 0;
    }
}
