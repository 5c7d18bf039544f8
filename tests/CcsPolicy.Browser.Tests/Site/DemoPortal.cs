using System.Collections.Concurrent;
using CcsPolicy.Browser.Tests.Guide;
using CcsPolicy.Web.Shell;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(CcsPolicy.Browser.Tests.Site.DemoPortal))]

namespace CcsPolicy.Browser.Tests.Site;

/// <summary>One server with the demo organisation and one Chromium for all tests; an account signs in once and its session serves every window.</summary>
public sealed class DemoPortal : IAsyncLifetime
{
    public const string Password = "aoba-demo-portal";

    /// <summary>Chromium without a window and what a window needs: half the work for the same pages.</summary>
    public const string Chromium = "/usr/bin/chromium-headless-shell";

    public static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];

    private readonly ConcurrentDictionary<string, Task<string>> sessions = new();
    private readonly ProductServer server = new(demo: true);
    private IPlaywright playwright = default!;

    public IBrowser Browser { get; private set; } = default!;

    public string Address { get; private set; } = "";

    public IServiceProvider Services => server.Services;

    /// <summary>Where the product keeps database, keys and logs.</summary>
    public string Folder => server.Folder;

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public async ValueTask InitializeAsync()
    {
        server.StartServer();
        Address = server.Address;
        // What is expected of a page may take as long as what is done to it: the machine may have other work.
        Assertions.SetDefaultExpectTimeout(20_000);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium, Args = Arguments,
        });
        if (!GuideImagesTests.IsTaking)
            return;
        // Before any test publishes or acknowledges: the picture shows the demo organisation as whoever starts it finds it.
        await using var reader = await OpenAsync("staff", GuideImagesTests.Width);
        await reader.GoAsync(SiteUrls.Home);
        await GuideImagesTests.TakeAsync(reader, "home");
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
        await server.DisposeAsync();
    }

    /// <summary>A browser with a profile of its own on the disk, as people have one; nobody is signed in.</summary>
    public async Task<Window> OpenProfileAsync(string profile)
    {
        var context = await playwright.Chromium.LaunchPersistentContextAsync(profile, new() { ExecutablePath = Chromium, Args = Arguments, BaseURL = Address, Locale = "ja-JP", ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(20_000);
        return new Window(context.Pages[0], Address);
    }

    /// <summary>A window of the account, or of somebody who has not signed in.</summary>
    public async Task<Window> OpenAsync(string? account, int width = 1440, string language = "ja", bool script = true)
    {
        var context = await Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce, Locale = "ja-JP", JavaScriptEnabled = script,
            BaseURL = Address, StorageState = account is null ? null : await sessions.GetOrAdd(account, SignInAsync),
        });
        context.SetDefaultTimeout(20_000);
        if (language != "ja")
            await context.AddCookiesAsync([new() { Name = "display", Value = $"{language}.auto.gothic.wide", Url = Address }]);
        return new Window(await context.NewPageAsync(), Address);
    }

    private async Task<string> SignInAsync(string account)
    {
        var context = await Browser.NewContextAsync(new() { BaseURL = Address, Locale = "ja-JP" });
        var page = await context.NewPageAsync();
        await SignInAsync(page, account);
        var state = await context.StorageStateAsync();
        await context.DisposeAsync();
        return state;
    }

    public static async Task SignInAsync(IPage page, string account)
    {
        await page.GotoAsync(SiteUrls.SignIn);
        await page.FillAsync("#name", account);
        await page.FillAsync("#password", Password);
        await page.ClickAsync("button.button-primary");
        await Assertions.Expect(page.Locator(".site-person-name")).ToBeVisibleAsync();
    }

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "CcsPolicy.sln"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new DirectoryNotFoundException("CcsPolicy.sln was not found above the tests."));
}
