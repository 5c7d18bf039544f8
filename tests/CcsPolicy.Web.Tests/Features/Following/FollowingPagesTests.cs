using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Following;

public sealed class FollowingPagesTests
{
    [Fact]
    public async Task A_number_leads_to_the_people_behind_it_document_by_document()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var (one, two) = (await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準"), await shelf.DocumentAsync(Tier.Standard, "K-2", "外部サービス基準"));
        var edition = await shelf.EditionAsync(one, "対策基準\n\n1 目的\n守る。\n", new(2026, 4, 1));
        await shelf.EditionAsync(two, "外部サービス基準\n\n1 目的\n守る。\n", new(2026, 4, 1));
        var staff = await shelf.PersonAsync("青木 花");
        await shelf.AcknowledgedAsync(edition, staff);
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("監査 人", EmploymentKind.Employee, Role.Auditor));

        var board = await client.PageAsync(SiteUrls.Following);
        Assert.DoesNotContain("青木", board.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var links = board.QuerySelectorAll("main table a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.All(links, link => Assert.StartsWith(SiteUrls.Following + "/people?", link, StringComparison.Ordinal));
        var done = await client.PageAsync(SiteUrls.FollowingPeople(new BoardQuestion(one, State: BoardState.Done), null));
        Assert.Equal(["対策基準"], done.QuerySelectorAll("main .section-head h2").Select(h => h.TextContent));
        Assert.Contains("青木 花", Assert.Single(done.QuerySelectorAll("main tbody tr")).TextContent, StringComparison.Ordinal);
        var all = await client.PageAsync(SiteUrls.FollowingPeople(new BoardQuestion(), null));
        Assert.Equal(["対策基準", "外部サービス基準"], all.QuerySelectorAll("main .section-head h2").Select(h => h.TextContent));
        Assert.Equal(6, all.QuerySelectorAll("main tbody tr").Length);
    }

    [Theory]
    [InlineData("2030-01-01")]
    [InlineData("R99.1.1")]
    public async Task A_day_that_lies_ahead_is_told_and_today_is_shown(string day)
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("監査 人", EmploymentKind.Employee, Role.Auditor));
        var page = await client.PageAsync($"{SiteUrls.Following}?day={day}");
        Assert.Contains("今日より先", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("令和8年10月1日", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }
}
