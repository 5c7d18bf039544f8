using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments.Tables;

/// <summary>対照表を当てる。What stands on the old side is found in the text, and the new side comes in its place; what neither side shows stays.</summary>
internal sealed partial class TableApplication
{
    private readonly TableBase text;
    private readonly ImmutableArray<Range> ranges;
    private readonly bool[] covered;
    private readonly List<string> written = [];
    private readonly List<AmendingRefusal> refusals = [];
    private int kept;

    private TableApplication(TableBase text, ImmutableArray<Range> ranges)
    {
        (this.text, this.ranges) = (text, ranges);
        covered = new bool[text.Count];
        foreach (var range in ranges)
            Array.Fill(covered, true, range.Start.Value, range.End.Value - range.Start.Value);
    }

    /// <summary>The text afterwards, or why not.</summary>
    public static (ProvisionTree? Tree, ImmutableArray<AmendingRefusal> Refusals) On(ProvisionTree old, AmendingTable table)
    {
        var text = new TableBase(old);
        var (found, missing, isTwice) = TableMatch.Of(text, table.Blocks);
        if (found is not { } ranges)
            return (null, [new(missing.Line, missing.IsOmission ? $"{missing.Words}（略）" : missing.Words, isTwice ? InstrumentErrors.TableLineTwice : InstrumentErrors.TableLineMissing)]);
        if (Between(table.Blocks, ranges, text) is { } unclear)
            return (null, [new(unclear.Line, unclear.Words, InstrumentErrors.TablePlaceUnclear)]);
        var application = new TableApplication(text, ranges);
        application.Write(table.Blocks);
        if (application.refusals.Count > 0)
            return (null, [.. application.refusals]);
        var @new = ProvisionText.Read(string.Join('\n', application.written) + "\n").Tree;
        return @new.Equals(old) ? (null, [new(1, "", InstrumentErrors.TableChangesNothing)])
            : NumberOrder.Breaks(@new) > NumberOrder.Breaks(old) ? (null, [new(1, "", InstrumentErrors.TableNumbersClash)]) : (@new, []);
    }

    /// <summary>A new line between two （略） that say of no provision what they stand for: where among those lines it comes is not told. Null where there is none.</summary>
    private static SideLine? Between(ImmutableArray<AmendingTableBlock> blocks, ImmutableArray<Range> ranges, TableBase text)
    {
        // What stands before: the place of the last （略） of the old side when nothing of that side came after it, and the first new line behind it.
        var (at, before, isNamed, added) = (0, -1, false, (SideLine?)null);
        foreach (var block in blocks)
        {
            var next = 0;
            foreach (var line in block.Old)
            {
                // New lines up to the （略） of the new side that is the same.
                if (line is { IsOmission: true, Goes: false })
                {
                    for (; next < block.New.Length && !block.New[next].IsOmission; next++)
                        added ??= block.New[next];
                    next++;
                    if (line.Key.Length == 0 && before >= 0 && added is { } unclear && !(isNamed && (unclear.IsCaption || TableBase.ArticleOf(unclear.Words) is not null)) && Says(before, at))
                        return unclear;
                    (before, isNamed, added) = (line.IsRange ? -1 : at, line.Key.Length > 0, null);
                }
                else
                    (before, added) = (-1, null);
                at++;
            }
            for (; before >= 0 && next < block.New.Length; next++)
                added ??= block.New[next];
        }
        return null;

        bool Says(int first, int second) => Enumerable.Range(ranges[first].Start.Value, ranges[second].End.Value - ranges[first].Start.Value).Any(line => !text.IsBlank(line));
    }

    private void Write(ImmutableArray<AmendingTableBlock> blocks)
    {
        var (at, waiting) = (0, new List<SideLine>());
        foreach (var block in blocks.SelectMany(Parted))
        {
            if (block.Old.IsEmpty)
            {
                waiting.AddRange(block.New);
                continue;
            }
            var own = ranges[at..(at + block.Old.Length)];
            at += block.Old.Length;
            Keep(own[0].Start.Value, waiting);
            if (block.New.IsEmpty)
                Delete(block, own);
            else
                WriteBlock(block, own);
            kept = own[^1].End.Value;
        }
        Keep(text.Count, waiting);
    }

    /// <summary>New lines behind all of the old side are by themselves: they may come behind others that the table does not show.</summary>
    private static IEnumerable<AmendingTableBlock> Parted(AmendingTableBlock block)
    {
        var added = block.Old.IsEmpty ? -1 : block.New.ToList().FindIndex(line => line.Line > block.Old[^1].Line);
        return added <= 0 || block.New[added..].Any(line => line.IsOmission) ? [block] : [block with { New = block.New[..added] }, new([], block.New[added..])];
    }

    /// <summary>What the table does not show; new articles come among it by their numbers, with what follows them, and all else comes first.</summary>
    private void Keep(int until, List<SideLine> waiting)
    {
        for (var from = 0; from < waiting.Count;)
        {
            var to = from + 1;
            while (to < waiting.Count && !BeginsArticle(waiting, to))
                to++;
            var article = BeginsArticle(waiting, from) ? TableBase.ArticleOf(waiting[from].Words) ?? TableBase.ArticleOf(waiting[from + 1].Words) : null;
            var place = article is { } number ? text.PlaceFor(number, kept, until) : PlaceAmong(waiting[from], until);
            // Nothing stands before it in the table: it belongs to what follows, and not above the title.
            CopyTo(place == 0 ? until : place);
            WriteBlock(new([], [.. waiting[from..to]]), []);
            from = to;
        }
        waiting.Clear();
        CopyTo(until);
    }

