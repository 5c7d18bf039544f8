using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments.Tables;

/// <summary>
/// 改正文としての新旧対照表。Blocks of lines, those of the old side with those that come in their place.
/// </summary>
/// <param name="Head">Title, what is amended and the own 附則; it has no sentences.</param>
internal sealed record AmendingTable(AmendingInstrument Head, ImmutableArray<AmendingTableBlock> Blocks);

/// <summary>対照表の段。Lines that stand beside each other; before a block a part of the text may have been left out.</summary>
internal sealed record AmendingTableBlock(ImmutableArray<SideLine> Old, ImmutableArray<SideLine> New)
{
    /// <summary>Whether it has nothing but captions, which belong to the number that follows.</summary>
    public bool IsCaption => (Old.Length > 0 || New.Length > 0) && Old.Concat(New).All(line => line.IsCaption);

    /// <summary>With the words of the other side in the place of 同左: of a side that says nothing else all of the other, and else the line beside it.</summary>
    public AmendingTableBlock Filled() => new(Filled(Old, New), Filled(New, Old));

    private static ImmutableArray<SideLine> Filled(ImmutableArray<SideLine> own, ImmutableArray<SideLine> other) => own switch
    {
        [{ IsSame: true }] when !other.IsEmpty => other,
        _ when own.Any(line => line.IsSame) => [.. own.SelectMany(line => line.IsSame && other.Where(beside => beside.Line == line.Line).ToList() is [_, ..] same ? same : [line])],
        _ => own,
    };

    public AmendingTableBlock With(AmendingTableBlock next) => new([.. Old, .. next.Old], [.. New, .. next.New]);
}

/// <summary>対照表の片側の行。</summary>
/// <param name="Line">The line of the instrument, from 1.</param>
/// <param name="Words">The line; of one with （略） what stands before it, empty for nothing.</param>
/// <param name="IsOmission">Whether it ends with （略）: a part that is the same on both sides.</param>
/// <param name="Goes">Whether the other side says （削る） beside it: the part that （略） stands for goes whole.</param>
internal readonly partial record struct SideLine(int Line, string Words, bool IsOmission, bool Goes = false)
{
    /// <summary>The words without spaces and in one width: by these a line is found.</summary>
    public string Key { get; } = KeyOf(Words);

    /// <summary>第2条 of 第2条～第4条　（略）.</summary>
    public string First => KeyOf(AsLabel(Ends(Words).First));

    /// <summary>第4条 of 第2条～第4条　（略）; the same as <see cref="First"/> where only one is named.</summary>
    public string Last => KeyOf(AsLabel(Ends(Words).Last));

    public bool IsRange => IsOmission && First != Last;

    /// <summary>（点検）, above the number of an article.</summary>
    public bool IsCaption => !IsOmission && Caption().IsMatch(Words);

    /// <summary>What one side says on a line; null where it says nothing, or only that the other side is new or gone.</summary>
    public static SideLine? Of(int line, string words)
    {
        if (words.Trim() is not { Length: > 0 } bare || Nothing().IsMatch(bare))
            return null;
        // The empty cells at the ends of a row are cells too.
        words = words.Contains('\t', StringComparison.Ordinal) ? words.Trim(' ', '　') : bare;
        return Omission().Match(words) is { Success: true } omitted ? new(line, words[..omitted.Index].Trim(), true) : new(line, words, false);
    }

    /// <summary>同左: what stands on the other side.</summary>
    public bool IsSame => !IsOmission && Same().IsMatch(Words);

    /// <summary>（削る）: what stands beside it goes.</summary>
    public static bool SaysGone(string words) => Gone().IsMatch(words.Trim());

    /// <summary>第4条　（削除）: whether the article goes or its number stays with the word 削除 cannot be told.</summary>
    public static bool IsUnclear(string words) => Unclear().IsMatch(words.Trim());

    public static string KeyOf(string words) => ProvisionPaths.Folded(words);

    /// <summary>2 for 第2項 and (2) for 第2号, as they begin a line.</summary>
    private static string AsLabel(string name) => Named().Match(name) is not { Success: true } named ? name : named.Groups["item"].Success ? $"({named.Groups["number"].Value})" : named.Groups["number"].Value;

    private static (string First, string Last) Ends(string words)
    {
        var between = Between().Match(words);
        if (!between.Success)
            return (words, words);
        var last = words[(between.Index + between.Length)..];
        return (words[..between.Index], last.EndsWith("まで", StringComparison.Ordinal) ? last[..^2] : last);
    }

    [GeneratedRegex(@"[\s　]{0,8}[（(［\[〔]\s{0,4}(?:略|省略)\s{0,4}[）)\]］〕]$")]
    private static partial Regex Omission();

    [GeneratedRegex(@"^(?:[^。]{0,40}[（(［\[〔]\s{0,4}(?:新設|削る)\s{0,4}[）)\]］〕]|[（(［\[〔]\s{0,4}(?:新規|追加|削除)\s{0,4}[）)\]］〕]|[－―ー—–‐-]{1,4}|…{1,3}|なし)$")]
    private static partial Regex Nothing();

    [GeneratedRegex(@"^[（(［\[〔]?\s{0,4}同\s{0,4}[左右上下]\s{0,4}[）)\]］〕]?$")]
    private static partial Regex Same();

    [GeneratedRegex(@"^[（(［\[〔]\s{0,4}(?:削る|削除)\s{0,4}[）)\]］〕]$")]
    private static partial Regex Gone();

    [GeneratedRegex("^第(?<number>[0-9０-９]{1,3})(?:項|(?<item>号))$")]
    private static partial Regex Named();

    [GeneratedRegex(@"^[^。]{1,40}[（(［\[〔]\s{0,4}削除\s{0,4}[）)\]］〕]$")]
    private static partial Regex Unclear();

    [GeneratedRegex("^[（(][^0-9０-９）)][^）)]{0,40}[）)]$")]
    private static partial Regex Caption();

    /// <summary>What may stand between two numbers: the second begins with a sign of a number.</summary>
    [GeneratedRegex(@"\s{0,4}(?:～|〜|~|から|及び|・|、|(?<=[条項号章節款)）])[―－–—-])\s{0,4}(?=[第附付別様⑴-⒇①-⑳0-9０-９]|[（(][0-9０-９一-十ア-ンa-zａ-ｚⅰ-ⅻ]{1,3}[）)]|[ア-ンa-zａ-ｚ](?:$|\s|まで))")]
    private static partial Regex Between();
}
