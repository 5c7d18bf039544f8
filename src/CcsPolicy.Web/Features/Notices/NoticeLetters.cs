using System.Globalization;
using System.Text;
using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Mail;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Notices;

/// <summary>
/// 通知の文面。Writes the mail to one person, opened with that person's rights at this moment, in Japanese and below it in English. A mail passes servers that need to know nothing: it names public texts
/// alone. Of every other it says that there is something to read, whatever it is and however many.
/// </summary>
internal sealed class NoticeLetters(PolicyDbFactory databases, NoticeRecipients recipients, KnownDocuments known, OfficeCalendar office, AcknowledgementBoards boards, IStringLocalizer<NoticesText> text, IOptions<PortalOptions> portal, IOptions<MailOptions> mail)
{
    private static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("ja"), CultureInfo.GetCultureInfo("en")];

    /// <summary>Null where there is nothing to tell any more, or nowhere to send it.</summary>
    public async Task<OutgoingMail?> WriteAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        var person = messages[0].RecipientId!.Value;
        var reader = await recipients.OfAsync(person, ct);
        if (!reader.IsWorker)
            return null;
        await using var db = databases.OpenFor(reader);
        var address = await db.People.AsNoTracking().Where(p => p.Id == person).Select(p => p.Mail).SingleOrDefaultAsync(ct);
        if (!MailSender.IsAddress(address))
            return null;
        var letter = new Contents();
        foreach (var message in messages.Where(message => message.Kind == OutboxMessages.EditionPublished).DistinctBy(message => (message.DocumentId, message.Payload)))
            if (await EditionAsync(db, message, ct) is not var (document, edition))
                continue;
            else if (document.Openness == Openness.Public)
                letter.Named.Add(new NamedEdition(OneLine(await db.TitleAsync(document, ct)), edition.EffectiveFrom, edition.Kind == EditionKind.Repeal));
            else
                letter.Others = true;
        foreach (var message in messages.Where(message => message.Kind == OutboxMessages.MatterAnswered).DistinctBy(message => message.Payload))
            if (await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == message.DocumentId, ct) is not { } document)
                continue;
            else if (document.Openness == Openness.Public)
                letter.Answered.Add(OneLine(await db.TitleAsync(document, ct)));
            else
                letter.Others = true;
        if (messages.Any(message => message.Kind == OutboxMessages.DutyReminder))
            await AddDutiesAsync(db, letter, ct);
        // What was done meanwhile is not asked for.
        letter.PeopleLate = messages.Any(message => message.Kind == OutboxMessages.PeopleLate) && reader.Can(Ability.FollowOwnDepartment)
            && (await boards.OfAsync(db, reader.Day, null, ct)).Rows(new BoardQuestion(State: BoardState.Late)).Any(row => row.Person.Id != person && row.Person.DepartmentId is { } department && reader.ManagedDepartments.Contains(department));
        return letter.IsEmpty ? null : Written(IdOf(messages), address!, letter);
    }

    private async Task AddDutiesAsync(PolicyDb db, Contents letter, CancellationToken ct)
    {
        foreach (var (document, duty) in await db.OpenDutiesAsync(known, office, ct))
            if (document.Document.Openness == Openness.Public)
                letter.Duties.Add(new NamedDuty(OneLine(document.TitleOn(db.Reader.Day, db)), duty.DueOn));
            else
                letter.OtherDuties = true;
    }

    private static async Task<(PolicyDocument Document, EditionDates Edition)?> EditionAsync(PolicyDb db, OutboxMessage message, CancellationToken ct)
    {
        if (message.DocumentId is not { } id || PublicId.TryParse<EditionId>(message.Payload) is not { } published || await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct) is not { } document)
            return null;
        var order = await db.EditionOrderAsync(id, ct);
        var now = order.NowOf(published);
        return order.All.FirstOrDefault(edition => edition.Id == now) is { } edition ? (document, edition) : null;
    }

    private OutgoingMail Written(string id, string address, Contents letter)
    {
        var (body, shown) = (new StringBuilder(), CultureInfo.CurrentUICulture);
        var subject = new List<string>();
        try
        {
            foreach (var language in Languages)
            {
                CultureInfo.CurrentUICulture = language;
                var name = portal.Value.NameIn(language.TwoLetterISOLanguageName);
                subject.Add(text[letter.IsReminder ? "Mail.ReminderSubject" : "Mail.Subject", name]);
                if (body.Length > 0)
                    body.Append("\n----\n\n");
                if (portal.Value.OfficeIn(language.TwoLetterISOLanguageName) is { Length: > 0 } office)
                    body.Append(office).Append('\n');
                body.Append(name).Append("\n\n");
                foreach (var edition in letter.Named)
                    body.Append(text[edition.IsRepeal ? "Mail.Repealed" : "Mail.Published", edition.Title, ShownDate.Of(edition.From)].Value).Append('\n');
                foreach (var title in letter.Answered)
                    body.Append(text["Mail.Answered", title].Value).Append('\n');
                if (letter.Others)
                    body.Append(text[letter.Named.Count > 0 || letter.Answered.Count > 0 ? "Mail.OthersToo" : "Mail.Others"].Value).Append('\n');
                foreach (var duty in letter.Duties.OrderBy(duty => duty.Due ?? DateOnly.MaxValue))
                    body.Append(duty.Due is { } due ? text["Mail.Duty", duty.Title, ShownDate.Of(due)].Value : text["Mail.DutyUndated", duty.Title].Value).Append('\n');
                if (letter.OtherDuties)
                    body.Append(text[letter.Duties.Count > 0 ? "Mail.OtherDutiesToo" : "Mail.OtherDuties"].Value).Append('\n');
                if (letter.PeopleLate)
                    body.Append(text["Mail.PeopleLate"].Value).Append('\n');
                body.Append('\n').Append(text["Mail.Open"].Value).Append('\n').Append(mail.Value.LinkTo(letter.IsReminder ? SiteUrls.Home : SiteUrls.Inbox)).Append("\n\n").Append(text["Mail.NoAnswer"].Value).Append('\n');
            }
        }
        finally
        {
            CultureInfo.CurrentUICulture = shown;
        }
        return new OutgoingMail(id, address, OneLine(string.Join(" / ", subject)), body.ToString());
    }

    /// <summary>The same for the same messages: tried again it is the same mail, and with others among them another.</summary>
    private static string IdOf(IReadOnlyList<OutboxMessage> messages) =>
        ContentHash.Of(string.Join(' ', messages.Select(message => PublicId.Write(message.Id)).Order(StringComparer.Ordinal))).ToString()[..40];

    private static string OneLine(string words) => string.Concat(words.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter));

    private sealed record NamedDuty(string Title, DateOnly? Due);

    private sealed class Contents
    {
        public List<NamedEdition> Named { get; } = [];

        /// <summary>題名 of the texts about which a matter was answered.</summary>
        public List<string> Answered { get; } = [];

        public bool Others { get; set; }

        public List<NamedDuty> Duties { get; } = [];

        public bool OtherDuties { get; set; }

        public bool PeopleLate { get; set; }

        public bool IsReminder => Named.Count == 0 && Answered.Count == 0 && !Others;

        public bool IsEmpty => IsReminder && Duties.Count == 0 && !OtherDuties && !PeopleLate;
    }

    private sealed record NamedEdition(string Title, DateOnly From, bool IsRepeal);
}
