using System.Collections.Immutable;
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

    /// <summary>
    /// The clauses as a 附則 names them: of a new article 第11条の次に1条を加える, with the numbers that make room for it, since those of the clause cannot be in force without each other.
    /// </summary>
    public static InstrumentUsage Named(InstrumentUsage usage, ImmutableArray<AmendingSentence> sentences) =>
        usage with { Later = [.. usage.Later.Select(one => one with { Place = Named(one.Place, sentences, usage) ?? one.Place })] };

    private static string? Named(string place, ImmutableArray<AmendingSentence> sentences, InstrumentUsage usage)
    {
        if (sentences.FirstOrDefault(sentence => sentence.Operations is [.., AmendingOperation.Add { Unit: not null, Side: AddedSide.After or AddedSide.Before } add] && add.Block.Split('\n').Any(line => line.Trim().Split(' ', '　')[0] == place)) is not { } found)
            return null;
        var words = found.Operations.Select(operation => operation switch
        {
            AmendingOperation.Renumber renumbered => $"{renumbered.Address}を{renumbered.Number}とし",
            AmendingOperation.Shift { IsPair: false } shift when InstrumentAddress.IsOfUnits(shift.Last) => $"{shift.Address}から{shift.Last}までを{usage.Count(Math.Abs(shift.By))}{shift.Last[InstrumentAddress.LastUnit(shift.Last)]}ずつ繰り{(shift.By > 0 ? "下げ" : "上げ")}",
            AmendingOperation.Add added => $"{added.Address}の{(added.Side == AddedSide.After ? "次" : "前")}に{usage.Count(added.Count)}{added.Unit}を加える",
            _ => null,
        }).ToList();
        return words.Contains(null) ? null : string.Join('、', words);
    }

    private static string Label(int number, InstrumentUsage usage) => (usage.CountsInKanji ? EraNumeral.FullWidth($"{number}") : $"{number}") + "　";

    /// <summary>第1条の改正規定, 第2条及び第3条の改正規定</summary>
    private static string Clauses(IEnumerable<LaterEffect> later)
    {
        var places = later.Select(one => one.Place).ToArray();
        return (places.Length == 1 ? places[0] : string.Join('、', places[..^1]) + "及び" + places[^1]) + (places[^1].EndsWith('る') ? "改正規定" : "の改正規定");
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
