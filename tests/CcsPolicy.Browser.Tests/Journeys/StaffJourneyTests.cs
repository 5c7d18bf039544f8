using CcsPolicy.Browser.Tests.Site;
using CcsPolicy.Web.Shell;
using Microsoft.Playwright;
using Xunit;

namespace CcsPolicy.Browser.Tests.Journeys;

/// <summary>A member of staff without a mouse, and without script.</summary>
[Collection(nameof(DemoPortal))]
public sealed class StaffJourneyTests(DemoPortal portal)
{
    private const int MostTabs = 80;

    [Fact]
    public async Task Staff_signs_in_reads_and_acknowledges_by_keyboard_alone()
    {
        await using var window = await portal.OpenAsync(null);
        var page = window.Page;
        await window.GoAsync(SiteUrls.SignIn);
        await TabToAsync(page, "#name");
        await page.Keyboard.TypeAsync("staff");
        await TabToAsync(page, "#password");
        await page.Keyboard.TypeAsync(DemoPortal.Password);
        await EnterAsync(page, SiteUrls.Home);

        await TabToAsync(page, ".task-list a.task-title");
        await EnterAsync(page, "/documents/*");
        await TabToAsync(page, "a.button-primary");
        await EnterAsync(page, "/documents/*/editions/*/acknowledge");
        await TabToAsync(page, "#confirmed");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "main button.button-primary");
        await EnterAsync(page, "/receipts/*");

        await Assertions.Expect(page.Locator(".receipt-number")).ToBeVisibleAsync();
        Assert.Empty(window.TakeComplaints());
    }

    [Fact]
    [Trait("ASVS", "V14.3.1")]
    public async Task What_is_shown_goes_when_the_server_has_not_been_reached_for_as_long_as_a_session_lasts_unused()
    {
        await using var window = await portal.OpenAsync("staff");
        var page = window.Page;
        await page.Clock.InstallAsync();
        await window.GoAsync(SiteUrls.Home);
        await page.Context.SetOfflineAsync(true);
        await page.Clock.RunForAsync("29:00");
        await Assertions.Expect(page.Locator(".site-header")).ToBeVisibleAsync();
        await page.Clock.RunForAsync("02:00");
        await Assertions.Expect(page.Locator(".site-header")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("body")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^\\s*サーバと30分つながらなかった[^<]*$"));
        // The browser complains of each try.
        _ = window.TakeComplaints();
    }

    [Fact]
    public async Task Contractors_staff_reads_finds_and_acknowledges_with_script_off()
    {
        await using var window = await portal.OpenAsync("contractor", script: false);
        var page = window.Page;
        await page.GotoAsync(SiteUrls.Home);
        await window.FollowAsync(page.Locator(".task-list a.task-title").First);
        Assert.True(await page.Locator("main .reading h2").CountAsync() > 0);
        await page.FillAsync("#site-find", "パスワード");
        await page.Locator("#site-find").PressAsync("Enter");
        await Assertions.Expect(page.Locator(".found-list li").First).ToBeVisibleAsync();

        await page.GotoAsync(SiteUrls.Home);
        await window.FollowAsync(page.Locator(".task-side a.button").First);
        await page.CheckAsync("#confirmed");
        await window.FollowAsync(page.Locator("main button.button-primary"));
        await Assertions.Expect(page.Locator(".receipt-number")).ToBeVisibleAsync();
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var pressed = 0; pressed < MostTabs; pressed++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                var shown = await page.EvaluateAsync<bool>("(() => { const style = getComputedStyle(document.activeElement); return style.outlineStyle !== 'none' || style.boxShadow !== 'none'; })()");
                Assert.True(shown, $"{selector} does not show that it has the focus");
                return;
            }
        }
        Assert.Fail($"{selector} is not reached with {MostTabs} tabs on {page.Url}");
    }

    private async Task EnterAsync(IPage page, string address)
    {
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => System.Text.RegularExpressions.Regex.IsMatch(
            url, "^" + System.Text.RegularExpressions.Regex.Escape(portal.Address + address).Replace(@"\*", "[0-9a-f]+", StringComparison.Ordinal) + @"(\?.*)?$"));
    }
}
