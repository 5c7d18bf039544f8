using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

// Rows and columns of tables. A row is one line of a text or several; a numbered one is a provision.
internal sealed partial class InstrumentApplication
{
    /// <summary>The rows that the words name; null when they name a provision, or nothing.</summary>
    private TablePlace? FindRow(string address) => TablePlace.IsOne(address) && Find(address) is null ? TablePlace.Of(address, Find) : null;

    private static bool IsRow(string address, Func<string, Provision?> find) => TablePlace.IsOne(address) && find(address) is null;

    private DomainError? ChangeWordsInRow(string address, ImmutableArray<WordChange> changes)
    {
        if (FindRow(address) is not { } place)
            return InstrumentErrors.RowUnclear;
        // What is below the table's provision belongs to the table: rows with numbers.
        var below = place.IsProvision || (place.Column is null && place.End == place.Lines.Length) ? place.Holder.WithDescendants().Skip(place.IsProvision ? 0 : 1).Select(at => at.Provision).ToList() : [];
        List<ScopedText> texts = [.. place.Lines[place.From..place.End].Select(line => new ScopedText(place.Holder.Key, place.Column is { } column ? new TableLine(line).Cell(column) : line)),
            .. below.Select(one => new ScopedText(one.Key, one.Text))];
        if (Replaced(texts, changes, out var made) is { } refusal)
            return refusal;
        var count = place.End - place.From;
        if (count > 0)
            SetText(place.Holder, place.With(made.Take(count).Select((one, at) => place.Column is { } column ? new TableLine(place.Lines[place.From + at]).With(column, one.Text) : one.Text)));
        for (var at = count; at < made.Count; at++)
            if (made[at].Text != texts[at].Text)
                SetText(below[at - count], made[at].Text);
        return null;

        void SetText(Provision one, string words)
        {
            Remember(new(one.Key, one.Text));
            Tree = DraftPosition.Find(Tree, one.Key) is { } position ? position.With(position.Provision with { Text = words }) : Tree;
        }
    }

    /// <summary>Several rows, one after another: all or none.</summary>
    private DomainError? DeleteRows(string address)
    {
        var before = Tree;
        foreach (var one in InstrumentAddress.Several(address))
            if (DeleteRow(one) is { } refusal)
            {
                Return(before);
                return refusal;
            }
        return null;
    }

    private DomainError? DeleteRow(string address) => FindRow(address) switch
    {
        { IsProvision: true } row => Become(Draft.Apply(Tree, new DraftOperation.Delete(row.Holder.Key))),
        { Column: null, IsShared: false } rows when rows.End > rows.From => WithLines(rows, []),
        _ => InstrumentErrors.RowUnclear,
    };

    private DomainError? RewriteRow(string address, string block)
    {
        if (InstrumentAddress.Several(address).ToList() is { Count: > 1 } several)
            return RewriteRows(several, block);
        if (FindRow(address) is not { IsShared: false } place)
            return InstrumentErrors.RowUnclear;
        if (place.IsProvision)
            return Rewritten(place.Holder, block);
        if (place.Column is not { } column)
            return place.End > place.From ? WithLines(place, Trimmed(block)) : InstrumentErrors.RowUnclear;
        var cells = Trimmed(block);
        var (name, rows) = (new TableLine(place.Lines[place.From - 1]), place.Lines[place.From..place.End]);
        // A whole column begins with its name; the cell of one row does not.
        if (cells.Length == rows.Length + 1 && name.Count > column && ProvisionPaths.Folded(cells[0]) == ProvisionPaths.Folded(name.Cell(column)))
            cells = cells[1..];
        return cells.Length == rows.Length ? WithLines(place, [.. rows.Select((row, at) => new TableLine(row).With(column, cells[at]))]) : InstrumentErrors.BlockUnreadable;
    }

    /// <summary>管理者の項及び利用者の項を次のように改める: rows that follow one another, whose lines become those of the block.</summary>
    private DomainError? RewriteRows(List<string> addresses, string block)
    {
        var rows = addresses.ConvertAll(FindRow);
        if (rows is not [{ } first, ..] || rows.Exists(row => row is not { IsProvision: false, Column: null, IsShared: false } || row.Holder.Key != first.Holder.Key || row.End == row.From) || Enumerable.Range(1, rows.Count - 1).Any(at => rows[at]!.From != rows[at - 1]!.End))
            return InstrumentErrors.RowUnclear;
        return WithLines(first with { End = rows[^1]!.End }, Trimmed(block));
    }

