using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Reading;

/// <summary>A new name comes with the text that bears it, by the clock alone.</summary>
public sealed class TitleOnItsDayTests
{
    private const string Before = "端末取扱基準";
    private const string After = "情報機器取扱基準";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Until_the_day_before_every_page_and_file_shows_the_old_name_and_from_the_day_on_the_new_one()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "K-1", Before);
        var first = await shelf.EditionAsync(document, Text(Before), new(2026, 4, 1), title: Before);
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        // Tomorrow.
        var second = await shelf.EditionAsync(document, Text(After), new(2026, 10, 2), EditionKind.PartialAmendment, title: After);
        var officer = await shelf.PersonAsync("担当 花", EmploymentKind.Employee, Role.SecurityOfficer, Role.Auditor);
        await shelf.AcknowledgedAsync(first, officer);
        var shared = new[]
        {
            SiteUrls.Home, SiteUrls.Document(document), SiteUrls.FindPage("目的", 1), SiteUrls.Catalogue, SiteUrls.Following,
            SiteUrls.DocumentOpenness(document), SiteUrls.DocumentLinks(document),
        };

        using (var client = await portal.SignedInAsync(officer))
        {
            foreach (var address in shared.Append(SiteUrls.Receipts))
                await ShowsAsync(client, address, Before, After);
            Assert.Contains(Before, await ReportAsync(client), StringComparison.Ordinal);
            Assert.Empty((await client.PageAsync(SiteUrls.FindPage(After, 1))).QuerySelectorAll(".found-title"));
        }

        // 0:00 in Tokyo on 2 October.
        portal.Clock.SetUtcNow(new DateTimeOffset(2026, 10, 1, 14, 59, 59, TimeSpan.Zero));
        using (var client = await portal.SignedInAsync(officer))
            await ShowsAsync(client, SiteUrls.Document(document), Before, After);
        portal.Clock.SetUtcNow(new DateTimeOffset(2026, 10, 1, 15, 0, 0, TimeSpan.Zero));
        using (var client = await portal.SignedInAsync(officer))
        {
            foreach (var address in shared.Append(SiteUrls.Acknowledge(document, second)))
                await ShowsAsync(client, address, After, Before);
            Assert.Contains(After, await ReportAsync(client), StringComparison.Ordinal);
            // What was is called as it called itself: the earlier edition, its receipt, and the board of a past day.
            Assert.Equal(Before, (await client.PageAsync(SiteUrls.Edition(document, first))).QuerySelector("h1")!.TextContent);
            Assert.Equal(After, (await client.PageAsync(SiteUrls.Edition(document, second))).QuerySelector("h1")!.TextContent);
            await ShowsAsync(client, SiteUrls.Receipts, Before, After);
            await ShowsAsync(client, SiteUrls.FollowingOf(new BoardQuestion(), new DateOnly(2026, 10, 1)), Before, After);
        }
    }

    [Fact]
    public async Task Publishing_a_text_under_a_new_name_seals_the_name_with_the_edition_and_leaves_the_document_as_it_is_called_today()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync();
        var renamed = SampleTexts.Second.Replace("情報セキュリティ対策基準", After, StringComparison.Ordinal);
        var edition = await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document, renamed), new DateOnly(2026, 12, 1))));
        await using (var today = await office.OpenAsync(office.Staff))
        {
            Assert.Equal("情報セキュリティ対策基準", await today.TitleAsync(await today.Documents.SingleAsync(d => d.Id == document, Ct), Ct));
            var row = await today.Editions.SingleAsync(e => e.Id == edition, Ct);
            Assert.Equal(After, today.Open(document, row.Title));
            Assert.DoesNotContain(After, System.Text.Encoding.UTF8.GetString(row.Title.Bytes.Span), StringComparison.Ordinal);
        }
        office.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 30, 15, 0, 0, TimeSpan.Zero));
        await using var then = await office.OpenAsync(office.Staff);
        Assert.Equal(After, (await then.TitlesAsync(Ct)).Of(await then.Documents.SingleAsync(d => d.Id == document, Ct)));
    }

    private static async Task ShowsAsync(HttpClient client, string address, string shown, string notShown)
    {
        var answer = await client.GetAsync(address, Ct);
        Assert.Equal((address, 200), (address, (int)answer.StatusCode));
        var body = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(body.Contains(shown, StringComparison.Ordinal), $"{address} does not show {shown}.");
        Assert.False(body.Contains(notShown, StringComparison.Ordinal), $"{address} shows {notShown}.");
    }

    private static async Task<string> ReportAsync(HttpClient client) =>
        await (await client.PostFormAsync(SiteUrls.Following, SiteUrls.AcknowledgementReport("csv"))).Content.ReadAsStringAsync(Ct);

    private static string Text(string title) => $"{title}\n\n1 目的\nこの文書は、取扱いの目的を定める。\n";
}
