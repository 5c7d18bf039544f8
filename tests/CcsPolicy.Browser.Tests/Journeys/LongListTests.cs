using CcsPolicy.Browser.Tests.Site;
using CcsPolicy.Web.Shell;
using Microsoft.Playwright;
using Xunit;

namespace CcsPolicy.Browser.Tests.Journeys;

/// <summary>A long list of people is narrowed by what is known of a person; a file that is too large is told before it is sent.</summary>
[Collection(nameof(DemoPortal))]
public sealed class LongListTests(DemoPortal portal)
{
    [Fact]
    public async Task A_custodian_is_found_by_a_part_of_number_or_name_and_a_large_file_is_told_before_it_is_sent()
    {
        await using var officer = await portal.OpenAsync("officer");
        var page = officer.Page;
        await officer.GoAsync(SiteUrls.Import);
        await page.SetInputFilesAsync("#file", new FilePayload { Name = "大きな規程.txt", MimeType = "text/plain", Buffer = new byte[11 * 1024 * 1024] });
        await Assertions.Expect(page.Locator("[data-said]")).ToContainTextAsync("10 MB");
        await page.ClickAsync("button[value=read]");
        Assert.Equal(SiteUrls.Import, officer.Here);
        await page.SetInputFilesAsync("#file", Array.Empty<string>());
        await Assertions.Expect(page.Locator("[data-said]")).ToBeHiddenAsync();

        await page.FillAsync("#text", "庁舎管理規程\n第1条　甲を定める。\n");
        await officer.FollowAsync(page.Locator("button[value=read]"));
        var (list, box) = (page.Locator("#custodian"), page.Locator("#custodian").Locator("xpath=preceding-sibling::input"));
        var wanted = list.Locator("option").Nth(7);
        var (name, id) = (await wanted.TextContentAsync(), await wanted.GetAttributeAsync("value"));
        await box.FillAsync(name!.Split('（')[1].TrimEnd('）'));
        await Assertions.Expect(list).ToHaveValueAsync(id!);
        await box.FillAsync(name.Split('（')[0].Replace(" ", "", StringComparison.Ordinal));
        await Assertions.Expect(list).ToHaveValueAsync(id!);
        await box.FillAsync("");
        await Assertions.Expect(list.Locator("option:not([hidden])")).ToHaveCountAsync(await list.Locator("option").CountAsync());
        Assert.Empty(officer.TakeComplaints());
    }
}
