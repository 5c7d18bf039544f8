using System.Globalization;

namespace CcsPolicy.Web.Commands;

/// <summary>How long ago something was, as a person says it: the two largest of days, hours and minutes.</summary>
internal static class Ages
{
    public static (string Japanese, string English) Of(DateTimeOffset now, DateTimeOffset? then)
    {
        if (then is not { } at)
            return ("不明な時間", "an unknown time");
        var age = now - at;
        return age switch
        {
            { TotalMinutes: < 1 } => ("1分足らず", "less than a minute"),
            { TotalHours: < 1 } => Told($"{age.Minutes}分", Many(age.Minutes, "minute")),
            { TotalDays: < 1 } => Told($"{age.Hours}時間", Many(age.Hours, "hour"), age.Minutes, "分", "minute"),
            _ => Told(string.Create(CultureInfo.InvariantCulture, $"{age.Days:N0}日"), Many(age.Days, "day"), age.Hours, "時間", "hour"),
        };
    }

    private static (string, string) Told(string japanese, string english, int rest = 0, string unit = "", string englishUnit = "") =>
        rest == 0 ? (japanese, english) : ($"{japanese}{rest}{unit}", $"{english} {Many(rest, englishUnit)}");

    private static string Many(int number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {unit}{(number == 1 ? "" : "s")}");
}
