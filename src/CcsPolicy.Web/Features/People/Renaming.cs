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
internal static class Renaming
{
    /// <summary>Keeps the name that was borne until the day before.</summary>
    /// <param name="former">Whose name, and which; its last day is set here.</param>
    /// <param name="since">The first day of the new name; null when nothing is to be kept.</param>
    /// <returns>Why not; null when done.</returns>
    public static async Task<DomainError?> KeepAsync(PolicyDb db, Func<FormerNameId, DateOnly, FormerName> former, string now, DateOnly? since, CancellationToken ct)
    {
        if (since is not { } first)
            return null;
        var row = former(db.Ids.Next<FormerNameId>(), first.AddDays(-1));
        if (row.Name == now)
            return PeopleErrors.RenamedToTheSame;
        if (first > db.Reader.Day)
            return PeopleErrors.RenamedInFuture;
        if (await db.FormerNames.AnyAsync(n => n.WithdrawnAt == null && n.Until >= row.Until
            && ((row.DepartmentId != null && n.DepartmentId == row.DepartmentId) || (row.PostId != null && n.PostId == row.PostId) || (row.PersonId != null && n.PersonId == row.PersonId)), ct))
            return PeopleErrors.RenamedLaterAlready;
        db.FormerNames.Add(row);
        return null;
    }
}
