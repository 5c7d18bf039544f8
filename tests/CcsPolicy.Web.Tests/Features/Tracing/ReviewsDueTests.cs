using AngleSharp.Dom;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Tracing;

/// <summary>見直し: after an amendment above, the page of the document below lists what hangs on the provisions that changed.</summary>
public sealed class ReviewsDueTests
{
    private const string Policy = "基本方針\n\n第1条 守る。\n第2条 職員は、災害の発生に備える。\n第3条 教える。\n";
    private const string Standard = "対策基準\n\n第1条 置く。\n第2条 開く。\n第3条 数える。\n";

    [Fact]
    public async Task What_hangs_on_a_changed_provision_is_due_until_the_document_below_is_amended()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var policy = await shelf.InForceAsync(Tier.BasicPolicy, "H", Policy);
        var standard = await shelf.InForceAsync(Tier.Standard, "K", Standard);
        await shelf.LinkAsync(standard, "第1条", policy, "第1条");
        await shelf.LinkAsync(standard, "第2条", policy, "第2条");
        await shelf.LinkAsync(standard, "第3条", policy, null);
        var officer = await shelf.PersonAsync("担当 花子", EmploymentKind.Employee, Role.SecurityOfficer);
        Assert.Empty(await DueAsync(portal, officer, standard));

        portal.Clock.Advance(TimeSpan.FromDays(10));
        // 第2条 says something else; 第1条 and 第3条 only move.
        await shelf.EditionAsync(policy, "基本方針\n\n第1条 始める。\n第2条 守る。\n第3条 職員は、災害の発生に十分に備える。\n第4条 教える。\n", portal.Today.AddDays(1), EditionKind.PartialAmendment);
        Assert.Empty(await DueAsync(portal, officer, standard));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["第2条 第3条"], await DueAsync(portal, officer, standard));

        portal.Clock.Advance(TimeSpan.FromDays(10));
        await shelf.EditionAsync(standard, Standard.Replace("開く", "開いて記す", StringComparison.Ordinal), portal.Today, EditionKind.PartialAmendment);
        Assert.Empty(await DueAsync(portal, officer, standard));
    }

    [Fact]
    public async Task A_document_below_is_not_told_of_a_change_of_what_is_not_linked_and_a_link_of_today_knows_the_text_of_today()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var policy = await shelf.InForceAsync(Tier.BasicPolicy, "H", Policy);
        var standard = await shelf.InForceAsync(Tier.Standard, "K", Standard);
        await shelf.LinkAsync(standard, "第1条", policy, "第1条");
        await shelf.EditionAsync(policy, Policy.Replace("発生に備える", "発生に十分に備える", StringComparison.Ordinal), portal.Today, EditionKind.PartialAmendment);
        await shelf.LinkAsync(standard, "第2条", policy, "第2条");
        Assert.Empty(await DueAsync(portal, await shelf.PersonAsync("担当 花子", EmploymentKind.Employee, Role.SecurityOfficer), standard));
    }

    [Fact]
    public async Task What_hangs_on_an_article_of_which_the_reader_sees_the_number_only_is_not_listed()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var policy = await shelf.InForceAsync(Tier.BasicPolicy, "H", Policy);
        var standard = await shelf.InForceAsync(Tier.Standard, "K", Standard);
        await shelf.LinkAsync(standard, "第1条", policy, "第2条");
        await shelf.LinkAsync(standard, "第2条", policy, "第2条");
        await shelf.WithholdAsync(standard, Openness.AllStaff, showsNumber: true, "第2条");
        portal.Clock.Advance(TimeSpan.FromDays(10));
        await shelf.EditionAsync(policy, Policy.Replace("発生に備える", "発生に十分に備える", StringComparison.Ordinal), portal.Today, EditionKind.PartialAmendment);
        Assert.Equal(["第1条", "第2条"], await OfAsync(await shelf.PersonAsync("職員 太郎")));
        Assert.Equal(["第1条"], await OfAsync(await shelf.PersonAsync("受託 次郎", EmploymentKind.Contractor)));

        // Whoever opens the page of a standard reads all of it today; the rule does not lean on that.
        async Task<IEnumerable<string>> OfAsync(PersonId person)
        {
            await using var db = portal.Open(await portal.ReaderAsync(person));
            var links = await db.ImplementsLinks.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
            return (await portal.Services.GetRequiredService<ReviewsDue>().OfAsync(db, standard, links, null, TestContext.Current.CancellationToken)).Select(due => due.Label);
        }
    }

    /// <summary>Below and above, as the page names them.</summary>
    private static async Task<IEnumerable<string>> DueAsync(Portal portal, PersonId person, DocumentId document)
    {
        using var client = await portal.SignedInAsync(person);
        return (await client.PageAsync(SiteUrls.CatalogueEntry(document))).QuerySelectorAll(".reviews-due > li").Select(item => string.Join(' ', item.QuerySelectorAll("a[href*='#']").Select(link => link.TextContent)));
    }
}
