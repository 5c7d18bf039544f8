using System.Globalization;

namespace CcsPolicy.Domain.Basics;

/// <summary>日付についての疑い。Why a written date should be looked at by a person.</summary>
public enum DateDoubt
{
    None,

    /// <summary>The era did not run on that day: 平成32年3月31日.</summary>
    OutsideEra,

    /// <summary>There is no such day: 令和5年2月30日.</summary>
    Impossible,
}

/// <summary>本文中の日付。Where a date stands in a text and the day it means.</summary>
/// <param name="Date">The true day; null when there is no such day.</param>
public readonly record struct FoundDate(int Start, int Length, DateOnly? Date, DateDoubt Doubt)
{
    public int End => Start + Length;
}

/// <summary>入力された日付。A date typed into a form, with both ways to say it back so that a slip is seen at once.</summary>
public sealed record EnteredDate(DateOnly Date, string InEra, string Western, DateDoubt Doubt);

/// <summary>日付の書き方。Writes days in era and western form, and reads what people type into a form.</summary>
public static class EraDateText
{
    /// <summary>令和7年3月28日; the western form for a day before 明治.</summary>
    public static string InEra(DateOnly date) => EraDate.Of(date)?.ToString() ?? Western(date);

    /// <summary>2025年3月28日.</summary>
    public static string Western(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{date.Year}年{date.Month}月{date.Day}日");

    /// <summary>令和7年3月28日（2025年3月28日）.</summary>
    public static string InBoth(DateOnly date) => EraDate.Of(date) is { } era ? $"{era}（{Western(date)}）" : Western(date);

    /// <summary>Reads one date in any form: 令和7年3月28日, R7.3.28, 2025/3/28, 20250328, in any width and in kanji.</summary>
    public static Result<EnteredDate> Parse(string? entered)
    {
        var text = (entered ?? "").AsSpan().Trim();
        if (text.Length is 0 or > 40) return Unreadable;
        var at = 0;
        if (text.Length == 8 && EraNumeral.TryRead(text, ref at, out var compact) && at == 8 && EraNumeral.ArabicDigit(text[0]) >= 0)
            return EraDate.DayOrNull(compact / 10_000, compact / 100 % 100, compact % 100) is { } day ? Entered(day, DateDoubt.None) : Impossible;
        // Small letters are for forms only: in running text "h20.1.1" is more likely something else.
        if (text[0] is 'm' or 't' or 's' or 'h' or 'r') text = string.Concat(char.ToUpperInvariant(text[0]).ToString(), text[1..]).AsSpan();
        if (!EraDateReader.TryRead(text, 0, null, out var found, DateOnly.MaxValue.Year) || found.Length != text.Length) return Unreadable;
        return found.Date is { } date ? Entered(date, found.Doubt) : Impossible;
    }

    /// <summary>Every date in a text, in order; 同年 and 同月 are read from the date before them.</summary>
    public static IReadOnlyList<FoundDate> FindAll(string text)
    {
        List<FoundDate>? found = null;
        DateOnly? previous = null;
        for (var i = EraDateReader.NextCandidate(text, 0); i >= 0;)
        {
            if (EraDateReader.TryRead(text, i, previous, out var date))
            {
                (found ??= []).Add(date);
                previous = date.Date ?? previous;
                i = date.End;
            }
            else
                i++;
            i = EraDateReader.NextCandidate(text, i);
        }
        return found ?? (IReadOnlyList<FoundDate>)[];
    }

    private static Result<EnteredDate> Entered(DateOnly date, DateDoubt doubt) =>
        date.Year > EraDateReader.LastYear ? TooFar : new EnteredDate(date, InEra(date), Western(date), doubt);

    /// <summary>A day of the calendar after 2999年12月31日, as where 9999-12-31 is typed for what has no end.</summary>
    public static DomainError TooFar { get; } = new("date.too-far",
        $"日付が先すぎます。{EraDateReader.LastYear}年までの日付を入力してください。",
        $"This day is too far ahead. Please write a day up to the year {EraDateReader.LastYear}.");

    private static readonly DomainError Unreadable = new("date.unreadable",
        "日付として読み取れませんでした。令和7年3月28日、R7.3.28、2025/3/28 のように入力してください。",
        "This could not be read as a date. Please write it as 令和7年3月28日, R7.3.28 or 2025/3/28.");

    private static readonly DomainError Impossible = new("date.impossible",
        "その日は暦にありません。年月日を確かめてください。",
        "There is no such day in the calendar. Please check year, month and day.");
}
