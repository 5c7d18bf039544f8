using System.Globalization;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.DemoData;

/// <summary>
/// 見本の年度。The fiscal year (from 1 April) in which the demo organisation lives: its texts and people carry dates such as
/// <c>F-1.10.1</c>, so that in any year there is an edition in force, one that waits for its 施行日, and a year of acknowledgements.
/// </summary>
internal sealed partial record DemoYear(DateOnly Today)
{
    public int FiscalYear { get; } = Today.Month >= 4 ? Today.Year : Today.Year - 1;

    public static DemoYear At(TimeProvider clock) => new(TokyoTime.Today(clock));

    /// <summary>Reads <c>F-1.10.1</c> (relative to the fiscal year) or <c>2018.4.1</c>.</summary>
    public DateOnly Day(string written)
    {
        var match = WrittenDay().Match(written);
        if (!match.Success)
            throw new FormatException($"Not a day of the demo organisation: {written}");
        var year = match.Groups["year"] is { Success: true } fixedYear
            ? Number(fixedYear.Value)
            : FiscalYear + (match.Groups["offset"] is { Length: > 0 } offset ? Number(offset.Value) : 0);
        return new DateOnly(year, Number(match.Groups["month"].Value), Number(match.Groups["day"].Value));
    }

    /// <summary>The text with each <c>{{F-1.10.1}}</c> written as a date of the era.</summary>
    public string Fill(string text) => Placeholder().Replace(text, match => EraDateText.InEra(Day(match.Groups["day"].Value)));

    private static int Number(string digits) => int.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:F(?<offset>[+-]\d+)?|(?<year>\d{4}))\.(?<month>\d{1,2})\.(?<day>\d{1,2})$", RegexOptions.NonBacktracking)]
    private static partial Regex WrittenDay();

    [GeneratedRegex(@"\{\{(?<day>F[^}]*)\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
