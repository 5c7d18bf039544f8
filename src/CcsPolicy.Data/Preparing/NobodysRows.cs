using System.Globalization;
using CcsPolicy.Data.Rows;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Preparing;

/// <summary>
/// だれのものでもない行。Rows that mean nothing: what a wrong try with an unknown name changes, as one with a known name changes its account. They are there from the start, since the first to need one
/// would otherwise take longer than others, and of two at once one would fail.
/// </summary>
public static class NobodysRows
{
    /// <summary>So many, so that different names seldom wait for each other.</summary>
    public const int Count = 64;

    private const string Prefix = "nobodys-tries-";

    /// <summary>The name of a row among the settings.</summary>
    /// <param name="number">From 0, below <see cref="Count"/>.</param>
    public static string NameOf(int number) => Prefix + number.ToString("00", CultureInfo.InvariantCulture);

    /// <summary>Whether the setting is one of them, which says nothing and is on record nowhere.</summary>
    internal static bool Holds(Setting setting) => setting.Name.StartsWith(Prefix, StringComparison.Ordinal);

    internal static async Task PrepareAsync(PolicyDb db, CancellationToken ct)
    {
        var missing = Enumerable.Range(0, Count).Select(NameOf).Except(await db.Settings.Select(setting => setting.Name).ToListAsync(ct)).ToList();
        if (missing.Count == 0)
            return;
        db.Settings.AddRange(missing.Select(name => new Setting { Name = name, Value = "0" }));
        await db.SaveChangesAsync(ct);
    }
}
