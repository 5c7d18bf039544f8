using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 構造の文法。Goes through the lines once and makes units of those that begin with a label which fits: units with a fixed place
/// (編 to 条, 附則, 別表) by their rank, all others by <see cref="Placing"/>. What fits nowhere is text of the unit that is open.
/// </summary>
internal sealed class OutlineGrammar
{
    /// <summary>Deeper than any text that was met; a text from outside must not nest without end.</summary>
    private const int DeepestLevel = 16;

    private const int FarSuccessor = 60;

    private readonly List<SourceLine> lines;
    private readonly char[] folded;
    private readonly string text;
    private readonly List<Unit> open = [];
    private readonly Dictionary<NumberingForm, ProvisionNumber> topNumbers = [];
    private readonly HashSet<(NumberingForm, NumberingForm)> orders = [];
    private readonly Placing placing;
    private readonly Accounting accounting;
    private readonly Diagnostics diagnostics;
    private SourceLine? caption;
    private SourceLine? before;
    private ProvisionNumber lastArticle = ProvisionNumber.None;

    public OutlineGrammar(List<SourceLine> lines, char[] folded, string text, Accounting accounting, Diagnostics diagnostics)
    {
        (this.lines, this.folded, this.text, this.accounting, this.diagnostics) = (lines, folded, text, accounting, diagnostics);
        placing = new(open, topNumbers, orders);
    }

    public List<Unit> Roots { get; } = [];

    public int Count { get; private set; }

    /// <summary>Lines before the first unit, in order: the 題名 and the preamble are among them.</summary>
    public List<SourceLine> Front { get; } = [];

