using System.Text;
using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Access;

/// <summary>How accounts are named, and what a new one is like: open, without a password, with no authority of its own.</summary>
public static class AccountOpening
{
    public const int LongestName = 50;

    /// <summary>An account of the person, to be added to the store with a journal entry. It has no password until its owner accepts an invitation.</summary>
    public static Account For(PersonId person, string name, IdSource ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return new Account
        {
            Id = ids.Next(),
            PersonId = person,
            UserName = Written(name),
            NormalizedUserName = Normal(name),
            LockoutEnabled = true,
            SecurityStamp = NewStamp(ids),
            ConcurrencyStamp = NewStamp(ids),
        };
    }

    /// <summary>The form in which names are compared: widths and cases are folded, so that １２３ is 123.</summary>
    public static string Normal(string? name) => Written(name).ToUpperInvariant();

    /// <summary>The form in which a name is kept and shown.</summary>
    public static string Written(string? name) => Unbroken(name).Normalize(NormalizationForm.FormKC).Trim();

    /// <summary>A value that a session or link must match; a new one ends all that were given out before.</summary>
    public static string NewStamp(IdSource ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return Convert.ToHexStringLower(ids.NextBytes(20));
    }

    /// <summary>New stamps, to be saved by the caller: every session and link of the account ends, and whoever changes it at the same moment is told.</summary>
    public static void Renew(Account account, IdSource ids)
    {
        ArgumentNullException.ThrowIfNull(account);
        account.SecurityStamp = NewStamp(ids);
        account.ConcurrencyStamp = NewStamp(ids);
    }

    /// <summary>本人確認をやり直す: who opens the account from now on counts as its person only when somebody has asked the person again.</summary>
    public static void Doubt(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        (account.OwnerConfirmedAt, account.OwnerConfirmedBy) = (null, null);
    }

    /// <summary>The address of the person's calendar opens nothing any more, from the next save on: whoever had the account in hand until now may have made it.</summary>
    public static void TakeCalendar(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        (account.CalendarHash, account.CalendarMadeAt) = (null, null);
    }

    /// <summary>The PIN for shared terminals opens nothing any more, from the next save on.</summary>
    public static async Task TakePinAsync(PolicyDb db, Account account, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(account);
        db.AccountPins.RemoveRange(await db.AccountPins.Where(pin => pin.AccountId == account.Id).ToListAsync(ct));
    }

    /// <summary>Takes app, recovery codes and passkeys of the account away, for the next save.</summary>
    public static async Task TakeFactorsAsync(PolicyDb db, Account account, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(account);
        account.TwoFactorEnabled = false;
        db.UserTokens.RemoveRange(await db.UserTokens.Where(token => token.UserId == account.Id).ToListAsync(ct));
        db.UserPasskeys.RemoveRange(await db.UserPasskeys.Where(passkey => passkey.UserId == account.Id).ToListAsync(ct));
    }

    // Halves of a character outside the first plane cannot be normalized and belong to no name.
    private static string Unbroken(string? name) => new([.. (name ?? "").Where(sign => !char.IsSurrogate(sign) && !char.IsControl(sign))]);
}
