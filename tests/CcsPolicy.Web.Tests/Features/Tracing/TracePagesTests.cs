using AngleSharp.Dom;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Tracing;

public sealed class TracePagesTests
{
    private const string Policy = "基本方針\n\n第1条 守る。\n第2条 備える。\n第3条 教える。\n";
    private const string Standard = "対策基準\n\n第1章 組織\n第1条 置く。\n第2条 開く。\n第2章 端末\n第3条 数える。\n";
    private const string Procedure = "翡翠の手順\n\n第1条 施錠する。\n第2条 記す。\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_article_stands_with_what_founds_it_and_what_carries_it_out_and_gaps_are_counted()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var (policy, standard, procedure) = await ShelfAsync(shelf);
        await shelf.LinkAsync(standard, "第1章", policy, "第2条");
        await shelf.LinkAsync(procedure, "第1条", standard, "第3条");
        using var client = await portal.SignedInAsync(shelf.Ciso);
        var overview = await client.PageAsync(SiteUrls.Trace);
        Assert.Equal(["基本方針 3 2 —", "対策基準 3 2 1", "翡翠の手順 2 — 1"], Rows(overview).Select(row => $"{row.QuerySelector("a")!.TextContent} {string.Join(' ', row.QuerySelectorAll("td.num").Select(number => number.TextContent))}"));
        Assert.Equal(3, overview.QuerySelectorAll("svg.trace-graph a").Length);
        Assert.Equal(2, overview.QuerySelectorAll("svg.trace-graph path").Length);
        var sheet = await client.PageAsync(SiteUrls.TraceOf(standard));
        Assert.Equal(["第1条|第2条|下位にない", "第2条|第2条|下位にない", "第3条|上位にない|第1条"], Rows(sheet).Select(Cells));
        Assert.Equal(["第1条", "第3条"], Rows(await client.PageAsync(SiteUrls.TraceOf(policy) + "?state=gaps")).Select(row => row.QuerySelector("th a")!.TextContent));
        foreach (var link in sheet.QuerySelectorAll("tbody a[href*='#']").Select(link => link.GetAttribute("href")!.Split('#')))
            Assert.NotNull((await client.PageAsync(link[0])).GetElementById(link[1]));
    }

    [Fact]
    public async Task What_hangs_below_in_a_procedure_that_is_not_known_carries_out_nothing()
    {
        await using var without = new Portal();
        await using var with = new Portal();
        var told = new List<string>();
        foreach (var portal in new[] { without, with })
        {
            var shelf = await Shelf.OpenAsync(portal.Databases);
            var people = new[] { await shelf.PersonAsync("職員 太郎"), await shelf.PersonAsync("担当 花子", EmploymentKind.Employee, Role.SecurityOfficer), await shelf.PersonAsync("監査 次郎", EmploymentKind.Employee, Role.Auditor) };
            var (policy, standard, procedure) = await ShelfAsync(shelf, withProcedure: portal == with);
            await shelf.LinkAsync(standard, "第1章", policy, "第2条");
            if (portal == with)
            {
                await shelf.LinkAsync(procedure, "第1条", standard, "第3条");
                await shelf.LinkAsync(procedure, "第2条", policy, null);
            }
            foreach (var person in people)
            {
                using var client = await portal.SignedInAsync(person);
                foreach (var address in new[] { SiteUrls.Trace, SiteUrls.TraceOf(policy), SiteUrls.TraceOf(standard), SiteUrls.TraceOf(standard) + "?state=gaps", SiteUrls.TraceOf(procedure) })
                {
                    var answer = await client.GetAsync(address, Ct);
                    told.Add($"{(int)answer.StatusCode} {System.Text.RegularExpressions.Regex.Replace((await answer.PageAsync()).QuerySelector("main")!.InnerHtml, "[0-9a-f]{32}", "id", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))}");
                }
            }
            if (portal == with)
            {
                using var ciso = await portal.SignedInAsync(shelf.Ciso);
                Assert.Contains("翡翠", (await ciso.PageAsync(SiteUrls.TraceOf(standard))).Body!.TextContent, StringComparison.Ordinal);
                Assert.NotNull((await ciso.PageAsync(SiteUrls.TraceOf(procedure))).QuerySelector("main > .print-marking"));
                await using var db = portal.Open(shelf.SeesAll);
                Assert.Contains(db.Journal, entry => entry.DocumentId == procedure && entry.ActorId == shelf.Ciso && entry.Action == CcsPolicy.Data.Journalling.ReadingEntries.Fact);
            }
        }
        Assert.Equal(told[..(told.Count / 2)], told[(told.Count / 2)..]);
        Assert.Equal(6, told.Count(answer => answer.StartsWith("404", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_link_to_a_withheld_provision_is_no_link_and_no_lost_one_for_those_from_whom_it_is_withheld()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var (policy, standard, _) = await ShelfAsync(shelf);
        await shelf.LinkAsync(standard, "第3条", policy, "第3条");
        await shelf.WithholdAsync(standard, Openness.AllStaff, "第3条");
        using var inside = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        using var outside = await portal.SignedInAsync(await shelf.PersonAsync("受託 次郎", EmploymentKind.Contractor));
        Assert.Contains("数える", (await inside.PageAsync(SiteUrls.TraceOf(policy))).Body!.TextContent, StringComparison.Ordinal);
        var page = await outside.PageAsync(SiteUrls.TraceOf(policy));
        Assert.DoesNotContain("数える", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["第1条|下位にない", "第2条|下位にない", "第3条|下位にない"], Rows(page).Select(Cells));
        Assert.Empty(page.QuerySelectorAll(".notice"));
        Assert.Empty((await outside.PageAsync(SiteUrls.Trace)).QuerySelectorAll("svg.trace-graph path"));
        Assert.Single((await inside.PageAsync(SiteUrls.Trace)).QuerySelectorAll("svg.trace-graph path"));
    }

    [Fact]
    public async Task An_article_of_which_only_the_number_is_shown_is_in_no_row_and_no_count_and_neither_are_its_links()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var (policy, standard, _) = await ShelfAsync(shelf, withProcedure: false);
        await shelf.LinkAsync(standard, "第3条", policy, "第3条");
        await shelf.WithholdAsync(standard, Openness.AllStaff, showsNumber: true, "第3条");
        using var inside = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        using var outside = await portal.SignedInAsync(await shelf.PersonAsync("受託 次郎", EmploymentKind.Contractor, Role.DepartmentManager));
        Assert.Contains("（非公開）", (await outside.PageAsync(SiteUrls.Document(standard))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["第1条|下位にない", "第2条|下位にない", "第3条|第3条"], Rows(await inside.PageAsync(SiteUrls.TraceOf(policy))).Select(Cells));
        var page = await outside.PageAsync(SiteUrls.TraceOf(policy));
        Assert.Equal(["第1条|下位にない", "第2条|下位にない", "第3条|下位にない"], Rows(page).Select(Cells));
        Assert.Empty(page.QuerySelectorAll(".notice"));
        Assert.Equal(["第1条|上位にない|下位にない", "第2条|上位にない|下位にない"], Rows(await outside.PageAsync(SiteUrls.TraceOf(standard))).Select(Cells));
        var overview = await outside.PageAsync(SiteUrls.Trace);
        Assert.Empty(overview.QuerySelectorAll("svg.trace-graph path"));
        Assert.Equal(["基本方針 3 3 —", "対策基準 2 2 2"], Rows(overview).Select(row => $"{row.QuerySelector("a")!.TextContent} {string.Join(' ', row.QuerySelectorAll("td.num").Select(number => number.TextContent))}"));
    }

    [Fact]
    public async Task A_procedure_is_read_where_its_provisions_are_shown_and_not_by_rows_that_are_not()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var (policy, standard, procedure) = await ShelfAsync(shelf);
        await shelf.LinkAsync(standard, "第3条", policy, "第3条");
        await shelf.LinkAsync(procedure, "第1条", standard, "第3条");
        await shelf.LinkAsync(procedure, "第2条", standard, "第3条");
        using var client = await portal.SignedInAsync(shelf.Ciso);
        Assert.Equal(["第1条|上位にない|下位にない", "第2条|上位にない|下位にない"], Rows(await client.PageAsync(SiteUrls.TraceOf(standard) + "?state=gaps")).Select(Cells));
        Assert.Empty(Rows(await client.PageAsync(SiteUrls.TraceOf(procedure) + "?state=gaps")));
        Assert.Equal(0, await ReadAsync());
        await client.PageAsync(SiteUrls.TraceOf(standard));
        Assert.Equal(1, await ReadAsync());

        async Task<int> ReadAsync()
        {
            await using var db = portal.Open(shelf.SeesAll);
            return await db.Journal.CountAsync(entry => entry.DocumentId == procedure && entry.ActorId == shelf.Ciso && entry.Action == CcsPolicy.Data.Journalling.ReadingEntries.Fact, Ct);
        }
    }

    [Fact]
    public async Task On_a_page_in_English_words_of_the_portal_are_English_and_titles_are_Japanese()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var (policy, standard, _) = await ShelfAsync(shelf, withProcedure: false);
        await shelf.LinkAsync(standard, "第3条", policy, null);
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("英 語"));
        client.DefaultRequestHeaders.Add("Cookie", "display=en; __Host-display=en");
        var page = await client.PageAsync(SiteUrls.TraceOf(standard));
        var heading = page.QuerySelector("h1")!;
        Assert.Equal(("対策基準", "ja"), (heading.TextContent, heading.GetAttribute("lang")));
        Assert.Equal("The whole document", Assert.Single(page.QuerySelectorAll(".trace-end")).TextContent);
        Assert.Equal("ja", page.QuerySelector(".trace-ends a")!.GetAttribute("lang"));
        Assert.NotEmpty(page.QuerySelectorAll(".trace-ends .tier"));
        Assert.Empty(page.QuerySelectorAll("[lang=ja] .tier, [lang=ja] .trace-end"));
    }

    [Fact]
    public async Task The_list_asks_six_statements_at_most_however_many_documents_there_are()
    {
        var heard = new HeardStatements();
        await using var portal = new Portal(substitute: services => services.AddSingleton<IInterceptor>(heard));
        var shelf = await Shelf.OpenAsync(portal.Databases);
        for (var n = 0; n < 6; n++)
        {
            var (policy, standard, _) = await ShelfAsync(shelf, n.ToString(System.Globalization.CultureInfo.InvariantCulture));
            await shelf.LinkAsync(standard, "第1章", policy, "第2条");
        }
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        await client.GetAsync(SiteUrls.Find, Ct);
        heard.Take();
        await client.GetAsync(SiteUrls.Find, Ct);
        var frame = heard.Take().Count;
        var page = await client.PageAsync(SiteUrls.Trace);
        Assert.InRange(heard.Take().Count - frame, 1, 6);
        Assert.Equal(12, Rows(page).Count());
    }

    private static async Task<(DocumentId Policy, DocumentId Standard, DocumentId Procedure)> ShelfAsync(Shelf shelf, string mark = "", bool withProcedure = true)
    {
        var policy = await shelf.InForceAsync(Tier.BasicPolicy, "H" + mark, Policy);
        var standard = await shelf.InForceAsync(Tier.Standard, "K" + mark, Standard);
        return (policy, standard, withProcedure ? await shelf.InForceAsync(Tier.Procedure, "T" + mark, Procedure) : new DocumentId(Guid.NewGuid()));
    }

    private static IEnumerable<IElement> Rows(IDocument page) => page.QuerySelectorAll("tbody tr");

    /// <summary>The label, and in each column the labels of the other ends or what is missing.</summary>
    private static string Cells(IElement row) => string.Join('|', row.QuerySelectorAll("td").Select(cell => cell.QuerySelector(".tag")?.TextContent.Trim() ?? string.Join(' ', cell.QuerySelectorAll(".trace-end a").Select(link => link.TextContent))).Prepend(row.QuerySelector("th a")!.TextContent));
}
