using System.Collections.Immutable;
using System.Text;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 字間の空いた行。A text layer may put a gap between all signs of a line (第 １ 条 　 （ 目 的 ）). Such lines are closed up before reading; a wider
/// gap stays as one. What was found is told in the places of the text as it was given.
/// </summary>
internal sealed class SpreadLines
{
    /// <summary>So many signs with a gap between nearly all of them are no row of a table, when there is a particle among them.</summary>
    private const int FewestSigns = 8;

    private readonly TextLines source;
    private readonly TextLines closed;
    private readonly int[] places;

    private SpreadLines(TextLines source, string text, int[] places) => (this.source, closed, this.places) = (source, TextLines.Read(text), places);

    /// <summary>The text with its spread lines closed up.</summary>
    public TextLines Text => closed;

    /// <summary>Null for a text without such lines.</summary>
    public static SpreadLines? Close(TextLines source)
    {
        bool[]? spread = null;
        var (sure, dated) = (0, false);
        for (var i = 0; i < source.Lines.Length; i++)
        {
            if (Judge(source.Content(source.Lines[i])) is not { Spread: true } line)
                continue;
            (spread ??= new bool[source.Lines.Length])[i] = true;
            sure += line.Sure ? 1 : 0;
            dated |= line.Dated;
        }
        if (spread is null || (sure == 0 && !dated))
            return null;
        var text = new StringBuilder(source.Text.Length);
        var places = new List<int>(source.Text.Length);
        for (var i = 0; i < source.Lines.Length; i++)
        {
            var line = source.Lines[i];
            // One line alone proves only itself.
            var isClosed = spread[i] && (sure > 1 || Judge(source.Content(line)) is { Sure: true } or { Dated: true });
            for (var at = line.Start; at < line.Start + line.Length + line.EndLength; at++)
                if (!isClosed || !FallsOut(source.Text, at, line.Start, line.Start + line.Length))
                {
                    text.Append(source.Text[at]);
                    places.Add(at);
                }
        }
        return new(source, text.ToString(), [.. places]);
    }

    public ProvisionReading Back(ProvisionReading reading) => reading with
    {
        Parts = [.. reading.Parts.Select(part => part with { Start = places[part.Start], Length = part.Length == 0 ? 0 : places[part.Start + part.Length - 1] + 1 - places[part.Start] })],
        Diagnostics = [.. reading.Diagnostics.Select(finding => finding with { Column = ColumnOf(finding.Line, finding.Column) })],
    };

    private int ColumnOf(int line, int column)
    {
        var at = closed.Lines[line - 1].Start + column - 1;
        return at < places.Length ? places[at] - source.Lines[line - 1].Start + 1 : column;
    }

    /// <param name="Sure">The line proves that lines of this text are spread.</param>
    /// <param name="Dated">（ 平 成 30 年 4 月 1 日 制 定 ）: the line is spread, whatever the others are.</param>
    private readonly record struct Judgement(bool Spread, bool Sure, bool Dated);

    private static Judgement Judge(ReadOnlySpan<char> line)
    {
        // Most lines show within their first signs that they are not spread.
        line = line.TrimStart('\ufeff').Trim();
        if (line.Length < 5 || !IsGap(line[1]) && !IsGap(line[2]))
            return default;
        int signs = 0, single = 0, glued = 0, gap = 0, kana = 0, words = 0;
        var before = '\0';
        foreach (var sign in line)
        {
            if (IsGap(sign))
            {
                gap++;
                continue;
            }
            if (signs++ > 0)
                (single, glued) = gap == 1 ? (single + 1, glued) : gap == 0 && !(char.IsAsciiLetterOrDigit(before) && char.IsAsciiLetterOrDigit(sign)) ? (single, glued + 1) : (single, glued);
            before = sign;
            kana += sign is >= 'ぁ' and <= 'ん' ? 1 : 0;
            words += sign is >= 'ぁ' and <= '鿿' ? 1 : 0;
            gap = 0;
        }
        if (signs < 3 || glued * 5 > single || single * 2 < signs || words * 3 < signs)
            return default;
        return new(true, (signs >= FewestSigns && kana > 0) || (signs >= 5 && line[0] == '第' && line.Contains('条') && glued == 0), IsDated(line));
    }

    /// <summary>年, 月 and 日, each behind a digit: a form to fill in has none.</summary>
    private static bool IsDated(ReadOnlySpan<char> line)
    {
        foreach (var unit in "年月日")
        {
            var at = line.IndexOf(unit);
            if (at < 0 || line[..at].TrimEnd(" 　\u00a0") is not [.., var digit] || !(EraNumeral.IsDigit(digit) || digit == '元'))
                return false;
            line = line[(at + 1)..];
        }
        return true;
    }

    /// <summary>A single gap beside a sign that stands alone; of a wider one all but the widest sign.</summary>
    private static bool FallsOut(string text, int at, int start, int end)
    {
        if (at >= end || !IsGap(text[at]))
            return false;
        var (from, to) = (at, at + 1);
        while (from > start && IsGap(text[from - 1]))
            from--;
        while (to < end && IsGap(text[to]))
            to++;
        if (from == start || to == end)
            return false;
        if (to - from > 1)
        {
            var kept = text.AsSpan(from, to - from).IndexOf('　');
            return at != from + Math.Max(kept, 0);
        }
        // Chief Information: a gap between words of letters divides them.
        return !(IsLetter(text, from - 1) && IsLetter(text, to) && (from - 2 >= start && IsLetter(text, from - 2) || to + 1 < end && IsLetter(text, to + 1)));
    }

    private static bool IsLetter(string text, int at) => char.IsAsciiLetter(text[at]);

    private static bool IsGap(char sign) => sign is ' ' or '　' or '\u00a0';
}
