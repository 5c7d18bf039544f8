using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Protection;

/// <summary>
/// 主鍵の交換。Makes a new master key and wraps every document's key under it; no sealed word is touched. Broken off anywhere, it leaves a store that opens,
/// and run again it goes on where it stopped. The product may be running meanwhile: it finds the new key in the file when it first meets it.
/// </summary>
public sealed class MasterKeyExchange(PolicyDbFactory databases)
{
    /// <summary>The fact that is journalled. It names keys and counts nothing: how many documents there are is nobody's business.</summary>
    public const string Fact = "keys.rewrapped";

    /// <summary>Exchanges the key; when an earlier exchange was broken off, ends that one.</summary>
    /// <returns>The id of the key that wraps everything now.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key file does not belong to this database; nothing was changed.</exception>
    public async Task<string> RunAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var masters = databases.Setup.Keys.Masters;
        var rows = await db.DocumentKeys.ToListAsync(ct);
        // Before anything is changed: that each can be opened.
        var before = rows.Select(row => masters.Of(row.MasterKeyId).Id).Distinct().ToList();
        if (before.TrueForAll(id => id == masters.Current.Id))
            masters.Add();
        foreach (var row in rows.Where(row => row.MasterKeyId != masters.Current.Id))
            databases.Setup.Keys.Rewrap(row);
        db.Record(new JournalFact(Fact).With("from", string.Join(' ', before)).With("to", masters.Current.Id));
        await db.SaveChangesAsync(ct);
        return masters.Current.Id;
    }

    /// <summary>Takes the older keys out of the file, when none of them wraps anything any more.</summary>
    /// <returns>Whether they were; false when one is still needed, and then nothing was changed.</returns>
    public async Task<bool> RetireAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var masters = databases.Setup.Keys.Masters;
        if (await db.DocumentKeys.AnyAsync(row => row.MasterKeyId != masters.Current.Id, ct))
            return false;
        masters.KeepOnlyCurrent();
        db.Record(new JournalFact("keys.retired").With("kept", masters.Current.Id));
        await db.SaveChangesAsync(ct);
        return true;
    }
}
