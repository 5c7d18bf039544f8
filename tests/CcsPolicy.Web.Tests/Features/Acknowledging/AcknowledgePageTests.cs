using CcsPolicy.Domain.Documents;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Acknowledging;

public sealed class AcknowledgePageTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_form_leads_to_a_receipt_that_can_be_checked_and_afterwards_the_page_shows_the_receipt()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
        var edition = await shelf.EditionAsync(document, "対策基準\n\n1 目的\n守る。\n", new(2026, 4, 1));
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("青木 花"));
        var url = SiteUrls.Acknowledge(document, edition);

        var unticked = await client.PostFormAsync(url, SiteUrls.Acknowledgements);
        var again = await client.PageAsync(unticked.Headers.Location!.ToString());
        Assert.NotNull(again.QuerySelector(".error-summary"));

        var made = await client.PostFormAsync(url, SiteUrls.Acknowledgements, ("confirmed", "true"));
        Assert.Equal(302, (int)made.StatusCode);
        var receipt = await client.PageAsync(made.Headers.Location!.ToString());
        Assert.Contains("「対策基準」第1版", receipt.Body!.TextContent, StringComparison.Ordinal);
        var number = receipt.QuerySelector(".receipt-number")!.TextContent;
        var check = receipt.QuerySelectorAll("a").Single(a => a.GetAttribute("href")!.StartsWith(SiteUrls.CheckReceipt, StringComparison.Ordinal)).GetAttribute("href")!;
        Assert.NotNull((await client.PageAsync(check)).QuerySelector(".notice-good"));
        Assert.NotNull((await client.PageAsync(SiteUrls.CheckOf(number, new string('0', 64)))).QuerySelector(".notice-bad"));
        Assert.Contains(number, (await client.PageAsync(SiteUrls.Receipts)).QuerySelector("table")!.TextContent, StringComparison.Ordinal);

        var later = await client.GetAsync(url, Ct);
        Assert.Equal(302, (int)later.StatusCode);
        Assert.StartsWith(SiteUrls.Receipts, later.Headers.Location!.ToString().Replace("https://localhost", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_token_of_the_form_nothing_is_recorded()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
        var edition = await shelf.EditionAsync(document, "対策基準\n\n1 目的\n守る。\n", new(2026, 4, 1));
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("青木 花"));
        await using var db = portal.Open(shelf.SeesAll);
        var hash = await db.Editions.Where(e => e.Id == edition).Select(e => e.Hash).SingleAsync(Ct);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["document"] = document.ToString(), ["edition"] = edition.ToString(), ["seen"] = hash.ToString(), ["confirmed"] = "true",
        });
        Assert.Equal(400, (int)(await client.PostAsync(SiteUrls.Acknowledgements, form, Ct)).StatusCode);
        Assert.Equal(0, await db.Acknowledgements.CountAsync(Ct));
    }
}
