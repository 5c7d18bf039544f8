using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Amendments.Comparing.Tables;

namespace CcsPolicy.Domain.Amendments.Instruments.Tables;

/// <summary>
/// 改正文としての新旧対照表の読み書き。A line of text for each line of the table, its two sides apart by a tab, below a line with their names; an empty line ends what stands beside each other. What changed may be marked
/// in braces ({-そう-}, {+こう+}); the sides are compared by their words, and the marks not needed. A tab within a side is written as ⇥.
/// </summary>
internal static partial class AmendingTableText
{
    private const char InnerTab = '⇥';

    private static readonly HashSet<string> NewNames = ["改正後", "改正案", "改定後", "改定案", "変更後", "新"];

    private static readonly HashSet<string> OldNames = ["改正前", "改定前", "変更前", "現行", "旧"];

    /// <summary>Whether these cells are the head of such a table: one names the new side, another the old one.</summary>
    public static bool IsHead(IReadOnlyList<string> cells) => Sides(cells) is not null;

    /// <summary>The lines of a row of a file.</summary>
    public static IEnumerable<string> Row(IReadOnlyList<IReadOnlyList<string>> cells)
    {
        for (var at = 0; at < cells.Max(cell => cell.Count); at++)
            yield return string.Join('\t', cells.Select(cell => at < cell.Count ? cell[at].Trim().Replace('\t', InnerTab) : ""));
        yield return "";
    }

    /// <summary>The instrument; null when there is no such table in it.</summary>
    public static AmendingTable? Read(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        var first = Array.FindIndex(lines, line => IsHead(line.Split('\t')));
        if (first < 0)
            return null;
        var (title, amends) = Head(lines[..first]);
        var head = new AmendingInstrument { Title = title, Amends = amends };
        var (oldAt, newAt) = Sides(lines[first].Split('\t'))!.Value;
        // Without empty lines in it a line of the table is by itself, and what may be left out is told by how it begins.
        var end = Array.FindIndex(lines, first, line => OwnSupplement().IsMatch(line.Trim()) && !line.Contains('\t')) is >= 0 and var own ? own : lines.Length;
        var isApart = Array.FindLastIndex(lines, end - 1, end - first, line => line.Contains('\t')) is var last && Array.FindIndex(lines, first, last - first, string.IsNullOrWhiteSpace) >= 0;
        var blocks = ImmutableArray.CreateBuilder<AmendingTableBlock>();
        var unread = ImmutableArray.CreateBuilder<AmendingRefusal>();
        var (old, @new, isNote) = (ImmutableArray.CreateBuilder<SideLine>(), ImmutableArray.CreateBuilder<SideLine>(), false);
        for (var at = first + 1; at < end; at++)
        {
            var cells = lines[at].Split('\t');
            if (isApart ? string.IsNullOrWhiteSpace(lines[at]) : Begins().IsMatch(Cell(cells, oldAt)))
                Close();
            if (string.IsNullOrWhiteSpace(lines[at]) || IsHead(cells))
                continue;
            isNote |= Note().IsMatch(lines[at].Trim());
            if (cells.Length == 1 && !isNote)
                unread.Add(new(at + 1, lines[at].Trim(), InstrumentErrors.TableLineUnread));
            if (cells.Length == 1)
                continue;
            if (SideLine.Of(at + 1, Unmarked(Cell(cells, oldAt), '-')) is { } before)
                old.Add(before);
            if (SideLine.Of(at + 1, Unmarked(Cell(cells, newAt), '+')) is { } now)
                @new.Add(now);
        }
        Close();
        return new(head with { Supplementary = string.Join('\n', lines[end..]).TrimEnd(), Unread = unread.ToImmutable() }, blocks.ToImmutable());

        void Close()
        {
            if (old.Count + @new.Count > 0)
                blocks.Add(new(old.ToImmutable(), @new.ToImmutable()));
            old.Clear();
            @new.Clear();
        }
    }

    public static string Write(AmendingInstrument head, ComparisonTable table)
    {
        var text = new StringBuilder();
        var usage = table.Usage;
        if (head.Title.Length > 0)
            text.Append('○').Append(head.Title).Append('\n');
        text.Append('　').Append(head.Amends).Append("の一部を次の表のように改正する。\n");
        WriteRow(text, usage, usage.OldName, usage.NewName);
        foreach (var row in table.Rows)
            WriteRow(text, usage, Side(row.Old, '-'), Side(row.New, '+'));
        text.Append("備考　改正部分は、改正前の欄では{-と-}で、改正後の欄では{+と+}で囲んだ部分である。\n");
        if (head.Supplementary.Length > 0)
            text.Append('\n').Append(head.Supplementary).Append('\n');
        return text.ToString();
    }

    private static void WriteRow(StringBuilder text, ComparisonTableUsage usage, string old, string @new) =>
        text.Append(usage.NewOnLeft ? @new : old).Append('\t').Append(usage.NewOnLeft ? old : @new).Append('\n');

    private static string Side(ImmutableArray<TableRun>? runs, char sign) =>
        string.Concat((runs ?? []).Select(run => run.Kind == TableRunKind.Changed ? $"{{{sign}{run.Text}{sign}}}" : run.Text)).Replace('\t', InnerTab);

    private static string Unmarked(string words, char sign) =>
        words.Replace($"{{{sign}", "", StringComparison.Ordinal).Replace($"{sign}}}", "", StringComparison.Ordinal).Replace(InnerTab, '\t');

    private static (int Old, int New)? Sides(IReadOnlyList<string> cells)
    {
        var (old, @new) = (-1, -1);
        for (var i = 0; i < Math.Min(cells.Count, 4); i++)
        {
            var name = SideLine.KeyOf(cells[i]);
            if (old < 0 && OldNames.Contains(name))
                old = i;
            else if (@new < 0 && NewNames.Contains(name))
                @new = i;
        }
        return old >= 0 && @new >= 0 ? (old, @new) : null;
    }

    private static string Cell(string[] cells, int at) => at < cells.Length ? cells[at].Trim() : "";

    private static (string Title, string Amends) Head(string[] lines)
    {
        var title = "";
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            if (Lead().Match(line) is { Success: true } lead)
                return (title, lead.Groups["name"].Value.Trim());
            if (title.Length == 0)
                title = line.TrimStart('○');
        }
        return (title, "");
    }

    [GeneratedRegex(@"^(?<name>[^。]{1,120}?)(?:（[^）]{0,80}）|\([^)]{0,80}\))?の一部を次の(?:よう|表のよう|表の改正後の欄のよう|新旧対照表のよう|とおり|表のとおり|表により|新旧対照表により|新旧対照表のとおり)に?改正する。$")]
    private static partial Regex Lead();

    [GeneratedRegex(@"^[附付]\s{0,4}則(?:（.{0,80}）)?$")]
    private static partial Regex OwnSupplement();

    /// <summary>備考　改正部分は、下線の部分である。</summary>
    [GeneratedRegex(@"^(?:備\s*考|[（(※注]).{0,120}(?:線|囲んだ)")]
    private static partial Regex Note();

    /// <summary>How a line begins before which part of the text may have been left out.</summary>
    [GeneratedRegex(@"^(?:\{-)?(?:第[0-9０-９一二三四五六七八九十百]|[附付]\s*則|別表|様式|別記|[（(][^0-9０-９）)]{1,40}[）)]$)")]
    private static partial Regex Begins();
}
