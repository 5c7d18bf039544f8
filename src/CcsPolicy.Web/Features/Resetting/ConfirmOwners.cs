using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Resetting;

/// <summary>An account that somebody has opened by its first invitation, and of which nobody has confirmed yet who.</summary>
/// <param name="Choice">The account as it was opened: names another once somebody else has opened it anew.</param>
/// <param name="IsOthers">The reader may confirm it: it is not the own one.</param>
public sealed record OpenedAccount(string Choice, string Person, string StaffNumber, bool IsOthers);

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
        return [.. (await db.UnconfirmedAccounts().AsNoTracking().Join(db.People, account => account.PersonId, person => person.Id, (account, person) => new { Account = account, Person = person }).ToListAsync(ct))
            .Select(row => new OpenedAccount(ChoiceOf(row.Account), row.Person.Name, row.Person.StaffNumber, row.Person.Id != me)).OrderBy(one => one.StaffNumber, StringComparer.Ordinal)];
    }

    /// <summary>All of them or none.</summary>
    /// <param name="choices"><see cref="OpenedAccount.Choice"/> of those whose people were asked.</param>
    public async Task<Result<Done>> HandleAsync(IReadOnlyCollection<string> choices, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(choices);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.MayConfirmOwners)
            return AccessErrors.NotAllowed;
        if (choices.Count == 0)
            return OwnerErrors.NobodyChosen;
        var chosen = choices.ToHashSet();
        var opened = (await db.UnconfirmedAccounts().ToListAsync(ct)).FindAll(account => chosen.Contains(ChoiceOf(account)));
        if (opened.Count != chosen.Count)
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

    // Whoever opens the account gives it a new stamp, which itself is told to nobody.
    private static string ChoiceOf(Account account) => ContentHash.Of($"{account.Id:N} {account.SecurityStamp}").ToString();
}

internal static class OwnerErrors
{
    public static DomainError NobodyChosen { get; } = new("owner.nobody-chosen", "本人に確かめた人を選んでください。何も変わっていません。", "Choose the people whom you have asked. Nothing was changed.");
}
