using CcsPolicy.Data;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.People;

/// <summary>A name that was never borne until then: the mistaken row is withdrawn and stays on record.</summary>
public sealed record WithdrawFormerName(FormerNameId Name);

public sealed class WithdrawFormerNameHandler(ReaderDb store)
{
    public async Task<Result<Done>> HandleAsync(WithdrawFormerName command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        if (await db.FormerNames.SingleOrDefaultAsync(row => row.Id == command.Name && row.WithdrawnAt == null, ct) is not { } row)
            return AccessErrors.ChangedMeanwhile;
        if (row.PersonId is { } person && person == db.Reader.PersonId)
            return AccessErrors.NotYourself;
        row.Withdraw(db.Now);
        db.Record(new JournalFact("former-name.withdrawn").With("department", row.DepartmentId).With("post", row.PostId).With("person", row.PersonId).With("until", row.Until));
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }
}

/// <summary>改称。A name that gives way to another from a day on; without a day the old one was only written wrongly.</summary>
/// <param name="Department">Whose name it was: one of the three.</param>
/// <param name="Name">The name that was borne.</param>
internal sealed record Renaming(DepartmentId? Department, PostId? Post, PersonId? Person, string Name)
{
    public static Renaming Of(Department department) => new(department.Id, null, null, department.Name);

    public static Renaming Of(Post post) => new(null, post.Id, null, post.Name);

    public static Renaming Of(Person person) => new(null, null, person.Id, person.Name);

    /// <summary>Keeps the name that was borne until the day before.</summary>
    /// <param name="now">The name that takes its place.</param>
    /// <param name="since">The first day of the new name; null when nothing is to be kept.</param>
    /// <returns>Why not; null when done.</returns>
    public async Task<DomainError?> KeepAsync(PolicyDb db, string now, DateOnly? since, CancellationToken ct)
    {
        if (since is not { } first)
            return null;
        if (Name == now)
            return PeopleErrors.RenamedToTheSame;
        if (first > db.Reader.Day)
            return PeopleErrors.RenamedInFuture;
        var until = first.AddDays(-1);
        if (await db.FormerNames.AnyAsync(n => n.WithdrawnAt == null && n.Until >= until && n.DepartmentId == Department && n.PostId == Post && n.PersonId == Person, ct))
            return PeopleErrors.RenamedLaterAlready;
        db.FormerNames.Add(new FormerName
        {
            Id = db.Ids.Next<FormerNameId>(), DepartmentId = Department, PostId = Post, PersonId = Person, Name = Name, Until = until, RecordedAt = db.Now, RecordedBy = db.Reader.PersonId,
        });
        return null;
    }
}
