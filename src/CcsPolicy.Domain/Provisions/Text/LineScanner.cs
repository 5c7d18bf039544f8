using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>行の走査。Finds list marks and the labels that a line may begin with; what they mean is decided later.</summary>
internal static class LineScanner
{
    /// <summary>Layout before a number, as pasted from lists of pages: "- ①", "• ⑴".</summary>
    internal const string ListMarks = "-*•·・●■□◆◇▪‣➢►#";

    private const int LongestLabel = 40;

    /// <summary>More lines than the largest statutes have; what follows is reported and not read.</summary>
    public const int MostLines = 150_000;

    /// <summary>Lines up to which labels are looked for within lines.</summary>
    private const int MostCut = 50_000;

    public static List<SourceLine> Scan(TextLines lines, char[] folded)
    {
        var scanned = new List<SourceLine>(Math.Min(lines.Lines.Length, MostLines));
        var gap = false;
        for (var i = 0; i < lines.Lines.Length; i++)
        {
            var line = lines.Lines[i];
            int start = line.Start, end = line.Start + line.Length;
            while (start < end && IsBlank(folded[start]))
                start++;
            while (end > start && IsBlank(folded[end - 1]))
                end--;
            if (start == end)
            {
                gap = true;
                continue;
            }
            if (scanned.Count == MostLines)
                break;
            // Cutting stops long before the limit, so that the last line read always holds the whole of what it began.
            var cuts = scanned.Count < MostCut ? InlineLabels.Find(folded, start, end) : null;
            var pieces = Math.Min(1 + (cuts?.Count ?? 0), MostCut - Math.Min(scanned.Count, MostCut - 1));
            for (var piece = 0; piece < pieces; piece++)
            {
                var to = piece + 1 < pieces ? cuts![piece] : end;
                while (to > start && IsBlank(folded[to - 1]))
                    to--;
                var read = new SourceLine(i, start, to) { AfterGap = gap, Inline = piece > 0 };
                gap = false;
                ReadLine(read, lines.Text, folded, line.Start);
                if (pieces > 1)
                    read.Width = piece + 1 < pieces ? 0 : Width(lines.Text.AsSpan(line.Start, Math.Min(line.Length, 400)));
                scanned.Add(read);
                start = piece + 1 < pieces ? cuts![piece] : end;
            }
        }
        return FirstParagraphs.Divide(scanned, lines, folded);
    }

    /// <summary>Part of a physical line as a line of its own.</summary>
    internal static SourceLine Part(SourceLine line, int start, int end, TextLines lines, char[] folded)
    {
        var part = new SourceLine(line.Physical, start, end) { AfterGap = line.AfterGap && start == line.Start, Inline = line.Inline || start > line.Start };
        ReadLine(part, lines.Text, folded, lines.Lines[line.Physical].Start);
        if (end < line.End)
            part.Width = 0;
        return part;
    }

    public static bool IsBlank(char sign) => sign == ' ' || (sign < 0x80 ? char.IsWhiteSpace(sign) : char.IsWhiteSpace(sign));

    private static void ReadLine(SourceLine line, string text, char[] folded, int from)
    {
        var body = folded.AsSpan(line.Start, line.End - line.Start);
        // An indent narrows the line: what counts is the column in which it ends.
        line.Width = Width(text.AsSpan(from, Math.Min(line.End - from, 400))) + Math.Max(0, line.End - from - 400) * 2;
        line.Indent = line.Inline ? 0 : Width(text.AsSpan(from, Math.Min(line.Start - from, 400)));
        if (IsRow(body, text.AsSpan(line.Start, body.Length)))
        {
            line.Role = LineRole.Row;
            return;
        }
        line.Marks = ReadMarks(body, line.Start, line.End);
        if (!line.HasMarks && (ReadCaptionBefore(line, body) || ReadFramed(line, body)))
            return;
        if (line.HasMarks || !(ListMarks.Contains(body[0], StringComparison.Ordinal) || IsSpacedMark(body)))
            return;
        var at = 1;
        while (at < body.Length && (body[at] == ' ' || body[at] == '#'))
            at++;
        // "-3" is not a list mark before 3, but "- 3" is; signs that are no punctuation need no gap.
        if (at == body.Length || (at == 1 && body[0] is '-' or '*' or '#' && body[at] is not ('(' or '第') && !(body[at] >= '①' && body[at] <= '⒇')))
            return;
        var marks = ReadMarks(body[at..], line.Start + at, line.End);
        if (marks.Length == 0)
            return;
        (line.Marks, line.Body) = (marks, line.Start + at);
        // ◆第1 目的◆: the mark stands on both sides.
        if (body[^1] == body[0] && body[0] is '■' or '●' or '□' or '◆' or '◇' or '#' && marks[0].Rest < line.End - 1)
            line.WordsEnd = line.End - 1;
    }

