using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Calendar;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Waiting;

/// <summary>
/// 督促。Whom to remind on a day, by ids alone: three working days before something is due, on its last day, on the first working day after it, and from then on each fifth; on these the manager is told too, from the second
/// on. What a mail says is worked out with the rights of its recipient when it is sent.
/// </summary>
public sealed class DutyReminders(PolicyDbFactory databases, NoticeRecipients recipients, KnownDocuments documents, OfficeCalendar office)
{
    private const int Before = 3;
    private const int Every = 5;
    private const int MostAttempts = 3;

    /// <summary>Puts down that the reminders of the day are to be worked out; once, however many nodes there are. On a day on which the office is closed nothing is.</summary>
    public async Task PutDownAsync(DateTimeOffset dueAt, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var day = TokyoTime.DateOf(dueAt);
        var id = OutboxMessages.IdOf(OutboxMessages.RemindersOfDay, day);
        if (!(await office.NowAsync(null, ct)).IsWorkingDay(day) || await db.Outbox.WithoutReader().AnyAsync(m => m.Id == id, ct))
            return;
        db.Outbox.Add(new OutboxMessage { Id = id, Kind = OutboxMessages.RemindersOfDay, Payload = OutboxMessages.PayloadOf(day), DueAt = dueAt });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException fault) when (fault.IsAlreadyThere())
        {
            // Another node was first.
        }
    }

    /// <summary>Adds a message for each who is to be reminded, in the transaction that ends the cause. False when another worker has it by now.</summary>
    /// <param name="mailAt">When each is mailed; null where no mail is sent.</param>
    public async Task<bool> FanOutAsync(OutboxMessage cause, DateTimeOffset? mailAt, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(cause);
        for (var attempt = 1; ; attempt++)
            try
            {
                return await TryFanOutAsync(cause, mailAt, ct);
            }
            catch (DbUpdateException fault) when (fault.IsAlreadyThere() && attempt < MostAttempts)
            {
                // A manager reminded the same people at this moment: what is there already is read again.
            }
    }

    private async Task<bool> TryFanOutAsync(OutboxMessage cause, DateTimeOffset? mailAt, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var today = TokyoTime.DateOf(db.Now);
        // What was not worked out on its day is not worked out afterwards: the next day has its own. It takes a while, and nobody else's save waits for it.
        var (owing, managers) = cause.Payload == OutboxMessages.PayloadOf(today) ? await OwingAsync(db, today, ct) : ([], []);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await OutboxLeases.FinishAsync(db, [cause], ct))
            return false;
        await db.RemindAsync(today, owing, mailAt, ct);
        await db.RemindAsync(today, managers, mailAt, ct, ofPeople: true);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task<(HashSet<PersonId> Owing, HashSet<PersonId> Managers)> OwingAsync(PolicyDb db, DateOnly today, CancellationToken ct)
    {
        var (owing, managers, calendar) = (new HashSet<PersonId>(), new HashSet<PersonId>(), await office.NowAsync(null, ct));
        var everybody = await recipients.EverybodyAsync(db, ct);
        var heads = everybody.SelectMany(one => one.ManagedDepartments, (one, department) => (department, one)).ToLookup(pair => pair.department, pair => pair.one);
        foreach (var document in await documents.WithoutReaderAsync(ct))
        {
            if (document.CampaignOn(today) is null)
                continue;
            var id = document.Document.Id;
            var acknowledged = (await db.StandingAcknowledgements().WithoutReader().Where(row => row.DocumentId == id).Select(row => new { row.PersonId, row.EditionId }).ToListAsync(ct)).ToLookup(row => row.PersonId, row => row.EditionId);
            foreach (var reader in everybody)
            {
                if (!reader.MayKnow(document.Document) || document.OpenDutyOf(reader, calendar, acknowledged[reader.PersonId!.Value]) is not { DueOn: { } due })
                    continue;
                var left = calendar.Between(today, due);
                if (left is Before or 0 || IsTurn(left))
                    owing.Add(reader.PersonId!.Value);
                // Who may not know the document, or who it is open to, learns of nobody who owes it.
                if (left < -Every && IsTurn(left))
                    managers.UnionWith(reader.Departments.SelectMany(department => heads[department]).Where(head => head.PersonId != reader.PersonId && head.MayKnow(document.Document)
                        && (document.Document.Audience != Audience.Granted || head.MaySeeGrants(id))).Select(head => head.PersonId!.Value));
            }
        }
        return (owing, managers);

        static bool IsTurn(int left) => left < 0 && -left % Every == 1;
    }
}

/// <summary>督促の行。</summary>
public static class ReminderRows
{
    /// <summary>Puts down one reminder for each who has none on that day; how many there are now that were not before.</summary>
    /// <param name="mailAt">When it is mailed; null where no mail is sent.</param>
    /// <param name="ofPeople">It is about those whom the recipient manages, and not about the recipient's own.</param>
    public static async Task<int> RemindAsync(this PolicyDb db, DateOnly day, IReadOnlyCollection<PersonId> people, DateTimeOffset? mailAt, CancellationToken ct, bool ofPeople = false)
    {
        var kind = ofPeople ? OutboxMessages.PeopleLate : OutboxMessages.DutyReminder;
        var (now, payload, added) = (db.Now, OutboxMessages.PayloadOf(day), 0);
        var told = (await db.Outbox.WithoutReader().Where(m => m.Kind == kind && m.Payload == payload && m.RecipientId != null).Select(m => m.RecipientId!.Value).ToListAsync(ct)).ToHashSet();
        foreach (var person in people.Where(person => !told.Contains(person)))
        {
            db.Outbox.Add(new OutboxMessage { Id = OutboxMessages.IdOf(kind, day, person), Kind = kind, RecipientId = person, Payload = payload, DueAt = mailAt ?? now, DoneAt = mailAt is null ? now : null });
            added++;
        }
        return added;
    }
}
