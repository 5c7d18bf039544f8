using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Accounts;

/// <summary>An account for a person of the list. <paramref name="Name"/>: empty for the staff number.</summary>
public sealed record CreateAccount(string? StaffNumber, string? Name);

/// <summary>What the administrator hands on: the word of the link, shown once.</summary>
/// <param name="NeedsSecond">The link opens nothing before a second person has confirmed the reset.</param>
public sealed record MadeInvitation(Guid Account, string AccountName, string Person, string Token, DateTimeOffset Until, bool NeedsSecond);

/// <summary>Creates an account without a password and invites its person to choose one. It gives no authority: that comes from the person's rows.</summary>
public sealed class CreateAccountHandler(ReaderDb store, Invitations invitations)
{
    public async Task<Result<MadeInvitation>> HandleAsync(CreateAccount command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManageAccounts))
            return AccessErrors.NotAllowed;
        var number = AccountOpening.Written(command.StaffNumber);
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.StaffNumber == number, ct) is not { } person)
            return AccountErrors.NoSuchPerson;
        if (await db.Users.AnyAsync(a => a.PersonId == person.Id, ct))
            return AccountErrors.PersonHasOne;
        var name = AccountOpening.Written(command.Name) is { Length: > 0 } typed ? typed : person.StaffNumber;
        if (name.Length > AccountOpening.LongestName)
            return AccountErrors.NameUnfit;
        var normal = AccountOpening.Normal(name);
        if (await db.Users.AnyAsync(a => a.NormalizedUserName == normal, ct) || await db.People.AnyAsync(p => p.StaffNumber == name && p.Id != person.Id, ct))
            return AccountErrors.NameTaken;
        var account = AccountOpening.For(person.Id, name, db.Ids);
        db.Users.Add(account);
        db.Record(new JournalFact("account.created").With("account", account.Id.ToString("N")).With("person", person.Id));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Unique names and one account per person are kept by the database too.
            return AccessErrors.ChangedMeanwhile;
        }
        return new MadeInvitation(account.Id, name, person.Name, invitations.TokenFor(account), invitations.Until, false);
    }
}
