namespace CcsPolicy.Domain.Calendar;

/// <summary>
/// 春分日・秋分日。The days in Japan on which the sun crosses the equator, by the series of Meeus, Astronomical Algorithms, chapter 27 (minutes exact over many centuries). The day that counts as the holiday is
/// the one that the observatory announces in February of the year before; so far it has always been this one.
/// </summary>
internal static class Equinoxes
{
    private const double JulianDayOf2000 = 2451545.0;

    /// <summary>Amplitude, phase (degrees), speed (degrees in a Julian century).</summary>
    private static readonly (double Size, double Phase, double Speed)[] Terms =
    [
        (485, 324.96, 1934.136), (203, 337.23, 32964.467), (199, 342.08, 20.186), (182, 27.85, 445267.112), (156, 73.14, 45036.886), (136, 171.52, 22518.443),
        (77, 222.54, 65928.934), (74, 296.72, 3034.906), (70, 243.58, 9037.513), (58, 119.81, 33718.147), (52, 297.17, 150.678), (50, 21.02, 2281.226),
        (45, 247.54, 29929.562), (44, 325.15, 31555.956), (29, 60.93, 4443.417), (18, 155.12, 67555.328), (17, 288.79, 4562.452), (16, 198.04, 62894.029),
        (14, 199.76, 31436.921), (12, 95.39, 14577.848), (12, 287.11, 31931.756), (12, 320.81, 34777.259), (9, 227.73, 1222.114), (8, 15.45, 16859.074),
    ];

    public static DateOnly Spring(int year)
    {
        var y = (year - 2000) / 1000.0;
        return DayOf(2451623.80984 + (y * (365242.37404 + (y * (0.05169 + (y * (-0.00411 + (y * -0.00057))))))), year);
    }

    public static DateOnly Autumn(int year)
    {
        var y = (year - 2000) / 1000.0;
        return DayOf(2451810.21715 + (y * (365242.01767 + (y * (-0.11575 + (y * (0.00337 + (y * 0.00078))))))), year);
    }

    private static DateOnly DayOf(double mean, int year)
    {
        static double Cos(double degrees) => Math.Cos(degrees * Math.PI / 180);
        var centuries = (mean - JulianDayOf2000) / 36525;
        var sun = (35999.373 * centuries) - 2.47;
        var exact = mean + (0.00001 * Terms.Sum(term => term.Size * Cos(term.Phase + (term.Speed * centuries))) / (1 + (0.0334 * Cos(sun)) + (0.0007 * Cos(2 * sun))));
        // Seconds by which the even time of the series is ahead of the turning earth: long-term parabola.
        var ahead = -20 + (32 * Math.Pow((year - 1820) / 100.0, 2));
        // A Julian day begins at noon in Greenwich; Japan is nine hours ahead.
        return DateOnly.FromDateTime(new DateTime(2000, 1, 1, 12, 0, 0, DateTimeKind.Unspecified).AddDays(exact - JulianDayOf2000).AddSeconds(-ahead).AddHours(9));
    }
}
