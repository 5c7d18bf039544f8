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

    private readonly List<SourceLine> lines;
    private readonly char[] folded;
    private readonly string text;
    private readonly List<Unit> open = [];
    private readonly Dictionary<NumberingForm, ProvisionNumber> topNumbers = [];
    private readonly HashSet<(NumberingForm, NumberingForm)> orders = [];
    private readonly Placing placing;
    private readonly LabelJudge judge;
    private readonly Accounting accounting;
    private readonly Diagnostics diagnostics;
    private readonly List<SourceLine> caption = [];
    private SourceLine? before;
    private ProvisionNumber lastArticle = ProvisionNumber.None;

    public OutlineGrammar(List<SourceLine> lines, char[] folded, string text, Accounting accounting, Diagnostics diagnostics)
    {
        (this.lines, this.folded, this.text, this.accounting, this.diagnostics) = (lines, folded, text, accounting, diagnostics);
        placing = new(open, topNumbers, orders);
        judge = new(lines, folded);
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
            if (line.Role is LineRole.Chrome or LineRole.Contents or LineRole.LabelHead or LineRole.Closing or LineRole.Left)
                continue;
            if (!TakeCaption(line, i) && !TakeName(line, i) && !TakeLabel(line, i))
            {
                if (line.Head is { } head)
                    TakeText(head);
                TakeText(line);
            }
            before = line;
        }
        FlushCaption();
    }

    private ReadOnlySpan<char> Words(int start, int end) => folded.AsSpan(start, end - start);

    private bool TakeCaption(SourceLine line, int at)
    {
        if (line.Role == LineRole.PlainCaption)
        {
            FlushCaption();
            caption.Add(line);
            return true;
        }
        // The second line of a caption that was broken for width.
        if (caption is [var first] && first.Role == LineRole.Open && Wording.Group(Words(first.Start, first.End)) == 0)
        {
            caption.Add(line);
            return true;
        }
        var words = Words(line.Start, line.End);
        if (Wording.Closing(words[0]) == '\0' || line.HasMarks)
            return false;
        var whole = Wording.Group(words) == words.Length && Wording.IsCaption(words) && judge.Next(at) is { HasMarks: true } next && next.Marks.Any(IsCaptioned);
        if (!whole && !IsBroken(words, at))
            return false;
        FlushCaption();
        caption.Add(line);
        return true;
    }

    /// <summary>The bracket closes at the end of the next line, and below stands a number that takes a caption.</summary>
    private bool IsBroken(ReadOnlySpan<char> words, int at)
    {
        if (words.Length > 60 || Wording.Group(words) > 0 || at + 2 >= lines.Count || lines[at + 1] is not { HasMarks: false, Role: LineRole.Open, AfterGap: false } second)
            return false;
        var more = Words(second.Start, second.End);
        return more.Length <= 40 && more[^1] == Wording.Closing(words[0]) && !more.Contains('。') && Wording.IsCaption(string.Concat(words, more))
            && lines[at + 2].Marks.Any(IsCaptioned);
    }

    private static bool IsCaptioned(Mark mark) =>
        mark.Form is ArticleNumbering or OrdinalNumbering or LayeredNumbering or CircledNumbering or PlainNumbering { Glyphs: ArabicGlyphs or KanjiGlyphs };

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
            var placed = judge.Of(placing.Of(candidate, line.Indent), line, before, at);
            if (placed.Score > best.Score)
                best = placed;
        }
        // Within a line only the number that was due is a label.
        if (line.Inline && best.Remark is not null)
            return false;
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

    private bool TakeFixed(SourceLine line, Mark mark)
    {
        var rest = Words(mark.Rest, Math.Max(mark.Rest, line.WordsEnd));
        var rootKind = open.Count > 0 ? open[0].Kind : (ProvisionKind?)null;
        var fits = FixedPlaces.Fits(line, mark, rest, lastArticle, caption.Count > 0)
            && !(line is { Inline: true, CaptionEnd: 0 } && mark.Form is ArticleNumbering && !lastArticle.IsNone && Placing.Step(lastArticle, mark.Number) != 1);
        if (fits && FixedPlaces.LeavesGap(mark, lastArticle) && rootKind is not (null or ProvisionKind.SupplementaryProvision))
            diagnostics.Add(line, DiagnosticKind.Gap, Label(line, mark));
        if (fits && mark.Form is ArticleNumbering && !lastArticle.IsNone && Placing.Step(lastArticle, mark.Number) == 0)
            diagnostics.Add(line, DiagnosticKind.Duplicate, Label(line, mark));
        if (!fits)
        {
            if (mark.Apart)
                diagnostics.Add(line, DiagnosticKind.NumberReadAsText, Label(line, mark));
            return false;
        }
        OpenFixed(line, mark);
        return true;
    }

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
            Line = (caption.Count > 0 ? caption[0] : line.Head ?? line).Physical + 1,
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
        placing.Restart();
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
            Line = (caption.Count > 0 ? caption[0] : line).Physical + 1,
            Index = Count,
            Indent = line.Indent,
        };
        for (var i = placed.Parent; i >= 0 && open[i].Rank == FormRank.Floating; i--)
            orders.Add((open[i].Form!, mark.Form));
        if (parent is null || parent.Rank is > FormRank.Root and < FormRank.Article)
            topNumbers[mark.Form] = mark.Through;
        placing.Opened(mark, parent);
        Open(unit, placed.Parent);
        Fill(unit, line, mark);
    }

    private ProvisionKind KindBelow(Unit? parent, NumberingForm form, ProvisionNumber number)
    {
        if (parent is null || parent.Rank is > FormRank.Root and < FormRank.Article)
            return form is ParenthesizedNumbering or HalfParenthesizedNumbering or CircledNumbering or PlainNumbering { Glyphs: RowGlyphs } ? ProvisionKind.Item : ProvisionKind.Article;
        // A list is of one kind: what the first of it was, the others are.
        if (parent.Children is [.., var sister] && sister.Form == form)
            return sister.Kind;
        var counts = form is LayeredNumbering { IsClosed: false } || form == Numberings.Digits
            || (form == Numberings.Circled && parent.Form is ArticleNumbering or SupplementaryNumbering && (number.Main == 2 || !HasLead(parent)));
        return parent.Kind switch
        {
            ProvisionKind.Article or ProvisionKind.SupplementaryProvision or ProvisionKind.Appendix or ProvisionKind.Form =>
                counts ? ProvisionKind.Paragraph : ProvisionKind.Item,
            ProvisionKind.Paragraph => ProvisionKind.Item,
            ProvisionKind.Item => ProvisionKind.Subitem1,
            ProvisionKind.Subitem1 => ProvisionKind.Subitem2,
            _ => ProvisionKind.Subitem3,
        };
    }

    /// <summary>Words that introduce a list: more than a caption in its bracket, or the date beside 附則.</summary>
    private bool HasLead(Unit unit) =>
        unit.Pieces.Exists(piece => Wording.Group(Words(piece.Start, piece.End)) != piece.End - piece.Start)
        && !(unit.Form is SupplementaryNumbering && unit is { FirstOnLabel: true, Pieces: [var only] } && Wording.IsDated(Words(only.Start, only.End)) && !Wording.IsSentence(Words(only.Start, only.End)));

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
        if (caption.Count > 0)
        {
            var (above, end) = (caption[0], caption[^1].End);
            var plain = above.Role == LineRole.PlainCaption;
            var words = caption.Count == 1 ? text[above.Start..end] : text[above.Start..above.End] + text[caption[1].Start..end];
            unit.Heading = plain ? Squeezed(above.Start, end) : words[1..^1].Trim();
            unit.Place = plain ? HeadingPlace.PlainAbove : HeadingPlace.BracketedAbove;
            foreach (var part in caption)
                accounting.Add(part, unit.Index);
            caption.Clear();
        }
        if (line.CaptionEnd > 0)
        {
            unit.Heading = text[(line.Start + 1)..(line.CaptionEnd - 1)].Trim();
            unit.Place = HeadingPlace.BracketedAbove;
        }
        if (line.Head is { } head)
            accounting.Add(head, unit.Index);
        accounting.Add(line, unit.Index);
        if (mark.Rest < line.WordsEnd)
        {
            unit.Pieces.Add(new(mark.Rest, line.WordsEnd, false));
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
        var label = line.Head is { } head ? text[head.Start..head.End] + text[line.Body..mark.LabelEnd] : text[line.Body..mark.LabelEnd];
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
        if (line.Inline && unit.Pieces.Count > 0 && unit.Pieces[^1].End == before?.End)
            unit.Pieces[^1] = unit.Pieces[^1] with { End = line.End };
        else
            unit.Pieces.Add(new(line.Start, EndOfRow(line), line.Continues && unit.Pieces.Count > 0 && unit.Pieces[^1].End == before?.End));
        accounting.Add(line, unit.Index);
    }

    /// <summary>Where a row of a table ends: behind the tabs of its last cells, which may be empty.</summary>
    private int EndOfRow(SourceLine line)
    {
        var (end, at) = (line.End, line.End);
        for (; at < text.Length && text[at] is '\t' or ' ' or '　'; at++)
            if (text[at] == '\t')
                end = at + 1;
        // One tab behind words alone divides nothing.
        return (at == text.Length || char.IsControl(text[at])) && text.AsSpan(line.Start, end - line.Start).Count('\t') > 1 ? end : line.End;
    }

    /// <summary>A caption with nothing below it is text after all.</summary>
    private void FlushCaption()
    {
        if (caption.Count == 0)
            return;
        var flushed = caption.ToArray();
        caption.Clear();
        foreach (var line in flushed)
            TakeText(line);
    }
}
