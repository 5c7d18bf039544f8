using System.Collections.Immutable;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>Turns equal pieces of two strings into stretches that read well: no lone particle kept between two replaced words, no shared half of a compound marked.</summary>
internal sealed class StretchWriter(string old, string @new)
{
    /// <summary>A sentence whose end is longer is not looked through for it.</summary>
    private const int LongestEnd = 200;

    /// <summary>So many signs kept in one run are words of which a reader makes something.</summary>
    private const int LongestScrap = 4;

    private readonly record struct Change(int OldStart, int OldEnd, int NewStart, int NewEnd);

    private readonly List<Change> changes = [];
    private int oldAt;
    private int newAt;

    /// <summary>A piece of that length is equal at both places; pieces come in order.</summary>
    public void Keep(int oldStart, int newStart, int length)
    {
        CloseChange(oldStart, newStart);
        (oldAt, newAt) = (oldStart + length, newStart + length);
    }

    public ImmutableArray<TextStretch> Finish()
    {
        CloseChange(old.Length, @new.Length);
        var stretches = ImmutableArray.CreateBuilder<TextStretch>((changes.Count * 3) + 1);
        var at = 0;
        for (var i = 0; i < changes.Count; i++)
        {
            var narrowed = Narrowed(changes[i]);
            var change = Slid(narrowed, (i + 1 < changes.Count ? changes[i + 1].OldStart : old.Length) - narrowed.OldEnd);
            Add(stretches, StretchKind.Kept, old[at..change.OldStart]);
            Add(stretches, StretchKind.Deleted, old[change.OldStart..change.OldEnd]);
            Add(stretches, StretchKind.Inserted, @new[change.NewStart..change.NewEnd]);
            at = change.OldEnd;
        }
        Add(stretches, StretchKind.Kept, old[at..]);
        return IsScraps(stretches) ? [new(StretchKind.Deleted, old), new(StretchKind.Inserted, @new)] : stretches.ToImmutable();
    }

    /// <summary>Whether two sentences have nothing in common but a particle here and a word there: then the one has come in the place of the other.</summary>
    private bool IsScraps(ImmutableArray<TextStretch>.Builder stretches)
    {
        if (changes.Count < 2 || old.Contains('\n', StringComparison.Ordinal) || @new.Contains('\n', StringComparison.Ordinal))
            return false;
        var kept = stretches.Where(stretch => stretch.Kind == StretchKind.Kept).ToList();
        return kept.TrueForAll(stretch => stretch.Text.Length <= LongestScrap) && kept.Sum(stretch => stretch.Text.Length) * 3 < Math.Min(old.Length, @new.Length);
    }

    private static void Add(ImmutableArray<TextStretch>.Builder stretches, StretchKind kind, string text)
    {
        if (text.Length > 0)
            stretches.Add(new(kind, text));
    }

    private void CloseChange(int oldEnd, int newEnd)
    {
        if (oldEnd == oldAt && newEnd == newAt)
            return;
        var change = new Change(oldAt, oldEnd, newAt, newEnd);
        if (changes is [.., var last] && Bridges(last, change))
            changes[^1] = new(last.OldStart, oldEnd, last.NewStart, newEnd);
        else
            changes.Add(change);
    }

    /// <summary>One character between two replacements says nothing of its own.</summary>
    private bool Bridges(Change last, Change next) =>
        next.OldStart - last.OldEnd == 1 && old[last.OldEnd] is not ('\n' or '。')
        && last.OldEnd > last.OldStart && last.NewEnd > last.NewStart && next.OldEnd > next.OldStart && next.NewEnd > next.NewStart;

