using CcsPolicy.Domain.Notices;
using CcsPolicy.Web.Mail;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Display;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Notices;

/// <summary>A text in force, as a mail names it.</summary>
internal sealed record NamedEdition(string Title, DateOnly From, bool IsRepeal);

/// <summary>What is to be acknowledged, as a mail names it.</summary>
internal sealed record NamedDuty(string Title, DateOnly? Due);

/// <summary>通知の中身。What a mail tells one person: public texts by name, and of all others that there is something.</summary>
internal sealed class LetterContents
{
    public List<NamedEdition> Named { get; } = [];

    /// <summary>題名 of the texts about which a matter was answered.</summary>
    public List<string> Answered { get; } = [];

    public bool Others { get; set; }

    public List<NamedDuty> Duties { get; } = [];

    public bool OtherDuties { get; set; }

    public bool PeopleLate { get; set; }

    /// <summary>What it is for: notices, with whatever else there is; otherwise the person's own duties; otherwise those of others.</summary>
    public MailKind Kind => Named.Count > 0 || Answered.Count > 0 || Others ? MailKind.Digest : Duties.Count > 0 || OtherDuties ? MailKind.Reminder : MailKind.Managers;

    public bool IsEmpty => Kind == MailKind.Managers && !PeopleLate;
}

/// <summary>通知の言葉。Fills the office's own words, or the standard ones, with what a mail tells one person.</summary>
internal sealed class LetterWords(IStringLocalizer<NoticesText> text, IOptions<PortalOptions> portal, IOptions<MailOptions> mail)
{
    /// <summary>What holds where the office has written nothing of its own.</summary>
    public MailWords Standard(MailKind kind, string language) => InLanguage.Write(language, () => new MailWords(text["Standard." + kind], text["Standard.Text"]));

    /// <summary>Subject and text of the mail, both plain.</summary>
    public (string Subject, string Text) Write(MailWords words, string language, LetterContents letter, string name) => InLanguage.Write(language, () =>
    {
        var list = string.Join('\n', LinesOf(letter));
        return (OneLine(words.SubjectWith(Value)), words.TextWith(Value));

        string Value(MailField field) => field switch
        {
            MailField.Name => OneLine(name),
            MailField.List => list,
            MailField.Due => letter.Duties.Min(duty => duty.Due) is { } due ? ShownDate.Of(due) : "",
            MailField.Link => mail.Value.LinkTo(letter.Kind == MailKind.Digest ? SiteUrls.Inbox : SiteUrls.Home),
            MailField.Office => portal.Value.OfficeIn(language),
            MailField.Portal => portal.Value.NameIn(language),
        };
    });

    public static string OneLine(string words) => string.Concat(words.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter));

    private IEnumerable<string> LinesOf(LetterContents letter)
    {
        foreach (var edition in letter.Named)
            yield return text[edition.IsRepeal ? "Mail.Repealed" : "Mail.Published", edition.Title, ShownDate.Of(edition.From)];
        foreach (var title in letter.Answered)
            yield return text["Mail.Answered", title];
        if (letter.Others)
            yield return text[letter.Named.Count > 0 || letter.Answered.Count > 0 ? "Mail.OthersToo" : "Mail.Others"];
        foreach (var duty in letter.Duties.OrderBy(duty => duty.Due ?? DateOnly.MaxValue))
            yield return duty.Due is { } due ? text["Mail.Duty", duty.Title, ShownDate.Of(due)] : text["Mail.DutyUndated", duty.Title];
        if (letter.OtherDuties)
            yield return text[letter.Duties.Count > 0 ? "Mail.OtherDutiesToo" : "Mail.OtherDuties"];
        if (letter.PeopleLate)
            yield return text["Mail.PeopleLate"];
    }
}
