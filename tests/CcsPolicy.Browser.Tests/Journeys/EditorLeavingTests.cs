using CcsPolicy.Browser.Tests.Site;
using CcsPolicy.Testing;
using Microsoft.Playwright;
using Xunit;

namespace CcsPolicy.Browser.Tests.Journeys;

/// <summary>Whoever leaves the editor a moment after typing finds the words in the draft, whatever way was taken and whatever was answered to the browser.</summary>
[Collection(nameof(DemoPortal))]
public sealed class EditorLeavingTests(DemoPortal portal)
{
    private static readonly int[] Moments = [50, 300, 600];

    [Fact]
    public async Task Words_typed_a_moment_before_a_reload_a_closed_tab_or_a_link_are_in_the_draft()
    {
        await using var officer = await portal.OpenAsync("officer");
        var draft = await EditorJourneyTests.DraftAsync(officer, "離脱第1号");
        (string Name, Func<IPage, Task> Leave)[] ways =
        [
            ("再読込", page => page.EvaluateAsync("setTimeout(() => location.reload(), 0)")),
            ("終了", page => page.CloseAsync(new() { RunBeforeUnload = true })),
            ("提出", page => page.Locator("a[href$='/submit']").ClickAsync()),
        ];
        // Each way once, after another moment; in the long run each after every moment.
        foreach (var ((name, leave), at) in ways.Select((way, at) => (way, at)))
            foreach (var moment in TestLength.IsNightly ? Moments : [Moments[at]])
                await LeaveAsync(officer, draft, moment, name, leave);
        officer.TakeComplaints();
    }

    [Fact]
    public async Task Five_killed_windows_do_not_keep_their_person_out_of_the_editor()
    {
        await using var officer = await portal.OpenAsync("officer");
        var draft = await EditorJourneyTests.DraftAsync(officer, "離脱第2号");
        for (var i = 0; i < 5; i++)
        {
            var killed = await officer.Page.Context.NewPageAsync();
            await killed.GotoAsync(draft + "/edit");
            await Assertions.Expect(killed.Locator(".editor")).ToBeVisibleAsync();
            var gone = new TaskCompletionSource();
            killed.Crash += (_, _) => gone.TrySetResult();
            var wire = await killed.Context.NewCDPSessionAsync(killed);
            _ = wire.SendAsync("Page.crash");
            await gone.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        }
        await officer.GoAsync(draft + "/edit");
        await Assertions.Expect(officer.Page.Locator(".editor")).ToBeVisibleAsync();
        officer.TakeComplaints();
    }

    private static async Task LeaveAsync(Window officer, string draft, int moment, string way, Func<IPage, Task> leave)
    {
        var page = await officer.Page.Context.NewPageAsync();
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.GotoAsync(draft + "/edit");
        await page.Locator(".editor-row").Nth(0).ClickAsync();
        await page.Locator("#draft-words").FocusAsync();
        await page.Keyboard.PressAsync("Control+End");
        // The first words are being saved, or wait to be, while the last are typed.
        await page.Keyboard.TypeAsync($"{way}の前{moment}");
        await page.EvaluateAsync("moment => new Promise(done => setTimeout(done, moment))", moment);
        await page.Keyboard.TypeAsync($"{way}の後{moment}。");
        await page.EvaluateAsync("moment => new Promise(done => setTimeout(done, moment))", moment);
        await leave(page);
        var reader = await officer.Page.Context.NewPageAsync();
        var found = "";
        for (var tries = 0; tries < 20 && !found.Contains($"{way}の後{moment}。", StringComparison.Ordinal); tries++)
        {
            await reader.GotoAsync(draft + "/text");
            found = await reader.Locator("#text").InputValueAsync();
        }
        Assert.Contains($"{way}の前{moment}{way}の後{moment}。", found, StringComparison.Ordinal);
        await reader.CloseAsync();
        if (!page.IsClosed)
            await page.CloseAsync();
    }
}