    /// <summary>管理責任者 → 統括責任者 is 管理 → 統括: ideographs shared at an end, two or more, are kept.</summary>
    private Change Narrowed(Change change)
    {
        var oldPart = old.AsSpan(change.OldStart..change.OldEnd);
        var newPart = @new.AsSpan(change.NewStart..change.NewEnd);
        // 管理に → 管理及び持出しに: the particle stays, and something was only added before it.
        if (oldPart.Length > 0 && newPart.Length > 0 && oldPart.Length != newPart.Length && (oldPart.Length < newPart.Length ? oldPart : newPart) is { Length: 1 } particle && TextUnits.IsParticle(particle[0]))
        {
            if (oldPart.EndsWith(particle) && newPart.EndsWith(particle))
                return change with { OldEnd = change.OldEnd - 1, NewEnd = change.NewEnd - 1 };
            if (oldPart.StartsWith(particle) && newPart.StartsWith(particle) && !JoinsAt(oldPart, 1) && !JoinsAt(newPart, 1))
                return change with { OldStart = change.OldStart + 1, NewStart = change.NewStart + 1 };
        }
        var prefix = 0;
        while (prefix < oldPart.Length && prefix < newPart.Length && oldPart[prefix] == newPart[prefix] && TextUnits.IsIdeograph(oldPart[prefix]))
            prefix++;
        while (prefix > 0 && (JoinsAt(oldPart, prefix) || JoinsAt(newPart, prefix) || TextUnits.IsNumeral(oldPart[prefix - 1])))
            prefix--;
        // Nor is 令和六年 cut before its number.
        if (prefix < 2 || BeginsWithNumeral(oldPart[prefix..]) || BeginsWithNumeral(newPart[prefix..]))
            prefix = 0;
        oldPart = oldPart[prefix..];
        newPart = newPart[prefix..];
        var suffix = 0;
        while (suffix < oldPart.Length && suffix < newPart.Length && oldPart[^(suffix + 1)] == newPart[^(suffix + 1)] && TextUnits.IsIdeograph(oldPart[^(suffix + 1)]))
            suffix++;
        while (suffix > 0 && TextUnits.IsNumeral(oldPart[^suffix]))
            suffix--;
        if (suffix == 0)
            suffix = LongEnding(oldPart, newPart);
        else if (suffix < 2 || EndsWithNumeral(oldPart[..^suffix]) || EndsWithNumeral(newPart[..^suffix]))
            suffix = 0;
        // 毎週月曜日 → 毎週水曜日 is 月曜日 → 水曜日: a lone ideograph between two halves goes with what stands behind it.
        if (prefix == 2 && suffix == 2 && oldPart.Length == 3 && newPart.Length == 3)
            suffix = 0;
        // 情報資産 → 情報資源 is 資産 → 資源, and 機密性 → 機密度 the whole word; but 情報資産課 → 情報資産係 is 課 → 係.
        else if ((prefix == 2 || prefix % 2 == 1) && oldPart.Length > suffix && newPart.Length > suffix && (IsLoneIdeograph(oldPart[..^suffix]) || IsLoneIdeograph(newPart[..^suffix])))
            prefix -= prefix == 2 ? 2 : prefix > 0 ? 1 : 0;
        return new(change.OldStart + prefix, change.OldEnd - suffix, change.NewStart + prefix, change.NewEnd - suffix);
    }

    /// <summary>公開されたものについては → 公表されたものについては: a long shared ending is no part of the word that changed.</summary>
    private static int LongEnding(ReadOnlySpan<char> old, ReadOnlySpan<char> @new)
    {
        const int Long = 5;
        var ending = 0;
        while (ending < old.Length && ending < @new.Length && old[^(ending + 1)] == @new[^(ending + 1)] && old[^(ending + 1)] is >= '\u3041' and <= '\u3096')
            ending++;
        if (ending < Long || ending >= old.Length || ending >= @new.Length || !TextUnits.IsIdeograph(old[^(ending + 1)]) || !TextUnits.IsIdeograph(@new[^(ending + 1)]))
            return 0;
        // 自ら関わって → 一切関わって: the ending has its verb with it, where that is the same.
        while (ending < old.Length && ending < @new.Length && old[^(ending + 1)] == @new[^(ending + 1)] && TextUnits.IsIdeograph(old[^(ending + 1)]))
            ending++;
        return ending;
    }

    private static bool IsLoneIdeograph(ReadOnlySpan<char> text) => text is [var one] && TextUnits.IsIdeograph(one);

    private static bool BeginsWithNumeral(ReadOnlySpan<char> text) => text.Length > 0 && IsNumeral(text[0]);

    private static bool EndsWithNumeral(ReadOnlySpan<char> text) => text.Length > 0 && IsNumeral(text[^1]);

    private static bool IsNumeral(char sign) => sign == '元' || char.IsDigit(sign) || TextUnits.IsNumeral(sign);

    /// <summary>A sentence that comes or goes is 「ただし、課長が定める。」 and neither 「。ただし、課長が定める」 nor 「定める。ただし、課長が」.</summary>
    /// <param name="kept">How many characters behind the change are kept.</param>
    private Change Slid(Change change, int kept)
    {
        var by = Slides(@new, change.NewStart, change.NewEnd, change.OldEnd - change.OldStart, kept) + Slides(old, change.OldStart, change.OldEnd, change.NewEnd - change.NewStart, kept);
        return by == 0 ? change : new(change.OldStart + by, change.OldEnd + by, change.NewStart + by, change.NewEnd + by);
    }

    /// <summary>How far words that came, or went, go on to the end of a sentence by the very words that stand behind them; 0 where they do not.</summary>
    private static int Slides(string text, int start, int end, int other, int kept)
    {
        if (other > 0 || end <= start || start == 0 || text[start - 1] is '。' or '\n')
            return 0;
        var most = Math.Min(Math.Min(kept, text.Length - end), LongestEnd);
        for (var by = 0; by < most && text[start + by] == text[end + by] && text[start + by] != '\n'; by++)
            if (text[start + by] == '。')
                return JoinsAt(text, start + by + 1) || JoinsAt(text, end + by + 1) ? 0 : by + 1;
        return 0;
    }

    private static bool JoinsAt(ReadOnlySpan<char> text, int at) => at < text.Length && TextUnits.Joins(text[at]);
}
