using CcsPolicy.Domain.Documents;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.PublicPage;

public sealed class PublicPolicyTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_it_is_switched_on_everybody_reads_the_public_basic_policy_and_nothing_about_people()
    {
        await using var portal = new Portal(settings: new Dictionary<string, string> { ["Portal:PublicBasicPolicy"] = "true" });
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.BasicPolicy, "H-1", "基本方針", Openness.Public);
        await shelf.EditionAsync(document, "基本方針\n\n1 目的\n情報を守る。\n", new(2026, 4, 1));
        using var client = portal.Anonymous();
        var page = await client.PageAsync(SiteUrls.PublicPolicy);
        Assert.Contains("情報を守る。", page.QuerySelector("article.provisions")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("a[href^='/documents'], .site-nav, .site-person"));
    }

    [Fact]
    public async Task A_basic_policy_that_is_not_public_is_not_there()
    {
        await using var portal = new Portal(settings: new Dictionary<string, string> { ["Portal:PublicBasicPolicy"] = "true" });
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.BasicPolicy, "H-1", "基本方針", Openness.Internal);
        await shelf.EditionAsync(document, "基本方針\n\n1 目的\n情報を守る。\n", new(2026, 4, 1));
        using var client = portal.Anonymous();
        Assert.Equal(404, (int)(await client.GetAsync(SiteUrls.PublicPolicy, Ct)).StatusCode);
    }

    [Fact]
    public async Task Where_it_is_switched_off_the_address_is_like_any_other_that_never_was()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.BasicPolicy, "H-1", "基本方針", Openness.Public);
        await shelf.EditionAsync(document, "基本方針\n\n1 目的\n情報を守る。\n", new(2026, 4, 1));
        using var anonymous = portal.Anonymous();
        Assert.Equal((int)(await anonymous.GetAsync("/no-such-place", Ct)).StatusCode, (int)(await anonymous.GetAsync(SiteUrls.PublicPolicy, Ct)).StatusCode);
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("青木 花"));
        Assert.Equal(await (await client.GetAsync("/no-such-place", Ct)).Content.ReadAsStringAsync(Ct), await (await client.GetAsync(SiteUrls.PublicPolicy, Ct)).Content.ReadAsStringAsync(Ct));
    }
}
