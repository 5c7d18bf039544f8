using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Notices;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Notices;

/// <summary>The office's own words for its mail: filled for each recipient in the recipient's language, plain, and never without what the mail is about.</summary>
public sealed class MailTemplateTests
{
    private const string Page = "/mail-templates";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_is_written_by_the_words_of_the_office_in_the_language_of_its_recipient()
    {
        await using var office = await NoticeOffice.CreateAsync();
        await using (var db = await office.Scenario.OpenAsync(office.Scenario.Officer))
        {
            db.PutMailTemplate(MailKind.Digest, "ja", 1, MailWords.Read("{{氏名}}様へ（{{ポータル}}）", "{{氏名}} 様\n{{期限}}\n{{一覧}}\n→ {{リンク}}").Value);
            db.PutMailTemplate(MailKind.Digest, "en", 1, MailWords.Read("For {{name}}", "Dear {{name}},\n{{list}}").Value);
            foreach (var account in await db.Users.ToListAsync(Ct))
                account.Language = account.PersonId == office.Scenario.Staff ? "en" : account.PersonId == office.Scenario.Officer ? "ja" : null;
            // A name that would be a header of its own, and a placeholder.
            (await db.People.SingleAsync(one => one.Id == office.Scenario.Officer, Ct)).Name = "担当\r\nBcc: all@example.jp {{リンク}}";
            await db.SaveChangesAsync(Ct);
        }
        await office.PublishedAsync(Openness.Public);
        var node = office.Node();
        await node.RunOnceAsync(Ct);
        office.ToTheMailOfTheDay();
        await node.RunOnceAsync(Ct);
        var (english, japanese, both) = (await MailToAsync(office, office.Scenario.Staff), await MailToAsync(office, office.Scenario.Officer), await MailToAsync(office, office.Scenario.Ciso));
        Assert.StartsWith("For ", english.Subject, StringComparison.Ordinal);
        Assert.StartsWith("Dear ", english.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("施行", english.TextBody, StringComparison.Ordinal);
        Assert.Contains("has come into force", english.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("----", english.TextBody, StringComparison.Ordinal);

        Assert.StartsWith("担当", japanese.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', japanese.Subject!);
        Assert.Empty(japanese.Bcc);
        Assert.Contains("{{リンク}} 様", japanese.TextBody, StringComparison.Ordinal);
        Assert.Contains("→ https://policy.example.jp/inbox", japanese.TextBody, StringComparison.Ordinal);
        Assert.Contains("「情報セキュリティ対策基準」が", japanese.TextBody, StringComparison.Ordinal);

        Assert.Contains(" / For ", both.Subject, StringComparison.Ordinal);
        Assert.Contains("----", both.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_officer_sees_an_example_saves_a_further_version_and_takes_the_standard_words_back()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        await shelf.EditionAsync(await shelf.DocumentAsync(Tier.BasicPolicy, "B-1", "基本方針", Openness.Public), "基本方針\n\n1 目的\n守る。", new(2026, 4, 1));
        using var officer = await portal.SignedInAsync(await shelf.PersonAsync("担当 花子", EmploymentKind.Employee, Role.SecurityOfficer));
        using var staff = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await staff.GetAsync(Page, Ct)).StatusCode);
        var page = await officer.PageAsync(Page);
        Assert.Equal("【{{ポータル}}】お知らせがあります", page.QuerySelector("input[name=Subject]")!.GetAttribute("value"));
        Assert.Equal(6, page.QuerySelectorAll("tbody tr").Length);

        var example = await (await officer.PostFormAsync(Page, "template", ("Act", "preview"), ("Subject", "{{氏名}}様"), ("Body", "{{氏名}}様\n<b>{{一覧}}</b>\n{{リンク}}"))).PageAsync();
        var shown = example.QuerySelector("[aria-labelledby=preview]")!.TextContent;
        Assert.Contains("担当 花子様", shown, StringComparison.Ordinal);
        Assert.Contains("<b>「基本方針」が", shown, StringComparison.Ordinal);
        Assert.Empty(await RowsAsync(portal, shelf));

        foreach (var (subject, body, told) in new[] { ("件名", "{{一覧}}{{暗証}}", "「暗証」"), ("件名", "読んでください。", "{{一覧}} がありません"), ("一行\n二行", "{{一覧}}", "一行で書いてください"), ("", "{{一覧}}", "件名を書いてください") })
            Assert.Contains(told, (await (await officer.PostFormAsync(Page, "template", ("Act", "save"), ("Subject", subject), ("Body", body))).PageAsync()).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await RowsAsync(portal, shelf));

        var saved = await officer.PostFormAsync(page, Page, "template", ("Act", "save"), ("Subject", "初めの件名"), ("Body", "{{一覧}}"));
        Assert.EndsWith("?kind=Digest.ja&saved=1", saved.Headers.Location!.ToString(), StringComparison.Ordinal);
        // The page that was looked at before is overtaken.
        Assert.Contains("error-summary", await (await officer.PostFormAsync(page, Page, "template", ("Act", "save"), ("Subject", "別の件名"), ("Body", "{{一覧}}"))).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal("初めの件名", (await officer.PageAsync(Page)).QuerySelector("input[name=Subject]")!.GetAttribute("value"));
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await officer.PostFormAsync(Page, "template", ("Act", "standard"));
        Assert.Equal("【{{ポータル}}】お知らせがあります", (await officer.PageAsync(Page)).QuerySelector("input[name=Subject]")!.GetAttribute("value"));
        Assert.Equal([(1, "初めの件名"), (2, "")], (await RowsAsync(portal, shelf)).Select(row => (row.Number, row.Subject)));
        await using var db = portal.Open(shelf.SeesAll);
        Assert.Equal(["mail.template-standard", "mail.template-written"], await db.Journal.Where(entry => entry.Action.StartsWith("mail.template")).Select(entry => entry.Action).OrderBy(action => action).ToListAsync(Ct));
    }

    private static async Task<MimeKit.MimeMessage> MailToAsync(NoticeOffice office, PersonId person)
    {
        var address = await office.AddressOfAsync(person);
        return office.Post.Messages.Last(mail => mail.To.Mailboxes.Single().Address == address);
    }

    private static async Task<List<MailTemplate>> RowsAsync(Portal portal, Shelf shelf)
    {
        await using var db = portal.Open(shelf.SeesAll);
        return await db.MailTemplates.AsNoTracking().OrderBy(row => row.Number).ToListAsync(Ct);
    }
}
