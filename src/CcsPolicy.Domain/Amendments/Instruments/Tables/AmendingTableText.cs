using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Instruments.Tables;

/// <summary>
/// 改正文としての新旧対照表の読み書き。A line of text for each line of the table, its two sides apart by a tab, below a line with their names; an empty line ends what stands beside each other. What changed may be marked
/// in braces ({-そう-}, {+こう+}); the sides are compared by their words, and the marks not needed. A tab within a side is written as ⇥.
/// </summary>
internal static partial class AmendingTableText
{
    private const char InnerTab = '⇥';

    /// <summary>A cell with more signs is no name of a side.</summary>
    private const int LongestName = 20;

    private static readonly HashSet<string> NewNames = ["改正後", "改正案", "改定後", "改定案", "新"];

    private static readonly HashSet<string> OldNames = ["改正前", "改定前", "現行", "旧"];

    /// <summary>Whether these cells are the head of such a table: one names the new side, another the old one.</summary>
    public static bool IsHead(IReadOnlyList<string> cells) => Sides(cells) is not null;

    /// <summary>The lines of a row of a file.</summary>
    public static IEnumerable<string> Row(IReadOnlyList<IReadOnlyList<string>> cells)
    {
        for (var at = 0; at < cells.Max(cell => cell.Count); at++)
            yield return string.Join('\t', cells.Select(cell => at < cell.Count ? cell[at].Trim(' ', '　').Replace('\t', InnerTab) : ""));
        yield return "";
    }

    /// <summary>The instrument; null when the text is none that is a table: where sentences stand above such a head it is what they add.</summary>
    public static AmendingTable? Read(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        var first = Array.FindIndex(lines, line => line.Contains('\t') && IsHead(line.Split('\t')));
        if (first < 0 || lines[..first].Any(line => InstrumentReader.Clauses(line.Trim(), "") is not null))
            return null;
        var unread = ImmutableArray.CreateBuilder<AmendingRefusal>();
        var (title, amends) = Head(lines[..first], unread);
        var (oldAt, newAt) = Sides(lines[first].Split('\t'))!.Value;
        var end = Array.FindIndex(lines, first, line => !line.Contains('\t') && OwnSupplement().IsMatch(line.Trim())) is >= 0 and var own ? own : lines.Length;
        // Without empty lines in it a line of the table is by itself, and what may be left out is told by how it begins.
        var isApart = Array.FindLastIndex(lines, end - 1, end - first, line => line.Contains('\t')) is var last && Array.FindIndex(lines, first, last - first, string.IsNullOrWhiteSpace) >= 0;
        var blocks = new List<AmendingTableBlock>();
        var (old, @new) = (ImmutableArray.CreateBuilder<SideLine>(), ImmutableArray.CreateBuilder<SideLine>());
        for (var at = first + 1; at < end; at++)
        {
            var cells = lines[at].Split('\t');
            if (isApart ? string.IsNullOrWhiteSpace(lines[at]) : Begins().IsMatch(Cell(cells, oldAt)))
                Close();
            if (string.IsNullOrWhiteSpace(lines[at]) || IsHead(cells) || (cells.Length == 1 && Note().IsMatch(lines[at].Trim())))
                continue;
            var (before, now) = (Unmarked(Cell(cells, oldAt), '-'), Unmarked(Cell(cells, newAt), '+'));
            if (cells.Length == 1 || SideLine.IsUnclear(before) || SideLine.IsUnclear(now))
                unread.Add(new(at + 1, lines[at].Trim(), InstrumentErrors.TableLineUnread));
            else
            {
                if (SideLine.Of(at + 1, before) is { } was)
                    old.Add(was with { Goes = was.IsOmission && was.Words.Length > 0 && SideLine.SaysGone(now) });
                if (SideLine.Of(at + 1, now) is { } becomes)
                    @new.Add(becomes);
            }
        }
        Close();
        if (Array.FindIndex(lines, end, line => IsHead(line.Split('\t'))) is >= 0 and var second)
            unread.Add(new(second + 1, lines[second].Trim(), InstrumentErrors.TableLineUnread));
        return blocks.Count + unread.Count == 0 ? null
            : new(new() { Title = title, Amends = amends, Supplementary = string.Join('\n', lines[end..]).TrimEnd(), Unread = unread.ToImmutable() }, [.. blocks]);

        void Close()
        {
            var block = new AmendingTableBlock(old.ToImmutable(), @new.ToImmutable()).Filled();
            old.Clear();
            @new.Clear();
            if (block.Old.IsEmpty && block.New.IsEmpty)
                return;
            if (blocks.Count > 0 && blocks[^1].IsCaption)
                blocks[^1] = blocks[^1].With(block);
            else
                blocks.Add(block);
        }
    }

