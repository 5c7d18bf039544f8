using System.Text.RegularExpressions;
using CcsPolicy.Browser.Tests.Site;
using CcsPolicy.Web.Shell;
using Microsoft.Playwright;
using Xunit;

namespace CcsPolicy.Browser.Tests.Guide;

/// <summary>
/// The pictures of the guide, taken of the demo organisation. They are written into docs/guide/images only when CCSPOLICY_GUIDE_IMAGES is 1;
/// always each page is opened the way the guide tells it.
/// </summary>
[Collection(nameof(DemoPortal))]
public sealed partial class GuideImagesTests(DemoPortal portal)
{
    internal const int Width = 1200;
    private const int MostHeight = 900;

    /// <summary>What a proxy that ends https says; an installation that is not for development answers nothing else.</summary>
    private static readonly KeyValuePair<string, string>[] ComesByHttps = [new("X-Forwarded-Proto", "https")];

    private static readonly string Folder = Path.Combine(DemoPortal.Root, "docs", "guide", "images");

    internal static bool IsTaking => Environment.GetEnvironmentVariable("CCSPOLICY_GUIDE_IMAGES") == "1";

    [Fact]
    public async Task Pictures_of_reading_and_acknowledging()
    {
        await using var finder = await portal.OpenAsync("manager", Width);
        await finder.GoAsync(SiteUrls.FindPage("パスワード", 1));
        await TakeAsync(finder, "find");
        await using var reader = await portal.OpenAsync("staff", Width);
        await reader.GoAsync(SiteUrls.Home);
        await reader.FollowAsync(reader.Page.Locator(".document-list a[href^='/documents/']").First);
        await TakeAsync(reader, "reading");
        await using var auditor = await portal.OpenAsync("auditor", Width);
        await auditor.GoAsync(SiteUrls.Receipts);
        await auditor.FollowAsync(auditor.Page.Locator("main a[href^='/receipts/']").First);
        await TakeAsync(auditor, "receipt");
    }

    [Fact]
    public async Task Pictures_of_drafting_and_publishing()
    {
        await using var officer = await portal.OpenAsync("officer", Width);
        var page = officer.Page;
        await officer.GoAsync(SiteUrls.Catalogue);
        await TakeAsync(officer, "documents");
        await officer.GoAsync(SiteUrls.Import);
        await page.FillAsync("#text", await SampleTextAsync());
        await officer.FollowAsync(page.Locator("button[value=read]"));
        await Assertions.Expect(page.Locator("button[value=save]")).ToBeVisibleAsync();
        await TakeAsync(officer, "import");
        await officer.GoAsync(SiteUrls.Following);
        await TakeAsync(officer, "following");
    }

    [Fact]
    public async Task Pictures_of_who_may_know_and_who_is_who()
    {
        await using var custodian = await portal.OpenAsync("custodian", Width);
        await custodian.GoAsync(SiteUrls.Granting);
        await custodian.FollowAsync(custodian.Page.Locator("main table a").First);
        await TakeAsync(custodian, "granting");
        await using var admin = await portal.OpenAsync("admin", Width);
        await admin.GoAsync(SiteUrls.People);
        await TakeAsync(admin, "people");
        await admin.GoAsync(SiteUrls.Accounts);
        await TakeAsync(admin, "accounts");
    }

    [Fact]
    public async Task A_picture_of_the_first_run_of_an_empty_installation()
    {
        await using var server = new ProductServer(demo: false);
        server.StartServer();
        var context = await portal.Browser.NewContextAsync(new() { BaseURL = server.Address, ViewportSize = new() { Width = Width, Height = 900 }, Locale = "ja-JP", ExtraHTTPHeaders = ComesByHttps });
        await using var window = new Window(await context.NewPageAsync(), server.Address);
        Assert.Equal(200, await window.GoAsync(SiteUrls.Home));
        Assert.Equal(SiteUrls.FirstRun, window.Here);
        await TakeAsync(window, "first-run");
    }

    /// <summary>The basic policy of the demo organisation, with a day where the demonstration counts one from its own year.</summary>
    internal static async Task<string> SampleTextAsync() => DaysToCount().Replace(
        await File.ReadAllTextAsync(Path.Combine(DemoPortal.Root, "src", "CcsPolicy.Web", "DemoData", "Texts", "basic-policy-3.txt")), "令和7年9月24日");

    internal static async Task TakeAsync(Window window, string name)
    {
        Assert.True(await window.OverflowAsync() <= 0, $"{name} is wider than {Width} px");
        Assert.Empty(window.TakeComplaints());
        if (!IsTaking)
            return;
        var height = Math.Min(MostHeight, await window.Page.EvaluateAsync<int>("document.documentElement.scrollHeight"));
        await window.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png"), FullPage = true, Clip = new() { X = 0, Y = 0, Width = Width, Height = height } });
    }

    [GeneratedRegex(@"\{\{[^}]*\}\}")]
    private static partial Regex DaysToCount();
}
