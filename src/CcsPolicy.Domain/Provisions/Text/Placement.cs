using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>配置の案。Where a label would go and how sure that is.</summary>
/// <param name="Mark">The reading of the label.</param>
/// <param name="Parent">Index of the parent in the path of open units, -1 for the first level.</param>
/// <param name="Score">From 0; <see cref="Enough"/> and more is taken.</param>
internal readonly record struct Placement(Mark Mark, int Parent, int Score, DiagnosticKind? Remark)
{
    public const int Enough = 50;
}

/// <summary>配置の規則。Finds for a label with no fixed place the level it belongs to, from the levels that are open and what they last counted.</summary>
internal sealed class Placing(List<Unit> open, Dictionary<NumberingForm, ProvisionNumber> topNumbers, HashSet<(NumberingForm Above, NumberingForm Below)> orders)
{
    private const int FarthestGap = 5;

    /// <summary>What a form last counted below another: Ⅱ may go on with 3 where Ⅰ ended with 2.</summary>
    private readonly Dictionary<(NumberingForm Form, NumberingForm Above), ProvisionNumber> lastBelow = [];

    private bool seen;

    public void Opened(Mark mark, Unit? parent)
    {
        if (parent?.Form is { } above)
            lastBelow[(mark.Form, above)] = mark.Through;
        seen = true;
    }

    public void Restart() => lastBelow.Clear();

    public Placement Of(Mark mark, int indent)
    {
        var form = mark.Form;
        if (form is LayeredNumbering layered)
            return OfLayered(mark, layered);
        for (var i = open.Count - 1; i >= 0; i--)
            if (open[i].Form == form && open[i].Rank == FormRank.Floating)
                return Nested(mark, i, indent) ?? Sibling(mark, Outer(mark, i, indent));
        return Opening(mark);
    }

    /// <summary>1. below 1., as lists of a page nest: nothing but its indent shows that the first number opens a level of its own.</summary>
    private Placement? Nested(Mark mark, int at, int indent) =>
        mark.Number is { Main: 1, HasBranch: false } && at == open.Count - 1 && indent > open[at].Indent + 1 ? new(mark, at, 90, null) : null;

    /// <summary>Of several open levels of one form the one that stands in the line's column, when the number is due there.</summary>
    private int Outer(Mark mark, int at, int indent)
    {
        for (var i = at - 1; i >= 0 && indent + 1 < open[at].Indent; i--)
            if (open[i].Form == mark.Form && open[i].Rank == FormRank.Floating && Math.Abs(open[i].Indent - indent) <= 1 && Step(open[i].Last, mark.Number) == 1)
                return i;
        return at;
    }

    private Placement Sibling(Mark mark, int at)
    {
        var last = open[at].Last;
        var step = Step(last, mark.Number);
        return step switch
        {
            1 => new(mark, at - 1, 100, null),
            > 1 and <= FarthestGap => new(mark, at - 1, 75 - step * 5, DiagnosticKind.Gap),
            > FarthestGap when mark.Form.IsClosed => new(mark, at - 1, 50, DiagnosticKind.Gap),
            > FarthestGap => new(mark, at - 1, 25, DiagnosticKind.Gap),
            0 => new(mark, at - 1, mark.Form.IsClosed ? 50 : 15, DiagnosticKind.Duplicate),
            _ when mark.Number.Main == 1 && !mark.Number.HasBranch => new(mark, at - 1, mark.Form.IsClosed ? 60 : 40, DiagnosticKind.Restart),
            _ => new(mark, at - 1, mark.Form.IsClosed ? 45 : 5, DiagnosticKind.Back),
        };
    }

    /// <summary>How far on the number is: 1 for the next and for a first branch, 0 for the same, less for going back.</summary>
    public static int Step(ProvisionNumber last, ProvisionNumber number)
    {
        if (number.IsNone || last.IsNone)
            return -1;
        var order = number.CompareTo(last);
        if (order <= 0)
            return order == 0 ? 0 : -1;
        if (number.Main > last.Main)
            return number.HasBranch ? number.Main - last.Main + 1 : number.Main - last.Main;
        // Same main number: 4 → 4の2, 4の2 → 4の3, 4の2の3 → 4の3.
        for (var i = 0; i < number.Parts.Length; i++)
        {
            var before = i < last.Parts.Length ? last.Parts[i] : 1;
            if (number.Parts[i] != before)
                return i == number.Parts.Length - 1 ? number.Parts[i] - before : 2;
        }
        return 1;
    }

