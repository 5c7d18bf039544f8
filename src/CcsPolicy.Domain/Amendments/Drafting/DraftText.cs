using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Drafting;

/// <summary>条項の読取り結果。What was typed for one provision, cut into provisions, and the operation that puts it into the draft.</summary>
/// <param name="Operation">Replaces the provision, or inserts new ones.</param>
/// <param name="Provisions">As read, with lineage keys.</param>
/// <param name="Diagnostics">Lines count from the first one typed.</param>
public sealed record DraftReading(DraftOperation Operation, ImmutableArray<Provision> Provisions, ImmutableArray<TextDiagnostic> Diagnostics);

/// <summary>
/// 条項の文面。One provision with all below it as the text that an officer edits, and what was typed cut back into provisions. It is read in its
/// place, after everything that stands before it, because what (1) or ア means depends on that.
/// </summary>
public static partial class DraftText
{
    /// <summary>The provision with caption, number and all below it, line by line.</summary>
    public static Result<string> Write(ProvisionTree tree, LineageKey key) =>
        DraftPosition.Find(tree, key) is { } position
            ? ProvisionWriter.WritePlain(new ProvisionTree { Provisions = [position.Provision] }).TrimEnd('\n')
            : DraftErrors.UnknownProvision;

    /// <summary>Reads what was typed in place of a provision; what is recognised keeps its lineage.</summary>
    public static Result<DraftReading> Read(ProvisionTree tree, LineageKey key, string typed, IdSource ids)
    {
        if (DraftPosition.Find(tree, key) is not { } position)
            return DraftErrors.UnknownProvision;
        var depth = position.Above.Count() + 1;
        var before = tree.All().TakeWhile(at => at.Provision.Key != key).ToList();
        var cut = Cut(tree, before, depth, typed);
        if (!cut.Succeeded)
            cut = CutBetween(tree, before, [.. tree.All().Skip(before.Count + position.Provision.WithDescendants().Count())], depth, typed) ?? cut;
        return cut.Map(cut =>
        {
            var provisions = Carried(position.Provision, cut.Provisions, ids);
            return new DraftReading(new DraftOperation.Replace(key, provisions), provisions, cut.Diagnostics);
        });
    }

    /// <summary>Reads what was typed as new provisions at a place.</summary>
    public static Result<DraftReading> ReadAt(ProvisionTree tree, DraftPlace place, string typed, IdSource ids)
    {
        var position = DraftPosition.Find(tree, place.Key);
        if (position is null && !(place.Key.IsNone && place.Side is DraftSide.FirstIn or DraftSide.LastIn))
            return DraftErrors.UnknownProvision;
        var all = tree.All().ToList();
        var at = position is null ? -1 : all.FindIndex(row => row.Provision.Key == place.Key);
        var below = position?.Provision.WithDescendants().Count() ?? all.Count + 1;
        var before = place.Side switch
        {
            DraftSide.Before => at,
            DraftSide.FirstIn => at + 1,
            _ => at + below,
        };
        var depth = position is null ? 1 : position.Above.Count() + (place.Side is DraftSide.FirstIn or DraftSide.LastIn ? 2 : 1);
        var cut = Cut(tree, all[..before], depth, typed);
        // A first 1 is an article of a text of plain numbers, and no paragraph, where those beside it are.
        if (!cut.Succeeded || (place.Side is DraftSide.Before or DraftSide.After && cut.Value.Provisions.All(one => one.Kind != position!.Provision.Kind)))
            cut = CutBetween(tree, all[..before], all[before..], depth, typed) ?? cut;
        return cut.Map(cut =>
        {
            var provisions = Lineage.Begin(new ProvisionTree { Provisions = cut.Provisions }, ids).Provisions;
            return new DraftReading(new DraftOperation.Insert(place, provisions), provisions, cut.Diagnostics);
        });
    }

    /// <summary>
    /// Read after all that stands before. Where some of that is written so that it would be read as something else, read after the numbers alone
    /// that lead to the place.
    /// </summary>
    private static Result<DraftReading> Cut(ProvisionTree tree, List<(Provision Provision, int Depth)> before, int depth, string typed)
    {
        var cut = CutAfter(tree, before, depth, typed);
        if (cut.Error == DraftErrors.PlaceIsUnclear)
            cut = CutAfter(tree, LeadingTo(before, depth), depth, typed);
        if (cut.Error != DraftErrors.PlaceIsUnclear && cut.Error != DraftErrors.TypedWithoutNumber)
            return cut;
        return CutOutOfOrder(tree, LeadingTo(before, depth), depth, typed)
            ?? (cut.Error == DraftErrors.TypedWithoutNumber && BeginsLikeANumber(typed) ? DraftErrors.TypedNumberDoesNotFit : cut);
    }

