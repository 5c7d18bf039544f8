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

/// <summary>What a link opens.</summary>
/// <param name="Reset">Null for the first invitation of an account.</param>
public sealed record OpenedInvitation(Account Account, AccountReset? Reset);

/// <summary>
/// Links by which a person sets a password of his own. The first one of an account names its present stamp and a last instant, sealed; it opens once,
/// because accepting it gives the account a new stamp, and no longer once another has been made. A later one names the reset that it belongs to, and opens
/// only once a second person has confirmed that: whatever its owner holds, now or later.
/// </summary>
public sealed class Invitations(IDataProtectionProvider protection, TimeProvider clock, IOptions<SecurityOptions> options)
{
    // With braces, so that no stamp looks like one.
    private const string ResetWord = "B";

    private readonly IDataProtector protector = protection.CreateProtector("CcsPolicy.Invitations.v1");

    public DateTimeOffset Until => clock.Now() + options.Value.InvitationTime;

    /// <summary>The word to put into the link. Give the account a new stamp first, so that earlier links are void.</summary>
    public string TokenFor(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return Token(account.Id, Until, account.SecurityStamp ?? throw new InvalidOperationException("An account has a stamp."));
    }

    /// <summary>The word of the link by which a reset is carried out.</summary>
    public string TokenFor(AccountReset reset)
    {
        ArgumentNullException.ThrowIfNull(reset);
        return Token(reset.AccountId, reset.Until, WordOf(reset.Id));
    }

    /// <summary>The account that the link opens now, and the reset it belongs to; null for every link that does not open, whatever the reason.</summary>
    public async Task<OpenedInvitation?> OpenAsync(PolicyDb db, string? token, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (Read(token) is not { Length: > 24 } bytes || BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(16)) < clock.Now().UtcTicks)
            return null;
        var id = new Guid(bytes.AsSpan(0, 16));
        var account = await db.Users.SingleOrDefaultAsync(a => a.Id == id && a.ClosedAt == null, ct);
        if (account?.SecurityStamp is not { } stamp)
            return null;
        var word = Encoding.ASCII.GetString(bytes.AsSpan(24));
        if (word == stamp)
            return new OpenedInvitation(account, null);
        return Guid.TryParseExact(word, ResetWord, out var named) && await db.Resets.SingleOrDefaultAsync(reset => reset.Id == named && reset.AccountId == account.Id
            && reset.Kind == ResetKind.Password && reset.DoneAt == null && reset.VoidedAt == null && reset.ConfirmedAt != null, ct) is { } found
            ? new OpenedInvitation(account, found) : null;
    }

    private static string WordOf(Guid reset) => reset.ToString(ResetWord);

    private string Token(Guid account, DateTimeOffset until, string word)
    {
        var tail = Encoding.ASCII.GetBytes(word);
        var bytes = new byte[24 + tail.Length];
        account.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(16), until.UtcTicks);
        tail.CopyTo(bytes, 24);
        return WebEncoders.Base64UrlEncode(protector.Protect(bytes));
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
