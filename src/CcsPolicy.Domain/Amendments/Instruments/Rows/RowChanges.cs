using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments.Rows;

/// <summary>表の行の改正。Finds what rows of a table become, as an office says it: rows that go, words within rows, rows that are put in.</summary>
internal sealed class RowChanges
{
    private readonly string address;
    private readonly List<Row> was;
    private readonly List<Row> becomes;
    private readonly List<(int Old, int New)> pairs;

    /// <summary>A row, or a 部 of several lines that its first cell names.</summary>
    private readonly record struct Row(string Name, ImmutableArray<string> Lines)
    {
        public string Text => string.Join('\n', Lines);

        /// <summary>The place of the row in a table: 別表会議室の項, 別表第1の3の項.</summary>
        public string In(string table) => InstrumentAddress.Joined(table, $"{Name}の{(Lines.Length > 1 ? '部' : '項')}");

        /// <summary>What stands in it beside its name.</summary>
        public string Rest => Text[Text.IndexOf(Name, StringComparison.Ordinal)..][Name.Length..];
    }

    private RowChanges(string address, List<Row> was, List<Row> becomes)
    {
        (this.address, this.was, this.becomes) = (address, was, becomes);
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] Ids(List<Row> rows) => [.. rows.Select(row => names.TryGetValue(row.Name, out var id) ? id : names[row.Name] = names.Count)];
        pairs = SequenceAlignment.Pairs(Ids(was), Ids(becomes));
        Rename();
    }

    /// <summary>The operations on the rows; null when both texts have no rows that are told by their names, or the same ones.</summary>
    /// <param name="address">The provision in whose text the table is.</param>
    /// <param name="isByRows">Whether words within rows that all stay are told by their rows as well.</param>
    public static ImmutableArray<AmendingOperation>? Between(string address, string was, string becomes, bool isByRows = false)
    {
        if (RowsOf(was) is not { } before || RowsOf(becomes) is not { } now || !before[0].Lines.SequenceEqual(now[0].Lines))
            return null;
        var changes = new RowChanges(address, before, now);
        return !isByRows && changes.pairs.Count == before.Count && changes.pairs.Count == now.Count ? null : [.. changes.Operations()];
    }

    /// <summary>The rows of the table that the text has; null when it has none, or two of one name.</summary>
    private static List<Row>? RowsOf(string text)
    {
        var rows = new List<Row>();
        foreach (var line in text.Split('\n').SkipWhile(line => new TableLine(line).Count < 2).TakeWhile(line => !TablePlace.IsNote(line)))
        {
            var cells = new TableLine(line);
            if (cells.Open > 0 || cells.Count < 2)
            {
                if (rows.Count == 0)
                    return null;
                rows[^1] = rows[^1] with { Lines = rows[^1].Lines.Add(line) };
            }
            else
                rows.Add(new(cells.Cell(0), [line]));
        }
        return rows.Count > 1 && rows.Select(row => ProvisionPaths.Folded(row.Name)).Distinct(StringComparer.Ordinal).Count() == rows.Count ? rows : null;
    }

    /// <summary>A row under another name in the same place, with all else in it, is the same row.</summary>
    private void Rename()
    {
        var (old, now) = (was.Select((_, at) => at).Except(pairs.Select(pair => pair.Old)).ToList(), becomes.Select((_, at) => at).Except(pairs.Select(pair => pair.New)).ToList());
        foreach (var at in old)
            if (now.FindIndex(next => becomes[next].Rest == was[at].Rest && pairs.TrueForAll(pair => pair.Old < at == pair.New < next)) is >= 0 and var found)
            {
                pairs.Insert(pairs.FindLastIndex(pair => pair.Old < at) + 1, (at, now[found]));
                now.RemoveAt(found);
            }
    }

    private IEnumerable<AmendingOperation> Operations()
    {
        var kept = pairs.ToDictionary(pair => pair.New, pair => pair.Old);
        foreach (var gone in Enumerable.Range(0, was.Count).Except(kept.Values))
            yield return new AmendingOperation.Delete(was[gone].In(address));
        foreach (var (old, @new) in pairs)
            if (was[old].Text != becomes[@new].Text)
                yield return Changed(was[old], becomes[@new]);
        for (var at = 0; at < becomes.Count; at++)
        {
            if (kept.ContainsKey(at))
                continue;
            var end = Enumerable.Range(at, becomes.Count - at).TakeWhile(next => !kept.ContainsKey(next)).Last() + 1;
            // The first line of a table is its head and stays; it is no row to speak of where another follows.
            var (row, side) = at == 1 && end < becomes.Count ? (becomes[end], AddedSide.Before) : (becomes[at - 1], AddedSide.After);
            yield return new AmendingOperation.Add(row.In(address), side, string.Join('\n', becomes[at..end].SelectMany(row => row.Lines)));
            at = end - 1;
        }
    }

    private AmendingOperation Changed(Row old, Row now)
    {
        var place = old.In(address);
        return old.Lines.Length == now.Lines.Length && WordChanges.Between(old.Text, now.Text, words => InstrumentScope.Count(old.Text, words) == 1) is { } changes && changes.All(change => !change.Was.Contains('\n', StringComparison.Ordinal) && !change.Becomes.Contains('\n', StringComparison.Ordinal))
            ? new AmendingOperation.ChangeWords(place, changes) : new AmendingOperation.Rewrite(place, now.Text);
    }
}
