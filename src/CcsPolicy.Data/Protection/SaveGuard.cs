using CcsPolicy.Data.Granting;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CcsPolicy.Data.Protection;

/// <summary>
/// What holds for every save: evidence is only ever inserted, a change of state carries a journal entry and rows of legal weight their hashes in it, a new or changed row gets a row version of its own,
/// and whatever access depends on renews the access stamp.
/// </summary>
internal sealed class SaveGuard : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Check((PolicyDb)eventData.Context!);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check((PolicyDb)eventData.Context!);
        return await ValueTask.FromResult(result);
    }

    private static void Check(PolicyDb db)
    {
        var changed = db.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        foreach (var entry in changed)
        {
            if (entry.State != EntityState.Added && (IsEvidence(entry.Entity) || IsClosedStep(entry)))
                throw new InvalidOperationException($"{entry.Metadata.ClrType.Name} is on record: it is never changed and never deleted.");
            // Of a new row too: it is what keeps a guess of a name from being tried against the hash of the row, once the row has another.
            if (entry.State is EntityState.Added or EntityState.Modified && entry.Metadata.FindProperty("RowVersion") is not null)
                entry.Property("RowVersion").CurrentValue = db.Ids.Next();
        }
        if (changed.Any(entry => NeedsJournal(entry.Entity)) && !changed.Any(entry => entry is { Entity: JournalEntry, State: EntityState.Added }))
            throw new InvalidOperationException("A change of state is saved only together with its journal entry.");
        db.Unwritten.Write(db, changed);
        if (changed.Any(entry => DecidesAccess(entry.Entity)))
        {
            var stamp = StampOf(db);
            stamp.Value = db.Ids.Next();
            db.Entry(stamp).Property(s => s.Value).IsModified = true;
        }
        if (changed.Any(EndsSessions))
        {
            var stamp = StampOf(db);
            stamp.Sessions = db.Ids.Next();
            db.Entry(stamp).Property(s => s.Sessions).IsModified = true;
        }
    }

    private static AccessStamp StampOf(PolicyDb db)
    {
        var stamp = db.AccessStamps.Local.FirstOrDefault();
        if (stamp is null)
        {
            // Without reading it first: two savers may meet here, and either new value is right.
            stamp = new AccessStamp { Id = AccessStamp.TheOne, Value = Guid.Empty };
            db.AccessStamps.Attach(stamp);
        }
        return stamp;
    }

    private static bool IsEvidence(object entity) => GuardTriggers.OnRecord.Contains(entity.GetType());

    private static bool IsClosedStep(EntityEntry entry) =>
        entry.Entity is ApprovalStep && (entry.State == EntityState.Deleted || entry.Property(nameof(ApprovalStep.Outcome)).OriginalValue is not null);

    private static bool NeedsJournal(object entity) => entity is not
        (JournalEntry or JournalPosition or JournalVoucher or JournalNote or Lease or AccessStamp or OutboxMessage or ProvisionRow or DocumentKey or FileChunk or Account or AccountSession
        or IdentityUserClaim<Guid> or IdentityUserLogin<Guid> or IdentityUserToken<Guid> or IdentityUserPasskey<Guid> or IdentityPasskeyData)
        && !(entity is Setting setting && NobodysRows.Holds(setting));

    // What a session is checked by, and what makes it one of another account or of none.
    private static bool EndsSessions(EntityEntry entry) => entry.State != EntityState.Added && entry.Entity switch
    {
        AccountSession or AccountReset => true,
        Account => entry.State == EntityState.Deleted || entry.Property(nameof(Account.SecurityStamp)).IsModified || entry.Property(nameof(Account.OwnerConfirmedAt)).IsModified
            || entry.Property(nameof(Account.ClosedAt)).IsModified || entry.Property(nameof(Account.PersonId)).IsModified,
        _ => false,
    };

    private static bool DecidesAccess(object entity) =>
        entity is Person or Employment or Leave or InformationSystem or SystemUse or Assignment or Post or NeedToKnowGrant or GrantConfirmation or PolicyDocument or CustodyHandover
        // What readers are shown of a document is kept with them as well.
        or Edition or ImplementsLink or GuidelineCitation or ProvisionOpenness or Campaign or AcknowledgementWithdrawal or Department or FormerName or OpennessDecision or GrantReview or TargetDecision or TargetRule or PersonnelChange or PersonnelChangeRow
        or Setting { Name: OfficeCalendar.Row or WholeReviews.Row };
}
