using System.Text.RegularExpressions;
using CcsPolicy.Domain.Amendments.Instruments.Rows;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>文の途中での言い方の意味。What 同条 and a bare 第2号 mean at a point of a sentence.</summary>
/// <param name="Named">The place that was named last: 同条 and 同項 are of it.</param>
/// <param name="Within">The place of the last 中: 第3条第2項中第4号を第5号とし、第3号の次に… speaks of that paragraph to its end.</param>
/// <param name="IsScope">Whether a place came after the 中, and not words: then signs without a unit (ア, (3)) are of it too.</param>
internal readonly partial record struct SentenceFocus(string Named, string Within, bool IsScope)
{
    private const string Order = "条項号";

    public static SentenceFocus None { get; } = new("", "", false);

    /// <summary>After 「第3条第2項中」 with a place behind it.</summary>
    public static SentenceFocus In(string place) => new(place, place, true);

    /// <summary>第15条を第16条とし、第4章中同条の前に: the article is the one that was named before. Null for any other place.</summary>
    public SentenceFocus? WithinDivision(string place) =>
        Named.Contains('条', StringComparison.Ordinal) && !place.Contains('条', StringComparison.Ordinal) && place[^1] is '編' or '章' or '節' or '款' or '目' ? new(Named, place, true) : null;

    public SentenceFocus After(AmendingOperation operation)
    {
        var named = InstrumentAddress.FocusAfter(operation, operation.Address);
        return operation is AmendingOperation.ChangeWords ? new(named, named, false) : this with { Named = named };
    }

    /// <summary>The place in full: several that were named at once each of what was named before it.</summary>
    public string InFull(string words)
    {
        if (words.Length > InstrumentAddress.Longest)
            return words;
        words = InstrumentAddress.WithoutRelation(words);
        var (full, named, at) = ("", Named, 0);
        foreach (Match joint in InstrumentAddress.Joint(words))
        {
            var one = One(InstrumentAddress.AsNamed(words[at..joint.Index]), named, full.Length == 0);
            full += one + joint.Value;
            (named, at) = (one, joint.Index + joint.Length);
        }
        return full + One(InstrumentAddress.AsNamed(words[at..]), named, full.Length == 0);
    }

    private string One(string words, string named, bool isFirst) =>
        words.StartsWith('同') ? InstrumentAddress.InFull(words, IsOfScope(words, named) ? Within : named)
            : isFirst && !IsScope && IsBareRow(words) ? InstrumentAddress.InFull("同表" + words, Within)
            : isFirst ? IsOf(words) ? (IsScope ? InstrumentAddress.Beside(Within, words) : null) ?? InstrumentAddress.Joined(Within, words) : InstrumentAddress.Beside(Named, words) ?? words
            // 別表本館の項及び別館の項: the second is of the same table.
            : TablePlace.IsOne(named) && words.Length > 0 && words[^1] is '項' or '部' or '欄' && !InstrumentAddress.IsPlace(words) ? InstrumentAddress.InFull("同表" + words, named) : words;

    /// <summary>第3章中第9条を第10条とし、同章を第4章とする: the chapter is that of the 中.</summary>
    private bool IsOfScope(string words, string named) => words.Length > 1 && words[1] is '編' or '章' or '節' or '款' && !named.Contains(words[1], StringComparison.Ordinal) && Within.Contains(words[1], StringComparison.Ordinal);

    /// <summary>別表第1中「甲」を「乙」に改め、3の項を次のように改める: a row of the table that was named before.</summary>
    private bool IsBareRow(string words) =>
        Within.Length > 0 && words.Length > 2 && words[^2] == 'の' && words[^1] is '項' or '部' or '欄' && InstrumentAddress.IsInTable(Within) && InstrumentAddress.Joint(Within).Count == 0 && !InstrumentAddress.IsPlace(words);

    private bool IsOf(string words)
    {
        if (Within.Length == 0 || words.Length == 0)
            return false;
        // 別表中会議室の項を削り: a row of that table.
        if (IsScope && TablePlace.IsOne(Within + words) && !InstrumentAddress.IsPlace(words) && words[^1] is '項' or '部' or '欄')
            return true;
        if (Step().Match(words) is { Success: true } step)
        {
            var rank = Order.IndexOf(step.Value[^1], StringComparison.Ordinal);
            var last = Within.LastIndexOfAny(['条', '項', '号']);
            return last < 0 ? Within is "附則" or "付則" || Within.EndsWith("備考", StringComparison.Ordinal) : Order.IndexOf(Within[last], StringComparison.Ordinal) < rank;
        }
        return IsScope && (Sign().IsMatch(words) || words is InstrumentAddress.WithoutNotes or SentenceParts.Proviso or SentenceParts.Latter);
    }

    [GeneratedRegex("^第[0-9０-９一二三四五六七八九十百千]+[条項号]")]
    private static partial Regex Step();

    [GeneratedRegex("^(?:[ア-ヶ](?![ア-ヶ])|[（(]?[0-9０-９ア-ヶa-zａ-ｚ]{1,3}[)）]|[①-⑳㉑-㉟㊱-㊿⑴-⒇])")]
    private static partial Regex Sign();
}
