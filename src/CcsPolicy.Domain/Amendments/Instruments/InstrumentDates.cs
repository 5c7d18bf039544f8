using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>
/// 段階施行。From when each clause of an instrument is in force, as its own 附則 says: この規程は、令和8年4月1日から施行する。ただし、第3条第2項の改正規定は、同年10月1日から施行する。
/// </summary>
public sealed partial record InstrumentDates
{
    private enum Meant
    {
        /// <summary>の改正規定</summary>
        Anything,

        /// <summary>を加える改正規定</summary>
        Addition,

        /// <summary>を削る改正規定</summary>
        Deletion,

        /// <summary>とする改正規定</summary>
        Number,
    }

    /// <summary>A place, and what of that which happens to it.</summary>
    /// <param name="Article">第2条 of an instrument that amends its texts each in an article; empty for any.</param>
    private readonly record struct Named(string Place, Meant Meant, string Article = "");

    private readonly ImmutableArray<(ImmutableArray<Named> Places, DateOnly? Day)> exceptions;

    private InstrumentDates(DateOnly? rest, ImmutableArray<(ImmutableArray<Named> Places, DateOnly? Day)> exceptions) => (Rest, this.exceptions) = (rest, exceptions);

    /// <summary>施行期日 of all that no ただし書 names; null when it hangs on an event (公布の日) or is not said.</summary>
    public DateOnly? Rest { get; }

    /// <summary>Each day that is told, the first one first.</summary>
    public ImmutableArray<DateOnly> Days => [.. exceptions.Select(exception => exception.Day).Prepend(Rest).OfType<DateOnly>().Distinct().Order()];

    /// <summary>段階。The days from which clauses are in force, the first one first; null, before them all, stands for an event (公布の日).</summary>
    public ImmutableArray<DateOnly?> StagesOf(AmendingInstrument instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        return [.. Clauses(instrument).Select(clause => For(clause.Sentence, clause.Operation)).Distinct().OrderBy(day => day ?? DateOnly.MinValue)];
    }

    /// <summary>Reads the days; refused where a ただし書 names something that the instrument does not amend.</summary>
    public static Result<InstrumentDates> Of(AmendingInstrument instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        var effective = ProvisionMeaning.Of(ProvisionText.Read(instrument.Supplementary).Tree).Effective.Where(one => one.Kind == EffectiveKind.InForce).ToList();
        var exceptions = ImmutableArray.CreateBuilder<(ImmutableArray<Named>, DateOnly?)>();
        var articles = instrument.Sentences.Select(sentence => Plain(sentence.Article)).Where(article => article.Length > 0).ToHashSet();
        var (rest, focus) = ((DateOnly?)null, "");
        foreach (var one in effective)
        {
            var named = ClausesOf(one, articles.Count > 0);
            // What tells of articles in other words than these is not guessed at.
            if (articles.Count > 0 && OfArticle().Count(one.Written) > named.Sum(group => OfArticle().Count(group.Clauses)))
                return InstrumentErrors.DaysOfArticles;
            if (named.Count == 0)
                rest ??= one.Date?.Date;
            foreach (var (clauses, day) in named)
            {
                ImmutableArray<Named> places = [.. (articles.Count > 0 ? InArticles(clauses, ref focus) : InstrumentAddress.Several(clauses).Select(one => PlaceOf(one, ref focus))).Where(place => place.Article.Length == 0 || articles.Contains(place.Article))];
                if (places.Any(place => !Clauses(instrument).Any(clause => IsIn(clause.Sentence, clause.Operation, place))))
                    return InstrumentErrors.DateForNothing;
                exceptions.Add((places, day));
            }
        }
        return new InstrumentDates(rest, exceptions.ToImmutable());
    }

    /// <summary>The days that the 附則 of a table tells, each with the places that it names for it, the first one first; the rest names none.</summary>
    internal static ImmutableArray<GivenPart> PartsOfTable(AmendingInstrument table)
    {
        var (named, rest, isTold) = (new List<GivenPart>(), (DateOnly?)null, false);
        foreach (var one in ProvisionMeaning.Of(ProvisionText.Read(table.Supplementary).Tree).Effective.Where(one => one.Kind == EffectiveKind.InForce))
        {
            var clauses = ClausesOf(one, isInArticles: false);
            if (clauses.Count == 0 && !isTold)
                (rest, isTold) = (one.Date?.Date, true);
            var focus = "";
            foreach (var (words, day) in clauses)
                named.Add(new(day, [.. InstrumentAddress.Several(words).Select(place => PlaceOf(place, ref focus).Place).Where(place => place.Length > 0)]));
        }
        return named.Count == 0 ? [] : [.. named.Prepend(new(rest, [])).GroupBy(part => part.Day).OrderBy(group => group.Key ?? DateOnly.MinValue).Select(group => new GivenPart(group.Key, [.. group.SelectMany(part => part.Places).Distinct()]))];
    }

