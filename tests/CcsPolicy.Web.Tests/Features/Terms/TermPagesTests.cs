using AngleSharp.Dom;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Terms;

public sealed class TermPagesTests
{
    private const string Policy = "基本方針\n\n1 定義\n(1) 機密性\n許された者だけが使えることをいう。\n(2) 情報資産\n情報及び機器をいう。\n2 対策\n情報資産の機密性を保つ。委託先を選ぶ。\n";
    private const string Standard = "対策基準\n\n第1条 この基準において「機密性」とは、誰にも見せないことをいう。\n第2条 情報資産を守る。\n第3条 この基準において「翡翠区画」とは、北棟の部屋をいう。\n第4条 翡翠区画に入らない。\n";
    private const string Beside = "委託基準\n\n第1条 この基準において「委託先」とは、業務を受ける者をいう。\n第2条 委託先は、守る。\n";
    private const string Hidden = "端末の手順\n\n第1条 この手順において「琥珀鍵」とは、予備の鍵をいう。\n第2条 情報資産を数え、琥珀鍵を使う。\n第3条 この手順において「委託先」とは、保守をする者をいう。\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_reader_sees_where_terms_are_defined_and_used_and_where_their_words_part()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var policy = await shelf.InForceAsync(Tier.BasicPolicy, "H-1", Policy);
        var standard = await shelf.InForceAsync(Tier.Standard, "K-1", Standard);
        await shelf.InForceAsync(Tier.Standard, "K-2", Beside);
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        var list = await client.PageAsync(SiteUrls.Terms);
        Assert.Equal(["委託先", "機密性", "情報資産", "翡翠区画"], Listed(list));
        Assert.Contains("上位と食い違い", Row(list, "機密性"), StringComparison.Ordinal);
        Assert.Contains("定義がない使用", Row(list, "委託先"), StringComparison.Ordinal);
        Assert.DoesNotContain("定義がない", Row(list, "情報資産"), StringComparison.Ordinal);
        Assert.Equal(["機密性"], Listed(await client.PageAsync(SiteUrls.TermsPage("", "differing", 1))));
        Assert.Equal(["委託先"], Listed(await client.PageAsync(SiteUrls.TermsPage("", "undefined", 1))));
        Assert.Equal(["情報資産"], Listed(await client.PageAsync(SiteUrls.TermsPage("資産", "all", 1))));

