using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>目次の字句の改正。The articles of a chapter are quoted as a whole as they stand between brackets: 「第5条―第8条」を「第5条―第9条」に.</summary>
internal static partial class ContentsWords
{
    /// <summary>The changes of lines of which nothing but the articles changed; null where anything else did, or the articles do not stand once in the 目次.</summary>
    public static ImmutableArray<WordChange>? Between(string old, string @new)
    {
        var changes = ImmutableArray.CreateBuilder<WordChange>();
        foreach (var (was, becomes) in old.Split('\n').Zip(@new.Split('\n')).Where(pair => pair.First != pair.Second))
        {
            if (Line().Match(was) is not { Success: true } before || Line().Match(becomes) is not { Success: true } now || before.Groups["name"].Value != now.Groups["name"].Value
                || before.Groups["open"].Value != now.Groups["open"].Value || before.Groups["close"].Value != now.Groups["close"].Value)
                return null;
            // Where 第9条 also stands in 第9条・第10条, with its brackets, and with the chapter where that is not enough.
            var (range, end) = (before.Groups["range"], before.Groups["close"].Index + 1);
            int[] begins = [range.Index, range.Index - 1, was.Length - was.TrimStart().Length];
            var begin = Array.Find(begins, from => InstrumentScope.Count(old, was[from..(from == range.Index ? range.Index + range.Length : end)]) == 1);
            var words = was[begin..(begin == range.Index ? range.Index + range.Length : end)];
            if (InstrumentScope.Count(old, words) != 1 || !QuotedText.Holds(words))
                return null;
            changes.Add(new(words, string.Concat(was.AsSpan(begin, range.Index - begin), now.Groups["range"].Value, words.AsSpan(range.Index + range.Length - begin))));
        }
        return changes.Count == 0 ? null : changes.ToImmutable();
    }

    [GeneratedRegex(@"^(?<name>[^（(]{1,80})(?<open>[（(])(?<range>[^（）()]{1,40})(?<close>[）)])\s*$")]
    private static partial Regex Line();
}
