using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>段の決まった番号。Whether 第1章, 第1条, 附則 or 別表 at the head of a line opens that unit or is part of a sentence.</summary>
internal static class FixedPlaces
{
    /// <param name="captioned">A caption stands above: what has one is an article, though its number came before.</param>
    public static bool Fits(SourceLine line, Mark mark, ReadOnlySpan<char> rest, ProvisionNumber lastArticle, bool captioned) => mark.Form switch
    {
        ArticleNumbering => IsArticle(line, mark, rest, lastArticle, captioned),
        DivisionNumbering => IsDivision(line, mark, rest),
        SupplementaryNumbering => IsSupplement(line, mark, rest),
        _ => IsAppendix(line, mark, rest),
    };

    /// <summary>Articles between the last one and this are missing.</summary>
    public static bool LeavesGap(Mark mark, ProvisionNumber lastArticle) =>
        mark.Form is ArticleNumbering && !lastArticle.IsNone && Placing.Step(lastArticle, mark.Number) > 1 && mark.Number.Main != lastArticle.Main + 1;

    private static bool IsArticle(SourceLine line, Mark mark, ReadOnlySpan<char> rest, ProvisionNumber lastArticle, bool captioned)
    {
        var step = Placing.Step(lastArticle, mark.Number);
        var inOrder = lastArticle.IsNone || step > 0 || mark.Number.Main == 1;
        if (!mark.Apart)
            return step == 1 && !line.Continues && !Wording.GoesOn(rest) || (mark.Number.Main == 1 && lastArticle.IsNone && !Wording.GoesOn(rest));
        if (line.Continues && (step != 1 || !mark.Number.Equals(mark.Through) || (mark.Rest > mark.LabelEnd && Wording.GoesOn(rest))))
            return false;
        if (!inOrder && (line.Continues || (step == 0 && !captioned)))
            return false;
        return true;
    }

    private static bool IsDivision(SourceLine line, Mark mark, ReadOnlySpan<char> rest) =>
        !line.Continues && line.End - line.Start <= 90 && !Wording.IsSentence(rest) && (mark.Apart || !Wording.GoesOn(rest));

    private static bool IsSupplement(SourceLine line, Mark mark, ReadOnlySpan<char> rest) =>
        !line.Continues && (mark.Apart || rest.StartsWith("抄") || rest[0] == '(') && !(mark.Rest == mark.LabelEnd && !rest.IsEmpty && rest[0] == '第')
        && (!rest.StartsWith("第") || mark.Rest == line.End);

    private static bool IsAppendix(SourceLine line, Mark mark, ReadOnlySpan<char> rest) =>
        !line.Continues && mark.Apart && !Wording.IsSentence(rest) && line.End - line.Start <= 90 && !Wording.GoesOn(rest);
}
