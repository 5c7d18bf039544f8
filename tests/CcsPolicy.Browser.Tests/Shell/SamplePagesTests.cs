using CcsPolicy.Browser.Tests.Site;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace CcsPolicy.Browser.Tests.Shell;

/// <summary>The frame and the parts in real Chromium: no finding of axe, nothing wider than the window, nothing that the security policy refuses.</summary>
public sealed class SamplePagesTests(SampleSite host) : IClassFixture<SampleSite>, IAsyncLifetime
{
    private static readonly string Pictures = Path.Combine(AppContext.BaseDirectory, "artifacts", "screens", "shell");

    private IPlaywright playwright = default!;
    private IBrowser browser = default!;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = DemoPortal.Chromium, Args = DemoPortal.Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    [Theory]
    [InlineData("list")]
    [InlineData("form")]
    [InlineData("reading")]
    [InlineData("island")]
    public async Task A_page_of_the_frame_is_accessible_and_fits_at_every_width_in_light_and_dark(string page)
    {
        foreach (var (width, theme) in new[] { (1440, "light"), (768, "dark"), (360, "light") })
        {
            var (tab, complaints) = await OpenAsync(page, width, theme);
            await tab.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{page}-{width}-{theme}.png"), FullPage = true });
            var overflow = await tab.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{page} at {width} is {overflow} px too wide");
            if (width != 360)
            {
                var findings = (await tab.RunAxe()).Violations;
                Assert.True(findings.Length == 0, $"{page} at {width} {theme}: {string.Join("; ", findings.Select(Told))}");
            }

            Assert.True(complaints.Count == 0, string.Join("\n", complaints));
            await tab.Context.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_island_answers_in_its_status_line_and_opens_a_dialog_without_breaking_the_security_policy()
    {
        var (tab, complaints) = await OpenAsync("island", 1024, "light");
        await tab.Locator("#save").ClickAsync();
        await Assertions.Expect(tab.Locator(".status-line")).ToHaveTextAsync("対策基準を保存しました");
        await tab.Locator("#ask").ClickAsync();
        await Assertions.Expect(tab.Locator(".mud-dialog")).ToBeVisibleAsync();
        await tab.ScreenshotAsync(new() { Path = Path.Combine(Pictures, "island-dialog.png") });
        Assert.True(complaints.Count == 0, string.Join("\n", complaints));
        await tab.Context.DisposeAsync();
    }

    private async Task<(IPage Tab, List<string> Complaints)> OpenAsync(string page, int width, string theme)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light, Locale = "ja-JP" });
        var tab = await context.NewPageAsync();
        var complaints = new List<string>();
        tab.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Add(message.Text); };
        tab.PageError += (_, fault) => complaints.Add(fault);
        tab.Request += (_, request) => { if (!request.Url.StartsWith(host.Address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) complaints.Add("foreign: " + request.Url); };
        await tab.GotoAsync($"{host.Address}/sample/{page}", new() { WaitUntil = WaitUntilState.Load });
        if (page == "island") await tab.Locator("#save").WaitForAsync();
        await tab.EvaluateAsync("document.fonts.ready");
        return (tab, complaints);
    }

    private static string Told(AxeResultItem finding) => $"{finding.Id}: {string.Join(" | ", finding.Nodes.Take(4).Select(node => node.Html))}";
}
