using System.Globalization;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Consequences;

/// <summary>数字の書き方。Writes numbers as a text does: 第9条 in full width and 第10条 in half, or in kanji.</summary>
internal sealed class Figures
{
    private enum Way
    {
        Half,
        Full,
        Kanji,
    }

    private readonly Way? single;
    private readonly Way? several;

    private Figures(Way? single, Way? several) => (this.single, this.several) = (single, several);

    /// <summary>By the numbers of the articles, else of whatever is numbered in digits.</summary>
    public static Figures Of(ProvisionPaths paths)
    {
        Way? single = null, several = null;
        foreach (var onlyArticles in new[] { true, false })
            foreach (var placed in paths.All)
            {
                var label = placed.Provision.Label.AsSpan();
                if (onlyArticles != label.ContainsAny('条', '條')) continue;
                var first = 0;
                while (first < label.Length && !EraNumeral.IsDigit(label[first])) first++;
                var end = first;
                if (!EraNumeral.TryRead(label, ref end, out var value)) continue;
                if (value < 10) single ??= WayOf(label[first..end]);
                else several ??= WayOf(label[first..end]);
                if (single is not null && several is not null) return new(single, several);
            }
        return new(single, several);
    }

    /// <param name="like">The digits in whose place the number is written; empty when there were none.</param>
    public string Write(int value, ReadOnlySpan<char> like)
    {
        var way = like.IsEmpty ? Usual(value)
            : WayOf(like) is Way.Kanji ? Way.Kanji
            : like.Length == 1 == value < 10 ? WayOf(like)
            : Usual(value) is Way.Half or Way.Full ? Usual(value) : WayOf(like);
        if (way == Way.Kanji) return IsPositional(like) ? Positional(value) : EraNumeral.Kanji(value);
        var half = value.ToString(CultureInfo.InvariantCulture);
        return way == Way.Full ? EraNumeral.FullWidth(half) : half;
    }

    /// <summary>A segment of a path in words: 第4条の2 for 4_2 and 条; null for a range and other segments that are no number.</summary>
    public string? Unit(string segment, char unit, ReadOnlySpan<char> like, bool branchFirst = false)
    {
        var parts = segment.Split('_');
        var made = new List<string>();
        foreach (var part in parts)
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < 1) return null;
            made.Add(Write(value, like));
        }
        var after = string.Concat(made.Skip(1).Select(branch => "の" + branch));
        return unit == '\0' || branchFirst ? $"第{made[0]}{after}{unit}".TrimEnd('\0') : $"第{made[0]}{unit}{after}";
    }

    private Way? Usual(int value) => (value < 10 ? single ?? several : several ?? single) ?? Way.Half;

    private static Way WayOf(ReadOnlySpan<char> digits) => EraNumeral.KanjiValue(digits[0]) >= 0 ? Way.Kanji : digits[0] > '9' ? Way.Full : Way.Half;

    /// <summary>一〇 or 二五 and not 十 or 二十五.</summary>
    private static bool IsPositional(ReadOnlySpan<char> like) => like.Contains('〇') || (like.Length > 1 && !like.ContainsAny('十', '百', '千') && EraNumeral.KanjiValue(like[0]) >= 0);

    private static string Positional(int value) => string.Concat(value.ToString(CultureInfo.InvariantCulture).Select(digit => "〇一二三四五六七八九"[digit - '0']));
}
