using System.Globalization;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Exports;

/// <summary>値の書き方。How a value reads to a person, the same on screen, in CSV and in PDF.</summary>
public static class ReportFormat
{
    /// <summary>A share in percent with one decimal. Never 100.0 % while someone is missing, never 0.0 % when someone is there.</summary>
    public static string Percent(double share) => (ShownShare(share) * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    /// <summary>The share as it is shown: rounded to a tenth of a percent, but whole or nothing only when it is.</summary>
    public static double ShownShare(double share)
    {
        var tenths = Math.Round(share * 1000, MidpointRounding.AwayFromZero);
        if (share < 1 && tenths >= 1000)
            tenths = 999;
        if (share > 0 && tenths < 1)
            tenths = 1;
        return tenths / 1000;
    }

    public static string Number(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Date(DateOnly day) => day.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture);

    /// <summary>The instant on the clock of Tokyo.</summary>
    public static string Instant(DateTimeOffset instant) => instant.ToOffset(TokyoTime.Offset).ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Cell(ReportCell cell) => !cell.HasValue ? "" : cell.Kind switch
    {
        ReportKind.Number => Number(cell.NumberValue),
        ReportKind.Percent => Percent(cell.NumberValue),
        ReportKind.Date => Date(cell.DateValue),
        ReportKind.Instant => Instant(cell.InstantValue),
        _ => cell.TextValue,
    };
}
