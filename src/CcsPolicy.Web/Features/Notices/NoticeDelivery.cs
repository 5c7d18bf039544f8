using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Mail;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Notices;

/// <summary>
/// 通知の配達。Addresses what waits to everybody who is to be told, and mails what is due, a mail for each person. Of several nodes each takes what no other has; what one leaves undone when it dies
/// the next takes up after the lease. Only the moment between the server's answer and the save can send a mail twice, and then under the same Message-ID.
/// </summary>
internal sealed partial class NoticeDelivery(
    OutboxLeases outbox, OldMessages old, NoticeRecipients recipients, DutyReminders reminders, NoticeLetters letters, OfficeCalendar office, MailSender sender, IOptions<MailOptions> options, IOptions<NoticesOptions> notices, IdSource ids, TimeProvider clock, ILogger<NoticeDelivery> log)
{
    private const int AtOnce = 20;

    /// <summary>Longer than any answer of a mail server is waited for.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan BetweenTidying = TimeSpan.FromHours(1);

    private DateTimeOffset quietUntil = DateTimeOffset.MinValue;
    private int inVain;
    private DateOnly? remindedOn;
    private DateTimeOffset tidiedAt = DateTimeOffset.MinValue;

    /// <summary>All that is due now. One turn after the other; never two at once of one node.</summary>
    public async Task RunOnceAsync(CancellationToken ct)
    {
        var worker = ids.Next();
        await RemindAsync(ct);
        while (await outbox.TakeAsync(worker, AtOnce, Lease, ct) is { Count: > 0 } causes)
            foreach (var cause in causes)
            {
                DateTimeOffset? mailAt = sender.IsOn ? NoticeTimes.MailAt(NoticeTimes.IsUrgent(cause.Kind), clock.Now(), options.Value.DailyTime!.Value, await office.NowAsync(null, ct)) : null;
                _ = cause.Kind == OutboxMessages.RemindersOfDay ? await reminders.FanOutAsync(cause, mailAt, ct) : await recipients.FanOutAsync(cause, mailAt, ct);
            }
        if (!sender.IsOn)
            await outbox.LetGoAsync(ct);
        else if (clock.Now() >= quietUntil)
            await MailAsync(worker, ct);
        if (clock.Now() is var now && now - tidiedAt >= BetweenTidying)
        {
            await old.RemoveAsync(worker, now.AddDays(-notices.Value.KeptDays), ct);
            tidiedAt = now;
        }
    }

    // Worked out at the hour of the mail of the day, so that they go out with it.
    private async Task RemindAsync(CancellationToken ct)
    {
        var now = clock.Now();
        var today = TokyoTime.DateOf(now);
        var hour = TokyoTime.StartOf(today) + options.Value.DailyTime!.Value.ToTimeSpan();
        if (remindedOn == today || now < hour)
            return;
        await reminders.PutDownAsync(hour, ct);
        remindedOn = today;
    }

    /// <summary>The server is asked at the next turn, however often it was asked in vain.</summary>
    public void TryNow() => (quietUntil, inVain) = (DateTimeOffset.MinValue, 0);

    private async Task MailAsync(Guid worker, CancellationToken ct)
    {
        MailLine? line = null;
        try
        {
            while (await outbox.TakeOfOnePersonAsync(worker, Lease, ct) is { Count: > 0 } messages)
            {
                var answer = MailAnswer.Taken;
                // Written now, by what the person may know now.
                if (await letters.WriteAsync(messages, ct) is { } letter)
                {
                    if (line is null)
                        (line, answer) = await sender.ConnectAsync(ct);
                    if (line is not null)
                        answer = await line.SendAsync(letter, ct);
                }
                await KeepAsync(messages, answer, ct);
                if (answer.Fate == MailFate.Down)
                    return;
            }
        }
        finally
        {
            if (line is not null)
                await line.DisposeAsync();
        }
    }

    private async Task KeepAsync(IReadOnlyList<OutboxMessage> messages, MailAnswer answer, CancellationToken ct)
    {
        var now = clock.Now();
        if (answer.Fate == MailFate.Taken)
        {
            inVain = 0;
            // The server has it: nothing that ends the program now may keep that from being written down.
            if (!await outbox.FinishAsync(messages, CancellationToken.None))
                TakenOver(log);
            return;
        }
        var gaveUp = answer.Fate == MailFate.Refused || messages.Min(message => message.FailingSince) <= now - NoticeTimes.LongestTried;
        await outbox.RefusedAsync(messages, answer.Reply, gaveUp ? null : now + NoticeTimes.WaitAfter(messages.Max(message => message.Attempts)), ct);
        if (answer.Fate == MailFate.Down)
        {
            quietUntil = now + NoticeTimes.WaitAfter(++inVain);
            Down(log, answer.Reply, quietUntil);
        }
        else if (gaveUp)
            GivenUp(log, answer.Reply);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail server takes no mail ({Reply}). What waits is kept and tried again after {Until}.")]
    private static partial void Down(ILogger log, string reply, DateTimeOffset until);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mail was refused for good ({Reply}). It is kept and shown on the page of mail; it can be tried again there.")]
    private static partial void GivenUp(ILogger log, string reply);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mail was sent that took so long that another had taken it up: it may arrive twice, under one Message-ID.")]
    private static partial void TakenOver(ILogger log);
}

/// <summary>Gives the delivery its turn.</summary>
internal sealed partial class NoticeClock(NoticeDelivery delivery, TimeProvider clock, ILogger<NoticeClock> log) : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Turn, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                try
                {
                    await delivery.RunOnceAsync(stoppingToken);
                }
                catch (Exception fault) when (fault is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                {
                    // The portal goes on. Nothing is lost: what was taken comes back when its lease has run out.
                    NotDelivered(log, fault);
                }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notices were not delivered in this turn.")]
    private static partial void NotDelivered(ILogger log, Exception fault);
}