    /// <summary>（目的）第1条: a caption that lost its line end.</summary>
    private static bool ReadCaptionBefore(SourceLine line, ReadOnlySpan<char> body)
    {
        if (body[0] is not ('(' or '【'))
            return false;
        var group = Wording.Group(body);
        if (group == 0 || group == body.Length || !Wording.IsCaption(body[..group]))
            return false;
        var at = group;
        while (at < body.Length && body[at] == ' ')
            at++;
        if (at == body.Length || body[at] != '第')
            return false;
        var marks = ReadMarks(body[at..], line.Start + at, line.End);
        if (marks is not [{ Form: ArticleNumbering or OrdinalNumbering } mark] || (!mark.Apart && (mark.Form is not ArticleNumbering || Wording.GoesOn(body[(mark.Rest - line.Start)..]))))
            return false;
        (line.Marks, line.Body, line.CaptionEnd) = (marks, line.Start + at, line.Start + group);
        return true;
    }

    /// <summary>【第1章 総則】 and 【第1章】 総則: a bracket around the label, or around label and words.</summary>
    private static bool ReadFramed(SourceLine line, ReadOnlySpan<char> body)
    {
        var close = Frames.IndexOf(body[0]) is >= 0 and var kind ? body.IndexOf(FrameEnds[kind]) : -1;
        if (close < 2)
            return false;
        var marks = ReadMarks(body[1..close], line.Start + 1, line.Start + close);
        if (marks is not [{ Form: DivisionNumbering or ArticleNumbering or OrdinalNumbering or SupplementaryNumbering or AppendixNumbering or PlainNumbering or LayeredNumbering, Apart: true } mark, ..]
            || (close < body.Length - 1 && mark.Rest < line.Start + close))
            return false;
        // Round brackets hold captions and asides; only （附則） and （別表第1） are certain in them.
        if (body[0] == '(' && !(mark.Form is SupplementaryNumbering or AppendixNumbering && mark.Rest == line.Start + close && (mark.Form is SupplementaryNumbering || !mark.Number.IsNone)))
            return false;
        line.Body = line.Start + 1;
        if (close == body.Length - 1)
            line.WordsEnd = line.Start + close;
        var rest = close + 1;
        while (rest < body.Length && body[rest] == ' ')
            rest++;
        line.Marks = [mark with { Rest = close == body.Length - 1 ? mark.Rest : line.Start + rest }];
        return true;
    }

    private const string Frames = "【〔《〈≪<[(";
    private const string FrameEnds = "】〕》〉≫>])";

    /// <summary>"○ 1 目的": these signs are also numbers and titles, so a gap must follow.</summary>
    private static bool IsSpacedMark(ReadOnlySpan<char> body) => body.Length > 2 && body[0] is '○' or '◎' or '◯' or '>' && body[1] == ' ';

    /// <summary>表の行: cells divided by bars or by several tabs.</summary>
    private static bool IsRow(ReadOnlySpan<char> body, ReadOnlySpan<char> raw) =>
        body.Contains('|') || body.Contains('│') || raw.Count('\t') > 2;

