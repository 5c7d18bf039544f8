using CcsPolicy.Domain.Documents;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Protection;

/// <summary>
/// 用途の鍵。A key made for one purpose alone. It lies among the keys of documents, wrapped by the master key, under an id that no document has: exchanging the master key wraps it anew and leaves all that was
/// made with it as it is.
/// </summary>
internal sealed class PurposeKey
{
    /// <summary>Of the hashes of refused addresses: <see cref="AddressHashes"/>.</summary>
    public static readonly PurposeKey Addresses = new("61646472-6573-4000-8000-000000000001");

    /// <summary>Of the codes of journal records: <see cref="Journalling.RecordMac"/>.</summary>
    public static readonly PurposeKey Records = new("7265636f-7264-4000-8000-000000000001");

    /// <summary>Of the codes of places: <see cref="Journalling.RecordMac.OfPlace"/>.</summary>
    public static readonly PurposeKey Places = new("706c6163-6573-4000-8000-000000000001");

    private readonly DocumentId id;

    private PurposeKey(string id) => this.id = new DocumentId(new Guid(id));

    /// <summary>The key, read from the database at its first use.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key file is not the one that belongs to this database.</exception>
    public byte[] Of(PolicyDb db) => db.KeysOf(id).First;

    /// <summary>Makes the keys that are not there yet: before the first request, so that no request is the first.</summary>
    public static async Task PrepareAsync(PolicyDb db, CancellationToken ct)
    {
        foreach (var key in new[] { Addresses, Records, Places })
            if (!await db.DocumentKeys.AnyAsync(row => row.DocumentId == key.id, ct))
                db.CreateKeyFor(key.id);
        await db.SaveChangesAsync(ct);
    }
}
