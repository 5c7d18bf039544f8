using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Basics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Access;

/// <summary>
/// Links by which a person sets a password of his own. A link names the account, its present stamp and a last instant, sealed; it opens once,
/// because accepting it gives the account a new stamp, and no longer once another has been made.
/// </summary>
public sealed class Invitations(IDataProtectionProvider protection, TimeProvider clock, IOptions<SecurityOptions> options)
{
    private readonly IDataProtector protector = protection.CreateProtector("CcsPolicy.Invitations.v1");

    public DateTimeOffset Until => clock.Now() + options.Value.InvitationTime;

    /// <summary>The word to put into the link. Give the account a new stamp first, so that earlier links are void.</summary>
    public string TokenFor(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var stamp = Encoding.ASCII.GetBytes(account.SecurityStamp ?? throw new InvalidOperationException("An account has a stamp."));
        var bytes = new byte[24 + stamp.Length];
        account.Id.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(16), Until.UtcTicks);
        stamp.CopyTo(bytes, 24);
        return WebEncoders.Base64UrlEncode(protector.Protect(bytes));
    }

    /// <summary>The account that the link opens now; null for every link that does not, whatever the reason.</summary>
    public async Task<Account?> OpenAsync(PolicyDb db, string? token, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (Read(token) is not { Length: > 24 } bytes || BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(16)) < clock.Now().UtcTicks)
            return null;
        var id = new Guid(bytes.AsSpan(0, 16));
        var account = await db.Users.SingleOrDefaultAsync(a => a.Id == id && a.ClosedAt == null, ct);
        return account?.SecurityStamp is { } stamp && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(stamp), bytes.AsSpan(24)) ? account : null;
    }

    private byte[]? Read(string? token)
    {
        if (token is not { Length: > 0 and < 1000 })
            return null;
        try
        {
            return protector.Unprotect(WebEncoders.Base64UrlDecode(token));
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
