using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Acknowledging;

public sealed class AcknowledgePageTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_form_leads_to_a_receipt_that_can_be_checked_and_afterwards_the_page_shows_the_receipt()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
        var edition = await shelf.EditionAsync(document, "対策基準\n\n1 目的\n守る。\n", new(2026, 4, 1));
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("青木 花"));
        var url = SiteUrls.Acknowledge(document, edition);

        var unticked = await client.PostFormAsync(url, SiteUrls.Acknowledgements);
        var again = await client.PageAsync(unticked.Headers.Location!.ToString());
        Assert.NotNull(again.QuerySelector(".error-summary"));

        var made = await client.PostFormAsync(url, SiteUrls.Acknowledgements, ("confirmed", "true"));
        Assert.Equal(302, (int)made.StatusCode);
        var receipt = await client.PageAsync(made.Headers.Location!.ToString());
        Assert.Contains("「対策基準」第1版", receipt.Body!.TextContent, StringComparison.Ordinal);
        var number = receipt.QuerySelector(".receipt-number")!.TextContent;
        var check = receipt.QuerySelectorAll("a").Single(a => a.GetAttribute("href")!.StartsWith(SiteUrls.CheckReceipt, StringComparison.Ordinal)).GetAttribute("href")!;
        Assert.NotNull((await client.PageAsync(check)).QuerySelector(".notice-good"));
        Assert.NotNull((await client.PageAsync(SiteUrls.CheckOf(number, new string('0', 64)))).QuerySelector(".notice-bad"));
        Assert.Contains(number, (await client.PageAsync(SiteUrls.Receipts)).QuerySelector("table")!.TextContent, StringComparison.Ordinal);

        var later = await client.GetAsync(url, Ct);
        Assert.Equal(302, (int)later.StatusCode);
        Assert.StartsWith(SiteUrls.Receipts, later.Headers.Location!.ToString().Replace("https://localhost", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistaken_acknowledgement_is_taken_back_with_a_reason_by_its_holder_alone_and_is_asked_for_again()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
        var edition = await shelf.EditionAsync(document, "対策基準\n\n1 目的\n守る。\n", new(2026, 4, 1));
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("青木 花"));
        using var other = await portal.SignedInAsync(await shelf.PersonAsync("別の 人"));
        var address = (await client.PostFormAsync(SiteUrls.Acknowledge(document, edition), SiteUrls.Acknowledgements, ("confirmed", "true"))).Headers.Location!.ToString().Split('?')[0];

        var silent = await client.PostFormAsync(address, address, ("_handler", "take-back"), ("Reason", "　"));
        Assert.Contains("取り消す理由", (await silent.Content.ReadAsStringAsync(Ct)), StringComparison.Ordinal);
        Assert.Equal(404, (int)(await other.GetAsync(address, Ct)).StatusCode);

        var done = await client.PostFormAsync(address, address, ("_handler", "take-back"), ("Reason", "開いたまま押した。"));
        Assert.Equal(302, (int)done.StatusCode);
        var receipt = await client.PageAsync(address);
        Assert.Contains("開いたまま押した。", receipt.QuerySelector(".notice-bad")!.TextContent, StringComparison.Ordinal);
        Assert.Null(receipt.QuerySelector("textarea"));
        Assert.Contains("対策基準", (await client.PageAsync(SiteUrls.Home)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var anew = await client.PostFormAsync(SiteUrls.Acknowledge(document, edition), SiteUrls.Acknowledgements, ("confirmed", "true"));
        Assert.NotEqual(address, anew.Headers.Location!.ToString().Split('?')[0]);
        Assert.Equal(2, (await client.PageAsync(SiteUrls.Receipts)).QuerySelectorAll("tbody tr").Length);
        await using var db = portal.Databases.OpenFor(Reader.Nobody);
        Assert.Equal(1, await db.Journal.IgnoreQueryFilters().CountAsync(entry => entry.Action == "acknowledgement.taken-back", Ct));
    }

    [Fact]
    public async Task A_receipt_hands_out_its_proof_as_soon_as_it_is_signed_and_to_its_holder_alone()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
        var edition = await shelf.EditionAsync(document, "対策基準\n\n1 目的\n守る。\n", new(2026, 4, 1));
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("青木 花"));
        using var other = await portal.SignedInAsync(await shelf.PersonAsync("別の 人"));
        var made = await client.PostFormAsync(SiteUrls.Acknowledge(document, edition), SiteUrls.Acknowledgements, ("confirmed", "true"));
        var address = made.Headers.Location!.ToString().Split('?')[0];

        var soon = await client.GetAsync(address + "/proof", Ct);
        Assert.Equal(302, (int)soon.StatusCode);
        Assert.Contains("まだ付いていません", (await client.PageAsync(soon.Headers.Location!.ToString())).QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);

        await portal.Services.GetRequiredService<JournalKeeper>().TurnAsync(Ct);
        var file = await client.GetAsync(address + "/proof", Ct);
        Assert.Equal((200, "application/json", "attachment"), ((int)file.StatusCode, file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.DispositionType));
        var proof = AcknowledgementProof.TryParse(await file.Content.ReadAsByteArrayAsync(Ct))!;
        Assert.Null(proof.Check());
        Assert.Contains("「対策基準」第1版", proof.Statement!.Words, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await other.GetAsync(address + "/proof", Ct)).StatusCode);

        // The page that checks it is saved from the same place, and carries the key's fingerprint nowhere: that is on paper and on the page of the checkpoints.
        var check = await client.GetAsync(SiteUrls.ProofCheck, Ct);
        Assert.Equal((200, "text/html"), ((int)check.StatusCode, check.Content.Headers.ContentType!.MediaType));
        // Opened within the portal it would stand under the portal's policy and do nothing.
        Assert.Equal("attachment; filename=receipt-check.html", check.Content.Headers.ContentDisposition!.ToString());
        Assert.EndsWith("保存する", (await client.PageAsync(address)).QuerySelector($"a[href='{SiteUrls.ProofCheck}'][download]")!.TextContent, StringComparison.Ordinal);
        using var auditor = await portal.SignedInAsync(await shelf.PersonAsync("監査 人", EmploymentKind.Employee, Role.Auditor));
        var key = portal.Services.GetRequiredService<JournalKey>();
        var page = (await auditor.PageAsync(SiteUrls.Checkpoints)).Body!.TextContent;
        Assert.Contains(key.Fingerprint, page, StringComparison.Ordinal);
        Assert.Contains(key.Public.Trim(), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_stays_with_its_holder_when_the_procedure_is_closed_and_names_it_no_more()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Procedure, "T-77", "端末持出し手順", Openness.AllStaff, Audience.AllStaff);
        var edition = await shelf.EditionAsync(document, "端末持出し手順\n\n1 目的\n守る。\n", new(2026, 4, 1), title: "端末持出し手順");
        var holder = await shelf.PersonAsync("青木 花");
        using var client = await portal.SignedInAsync(holder);
        var made = await client.PostFormAsync(SiteUrls.Acknowledge(document, edition), SiteUrls.Acknowledgements, ("confirmed", "true"));
        var address = made.Headers.Location!.ToString().Split('?')[0];
        var open = await client.PageAsync(address);
        var (number, hashes) = (open.QuerySelector(".receipt-number")!.TextContent, open.QuerySelectorAll("code.hash").Select(c => c.TextContent).ToList());
        Assert.Contains("端末持出し手順", open.Body!.TextContent, StringComparison.Ordinal);

        await using (var db = portal.Open(shelf.SeesAll))
        {
            var row = await db.Documents.SingleAsync(d => d.Id == document, Ct);
            db.OpennessDecisions.Add(row.Open(Openness.NeedToKnow, db.Ids.Next<OpennessDecisionId>(), db.Seal(document, "見直し"), shelf.Ciso, db.Now).Value);
            db.Record(new("openness.decided"), row);
            await db.SaveChangesAsync(Ct);
        }

        Assert.Equal(404, (int)(await client.GetAsync(SiteUrls.Document(document), Ct)).StatusCode);
        // Nor does the mark on a print tell that what has no name here is a procedure.
        Assert.NotNull(open.QuerySelector(".print-marking"));
        foreach (var page in new[] { address, SiteUrls.Receipts })
            Assert.Null((await client.PageAsync(page)).QuerySelector(".print-marking"));
        foreach (var page in new[] { address, SiteUrls.CheckOf(number, hashes[^1]), SiteUrls.Receipts, SiteUrls.Home })
        {
            var html = await client.GetStringAsync(page, Ct);
            foreach (var secret in new[] { "端末持出し手順", "T-77", document.ToString(), edition.ToString() })
                Assert.DoesNotContain(secret, html, StringComparison.Ordinal);
        }
        var closed = await client.PageAsync(address);
        Assert.Equal(number, closed.QuerySelector(".receipt-number")!.TextContent);
        Assert.Equal(hashes, closed.QuerySelectorAll("code.hash").Select(c => c.TextContent));
        Assert.Contains("名称を表示できません", closed.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("私は、「（名称は表示できません）」第1版（令和8年4月1日施行）を読み", closed.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await client.PageAsync(SiteUrls.CheckOf(number, hashes[^1]))).QuerySelector(".notice-good"));
        Assert.Contains(number, (await client.PageAsync(SiteUrls.Receipts)).QuerySelector("table")!.TextContent, StringComparison.Ordinal);

        // For everybody else, whose duties show them acknowledgements as well, there is no such receipt.
        foreach (var person in new[] { await shelf.PersonAsync("監査 人", EmploymentKind.Employee, Role.Auditor), await shelf.PersonAsync("別の 人") })
        {
            using var other = await portal.SignedInAsync(person);
            Assert.Equal(404, (int)(await other.GetAsync(address, Ct)).StatusCode);
            Assert.NotNull((await other.PageAsync(SiteUrls.CheckOf(number, hashes[^1]))).QuerySelector(".notice-bad"));
        }
    }

    [Fact]
    public async Task An_earlier_edition_entered_later_changes_neither_the_receipt_nor_its_check_nor_the_list_nor_the_files_of_that_day()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var (document, holder) = (await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準"), await shelf.PersonAsync("青木 花"));
        var edition = await shelf.EditionAsync(document, "対策基準\n\n1 目的\n守る。\n", new(2022, 9, 29));
        await using (var db = portal.Open(shelf.SeesAll))
        {
            db.Assignments.Add(new Assignment
            {
                Id = db.Ids.Next<AssignmentId>(), PersonId = holder, DepartmentId = shelf.Department, From = new(2020, 4, 1), RecordedAt = db.Now, RecordedBy = shelf.Ciso,
            });
            db.Record(new("stay.recorded"));
            await db.SaveChangesAsync(Ct);
        }
        var auditor = await shelf.PersonAsync("監査 人", EmploymentKind.Employee, Role.Auditor);
        using var client = await portal.SignedInAsync(holder);
        var receipt = (await client.PostFormAsync(SiteUrls.Acknowledge(document, edition), SiteUrls.Acknowledgements, ("confirmed", "true"))).Headers.Location!.ToString().Split('?')[0];
        var paper = await client.PageAsync(receipt);
        Assert.Contains("企画情報課", paper.QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("R000001", paper.QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
        var check = SiteUrls.CheckOf(paper.QuerySelector(".receipt-number")!.TextContent, paper.QuerySelectorAll("code.hash")[^1].TextContent);
        var (checkedThen, listThen) = (OnPaper(await client.PageAsync(check)), (await client.PageAsync(SiteUrls.Receipts)).QuerySelector("table")!.TextContent);
        var (day, past) = (portal.Today, SiteUrls.FollowingOf(new Data.Reading.BoardQuestion(), portal.Today));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        using var reading = await portal.SignedInAsync(auditor);
        var (csvThen, boardThen) = (await CsvAsync(), (await reading.PageAsync(past)).QuerySelector("main")!.TextContent);

        await shelf.EditionAsync(document, "対策基準\n\n1 目的\n守ろう。\n", new(2016, 12, 1));
        await using (var db = portal.Open(shelf.SeesAll))
        {
            (await db.Assignments.SingleAsync(a => a.PersonId == holder, Ct)).Withdraw(db.Now);
            db.Record(new("stay.withdrawn"));
            await db.SaveChangesAsync(Ct);
        }

        using var again = await portal.SignedInAsync(holder);
        var later = await again.PageAsync(receipt);
        Assert.Contains("今は第2版と数えます", later.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(OnPaper(paper), OnPaper(later));
        Assert.Equal(checkedThen, OnPaper(await again.PageAsync(check)));
        Assert.Equal(listThen, (await again.PageAsync(SiteUrls.Receipts)).QuerySelector("table")!.TextContent);
        Assert.Equal(boardThen, (await reading.PageAsync(past)).QuerySelector("main")!.TextContent);
        Assert.Equal(csvThen, await CsvAsync());
        Assert.Contains("第1版,2022-09-29", csvThen, StringComparison.Ordinal);
        // Today's file counts the edition as it is counted today, and names what was acknowledged as the receipt does.
        var today = await (await reading.PostFormAsync(SiteUrls.Following, SiteUrls.AcknowledgementReport("csv"))).Content.ReadAsStringAsync(Ct);
        Assert.Contains("対策基準,第2版,", today, StringComparison.Ordinal);
        Assert.Contains("確認済み,,第1版,2022-09-29,", today, StringComparison.Ordinal);

        async Task<string> CsvAsync()
        {
            var answer = await reading.PostFormAsync(past, SiteUrls.AcknowledgementReport("csv"), ("day", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
            return await answer.Content.ReadAsStringAsync(Ct);
        }

        // What is printed: without what the screen alone shows.
        static string OnPaper(AngleSharp.Html.Dom.IHtmlDocument page)
        {
            foreach (var screen in page.QuerySelectorAll("dl .screen-only").ToList())
                screen.Remove();
            return string.Join('|', page.QuerySelector("dl")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Fact]
    public async Task Without_the_token_of_the_form_nothing_is_recorded()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
        var edition = await shelf.EditionAsync(document, "対策基準\n\n1 目的\n守る。\n", new(2026, 4, 1));
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("青木 花"));
        await using var db = portal.Open(shelf.SeesAll);
        var hash = await db.Editions.Where(e => e.Id == edition).Select(e => e.Hash).SingleAsync(Ct);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["document"] = document.ToString(), ["edition"] = edition.ToString(), ["seen"] = hash.ToString(), ["confirmed"] = "true",
        });
        Assert.Equal(400, (int)(await client.PostAsync(SiteUrls.Acknowledgements, form, Ct)).StatusCode);
        Assert.Equal(0, await db.Acknowledgements.CountAsync(Ct));
    }
}
