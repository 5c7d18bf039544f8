using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Waiting;

/// <summary>当番の引受け。Of several nodes one does a piece of work; when it dies, another takes over after the lease.</summary>
internal static class Leases
{
    /// <summary>Takes the lease or makes it last longer; false when another holds it.</summary>
    public static async Task<bool> TakeAsync(this PolicyDb db, string name, Guid holder, TimeSpan length, CancellationToken ct)
    {
        var now = db.Now;
        var until = now + length;
        // Whoever has more than half of it left writes nothing.
        var half = now + (length / 2);
        if (await db.Leases.AnyAsync(l => l.Name == name && l.Holder == holder && l.Until > half, ct))
            return true;
        if (await db.Leases.Where(l => l.Name == name && (l.Holder == holder || l.Until <= now))
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.Holder, holder).SetProperty(x => x.Until, until), ct) == 1)
            return true;
        if (await db.Leases.AnyAsync(l => l.Name == name, ct))
            return false;
        var first = db.Leases.Add(new Lease { Name = name, Holder = holder, Until = until });
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException fault) when (fault.IsAlreadyThere())
        {
            first.State = EntityState.Detached;
            return false;
        }
    }
}
