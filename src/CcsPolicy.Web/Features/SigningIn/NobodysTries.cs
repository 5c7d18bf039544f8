using System.Globalization;
using CcsPolicy.Data;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Rows;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>
/// だれのものでもない名前での誤り。What a wrong try with an unknown name changes, so that it costs what one with a known name costs: one of <see cref="NobodysRows"/>,
/// always the same for the same name. Tries at once with one name meet on one row, as they do on an account.
/// </summary>
internal static class NobodysTries
{
    /// <summary>The row of the name, to be counted on or not.</summary>
    public static Task<Setting> OfAsync(PolicyDb db, string? typed, CancellationToken ct)
    {
        // The hash has a random key of this process: nobody outside can tell which names share a row.
        var row = NobodysRows.NameOf((int)((uint)AccountOpening.Normal(typed).GetHashCode(StringComparison.Ordinal) % NobodysRows.Count));
        return db.Settings.SingleAsync(setting => setting.Name == row, ct);
    }

    /// <summary>Changes the row, to be saved by the caller.</summary>
    public static void Count(PolicyDb db, Setting row)
    {
        row.Value = db.Now.UtcTicks.ToString(CultureInfo.InvariantCulture);
        // Also when it is the same tick again.
        db.Entry(row).State = EntityState.Modified;
    }
}
