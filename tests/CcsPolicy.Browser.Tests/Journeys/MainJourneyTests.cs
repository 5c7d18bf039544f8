using System.Globalization;
using System.Text.RegularExpressions;
using CcsPolicy.Browser.Tests.Guide;
using CcsPolicy.Browser.Tests.Site;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace CcsPolicy.Browser.Tests.Journeys;

/// <summary>From the office's own text to the figures in the report, through the pages that people use.</summary>
[Collection(nameof(DemoPortal))]
public sealed partial class MainJourneyTests(DemoPortal portal)
{
    /// <summary>The head of the officer's department, who is asked for agreement.</summary>
    private const string HeadOfDepartment = "custodian";

    [Fact]
    public async Task A_policy_is_imported_decided_published_read_acknowledged_and_reported_with_the_same_figures_everywhere()
    {
        var text = await PolicyTextAsync();
        var (amendment, title) = await ImportAndSubmitAsync(text);
        await DecideAsync(HeadOfDepartment, amendment);
        await DecideAsync("ciso", amendment);
        await PublishAsync(amendment);
        var (document, receipt) = await ReadAndAcknowledgeAsync(title);
        await AuditAsync(document, title, receipt);
    }

    private async Task<(string Amendment, string Title)> ImportAndSubmitAsync(string text)
    {
        await using var officer = await portal.OpenAsync("officer", GuideImagesTests.Width);
        var page = officer.Page;
        await officer.GoAsync(SiteUrls.Import);
        await page.FillAsync("#text", text);
        await officer.FollowAsync(page.Locator("button[value=read]"));
        var title = await page.InputValueAsync("#title");
        Assert.Contains(title, text, StringComparison.Ordinal);
        await page.Locator("input[name='Form.Purpose'][value=NewDocument]").CheckAsync();
        await page.Locator("#tier input[value=BasicPolicy], #tier input[value=Standard]").First.CheckAsync();
        await page.FillAsync("#code", "取込第1号");
        await page.SelectOptionAsync("#instrument", "Policy");
        await page.SelectOptionAsync("#openness", "Internal");
        await officer.FollowAsync(page.Locator("button[value=save]"));
        Assert.Matches("^/amendments/[0-9a-f]{32}", officer.Here);
        var amendment = officer.Here.Split('?')[0];

        await officer.GoAsync(amendment + "/edit");
        await page.Locator(".editor-row").Nth(1).ClickAsync();
        await Assertions.Expect(page.Locator(".editor-tools")).ToBeVisibleAsync();
        await GuideImagesTests.TakeAsync(officer, "editor");
        await officer.GoAsync(amendment + "/submit");
        var today = TokyoTime.DateOf(DateTimeOffset.UtcNow).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await page.FillAsync("#enacted", today);
        await page.FillAsync("#effective", today);
        await page.FillAsync("#reason", "組合の基本方針を登録します。");
        await officer.FollowAsync(page.Locator("main form button.button-primary"));
        Assert.Equal(amendment + "?done=submitted", officer.Here);
        return (amendment, title);
    }

    private async Task DecideAsync(string account, string amendment)
    {
        await using var window = await portal.OpenAsync(account, GuideImagesTests.Width);
        await window.GoAsync(SiteUrls.Home);
        await window.FollowAsync(window.Page.Locator($"a.task-title[href='{amendment}']"));
        await GuideImagesTests.TakeAsync(window, "review");
        await window.FollowAsync(window.Page.Locator("button[name=Outcome][value=Agreed]"));
        Assert.StartsWith(amendment + "?done=", window.Here, StringComparison.Ordinal);
        Assert.Empty(window.TakeComplaints());
    }

    private async Task PublishAsync(string amendment)
    {
        await using var officer = await portal.OpenAsync("officer", GuideImagesTests.Width);
        await officer.GoAsync(amendment);
        await officer.FollowAsync(officer.Page.Locator($"a.button-primary[href='{amendment}/publish']"));
        await GuideImagesTests.TakeAsync(officer, "publish");
        await officer.FollowAsync(officer.Page.Locator("main form button.button-primary"));
        Assert.Equal(amendment + "?done=published", officer.Here);
    }