    internal static Mark[] ReadMarks(ReadOnlySpan<char> body, int start, int end)
    {
        var forms = Numberings.StartingWith(body[0]);
        if (forms.IsEmpty)
            return [];
        var head = body[..Math.Min(body.Length, LongestLabel)];
        Mark first = default, second = default;
        var count = 0;
        if (ReadLayered(head) is { } layered && Placed(layered.Form, layered.Reading, body, start, end) is { } deep)
            return [deep];
        foreach (var form in forms)
        {
            if (!form.TryRead(head, out var reading) || Placed(form, reading, body, start, end) is not { } mark)
                continue;
            if (count++ == 0)
            {
                first = mark;
                // 第1条 is not also 第1; only signs of one row against signs of another are ambiguous.
                if (form.Rank != FormRank.Floating)
                    break;
            }
            else
            {
                second = mark;
                break;
            }
        }
        return count switch { 0 => [], 1 => [first], _ => [first, second] };
    }

    private static (NumberingForm Form, NumberReading Reading)? ReadLayered(ReadOnlySpan<char> head)
    {
        // The longest reading is the one that was meant: 2-1-(1) is not 2-1 before (1).
        var all = CompoundNumbering.ReadParts(head, out var compound, out var mixed);
        if (all > 0)
            return (mixed!, new(compound, compound, all));
        if (!char.IsAsciiDigit(head[0]))
            return null;
        foreach (var sign in (ReadOnlySpan<char>)['.', '-'])
        {
            var length = DecimalNumbering.ReadParts(head, sign, out var number);
            if (length > 0 && number.Main < 200)
            {
                var forms = sign == '.' ? Numberings.Dotted : Numberings.Dashed;
                return (forms[number.Parts.Length - 2], new(number, number, length));
            }
        }
        return null;
    }

    private static Mark? Placed(NumberingForm form, NumberReading reading, ReadOnlySpan<char> body, int start, int end)
    {
        var at = reading.Length;
        var apart = at == body.Length || body[at] is ' ' || body[at - 1] == '.';
        if (!apart && body[at] is '(' or '【' or '〔' or '「' or '『')
            apart = form.IsClosed || body[at] is '「' or '『' || form is OrdinalNumbering;
        var rest = at;
        if (!apart && (body[at] is '、' or ',' or ':' or '.' || (body[at] == ')' && form == Numberings.KanjiDigits)))
        {
            // 一、甲 and 1：甲 are numbers; 1、2及び3 and (1)、(2) are running text, 3.5 and 1,000 quantities.
            if ((form.IsClosed && body[at] is '、' or ',') || ContinuesList(form, body[(at + 1)..]) || (body[at] is '.' or ',' && at + 1 < body.Length && char.IsAsciiDigit(body[at + 1])))
                return null;
            (apart, rest) = (true, at + 1);
        }
        // A letter or a word's first kana is no number unless something divides it from what follows.
        if (!apart && (!reading.Through.Equals(reading.Number) || (!form.IsClosed && form != Numberings.Digits && !IsGluedKana(form, body[at]))))
            return null;
        while (rest < body.Length && body[rest] == ' ')
            rest++;
        return new(form, reading.Number, reading.Through, start + at, rest == body.Length ? end : start + rest, apart);
    }

    /// <summary>ア責任者: the gap was lost in a text layer. Few words have one kana before a kanji; the reader wants the whole list.</summary>
    private static bool IsGluedKana(NumberingForm form, char next) => form is PlainNumbering { Glyphs: RowGlyphs } && form != Numberings.Lower && form != Numberings.Upper && next is >= '一' and <= '龥';

    /// <summary>After 1、 comes another number of the kind: an enumeration within a sentence.</summary>
    private static bool ContinuesList(NumberingForm form, ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty || form is not PlainNumbering plain)
            return !rest.IsEmpty && rest[0] == '第';
        var length = plain.Glyphs.Read(rest, out _);
        return length > 0 && (length == rest.Length || rest[length] is '、' or ',' or '及' or '又' or 'の');
    }

    private static int Width(ReadOnlySpan<char> text)
    {
        var width = 0;
        foreach (var sign in text)
            width += sign == '\t' ? 4 : sign < 0x80 || sign is >= '｡' and <= 'ﾟ' ? 1 : 2;
        return width;
    }
}
