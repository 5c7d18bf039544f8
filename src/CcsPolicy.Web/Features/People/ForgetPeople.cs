using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.People;

/// <summary>
/// 氏名の削除。Takes name, reading and mail of people who left long ago out of the rows, and closes and empties their accounts. The staff number stays: by it, and by the papers of the office,
/// a record of theirs can still be told from another's. The journal holds no name and verifies as before; it says that it was done.
/// </summary>
public sealed class ForgetPeopleHandler(PolicyDbFactory databases)
{
    /// <summary>Years after leaving that the portal proposes.</summary>
    public const int UsualYears = 5;

    /// <summary>Staff numbers of those who left so many years ago or more and still have a name here.</summary>
    public async Task<IReadOnlyList<string>> DueAsync(int years, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        return [.. (await DueAsync(db, years, ct)).Select(person => person.StaffNumber).Order(StringComparer.Ordinal)];
    }

    /// <summary>All of them in one save, or none.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ForgetAsync(int years, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var due = await DueAsync(db, years, ct);
        var ids = due.ConvertAll(person => (PersonId?)person.Id);
        var formerly = (await db.FormerNames.Where(name => ids.Contains(name.PersonId)).ToListAsync(ct)).ToLookup(name => name.PersonId!.Value);
        foreach (var person in due)
        {
            (person.Name, person.Kana, person.Mail) = (Person.Forgotten, Person.Forgotten, null);
            foreach (var former in formerly[person.Id])
                former.Name = Person.Forgotten;
            await EmptyAccountAsync(db, person, ct);
            db.Record(new JournalFact("person.forgotten").With("person", person.Id).With("years", years));
        }
        await db.SaveChangesAsync(ct);
        return due.Count;
    }

    private static async Task<List<Person>> DueAsync(PolicyDb db, int years, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(years, 1);
        var last = TokyoTime.DateOf(db.Now).AddYears(-years);
        var employments = (await db.Employments.AsNoTracking().Where(row => row.WithdrawnAt == null).ToListAsync(ct)).ToLookup(row => row.PersonId);
        // Somebody without any employment was recorded by mistake, or will begin: that is for a person to see to.
        return (await db.People.Where(person => person.Name != Person.Forgotten).ToListAsync(ct))
            .FindAll(person => employments[person.Id].Any() && employments[person.Id].All(row => row.Until < last));
    }

    private static async Task EmptyAccountAsync(PolicyDb db, Person person, CancellationToken ct)
    {
        if (await db.Users.SingleOrDefaultAsync(one => one.PersonId == person.Id, ct) is not { } account)
            return;
        account.ClosedAt ??= db.Now;
        // Nobody can be called so: a name that is typed has no space at its beginning.
        account.UserName = account.NormalizedUserName = " " + account.Id.ToString("N");
        (account.PasswordHash, account.OwnerConfirmedAt, account.OwnerConfirmedBy) = (null, null, null);
        AccountOpening.TakeCalendar(account);
        await AccountOpening.TakePinAsync(db, account, ct);
        await AccountOpening.TakeFactorsAsync(db, account, ct);
        db.UserLogins.RemoveRange(await db.UserLogins.Where(login => login.UserId == account.Id).ToListAsync(ct));
        AccountOpening.Renew(account, db.Ids);
    }
}
