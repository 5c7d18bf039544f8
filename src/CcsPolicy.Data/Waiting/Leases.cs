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
        var longest = Longest(now, length);
        if (await db.Leases.AnyAsync(l => l.Name == name && l.Holder == holder && l.Until > half && l.Until <= longest, ct))
            return true;
        if (await db.Leases.Where(l => l.Name == name && (l.Holder == holder || l.Until <= now || l.Until > longest))
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

    /// <summary>Gives the lease back, so that nobody waits for it.</summary>
    public static Task ReleaseAsync(this PolicyDb db, string name, Guid holder, CancellationToken ct) =>
        db.Leases.Where(l => l.Name == name && l.Holder == holder).ExecuteUpdateAsync(l => l.SetProperty(x => x.Until, db.Now), ct);

    /// <summary>Takes every turn back: whoever had one when a backup was made has none of what comes back with it.</summary>
    public static Task ForgetAsync(this PolicyDb db, CancellationToken ct) => db.Leases.ExecuteDeleteAsync(ct);

    /// <summary>Whether somebody holds the lease.</summary>
    public static Task<bool> IsHeldAsync(this PolicyDb db, string name, TimeSpan length, CancellationToken ct)
    {
        var (now, longest) = (db.Now, Longest(db.Now, length));
        return db.Leases.AnyAsync(l => l.Name == name && l.Until > now && l.Until <= longest, ct);
    }

    // One that lasts much longer than any is given was written by a clock that ran ahead, and is nobody's.
    private static DateTimeOffset Longest(DateTimeOffset now, TimeSpan length) => now + (10 * length);
}