    public void Read(int from)
    {
        for (var i = from; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.Role is LineRole.Chrome or LineRole.Contents)
                continue;
            if (!TakeCaption(line, i) && !TakeName(line, i) && !TakeLabel(line, i))
                TakeText(line);
            before = line;
        }
        FlushCaption();
    }

    private ReadOnlySpan<char> Words(int start, int end) => folded.AsSpan(start, end - start);

    private bool TakeCaption(SourceLine line, int at)
    {
        if (line.Role != LineRole.PlainCaption)
        {
            var words = Words(line.Start, line.End);
            if (Wording.Closing(words[0]) == '\0' || line.HasMarks || Wording.Group(words) != words.Length || !Wording.IsCaption(words))
                return false;
            if (Next(at) is not { HasMarks: true } next || !next.Marks.Any(IsCaptioned))
                return false;
        }
        FlushCaption();
        caption = line;
        return true;
    }

    private static bool IsCaptioned(Mark mark) =>
        mark.Form is ArticleNumbering or OrdinalNumbering or DecimalNumbering or CircledNumbering or PlainNumbering { Glyphs: ArabicGlyphs or KanjiGlyphs };

    private SourceLine? Next(int at)
    {
        for (var i = at + 1; i < lines.Count; i++)
            if (lines[i].Role is not (LineRole.Chrome or LineRole.Contents))
                return lines[i];
        return null;
    }

    /// <summary>A part of the text with a name and no number: 情報セキュリティ基本方針 within a ポリシー, and 序文 in it.</summary>
    private bool TakeName(SourceLine line, int at)
    {
        if (!line.HasMarks && line.Role == LineRole.Open && PartNames.RankOf(Words(line.Start, line.End)) is { } rank && PartNames.Stands(lines, at, folded, Roots.Count > 0, open))
        {
            FlushCaption();
            Open(new Unit
            {
                Kind = rank == FormRank.Chapter ? ProvisionKind.Chapter : ProvisionKind.Section,
                Label = text[line.Start..line.End],
                Line = line.Physical + 1,
                Index = Count,
                Rank = rank,
            }, AboveRank(rank));
            accounting.Add(line, Count - 1);
            topNumbers.Clear();
            return true;
        }
        return false;
    }

    private bool TakeLabel(SourceLine line, int at)
    {
        if (!line.HasMarks || line.Role != LineRole.Open)
            return false;
        var mark = line.Marks[0];
        if (mark.Form.Rank != FormRank.Floating)
            return TakeFixed(line, mark);
        // A 様式 is a sheet to fill in: its numbers count boxes, not provisions.
        if (open is [{ Form: AppendixNumbering { IsSheet: true } }, ..])
            return false;
        var best = new Placement(mark, -1, -1, null);
        foreach (var candidate in line.Marks)
        {
            var placed = Judge(placing.Of(candidate), line, at);
            if (placed.Score > best.Score)
                best = placed;
        }
        if (best.Score < Placement.Enough || best.Parent + 1 >= DeepestLevel)
        {
            if (best.Score >= Placement.Enough)
                diagnostics.Add(line, DiagnosticKind.NestingLimit, "");
            else if (best.Score > 20)
                diagnostics.Add(line, DiagnosticKind.NumberReadAsText, Label(line, mark));
            return false;
        }
        if (best.Remark is { } remark)
            diagnostics.Add(line, remark, Label(line, best.Mark));
        OpenFloating(line, best, at);
        return true;
    }

    private Placement Judge(Placement placed, SourceLine line, int at)
    {
        var (mark, score) = (placed.Mark, placed.Score);
        var rest = Words(mark.Rest, line.End);
        if (!mark.Apart)
        {
            if (!mark.Form.IsClosed && (mark.Form != Numberings.Digits || Units.Contains(rest[0], StringComparison.Ordinal) || rest[0] < 0x80))
                return placed with { Score = 0 };
            score -= mark.Form.IsClosed ? Wording.GoesOn(rest) ? 40 : 0 : Wording.GoesOn(rest) ? 80 : 30;
        }
        if (line.Continues)
            score -= mark.Form.IsClosed && mark.Apart ? 10 : 40;
        if (mark.Apart && !mark.Form.IsClosed && Wording.GoesOn(rest) && rest[0] is not ('と' or 'で' or 'は' or 'が' or 'ま' or '第'))
            score -= 40;
        if (mark.Apart && mark.Form == Numberings.Digits && (CountsThings(rest, placed.Remark is not null) || (before is not null && folded[before.End - 1] == '、')))
            score -= 60;
        if (mark.Rest == line.End && !mark.Form.IsClosed && Next(at) is null)
            score -= 60;
        if (score is >= 20 and < 80 or 80 && HasSuccessor(mark, at))
            score += 15;
        else if (score is < 85 and >= 50 && IsLetter(mark.Form) && !HasSuccessor(mark, at))
            score -= 40;
        return placed with { Score = score };
    }

    /// <summary>5 年, 3 月 31 日: a quantity and not a number with its words. Where the number is not the next one, 3 階の倉庫 too.</summary>
    private static bool CountsThings(ReadOnlySpan<char> rest, bool outOfOrder) =>
        !rest.IsEmpty && Units.Contains(rest[0], StringComparison.Ordinal) && (rest.Length == 1 || rest[1] is ' ' || (outOfOrder && rest[1] is 'の' or 'に' or 'を' or 'は' or 'が' or 'で' or '以' or '間'));

    private const string Units = "年月日条項号件人名回円個部台時分秒%か所以章節歳週万億千桁点枚級階割倍歩次つ";

    /// <summary>A single letter at the head of a line proves nothing unless its successor follows.</summary>
    private static bool IsLetter(NumberingForm form) => form is PlainNumbering { Glyphs: RomanGlyphs } || form == Numberings.Lower || form == Numberings.Upper;

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

    private bool TakeFixed(SourceLine line, Mark mark)
    {
        var rest = Words(mark.Rest, line.End);
        var fits = mark.Form switch
        {
            ArticleNumbering => IsArticle(line, mark, rest),
            DivisionNumbering => IsDivision(line, mark, rest),
            SupplementaryNumbering => IsSupplement(line, mark, rest),
            _ => IsAppendix(line, mark, rest),
        };
        if (!fits)
        {
            if (mark.Apart)
                diagnostics.Add(line, DiagnosticKind.NumberReadAsText, Label(line, mark));
            return false;
        }
        OpenFixed(line, mark);
        return true;
    }

    private bool IsArticle(SourceLine line, Mark mark, ReadOnlySpan<char> rest)
    {
        var step = Placing.Step(lastArticle, mark.Number);
        var inOrder = lastArticle.IsNone || step > 0 || mark.Number.Main == 1;
        if (!mark.Apart)
            return step == 1 && !line.Continues && !Wording.GoesOn(rest) || (mark.Number.Main == 1 && lastArticle.IsNone && !Wording.GoesOn(rest));
        if (mark.Rest > mark.LabelEnd && Wording.GoesOn(rest) && line.Continues)
            return false;
        if (!inOrder && (line.Continues || step == 0))
            return false;
        if (step > 1 && lastArticle.Main > 0 && mark.Number.Main != lastArticle.Main + 1 && open.Count > 0 && Root.Kind != ProvisionKind.SupplementaryProvision)
            diagnostics.Add(line, DiagnosticKind.Gap, Label(line, mark));
        return true;
    }

    private static bool IsDivision(SourceLine line, Mark mark, ReadOnlySpan<char> rest) =>
        !line.Continues && line.End - line.Start <= 90 && !Wording.IsSentence(rest) && (mark.Apart || !Wording.GoesOn(rest));

    private static bool IsSupplement(SourceLine line, Mark mark, ReadOnlySpan<char> rest) =>
        !line.Continues && (mark.Apart || rest.StartsWith("抄") || rest[0] == '(') && !(mark.Rest == mark.LabelEnd && !rest.IsEmpty && rest[0] == '第')
        && (!rest.StartsWith("第") || mark.Rest == line.End);

    private static bool IsAppendix(SourceLine line, Mark mark, ReadOnlySpan<char> rest) =>
        !line.Continues && mark.Apart && !Wording.IsSentence(rest) && line.End - line.Start <= 90 && !Wording.GoesOn(rest);

    private Unit Root => open[0];

    /// <summary>Index of the parent for a unit of this rank, and everything at or below the rank closed.</summary>
    private int AboveRank(FormRank rank)
    {
        if (rank == FormRank.Root)
            return -1;
        var at = open.Count - 1;
        while (at >= 0 && (open[at].Rank >= rank || (rank < FormRank.Article && open[at].Rank == FormRank.Root)))
            at--;
        return at;
    }

    private void OpenFixed(SourceLine line, Mark mark)
    {
        var rank = mark.Form.Rank;
        var kind = mark.Form switch
        {
            ArticleNumbering => ProvisionKind.Article,
            SupplementaryNumbering => ProvisionKind.SupplementaryProvision,
            AppendixNumbering { IsSheet: true } => ProvisionKind.Form,
            AppendixNumbering => ProvisionKind.Appendix,
            _ => (ProvisionKind)(rank - 1),
        };
        var unit = new Unit
        {
            Kind = kind,
            Form = mark.Form,
            Number = mark.Number,
            Last = mark.Through,
            Label = Label(line, mark),
            Line = (caption ?? line).Physical + 1,
            Index = Count,
            Rank = rank,
        };
        if (rank != FormRank.Article)
            FlushCaption();
        if (rank == FormRank.Article)
            lastArticle = mark.Through;
        else if (rank == FormRank.Root)
            (lastArticle, _) = (ProvisionNumber.None, Clear());
        Open(unit, AboveRank(rank));
        Fill(unit, line, mark);
    }

    private bool Clear()
    {
        topNumbers.Clear();
        return true;
    }

    private void OpenFloating(SourceLine line, Placement placed, int at)
    {
        var parent = placed.Parent < 0 ? null : open[placed.Parent];
        var mark = placed.Mark;
        var unit = new Unit
        {
            Kind = KindBelow(parent, mark.Form, mark.Number),
            Form = mark.Form,
            Number = mark.Number,
            Last = mark.Through,
            Label = Label(line, mark),
            Line = (caption ?? line).Physical + 1,
            Index = Count,
        };
        for (var i = placed.Parent; i >= 0 && open[i].Rank == FormRank.Floating; i--)
            orders.Add((open[i].Form!, mark.Form));
        if (parent is null || parent.Rank is > FormRank.Root and < FormRank.Article)
            topNumbers[mark.Form] = mark.Through;
        Open(unit, placed.Parent);
        Fill(unit, line, mark);
    }

    private static ProvisionKind KindBelow(Unit? parent, NumberingForm form, ProvisionNumber number)
    {
        if (parent is null || parent.Rank is > FormRank.Root and < FormRank.Article)
            return form is ParenthesizedNumbering or HalfParenthesizedNumbering or CircledNumbering or PlainNumbering { Glyphs: RowGlyphs } ? ProvisionKind.Item : ProvisionKind.Article;
        var counts = form is DecimalNumbering || form == Numberings.Digits || (form == Numberings.Circled && parent.Form is ArticleNumbering or SupplementaryNumbering && number.Main == 2);
        return parent.Kind switch
        {
            ProvisionKind.Article or ProvisionKind.SupplementaryProvision or ProvisionKind.Appendix or ProvisionKind.Form =>
                counts || parent.Children is [.., { Kind: ProvisionKind.Paragraph } sister] && sister.Form == form ? ProvisionKind.Paragraph : ProvisionKind.Item,
            ProvisionKind.Paragraph => ProvisionKind.Item,
            ProvisionKind.Item => ProvisionKind.Subitem1,
            ProvisionKind.Subitem1 => ProvisionKind.Subitem2,
            _ => ProvisionKind.Subitem3,
        };
    }

    private void Open(Unit unit, int parent)
    {
        open.RemoveRange(parent + 1, open.Count - parent - 1);
        (parent < 0 ? Roots : open[parent].Children).Add(unit);
        open.Add(unit);
        Count++;
    }

    /// <summary>Gives the unit its caption and the words on its line.</summary>
    private void Fill(Unit unit, SourceLine line, Mark mark)
    {
        if (caption is { } above)
        {
            var plain = above.Role == LineRole.PlainCaption;
            unit.Heading = plain ? Squeezed(above.Start, above.End) : text[(above.Start + 1)..(above.End - 1)].Trim();
            unit.Place = plain ? HeadingPlace.PlainAbove : HeadingPlace.BracketedAbove;
            accounting.Add(above, unit.Index);
            caption = null;
        }
        if (line.CaptionEnd > 0)
        {
            unit.Heading = text[(line.Start + 1)..(line.CaptionEnd - 1)].Trim();
            unit.Place = HeadingPlace.BracketedAbove;
        }
        accounting.Add(line, unit.Index);
        if (mark.Rest < line.End)
        {
            unit.Pieces.Add(new(mark.Rest, line.End, false));
            unit.FirstOnLabel = true;
        }
    }

    /// <summary>目　的 is 目的: single signs spread out to fill a line.</summary>
    private string Squeezed(int start, int end)
    {
        var words = text[start..end];
        var parts = words.Split([' ', '　'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 1 && parts.All(part => part.Length == 1) ? string.Concat(parts) : words;
    }

    private string Label(SourceLine line, Mark mark)
    {
        var label = text[line.Body..mark.LabelEnd];
        return label.AsSpan().ContainsAny(" 　\t\u00a0") ? string.Concat(label.Where(sign => !char.IsWhiteSpace(sign))) : label;
    }

    private void TakeText(SourceLine line)
    {
        FlushCaption();
        if (open.Count == 0)
        {
            Front.Add(line);
            return;
        }
        var unit = open[^1];
        unit.Pieces.Add(new(line.Start, line.End, line.Continues && unit.Pieces.Count > 0 && unit.Pieces[^1].End == before?.End));
        accounting.Add(line, unit.Index);
    }

    /// <summary>A caption with nothing below it is text after all.</summary>
    private void FlushCaption()
    {
        if (caption is not { } line)
            return;
        caption = null;
        TakeText(line);
    }
}
