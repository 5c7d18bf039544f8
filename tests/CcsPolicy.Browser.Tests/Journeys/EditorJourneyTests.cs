using CcsPolicy.Browser.Tests.Site;
using CcsPolicy.Web.Shell;
using Microsoft.Playwright;
using Xunit;

namespace CcsPolicy.Browser.Tests.Journeys;

/// <summary>Words typed in the editor are given up by nobody but the person who typed them.</summary>
[Collection(nameof(DemoPortal))]
public sealed class EditorJourneyTests(DemoPortal portal)
{
    private const string Text = "編集試験規程\n\n（目的）\n第1条　この規程は、編集を確かめるために定める。\n（管理）\n第2条　所属長は、毎年度確かめる。\n";

    [Fact]
    public async Task Refused_words_stay_until_they_are_mended_or_thrown_away_and_a_second_tab_is_told_at_once()
    {
        await using var officer = await portal.OpenAsync("officer");
        var edit = await DraftAsync(officer) + "/edit";
        var page = officer.Page;
        await officer.GoAsync(edit);
        var (rows, words, kept) = (page.Locator(".editor-row"), page.Locator("#draft-words"), page.Locator("#draft-kept"));
        await rows.Nth(0).ClickAsync();
        await words.FillAsync("番号のない文。");
        await Assertions.Expect(page.Locator(".editor .field-error")).ToBeVisibleAsync();

        // On another row the words stand in the box, and the page asks before it is left.
        await rows.Nth(1).ClickAsync();
        await Assertions.Expect(kept.Locator("pre")).ToHaveTextAsync("番号のない文。");
        var asked = new TaskCompletionSource();
        async void Stay(object? sender, IDialog dialog)
        {
            await dialog.DismissAsync();
            asked.TrySetResult();
        }
        page.Dialog += Stay;
        await page.Locator("a[href$='/submit']").ClickAsync();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        page.Dialog -= Stay;
        Assert.Equal(edit, officer.Here);

        // Back on their row they are in the field again, are mended, and the status says what is true.
        await kept.Locator("button").First.ClickAsync();
        await Assertions.Expect(words).ToHaveValueAsync("番号のない文。");
        await Assertions.Expect(kept).ToBeHiddenAsync();
        await words.FillAsync("（目的）\n第1条　この規程は、直した文である。");
        await Assertions.Expect(page.Locator("#draft-status")).ToHaveTextAsync("保存しました。");
        await Assertions.Expect(page.Locator(".editor .field-error")).ToHaveCountAsync(0);

        // A second tab with words that are not saved yet hears of the first one's save and keeps them.
        var second = await page.Context.NewPageAsync();
        await second.GotoAsync(edit);
        await second.Locator(".editor-row").Nth(1).ClickAsync();
        await second.Locator("#draft-words").FillAsync("番号のない別の文。");
        await Assertions.Expect(second.Locator(".editor .field-error")).ToBeVisibleAsync();
        await words.FillAsync("（目的）\n第1条　この規程は、さらに直した文である。");
        await Assertions.Expect(second.Locator(".island .notice-bad")).ToBeVisibleAsync();
        await Assertions.Expect(second.Locator("#draft-kept pre")).ToHaveTextAsync("番号のない別の文。");
        await second.Locator(".island .notice-bad button").ClickAsync();
        await second.Locator("#draft-kept button:visible").ClickAsync();
        await Assertions.Expect(second.Locator("#draft-kept")).ToBeHiddenAsync();
        await second.Locator(".editor-row").Nth(0).ClickAsync();
        await Assertions.Expect(second.Locator("#draft-words")).ToHaveValueAsync("（目的）\n第1条　この規程は、さらに直した文である。");
        officer.TakeComplaints();
    }

    internal static async Task<string> DraftAsync(Window officer, string code = "編集第1号")
    {
        var page = officer.Page;
        await officer.GoAsync(SiteUrls.Import);
        await page.FillAsync("#text", Text);
        await officer.FollowAsync(page.Locator("button[value=read]"));
        await page.Locator("input[name='Form.Purpose'][value=NewDocument]").CheckAsync();
        await page.Locator("#tier input[value=Standard]").CheckAsync();
        await page.FillAsync("#code", code);
        await page.SelectOptionAsync("#instrument", "Standard");
        await page.SelectOptionAsync("#openness", "Internal");
        await officer.FollowAsync(page.Locator("button[value=save]"));
        return officer.Here.Split('?')[0];
    }
}
