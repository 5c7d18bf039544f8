using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Matters;
using CcsPolicy.Web.Features.Notices;
using CcsPolicy.Web.Shell;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Notices;

/// <summary>Whoever raised a matter learns that it was answered, and whoever may answer one learns that it waits.</summary>
public sealed class AnsweredMatterTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_mail_of_the_day_tells_of_an_answer_without_its_words_and_names_public_texts_alone()
    {
        await using var office = await NoticeOffice.CreateAsync();
        var asker = office.Scenario.Staff;
        var (open, edition) = await office.PublishedAsync(Openness.Public);
        var procedure = await office.ProcedureAsync(asker);
        EditionId hidden;
        await using (var db = await office.Scenario.OpenAsync(asker))
            hidden = (await db.EditionOrderAsync(procedure, Ct)).All[^1].Id;
        var node = office.Node();
        await node.RunOnceAsync(Ct);
        office.ToTheMailOfTheDay();
        await node.RunOnceAsync(Ct);
        office.Post.Taken.Clear();
        office.Scenario.Clock.Advance(TimeSpan.FromMinutes(1));

        await AnsweredAsync(office, asker, open, edition);
        await AnsweredAsync(office, asker, procedure, hidden);
        await node.RunOnceAsync(Ct);
        Assert.Empty(office.Post.Taken);
        office.Scenario.Clock.Advance(TimeSpan.FromDays(1));
        await node.RunOnceAsync(Ct);
        var mail = Assert.Single(office.Post.Messages, one => one.TextBody!.Contains("あなたの申出に、回答がありました", StringComparison.Ordinal));
        Assert.Equal(await office.AddressOfAsync(asker), mail.To.Mailboxes.Single().Address);
        Assert.Contains("「情報セキュリティ対策基準」についてのあなたの申出に、回答がありました。", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("ほかにも、読んでいただきたいお知らせがあります。", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("烏羽", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("鍵", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("買う", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_stands_in_the_inbox_of_whoever_asked_and_what_waits_on_the_home_of_whoever_may_answer()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
        var edition = await shelf.EditionAsync(document, "対策基準\n\n1 目的\n守る。\n", new(2026, 4, 1));
        var (asker, other, officer) = (await shelf.PersonAsync("青木 花"), await shelf.PersonAsync("別の 人"), await shelf.PersonAsync("担当 人", EmploymentKind.Employee, Role.SecurityOfficer));
        foreach (var person in new[] { asker, other, officer })
            await portal.AccountOfAsync(person);
        using var staff = await portal.SignedInAsync(asker);
        using var nobody = await portal.SignedInAsync(other);
        using var answers = await portal.SignedInAsync(officer);
        Assert.DoesNotContain("申出への回答", await HomeAsync(answers), StringComparison.Ordinal);
        var form = SiteUrls.NewMatter(document, edition);
        var raised = await staff.PostFormAsync(form, form, ("_handler", "matter"), ("Kind", "Question"), ("Words", "鍵がない。"));
        var address = raised.Headers.Location!.ToString().Replace("https://localhost", "", StringComparison.Ordinal).Split('?')[0];
        Assert.Contains("申出への回答", await HomeAsync(answers), StringComparison.Ordinal);
        Assert.DoesNotContain("申出への回答", await HomeAsync(staff), StringComparison.Ordinal);
        Assert.DoesNotContain("申出への回答", await HomeAsync(nobody), StringComparison.Ordinal);

        await answers.PostFormAsync(address, address, ("_handler", "answer"), ("Words", "買う。"));
        Assert.DoesNotContain("申出への回答", await HomeAsync(answers), StringComparison.Ordinal);
        await portal.Services.GetRequiredService<NoticeDelivery>().RunOnceAsync(Ct);
        Assert.Contains("未読のお知らせが1件", await HomeAsync(staff), StringComparison.Ordinal);
        Assert.DoesNotContain("未読のお知らせ", await HomeAsync(nobody), StringComparison.Ordinal);
        var inbox = await staff.PageAsync("/inbox");
        Assert.Equal("申出に回答がありました：対策基準", inbox.QuerySelector("button.task-title")!.TextContent);
        Assert.DoesNotContain("買う", inbox.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null((await nobody.PageAsync("/inbox")).QuerySelector("button.task-title"));
        var open = await staff.PostFormAsync("/inbox", "inbox", ("Open", inbox.QuerySelector("button.task-title")!.GetAttribute("value")!));
        Assert.EndsWith(address, open.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("未読のお知らせ", await HomeAsync(staff), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_lost_the_text_before_it_was_answered_is_not_told()
    {
        await using var office = await NoticeOffice.CreateAsync();
        var procedure = await office.ProcedureAsync(office.Scenario.Staff);
        await using (var db = await office.Scenario.OpenAsync(office.Scenario.Ciso))
        {
            var edition = (await db.EditionOrderAsync(procedure, Ct)).All[^1].Id;
            await AnsweredAsync(office, office.Scenario.Staff, procedure, edition);
            var grant = db.Grants.Single(one => one.DocumentId == procedure && one.PersonId == office.Scenario.Staff);
            grant.End(office.Scenario.Ciso, db.Now, db.Seal(procedure, "担当を外れたため"));
            db.Record(new Domain.Journal.JournalFact("grant.ended", procedure), db.Documents.Single(one => one.Id == procedure));
            await db.SaveChangesAsync(Ct);
        }
        await office.Node().RunOnceAsync(Ct);
        Assert.DoesNotContain(await office.RowsAsync(), row => row.Kind == OutboxMessages.MatterAnswered && row.RecipientId is not null);
        Assert.DoesNotContain(await office.RowsAsync(), row => row.Kind == OutboxMessages.MatterAnswered && row.DoneAt is null);
    }

    private static async Task<string> HomeAsync(HttpClient client) => (await client.PageAsync("/")).QuerySelector("main")!.TextContent;

    private static async Task AnsweredAsync(NoticeOffice office, PersonId asker, DocumentId document, EditionId edition)
    {
        var raise = new RaiseMatterHandler(office.Scenario.As(asker), office.Scenario.Database.Get<KnownDocuments>(), office.Scenario.Database.Get<EditionTexts>());
        var matter = AScenario.Value(await raise.HandleAsync(new(document, edition, MatterKind.Question, null, "鍵がない。"), Ct));
        AScenario.Value(await new AnswerMatterHandler(office.Scenario.As(office.Scenario.Ciso)).HandleAsync(new(matter, 0, MatterOutcome.Answered, null, "買う。"), Ct));
    }
}
