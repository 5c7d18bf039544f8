using AngleSharp.Html.Dom;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Reviewing;

/// <summary>Two people look at the same page, and one of them presses first.</summary>
public sealed class TooLateTests
{
    [Fact]
    public async Task Whoever_decides_or_publishes_second_sees_what_is_true_now_and_nothing_to_press()
    {
        await using var portal = new Portal();
        var department = await portal.AddDepartmentAsync("10", "総務課");
        var (first, second) = (await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer), await portal.AddPersonAsync("担当 次郎", Role.SecurityOfficer));
        var (ciso, deputy) = (await portal.AddPersonAsync("常務 四郎", Role.Ciso), await portal.AddPersonAsync("局長 五郎", Role.CisoDeputy));
        await portal.MakeManagerAsync(await portal.AddPersonAsync("課長 三郎"), department);
        var document = await portal.AddDocumentAsync(Tier.Standard, "SP-01", "情報セキュリティ対策基準", department, first);
        using var drafter = await portal.SignedInAsync(first);
        var begun = await drafter.PostFormAsync(SiteUrls.BeginAmendment(document), "begin");
        var amendment = "/amendments/" + begun.Headers.Location!.OriginalString.Split('/').SkipWhile(part => part != "amendments").ElementAt(1).Split('?')[0];
        await drafter.PostFormAsync(amendment + "/text", "text", ("Words", "情報セキュリティ対策基準\n\n（目的）\n第1条　文。\n"), ("Then", "stay"));

        // The way that lies ahead is the one that the page of submission names; what is offered for the document is this draft.
        Assert.Equal(["起案", "合議", "決裁", "公布"], Way(await drafter.PageAsync(amendment)));
        Assert.Equal(["起案", "合議", "決裁", "公布"], Way(await drafter.PageAsync(amendment + "/submit")));
        Assert.Equal(amendment, (await drafter.PageAsync(SiteUrls.CatalogueEntry(document))).QuerySelector("main a.button-primary")!.GetAttribute("href"));

        var unsaid = await (await drafter.PostFormAsync(amendment + "/submit", "submit", ("Form.EnactedOn", "R8.10.1"), ("Form.EffectiveFrom", "R8.10.1"), ("Form.Reason", " "))).PageAsync();
        Assert.Contains("理由を入力してください。", unsaid.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        await drafter.PostFormAsync(amendment + "/submit", "submit", ("Form.EnactedOn", "R8.10.1"), ("Form.EffectiveFrom", "R8.10.1"), ("Form.Reason", "制定のため。"));

        var empty = await drafter.PostFormAsync(amendment + "?comment=whole", amendment + "/comments", ("Words", " "));
        var asked = await drafter.PageAsync(empty.Headers.Location!.ToString());
        Assert.Contains("意見を入力してください", asked.QuerySelector("form .field-error")!.TextContent, StringComparison.Ordinal);
        Assert.True(asked.QuerySelector("#words")!.HasAttribute("autofocus"));

        using var manager = await portal.SignedInAsync(await PersonAsync(portal, "課長 三郎"));
        await manager.PostFormAsync(amendment, "decide", ("Outcome", "Agreed"));
        using var deciding = await portal.SignedInAsync(ciso);
        using var late = await portal.SignedInAsync(deputy);
        var stale = await late.PageAsync(amendment);
        Assert.Equal(302, (int)(await deciding.PostFormAsync(amendment, "decide", ("Outcome", "Agreed"))).StatusCode);
        var told = await (await late.PostFormAsync(stale, amendment, "decide", ("Outcome", "Returned"), ("Reason", "第2条がありません。"))).PageAsync();
        var notice = told.QuerySelector(".notice[role=alert]")!.TextContent;
        Assert.Contains("決裁済", notice, StringComparison.Ordinal);
        Assert.Contains("常務 四郎", notice, StringComparison.Ordinal);
        Assert.Contains("第2条がありません。", notice, StringComparison.Ordinal);
        Assert.Null(PageForms.Find(told, "decide"));
        Assert.Empty(told.QuerySelectorAll("main .error-summary"));

        using var other = await portal.SignedInAsync(second);
        var opened = await other.PageAsync(amendment + "/publish");
        Assert.Equal(302, (int)(await drafter.PostFormAsync(amendment + "/publish", "publish")).StatusCode);
        var published = await (await other.PostFormAsync(opened, amendment + "/publish", "publish")).PageAsync();
        Assert.Contains("すでに公布されています", published.QuerySelector(".notice[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(published.QuerySelectorAll(".notice a"), link => link.GetAttribute("href")!.StartsWith(SiteUrls.Document(document), StringComparison.Ordinal));
        Assert.Empty(published.QuerySelectorAll("main form, main .publish-sentence, main .error-summary"));
    }

    private static string[] Way(IHtmlDocument page) => [.. page.QuerySelectorAll("main .steps .step-title").Select(title => title.ChildNodes[0].TextContent.Trim())];

    private static async Task<PersonId> PersonAsync(Portal portal, string name)
    {
        await using var db = portal.Open(Domain.Access.Reader.Nobody);
        return db.People.Single(p => p.Name == name).Id;
    }
}
