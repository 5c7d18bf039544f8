using System.Collections.Immutable;
using System.Globalization;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>後から施行する改正規定。</summary>
/// <param name="Place">What is amended, as the instrument names it: 第3条第2項.</param>
public readonly record struct LaterEffect(string Place, DateOnly Day);

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

    /// <summary>第３条, １条: the figures of places and counts are full-width, whatever the text writes. A text in kanji is amended in kanji.</summary>
    public bool IsFullWidth { get; init; }

    /// <summary>6の(3)の① in place of 6(3)①.</summary>
    public bool JoinsPlaces { get; init; }

    /// <summary>施行期日: adds the instrument's own 附則 with the day from which it is in force; null for none.</summary>
    public DateOnly? Effective { get; init; }

    /// <summary>Clauses with a later day than <see cref="Effective"/>; they are read back as <see cref="InstrumentDates"/>.</summary>
    public ImmutableArray<LaterEffect> Later { get; init; } = [];

    /// <summary>経過措置: each a paragraph of the own 附則.</summary>
    public ImmutableArray<string> Transition { get; init; } = [];

    /// <summary>附則, or 付則 where the text writes so.</summary>
    internal string Supplement { get; init; } = "附則";

    internal string Count(int count) => CountsInKanji ? EraNumeral.Kanji(count) : IsFullWidth ? EraNumeral.FullWidth(count.ToString(CultureInfo.InvariantCulture)) : count.ToString(CultureInfo.InvariantCulture);
}
