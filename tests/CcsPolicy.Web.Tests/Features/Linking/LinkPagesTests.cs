using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Linking;

public sealed class LinkPagesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_script_provisions_are_chosen_found_linked_shown_and_taken_back()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var officer = await shelf.PersonAsync("担当 花子", EmploymentKind.Employee, Role.SecurityOfficer);
        var policy = await shelf.DocumentAsync(Tier.BasicPolicy, "H-1", "基本方針", Openness.Public);
        await shelf.EditionAsync(policy, "基本方針\n\n第1条　守る。\n第2条　端末を管理する。\n", new(2026, 4, 1));
        var standard = await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
        await shelf.EditionAsync(standard, SampleTexts.First, new(2026, 4, 1));
        var hidden = await shelf.DocumentAsync(Tier.Procedure, "T-1", "隠れた手順");
        await shelf.EditionAsync(hidden, SampleTexts.Procedure, new(2026, 4, 1));
        await shelf.LinkAsync(hidden, standard);

        using var client = await portal.SignedInAsync(officer);
        var links = await client.PageAsync($"/catalogue/{standard}/links");
        Assert.DoesNotContain("隠れた手順", links.Body!.TextContent, StringComparison.Ordinal);
        var url = $"/catalogue/{standard}/links/new?above={policy}";
        var page = await client.PageAsync(url);
        var below = page.QuerySelectorAll<IHtmlOptionElement>("select[name=Below] option").Single(option => option.TextContent.StartsWith("第3条　", StringComparison.Ordinal)).Value;
        var first = page.QuerySelectorAll<IHtmlInputElement>("input[name=Above]").First().Value;
        var found = await (await client.PostFormAsync(page, url, "link", ("Act", "find"), ("Below", below), ("Above", first), ("Find", "端末"))).PageAsync();
        Assert.Equal(2, found.QuerySelectorAll("input[name=Above]").Length);
        Assert.Equal([first], found.QuerySelectorAll<IHtmlInputElement>("input[name=Above]:checked").Select(box => box.Value));
        Assert.Equal(below, found.QuerySelector<IHtmlSelectElement>("select[name=Below]")!.Value);
        var nothing = await (await client.PostFormAsync(page, url, "link", ("Act", "link"))).PageAsync();
        Assert.NotNull(nothing.QuerySelector(".error-summary"));

        Assert.Equal(302, (int)(await client.PostFormAsync(found, url, "link", ("Act", "link"))).StatusCode);
        Assert.Contains("第1条", (await client.PageAsync($"/catalogue/{standard}/links")).QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        // Whoever reads the standard sees it beside the text.
        using var reader = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        Assert.Contains("基本方針", (await reader.PageAsync($"/documents/{standard}")).QuerySelector("aside.notes")!.TextContent, StringComparison.Ordinal);

        links = await client.PageAsync($"/catalogue/{standard}/links");
        var link = links.QuerySelector("button[name=Link]")!.GetAttribute("value")!;
        Assert.Equal(302, (int)(await client.PostFormAsync(links, $"/catalogue/{standard}/links", "withdraw", ("Link", link))).StatusCode);
        Assert.Null((await client.PageAsync($"/catalogue/{standard}/links")).QuerySelector("table"));
        foreach (var place in new[] { "links", $"links/new?above={standard}" })
        {
            var (absent, answer) = (await client.GetAsync($"/catalogue/{Guid.NewGuid():N}/{place}", Ct), await client.GetAsync($"/catalogue/{hidden}/{place}", Ct));
            Assert.Equal((404, await absent.Content.ReadAsStringAsync(Ct)), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct)));
        }
    }
}