    /// <summary>What stands above the table: title and lead.</summary>
    public static string Lead(AmendingInstrument head) => (head.Title.Length > 0 ? $"○{head.Title}\n" : "") + $"　{InstrumentWriter.Named(head)}の一部を次の表のように改正する。\n";

    public static string Write(AmendingInstrument head, ComparisonTable table)
    {
        var text = new StringBuilder(Lead(head));
        var usage = table.Usage;
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
            if (cells[i].Length > LongestName)
                continue;
            var name = Aside().Replace(SideLine.KeyOf(cells[i]), "");
            if (old < 0 && OldNames.Contains(name))
                old = i;
            else if (@new < 0 && NewNames.Contains(name))
                @new = i;
        }
        return old >= 0 && @new >= 0 ? (old, @new) : null;
    }

    private static string Cell(string[] cells, int at) => at < cells.Length ? cells[at].Trim() : "";

    private static (string Title, string Amends) Head(string[] lines, ImmutableArray<AmendingRefusal>.Builder unread)
    {
        var (title, amends) = ("", "");
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at].Trim();
            if (amends.Length == 0 && OfOne().Match(line) is { Success: true } lead)
                amends = lead.Groups["name"].Value.Trim();
            else if (line.EndsWith('。') && !OfTable().IsMatch(line))
                unread.Add(new(at + 1, line, InstrumentErrors.TableLineUnread));
            else if (title.Length == 0)
                title = FrontMatter.WithoutMark(line);
        }
        return (title, amends);
    }

    /// <summary>○○規程の一部を次の表のように改正する。</summary>
    [GeneratedRegex(@"^(?<name>[^。]{1,120}?)(?:（[^）]{0,80}）|\([^)]{0,80}\))?の一部を次の(?:よう|表のよう|表の改正後の欄のよう|新旧対照表のよう|とおり|表のとおり|表により|新旧対照表により|新旧対照表のとおり)に?改正する。$")]
    private static partial Regex OfOne();

    /// <summary>次の表の改正前の欄に掲げる規定を改正後の欄に掲げる規定に下線で示すように改正する。</summary>
    [GeneratedRegex("^次の(?:表|新旧対照表)[^。]{0,160}改正する。$")]
    private static partial Regex OfTable();

    [GeneratedRegex(@"^[附付]\s{0,4}則(?:（.{0,80}）)?$")]
    private static partial Regex OwnSupplement();

    /// <summary>備考　改正部分は、下線の部分である。</summary>
    [GeneratedRegex(@"^(?:備\s{0,4}考|[（(※]|注).{0,80}(?:改正部分|下線|傍線|太線|囲んだ)")]
    private static partial Regex Note();

    /// <summary>改正後（案）, 改正前の欄</summary>
    [GeneratedRegex(@"(?:の?欄|\([^)]{1,10}\)){1,2}$")]
    private static partial Regex Aside();

    /// <summary>How a line begins before which part of the text may have been left out.</summary>
    [GeneratedRegex(@"^(?:\{-)?(?:第[0-9０-９一二三四五六七八九十百]|[附付]\s{0,4}則|別表|様式|別記|[（(][^0-9０-９）)]{1,40}[）)]$)")]
    private static partial Regex Begins();
}
