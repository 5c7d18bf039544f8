using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments.Rows;

/// <summary>表の中の箇所。Lines of a table within the text of a provision, or one column of them: 別表第1会議室の項, 第7条の表警防部の部救急課の項, 別表支給額の欄.</summary>
/// <param name="Holder">The provision whose text has the lines.</param>
/// <param name="From">The first line, from 0.</param>
/// <param name="End">The line after the last one.</param>
/// <param name="Column">The column that is meant; null for all.</param>
/// <param name="IsShared">Whether the first line also holds the name of the larger block, so that it cannot be taken away.</param>
internal sealed partial record TablePlace(Provision Holder, int From, int End, int? Column, bool IsShared)
{
    private readonly record struct Step(string Name, bool IsColumn);

    /// <summary>Whether the provision as a whole is the row: 別表 whose rows are numbered and so are provisions.</summary>
    public bool IsProvision { get; private init; }

    /// <summary>Lines of the holder.</summary>
    public ImmutableArray<string> Lines { get; private init; } = [];

    /// <summary>Whether the words can be a place in a table.</summary>
    public static bool IsOne(string words) => words.Length <= InstrumentAddress.Longest && Named().IsMatch(words);

    /// <summary>Whether the notes of a table begin with the line: it ends before them.</summary>
    public static bool IsNote(string line) => Notes().IsMatch(line);

    /// <summary>The place that the words name; null when the text has no such row, or more than one.</summary>
    public static TablePlace? Of(string address, Func<string, Provision?> find)
    {
        for (var length = address.Length - 1; length > 1; length--)
            if (Ends().IsMatch(address[length..]) && find(address[..length]) is { } provision)
                foreach (var way in new[] { Steps(), StepsInTable() })
                    if (way.Match(address, length, address.Length - length) is { Success: true } steps && Within(provision, steps) is { } place)
                        return place;
        return null;
    }

    /// <summary>The table in the text of a provision; null when it has none.</summary>
    public static TablePlace? WholeOf(Provision provision) => Of(provision, 0) is { } table && table.End > table.From ? table : null;

    /// <summary>The lines with others in the place of these.</summary>
    public string With(IEnumerable<string> lines) => string.Join('\n', Lines[..From].Concat(lines).Concat(Lines[End..]));

    private static TablePlace? Within(Provision provision, Match words)
    {
        var table = words.Groups["table"] is { Success: true, Value: var name } ? Titled(provision, ProvisionPaths.Folded(name)) : Of(provision, 0);
        var steps = words.Groups["row"].Captures.Select(row => new Step(ProvisionPaths.Folded(row.Value), false)).ToList();
        if (words.Groups["column"] is { Success: true } column)
            steps.Add(new(ProvisionPaths.Folded(column.Value), true));
        for (var (at, level) = (0, 0); table is not null && at < steps.Count; at++)
            table = steps[at].IsColumn ? table.InColumn(steps[at].Name) : table.Row(steps[at].Name, level++);
        return words.Groups["item"] is { Success: true } item ? table?.Item(int.Parse(ProvisionPaths.Folded(item.Value), System.Globalization.CultureInfo.InvariantCulture)) : table;
    }

    /// <summary>One of the items that stand in a row, each on a line of its own.</summary>
    private TablePlace? Item(int number)
    {
        var found = Enumerable.Range(From, End - From).Where(at => new TableLine(Lines[at]).Item == number).ToList();
        if (IsProvision || Column is not null || found is not [var first])
            return null;
        var end = Enumerable.Range(first + 1, End - first - 1).FirstOrDefault(at => new TableLine(Lines[at]).Item is not null, End);
        return this with { From = first, End = end, IsShared = first == From };
    }

    /// <summary>The table of a provision: from its first line with cells to its notes.</summary>
    private static TablePlace? Of(Provision provision, int from)
    {
        var lines = provision.Text.Split('\n').ToImmutableArray();
        var begin = Enumerable.Range(from, lines.Length - from).FirstOrDefault(at => new TableLine(lines[at]).Count > 1, -1);
        if (begin < 0)
            return provision.Children.IsEmpty ? null : new(provision, lines.Length, lines.Length, null, false) { Lines = lines };
        var end = Enumerable.Range(begin, lines.Length - begin).FirstOrDefault(at => Notes().IsMatch(lines[at]), lines.Length);
        return new(provision, begin, end, null, false) { Lines = lines };
    }

