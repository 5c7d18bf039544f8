using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>
/// What is kept of a second factor: the key, sealed by the keys of the cookies (outside the database), and the hashes of the recovery codes left.
/// </summary>
public sealed class SecondFactor(IDataProtectionProvider protection)
{
    public const int RecoveryCodes = 10;

    /// <summary>120 bits: as much as a plain hash needs, so that nobody finds a code from a copy of the database.</summary>
    private const int RecoveryBytes = 15;

    private const string Provider = "ccspolicy";
    private const string KeyName = "second-factor";
    private const string RecoveryName = "recovery-codes";

    private readonly IDataProtector keys = protection.CreateProtector("CcsPolicy.SecondFactor.v1");

    /// <summary>
    /// Whether the code is right: one of the app, or a recovery code. What was accepted is used up in <paramref name="db"/>, to be saved by the caller; of two that
    /// accepted it at the same moment one save fails, whatever else is in it.
    /// </summary>
    internal async Task<bool> AcceptsAsync(PolicyDb db, Account account, string? code, CancellationToken ct)
    {
        if (!account.TwoFactorEnabled)
            return false;
        // Whoever has passkeys only has no key of an app, and recovery codes all the same.
        if (await KeyOfAsync(db, account, ct) is { } key && TimeCode.StepThatMatches(key, code, db.Now, account.LastCodeStep) is { } step)
        {
            account.LastCodeStep = step;
            account.ConcurrencyStamp = AccountOpening.NewStamp(db.Ids);
            return true;
        }
        if (!await UseRecoveryCodeAsync(db, account, code, ct))
            return false;
        account.ConcurrencyStamp = AccountOpening.NewStamp(db.Ids);
        return true;
    }

    /// <summary>Whether a code that was refused is one of the app's just before or after: no wrong try is counted for it.</summary>
    internal async Task<bool> IsNearAsync(PolicyDb db, Account account, string? code, CancellationToken ct) =>
        await KeyOfAsync(db, account, ct) is { } key && TimeCode.IsNear(key, code, db.Now);

    /// <summary>Puts down a new key and new recovery codes, and returns these: they are shown once and kept only as hashes.</summary>
    internal async Task<ImmutableArray<string>> SetAsync(PolicyDb db, Account account, byte[] key, long usedStep, CancellationToken ct)
    {
        await WriteAsync(db, account, KeyName, Convert.ToBase64String(keys.Protect(key)), ct);
        account.TwoFactorEnabled = true;
        account.LastCodeStep = usedStep;
        return await RenewRecoveryCodesAsync(db, account, ct);
    }

    /// <summary>New recovery codes in place of all that were left.</summary>
    internal static async Task<ImmutableArray<string>> RenewRecoveryCodesAsync(PolicyDb db, Account account, CancellationToken ct)
    {
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => TimeCode.Base32(db.Ids.NextBytes(RecoveryBytes)).ToLowerInvariant()).ToList();
        await WriteAsync(db, account, RecoveryName, string.Join(' ', codes.Select(code => HashOf(account, code))), ct);
        return [.. codes.Select(Grouped)];
    }

    /// <summary>Whether an app makes codes for the account.</summary>
    internal static async Task<bool> HasKeyAsync(PolicyDb db, Account account, CancellationToken ct) => await TokenAsync(db, account, KeyName, ct) is not null;

    internal static async Task<int> RecoveryCodesLeftAsync(PolicyDb db, Account account, CancellationToken ct) =>
        (await TokenAsync(db, account, RecoveryName, ct))?.Value?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length ?? 0;

    private async Task<byte[]?> KeyOfAsync(PolicyDb db, Account account, CancellationToken ct) =>
        account.TwoFactorEnabled && (await TokenAsync(db, account, KeyName, ct))?.Value is { } kept ? keys.Unprotect(Convert.FromBase64String(kept)) : null;

    private static async Task<bool> UseRecoveryCodeAsync(PolicyDb db, Account account, string? typed, CancellationToken ct)
    {
        if (await TokenAsync(db, account, RecoveryName, ct) is not { Value: { } kept } token)
            return false;
        var plain = string.Concat((typed ?? "").Take(60).Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        var hash = HashOf(account, plain);
        var left = kept.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var used = Array.Find(left, one => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(hash)));
        if (used is null)
            return false;
        token.Value = string.Join(' ', left.Where(one => one != used));
        return true;
    }

    // Eighty random bits need no slow hash.
    private static string HashOf(Account account, string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account.Id:N} {code}")));

    private static string Grouped(string code) => string.Join('-', code.Chunk(4).Select(group => new string(group)));

    private static Task<IdentityUserToken<Guid>?> TokenAsync(PolicyDb db, Account account, string name, CancellationToken ct) =>
        db.UserTokens.SingleOrDefaultAsync(token => token.UserId == account.Id && token.LoginProvider == Provider && token.Name == name, ct);

    private static async Task WriteAsync(PolicyDb db, Account account, string name, string value, CancellationToken ct)
    {
        if (await TokenAsync(db, account, name, ct) is { } token)
            token.Value = value;
        else
            db.UserTokens.Add(new IdentityUserToken<Guid> { UserId = account.Id, LoginProvider = Provider, Name = name, Value = value });
    }
}