    private Placement Opening(Mark mark)
    {
        var form = mark.Form;
        var parent = Attach(form, mark.Number.Main == 1 && CountsInKanji());
        // The first 項 of an article carries no number, so 2 opens the list below the article whatever stands open in it.
        var counts = form == Numberings.Digits || form == Numberings.Circled;
        if (counts && mark.Number.Main == 2 && WithParagraphs() is >= 0 and var article)
            return new(mark, article, 85, null);
        var above = parent < 0 ? null : open[parent];
        if (IsTop(above) && topNumbers.TryGetValue(form, out var before) && Step(before, mark.Number) is > 0 and <= FarthestGap and var step)
            return new(mark, parent, step == 1 ? 95 : 80 - step * 5, step == 1 ? null : DiagnosticKind.Gap);
        if (!form.IsClosed && above is { Rank: FormRank.Floating, Form: { } upper } && lastBelow.TryGetValue((form, upper), out var counted) && Step(counted, mark.Number) == 1)
            return new(mark, parent, 75, null);
        if (mark.Number.Main == 1 && !mark.Number.HasBranch)
            return new(mark, parent, form.IsClosed ? 85 : 80, null);
        if (counts && above is { Form: ArticleNumbering or SupplementaryNumbering })
            return new(mark, parent, mark.Number.Main <= 6 ? 45 : 10, DiagnosticKind.Gap);
        // A part of a larger work may begin with 4: what it begins with stands for the first, if its successor follows.
        if (open.Count == 0 && !seen && form is PlainNumbering { Glyphs: ArabicGlyphs or RomanGlyphs } && mark.Apart)
            return new(mark, parent, 40, null);
        return new(mark, parent, form.IsClosed ? 50 : 20, DiagnosticKind.Gap);
    }

    /// <summary>The open article or 附則 that has no numbered 項 yet; -1 when there is none.</summary>
    private int WithParagraphs()
    {
        var at = open.FindLastIndex(unit => unit.Form is ArticleNumbering or SupplementaryNumbering or OrdinalNumbering);
        return at >= 0 && open[at].Children.TrueForAll(child => child.Kind != ProvisionKind.Paragraph) ? at : -1;
    }

    private static bool IsTop(Unit? above) => above is null || above.Rank is > FormRank.Root and < FormRank.Article;

    /// <summary>The open unit that a new level of this form goes below: the deepest, but below none that this form was seen above.</summary>
    /// <param name="deeper">The form may stand below any other.</param>
    private int Attach(NumberingForm form, bool deeper)
    {
        var at = open.Count - 1;
        while (at >= 0 && open[at].Rank == FormRank.Floating && open[at].Form is { } below && (orders.Contains((form, below)) || (!deeper && NeverBelow(form, below))))
            at--;
        return at;
    }

    /// <summary>第一 ⏎ 一 ⏎ （一）: where all levels count in kanji, a first 1 opens the level below them.</summary>
    private bool CountsInKanji() =>
        open.Count > 1 && open.TrueForAll(unit => unit is { Rank: FormRank.Floating, Form: ParenthesizedNumbering { Glyphs: KanjiGlyphs } or PlainNumbering { Glyphs: KanjiGlyphs } or OrdinalNumbering } && !unit.Label.AsSpan().ContainsAnyInRange('0', '9') && !unit.Label.AsSpan().ContainsAnyInRange('０', '９'));

    /// <summary>In every scheme met, a plain number stands above bracketed ones, and 第1 above all.</summary>
    private static bool NeverBelow(NumberingForm form, NumberingForm below) =>
        (form == Numberings.Digits && below is ParenthesizedNumbering or CircledNumbering or PlainNumbering { Glyphs: RowGlyphs or KanjiGlyphs } or HalfParenthesizedNumbering && below != Numberings.Upper)
        || (form is OrdinalNumbering && below is not OrdinalNumbering);

    private Placement OfLayered(Mark mark, LayeredNumbering form)
    {
        var number = mark.Number;
        for (var i = open.Count - 1; i >= 0; i--)
        {
            if (open[i].Form == form)
            {
                var last = open[i].Last;
                var sameHead = last.Parts.AsSpan()[..^1].SequenceEqual(number.Parts.AsSpan()[..^1]);
                var step = number.Last - last.Last;
                if (sameHead)
                    return new(mark, i - 1, step == 1 ? 100 : step > 1 ? 75 - Math.Min(step, 5) * 5 : 30, step == 1 ? null : DiagnosticKind.Gap);
                return new(mark, i - 1, number.CompareTo(last) > 0 ? number.Last == 1 ? 80 : 55 : 20, number.Last == 1 ? null : DiagnosticKind.Gap);
            }
            if (IsHead(open[i], form, number))
                return new(mark, i, number.Last == 1 ? 95 : number.Last == 2 ? 70 : 55, number.Last == 1 ? null : DiagnosticKind.Gap);
        }
        var parent = open.Count - 1;
        while (parent >= 0 && open[parent].Rank == FormRank.Floating)
            parent--;
        if (parent >= 0 && open[parent].Form == Numberings.Article)
            return new(mark, parent, 30, null);
        if (topNumbers.TryGetValue(form, out var before) && number.CompareTo(before) > 0)
            return new(mark, parent, 80, null);
        return new(mark, parent, number.Last == 1 && number.Main <= 2 ? 80 : 30, null);
    }

    /// <summary>1 or 第1章 is the head of 1.1; 1.1 of 1.1.1; Ⅰ of Ⅰ－1. イ is the second of its list and no head of 2.1.</summary>
    private static bool IsHead(Unit unit, LayeredNumbering form, ProvisionNumber number) =>
        !unit.Last.IsNone && unit.Last.Parts.AsSpan().SequenceEqual(number.Parts.AsSpan()[..^1])
        && (form is CompoundNumbering compound ? compound.IsBelow(unit.Form) : unit.Form is DecimalNumbering or PlainNumbering { Glyphs: ArabicGlyphs or KanjiGlyphs or RomanGlyphs } or OrdinalNumbering or DivisionNumbering);
}
