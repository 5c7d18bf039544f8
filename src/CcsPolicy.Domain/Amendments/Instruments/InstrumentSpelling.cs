using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Amendments.Instruments.Tables;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>
/// 改め文の数字の表記。A gazette prints 第３条 or 第三条 where the text has 第3条. What such an instrument quotes and adds is taken in the figures of the text; one whose places are written as the text writes
/// its own is taken to the letter.
/// </summary>
internal sealed partial class InstrumentSpelling
{
    private enum Figures
    {
        Unknown,
        Half,
        Full,
        Kanji,
    }

    /// <summary>How numbers of one figure and of several are written: many texts have 第３条 and 第10条.</summary>
    private readonly record struct Style(Figures Single, Figures Several)
    {
        public Figures For(bool isSingle) => isSingle ? Single : Several;

        /// <summary>What is not known of the one is as the other.</summary>
        public Style Filled() => new(Single == Figures.Unknown ? Several : Single, Several == Figures.Unknown ? Single : Several);
    }

    private readonly Style from;
    private readonly Style to;
    private readonly string paragraph;
    private readonly string item;
    private readonly bool hasItems;

    private InstrumentSpelling(Style from, Style to, ProvisionTree text)
    {
        (this.from, this.to) = (from, to);
        paragraph = text.All().FirstOrDefault(at => at.Provision.Kind == ProvisionKind.Paragraph && at.Provision.Label.Length > 0).Provision?.Label ?? "";
        hasItems = text.All().Any(at => at.Provision.Kind == ProvisionKind.Item);
        item = text.All().FirstOrDefault(at => at.Provision.Kind == ProvisionKind.Item && ItemLabel().IsMatch(at.Provision.Label)).Provision?.Label ?? "";
    }

    /// <summary>
    /// The sentences with their places and new numbers as the office writes them: 第二条第一項 of a text whose numbers are in kanji, else ３ or 3, 6の(3)の① or 6(3)①. What they quote and add stays as it is.
    /// </summary>
    public static ImmutableArray<AmendingSentence> Spelled(ImmutableArray<AmendingSentence> sentences, InstrumentUsage usage, ProvisionTree text)
    {
        var figures = InstrumentHead.IsInKanji(text) ? Figures.Kanji : usage.IsFullWidth ? Figures.Full : Figures.Unknown;
        if (figures == Figures.Unknown && !usage.JoinsPlaces)
            return sentences;
        return [.. sentences.Select(sentence => sentence with { Operations = [.. sentence.Operations.Select(Spelled)] })];

        AmendingOperation Spelled(AmendingOperation operation) => (operation with { Address = Place(operation.Address) }) switch
        {
            AmendingOperation.Renumber renumber when !renumber.Number.StartsWith('「') => renumber with { Number = Place(renumber.Number) },
            AmendingOperation.Shift shift => shift with { Last = Place(shift.Last) },
            AmendingOperation.Add add => add with { As = Place(add.As) },
            var placed => placed,
        };

        string Place(string place)
        {
            var joined = usage.JoinsPlaces ? Joint().Replace(place, "の") : place;
            return figures == Figures.Unknown ? joined : ArabicPlace().Replace(joined, number => InFigures(number.Value, figures));
        }
    }

    /// <summary>The instrument in the figures of the text that it is applied to.</summary>
    public static AmendingInstrument Adapted(AmendingInstrument instrument, ProvisionTree text)
    {
        var spelling = From(instrument.Sentences.SelectMany(sentence => sentence.Operations).Select(operation => operation.Address), text);
        return spelling is null ? instrument
            : instrument with { Sentences = [.. instrument.Sentences.Select(sentence => sentence with { Operations = [.. sentence.Operations.Select(spelling.Adapted)] })] };
    }

    /// <summary>The table in the figures of the text that it is applied to, as its old side shows the difference.</summary>
    public static AmendingTable Adapted(AmendingTable table, ProvisionTree text)
    {
        var spelling = From(table.Blocks.SelectMany(block => block.Old).Select(line => line.Words), text);
        return spelling is null ? table : table with { Blocks = [.. table.Blocks.Select(block => new AmendingTableBlock(spelling.Adapted(block.Old), spelling.Adapted(block.New)))] };
    }

    private ImmutableArray<SideLine> Adapted(ImmutableArray<SideLine> lines) => [.. lines.Select(line => new SideLine(line.Line, Lines(line.Words), line.IsOmission))];

    /// <summary>Null where both write alike, or one of them writes no numbers.</summary>
    private static InstrumentSpelling? From(IEnumerable<string> places, ProvisionTree text)
    {
        var (from, to) = (StyleOf(places), StyleOf(text.All().SelectMany(at => new[] { at.Provision.Label, at.Provision.Text })));
        return from == default || to == default || (Agree(from.Single, to.Single) && Agree(from.Several, to.Several)) ? null : new(from.Filled(), to, text);
    }

    private static bool Agree(Figures one, Figures other) => one == other || one == Figures.Unknown || other == Figures.Unknown;

    private AmendingOperation Adapted(AmendingOperation operation) => operation switch
    {
        AmendingOperation.ChangeWords change => change with { Changes = [.. change.Changes.Select(one => new WordChange(Words(one.Was), Words(one.Becomes)))] },
        AmendingOperation.Rewrite rewrite => rewrite with { Block = Lines(rewrite.Block) },
        AmendingOperation.Add add => add with { Block = Lines(add.Block) },
        AmendingOperation.AddSentence add => add with { Block = Words(add.Block) },
        AmendingOperation.Renumber renumber => renumber with { Number = Words(renumber.Number) },
        AmendingOperation.SetCaption { Caption: { } caption } set => set with { Caption = Words(caption) },
        _ => operation,
    };

