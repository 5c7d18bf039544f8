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

    public TableBase(ProvisionTree tree)
    {
        Lines = ProvisionWriter.Write(tree).TrimEnd('\n').Split('\n');
        keys = [.. Lines.Select(SideLine.KeyOf)];
        var read = ProvisionReader.Read(string.Join('\n', Lines)).Tree.All().ToList();
        provisions = [.. read.Select(at => at.Provision)];
        depths = [.. read.Select(at => at.Depth)];
    }

    public string[] Lines { get; }

    public int Count => Lines.Length;

    public bool IsBlank(int at) => keys[at].Length == 0;

    public bool Is(int at, string key) => keys[at] == key;

    /// <summary>Whether the line begins with these words, and they are not the beginning of a longer number.</summary>
    public bool Begins(int at, string key)
    {
        if (key.Length == 0 || !keys[at].StartsWith(key, StringComparison.Ordinal))
            return false;
        var rest = keys[at].AsSpan(key.Length);
        return rest.Length == 0 || !(char.IsAsciiDigit(rest[0]) && char.IsAsciiDigit(key[^1])) && !(rest[0] == 'の' && rest.Length > 1 && char.IsAsciiDigit(rest[1]));
    }

    /// <summary>The line with its beginning written otherwise; null when it does not begin so.</summary>
    public string? WithBeginning(int at, string key, string words)
    {
        var line = Lines[at].TrimStart();
        for (var length = 0; length <= line.Length; length++)
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

    /// <summary>The provisions beside each other from that of one line to that of another: on which line the number of each stands, and the number.</summary>
    public List<(int At, string Label)> Neighbours(int first, int last)
    {
        var found = new List<(int, string)>();
        for (var (index, next) = (IndexAt(first), IndexAt(first)); next >= 0 && next < provisions.Length && provisions[next].Line - 1 <= last; next++)
            if (depths[next] == depths[index])
                found.Add((provisions[next].Line - 1 + (provisions[next].HeadingPlace is HeadingPlace.BracketedAbove or HeadingPlace.PlainAbove ? 1 : 0), provisions[next].Label));
        return found;
    }

    /// <summary>Where an article goes among lines that the table leaves out: before the first of a higher number, and before what follows all articles.</summary>
    public int PlaceFor(ProvisionNumber article, int from, int to)
    {
        foreach (var provision in provisions)
            if (provision.Line - 1 >= from && provision.Line - 1 < to
                && (provision.Kind >= ProvisionKind.SupplementaryProvision || (ArticleOf(provision.Label) is { } number && article.CompareTo(number) < 0)))
                return Up(provision.Line - 1);
        return to;
    }

    /// <summary>第5条の2 at the beginning of a line; null for any other.</summary>
    public static ProvisionNumber? ArticleOf(string line) => Numberings.Article.TryRead(Folding.FoldString(line.TrimStart()), out var reading) && !reading.Number.IsNone ? reading.Number : null;

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
