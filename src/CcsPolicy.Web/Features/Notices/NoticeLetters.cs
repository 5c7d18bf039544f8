using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Mail;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Display;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Notices;

/// <summary>
/// 通知の文面。Writes the mail to one person, opened with that person's rights at this moment, by the words of the office and in the language of the person. A mail passes servers that need to know nothing: it names public texts
/// alone. Of every other it says that there is something to read, whatever it is and however many.
/// </summary>
internal sealed class NoticeLetters(PolicyDbFactory databases, NoticeRecipients recipients, KnownDocuments known, OfficeCalendar office, AcknowledgementBoards boards, IStringLocalizer<NoticesText> text, IOptions<PortalOptions> portal, IOptions<MailOptions> mail)
{
    private readonly LetterWords words = new(text, portal, mail);

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
        var letter = new LetterContents();
        foreach (var message in messages.Where(message => message.Kind == OutboxMessages.EditionPublished).DistinctBy(message => (message.DocumentId, message.Payload)))
            if (await EditionAsync(db, message, ct) is not var (document, edition))
                continue;
            else if (document.Openness == Openness.Public)
                letter.Named.Add(new NamedEdition(LetterWords.OneLine(await db.TitleAsync(document, ct)), edition.EffectiveFrom, edition.Kind == EditionKind.Repeal));
            else
                letter.Others = true;
        foreach (var message in messages.Where(message => message.Kind == OutboxMessages.MatterAnswered).DistinctBy(message => message.Payload))
            if (await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == message.DocumentId, ct) is not { } document)
                continue;
            else if (document.Openness == Openness.Public)
                letter.Answered.Add(LetterWords.OneLine(await db.TitleAsync(document, ct)));
            else
                letter.Others = true;
        if (messages.Any(message => message.Kind == OutboxMessages.DutyReminder))
            await AddDutiesAsync(db, letter, ct);
        // What was done meanwhile is not asked for.
        letter.PeopleLate = messages.Any(message => message.Kind == OutboxMessages.PeopleLate) && reader.Can(Ability.FollowOwnDepartment)
            && (await boards.OfAsync(db, reader.Day, null, ct)).Rows(new BoardQuestion(State: BoardState.Late)).Any(row => row.Person.Id != person && row.Person.DepartmentId is { } department && reader.ManagedDepartments.Contains(department));
        return letter.IsEmpty ? null : await WrittenAsync(db, IdOf(messages), address!, letter, ct);
    }

    private async Task AddDutiesAsync(PolicyDb db, LetterContents letter, CancellationToken ct)
    {
        foreach (var (document, duty) in await db.OpenDutiesAsync(known, office, ct))
            if (document.Document.Openness == Openness.Public)
                letter.Duties.Add(new NamedDuty(LetterWords.OneLine(document.TitleOn(db.Reader.Day, db)), duty.DueOn));
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

    /// <summary>In the language in which the person signed in last; in both where nobody knows.</summary>
    private async Task<OutgoingMail> WrittenAsync(PolicyDb db, string id, string address, LetterContents letter, CancellationToken ct)
    {
        var person = db.Reader.PersonId!.Value;
        var chosen = await db.Users.AsNoTracking().Where(account => account.PersonId == person).Select(account => account.Language).SingleOrDefaultAsync(ct);
        var own = await db.MailTemplatesAsync(ct);
        var parts = DisplayChoices.Languages.Where(language => chosen is null || language == chosen)
            .Select(language => words.Write((own.TryGetValue((letter.Kind, language), out var template) ? template.Words : null) ?? words.Standard(letter.Kind, language), language, letter, db.Reader.Name)).ToList();
        return new OutgoingMail(id, address, string.Join(" / ", parts.Select(part => part.Subject)), string.Join("\n----\n\n", parts.Select(part => part.Text)));
    }

    /// <summary>The same for the same messages: tried again it is the same mail, and with others among them another.</summary>
    private static string IdOf(IReadOnlyList<OutboxMessage> messages) =>
        ContentHash.Of(string.Join(' ', messages.Select(message => PublicId.Write(message.Id)).Order(StringComparer.Ordinal))).ToString()[..40];
}
