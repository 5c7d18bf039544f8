using CcsPolicy.Data;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Mail;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Notices;

/// <summary>送信待ちのまとまり。So many messages in one state, with what the server answered last.</summary>
/// <param name="State">Waiting, Trying or GivenUp.</param>
/// <param name="Since">From when the oldest of them waits.</param>
public sealed record QueuedMail(string State, string Kind, string? Reply, int Count, DateTimeOffset Since);

/// <summary>届かない宛先。Somebody whose address the server refuses.</summary>
public sealed record RefusedPerson(PersonId Person, string StaffNumber, string Reply);

/// <param name="IsOn">Whether there is a mail server.</param>
public sealed record MailView(bool IsOn, IReadOnlyList<QueuedMail> Queue, IReadOnlyList<RefusedPerson> Refused);

/// <summary>
/// メールの送信待ち。For whoever looks after the server: states and numbers, no title and no text. What is about documents that the reader may not know is not counted, since its number would tell of them;
/// and who is bound by a grant is told of nobody.
/// </summary>
internal sealed class MailQueue(ReaderDb databases, OutboxLeases outbox, NoticeDelivery delivery, MailSender sender)
{
    private const int Most = 5_000;

    public async Task<MailView> LookAsync(CancellationToken ct)
    {
        await using var db = await databases.OpenAsync(ct);
        var open = await db.Outbox.AsNoTracking().Where(m => m.RecipientId != null && m.DoneAt == null).OrderBy(m => m.DueAt).Take(Most)
            .Select(m => new { m.Kind, m.Reply, m.DueAt, m.FailingSince, m.GivenUpAt, Person = m.RecipientId!.Value, IsGranted = m.Document != null && m.Document.Audience == Audience.Granted }).ToListAsync(ct);
        var queue = open.GroupBy(m => (State: m.GivenUpAt is not null ? "GivenUp" : m.FailingSince is not null ? "Trying" : "Waiting", m.Kind, m.Reply))
            .Select(group => new QueuedMail(group.Key.State, group.Key.Kind, group.Key.Reply, group.Count(), group.Min(m => m.FailingSince ?? m.DueAt)))
            .OrderBy(one => one.Since).ThenBy(one => one.State, StringComparer.Ordinal).ToList();
        var refused = open.Where(m => m.GivenUpAt is not null && m.Reply is ['5', ..] && !m.IsGranted).GroupBy(m => m.Person).ToDictionary(group => group.Key, group => group.First().Reply!);
        var people = refused.Keys.ToList();
        var numbers = people.Count == 0 ? [] : await db.People.AsNoTracking().Where(p => people.Contains(p.Id)).OrderBy(p => p.StaffNumber).Select(p => new { p.Id, p.StaffNumber }).ToListAsync(ct);
        return new MailView(sender.IsOn, queue, [.. numbers.Select(p => new RefusedPerson(p.Id, p.StaffNumber, refused[p.Id]))]);
    }

    /// <summary>Whatever was refused or given up is tried again at the next turn, of all documents.</summary>
    public async Task TryAgainAsync(CancellationToken ct)
    {
        await using var db = await databases.OpenAsync(ct);
        db.Record(new JournalFact("mail.tried-again"));
        await db.SaveChangesAsync(ct);
        await outbox.TryAgainAsync(ct);
        delivery.TryNow();
    }
}
