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
internal sealed class NoticeLetters(PolicyDbFactory databases, NoticeRecipients recipients, IStringLocalizer<NoticesText> text, IOptions<PortalOptions> portal, IOptions<MailOptions> mail)
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
        var (named, others) = (new List<NamedEdition>(), false);
        foreach (var message in messages.DistinctBy(message => (message.DocumentId, message.Payload)))
            if (await EditionAsync(db, message, ct) is not var (document, edition))
                continue;
            else if (document.Openness == Openness.Public)
                named.Add(new NamedEdition(OneLine(await db.TitleAsync(document, ct)), edition.EffectiveFrom, edition.Kind == EditionKind.Repeal));
            else
                others = true;
        return named.Count == 0 && !others ? null : Written(IdOf(messages), address!, named, others);
    }

    private static async Task<(PolicyDocument Document, EditionDates Edition)?> EditionAsync(PolicyDb db, OutboxMessage message, CancellationToken ct)
    {
        if (message.DocumentId is not { } id || PublicId.TryParse<EditionId>(message.Payload) is not { } published || await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct) is not { } document)
            return null;
        var order = await db.EditionOrderAsync(id, ct);
        var now = order.NowOf(published);
        return order.All.FirstOrDefault(edition => edition.Id == now) is { } edition ? (document, edition) : null;
    }

    private OutgoingMail Written(string id, string address, List<NamedEdition> named, bool others)
    {
        var (body, shown) = (new StringBuilder(), CultureInfo.CurrentUICulture);
        var subject = new List<string>();
        try
        {
            foreach (var language in Languages)
            {
                CultureInfo.CurrentUICulture = language;
                var name = portal.Value.NameIn(language.TwoLetterISOLanguageName);
                subject.Add(text["Mail.Subject", name]);
                if (body.Length > 0)
                    body.Append("\n----\n\n");
                if (portal.Value.OfficeIn(language.TwoLetterISOLanguageName) is { Length: > 0 } office)
                    body.Append(office).Append('\n');
                body.Append(name).Append("\n\n");
                foreach (var edition in named)
                    body.Append(text[edition.IsRepeal ? "Mail.Repealed" : "Mail.Published", edition.Title, ShownDate.Of(edition.From)].Value).Append('\n');
                if (others)
                    body.Append(text[named.Count > 0 ? "Mail.OthersToo" : "Mail.Others"].Value).Append('\n');
                body.Append('\n').Append(text["Mail.Open"].Value).Append('\n').Append(mail.Value.LinkTo(SiteUrls.Inbox)).Append("\n\n").Append(text["Mail.NoAnswer"].Value).Append('\n');
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

    private sealed record NamedEdition(string Title, DateOnly From, bool IsRepeal);
}
