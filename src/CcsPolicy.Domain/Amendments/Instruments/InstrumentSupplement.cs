using System.Globalization;
using System.Text;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>改め文の附則。施行期日, of some clauses perhaps a later one, and 経過措置.</summary>
internal static class InstrumentSupplement
{
    /// <summary>The lines; empty when no day is given.</summary>
    /// <param name="kind">What the text calls itself: 規程.</param>
    public static string Of(string kind, InstrumentUsage usage)
    {
        if (usage.Effective is not { } day)
            return "";
        var text = new StringBuilder($"　　{usage.Supplement[0]}　則\n");
        var isCounted = !usage.Transition.IsEmpty;
        if (isCounted)
            text.Append("　（施行期日）\n").Append(Label(1, usage));
        else
            text.Append('　');
        text.Append(CultureInfo.InvariantCulture, $"この{kind}は、{Written(day, null, usage)}から施行する。");
        var later = usage.Later.GroupBy(one => one.Day).OrderBy(group => group.Key).ToList();
        if (later is [var only])
            text.Append(CultureInfo.InvariantCulture, $"ただし、{Clauses(only)}は、{Written(only.Key, day, usage)}から施行する。");
        else if (later.Count > 1)
        {
            text.Append("ただし、次の各号に掲げる規定は、当該各号に定める日から施行する。");
            for (var i = 0; i < later.Count; i++)
                text.Append(CultureInfo.InvariantCulture, $"\n　{(usage.CountsInKanji ? EraNumeral.Kanji(i + 1) : $"({i + 1})")}　{Clauses(later[i])}　{Written(later[i].Key, null, usage)}");
        }
        for (var i = 0; i < usage.Transition.Length; i++)
            text.Append(i == 0 ? "\n　（経過措置）\n" : "\n").Append(Label(i + 2, usage)).Append(usage.Transition[i]);
        return text.ToString();
    }

    private static string Label(int number, InstrumentUsage usage) => (usage.CountsInKanji ? EraNumeral.FullWidth($"{number}") : $"{number}") + "　";

    /// <summary>第1条の改正規定, 第2条及び第3条の改正規定</summary>
    private static string Clauses(IEnumerable<LaterEffect> later)
    {
        var places = later.Select(one => one.Place).ToArray();
        return (places.Length == 1 ? places[0] : string.Join('、', places[..^1]) + "及び" + places[^1]) + "の改正規定";
    }

    /// <summary>The day; 同年10月1日 where the one before is of the same year.</summary>
    private static string Written(DateOnly day, DateOnly? before, InstrumentUsage usage)
    {
        var written = EraDateText.InEra(day);
        if (before is { } former && EraDateText.InEra(former) is var other && other[..(other.IndexOf('年', StringComparison.Ordinal) + 1)] is var year && written.StartsWith(year, StringComparison.Ordinal))
            written = "同年" + written[year.Length..];
        return usage.CountsInKanji ? EraNumeral.InKanji(written) : written;
    }
}
