using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Numbering;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Instruments.Tables;

/// <summary>対照表を当てる本文。The lines of a text, and which of them belong to a provision.</summary>
internal sealed class TableBase
{
    private readonly string[] keys;
    private readonly Provision[] provisions;
    private readonly int[] depths;
    private readonly bool[] starts;

    public TableBase(ProvisionTree tree)
    {
        Lines = ProvisionWriter.Write(tree).TrimEnd('\n').Split('\n');
        keys = [.. Lines.Select(SideLine.KeyOf)];
        var read = ProvisionReader.Read(string.Join('\n', Lines)).Tree.All().ToList();
        provisions = [.. read.Select(at => at.Provision)];
        depths = [.. read.Select(at => at.Depth)];
        starts = new bool[Lines.Length];
        foreach (var provision in provisions)
            starts[Math.Clamp(provision.Line - 1, 0, Lines.Length - 1)] = starts[Math.Clamp(LabelLine(provision), 0, Lines.Length - 1)] = true;
    }

    public string[] Lines { get; }

    public int Count => Lines.Length;

    public bool IsBlank(int at) => keys[at].Length == 0;

    public bool Is(int at, string key) => keys[at] == key;

    /// <summary>Whether a provision begins on the line, with its caption or its number: not so in the 目次.</summary>
    public bool IsStart(int at) => starts[at];

    /// <summary>Whether the line begins with these words, and they are not the beginning of a longer number or word.</summary>
    public bool Begins(int at, string key)
    {
        if (key.Length == 0 || !keys[at].StartsWith(key, StringComparison.Ordinal))
            return false;
        var rest = keys[at].AsSpan(key.Length);
        if (rest.Length == 0)
            return true;
        // アクセス does not begin with the number ア.
        if (key.Length == 1 && char.IsLetter(key[0]) && Lines[at].TrimStart() is { Length: > 1 } line && !char.IsWhiteSpace(line[1]) && line[1] is not ('（' or '('))
            return false;
        return !(char.IsAsciiDigit(rest[0]) && char.IsAsciiDigit(key[^1])) && !(rest[0] == 'の' && rest.Length > 1 && char.IsAsciiDigit(rest[1]));
    }

    /// <summary>The line with its beginning written otherwise; null when it does not begin so.</summary>
    public string? WithBeginning(int at, string key, string words)
    {
        var line = Lines[at].TrimStart();
        for (var length = 0; length <= Math.Min(line.Length, key.Length * 3); length++)
            if (SideLine.KeyOf(line[..length]) == key)
                return words + line[length..];
        return null;
    }

    /// <summary>The line after the provision that this one belongs to, and after all below it.</summary>
    public int EndOf(int at)
    {
        var index = IndexAt(at);
        if (index < 0)
            return at + 1;
        var next = index + 1;
        while (next < provisions.Length && depths[next] > depths[index])
            next++;
        return next == provisions.Length ? Count : Up(provisions[next].Line - 1);
    }

    /// <summary>The line on which the provision that this one belongs to begins, its caption where it has one.</summary>
    public int BeginOf(int at) => IndexAt(at) is >= 0 and var index ? provisions[index].Line - 1 : at;

    /// <summary>The provisions beside each other from that of one line to that of another: on which line the number of each stands, and the number.</summary>
    public List<(int At, string Label)> Neighbours(int first, int last)
    {
        var found = new List<(int, string)>();
        for (var (index, next) = (IndexAt(first), IndexAt(first)); next >= 0 && next < provisions.Length && provisions[next].Line - 1 <= last; next++)
            if (depths[next] == depths[index])
                found.Add((LabelLine(provisions[next]), provisions[next].Label));
        return found;
    }

    /// <summary>Whether a 項, a 号 or the like begins on the line, in a provision that goes on there.</summary>
    public bool GoesOnAt(int at) => at < Count && starts[at] && IndexAt(at) is >= 0 and var index && provisions[index].Kind is > ProvisionKind.Article and < ProvisionKind.SupplementaryProvision;

    /// <summary>Where an article goes among lines that the table leaves out: right behind the last one of a lower number.</summary>
    public int PlaceFor(ProvisionNumber article, int from, int to)
    {
        var place = from;
        foreach (var provision in provisions)
            if (provision.Kind >= ProvisionKind.SupplementaryProvision || provision.Line - 1 >= to)
                break;
            else if (ArticleOf(provision.Label) is { } number && number.CompareTo(article) < 0)
                place = Math.Clamp(EndOf(provision.Line - 1), from, to);
        return place;
    }

    /// <summary>Where a 項 or 号 goes among those that begin on a line and that the table leaves out: right behind the one whose number it goes on from; null where there is none.</summary>
    public int? PlaceAmong(string label, int from, int to)
    {
        var (depth, place) = (0, (int?)null);
        for (var index = IndexAt(from); index >= 0 && index < provisions.Length && provisions[index].Line - 1 < to; index++)
        {
            var one = provisions[index];
            if (depths[index] < depth || one.Kind is <= ProvisionKind.Article or >= ProvisionKind.SupplementaryProvision)
                break;
            if ((depth > 0 && depths[index] > depth) || NumberRun.Of([one.Label, label], label) is not { } run || run.Read(one.Label) is not { } before || run.Read(label) is not { } number)
                continue;
            (depth, place) = (depths[index], GoesOn(before, number) && EndOf(LabelLine(one)) is var end && end <= to ? end : null);
        }
        return place;
    }

    /// <summary>4 behind 3, 3の2 behind 3 or 3の1.</summary>
    private static bool GoesOn(ProvisionNumber before, ProvisionNumber number) =>
        before.CompareTo(number) < 0 && (number.HasBranch ? number.Main == before.Main : number.Main == before.Main + 1);

    /// <summary>第5条の2 at the beginning of a line; null for any other.</summary>
    public static ProvisionNumber? ArticleOf(string line) => Numberings.Article.TryRead(Folding.FoldString(line.TrimStart()), out var reading) && !reading.Number.IsNone ? reading.Number : null;

    private static int LabelLine(Provision provision) => provision.Line - 1 + (provision.HeadingPlace is HeadingPlace.BracketedAbove or HeadingPlace.PlainAbove ? 1 : 0);

    private int IndexAt(int line)
    {
        var (low, high) = (0, provisions.Length);
        while (low < high)
            if (provisions[(low + high) / 2].Line - 1 <= line)
                low = (low + high) / 2 + 1;
            else
                high = (low + high) / 2;
        return low - 1;
    }

    private int Up(int line)
    {
        while (line > 0 && IsBlank(line - 1))
            line--;
        return line;
    }
}
