using System.Globalization;
using System.Reflection;

namespace CcsPolicy.Web.Commands.Doctor;

/// <summary>部品の点検。How long ago somebody last looked whether a package that this program is made of has a known fault or is overdue.</summary>
internal static class PackageAge
{
    /// <summary>As docs/security.md promises: within this time everything is looked at and mended.</summary>
    public const int MostDays = 90;

    /// <summary>Set when the program was built (src/Packages.props).</summary>
    public static DateOnly LookedAt { get; } = DateOnly.ParseExact(
        typeof(PackageAge).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "PackagesLookedAt").Value!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Finding Look(DateOnly today)
    {
        const string Subject = "プログラム / program";
        var on = LookedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return today > LookedAt.AddDays(MostDays)
            ? new(Weight.Warning, Subject, $"このプログラムの部品が最後に点検されたのは {on} で、{MostDays} 日を過ぎています。その後に知られた欠陥が直っていないおそれがあります。新しい版に替えてください（docs/operations/install.md）。",
                $"The packages in this program were last looked at on {on}, more than {MostDays} days ago: a fault told since may be in it. Bring the program up to date (docs/operations/install.md).")
            : new(Weight.Sound, Subject, $"部品は {on} に点検されています。", $"Its packages were looked at on {on}.");
    }
}