    private DomainError? AddRow(AmendingOperation.Add add) => Miscounted(add, Trimmed(add.Block)) ?? FindRow(add.Address) switch
    {
        { IsProvision: true } row when add.Side is AddedSide.After or AddedSide.Before =>
            DraftText.ReadAt(Tree, add.Side == AddedSide.After ? DraftPlace.After(row.Holder.Key) : DraftPlace.Before(row.Holder.Key), add.Block, ids) is { Succeeded: true } read ? Become(Draft.Apply(Tree, read.Value.Operation)) : InstrumentErrors.BlockUnreadable,
        { IsProvision: false, Column: null } place when place.End > place.From && (add.Unit is null || (add.Unit == "号" && (add.Side == AddedSide.In || ItemOf(add.Address) is not null))) && (add.Side == AddedSide.After || (add.Side == AddedSide.In && add.Unit is not null) || (add.Side == AddedSide.Before && !place.IsShared)) =>
            WithLines(place, add.Side != AddedSide.Before ? [.. place.Lines[place.From..place.End], .. Trimmed(add.Block)] : [.. Trimmed(add.Block), .. place.Lines[place.From..place.End]]),
        _ => InstrumentErrors.RowUnclear,
    };

    /// <summary>次の2号を加える, 次の2項を加える: items, each on a line that begins with its number, and rows.</summary>
    private static DomainError? Miscounted(AmendingOperation.Add add, ImmutableArray<string> lines)
    {
        var follow = add.Unit == "号" ? lines.Count(line => new TableLine(line).Item is not null) : add.Unit == "項" && lines.All(line => new TableLine(line).Count > 1) ? lines.Count(line => new TableLine(line).Open == 0) : 0;
        return add.Count == 0 || follow == 0 || follow == add.Count ? null : InstrumentErrors.CountDiffers(add.Unit!, add.Count, follow);
    }

    /// <summary>別表第1に次のように加える: rows behind the last one, before the notes.</summary>
    private DomainError? AddToTable(AmendingOperation.Add add)
    {
        if (add.Side != AddedSide.In || add.Unit is not (null or "項") || Find(add.Address) is not { } holder || TablePlace.WholeOf(holder) is not { } table)
            return InstrumentErrors.BlockUnreadable;
        var rows = Trimmed(add.Block);
        return Miscounted(add, rows) is { } miscounted ? miscounted : rows.All(row => new TableLine(row).Count > 1) ? WithLines(table, [.. table.Lines[table.From..table.End], .. rows]) : InstrumentErrors.BlockUnreadable;
    }

    /// <summary>Items of one row move by the same number: 第4号から第10号までを2号ずつ繰り下げる.</summary>
    private DomainError? RenumberInRow(string first, string last, int by)
    {
        if (by == 0 || ItemOf(first) is not { } from || ItemOf(last) is not { } to || FindRow(first[..^InstrumentAddress.LastStep(first).Length]) is not { IsProvision: false, Column: null } row)
            return InstrumentErrors.RowUnclear;
        var lines = row.Lines[row.From..row.End].Select(line => new TableLine(line)).ToList();
        var moved = lines.Where(line => line.Item >= from && line.Item <= to).ToList();
        if (moved.Count != to - from + 1)
            return InstrumentErrors.RowUnclear;
        if (lines.Except(moved).Any(line => line.Item >= from + by && line.Item <= to + by))
            return InstrumentErrors.NumberTaken;
        return WithLines(row, [.. lines.Select(line => moved.Contains(line) ? line.Renumbered(line.Item!.Value + by) : line.Text)]);
    }

    /// <summary>別表第1備考第2項: what is numbered behind 備考; null for anything else.</summary>
    private string? NoteOf(PlacedProvision placed) =>
        Paths.ParentOf(placed) is { Provision: { Kind: ProvisionKind.Appendix } table } above && table.Text.Split('\n')[^1].Trim() == "備考" && placed.Number is { Form: LabelForm.Plain, Segment: { Length: > 0 } number } && number.All(char.IsAsciiDigit)
            && $"{Paths.LabelOf(above)}備考第{number}項" is var address && Find(address)?.Key == placed.Provision.Key ? address : null;

