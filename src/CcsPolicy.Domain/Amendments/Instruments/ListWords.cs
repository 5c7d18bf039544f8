using System.Buffers;
using CcsPolicy.Domain.Amendments.Comparing;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>並ぶ語の引用。What is quoted of words or references that are joined to a list: from the word itself, so that what is left reads. 「第6条又は第7条」を「第7条」に, and neither 「第6条又は」 nor 「、第7条」を削る.</summary>
internal static class ListWords
{
    private static readonly SearchValues<char> Figures = SearchValues.Create("0123456789０１２３４５６７８９〇一二三四五六七八九十百千①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽");

    /// <summary>The quotation with the word that it was joined to, where it begins or ends with what joins.</summary>
    /// <param name="ends">Where the units of the text end.</param>
    public static (int Begin, int End) Around(string text, List<int> ends, int begin, int end, string becomes)
    {
        var was = text.AsSpan(begin..end);
        if (JointAtEnd(was) is > 0 and var closing && closing < was.Length && end < text.Length)
        {
            var next = UnitBehind(ends, end);
            // A reference goes on: 第7条第2項.
            while (next < text.Length && IsReference(text.AsSpan(end..next)) && UnitBehind(ends, next) is var further && text[next] == '第' && IsReference(text.AsSpan(next..further)))
                next = further;
            return AreListed(was[..^closing], text.AsSpan(end..next), was[^1] == '、') ? (begin, next) : (begin, end);
        }
        if (JointAtBegin(was) is > 0 and var opening && opening < was.Length && begin > 0)
        {
            var former = UnitBefore(ends, begin);
            while (former > 0 && text[former] == '第' && UnitBefore(ends, former) is var further && text[further] == '第' && IsReference(text.AsSpan(further..former)))
                former = further;
            return AreListed(text.AsSpan(former..begin), was[opening..], was[0] == '、') && (becomes.Length == 0 || JointAtBegin(becomes) > 0) ? (former, end) : (begin, end);
        }
        return (begin, end);
    }

    /// <summary>Whether two changes are those of references beside each other in a list: 「第6条及び第7条」を「第7条及び第8条」に.</summary>
    public static bool AreOne(string text, int begin, int end, int nextBegin, int nextEnd)
    {
        var was = text.AsSpan(begin..end);
        var between = text.AsSpan(end..nextBegin);
        var next = text.AsSpan(nextBegin..nextEnd);
        var isBeside = between.Length > 0 ? next.Length > 0 && JointAtBegin(between) == between.Length : JointAtBegin(next) > 0 || JointIn(was);
        // What joins may itself be another one: 6及び7 → 6、7及び8.
        var word = next[JointAtBegin(next)..];
        return isBeside && IsReference(was) && (word.Length == 0 || IsReference(word));
    }

    /// <summary>Words beside each other are joined by 及び; 、 joins references, and else may stand behind an adverb.</summary>
    private static bool AreListed(ReadOnlySpan<char> one, ReadOnlySpan<char> other, bool isComma) =>
        IsReference(one) && IsReference(other) || (!isComma && IsWord(one) && IsWord(other));

    private static bool IsReference(ReadOnlySpan<char> words) =>
        words.Length > 0 && (char.IsDigit(words[0]) || words[0] is '第' or '前' or '次' or '同' or '(' or '（' || Figures.Contains(words[0])) && (words.ContainsAny(Figures) || words[^1] is '条' or '項' or '号');

    private static bool IsWord(ReadOnlySpan<char> words)
    {
        foreach (var sign in words)
            if (!TextUnits.IsIdeograph(sign) && sign is not (>= '\u30a1' and <= '\u30ff') && !char.IsAsciiLetterOrDigit(sign))
                return false;
        return words.Length > 0;
    }

    private static bool JointIn(ReadOnlySpan<char> words)
    {
        for (var at = 1; at < words.Length; at++)
            if (JointAtBegin(words[at..]) > 0)
                return true;
        return false;
    }

    private static int JointAtBegin(ReadOnlySpan<char> words)
    {
        foreach (var one in TextUnits.Conjunctions)
            if (words.StartsWith(one))
                return one.Length;
        return words.StartsWith("、") ? 1 : 0;
    }

    private static int JointAtEnd(ReadOnlySpan<char> words)
    {
        foreach (var one in TextUnits.Conjunctions)
            if (words.EndsWith(one))
                return one.Length;
        return words.EndsWith("、") ? 1 : 0;
    }

    private static int UnitBehind(List<int> ends, int at)
    {
        var index = ends.BinarySearch(at);
        index = index < 0 ? ~index : index + 1;
        return index < ends.Count ? ends[index] : ends[^1];
    }

    private static int UnitBefore(List<int> ends, int at)
    {
        var index = ends.BinarySearch(at);
        index = index < 0 ? ~index : index;
        return index == 0 ? 0 : ends[index - 1];
    }
}
