using System.Net;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Drafting;

public sealed class ClosedDraftTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_submission_the_writers_pages_say_so_and_for_anyone_else_there_is_still_nothing()
    {
        await using var portal = new Portal();
        var department = await portal.AddDepartmentAsync("10", "総務課");
        var officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        await portal.AddPersonAsync("常務 四郎", Role.Ciso);
        var document = await portal.AddDocumentAsync(Tier.Standard, "SP-01", "情報セキュリティ対策基準", department, officer);
        using var client = await portal.SignedInAsync(officer);
        var begun = await client.PostFormAsync(SiteUrls.BeginAmendment(document), "begin");
        var amendment = "/amendments/" + begun.Headers.Location!.OriginalString.Split('/').SkipWhile(part => part != "amendments").ElementAt(1).Split('?')[0];
        await client.PostFormAsync(amendment + "/text", "text", ("Words", "情報セキュリティ対策基準\n\n（目的）\n第1条　文。\n"), ("Then", "stay"));
        Assert.Contains("draft-status", await client.GetStringAsync(amendment + "/edit", Ct), StringComparison.Ordinal);
        var submitted = await client.PostFormAsync(amendment + "/submit", "submit", ("Form.EnactedOn", "R8.10.1"), ("Form.EffectiveFrom", "R8.10.1"), ("Form.Reason", "制定のため。"));
        Assert.EndsWith("?done=submitted", submitted.Headers.Location!.OriginalString, StringComparison.Ordinal);

        foreach (var page in new[] { "/edit", "/text", "/submit" })
        {
            var shown = await client.PageAsync(amendment + page);
            Assert.Equal("審査中です", shown.QuerySelector("h1")!.TextContent.Trim());
            Assert.Equal(amendment, shown.QuerySelector("main a.button-primary")!.GetAttribute("href"));
            Assert.Empty(shown.QuerySelectorAll("main form, main textarea"));
        }
        using var staff = await portal.SignedInAsync(await portal.AddPersonAsync("職員 五郎", Role.DepartmentManager));
        foreach (var page in new[] { "/edit", "/text", "/submit" })
        {
            var hidden = await staff.GetAsync(amendment + page, Ct);
            var absent = await staff.GetAsync("/amendments/" + new string('a', 32) + page, Ct);
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (hidden.StatusCode, absent.StatusCode));
            Assert.DoesNotContain("対策基準", await hidden.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }
    }
}
