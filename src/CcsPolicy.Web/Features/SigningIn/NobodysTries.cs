using System.Globalization;
using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>
/// だれのものでもない名前での誤り。What a wrong try with an unknown name changes, so that it costs what one with a known name costs: one of some rows that mean nothing,
/// always the same for the same name. Tries at once with one name meet on one row, as they do on an account.
/// </summary>
internal static class NobodysTries
{
    /// <summary>So many rows, so that different names seldom wait for each other.</summary>
    private const int Rows = 64;

    private const string Prefix = "nobodys-tries-";

    /// <summary>The row of the name, to be counted on or not; a new one the first time.</summary>
    public static async Task<Setting> OfAsync(PolicyDb db, string? typed, CancellationToken ct)
    {
        // The hash has a random key of this process: nobody outside can tell which names share a row.
        var row = Prefix + ((uint)AccountOpening.Normal(typed).GetHashCode(StringComparison.Ordinal) % Rows).ToString("00", CultureInfo.InvariantCulture);
        return await db.Settings.SingleOrDefaultAsync(setting => setting.Name == row, ct) ?? new Setting { Name = row, Value = "0" };
    }

    /// <summary>Changes the row, to be saved by the caller.</summary>
    public static void Count(PolicyDb db, Setting row)
    {
        row.Value = db.Now.UtcTicks.ToString(CultureInfo.InvariantCulture);
        var entry = db.Entry(row);
        entry.State = entry.State is EntityState.Detached or EntityState.Added ? EntityState.Added : EntityState.Modified;
    }
}