    private async Task<(DocumentId Document, string Receipt)> ReadAndAcknowledgeAsync(string title)
    {
        await using var staff = await portal.OpenAsync("staff", GuideImagesTests.Width);
        var page = staff.Page;
        await staff.GoAsync(SiteUrls.Home);
        await page.FillAsync("#site-find", title);
        await page.Locator("#site-find").PressAsync("Enter");
        await staff.FollowAsync(page.Locator(".found-list a").Filter(new() { HasText = title }).First);
        var document = PublicId.TryParse<DocumentId>(DocumentIds().Match(staff.Here).Groups[1].Value)!.Value;
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(title);
        await staff.FollowAsync(page.Locator("a.button-primary"));
        await GuideImagesTests.TakeAsync(staff, "acknowledge");
        await page.CheckAsync("#confirmed");
        await staff.FollowAsync(page.Locator("main button.button-primary"));
        var receipt = (await page.Locator(".receipt-number").TextContentAsync())!.Trim();
        await staff.FollowAsync(page.Locator("a.button[href*='/receipts/check']"));
        await Assertions.Expect(page.Locator(".notice-good")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".receipt-number")).ToHaveTextAsync(receipt);
        await page.FillAsync("#hash", new string('0', 64));
        await staff.FollowAsync(page.Locator("main form button.button-primary"));
        await Assertions.Expect(page.Locator(".notice-bad")).ToBeVisibleAsync();
        Assert.Empty(staff.TakeComplaints());
        return (document, receipt);
    }

    private async Task AuditAsync(DocumentId document, string title, string receipt)
    {
        await using var auditor = await portal.OpenAsync("auditor");
        var page = auditor.Page;
        await auditor.GoAsync($"{SiteUrls.Following}?document={document}");
        var shown = (await page.Locator(".figure-value").AllTextContentsAsync()).Select(value => int.Parse(Digits().Replace(value, ""), CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(shown[0], shown[1] + shown[2]);
        Assert.Equal(1, shown[1]);

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("form[action$='acknowledgements.xlsx'] button").ClickAsync());
        var book = await Workbook.OpenAsync(await download.PathAsync());
        var rows = book["明細"].Skip(1).ToList();
        Assert.Equal(shown[0], rows.Count);
        Assert.Equal(shown[1], rows.Count(row => row[6] == "確認済み"));
        Assert.All(rows, row => Assert.Equal(title, row[0]));
        Assert.Equal(Plain(receipt), Plain(Assert.Single(rows, row => row[6] == "確認済み")[11]));
        var total = Assert.Single(book["概要"], row => row.Length > 4 && row[0] == title);
        Assert.Equal(shown, total[1..5].Select(cell => int.Parse(cell, CultureInfo.InvariantCulture)));

        await auditor.GoAsync($"{SiteUrls.Following}/people?document={document}&state=done");
        await Assertions.Expect(page.Locator("td").Filter(new() { HasText = receipt })).ToHaveCountAsync(1);
        Assert.Equal(shown[1], await CountInDatabaseAsync(document));
    }

    private async Task<int> CountInDatabaseAsync(DocumentId document)
    {
        var databases = portal.Services.GetRequiredService<PolicyDbFactory>();
        await using var accounts = databases.OpenFor(Domain.Access.Reader.Nobody);
        var auditor = await accounts.Users.Where(a => a.UserName == "auditor").Select(a => a.PersonId).SingleAsync();
        await using var db = databases.OpenFor(await portal.Services.GetRequiredService<Readers>().TodayAsync(auditor, CancellationToken.None));
        return await db.Acknowledgements.CountAsync(a => a.DocumentId == document);
    }

    /// <summary>The office's own text where it lies beside the solution, else, and for the pictures of the guide, that of the demo organisation under another name.</summary>
    private static async Task<string> PolicyTextAsync()
    {
        var own = Path.Combine(DemoPortal.Root, "..", "shared", "seed", "basic-policy.txt");
        return File.Exists(own) && !GuideImagesTests.IsTaking
            ? (await File.ReadAllTextAsync(own)).Trim()
            : (await GuideImagesTests.SampleTextAsync()).Replace("青葉県市町村職員共済組合", "若葉県市町村職員共済組合", StringComparison.Ordinal);
    }

    private static string Plain(string number) => number.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex("^/documents/([0-9a-f]{32})")]
    private static partial Regex DocumentIds();

    [GeneratedRegex("[^0-9]")]
    private static partial Regex Digits();
}
