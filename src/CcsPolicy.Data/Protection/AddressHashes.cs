using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Domain.Access;

namespace CcsPolicy.Data.Protection;

/// <summary>アドレスの印。A keyed hash by which an address that was asked for can be recognised by whoever knows it, and read by nobody.</summary>
public sealed class AddressHashes(PolicyDbFactory databases)
{
    /// <summary>HMAC-SHA-256 in hexadecimal, 64 signs.</summary>
    /// <param name="path">The path of the address without its query, decoded. Upper case and a stroke at the end do not count, as they lead to the same page.</param>
    /// <exception cref="CryptographicException">The key file is not the one that belongs to this database.</exception>
    public string Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var db = databases.OpenFor(Reader.Nobody);
        return Convert.ToHexStringLower(HMACSHA256.HashData(PurposeKey.Addresses.Of(db), Encoding.UTF8.GetBytes(path.TrimEnd('/').ToLowerInvariant())));
    }
}