    /// <summary>4の項を5の項とする: the number in the first cell of a row.</summary>
    private DomainError? RenumberRow(string address, string number)
    {
        if (FindRow(address) is not { Column: null, IsShared: false } row)
            return InstrumentErrors.RowUnclear;
        var holder = InstrumentAddress.TableOf(address);
        if (holder.Length == 0)
            holder = address[..^LastRow().Match(address).Length];
        if (FindRow($"{InstrumentAddress.Joined(holder, number)}の項") is not null)
            return InstrumentErrors.NumberTaken;
        if (row.IsProvision)
            return NumberRun.Of([.. Counted(row.Holder).Select(one => one.Label)], row.Holder.Label) is { } run && run.Read(row.Holder.Label) is { } was && run.Read(number) is { } now && run.Write(row.Holder.Label, was, now) is { } label
                ? Become(Draft.Apply(Tree, new DraftOperation.SetLabel(row.Holder.Key, label))) : InstrumentErrors.NumberUnreadable;
        var line = new TableLine(row.Lines[row.From]);
        if (LabelNumber.Of(line.Cell(0)) is not { Form: LabelForm.Plain })
            return InstrumentErrors.NumberUnreadable;
        // In the figures of the row.
        var figures = line.Cell(0).AsSpan().ContainsAnyInRange('０', '９') ? EraNumeral.FullWidth(ProvisionPaths.Folded(number)) : line.Cell(0).Any(char.IsAsciiDigit) ? ProvisionPaths.Folded(number) : number;
        return WithLines(row, [line.With(0, figures), .. row.Lines[(row.From + 1)..row.End]]);
    }

    [GeneratedRegex("の?[^の]{1,20}の項$")]
    private static partial Regex LastRow();

    /// <summary>2 for 第2号 at the end of a place in a row.</summary>
    private static int? ItemOf(string address) =>
        InstrumentAddress.LastStep(address) is ['第', .. var number, '号'] && int.TryParse(ProvisionPaths.Folded(number), System.Globalization.CultureInfo.InvariantCulture, out var item) ? item : null;

    private DomainError? WithLines(TablePlace place, ImmutableArray<string> lines) =>
        Become(DraftPosition.Find(Tree, place.Holder.Key)!.With(place.Holder with { Text = place.With(lines) }));

    /// <summary>別表第1第24号, 別表備考第7項, 別表備考5(2): what is numbered in a table or in its notes, where only one has the number.</summary>
    private Provision? FindInTable(string address)
    {
        if (Numbered().Match(address) is not { Success: true } words || Find(words.Groups["above"].Value) is not { } above || !IsInTable(above))
            return null;
        var number = ProvisionPaths.Folded(words.Groups["number"].Value);
        return above.Children.Where(child => words.Groups["unit"].Success ? LabelNumber.Of(child.Label).Segment == number : ProvisionPaths.Folded(child.Label).Trim('.') == number).ToList() is [var one] ? one : null;
    }

    private bool IsInTable(Provision provision) =>
        provision.Kind is ProvisionKind.Appendix or ProvisionKind.Form || (DraftPosition.Find(Tree, provision.Key)?.Above.Any(above => above.Kind is ProvisionKind.Appendix or ProvisionKind.Form) ?? false);

    /// <summary>別表中備考以外の部分を次のように改める: the lines as far as the notes.</summary>
    private DomainError? RewriteWithoutNotes(string address, string block)
    {
        if (Find(address) is not { } table)
            return InstrumentErrors.PlaceIsMissing;
        var lines = table.Text.Split('\n');
        var notes = Array.FindIndex(lines, line => line.TrimStart().StartsWith("備考", StringComparison.Ordinal));
        var now = Trimmed(block);
        if (notes < 0 || now.IsEmpty)
            return InstrumentErrors.PlaceIsMissing;
        // The block begins with the name of the table, and what stands behind that on its line.
        if (now[0].StartsWith(table.Label, StringComparison.Ordinal))
            now = now[0].Length == table.Label.Length ? now[1..] : now.SetItem(0, now[0][table.Label.Length..].Trim());
        return Become(DraftPosition.Find(Tree, table.Key)!.With(table with { Text = string.Join('\n', now.Concat(lines[notes..])) }));
    }

    [GeneratedRegex(@"^(?<above>.+?)(?:の?(?:備考|注))?(?:第(?<number>[0-9０-９]+)(?<unit>[項号])|(?<=備考|注)(?<number>[0-9０-９]+)|(?<number>[（(][0-9０-９ア-ン]{1,3}[)）]|[⑴-⒇]|(?<![ア-ヶ])[ア-ン]))$")]
    private static partial Regex Numbered();

    /// <summary>The lines without their indents; the tabs at the end of a row are its last cells, which are empty.</summary>
    private static ImmutableArray<string> Trimmed(string block) =>
        [.. block.Split('\n').Select(line => line.TrimStart() is var row && row.AsSpan().Count('\t') > 1 ? row.TrimEnd(' ', '　', '\r') : line.Trim()).Where(line => line.Length > 0)];
}