    private string Lines(string block) => string.Join('\n', block.Split('\n').Select(line => Words(ParagraphLine().Replace(ItemLine().Replace(from.For(true) == Figures.Kanji ? KanjiItemLine().Replace(line, KanjiItem) : line, Item), Paragraph))));

    /// <summary>２ at the beginning of a line is written as the paragraphs of the text are.</summary>
    private string Paragraph(Match label) => paragraph.Length == 0 || FiguresOf(paragraph) == Figures.Kanji ? label.Value : InFigures(label.Value, FiguresOf(paragraph));

    /// <summary>（１） is written (1) where the items of the text are.</summary>
    private string Item(Match label) =>
        item.Length == 0 ? label.Value : item[0] + InFigures(label.Groups["number"].Value, FiguresOf(item[1..2])) + item[^1];

    /// <summary>四 and 四の二 at the beginning of a line are (4) and (4)の2 where the items of the text are written so, or where it has none.</summary>
    private string KanjiItem(Match label) =>
        to.For(true) is Figures.Kanji or Figures.Unknown || (hasItems && item.Length == 0) ? label.Value
            : $"{(item.Length == 0 ? '(' : item[0])}{InFigures(label.Groups["number"].Value, item.Length == 0 ? to.For(true) : FiguresOf(item[1..2]))}{(item.Length == 0 ? ')' : item[^1])}"
                + string.Concat(label.Groups["branch"].Captures.Select(branch => "の" + InFigures(branch.Value, to.For(true))));

    private string Words(string words) => from.For(true) == Figures.Kanji || to.For(true) == Figures.Kanji
        ? Place().Replace(words, place => place.Value.Replace(place.Groups["number"].Value, Converted(place.Groups["number"].Value), StringComparison.Ordinal))
        : Run().Replace(words, run => Converted(run.Value));

    private string Converted(string number)
    {
        var at = 0;
        if (!EraNumeral.TryRead(number, ref at, out var value) || at < number.Length)
            return number;
        var isSingle = value < 10;
        return FiguresOf(number) == from.For(isSingle) && to.For(isSingle) is not Figures.Unknown and var figures ? InFigures(number, figures) : number;
    }

    private static string InFigures(string number, Figures figures)
    {
        var at = 0;
        if (!EraNumeral.TryRead(number, ref at, out var value) || at < number.Length)
            return number;
        var arabic = FiguresOf(number) == Figures.Kanji ? value.ToString(CultureInfo.InvariantCulture) : number;
        return figures switch
        {
            Figures.Kanji => EraNumeral.Kanji(value),
            Figures.Full => EraNumeral.FullWidth(arabic),
            _ => string.Concat(arabic.Select(figure => (char)(EraNumeral.ArabicDigit(figure) + '0'))),
        };
    }

    private static Figures FiguresOf(string number) => number.AsSpan().ContainsAnyInRange('０', '９') ? Figures.Full : number.AsSpan().ContainsAnyInRange('0', '9') ? Figures.Half : Figures.Kanji;

    /// <summary>In which figures the numbers are written, where nine of ten are in the same.</summary>
    private static Style StyleOf(IEnumerable<string> texts)
    {
        var counts = new Dictionary<(bool IsSingle, Figures Figures), int>();
        foreach (var text in texts)
            foreach (Match place in Place().Matches(text))
            {
                var (number, at) = (place.Groups["number"].Value, 0);
                if (!EraNumeral.TryRead(number, ref at, out var value) || at < number.Length)
                    continue;
                var key = (value < 10, FiguresOf(number));
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        return new(Most(true), Most(false));

        Figures Most(bool isSingle)
        {
            var all = counts.Where(count => count.Key.IsSingle == isSingle).ToList();
            var most = all.OrderByDescending(count => count.Value).FirstOrDefault();
            return most.Value * 10 >= all.Sum(count => count.Value) * 9 && most.Value > 0 ? most.Key.Figures : Figures.Unknown;
        }
    }

    [GeneratedRegex("(?:第|前|(?<=[条項号章節]の))(?<number>[0-9]{1,4}|[０-９]{1,4}|[一二三四五六七八九十百千]{1,7})(?=[編章節款目条項号表]|$|[^一-龠0-9０-９])")]
    private static partial Regex Place();

    [GeneratedRegex("[0-9]{1,9}|[０-９]{1,9}")]
    private static partial Regex Run();

    [GeneratedRegex("(?<=^[ 　]{0,4})[0-9０-９]{1,3}(?=[ 　])")]
    private static partial Regex ParagraphLine();

    [GeneratedRegex("(?<=^[ 　]{0,4})[（(](?<number>[0-9０-９]{1,3})[）)]")]
    private static partial Regex ItemLine();

    [GeneratedRegex("(?<=^[ 　]{0,4})(?<number>[一二三四五六七八九十百]{1,5})(?:の(?<branch>[一二三四五六七八九十]{1,3}))*(?=[ 　])")]
    private static partial Regex KanjiItemLine();

    [GeneratedRegex("^[（(][0-9０-９]{1,3}[）)]$")]
    private static partial Regex ItemLabel();

    [GeneratedRegex("(?<=第)[0-9０-９]{1,4}(?=[編章節款目条項号])|(?<=第[0-9０-９]{1,4}[条項号]の)[0-9０-９]{1,4}")]
    private static partial Regex ArabicPlace();

    /// <summary>Between the steps of 6(3)①.</summary>
    [GeneratedRegex("(?<=[0-9０-９）)])(?=[（(①-⑳])")]
    private static partial Regex Joint();
}
