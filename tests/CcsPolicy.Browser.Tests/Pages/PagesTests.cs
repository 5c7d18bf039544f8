using CcsPolicy.Browser.Tests.Site;
using Xunit;

namespace CcsPolicy.Browser.Tests.Pages;

/// <summary>Pages are looked at while journeys change another portal: each of these collections has a server and a Chromium of its own.</summary>
[CollectionDefinition(nameof(WorkPages))]
public sealed class WorkPages : ICollectionFixture<DemoPortal>;

[CollectionDefinition(nameof(ReaderPages))]
public sealed class ReaderPages : ICollectionFixture<DemoPortal>;

[Collection(nameof(WorkPages))]
public sealed class WorkPagesTests(DemoPortal portal)
{
    [Theory]
    [InlineData("officer", 18)]
    [InlineData("custodian", 10)]
    [InlineData("ciso", 10)]
    [InlineData("deputy", 10)]
    public Task Every_page_of_a_role_is_accessible_asks_nobody_else_and_fits_in_light_dark_and_English(string role, int least) =>
        RolePages.WalkAsync(portal, role, least);

    [Theory]
    [InlineData("officer")]
    [InlineData("custodian")]
    [InlineData("ciso")]
    [InlineData("deputy")]
    public Task Every_address_answers_a_role_as_the_table_says_and_the_browser_complains_of_nothing(string role) => MatrixWalk.VisitAsync(portal, role, 60);

    /// <summary>The crawl stops at the basic policy, above which nothing stands: a standard leads on to the choice of provisions.</summary>
    [Fact]
    public async Task Choosing_provisions_to_link_is_accessible_and_fits()
    {
        await using var window = await portal.OpenAsync("officer");
        var (faults, address) = (new List<string>(), "/catalogue");
        foreach (var link in new[] { "table.catalogue:nth-of-type(2) a", "a[href$='/links']", ".link-targets a" })
        {
            await window.GoAsync(address);
            address = await window.Page.GetAttributeAsync(link, "href") ?? throw new InvalidOperationException($"{address} has no {link}");
            if (!address.Contains("/links", StringComparison.Ordinal))
                continue;
            await window.GoAsync(address);
            await RolePages.JudgeAsync(window, "officer", address, faults);
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }
}

[Collection(nameof(ReaderPages))]
public sealed class ReaderPagesTests(DemoPortal portal)
{
    [Theory]
    [InlineData("staff", 8)]
    [InlineData("manager", 8)]
    [InlineData("auditor", 8)]
    [InlineData("admin", 10)]
    [InlineData("contractor", 6)]
    public Task Every_page_of_a_role_is_accessible_asks_nobody_else_and_fits_in_light_dark_and_English(string role, int least) =>
        RolePages.WalkAsync(portal, role, least);

    [Theory]
    [InlineData("staff")]
    [InlineData("manager")]
    [InlineData("auditor")]
    [InlineData("admin")]
    [InlineData("contractor")]
    [InlineData(null)]
    public Task Every_address_answers_a_role_as_the_table_says_and_the_browser_complains_of_nothing(string? role) => MatrixWalk.VisitAsync(portal, role, 60);

    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/nothing-here")]
    public async Task A_page_before_signing_in_is_accessible_and_fits(string address)
    {
        await using var window = await portal.OpenAsync(null);
        var faults = new List<string>();
        var status = await window.GoAsync(address);
        if (status != 200)
            window.TakeComplaints();
        await RolePages.JudgeAsync(window, "anonymous", address, faults);
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }
}
