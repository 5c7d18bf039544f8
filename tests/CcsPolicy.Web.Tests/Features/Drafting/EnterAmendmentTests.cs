using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Drafting;

/// <summary>改正の記載: the line 改正 and the 附則 come into the text of an amendment before it is submitted, and its drafter sees them.</summary>
public sealed class EnterAmendmentTests
{
    private const string Text = "情報セキュリティ対策基準\n平成30年4月1日制定\n\n第1条　甲を定める。\n\n附則\nこの基準は、平成30年4月1日から施行する。\n";

    [Fact]
    public async Task The_product_writes_them_shows_them_and_submits_when_it_is_told_again()
    {
        await using var portal = new Portal();
        var (officer, amendment) = await DraftedAsync(portal);
        using var _ = officer;

        var form = await officer.PageAsync(amendment + "/submit");
        Assert.True(form.QuerySelector("#entry")!.HasAttribute("checked"));
        (string, string)[] typed = [("Form.EnactedOn", "R8.11.1"), ("Form.EffectiveFrom", "R8.12.1"), ("Form.Reason", "見直しのため。")];
        var shown = await (await officer.PostFormAsync(form, amendment + "/submit", "submit", typed)).PageAsync();
        Assert.Equal("改正　令和8年11月1日\n附則（令和8年11月1日）\nこの基準は、令和8年12月1日から施行する。", shown.QuerySelector("pre.sample-rows")!.TextContent);
        Assert.Equal("見直しのため。", shown.QuerySelector("#reason")!.TextContent.Trim());
        var submitted = await officer.PostFormAsync(shown, amendment + "/submit", "submit", typed);
        Assert.EndsWith("?done=submitted", submitted.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_does_not_want_them_submits_at_once()
    {
        await using var portal = new Portal();
        var (officer, amendment) = await DraftedAsync(portal);
        using var _ = officer;
        var form = await officer.PageAsync(amendment + "/submit");
        form.QuerySelector("#entry")!.RemoveAttribute("checked");
        var submitted = await officer.PostFormAsync(form, amendment + "/submit", "submit", ("Form.EnactedOn", "R8.11.1"), ("Form.EffectiveFrom", "R8.12.1"), ("Form.Reason", "見直しのため。"));
        Assert.EndsWith("?done=submitted", submitted.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_meets_a_text_that_was_saved_meanwhile_loads_it_and_keeps_what_was_typed()
    {
        await using var portal = new Portal();
        var (officer, amendment) = await DraftedAsync(portal);
        using var _ = officer;
        var form = await officer.PageAsync(amendment + "/submit");
        form.QuerySelector("#entry")!.RemoveAttribute("checked");
        await officer.PostFormAsync(amendment + "/text", "text", ("Words", Text.Replace("甲", "丙", StringComparison.Ordinal)), ("Then", "stay"));
        (string, string)[] typed = [("Form.EnactedOn", "R8.11.1"), ("Form.EffectiveFrom", "R8.12.1"), ("Form.Reason", "見直しのため。")];
        var refused = await (await officer.PostFormAsync(form, amendment + "/submit", "submit", typed)).PageAsync();
        Assert.Contains(AmendmentErrors.SavedElsewhere.Japanese, refused.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Form.Load", refused.QuerySelector("form .notice button")!.GetAttribute("name"));

        // As often as it is pressed again, the text that nobody has looked at is not submitted.
        Assert.NotNull((await (await officer.PostFormAsync(refused, amendment + "/submit", "submit")).PageAsync()).QuerySelector(".error-summary"));
        var loaded = await (await officer.PostFormAsync(refused, amendment + "/submit", "submit", ("Form.Load", "true"))).PageAsync();
        Assert.Null(loaded.QuerySelector(".error-summary"));
        Assert.Equal(("R8.12.1", "見直しのため。"), (loaded.QuerySelector("#effective")!.GetAttribute("value"), loaded.QuerySelector("#reason")!.TextContent.Trim()));
        var submitted = await officer.PostFormAsync(loaded, amendment + "/submit", "submit");
        Assert.EndsWith("?done=submitted", submitted.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    /// <summary>A draft that changes one word of a text with its record.</summary>
    private static async Task<(HttpClient Officer, string Amendment)> DraftedAsync(Portal portal)
    {
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "SP-01", "情報セキュリティ対策基準");
        await shelf.EditionAsync(document, Text, new(2018, 4, 1), title: "情報セキュリティ対策基準");
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        var officer = await portal.SignedInAsync(await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        var begun = await officer.PostFormAsync(SiteUrls.BeginAmendment(document), "begin");
        var amendment = "/amendments/" + begun.Headers.Location!.OriginalString.Split('/').SkipWhile(part => part != "amendments").ElementAt(1).Split('?')[0];
        await officer.PostFormAsync(amendment + "/text", "text", ("Words", Text.Replace("甲", "乙", StringComparison.Ordinal)), ("Then", "stay"));
        return (officer, amendment);
    }
}