    /// <summary>Read with what stands behind it as well: a first number is one because others follow. Null where the text would not be read as it is.</summary>
    private static Result<DraftReading>? CutBetween(ProvisionTree tree, List<(Provision Provision, int Depth)> before, List<(Provision Provision, int Depth)> after, int depth, string typed)
    {
        typed = DraftWording.Clean(typed);
        if (after.Count == 0 || string.IsNullOrWhiteSpace(typed))
            return null;
        var context = ProvisionWriter.WritePlain(tree with { Provisions = FlatTree.Build(before) });
        var firstLine = context.AsSpan().Count('\n') + 1;
        // What follows may begin deeper than the text does.
        var read = ProvisionReader.Read(context + typed + "\n" + string.Concat(after.Select(row => ProvisionWriter.WritePlain(new ProvisionTree { Provisions = [row.Provision with { Children = [] }] })))).Tree.All().ToList();
        var count = read.Count - before.Count - after.Count;
        if (count < 1 || !before.Select(Number).SequenceEqual(read.Take(before.Count).Select(Number)) || !after.Select(Number).SequenceEqual(read.Skip(before.Count + count).Select(Number)))
            return null;
        var rows = read.GetRange(before.Count, count);
        if (rows[0].Depth != depth || rows.Exists(row => row.Depth < depth))
            return null;
        return new DraftReading(new DraftOperation.Insert(default, []), FlatTree.Build([.. rows.Select(row => (row.Provision with { Line = row.Provision.Line - firstLine + 1 }, row.Depth - depth + 1))]), []);

        static (ProvisionKind, string, int) Number((Provision Provision, int Depth) at) => (at.Provision.Kind, at.Provision.Label, at.Depth);
    }

    private static List<(Provision Provision, int Depth)> LeadingTo(List<(Provision Provision, int Depth)> before, int depth)
    {
        var kept = new List<(Provision, int)>();
        for (var i = before.Count - 1; i >= 0; i--)
        {
            var (provision, at) = before[i];
            if (at > depth)
                continue;
            depth = at;
            kept.Add((provision.Text.Length == 0 ? provision : provision with { Text = "省略する。" }, at));
        }
        kept.Reverse();
        return kept;
    }

    private static Result<DraftReading> CutAfter(ProvisionTree tree, List<(Provision Provision, int Depth)> before, int depth, string typed)
    {
        typed = DraftWording.Clean(typed);
        if (string.IsNullOrWhiteSpace(typed))
            return DraftErrors.NothingToPut;
        var context = ProvisionWriter.WritePlain(tree with { Provisions = FlatTree.Build(before) });
        var firstLine = context.AsSpan().Count('\n') + 1;
        var reading = ProvisionText.Read(context + typed + "\n");
        var read = reading.Tree.All().ToList();
        if (read.Count < before.Count || !before.Select(Mark).SequenceEqual(read.Take(before.Count).Select(Mark)))
            return read.Count <= before.Count || StartsWithoutNumber(read, before.Count) ? DraftErrors.TypedWithoutNumber : DraftErrors.PlaceIsUnclear;
        var typedRows = read[before.Count..];
        if (typedRows.Count == 0)
            return DraftErrors.TypedWithoutNumber;
        if (typedRows[0].Depth != depth || typedRows.Exists(row => row.Depth < depth))
            return DraftErrors.TypedForAnotherPlace;
        var provisions = FlatTree.Build([.. typedRows.Select(row => (row.Provision with { Line = row.Provision.Line - firstLine + 1 }, row.Depth - depth + 1))]);
        var diagnostics = reading.Diagnostics.Where(found => found.Line >= firstLine).Select(found => found with { Line = found.Line - firstLine + 1 });
        return new DraftReading(new DraftOperation.Insert(default, provisions), provisions, [.. diagnostics]);

        static (ProvisionKind, string, string?, string, int) Mark((Provision Provision, int Depth) at) => (at.Provision.Kind, at.Provision.Label, at.Provision.Heading, at.Provision.Text, at.Depth);

        bool StartsWithoutNumber(List<(Provision Provision, int Depth)> read, int count) =>
            count > 0 && read[count - 1].Provision.Label == before[^1].Provision.Label && read[count - 1].Provision.Text.StartsWith(before[^1].Provision.Text, StringComparison.Ordinal);
    }

    /// <summary>The provision that was edited keeps its key whatever became of it; what is below it, where it is recognised.</summary>
    private static ImmutableArray<Provision> Carried(Provision was, ImmutableArray<Provision> provisions, IdSource ids)
    {
        var old = new ProvisionTree { Provisions = [was] };
        var carried = Lineage.Carry(old, new ProvisionTree { Provisions = provisions }, ids).Provisions;
        if (carried.Any(provision => provision.Key == was.Key))
            return carried;
        var same = provisions.FirstOrDefault(provision => provision.Label == was.Label) ?? provisions[0];
        return Lineage.Carry(old, new ProvisionTree { Provisions = provisions.Replace(same, same with { Key = was.Key }) }, ids).Provisions;
    }
}
