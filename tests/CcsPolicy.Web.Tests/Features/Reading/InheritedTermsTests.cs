using AngleSharp.Dom;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Reading;

/// <summary>上位の用語。A term that only a document above defines leads from the reading page to that definition.</summary>
public sealed class InheritedTermsTests
{
    private const string Policy = "基本方針\n\n1 定義\n(1) 機密性\n許された者だけが使えることをいう。\n(2) 情報資産\n情報及び機器をいう。\n";
    private const string Standard = "対策基準\n\n第1条 この基準において「機密性」とは、誰にも見せないことをいう。\n第2条 情報資産の機密性を保つ。情報資産を数える。\n第3条 この基準において「区画」とは、部屋をいう。\n";
    private const string Procedure = "端末の手順\n\n第1条 情報資産を区画に置く。機密性を保つ。\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_leads_up_to_the_nearest_definition_once_in_each_article_and_says_what_it_means()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var (policy, above) = await AddAsync(shelf, Tier.BasicPolicy, Policy);
        var (standard, middle) = await AddAsync(shelf, Tier.Standard, Standard);
        var (procedure, _) = await AddAsync(shelf, Tier.Procedure, Procedure);
        using var client = await portal.SignedInAsync(shelf.Ciso);
        var page = await client.PageAsync(SiteUrls.Document(standard));
        var link = Assert.Single(page.QuerySelectorAll("a.pv-def-above"));
        Assert.Equal(("情報資産", $"/documents/{policy}/editions/{above}#1.2", "基本方針 1(2)：情報及び機器をいう。"), (link.TextContent, link.GetAttribute("href"), link.GetAttribute("title")));
        Assert.NotNull((await client.PageAsync(SiteUrls.Edition(policy, above))).GetElementById("1.2"));
        // Its own definition goes before the one above.
        Assert.Equal("#1", page.QuerySelectorAll("a.pv-def:not(.pv-def-above)").Single(own => own.TextContent == "機密性").GetAttribute("href"));
        page = await client.PageAsync(SiteUrls.Document(procedure));
        Assert.Equal([$"情報資産 /documents/{policy}/editions/{above}#1.2", $"区画 /documents/{standard}/editions/{middle}#3", $"機密性 /documents/{standard}/editions/{middle}#1"],
            page.QuerySelectorAll("a.pv-def-above").Select(one => $"{one.TextContent} {one.GetAttribute("href")}"));
        // Nothing stands above the basic policy.
        Assert.Empty((await client.PageAsync(SiteUrls.Document(policy))).QuerySelectorAll(".pv-def-above"));
    }

    [Fact]
    public async Task A_definition_that_is_withheld_from_a_reader_is_no_definition_for_that_reader()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var (policy, _) = await AddAsync(shelf, Tier.BasicPolicy, Policy);
        var (standard, _) = await AddAsync(shelf, Tier.Standard, Standard);
        await shelf.WithholdAsync(policy, Openness.AllStaff, "(2)");
        using var inside = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        using var outside = await portal.SignedInAsync(await shelf.PersonAsync("受託 次郎", EmploymentKind.Contractor));
        for (var i = 0; i < 2; i++)
        {
            Assert.Single((await inside.PageAsync(SiteUrls.Document(standard))).QuerySelectorAll(".pv-def-above"));
            var page = await outside.PageAsync(SiteUrls.Document(standard));
            Assert.Empty(page.QuerySelectorAll(".pv-def-above"));
            Assert.DoesNotContain("情報及び機器", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_new_edition_above_is_what_the_text_below_leads_to_from_its_day_on_and_an_earlier_edition_leads_nowhere()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var (policy, first) = await AddAsync(shelf, Tier.BasicPolicy, Policy);
        var (standard, old) = await AddAsync(shelf, Tier.Standard, Standard);
        var second = await shelf.EditionAsync(policy, Policy.Replace("情報及び機器", "情報、機器及び紙", StringComparison.Ordinal), portal.Today.AddDays(1), EditionKind.PartialAmendment);
        var reader = await shelf.PersonAsync("職員 太郎");
        using (var client = await portal.SignedInAsync(reader))
            Assert.Contains(first.ToString(), (await client.PageAsync(SiteUrls.Document(standard))).QuerySelector(".pv-def-above")!.GetAttribute("href"), StringComparison.Ordinal);
        portal.Clock.Advance(TimeSpan.FromDays(1));
        using var tomorrow = await portal.SignedInAsync(reader);
        var link = (await tomorrow.PageAsync(SiteUrls.Document(standard))).QuerySelector(".pv-def-above")!;
        Assert.Contains(second.ToString(), link.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("紙", link.GetAttribute("title"), StringComparison.Ordinal);
        await shelf.EditionAsync(standard, Standard.Replace("数える", "調べる", StringComparison.Ordinal), portal.Today, EditionKind.PartialAmendment);
        Assert.Empty((await tomorrow.PageAsync(SiteUrls.Edition(standard, old))).QuerySelectorAll(".pv-def-above"));
        Assert.Single((await tomorrow.PageAsync(SiteUrls.Document(standard))).QuerySelectorAll(".pv-def-above"));
    }

    [Fact]
    public async Task Reading_again_asks_the_database_for_no_text_and_the_texts_above_cost_one_question_for_all_readers()
    {
        var heard = new HeardStatements();
        await using var portal = new Portal(substitute: services => services.AddSingleton<IInterceptor>(heard));
        var shelf = await Shelf.OpenAsync(portal.Databases);
        await AddAsync(shelf, Tier.BasicPolicy, Policy);
        var (standard, _) = await AddAsync(shelf, Tier.Standard, Standard);
        var people = new[] { await shelf.PersonAsync("一番 目"), await shelf.PersonAsync("二番 目") };
        using var first = await portal.SignedInAsync(people[0]);
        using var second = await portal.SignedInAsync(people[1]);
        await first.PageAsync(SiteUrls.Document(standard));
        heard.Take();
        await second.PageAsync(SiteUrls.Document(standard));
        Assert.DoesNotContain(heard.Take(), statement => statement.Contains("\"Keys\"", StringComparison.Ordinal));
        await second.PageAsync(SiteUrls.Document(standard));
        Assert.Equal(1, heard.Take().Count(statement => !statement.Contains("Sessions", StringComparison.Ordinal) && statement.Contains("\"Acknowledgements\"", StringComparison.Ordinal)));
    }

    private static async Task<(DocumentId Document, EditionId Edition)> AddAsync(Shelf shelf, Tier tier, string text)
    {
        var document = await shelf.DocumentAsync(tier, "番号" + tier, text.Split('\n')[0]);
        return (document, await shelf.EditionAsync(document, text, new(2026, 4, 1)));
    }
}