    /// <summary>Where a new line goes: a 項 or 号 behind those of the numbers before it that the table does not show. Where its number does not go on from theirs it is refused.</summary>
    private int PlaceAmong(SideLine line, int until)
    {
        if (kept == until || line.IsOmission || line.Words.Split(' ', '　', '\t')[0] is not { } label || label.Length == line.Words.Length || NumberRun.Of([label], label) is null || !text.GoesOnAt(kept) || covered[kept])
            return kept;
        if (text.PlaceAmong(label, kept, until) is { } place)
            return place;
        refusals.Add(new(line.Line, line.Words, InstrumentErrors.TableNumbersClash));
        return kept;
    }

    private static bool BeginsArticle(List<SideLine> lines, int at) =>
        TableBase.ArticleOf(lines[at].Words) is not null ? at == 0 || !lines[at - 1].IsCaption : lines[at].IsCaption && at + 1 < lines.Count && TableBase.ArticleOf(lines[at + 1].Words) is not null;

    private void CopyTo(int until)
    {
        written.AddRange(text.Lines[kept..Math.Max(until, kept)]);
        kept = Math.Max(until, kept);
    }

    /// <summary>A provision goes with all below it, so all of it has to stand on the old side.</summary>
    private void Delete(AmendingTableBlock block, ImmutableArray<Range> own)
    {
        for (var i = 0; i < own.Length; i++)
            for (var at = own[i].Start.Value; at < own[i].End.Value; at++)
                if (text.IsStart(at) && Enumerable.Range(text.BeginOf(at), text.EndOf(at) - text.BeginOf(at)).Any(line => !covered[line] && !text.IsBlank(line)))
                {
                    refusals.Add(new(block.Old[i].Line, block.Old[i].Words, InstrumentErrors.TableDeletesInPart));
                    return;
                }
    }

    private void WriteBlock(AmendingTableBlock block, ImmutableArray<Range> own)
    {
        var (found, from) = (block.Old.Zip(own).ToList(), 0);
        var omitted = found.Where(one => one.First is { IsOmission: true, Goes: false }).ToList();
        if (omitted.Count != block.New.Count(line => line.IsOmission))
        {
            refusals.Add(new(block.New.Concat(block.Old).Last(line => line.IsOmission).Line, "（略）", InstrumentErrors.TableOmissionsDiffer));
            return;
        }
        var next = 0;
        foreach (var line in block.New)
            if (!line.IsOmission)
                written.Add(AsItStands(line));
            else if (Same(line, omitted[next].First, omitted[next++].Second) is { } lines)
                written.AddRange(lines);
            else
                refusals.Add(new(line.Line, line.Words + "（略）", InstrumentErrors.NumberUnreadable));

        // What both sides have alike stays as the text has it, spaces and all; of a line that changes the spaces between its words do, such as the tabs of a table.
        string AsItStands(SideLine line)
        {
            var same = found.FindIndex(from, one => !one.First.IsOmission && one.First.Words == line.Words);
            if (same < 0)
                return found.Where(one => !one.First.IsOmission && one.First.Line == line.Line).Select(one => WithSpacesOf(text.Lines[one.Second.Start.Value].Trim(), one.First.Words, line.Words)).FirstOrDefault() ?? line.Words;
            from = same + 1;
            return text.Lines[found[same].Second.Start.Value];
        }
    }

    private static string WithSpacesOf(string line, string old, string @new)
    {
        var (here, before, now) = (Spaces().Matches(line), Spaces().Matches(old), Spaces().Matches(@new));
        if (here.Count != before.Count || now.Count != before.Count || now.Count == 0)
            return @new;
        var at = 0;
        return Spaces().Replace(@new, space => space.Value == before[at].Value ? here[at++].Value : now[at++].Value);
    }

    /// <summary>The lines that （略） stands for, with the numbers that the new side gives them; null when they cannot be written.</summary>
    private string[]? Same(SideLine @new, SideLine old, Range range)
    {
        var lines = text.Lines[range];
        if (@new.Key == old.Key)
            return lines;
        var first = range.Start.Value;
        while (first < range.End.Value && !text.Begins(first, old.First))
            first++;
        if (old.Key.Length == 0 || @new.Key.Length == 0 || first == range.End.Value || old.IsRange != @new.IsRange)
            return null;
        if (!old.IsRange)
            return text.WithBeginning(first, old.Key, @new.Words) is { } line ? [.. lines[..(first - range.Start.Value)], line, .. lines[(first - range.Start.Value + 1)..]] : null;
        return Shifted(lines, range.Start.Value, text.Neighbours(first, range.End.Value - 1), @new);
    }

    /// <summary>第6条～第8条　（略） beside 第5条～第7条　（略）: each number goes on by as much as the first.</summary>
    private string[]? Shifted(string[] lines, int start, List<(int At, string Label)> neighbours, SideLine @new)
    {
        var labels = neighbours.ConvertAll(one => one.Label);
        if (labels.Count < 2 || NumberRun.Of(labels, labels[0]) is not { } run || run.Read(labels[0]) is not { } from || run.Read(@new.First) is not { } to)
            return null;
        for (var i = 0; i < neighbours.Count; i++)
        {
            var (at, label) = neighbours[i];
            if (run.Read(label) is not { } number || run.Write(label, number, number with { Parts = number.Parts.SetItem(0, number.Main + to.Main - from.Main) }) is not { } becomes
                || text.WithBeginning(at, SideLine.KeyOf(label), becomes) is not { } line || (i == neighbours.Count - 1 && SideLine.KeyOf(becomes) != @new.Last))
                return null;
            lines[at - start] = line;
        }
        return lines;
    }

    [GeneratedRegex(@"\s{1,20}")]
    private static partial Regex Spaces();
}
