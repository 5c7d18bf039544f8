using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Publishing;

public sealed class PublishPageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task References_that_are_left_are_listed_and_the_reason_is_asked_for_and_kept()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "SP-07", "点検実施基準");
        await shelf.EditionAsync(document, SampleTexts.Referring, new(2025, 4, 1));
        using var officer = await portal.SignedInAsync(await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        using var ciso = await portal.SignedInAsync(await portal.AddPersonAsync("常務 四郎", Role.Ciso));
        var begun = await officer.PostFormAsync(SiteUrls.BeginAmendment(document), "begin");
        var draft = PublicId.TryParse<AmendmentId>(begun.Headers.Location!.OriginalString.Split('/').SkipWhile(part => part != "amendments").ElementAt(1).Split('?')[0])!.Value;
        await officer.PostFormAsync(SiteUrls.EditDraftText(draft), "text", ("Words", SampleTexts.ReferringMoved), ("Then", "stay"));
        await officer.PostFormAsync(SiteUrls.SubmitAmendment(draft), "submit", ("Form.Reason", "見直しのため。"));
        await ciso.PostFormAsync(SiteUrls.Amendment(draft), "decide", ("Outcome", "Agreed"));

        var page = await officer.PageAsync(SiteUrls.PublishAmendment(draft));
        Assert.Equal(["第4条", "第5条"], page.QuerySelectorAll("tbody tr td:first-child").Select(cell => cell.TextContent.Trim()));
        var refused = await officer.PostFormAsync(SiteUrls.PublishAmendment(draft), "publish");
        var shown = await refused.Content.ReadAsStringAsync(Ct);
        Assert.Contains(AmendmentErrors.DanglingNeedsReason.Japanese, shown, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\"", shown, StringComparison.Ordinal);

        var published = await officer.PostFormAsync(SiteUrls.PublishAmendment(draft), "publish", ("Reason", "次の改正で直すため。"));
        Assert.EndsWith("?done=published", published.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("次の改正で直すため。", (await officer.PageAsync(SiteUrls.Amendment(draft))).QuerySelector("aside")!.TextContent, StringComparison.Ordinal);
    }
}
