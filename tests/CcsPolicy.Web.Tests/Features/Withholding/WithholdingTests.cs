using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Withholding;

/// <summary>条項の公開範囲。A provision that the officer withholds is in no page and no answer for those who do not read it, and in all of them for the others.</summary>
public sealed class WithholdingTests
{
    private const string First = "情報システム対策基準\n\n（定義）\n第1条 この基準において「機器室」とは、北棟の部屋をいう。\n第2条 機器室には記録を置く。第3条の規定による。\n第3条 扉の暗証を翡翠色に改める。\n第4条 前条の記録を残す。\n";
    private const string Second = "情報システム対策基準\n\n（定義）\n第1条 この基準において「機器室」とは、北棟の部屋をいう。\n第2条 機器室には記録を置く。第3条の規定による。\n第3条 扉の暗証を琥珀色に改める。\n第4条 前条の記録を残す。\n";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_withheld_is_in_no_page_for_those_who_do_not_read_it()
    {
        await using var portal = new Portal();
        var (shelf, standard, first, second) = await ShelfAsync(portal, Openness.Internal);
        var (officer, staff, contractor) = (await shelf.PersonAsync("担当 花", EmploymentKind.Employee, Role.SecurityOfficer), await shelf.PersonAsync("職員 太郎"), await shelf.PersonAsync("受託 次郎", EmploymentKind.Contractor));
        using var deciding = await portal.SignedInAsync(officer);
        using var inside = await portal.SignedInAsync(staff);
        using var outside = await portal.SignedInAsync(contractor);
        string[] pages = [SiteUrls.Document(standard), SiteUrls.Edition(standard, first), SiteUrls.Changes(standard, second, first), SiteUrls.FindPage("暗証", 1), SiteUrls.FindPage("第3条", 1)];
        foreach (var page in pages)
            Assert.Contains("色", await TextAsync(outside, page), StringComparison.Ordinal);

        Assert.Equal(302, await DecideAsync(deciding, standard, "第3条", "AllStaff", showsNumber: false));

        foreach (var page in pages)
        {
            var text = await TextAsync(outside, page);
            Assert.DoesNotContain("翡翠", text, StringComparison.Ordinal);
            Assert.DoesNotContain("琥珀", text, StringComparison.Ordinal);
            Assert.DoesNotContain("非公開", text, StringComparison.Ordinal);
        }
        Assert.Contains("琥珀色", await TextAsync(inside, pages[0]), StringComparison.Ordinal);
        Assert.Contains("琥珀", await TextAsync(inside, pages[2]), StringComparison.Ordinal);
        // A reference to what is withheld leads nowhere; whoever reads everything is told what others do not read.
        Assert.DoesNotContain((await outside.PageAsync(pages[0])).QuerySelectorAll("article.provisions a"), link => link.TextContent is "第3条" or "前条");
        Assert.Equal(2, (await inside.PageAsync(pages[0])).QuerySelectorAll("article.provisions a").Count(link => link.TextContent is "第3条" or "前条"));
        Assert.Contains("公開していない条項", await TextAsync(inside, pages[0]), StringComparison.Ordinal);

        // With its number, and then open again.
        Assert.Equal(302, await DecideAsync(deciding, standard, "第3条", "AllStaff", showsNumber: true));
        var shown = await outside.PageAsync(pages[0]);
        Assert.Contains("第3条（非公開）第4条", string.Concat(shown.QuerySelector("article.provisions")!.TextContent.Where(sign => !char.IsWhiteSpace(sign))), StringComparison.Ordinal);
        Assert.DoesNotContain("琥珀", shown.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(302, await DecideAsync(deciding, standard, "第3条", "Document", showsNumber: false));
        Assert.Contains("琥珀色", await TextAsync(outside, pages[0]), StringComparison.Ordinal);
        await using var db = portal.Open(shelf.SeesAll);
        Assert.Equal(3, await db.Journal.CountAsync(entry => entry.Action == "provision.openness-decided" && entry.ActorId == officer, Ct));
    }

    [Fact]
    public async Task The_public_copy_is_without_it_and_everybody_who_works_here_reads_it()
    {
        await using var portal = new Portal(settings: new Dictionary<string, string> { ["Portal:PublicBasicPolicy"] = "true" });
        var (shelf, policy, _, _) = await ShelfAsync(portal, Openness.Public, Tier.BasicPolicy);
        using var officer = await portal.SignedInAsync(await shelf.PersonAsync("担当 花", EmploymentKind.Employee, Role.SecurityOfficer));
        using var contractor = await portal.SignedInAsync(await shelf.PersonAsync("受託 次郎", EmploymentKind.Contractor));
        using var anybody = portal.Anonymous();
        Assert.Contains("琥珀色", await TextAsync(anybody, SiteUrls.PublicPolicy), StringComparison.Ordinal);
        Assert.Equal(302, await DecideAsync(officer, policy, "第3条", "Internal", showsNumber: false));
        Assert.DoesNotContain("琥珀色", await TextAsync(anybody, SiteUrls.PublicPolicy), StringComparison.Ordinal);
        Assert.DoesNotContain("第3条", (await anybody.PageAsync(SiteUrls.PublicPolicy)).QuerySelector(".outline")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("琥珀色", await TextAsync(contractor, SiteUrls.Document(policy)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hash_of_the_whole_text_is_on_no_page_of_whoever_reads_a_part_and_the_receipt_for_the_part_is_checked_all_the_same()
    {
        await using var portal = new Portal();
        var (shelf, standard, _, second) = await ShelfAsync(portal, Openness.Internal);
        var (officer, staff) = (await shelf.PersonAsync("担当 花", EmploymentKind.Employee, Role.SecurityOfficer), await shelf.PersonAsync("職員 太郎"));
        // Somebody employed elsewhere with the widest eyes: follows acknowledgements and takes reports out.
        var (contractor, early) = (await shelf.PersonAsync("受託 次郎", EmploymentKind.Contractor, Role.Auditor), await shelf.PersonAsync("受託 三郎", EmploymentKind.Contractor));
        using var deciding = await portal.SignedInAsync(officer);
        using var inside = await portal.SignedInAsync(staff);
        using var outside = await portal.SignedInAsync(contractor);
        using var before = await portal.SignedInAsync(early);
        string whole;
        await using (var db = portal.Open(shelf.SeesAll))
            whole = (await db.Editions.SingleAsync(e => e.Id == second, Ct)).Hash.ToString();
        var read = await AcknowledgedAsync(before);
        Assert.Contains(whole, (await before.PageAsync(read)).Body!.InnerHtml, StringComparison.Ordinal);
        var form = await outside.PageAsync(SiteUrls.Acknowledge(standard, second));
        Assert.Equal(302, await DecideAsync(deciding, standard, "第3条", "AllStaff", showsNumber: false));

        // What the page showed before is not what is shown now.
        var late = await outside.PostFormAsync(form, SiteUrls.Acknowledge(standard, second), SiteUrls.Acknowledgements, ("confirmed", "true"));
        Assert.Contains("problem=", late.Headers.Location!.ToString(), StringComparison.Ordinal);
        var receipt = await AcknowledgedAsync(outside);
        foreach (var page in new[] { SiteUrls.Document(standard), SiteUrls.Edition(standard, second), receipt })
            Assert.DoesNotContain(whole[..12], (await outside.PageAsync(page)).DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain(whole[..12], (await before.PageAsync(read)).DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Contains(whole, (await inside.PageAsync(SiteUrls.Document(standard))).DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Contains(whole, (await inside.PageAsync(await AcknowledgedAsync(inside))).DocumentElement.OuterHtml, StringComparison.Ordinal);
        foreach (var (client, told) in new[] { (outside, false), (deciding, true) })
        {
            var report = await client.PostFormAsync("/following", SiteUrls.AcknowledgementReport("csv"));
            Assert.Equal((200, told), ((int)report.StatusCode, (await report.Content.ReadAsStringAsync(Ct)).Contains(whole, StringComparison.Ordinal)));
        }

        // Number and hash agree in the portal, and outside it by what the proof is made of.
        var check = (await outside.PageAsync(receipt)).QuerySelector($"a[href^='{SiteUrls.CheckReceipt}']")!.GetAttribute("href")!;
        Assert.NotNull((await outside.PageAsync(check)).QuerySelector(".notice-good"));
        await using var store = portal.Open(shelf.SeesAll);
        var row = await store.Acknowledgements.SingleAsync(a => a.PersonId == contractor, Ct);
        Assert.NotEqual(whole, row.SeenHash.ToString());
        Assert.Equal(row.ReceiptHash, Acknowledgement.HashOf(ContentHasher.Open, row.ReceiptNumber, row.EditionId, row.PersonId, row.At, row.SeenHash, store.Open(row.DocumentId, row.Statement)));

        async Task<string> AcknowledgedAsync(HttpClient client)
        {
            var page = await client.PageAsync(SiteUrls.Acknowledge(standard, second));
            Assert.Equal(client == inside || client == before, page.DocumentElement.OuterHtml.Contains(whole[..12], StringComparison.Ordinal));
            var answer = await client.PostFormAsync(page, SiteUrls.Acknowledge(standard, second), SiteUrls.Acknowledgements, ("confirmed", "true"));
            Assert.StartsWith(SiteUrls.Receipts, answer.Headers.Location!.ToString(), StringComparison.Ordinal);
            return answer.Headers.Location!.ToString();
        }
    }

    [Fact]
    public async Task A_manager_from_elsewhere_sees_no_draft_in_which_the_withheld_words_stand_and_an_officer_from_elsewhere_reads_what_is_to_be_amended()
    {
        await using var portal = new Portal();
        var (shelf, standard, _, _) = await ShelfAsync(portal, Openness.Internal);
        var (officer, manager) = (await shelf.PersonAsync("担当 花", EmploymentKind.Contractor, Role.SecurityOfficer), await shelf.PersonAsync("受託 次郎", EmploymentKind.Contractor));
        await using (var db = portal.Open(shelf.SeesAll))
        {
            var department = (await db.Documents.SingleAsync(d => d.Id == standard, Ct)).OwnerDepartmentId;
            var post = new Post { Id = db.Ids.Next<PostId>(), Name = "係長", ConfersManager = true, DepartmentId = department };
            db.Posts.Add(post);
            db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = manager, PostId = post.Id, From = new(2020, 4, 1), RecordedAt = db.Now });
            db.Record(new JournalFact("scenario.seeded"));
            await db.SaveChangesAsync(Ct);
        }
        using var deciding = await portal.SignedInAsync(officer);
        using var outside = await portal.SignedInAsync(manager);
        Assert.Equal(302, await DecideAsync(deciding, standard, "第3条", "AllStaff", showsNumber: false));
        Assert.Contains("琥珀色", await TextAsync(deciding, SiteUrls.Document(standard)), StringComparison.Ordinal);
        Assert.DoesNotContain("琥珀色", await TextAsync(outside, SiteUrls.Document(standard)), StringComparison.Ordinal);

        var begun = await deciding.PostFormAsync(SiteUrls.BeginAmendment(standard), "begin");
        await using var store = portal.Open(shelf.SeesAll);
        var amendment = (await store.Amendments.SingleAsync(Ct)).Id;
        Assert.Equal(302, (int)begun.StatusCode);
        foreach (var view in new[] { "text", "changes" })
        {
            Assert.Contains("琥珀色", await TextAsync(deciding, SiteUrls.Amendment(amendment, "text")), StringComparison.Ordinal);
            Assert.Equal(404, (int)(await outside.GetAsync(SiteUrls.Amendment(amendment, view), Ct)).StatusCode);
        }
        Assert.DoesNotContain(amendment.ToString(), (await outside.PageAsync(SiteUrls.Amendments)).DocumentElement.OuterHtml, StringComparison.Ordinal);
        // Nobody waits for somebody who may not look.
        var everybody = await portal.Services.GetRequiredService<Readers>().EverybodyTodayAsync(Ct);
        Assert.DoesNotContain(await store.PlannedRouteAsync(await store.Amendments.SingleAsync(Ct), await store.Documents.SingleAsync(Ct), everybody, officer, Ct), step => step.Kind == StepKind.Consult);
    }

    [Fact]
    public async Task Nobody_but_the_officer_decides_and_of_a_procedure_nothing_is_decided()
    {
        await using var portal = new Portal();
        var (shelf, standard, _, _) = await ShelfAsync(portal, Openness.Internal);
        var procedure = await shelf.DocumentAsync(Tier.Procedure, "J-1", "手順");
        await shelf.EditionAsync(procedure, First, new(2026, 4, 1));
        using var auditor = await portal.SignedInAsync(await shelf.PersonAsync("監査 花", EmploymentKind.Employee, Role.Auditor));
        Assert.NotEqual(200, (int)(await auditor.GetAsync(SiteUrls.ProvisionOpenness(standard), Ct)).StatusCode);
        using var ciso = await portal.SignedInAsync(shelf.Ciso);
        Assert.Equal(404, (int)(await ciso.GetAsync(SiteUrls.ProvisionOpenness(procedure), Ct)).StatusCode);
        using var officer = await portal.SignedInAsync(await shelf.PersonAsync("担当 花", EmploymentKind.Employee, Role.SecurityOfficer));
        Assert.Equal(404, (int)(await officer.GetAsync(SiteUrls.ProvisionOpenness(procedure), Ct)).StatusCode);
        // Without a ground nothing is changed, and what was chosen stays chosen.
        var refused = await officer.PostFormAsync(SiteUrls.ProvisionOpenness(standard), "withhold", ("Keys", await KeyAsync(officer, standard, "第3条")), ("ReadBy", "AllStaff"));
        var page = await refused.PageAsync();
        Assert.NotNull(page.QuerySelector("#ground-error, .error-summary"));
        Assert.Single(page.QuerySelectorAll("input[name=Keys][checked]"));
        await using var db = portal.Open(shelf.SeesAll);
        Assert.Equal(0, await db.ProvisionOpenness.CountAsync(Ct));
    }

    [Fact]
    public async Task What_comes_with_an_edition_that_waits_is_withheld_before_its_day()
    {
        await using var portal = new Portal();
        var (shelf, standard, _, _) = await ShelfAsync(portal, Openness.Internal);
        var (officer, contractor) = (await shelf.PersonAsync("担当 花", EmploymentKind.Employee, Role.SecurityOfficer), await shelf.PersonAsync("受託 次郎", EmploymentKind.Contractor));
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        var coming = await shelf.EditionAsync(standard, Second + "第5条 金庫の鍵は山吹色とする。\n", TokyoTime.DateOf(portal.Clock.GetUtcNow()).AddDays(30), EditionKind.PartialAmendment);
        using var deciding = await portal.SignedInAsync(officer);
        using var outside = await portal.SignedInAsync(contractor);
        Assert.Contains("山吹", await TextAsync(outside, SiteUrls.Edition(standard, coming)), StringComparison.Ordinal);
        Assert.Equal(302, await DecideAsync(deciding, standard, "第5条", "AllStaff", showsNumber: false));
        Assert.DoesNotContain("山吹", await TextAsync(outside, SiteUrls.Edition(standard, coming)), StringComparison.Ordinal);
        Assert.Contains("山吹", await TextAsync(deciding, SiteUrls.Edition(standard, coming)), StringComparison.Ordinal);
    }

    private static async Task<(Shelf, DocumentId, EditionId, EditionId)> ShelfAsync(Portal portal, Openness openness, Tier tier = Tier.Standard)
    {
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(tier, "K-1", "情報システム対策基準", openness);
        var first = await shelf.EditionAsync(document, First, new(2025, 4, 1));
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        return (shelf, document, first, await shelf.EditionAsync(document, Second, new(2026, 4, 1), EditionKind.PartialAmendment));
    }

    private static async Task<int> DecideAsync(HttpClient officer, DocumentId document, string label, string readBy, bool showsNumber)
    {
        var fields = new List<(string, string)> { ("Keys", await KeyAsync(officer, document, label)), ("ReadBy", readBy), ("Ground", "情報公開規程第6条。事務に支障があるため。") };
        if (showsNumber)
            fields.Add(("ShowsNumber", "true"));
        return (int)(await officer.PostFormAsync(SiteUrls.ProvisionOpenness(document), "withhold", [.. fields])).StatusCode;
    }

    private static async Task<string> KeyAsync(HttpClient officer, DocumentId document, string label) =>
        (await officer.PageAsync(SiteUrls.ProvisionOpenness(document))).QuerySelectorAll("label.check").Single(choice => choice.QuerySelector("strong")?.TextContent == label).QuerySelector("input")!.GetAttribute("value")!;

    private static async Task<string> TextAsync(HttpClient client, string address) => (await client.PageAsync(address)).QuerySelector("main")!.TextContent;
}