    /// <summary>From when the clause of a sentence is in force; null when that hangs on an event.</summary>
    private DateOnly? For(AmendingSentence sentence, AmendingOperation operation)
    {
        foreach (var (places, day) in exceptions)
            if (places.Any(place => IsIn(sentence, operation, place)))
                return day;
        return Rest;
    }

    private static IEnumerable<(AmendingSentence Sentence, AmendingOperation Operation)> Clauses(AmendingInstrument instrument) =>
        instrument.Sentences.SelectMany(sentence => sentence.Operations.Select(operation => (sentence, operation)));

    private static bool IsIn(AmendingSentence sentence, AmendingOperation operation, Named named) =>
        (named.Article.Length == 0 || named.Article == Plain(sentence.Article)) && (named.Place.Length == 0 ? named.Article.Length > 0 : IsIn(operation, named));

    /// <summary>The clauses that are in force on a day; those that hang on an event are.</summary>
    public AmendingInstrument InForceOn(DateOnly day, AmendingInstrument instrument) => Only(instrument, from => from is null || from <= day);

    /// <summary>The clauses of one stage.</summary>
    /// <param name="stage">One of <see cref="StagesOf"/>.</param>
    public AmendingInstrument Only(DateOnly? stage, AmendingInstrument instrument) => Only(instrument, from => from == stage);