    /// <summary>One of several tables: the one under a line, or in a provision, of that name.</summary>
    private static TablePlace? Titled(Provision provision, string name)
    {
        foreach (var child in provision.Children)
            if (IsTitle(child.Label + (child.Heading ?? child.Text.Split('\n')[0]), name))
                return Of(child, 0);
        var lines = provision.Text.Split('\n');
        var at = Array.FindIndex(lines, line => IsTitle(line, name));
        if (at < 0 || Of(provision, at + 1) is not { } table)
            return null;
        var end = Enumerable.Range(table.From, table.End - table.From).FirstOrDefault(next => new TableLine(lines[next]).Count == 1, table.End);
        return table with { End = end };
    }

    private static bool IsTitle(string line, string name) => ProvisionPaths.Folded(line) is var title && (title == name || title.TrimStart([.. "0123456789().ア"]) == name);

    private TablePlace? Row(string name, int level)
    {
        // A numbered row is a provision of its own; what is numbered behind 備考 is none.
        if (level == 0 && !Lines.Any(IsNote) && Holder.Children.Where(child => ProvisionPaths.Folded(child.Label).Trim('.') == name).ToList() is [var row])
            return new(row, 0, 0, null, false) { IsProvision = true };
        if (IsProvision)
            return null;
        var lines = Enumerable.Range(From, End - From).Select(at => new TableLine(Lines[at])).ToList();
        var found = lines.FindIndex(line => Is(line, name, level, line == lines[0]));
        if (found < 0 || lines.FindIndex(found + 1, line => Is(line, name, level, false)) >= 0)
            return null;
        var first = lines[found];
        var open = level > 0 && found == 0 ? level : first.Open;
        var width = first.Count - open;
        var (end, rows) = (found + 1, lines[1..]);
        // It goes on in lines that begin with an empty cell or have fewer cells.
        while (end < lines.Count && (lines[end].Open > open || (lines[end].Count - lines[end].Open < width && lines[end].Leans(rows) <= 0)))
            end++;
        return this with { From = From + found, End = From + end, IsShared = level > 0 && found == 0 };
    }

    private static bool Is(TableLine line, string name, int level, bool isFirst) => line.Names(level > 0 && isFirst ? level : line.Open, name);

    private TablePlace? InColumn(string name)
    {
        if (IsProvision)
            return null;
        var lines = Lines.Select(line => new TableLine(line)).ToList();
        var head = lines.FindIndex(line => line.Count > 1 && Enumerable.Range(0, line.Count).Any(cell => line.Names(cell, name)));
        if (head < 0 || head >= End || Enumerable.Range(0, lines[head].Count).Where(cell => lines[head].Names(cell, name)).ToList() is not [var column])
            return null;
        var from = Math.Max(From, head + 1);
        // Only lines with all the cells say which of them stands in the column.
        return from < End && Enumerable.Range(from, End - from).All(at => lines[at].Count == lines[head].Count || (lines[at].Count == lines[head].Count - 1 && column < lines[at].Count && lines[at].Leans(lines[(head + 1)..End]) > 0)) ? this with { From = from, Column = column } : null;
    }

    private const string Row_ = "[^、。「」\\uE000]{1,60}?";

    private const string Number_ = "第[0-9０-９一二三四五六七八九十百]+";

    [GeneratedRegex("^(?:同[表条項号]|(?:[附付]則)?別[表記紙](?:" + Number_ + "(?:の[0-9０-９一二三四五六七八九十]+)*)?|" + Number_ + "条(?:の[0-9０-９一二三四五六七八九十]+)*(?:" + Number_ + "項)?(?:" + Number_ + "号)?[ア-ヶイロハ]?)(?:の?(?:" + Row_ + "の?)?表、?)?(?>(?:の?" + Row_ + "の[部款項])*)(?:の?" + Row_ + "の欄)?(?:(?<=の項)" + Number_ + "号)?(?<=の表|の[部款項欄]|の項第[^第]+号)$")]
    private static partial Regex Named();

    [GeneratedRegex(@"^(?:の表|.*の[部款項欄]|.*の項第[^第]+号|の?.+表)$")]
    private static partial Regex Ends();

    [GeneratedRegex(@"\G(?:の表)?(?>(?:の?(?<row>.+?)の[部款項])*)(?:の?(?<column>.+?)の欄)?(?:第(?<item>[0-9０-９]{1,4})号)?$")]
    private static partial Regex Steps();

    [GeneratedRegex(@"\Gの?(?<table>.+?)の?表、?(?>(?:の?(?<row>.+?)の[部款項])*)(?:の?(?<column>.+?)の欄)?(?:第(?<item>[0-9０-９]{1,4})号)?$")]
    private static partial Regex StepsInTable();

    [GeneratedRegex(@"^\s*(?:備考|注)")]
    private static partial Regex Notes();
}
