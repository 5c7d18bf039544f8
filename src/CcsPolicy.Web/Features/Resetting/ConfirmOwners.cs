using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Resetting;

/// <summary>An account that somebody has opened by its first invitation, and of which nobody has confirmed yet who.</summary>
/// <param name="IsOthers">The reader may confirm it: it is not the own one.</param>
public sealed record OpenedAccount(Guid Id, string Person, string StaffNumber, bool IsOthers);

/// <summary>
/// 本人確認。Whoever makes an account holds its first link and could open it alone. So an account that was opened counts as its person's only after somebody who makes no accounts has asked the person.
/// All opened accounts are listed alike, whatever their people hold: the list tells nothing about procedures.
/// </summary>
public sealed class ConfirmOwnersHandler(ReaderDb store)
{
    public async Task<IReadOnlyList<OpenedAccount>> ListAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.MayConfirmOwners)
            return [];
        var me = db.Reader.PersonId;
        return [.. (await db.UnconfirmedAccounts().AsNoTracking().Join(db.People, account => account.PersonId, person => person.Id, (account, person) => new { account.Id, Person = person }).ToListAsync(ct))
            .Select(row => new OpenedAccount(row.Id, row.Person.Name, row.Person.StaffNumber, row.Person.Id != me)).OrderBy(one => one.StaffNumber, StringComparer.Ordinal)];
    }

    /// <summary>All of them or none.</summary>
    public async Task<Result<Done>> HandleAsync(IReadOnlyCollection<Guid> accounts, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.MayConfirmOwners)
            return AccessErrors.NotAllowed;
        if (accounts.Count == 0)
            return OwnerErrors.NobodyChosen;
        var opened = await db.UnconfirmedAccounts().Where(account => accounts.Contains(account.Id)).ToListAsync(ct);
        if (opened.Count != accounts.Distinct().Count())
            return AccessErrors.ChangedMeanwhile;
        if (opened.Exists(account => account.PersonId == db.Reader.PersonId))
            return AccessErrors.NotYourself;
        foreach (var account in opened)
        {
            (account.OwnerConfirmedAt, account.OwnerConfirmedBy) = (db.Now, db.Reader.PersonId);
            account.ConcurrencyStamp = AccountOpening.NewStamp(db.Ids);
            db.Record(new JournalFact("account.owner-confirmed").With("account", account.Id.ToString("N")).With("person", account.PersonId));
        }
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }
}

internal static class OwnerErrors
{
    public static DomainError NobodyChosen { get; } = new("owner.nobody-chosen", "本人に確かめた人を選んでください。何も変わっていません。", "Choose the people whom you have asked. Nothing was changed.");
}