    private AmendingInstrument Only(AmendingInstrument instrument, Func<DateOnly?, bool> isMeant)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        return instrument with
        {
            Sentences = [.. instrument.Sentences.Select(sentence => sentence with { Operations = [.. sentence.Operations.Where(operation => isMeant(For(sentence, operation)))] }).Where(sentence => !sentence.Operations.IsEmpty)],
        };
    }

    /// <summary>
    /// ただし、第1条の改正規定は同年10月1日から、第2条の改正規定は令和9年4月1日から施行する。 (1)　第1条の改正規定　令和8年10月1日. Empty where no clause is named.
    /// </summary>
    /// <param name="isInArticles">Whether the instrument amends its texts each in an article: 第2条の規定は、令和9年10月1日から施行する.</param>
    private static List<(string Clauses, DateOnly? Day)> ClausesOf(EffectiveProvision one, bool isInArticles)
    {
        if ((isInArticles ? ArticlesItem() : Item()).Match(one.Written) is { Success: true } item)
            return [(item.Groups["places"].Value, one.Date?.Date)];
        if (!isInArticles && !one.Written.StartsWith("ただし、", StringComparison.Ordinal))
            return [];
        var (dates, named) = (EraDateText.FindAll(one.Written), new List<(string, DateOnly?)>());
        foreach (Match clauses in (isInArticles ? Articles() : Exception()).Matches(one.Written))
            named.Add((clauses.Groups["places"].Value, clauses.NextMatch() is { Success: true } next ? dates.LastOrDefault(date => date.Start >= clauses.Index && date.End <= next.Index).Date : one.Date?.Date));
        return named;
    }

    /// <summary>第1条中情報規程第3条の改正規定及び第2条の規定: what stands behind the last 改正規定 are articles of the instrument, all of what they amend.</summary>
    private static List<Named> InArticles(string clauses, ref string focus)
    {
        var named = new List<Named>();
        var end = clauses.LastIndexOf("改正規定", StringComparison.Ordinal) is >= 0 and var last ? last + "改正規定".Length : 0;
        var article = "";
        foreach (var one in InstrumentAddress.Several(clauses[..end]).Where(one => one.Length > 0))
        {
            var within = WithinArticle().Match(one);
            (article, focus) = within.Success ? (Plain(within.Groups["article"].Value), "") : (article, focus);
            named.Add(PlaceOf(one[within.Length..], ref focus) with { Article = article });
        }
        foreach (Match whole in WholeArticle().Matches(clauses[end..]))
            if (whole.Groups["to"].Success && int.TryParse(LabelNumber.Of(Plain(whole.Groups["article"].Value)).Segment, out var from) && int.TryParse(LabelNumber.Of(Plain(whole.Groups["to"].Value)).Segment, out var to) && to - from is > 0 and < 100)
                named.AddRange(Enumerable.Range(from, to - from + 1).Select(number => new Named("", Meant.Anything, $"第{number}条")));
            else
                named.Add(new("", Meant.Anything, Plain(whole.Groups["article"].Value)));
        return named;
    }

    /// <summary>
    /// 第3条第2項 of 第3条第2項の改正規定, 第3条の次に1条を加える改正規定, 第5条を削る改正規定; 第2条 of 第2条及び第5条の改正規定. 同条 and a bare 第3項 are of what was named before: of an article under its new
    /// number, where that was given.
    /// </summary>
    private static Named PlaceOf(string words, ref string focus)
    {
        var named = OfInstrument().Replace(words.Trim(), "");
        var length = Math.Min(named.Length, InstrumentAddress.Longest);
        while (length > 0 && !InstrumentAddress.IsPlace(named[..length]))
            length--;
        var (rest, place) = (named[length..], InstrumentAddress.InFull(named[..length], focus));
        if (focus.Length > 0 && place.Length > 0 && place == named[..length])
            place = InstrumentAddress.Several($"{focus}及び{place}").Last();
        if (place.Length > 0)
            focus = Number().Match(rest) is { Success: true } number ? InstrumentAddress.FocusAfter(new AmendingOperation.Renumber(place, number.Groups["number"].Value), place) : place;
        // 第5条から第8条までを1条ずつ繰り下げ is told by the first of the row.
        if (rest.Contains("ずつ繰", StringComparison.Ordinal) && InstrumentAddress.Row(place) is { } row)
            return new(Plain(row.First), Meant.Number);
        return new(Plain(place), rest.Contains("加え", StringComparison.Ordinal) ? Meant.Addition : rest.StartsWith("を削", StringComparison.Ordinal) ? Meant.Deletion : Number().IsMatch(rest) || rest.Contains("とする", StringComparison.Ordinal) ? Meant.Number : Meant.Anything);
    }

    private static bool IsIn(AmendingOperation operation, Named named) => named.Meant switch
    {
        Meant.Addition => operation is AmendingOperation.Add or AmendingOperation.AddSentence && Plain(operation.Address) == named.Place,
        Meant.Deletion => operation is AmendingOperation.Delete && IsWithin(operation, named.Place),
        Meant.Number => operation is AmendingOperation.Renumber or AmendingOperation.Shift && Plain(operation.Address) == named.Place,
        // What comes beside a provision is no change of it: that is 第2条の次に1条を加える改正規定.
        _ => IsWithin(operation, named.Place) && !(operation is AmendingOperation.Add { Side: AddedSide.After or AddedSide.Before } && Plain(operation.Address) == named.Place),
    };

    private static bool IsWithin(AmendingOperation operation, string place) =>
        place.Length > 0 && InstrumentAddress.Several(operation.Address).Any(one => Plain(one) is var address && address.StartsWith(place, StringComparison.Ordinal) && (address.Length == place.Length || Goes().IsMatch(address[place.Length..])));

    private static string Plain(string address) => ProvisionPaths.Folded(InstrumentAddress.AsNamed(InstrumentAddress.Kanji().IsMatch(address) ? InstrumentAddress.InOtherNumerals(address) : address));

    [GeneratedRegex("^(?<places>[^。]{1,400}?改正規定)(?:（[^）]*）)?[ 　]")]
    private static partial Regex Item();

    [GeneratedRegex("(?:^ただし、|から、)(?<places>[^。]{1,400}?改正規定)(?:（[^）]*）)?は")]
    private static partial Regex Exception();

    [GeneratedRegex("^(?<places>[^。]{1,400}?(?:改正規定|条の規定))(?:（[^）]*）)?[ 　]")]
    private static partial Regex ArticlesItem();

    [GeneratedRegex("(?:^ただし、|から、|^この[^。、]{1,20}(?:中|のうち)、?|^)(?<places>(?:第|附則)[^。]{0,400}?(?:改正規定|条の規定))(?:（[^）]*）)?は")]
    private static partial Regex Articles();

    [GeneratedRegex("第[0-9０-９一二三四五六七八九十]{1,4}条(?:の規定(?!による)|中(?![「『]))")]
    private static partial Regex OfArticle();

    [GeneratedRegex("^(?<article>第[0-9０-９一二三四五六七八九十]{1,4}条)中[^「」、。第]{0,80}?(?=第|附則|別表|様式|題名|目次)")]
    private static partial Regex WithinArticle();

    [GeneratedRegex("(?<article>第[0-9０-９一二三四五六七八九十]{1,4}条)(?:から(?<to>第[0-9０-９一二三四五六七八九十]{1,4}条)まで)?")]
    private static partial Regex WholeArticle();

    [GeneratedRegex("^を(?<number>[^、。]{1,60}?)と(?:し|する)")]
    private static partial Regex Number();

    [GeneratedRegex("^(?:この(?:規程|規則|細則|要綱|要領|基準|方針|訓令|告示)|本則)(?:中|のうち)")]
    private static partial Regex OfInstrument();

    /// <summary>What may follow: a lower step, a part, a row; not another figure of the number, nor its branch.</summary>
    [GeneratedRegex("^(?:第|の(?![0-9])|[ア-ヶ(①-⑳]|各号|ただし書|本文|前段|後段|から)")]
    private static partial Regex Goes();
}
