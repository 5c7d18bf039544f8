using System.Buffers;
using System.Collections.Immutable;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>本文の読取り。The steps from a text to its tree; each hands on what it found and none throws.</summary>
internal static class ProvisionReader
{
    public static ProvisionReading Read(string text)
    {
        var source = TextLines.Read(text);
        if (ExplicitText.IsExplicit(text))
            return ExplicitText.Read(source);
        return SpreadLines.Close(source) is { } spread ? spread.Back(Read(spread.Text)) : Read(source);
    }

    private static ProvisionReading Read(TextLines source)
    {
        // Rented and wiped: an array of the text's length would be cleared with the oldest generation each time.
        var folded = ArrayPool<char>.Shared.Rent(source.Text.Length);
        try
        {
            Folding.Fold(source.Text, folded);
            return Read(source, folded);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(folded, clearArray: true);
        }
    }

    private static ProvisionReading Read(TextLines source, char[] folded)
    {
        var text = source.Text;
        var lines = LineScanner.Scan(source, folded);
        var accounting = new Accounting(lines.Count);
        var diagnostics = new Diagnostics(source);

        if (lines.Count == LineScanner.MostLines)
            LeaveRest(source, lines[^1], accounting, diagnostics);
        TableBlocks.Mark(lines, folded);
        PageChrome.Mark(lines, folded);
        var body = ContentsReader.Mark(lines, folded);
        HardWraps.Mark(lines, folded);
        PlainCaptions.Mark(lines, folded, body);
        BrokenLabels.Mark(lines, folded);
        Enclosures.Mark(lines, folded, diagnostics);
        ClosingLines.Mark(lines, folded);

        var grammar = new OutlineGrammar(lines, folded, text, accounting, diagnostics);
        var early = EarlyFront(lines, folded, body);
        grammar.Read(early);
        var front = new FrontMatter([.. lines[..early].Where(line => line.Role is not (LineRole.Chrome or LineRole.Contents)), .. grammar.Front], folded, text);
        front.Settle(accounting);
        if (front is { TitleNumber: { } number, TitleLine: { } titled })
            diagnostics.Replace(titled, DiagnosticKind.NumberReadAsText, DiagnosticKind.TitleNumber, number);
        var closing = new List<string>();
        var contents = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Role == LineRole.Chrome)
                accounting.Add(lines[i], TextPlace.PageChrome);
            if (lines[i].Role == LineRole.Left)
                accounting.Add(lines[i], TextPlace.Diagnostic);
            if (lines[i].Role == LineRole.Closing)
            {
                accounting.Add(lines[i], TextPlace.Preamble);
                closing.Add(text[lines[i].Start..lines[i].End]);
            }
            if (lines[i].Role != LineRole.Contents)
                continue;
            accounting.Add(lines[i], TextPlace.Contents);
            if (!ContentsReader.IsContentsTitle(folded.AsSpan(lines[i].Start, lines[i].End - lines[i].Start)))
                contents.Add(text[lines[i].Start..lines[i].End]);
        }

        new Headings(text, folded).Decide(grammar.Roots);
        ContentsCheck.Run(lines, folded, text, grammar.Roots, diagnostics);
        var tree = new ProvisionTree
        {
            Title = front.Title,
            Preamble = [.. front.Preamble, .. closing],
            Contents = contents.ToImmutable(),
            Provisions = [.. grammar.Roots.Select(root => root.ToProvision(text))],
        };
        if (lines.Count > 0 && tree.Provisions.IsEmpty)
            diagnostics.Add(lines[0], DiagnosticKind.NoProvisions, "");
        if (lines.Count > 0 && tree.Title.Length == 0)
            diagnostics.Add(lines[0], DiagnosticKind.NoTitle, "");
        return new ProvisionReading
        {
            Tree = tree,
            History = DocumentHistory.None,
            Diagnostics = diagnostics.InOrder(),
            Parts = accounting.InOrder(),
        };
    }

    private static void LeaveRest(TextLines source, SourceLine last, Accounting accounting, Diagnostics diagnostics)
    {
        for (var i = last.Physical + 1; i < source.Lines.Length; i++)
        {
            if (source.Content(source.Lines[i]).IsWhiteSpace())
                continue;
            diagnostics.Add(i + 1, 1, DiagnosticKind.TooLong, "");
            accounting.Add(source.Lines[i].Start, source.Text.Length, TextPlace.Diagnostic);
            return;
        }
    }

    /// <summary>第3編 総務 ⏎ 文書管理規則 ⏎ （平成12年3月31日規則第4号）: a title below the places where it is filed, its date below it.</summary>
    private static bool IsFiledTitle(List<SourceLine> lines, int at, char[] folded)
    {
        if (at == 0 || at + 1 >= lines.Count || lines[at] is not { Role: LineRole.Open, HasMarks: false } line || !FrontMatter.NamesInstrument(folded.AsSpan(line.Start, line.End - line.Start)))
            return false;
        for (var i = 0; i < at; i++)
            if (lines[i].Role == LineRole.Open && lines[i] is not { Marks: [{ Form.Rank: < Numbering.FormRank.Article, Apart: true }, ..] } || lines[i].HasMarks && lines[i].Marks[0].Rest == lines[i].End)
                return false;
        var below = lines[at + 1];
        return below is { Role: LineRole.Open, HasMarks: false } && Wording.IsDated(folded.AsSpan(below.Start, below.End - below.Start)) && !Wording.IsSentence(folded.AsSpan(below.Start, below.End - below.Start));
    }

    /// <summary>
    /// Where reading the body may begin: after the 目次, whose place between title and body is certain, and after a title under its ○,
    /// above which a database of regulations prints where it files them (第3編 行政通則).
    /// </summary>
    private static int EarlyFront(List<SourceLine> lines, char[] folded, int body)
    {
        for (var i = Math.Max(0, Math.Min(body, lines.Count)); i < lines.Count && i < 60; i++)
            if (lines[i] is { Role: LineRole.Open, HasMarks: false } line && FrontMatter.IsMarkedTitle(folded.AsSpan(line.Start, line.End - line.Start)))
                return i;
            else if (IsFiledTitle(lines, i, folded))
                return i;
            else if (lines[i].HasMarks && lines[i].Marks[0].Form.Rank >= Numbering.FormRank.Article)
                break;
        return Math.Max(0, Math.Min(body, lines.Count));
    }
}