        var page = await client.PageAsync(AddressOf(list, "機密性"));
        Assert.Equal(["許された者だけが使えることをいう。", "誰にも見せないこと"], page.QuerySelectorAll(".term-side .term-words").Select(words => words.TextContent));
        Assert.Equal([2], [page.QuerySelectorAll(".term-side .tag").Length]);
        Assert.Equal("機密性", page.QuerySelector("h1")!.TextContent);
        // What defines it second leads to the same.
        Assert.Equal(page.QuerySelector("main")!.InnerHtml, (await client.PageAsync(SiteUrls.Term(standard, 1))).QuerySelector("main")!.InnerHtml);
        var edition = (await EditionAsync(portal, shelf, standard)).ToString();
        Assert.Contains(page.QuerySelectorAll(".term-side a"), link => link.GetAttribute("href") == $"/documents/{standard}/editions/{edition}#1");
        page = await client.PageAsync(AddressOf(list, "情報資産"));
        Assert.Equal(["基本方針 自らの定義 2", "対策基準 上位の定義 第2条"], page.QuerySelectorAll("tbody tr").Select(row =>
            $"{row.QuerySelector("th [lang=ja]")!.TextContent} {row.QuerySelectorAll("td")[0].TextContent.Trim()} {string.Join(' ', row.QuerySelectorAll("td a").Select(link => link.TextContent))}"));
        // Each link leads to a provision that is there.
        foreach (var link in page.QuerySelectorAll("main a[href*='#']").Select(link => link.GetAttribute("href")!.Split('#')).Where(link => link[0].StartsWith("/documents/", StringComparison.Ordinal)))
            Assert.NotNull((await client.PageAsync(link[0])).GetElementById(link[1]));
    }

    [Fact]
    public async Task The_glossary_of_a_day_and_a_text_of_that_day_go_by_what_was_in_force_then()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var policy = await shelf.DocumentAsync(Tier.BasicPolicy, "H-1", "基本方針");
        var first = await shelf.EditionAsync(policy, Policy, new(2025, 4, 1));
        var second = await shelf.EditionAsync(policy, Policy.Replace("許された者", "権限を持つ者", StringComparison.Ordinal), new(2026, 4, 1), EditionKind.PartialAmendment);
        var standard = await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
        await shelf.EditionAsync(standard, "対策基準\n\n第1条 機密性を保つ。\n第2条 情報資産を守る。\n", new(2025, 4, 1));
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        DateOnly then = new(2025, 6, 1);

        Assert.Equal("許された者だけが使えることをいう。", (await client.PageAsync(SiteUrls.Term(policy, 1, then))).QuerySelector(".term-side .term-words")!.TextContent);
        Assert.Equal("権限を持つ者だけが使えることをいう。", (await client.PageAsync(SiteUrls.Term(policy, 1))).QuerySelector(".term-side .term-words")!.TextContent);
        Assert.Contains("令和7年6月1日", (await client.PageAsync(SiteUrls.TermsOn(then))).QuerySelector("main .notice")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(Listed(await client.PageAsync(SiteUrls.TermsOn(new(2024, 6, 1)))));
        Assert.Contains((await client.PageAsync(SiteUrls.DocumentOn(standard, then))).QuerySelectorAll("main a"), link => link.GetAttribute("href")!.Contains(first.ToString(), StringComparison.Ordinal));
        Assert.Contains((await client.PageAsync(SiteUrls.Document(standard))).QuerySelectorAll("main a"), link => link.GetAttribute("href")!.Contains(second.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_procedure_defines_and_uses_nothing_for_whoever_may_not_know_it()
    {
        await using var without = new Portal();
        await using var with = new Portal();
        var told = new List<string>();
        foreach (var portal in new[] { without, with })
        {
            var shelf = await Shelf.OpenAsync(portal.Databases);
            var reader = await shelf.PersonAsync("職員 太郎");
            var policy = await shelf.InForceAsync(Tier.BasicPolicy, "H-1", Policy);
            await shelf.InForceAsync(Tier.Standard, "K-1", Standard);
            var procedure = portal == with ? await shelf.InForceAsync(Tier.Procedure, "T-1", Hidden) : new DocumentId(Guid.NewGuid());
            using var client = await portal.SignedInAsync(reader);
            foreach (var address in new[] { SiteUrls.Terms, SiteUrls.TermsPage("", "undefined", 1), SiteUrls.Term(policy, 2), SiteUrls.Term(policy, 3), SiteUrls.Term(procedure, 1), SiteUrls.Term(procedure, 2) })
            {
                var answer = await client.GetAsync(address, Ct);
                told.Add($"{(int)answer.StatusCode} {Masked((await answer.PageAsync()).QuerySelector("main")!.InnerHtml)}");
            }
            if (portal == without)
                continue;
            // The comparison is not empty: who may know it sees all of it, and has read it.
            using var ciso = await portal.SignedInAsync(shelf.Ciso);
            var all = await ciso.PageAsync(SiteUrls.Terms);
            Assert.Contains("琥珀鍵", Listed(all));
            Assert.Contains("端末の手順", (await ciso.PageAsync(AddressOf(all, "情報資産"))).Body!.TextContent, StringComparison.Ordinal);
            Assert.NotNull((await ciso.PageAsync(SiteUrls.Term(procedure, 1))).QuerySelector("main > .print-marking"));
            await using var db = portal.Open(shelf.SeesAll);
            Assert.NotEqual(0, await db.Journal.CountAsync(entry => entry.Action == ReadingEntries.Fact && entry.ActorId == shelf.Ciso, Ct));
            Assert.Equal(0, await db.Journal.CountAsync(entry => entry.Action == ReadingEntries.Fact && entry.ActorId == reader, Ct));
        }
        Assert.Equal(told[..(told.Count / 2)], told[(told.Count / 2)..]);
        Assert.Equal(3, told.Count(answer => answer.StartsWith("404", StringComparison.Ordinal)) / 2);

        static string Masked(string html) => System.Text.RegularExpressions.Regex.Replace(html, "[0-9a-f]{32}", "id", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task The_list_tells_a_procedure_as_read_by_the_definitions_that_it_shows_and_counts_no_use_in_any()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        for (var n = 0; n < 6; n++)
            await shelf.InForceAsync(Tier.Standard, $"K-{n}", $"対策基準\n\n第1条 この基準において「区画」とは、{n}階の部屋をいう。\n第2条 区画を守る。\n");
        var seventh = await shelf.InForceAsync(Tier.Procedure, "T-1", "区画の手順\n\n第1条 この手順において「区画」とは、棚をいう。\n第2条 区画を数える。琥珀鍵を使う。\n");
        using var client = await portal.SignedInAsync(shelf.Ciso);
        var list = await client.PageAsync(SiteUrls.Terms);
        Assert.Equal(["区画"], Listed(list));
        Assert.Contains("ほかに 1 の定義", Row(list, "区画"), StringComparison.Ordinal);
        Assert.Equal("6 条項", list.QuerySelector("tbody td.num")!.TextContent.Trim());
        Assert.Equal(0, await ReadAsync(seventh));
        // What only procedures define is listed, and read by that; where another uses it without a definition is said on the page of the term.
        var defines = await shelf.InForceAsync(Tier.Procedure, "T-2", "鍵の手順\n\n第1条 この手順において「琥珀鍵」とは、予備の鍵をいう。\n");
        list = await client.PageAsync(SiteUrls.Terms);
        Assert.DoesNotContain("定義がない", Row(list, "琥珀鍵"), StringComparison.Ordinal);
        Assert.Equal((1, 0), (await ReadAsync(defines), await ReadAsync(seventh)));
        Assert.Empty(Listed(await client.PageAsync(SiteUrls.TermsPage("", "undefined", 1))));
        var page = await client.PageAsync(AddressOf(list, "琥珀鍵"));
        Assert.Equal("区画の手順", page.QuerySelector("tbody th [lang=ja]")!.TextContent);
        Assert.Equal(1, await ReadAsync(seventh));

        async Task<int> ReadAsync(DocumentId document)
        {
            await using var db = portal.Open(shelf.SeesAll);
            return await db.Journal.CountAsync(entry => entry.Action == ReadingEntries.Fact && entry.ActorId == shelf.Ciso && entry.DocumentId == document, Ct);
        }
    }

    [Fact]
    public void A_glossary_that_could_not_be_made_is_tried_again()
    {
        var broken = new CcsPolicy.Web.Texts.TextSet([null!]);
        Assert.NotSame(Record.Exception(() => broken.Glossary), Record.Exception(() => broken.Glossary));
    }

    [Fact]
    public async Task A_withheld_provision_defines_and_uses_nothing_for_those_from_whom_it_is_withheld()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var (staff, contractor) = (await shelf.PersonAsync("職員 太郎"), await shelf.PersonAsync("受託 次郎", EmploymentKind.Contractor));
        var standard = await shelf.InForceAsync(Tier.Standard, "K-1", Standard);
        using var inside = await portal.SignedInAsync(staff);
        using var outside = await portal.SignedInAsync(contractor);
        Assert.Contains("翡翠区画", Listed(await outside.PageAsync(SiteUrls.Terms)));
        await shelf.WithholdAsync(standard, Openness.AllStaff, "第3条");
        Assert.Contains("翡翠区画", Listed(await inside.PageAsync(SiteUrls.Terms)));
        Assert.DoesNotContain("翡翠", (await outside.PageAsync(SiteUrls.Terms)).Body!.TextContent, StringComparison.Ordinal);
        // 機密性 is left as the only one.
        Assert.Equal(200, (int)(await outside.GetAsync(SiteUrls.Term(standard, 1), Ct)).StatusCode);
        Assert.Equal(404, (int)(await outside.GetAsync(SiteUrls.Term(standard, 2), Ct)).StatusCode);
        await shelf.WithholdAsync(standard, Openness.AllStaff, "第4条");
        Assert.Contains("第4条", (await inside.PageAsync(SiteUrls.Term(standard, 2))).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edition_of_tomorrow_defines_from_tomorrow_on()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var standard = await shelf.InForceAsync(Tier.Standard, "K-1", Standard);
        await shelf.EditionAsync(standard, Standard.Replace("翡翠", "瑠璃", StringComparison.Ordinal), portal.Today.AddDays(1), EditionKind.PartialAmendment);
        var reader = await shelf.PersonAsync("職員 太郎");
        using (var client = await portal.SignedInAsync(reader))
            Assert.Contains("翡翠区画", Listed(await client.PageAsync(SiteUrls.Terms)));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        using var tomorrow = await portal.SignedInAsync(reader);
        Assert.Equal(["機密性", "瑠璃区画"], Listed(await tomorrow.PageAsync(SiteUrls.Terms)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_first_page_asks_six_statements_at_most_however_many_texts_there_are_and_the_next_none_of_texts()
    {
        var heard = new HeardStatements();
        await using var portal = new Portal(substitute: services => services.AddSingleton<IInterceptor>(heard));
        var shelf = await Shelf.OpenAsync(portal.Databases);
        for (var n = 0; n < 12; n++)
            await shelf.InForceAsync(Tier.Standard, $"K-{n}", Standard);
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        await client.GetAsync(SiteUrls.Find, Ct);
        heard.Take();
        await client.GetAsync(SiteUrls.Find, Ct);
        var frame = heard.Take().Count;
        await client.PageAsync(SiteUrls.Terms);
        Assert.InRange(heard.Take().Count - frame, 1, 6);
        await client.PageAsync(SiteUrls.TermsPage("機密", "all", 1));
        Assert.DoesNotContain(heard.Take(), statement => statement.Contains("\"Editions\"", StringComparison.Ordinal));
    }

    private static async Task<EditionId> EditionAsync(Portal portal, Shelf shelf, DocumentId document)
    {
        await using var db = portal.Open(shelf.SeesAll);
        return await db.Editions.Where(e => e.DocumentId == document).Select(e => e.Id).SingleAsync(Ct);
    }

    private static IEnumerable<string> Listed(IDocument page) => page.QuerySelectorAll("tbody th a").Select(link => link.TextContent);

    private static string AddressOf(IDocument list, string term) => list.QuerySelectorAll("tbody th a").Single(link => link.TextContent == term).GetAttribute("href")!;

    private static string Row(IDocument page, string term) => page.QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("th a")!.TextContent == term).TextContent;
}
