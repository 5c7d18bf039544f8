using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Guidelines;

public sealed class GuidelinePagesTests : IAsyncLifetime
{
    private const string First = "番号\t見出し\t本文\n1\t組織\t責任者を置く。\n2\t端末\t端末を守る。\n3\t記録\t紙に残す。\n4\t研修\t年に一度行う。\n";
    private const string Second = "番号\t見出し\t本文\n1\t組織\t責任者を置く。\n2\t端末\t端末を必ず守る。\n3\t廃棄\t読み出せなくする。\n5\t研修\t年に一度行う。\n";

    private readonly Portal portal = new();
    private Shelf shelf = null!;
    private PersonId officer;
    private DocumentId standard;
    private HttpClient client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        shelf = await Shelf.OpenAsync(portal.Databases);
        officer = await shelf.PersonAsync("担当 花子", EmploymentKind.Employee, Role.SecurityOfficer);
        standard = await shelf.InForceAsync(Tier.Standard, "K-1", "対策基準\n\n第1条　責任者を置く。\n第2条　端末を守る。\n第3条　記録を残す。\n");
        client = await portal.SignedInAsync(officer);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await portal.DisposeAsync();
    }

    [Fact]
    public async Task Without_script_a_table_is_imported_cited_and_held_against_its_next_edition()
    {
        var refused = await PreviewAsync("/guidelines/import", First + "2\t別\t同じ番号。\n", "初版");
        Assert.Equal(["6"], refused.QuerySelectorAll("td.num").Select(cell => cell.TextContent));
        Assert.Null(refused.QuerySelector("input[name=Table]"));
        Assert.Contains("まだ取り込まれていません", (await client.PageAsync("/guidelines")).Body!.TextContent, StringComparison.Ordinal);
        var first = await ImportAsync("/guidelines/import", First, "初版");
        Assert.NotNull((await PreviewAsync("/guidelines/import", First, "初版")).QuerySelector(".error-summary"));

        await CiteAsync(client, standard, first, ("第1条", 1), ("第2条", 2), ("第2条", 3), ("第3条", 4));
        using var reader = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        Assert.Contains("見本の指針", (await reader.PageAsync($"/documents/{standard}")).QuerySelector("aside.notes")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(403, (int)(await reader.GetAsync("/guidelines", Ct)).StatusCode);

        var listed = (await client.PageAsync("/guidelines")).QuerySelector("a[href*='?guideline=']")!.GetAttribute("href")!;
        var second = await ImportAsync(listed, Second, "改定版");
        var gaps = await client.PageAsync($"/guidelines/{second}");
        Assert.Equal(["4", "0", "1", "1"], Figures(gaps));
        Assert.Equal(["変わりません", "言葉が変わりました", "なくなりました", "番号だけ変わりました"], gaps.QuerySelectorAll(".gap-item .tag").Select(tag => tag.TextContent));
        Assert.Contains("必ず", gaps.QuerySelector("p.gap-words ins")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["4", "5"], gaps.QuerySelectorAll(".gap-item strong del, .gap-item strong ins").Select(number => number.TextContent));

        // All that stayed, one by one, and what is gone.
        Assert.Equal(302, (int)(await client.PostFormAsync(gaps, $"/guidelines/{second}", "review", ("All", "1"))).StatusCode);
        gaps = await client.PageAsync($"/guidelines/{second}");
        Assert.Equal(["3", "1", "1", "1"], Figures(gaps));
        foreach (var name in new[] { "Confirm", "Confirm", "Withdraw" })
        {
            var value = gaps.QuerySelector($"button[name={name}]")!.GetAttribute("value")!;
            Assert.Equal(302, (int)(await client.PostFormAsync(gaps, $"/guidelines/{second}", "review", (name, value))).StatusCode);
            gaps = await client.PageAsync($"/guidelines/{second}");
        }
        Assert.Equal(["0", "3", "1", "1"], Figures(gaps));
        var cited = await client.PageAsync($"/catalogue/{standard}/guidelines");
        Assert.Equal(["1", "2", "5"], cited.QuerySelectorAll("td[data-label=項目] strong").Select(item => item.TextContent));

        var citation = cited.QuerySelector("button[name=Citation]")!.GetAttribute("value")!;
        for (var twice = 0; twice < 2; twice++)
            Assert.Equal(302, (int)(await client.PostFormAsync(cited, $"/catalogue/{standard}/guidelines", "withdraw", ("Citation", citation))).StatusCode);
        Assert.Equal(["0", "2", "1", "2"], Figures(await client.PageAsync($"/guidelines/{second}")));
        await using var db = portal.Open(await shelf.ReaderAsync(officer));
        var facts = await db.Journal.Where(entry => entry.ActorId == officer && (entry.Action.StartsWith("citation.") || entry.Action.StartsWith("guideline."))).Select(entry => entry.Action).ToListAsync(Ct);
        Assert.Equal([("citation.confirmed", 3), ("citation.recorded", 4), ("citation.withdrawn", 2), ("guideline.imported", 2)], facts.CountBy(fact => fact).Select(pair => (pair.Key, pair.Value)).Order());
    }

    [Fact]
    public async Task A_citation_stays_with_its_provision_through_an_amendment_and_one_whose_provision_is_gone_is_told()
    {
        var edition = await ImportAsync("/guidelines/import", First, "初版");
        await CiteAsync(client, standard, edition, ("第2条", 2), ("第3条", 3));
        await shelf.EditionAsync(standard, "対策基準\n\n第1条　責任者を置く。\n第2条　体制を整える。\n第3条　端末を守る。\n", new(2026, 5, 1), EditionKind.PartialAmendment);
        var cited = await client.PageAsync($"/catalogue/{standard}/guidelines");
        Assert.Equal(["第3条", null], cited.QuerySelectorAll("tbody th").Select(provision => provision.QuerySelector("a")?.TextContent));
        Assert.Equal("今の版にない条項", cited.QuerySelectorAll("tbody th .tag").Single().TextContent);
        // Nothing that is in force cites it any more.
        var gaps = await client.PageAsync($"/guidelines/{edition}");
        Assert.Equal(["1", "3", "4"], gaps.QuerySelectorAll("table th.word").Select(number => number.TextContent.Trim()));
    }

    [Fact]
    public async Task What_a_procedure_or_a_withheld_provision_cites_is_in_no_page_and_no_number_of_whoever_does_not_know_it()
    {
        var edition = await ImportAsync("/guidelines/import", First, "初版");
        await CiteAsync(client, standard, edition, ("第1条", 1), ("第2条", 2));
        var keeper = await shelf.PersonAsync("手順 一子");
        var procedure = await shelf.DocumentAsync(Tier.Procedure, "T-1", "隠れた手順", custodian: keeper);
        await shelf.EditionAsync(procedure, SampleTexts.Procedure, new(2026, 4, 1));
        var elsewhere = await shelf.PersonAsync("委託 八郎", EmploymentKind.Contractor, Role.DepartmentManager);
        using var contractor = await portal.SignedInAsync(elsewhere);
        string[] pages = [$"/guidelines/{edition}", $"/catalogue/{standard}/guidelines", $"/catalogue/{procedure}/guidelines", $"/documents/{standard}"];
        var before = await SeenAsync(client);

        using (var custodian = await portal.SignedInAsync(keeper))
        {
            await CiteAsync(custodian, procedure, edition, ("第1条", 3));
            Assert.Equal(["0", "3", "0", "1"], Figures(await custodian.PageAsync(pages[0])));
            Assert.Contains("隠れた手順", (await custodian.PageAsync(pages[0])).Body!.TextContent, StringComparison.Ordinal);
            // The standard is not the custodian's: the page is read and nothing is posted.
            Assert.Null((await custodian.PageAsync(pages[0])).QuerySelector("button[name=Withdraw]"));
        }
        Assert.Equal(before, await SeenAsync(client));
        Assert.Equal(["0", "2", "0", "2"], Figures(await client.PageAsync(pages[0])));

        var withhold = await client.PageAsync($"/catalogue/{standard}/withheld");
        var key = withhold.QuerySelectorAll<IHtmlInputElement>("input[name=Keys]").Single(box => box.ParentElement!.TextContent.Contains("第2条", StringComparison.Ordinal)).Value;
        Assert.Equal(302, (int)(await client.PostFormAsync(withhold, $"/catalogue/{standard}/withheld", "withhold", ("Keys", key), ("ReadBy", "AllStaff"), ("Ground", "支障があるため。"))).StatusCode);
        // Whoever writes the text reads all of it.
        Assert.Equal(["0", "2", "0", "2"], Figures(await client.PageAsync(pages[0])));
        Assert.Equal(["0", "1", "0", "3"], Figures(await contractor.PageAsync(pages[0])));
        var notes = (await contractor.PageAsync($"/documents/{standard}")).QuerySelector("aside.notes")!.TextContent;
        Assert.Contains("見本の指針", notes, StringComparison.Ordinal);
        Assert.DoesNotContain("第2条", notes, StringComparison.Ordinal);

        async Task<List<string>> SeenAsync(HttpClient by)
        {
            var seen = new List<string>();
            foreach (var page in pages)
                seen.Add(await (await by.GetAsync(page, Ct)).Content.ReadAsStringAsync(Ct) is var text && text.Contains("__RequestVerificationToken", StringComparison.Ordinal)
                    ? (await by.PageAsync(page)).QuerySelector("main")!.TextContent : text);
            return seen;
        }
    }

    [Fact]
    public async Task Nobody_but_the_officer_imports_and_nobody_cites_or_confirms_for_a_document_of_another()
    {
        var edition = await ImportAsync("/guidelines/import", First, "初版");
        await CiteAsync(client, standard, edition, ("第1条", 1));
        using var ciso = await portal.SignedInAsync(shelf.Ciso);
        Assert.Equal(403, (int)(await ciso.GetAsync("/guidelines/import", Ct)).StatusCode);
        Assert.Equal(404, (int)(await ciso.GetAsync($"/catalogue/{standard}/guidelines/new?edition={edition}", Ct)).StatusCode);
        var page = await client.PageAsync($"/catalogue/{standard}/guidelines");
        var citation = page.QuerySelector("button[name=Citation]")!.GetAttribute("value")!;
        var theirs = await ciso.PageAsync($"/catalogue/{standard}/guidelines");
        Assert.Null(theirs.QuerySelector("button[name=Citation]"));
        Assert.Equal(404, (int)(await ciso.PostFormAsync(theirs, $"/catalogue/{standard}/guidelines", "withdraw", ("Citation", citation))).StatusCode);
        Assert.Equal(404, (int)(await ciso.PostFormAsync(await ciso.PageAsync($"/guidelines/{edition}"), $"/guidelines/{edition}", "review", ("Confirm", citation))).StatusCode);
        foreach (var place in new[] { $"/guidelines/{Guid.NewGuid():N}", "/guidelines/none", $"/guidelines/import?guideline={Guid.NewGuid():N}", $"/catalogue/{standard}/guidelines/new?edition={Guid.NewGuid():N}", $"/catalogue/{Guid.NewGuid():N}/guidelines" })
            Assert.Equal(404, (int)(await client.GetAsync(place, Ct)).StatusCode);
    }

    private async Task<IHtmlDocument> PreviewAsync(string address, string table, string label)
    {
        var page = await client.PageAsync(address);
        return await (await client.PostFormAsync(page, address, "guideline", ("Title", "見本の指針"), ("Code", "見本"), ("Label", label), ("Issued", label == "初版" ? "R5.3.28" : "R7.3.28"), ("Pasted", table))).PageAsync();
    }

    /// <summary>The address of the edition's page ends with its id.</summary>
    private async Task<string> ImportAsync(string address, string table, string label)
    {
        var done = await client.PostFormAsync(await PreviewAsync(address, table, label), address, "import-guideline");
        Assert.Equal(302, (int)done.StatusCode);
        return done.Headers.Location!.ToString().Split('?')[0].Split('/')[^1];
    }

    private static async Task CiteAsync(HttpClient by, DocumentId document, string edition, params (string Provision, int Item)[] citations)
    {
        var url = $"/catalogue/{document}/guidelines/new?edition={edition}";
        foreach (var (provision, item) in citations)
        {
            var page = await by.PageAsync(url);
            var key = page.QuerySelectorAll<IHtmlOptionElement>("select[name=Provision] option").First(option => option.TextContent.StartsWith(provision + "　", StringComparison.Ordinal)).Value;
            Assert.Equal(302, (int)(await by.PostFormAsync(page, url, "cite", ("Act", "cite"), ("Provision", key), ("Item", item.ToString(System.Globalization.CultureInfo.InvariantCulture)))).StatusCode);
        }
    }

    private static IEnumerable<string> Figures(IHtmlDocument page) => page.QuerySelectorAll(".figure-value").Select(figure => figure.ChildNodes[0].TextContent.Trim());
}
