using System.Globalization;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>改め文の書き方。What differs from office to office, in how an instrument is written; all of it is read whatever is chosen here.</summary>
public sealed record InstrumentUsage
{
    /// <summary>The municipal way, in horizontal writing.</summary>
    public static InstrumentUsage Municipal { get; } = new();

    /// <summary>The national way, as in vertical writing: 第二条, 一条, の下に.</summary>
    public static InstrumentUsage National { get; } = new() { AfterWords = "下に", CountsInKanji = true };

    /// <summary>次に or 下に, after the words that others are added to.</summary>
    public string AfterWords { get; init; } = "次に";

    /// <summary>次の一条 in place of 次の1条.</summary>
    public bool CountsInKanji { get; init; }

    /// <summary>施行期日: adds the instrument's own 附則 with the day from which it is in force; null for none.</summary>
    public DateOnly? Effective { get; init; }

    internal string Count(int count) => CountsInKanji ? EraNumeral.Kanji(count) : count.ToString(CultureInfo.InvariantCulture);
}
