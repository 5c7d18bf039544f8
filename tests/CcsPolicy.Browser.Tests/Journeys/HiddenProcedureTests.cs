using CcsPolicy.Browser.Tests.Site;
using CcsPolicy.Web.Shell;
using Microsoft.Playwright;
using Xunit;

namespace CcsPolicy.Browser.Tests.Journeys;

/// <summary>A procedure that a person has no need to know is to that person a procedure that does not exist.</summary>
[Collection(nameof(DemoPortal))]
public sealed class HiddenProcedureTests(DemoPortal portal)
{
    private const string Title = "サーバ室入退室管理実施手順";
    private const string StaffNumber = "1047";

    [Fact]
    public async Task A_procedure_is_absent_until_its_custodian_grants_it_and_absent_again_when_the_grant_ends()
    {
        await using var custodian = await portal.OpenAsync("custodian");
        await custodian.GoAsync(SiteUrls.Granting);
        await custodian.FollowAsync(custodian.Page.GetByRole(AriaRole.Link, new() { Name = Title }));
        var grants = custodian.Here;
        var document = "/documents/" + grants.Split('/')[^1];
        await using var staff = await portal.OpenAsync("staff");
        await AssertAbsentAsync(staff, document);

        var choice = custodian.Page.Locator("#to option").Filter(new() { HasText = $"（{StaffNumber}）" });
        await custodian.Page.SelectOptionAsync("#to", (await choice.GetAttributeAsync("value"))!);
        await custodian.Page.FillAsync("#reason", "機器の入替えの立会い");
        await custodian.FollowAsync(custodian.Page.Locator("main button.button-primary"));
        await Assertions.Expect(custodian.Page.Locator(".notice-good")).ToBeVisibleAsync();

        Assert.Equal(200, await staff.GoAsync(document));
        await Assertions.Expect(staff.Page.Locator("h1")).ToHaveTextAsync(Title);
        Assert.All(await PlacesAsync(staff), place => Assert.Contains(Title, place.Body, StringComparison.Ordinal));

        var name = await staff.Page.Locator(".site-person-name").TextContentAsync();
        await custodian.GoAsync(grants);
        var grant = custodian.Page.Locator("section.grant").Filter(new() { HasText = name!.Split('（')[0] }).First;
        await grant.Locator("summary").ClickAsync();
        await grant.Locator("input[name=EndReason]").FillAsync("入替えが済んだため");
        await custodian.FollowAsync(grant.Locator("button.button-danger"));
        await AssertAbsentAsync(staff, document);
    }

    private static async Task AssertAbsentAsync(Window staff, string document)
    {
        // A session that is due is renewed with the next answer, whatever was asked: let that happen before the two are compared.
        await AnswerAsync(staff, SiteUrls.Home);
        var hidden = await AnswerAsync(staff, document);
        var absent = await AnswerAsync(staff, "/documents/" + Guid.NewGuid().ToString("N"));
        Assert.Equal(404, hidden.Status);
        Assert.Equal(absent.Status, hidden.Status);
        Assert.Equal(absent.Headers, hidden.Headers);
        Assert.Equal(absent.Body, hidden.Body);
        Assert.All(await PlacesAsync(staff), place =>
        {
            Assert.DoesNotContain(Title, place.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(document, place.Body, StringComparison.Ordinal);
        });
    }

    /// <summary>Where a document would show: the home page with its lists, and what finding by its title gives.</summary>
    private static async Task<(string Place, string Body)[]> PlacesAsync(Window staff)
    {
        string[] places = [SiteUrls.Home, SiteUrls.FindPage(Title, 1)];
        var bodies = new List<(string, string)>();
        foreach (var place in places)
        {
            await staff.GoAsync(place);
            // The words that were asked for stand in the title, the heading and the field; what was found is what counts.
            bodies.Add((place, await staff.Page.EvaluateAsync<string>("[...document.querySelectorAll('main .document-list, main .task-list, main .found-list')].map(list => list.innerHTML).join().replace(/<\\/?mark>/g, '')")));
        }
        return [.. bodies];
    }

    private static async Task<(int Status, string Headers, string Body)> AnswerAsync(Window window, string address)
    {
        var answer = await window.Page.Context.APIRequest.GetAsync(address);
        var headers = answer.Headers.Where(header => header.Key is not "date" && !header.Value.Contains("nonce-", StringComparison.Ordinal)).OrderBy(header => header.Key, StringComparer.Ordinal);
        return (answer.Status, string.Join("\n", headers.Select(header => $"{header.Key}: {header.Value}")), Convert.ToHexString(await answer.BodyAsync()));
    }
}
