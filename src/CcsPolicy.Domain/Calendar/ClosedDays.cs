using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Calendar;

/// <summary>月日。A day of every year.</summary>
public readonly record struct MonthDay(int Month, int Day)
{
    public static MonthDay Of(DateOnly day) => new(day.Month, day.Day);

    public bool IsBefore(MonthDay other) => (Month, Day).CompareTo((other.Month, other.Day)) < 0;
}

/// <summary>閉庁日。Days on which the office is closed beside weekends and holidays, both ends included: of every year, or of one.</summary>
/// <param name="Year">The year in which the first of them lies; null for every year.</param>
/// <param name="From">The first of them.</param>
/// <param name="Until">The last of them; before <paramref name="From"/> in the calendar when they go over into the next year.</param>
public sealed partial record ClosedDays(int? Year, MonthDay From, MonthDay Until)
{
    /// <summary>No office states more.</summary>
    public const int Most = 200;

    public bool Contains(DateOnly day)
    {
        var at = MonthDay.Of(day);
        var (isOver, hasBegun, hasEnded) = (Until.IsBefore(From), !at.IsBefore(From), Until.IsBefore(at));
        var first = isOver && !hasEnded ? day.Year - 1 : day.Year;
        return (Year is null || Year == first) && (isOver ? hasBegun || !hasEnded : hasBegun && !hasEnded);
    }

    /// <summary>
    /// Reads lines as an office writes them: 12月29日から1月3日まで, 12/29-1/3, 10月1日, 令和9年5月6日, 2027-05-06. Blank lines do not count, nor what stands behind a day in brackets or after a space.
    /// </summary>
    /// <returns>The days; or which line cannot be read.</returns>
    public static Result<ImmutableArray<ClosedDays>> Read(string lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var read = ImmutableArray.CreateBuilder<ClosedDays>();
        foreach (var line in lines.ReplaceLineEndings("\n").Split('\n').Select(one => one.Trim(' ', '　', '\t')).Where(one => one.Length > 0))
        {
            if (read.Count == Most)
                return CalendarErrors.TooManyLines;
            if (Line(line) is not { } days)
                return CalendarErrors.Unreadable(line);
            read.Add(days);
        }
        return read.ToImmutable();
    }

    /// <summary>The days as <see cref="Read"/> reads them: 12月29日から1月3日まで.</summary>
    public override string ToString() => (Year is { } year ? EraDateText.InEra(new DateOnly(year, From.Month, From.Day)) : $"{From.Month}月{From.Day}日")
        + (From == Until ? "" : string.Create(CultureInfo.InvariantCulture, $"から{Until.Month}月{Until.Day}日まで"));

    private static ClosedDays? Line(string line)
    {
        var (year, rest) = ((int?)null, line.Normalize(System.Text.NormalizationForm.FormKC));
        if (EraDateText.FindAll(rest) is [{ Start: 0, Date: { } first } date, ..])
        {
            (year, rest) = (first.Year, $"{first.Month}月{first.Day}日{rest[date.End..]}");
        }
        else if (Dated().Match(rest) is { Success: true } dated)
            (year, rest) = (int.Parse(dated.Groups["year"].ValueSpan, CultureInfo.InvariantCulture), rest[dated.Groups["year"].Length..].TrimStart('年', '-', '/', '.'));
        if (Days().Match(rest) is not { Success: true } found || DayIn(found, "from", year) is not { } from)
            return null;
        return !found.Groups["untilMonth"].Success ? new ClosedDays(year, from, from) : DayIn(found, "until", null) is { } until ? new ClosedDays(year, from, until) : null;
    }

    /// <summary>A day that there is; 29 February of every year is there in leap years.</summary>
    private static MonthDay? DayIn(Match found, string name, int? year)
    {
        var (month, day) = (int.Parse(found.Groups[name + "Month"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(found.Groups[name + "Day"].ValueSpan, CultureInfo.InvariantCulture));
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year ?? 2000, month) ? new(month, day) : null;
    }

    [GeneratedRegex("^(?<year>[12][0-9]{3})[年/.-]")]
    private static partial Regex Dated();

    [GeneratedRegex(@"^(?<fromMonth>[0-9]{1,2})[月/.-](?<fromDay>[0-9]{1,2})日?(?:\s{0,4}(?:から|[~〜～－―‐-])\s{0,4}(?:翌年)?(?<untilMonth>[0-9]{1,2})[月/.-](?<untilDay>[0-9]{1,2})日?(?:まで)?)?(?:[\s(].{0,100})?$")]
    private static partial Regex Days();
}

/// <summary>閉庁日についての拒否の理由。</summary>
public static class CalendarErrors
{
    public static readonly DomainError TooManyLines = new("calendar.too-many",
        "閉庁日は200行までです。保存していません。期間（12月29日から1月3日まで）にまとめてください。",
        "At most 200 lines of closed days can be kept. Nothing was saved. Write periods (12/29-1/3) instead of single days.");

    /// <param name="line">The line as it was written.</param>
    public static DomainError Unreadable(string line) => new("calendar.unreadable",
        $"閉庁日として読めない行があります：「{Short(line)}」。保存していません。「12月29日から1月3日まで」「令和9年5月6日」のように書いてください。",
        $"A line cannot be read as closed days: “{Short(line)}”. Nothing was saved. Write it as 12/29-1/3 or 2027-05-06.");

    private static string Short(string line) => line.Length <= 40 ? line : line[..40] + "…";
}
