using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Protection;

/// <summary>
/// アドレスの印。A keyed hash by which an address that was asked for can be recognised by whoever knows it, and read by nobody. The key is made for this
/// purpose alone and wrapped by the master key like the keys of documents: exchanging the master key wraps it anew and leaves every hash as it is.
/// </summary>
public sealed class AddressHashes(PolicyDbFactory databases)
{
    /// <summary>Under this id the key lies among those of documents; no document has it.</summary>
    private static readonly DocumentId Purpose = new(new Guid("61646472-6573-4000-8000-000000000001"));

    /// <summary>HMAC-SHA-256 in hexadecimal, 64 signs.</summary>
    /// <param name="path">The path of the address without its query, decoded. Upper case and a stroke at the end do not count, as they lead to the same page.</param>
    /// <exception cref="CryptographicException">The key file is not the one that belongs to this database.</exception>
    public string Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var key = databases.Setup.Keys.Of(Purpose, () =>
        {
            using var db = databases.OpenFor(Reader.Nobody);
            return db.DocumentKeys.AsNoTracking().Single(row => row.DocumentId == Purpose);
        });
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(path.TrimEnd('/').ToLowerInvariant())));
    }

    /// <summary>Makes the key where there is none yet: before the first request, so that no request is the first.</summary>
    internal static async Task PrepareAsync(PolicyDb db, CancellationToken ct)
    {
        if (await db.DocumentKeys.AnyAsync(row => row.DocumentId == Purpose, ct))
            return;
        db.CreateKeyFor(Purpose);
        await db.SaveChangesAsync(ct);
    }
}
