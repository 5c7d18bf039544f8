using AngleSharp.Html.Dom;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Acknowledging;

/// <summary>What somebody is shown who has acknowledged an earlier edition, and what the record says of it.</summary>
public sealed class ChangesToAcknowledgeTests : IAsyncLifetime
{
    private const string First = "対策基準\n\n1 目的\n資産を守る。\n\n2 点検\n毎年行う。\n\n3 報告\n文書で行う。\n";
    private const string Second = "対策基準\n\n1 目的\n資産を守る。\n\n2 点検\n毎月行う。\n\n3 報告\n文書で行う。\n";
    private const string Third = "対策基準\n\n1 目的\n資産を守る。\n\n2 点検\n毎月行う。\n\n3 報告\n直ちに行う。\n";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly Portal portal = new();
    private Shelf shelf = default!;
    private DocumentId document;
    private EditionId first, third;
    private PersonId reader;

    public async ValueTask InitializeAsync()
    {
        shelf = await Shelf.OpenAsync(portal.Databases);
        document = await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
        first = await shelf.EditionAsync(document, First, new(2025, 4, 1));
        reader = await shelf.PersonAsync("青木 花");
        await shelf.AcknowledgedAsync(first, reader);
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await shelf.EditionAsync(document, Second, new(2025, 10, 1), EditionKind.PartialAmendment);
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        third = await shelf.EditionAsync(document, Third, new(2026, 4, 1), EditionKind.PartialAmendment);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    private string Address => SiteUrls.Acknowledge(document, third);

    [Fact]
    public async Task All_that_changed_since_the_own_last_acknowledgement_stands_above_one_button_and_the_record_says_so()
    {
        using var client = await portal.SignedInAsync(reader);
        var page = await client.PageAsync(Address);
        var changes = page.QuerySelector(".comparison")!.TextContent;
        // Two editions back, not only what came last.
        Assert.Contains("毎年", changes, StringComparison.Ordinal);
        Assert.Contains("直ちに", changes, StringComparison.Ordinal);
        Assert.DoesNotContain("資産を守る", changes, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("input[type=checkbox]"));
        Assert.NotNull(page.QuerySelector($"a[href='{SiteUrls.Edition(document, third)}']"));
        var made = await client.PostFormAsync(Address, SiteUrls.Acknowledgements);
        var receipt = await client.PageAsync(made.Headers.Location!.ToString());
        Assert.Contains("第1版から変わったところ（新旧対照表）", receipt.QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
        var row = await RowAsync();
        Assert.Equal((ShownText.Changes, first, "acknowledgement-1", AcknowledgementMethod.OwnScreen), (row.Shown, row.ShownSinceId, row.StatementVersion, row.Method));
    }

    [Fact]
    public async Task Where_each_change_must_be_shown_nothing_is_recorded_before_the_last_was_on_the_screen()
    {
        await DecideAsync(new(CampaignAsk.ReadChanges, 10, true));
        using var client = await portal.SignedInAsync(reader);
        // The end is not reached by asking for it.
        foreach (var jump in new[] { ("2", ""), ("9", "made-up") })
        {
            var page = await (await client.PostFormAsync(Address, "step", ("At", jump.Item1), ("Shown", jump.Item2))).PageAsync();
            Assert.Contains("毎月", page.QuerySelector(".comparison")!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("直ちに", page.QuerySelector(".comparison")!.TextContent, StringComparison.Ordinal);
            Assert.Null(Form(page));
        }
        var one = await client.PageAsync(Address);
        var mark = one.QuerySelector("input[name=Shown]")!.GetAttribute("value")!;
        // Another person's mark opens nothing.
        var colleague = await shelf.PersonAsync("別の 人");
        await shelf.AcknowledgedAsync(first, colleague);
        using (var other = await portal.SignedInAsync(colleague))
            Assert.Null(Form(await (await other.PostFormAsync(Address, "step", ("At", "2"), ("Shown", mark))).PageAsync()));
        var two = await (await client.PostFormAsync(one, Address, "step", ("At", "2"))).PageAsync();
        Assert.Contains("直ちに", two.QuerySelector(".comparison")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(Form(two));
        foreach (var shown in new[] { "", "made-up", mark })
        {
            var refused = await client.PostFormAsync(two, Address, SiteUrls.Acknowledgements, ("shown", shown));
            Assert.EndsWith("problem=" + AcknowledgementErrors.ChangesNotShown.Code, refused.Headers.Location!.ToString(), StringComparison.Ordinal);
            Assert.NotNull((await client.PageAsync(refused.Headers.Location!.ToString())).QuerySelector(".error-summary"));
        }
        Assert.StartsWith(SiteUrls.Receipts, (await client.PostFormAsync(two, Address, SiteUrls.Acknowledgements)).Headers.Location!.ToString(), StringComparison.Ordinal);
        var row = await RowAsync();
        Assert.Equal((ShownText.EachChange, first), (row.Shown, row.ShownSinceId));
    }

    [Fact]
    public async Task A_pledge_has_words_of_its_own_which_the_receipt_gives()
    {
        await DecideAsync(new(CampaignAsk.Pledge, 10, false));
        using var client = await portal.SignedInAsync(reader);
        var page = await client.PageAsync(Address);
        Assert.Null(page.QuerySelector(".comparison"));
        Assert.Contains("誓約します", page.QuerySelector(".statement")!.TextContent, StringComparison.Ordinal);
        var made = await client.PostFormAsync(Address, SiteUrls.Acknowledgements, ("confirmed", "true"));
        var receipt = await client.PageAsync(made.Headers.Location!.ToString());
        Assert.Contains("誓約書の控え", receipt.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("誓約します", receipt.QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("pledge-1", (await RowAsync()).StatementVersion);
        Assert.Equal(("対策基準", 3), AcknowledgementStatement.Named(AcknowledgementStatement.Of("対策基準", 3, new(2026, 4, 1), CampaignAsk.Pledge)));
    }

    private static IHtmlFormElement? Form(IHtmlDocument page) => page.QuerySelector($"form[action='{SiteUrls.Acknowledgements}']") as IHtmlFormElement;

    private async Task DecideAsync(CampaignTerms terms)
    {
        await using var db = portal.Open(shelf.SeesAll);
        db.PutCampaign(await db.Documents.SingleAsync(d => d.Id == document, Ct), third, 1, terms, portal.Today.AddDays(14));
        await db.SaveChangesAsync(Ct);
    }

    private async Task<Acknowledgement> RowAsync()
    {
        await using var db = portal.Open(shelf.SeesAll);
        return await db.Acknowledgements.SingleAsync(a => a.EditionId == third && a.PersonId == reader, Ct);
    }
}
