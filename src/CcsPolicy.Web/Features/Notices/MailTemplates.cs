using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Notices;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Mail;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Display;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Notices;

/// <summary>The words of one kind of mail in one language, as they stand.</summary>
/// <param name="Number">0 where the office has never written any.</param>
/// <param name="WrittenAt">Null where the standard words hold.</param>
public sealed record MailTemplateLine(MailKind Kind, string Language, int Number, DateTimeOffset? WrittenAt)
{
    /// <summary>How addresses and forms name it.</summary>
    public string Name => $"{Kind}.{Language}";
}

/// <param name="Chosen">The one that is looked at.</param>
/// <param name="Words">Its words.</param>
public sealed record MailTemplatesView(IReadOnlyList<MailTemplateLine> All, MailTemplateLine Chosen, MailWords Words);

/// <summary>A mail as its recipient would see it.</summary>
public sealed record MailPreview(string Subject, string Text);

/// <summary>メールの文面。The officer's own words for each kind of mail and language; each change is a further row, and the standard words can be taken back.</summary>
public sealed class MailTemplatesHandler(ReaderDb store, KnownDocuments known, IStringLocalizer<NoticesText> text, IOptions<PortalOptions> portal, IOptions<MailOptions> mail)
{
    /// <summary>So many texts stand in the example.</summary>
    private const int MostOfExample = 2;

    private readonly LetterWords words = new(text, portal, mail);

    /// <param name="name">Of the one to look at; the first where there is none of that name.</param>
    public async Task<MailTemplatesView> ViewAsync(string? name, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var rows = await db.MailTemplatesAsync(ct);
        var all = (from kind in Enum.GetValues<MailKind>() from language in DisplayChoices.Languages
                   let row = rows.GetValueOrDefault((kind, language))
                   select new MailTemplateLine(kind, language, row?.Number ?? 0, row?.Words is null ? null : row.WrittenAt)).ToList();
        var chosen = all.Find(line => line.Name == name) ?? all[0];
        return new MailTemplatesView(all, chosen, rows.GetValueOrDefault((chosen.Kind, chosen.Language))?.Words ?? words.Standard(chosen.Kind, chosen.Language));
    }

    /// <summary>The mail as it would come to the officer, with public texts that there are.</summary>
    public async Task<Result<MailPreview>> PreviewAsync(string? name, string? subject, string? body, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (KindOf(name) is not var (kind, language))
            return MailTemplateErrors.KindUnknown;
        var read = MailWords.Read(subject, body);
        if (read.Error is { } refusal)
            return refusal;
        var (line, lines) = words.Write(read.Value, language, await ExampleAsync(db, kind, ct), db.Reader.Name);
        return new MailPreview(line, lines);
    }

    /// <summary>Puts the words down, or takes the standard ones back.</summary>
    /// <param name="looked">The number of the words that were looked at.</param>
    /// <param name="written">What was typed; null for the standard words.</param>
    public async Task<Result<Done>> HandleAsync(string? name, int looked, (string? Subject, string? Text)? written, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.EditStandards))
            return AccessErrors.NotAllowed;
        if (KindOf(name) is not var (kind, language))
            return MailTemplateErrors.KindUnknown;
        MailWords? own = null;
        if (written is { } typed)
        {
            var read = MailWords.Read(typed.Subject, typed.Text);
            if (read.Error is { } refusal)
                return refusal;
            own = read.Value;
        }
        if (((await db.MailTemplatesAsync(ct)).GetValueOrDefault((kind, language))?.Number ?? 0) != looked)
            return AccessErrors.ChangedMeanwhile;
        db.PutMailTemplate(kind, language, looked + 1, own);
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }

    private static (MailKind Kind, string Language)? KindOf(string? name) =>
        name?.Split('.') is [var kind, var language] && Enum.GetNames<MailKind>().Contains(kind) && DisplayChoices.Languages.Contains(language) ? (Enum.Parse<MailKind>(kind), language) : null;

    private async Task<LetterContents> ExampleAsync(PolicyDb db, MailKind kind, CancellationToken ct)
    {
        var letter = new LetterContents { PeopleLate = kind == MailKind.Managers };
        var day = db.Reader.Day;
        var titles = (await known.AllAsync(db.Reader, store.Asked, ct)).Where(one => one.Document.Openness == Openness.Public && one.Order.InForceOn(day) is not null)
            .Select(one => LetterWords.OneLine(one.TitleOn(day, db))).Order(StringComparer.Ordinal).Take(MostOfExample).DefaultIfEmpty(text["ExampleTitle"].Value).ToList();
        foreach (var title in titles)
            if (kind == MailKind.Digest)
                letter.Named.Add(new NamedEdition(title, day, IsRepeal: false));
            else if (kind == MailKind.Reminder)
                letter.Duties.Add(new NamedDuty(title, day.AddDays(7)));
        (letter.Others, letter.OtherDuties) = (kind == MailKind.Digest, kind == MailKind.Reminder);
        return letter;
    }
}
