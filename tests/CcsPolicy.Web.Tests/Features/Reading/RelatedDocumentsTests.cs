using AngleSharp.Dom;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Reading;

/// <summary>関連する規程: what stands beside the text hangs on nothing that is withheld from the reader.</summary>
public sealed class RelatedDocumentsTests
{
    private const string Policy = "基本方針\n\n第1条 守る。\n第2条 備える。\n";
    private const string Standard = "対策基準\n\n第1章 組織\n第1条 置く。\n第2章 端末\n第2条 数える。\n";

    [Theory]
    [InlineData("第2条", true)]
    [InlineData("第2条", false)]
    [InlineData("第2章", true)]
    public async Task A_link_whose_end_is_withheld_is_shown_on_neither_side(string withheld, bool showsNumber)
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var policy = await shelf.InForceAsync(Tier.BasicPolicy, "H", Policy);
        var standard = await shelf.InForceAsync(Tier.Standard, "K", Standard);
        await shelf.LinkAsync(standard, "第2条", policy, "第2条");
        await shelf.WithholdAsync(standard, Openness.AllStaff, showsNumber, withheld);
        using var inside = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        using var outside = await portal.SignedInAsync(await shelf.PersonAsync("受託 次郎", EmploymentKind.Contractor));
        Assert.Equal(["対策基準 第2条"], Related(await inside.PageAsync(SiteUrls.Document(policy))));
        Assert.Equal(["基本方針 第2条"], Related(await inside.PageAsync(SiteUrls.Document(standard))));
        Assert.Empty(Related(await outside.PageAsync(SiteUrls.Document(policy))));
        Assert.Empty(Related(await outside.PageAsync(SiteUrls.Document(standard))));
        // Another link of the same documents stays, with its own places only.
        await shelf.LinkAsync(standard, "第1条", policy, "第1条");
        Assert.Equal(["対策基準 第1条"], Related(await outside.PageAsync(SiteUrls.Document(policy))));
        Assert.Equal(["基本方針 第1条"], Related(await outside.PageAsync(SiteUrls.Document(standard))));
        Assert.Equal(["対策基準 第1条 第2条"], Related(await inside.PageAsync(SiteUrls.Document(policy))));
    }

    /// <summary>Each document beside the text with the provisions that its links hang on.</summary>
    private static IEnumerable<string> Related(IDocument page) => page.QuerySelectorAll(".notes .plain-list > li").Select(item => string.Join(' ', item.QuerySelectorAll("a").Select(link => link.TextContent)));
}
