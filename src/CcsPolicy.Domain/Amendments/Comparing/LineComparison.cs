using System.Collections.Immutable;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>行の比較。One line of the preamble or of the 目次: in both texts (perhaps changed in part), or only in one.</summary>
public sealed record LineComparison(bool InOld, bool InNew, ImmutableArray<TextStretch> Stretches)
{
    private const int MostCells = 4096;
    private const double LeastLikeness = 0.4;

    public bool IsUnchanged => InOld && InNew && Stretches.All(stretch => stretch.Kind == StretchKind.Kept);

    internal static ImmutableArray<LineComparison> Between(ImmutableArray<string> old, ImmutableArray<string> @new)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var lines = ImmutableArray.CreateBuilder<LineComparison>(Math.Max(old.Length, @new.Length));
        var (oldAt, newAt) = (0, 0);
        foreach (var (i, j) in SequenceAlignment.Pairs(Ids(old, known), Ids(@new, known)))
        {
            AddChanged(lines, old.AsSpan(oldAt..i), @new.AsSpan(newAt..j));
            lines.Add(Both(old[i], @new[j]));
            (oldAt, newAt) = (i + 1, j + 1);
        }
        AddChanged(lines, old.AsSpan(oldAt..), @new.AsSpan(newAt..));
        return lines.ToImmutable();
    }

    /// <summary>The new lines made from the old ones; null when these are not the lines that were compared.</summary>
    internal static ImmutableArray<string>? Apply(ImmutableArray<LineComparison> lines, ImmutableArray<string> old)
    {
        var made = ImmutableArray.CreateBuilder<string>();
        var at = 0;
        foreach (var line in lines)
        {
            if (line.InOld && at == old.Length)
                return null;
            if (TextComparison.Apply(line.Stretches, line.InOld ? old[at++] : "") is not { } text)
                return null;
            if (line.InNew)
                made.Add(text);
        }
        return at == old.Length ? made.ToImmutable() : null;
    }

    private static int[] Ids(ImmutableArray<string> lines, Dictionary<string, int> known)
    {
        var ids = new int[lines.Length];
        for (var i = 0; i < ids.Length; i++)
            if (!known.TryGetValue(lines[i], out ids[i]))
                known[lines[i]] = ids[i] = known.Count;
        return ids;
    }

    private static void AddChanged(ImmutableArray<LineComparison>.Builder lines, ReadOnlySpan<string> old, ReadOnlySpan<string> @new)
    {
        var likely = new List<(int Old, int New, long Weight)>();
        if (old.Length > 0 && @new.Length > 0 && old.Length * (long)@new.Length <= MostCells)
            Likely(old, @new, likely);
        var (oldAt, newAt) = (0, 0);
        foreach (var index in HeaviestChain.Of(likely))
        {
            var (i, j, _) = likely[index];
            AddApart(lines, old[oldAt..i], @new[newAt..j]);
            lines.Add(Both(old[i], @new[j]));
            (oldAt, newAt) = (i + 1, j + 1);
        }
        AddApart(lines, old[oldAt..], @new[newAt..]);
    }

    private static void Likely(ReadOnlySpan<string> old, ReadOnlySpan<string> @new, List<(int Old, int New, long Weight)> likely)
    {
        var features = new ushort[@new.Length][];
        for (var j = 0; j < features.Length; j++)
            features[j] = Likeness.Features([@new[j]]);
        var likeness = new Likeness();
        for (var i = 0; i < old.Length; i++)
        {
            likeness.Against(Likeness.Features([old[i]]));
            for (var j = features.Length - 1; j >= 0; j--)
                if (likeness.Of(features[j]) is var much && much >= LeastLikeness)
                    likely.Add((i, j, (long)(much * 1000)));
        }
    }

    private static void AddApart(ImmutableArray<LineComparison>.Builder lines, ReadOnlySpan<string> old, ReadOnlySpan<string> @new)
    {
        // 台帳 → 情報資産台帳: too short to be alike, but plainly the same line.
        if (old.Length == 1 && @new.Length == 1 && old[0].Length > 0 && @new[0].Length > 0 && (old[0].Contains(@new[0], StringComparison.Ordinal) || @new[0].Contains(old[0], StringComparison.Ordinal)))
        {
            lines.Add(Both(old[0], @new[0]));
            return;
        }
        foreach (var line in old)
            lines.Add(new(true, false, [new(StretchKind.Deleted, line)]));
        foreach (var line in @new)
            lines.Add(new(false, true, [new(StretchKind.Inserted, line)]));
    }

    private static LineComparison Both(string old, string @new) => new(true, true, TextComparison.Between(old, @new));
}
