using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Imports;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Importing;

public sealed class ImportPageTests
{
    private const string First = "庁舎管理規程\n制定　令和5年3月31日\n第1条（目的） 甲を定める。\n附則\nこの規程は、令和5年4月1日から施行する。\n";
    private const string Second = "鍵管理規程\n制定　令和6年9月10日\n第1条（目的） 乙を定める。\n附則\nこの規程は、令和6年10月1日から施行する。\n";

    [Fact]
    public async Task Another_text_brings_its_own_title_and_dates_and_what_was_typed_stays()
    {
        await using var portal = new Portal();
        await portal.AddDepartmentAsync("10", "総務課");
        var officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        using var client = await portal.SignedInAsync(officer);

        var one = await (await client.PostFormAsync(SiteUrls.Import, "import", ("Form.Text", First), ("Form.Act", "read"))).PageAsync();
        Assert.Equal(("庁舎管理規程", "令和5年3月31日", "令和5年4月1日"), Shown(one));

        var two = await (await client.PostFormAsync(one, SiteUrls.Import, "import", ("Form.Text", Second), ("Form.EffectiveFrom", "R7.1.1"), ("Form.Act", "read"))).PageAsync();
        Assert.Equal(("鍵管理規程", "令和6年9月10日", "R7.1.1"), Shown(two));

        var again = await (await client.PostFormAsync(two, SiteUrls.Import, "import", ("Form.Text", First), ("Form.Act", "read"))).PageAsync();
        Assert.Equal(("庁舎管理規程", "令和5年3月31日", "R7.1.1"), Shown(again));
    }

    [Fact]
    [Trait("ASVS", "V14.2.8")]
    public async Task Whoever_sends_a_file_is_told_before_that_what_it_says_of_its_author_is_kept_too()
    {
        await using var portal = new Portal(settings: new Dictionary<string, string> { [CcsPolicy.Web.Imports.Scanning.MalwareScanner.ClamdSetting] = "tcp://127.0.0.1:9" });
        var officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        using var client = await portal.SignedInAsync(officer);
        var page = await client.PageAsync(SiteUrls.Import);
        var described = page.QuerySelector("input[type=file]")!.GetAttribute("aria-describedby")!.Split(' ').Select(id => page.GetElementById(id)?.TextContent);
        Assert.Contains(described, text => text?.Contains("作成者名などファイルの中の情報も含めて、そのまま保管されます", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task What_was_noticed_stands_beside_the_text_that_is_corrected_and_leads_to_the_number_of_its_line()
    {
        await using var portal = new Portal();
        await portal.AddDepartmentAsync("10", "総務課");
        var officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        using var client = await portal.SignedInAsync(officer);

        const string text = "庁舎管理規程\n第1条　甲を定める。\n第2条　第9条の規定による。\n";
        var page = await (await client.PostFormAsync(SiteUrls.Import, "import", ("Form.Text", text), ("Form.Act", "read"))).PageAsync();
        Assert.Equal(text, page.QuerySelector<IHtmlTextAreaElement>(".lined textarea[name='Form.Text']")!.Value.ReplaceLineEndings("\n"));
        Assert.Equal(["1", "2", "3", "4"], page.QuerySelectorAll(".lined-numbers > li").Select(row => row.TextContent));
        var link = page.QuerySelectorAll<IHtmlAnchorElement>(".lined-list a").First(a => a.TextContent.Contains('3', StringComparison.Ordinal));
        Assert.EndsWith("#line-3", link.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("lined-noticed", page.QuerySelector("#line-3")!.ClassList);
        Assert.DoesNotContain("lined-noticed", page.QuerySelector("#line-2")!.ClassList);

        // Corrected where it stands and read again, it is gone from the list.
        var mended = await (await client.PostFormAsync(page, SiteUrls.Import, "import", ("Form.Text", text.Replace("第9条", "第1条", StringComparison.Ordinal)), ("Form.Act", "read"))).PageAsync();
        Assert.DoesNotContain(mended.QuerySelectorAll(".lined-list a"), a => a.GetAttribute("href")!.EndsWith("#line-3", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(14_000_000)]
    [InlineData(40_000_000)]
    [Trait("ASVS", "V5.2.1")]
    public async Task A_file_that_is_too_large_is_told_in_one_sentence_and_what_was_typed_is_kept(int bytes)
    {
        await using var portal = new Portal();
        await portal.AddDepartmentAsync("10", "総務課");
        var officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        using var client = await portal.SignedInAsync(officer);

        var answer = await client.PostFileAsync(SiteUrls.Import, "import", "Source", "長い規程.txt", new byte[bytes], ("Form.Text", First), ("Form.Act", "read"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.Equal(ImportErrors.TooLarge.Japanese, page.QuerySelector("#file-error")!.TextContent);
        Assert.Contains("庁舎管理規程", page.QuerySelector("#text")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_comes_back_changed_is_an_amendment_without_the_days_of_the_edition_before(bool fromTheDocument)
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "SP-07", "庁舎管理規程");
        await shelf.EditionAsync(document, First, new(2023, 4, 1));
        var officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        using var client = await portal.SignedInAsync(officer);
        var changed = System.Text.Encoding.UTF8.GetBytes(First.Replace("甲を定める", "甲及び丙を定める", StringComparison.Ordinal).Replace("令和5年3月31日", "令和5年4月1日", StringComparison.Ordinal));

        var read = await (await client.PostFileAsync(fromTheDocument ? SiteUrls.ImportFor(document) : SiteUrls.Import, "import", "Source", "庁舎管理規程 改正案.txt", changed, ("Form.Act", "read"))).PageAsync();
        if (fromTheDocument)
        {
            Assert.Equal("Amendment", read.QuerySelector("input[name='Form.Purpose'][checked]")!.GetAttribute("value"));
            Assert.Equal(document.ToString(), read.QuerySelector("#document option[selected]")!.GetAttribute("value"));
            Assert.Equal("PartialAmendment", read.QuerySelector("#kind option[selected]")!.GetAttribute("value"));
            Assert.Equal(("", ""), (Value(read, "Form.EnactedOn") ?? "", Value(read, "Form.EffectiveFrom") ?? ""));
        }
        // Chosen only now, what was proposed for a new document is not taken over; nothing is saved before its differences were shown.
        var saved = await client.PostFormAsync(read, SiteUrls.Import, "import", ("Form.Purpose", "Amendment"), ("Form.Document", document.ToString()), ("Form.Act", "save"));
        if (!fromTheDocument)
        {
            var shown = await saved.PageAsync();
            Assert.Contains("まだ保存していません", shown.QuerySelector(".notice[role=status]")!.TextContent, StringComparison.Ordinal);
            read = shown;
            saved = await client.PostFormAsync(shown, SiteUrls.Import, "import", ("Form.Act", "save"));
        }
        Assert.Contains(read.QuerySelectorAll(".comparison ins"), ins => ins.TextContent.Contains('丙', StringComparison.Ordinal));
        var page = await client.PageAsync(saved.Headers.Location!.OriginalString);
        Assert.Contains("一部改正", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("庁舎管理規程 改正案.txt の本文.txt", page.QuerySelector("aside")!.TextContent, StringComparison.Ordinal);
        await using var after = portal.Open(await portal.ReaderAsync(officer));
        var amendment = await after.Amendments.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((EditionKind.PartialAmendment, null, null), (amendment.Kind, amendment.EnactedOn, amendment.EffectiveFrom));
        Assert.NotNull(amendment.BaseEditionId);
    }

    [Fact]
    public async Task A_text_that_comes_back_is_compared_with_the_edition_in_force_on_its_day_and_that_one_is_named_before_it_is_saved()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "SP-07", "庁舎管理規程");
        var inForce = await shelf.EditionAsync(document, First, new(2023, 4, 1));
        var waiting = await shelf.EditionAsync(document, First.Replace("附則", "第2条（鍵） 鍵を定める。\n附則", StringComparison.Ordinal), new(2029, 4, 1), EditionKind.PartialAmendment);
        var officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        using var client = await portal.SignedInAsync(officer);
        var changed = First.Replace("甲を定める", "甲及び丙を定める", StringComparison.Ordinal);

        // Without a day it is the edition in force today: what the waiting one brings is not taken back.
        var read = await (await client.PostFormAsync(SiteUrls.ImportFor(document), "import", ("Form.Text", changed), ("Form.Act", "read"))).PageAsync();
        Assert.Contains("今日施行中の第1版", Named(read), StringComparison.Ordinal);
        Assert.DoesNotContain("鍵", read.QuerySelector(".comparison")!.TextContent, StringComparison.Ordinal);

        // Another day leads to another edition, and nothing is saved before that was seen.
        var other = await (await client.PostFormAsync(read, SiteUrls.Import, "import", ("Form.EffectiveFrom", "R11.5.1"), ("Form.Act", "save"))).PageAsync();
        Assert.Contains("施行日に施行されている第2版", Named(other), StringComparison.Ordinal);
        Assert.Contains("鍵", other.QuerySelector(".comparison del")!.TextContent, StringComparison.Ordinal);
        await using (var none = portal.Open(await portal.ReaderAsync(officer)))
            Assert.Empty(await none.Amendments.ToListAsync(TestContext.Current.CancellationToken));

        await client.PostFormAsync(other, SiteUrls.Import, "import", ("Form.EffectiveFrom", "R11.5.1"), ("Form.Act", "save"));
        await client.PostFormAsync(read, SiteUrls.Import, "import", ("Form.Act", "save"));
        await using var after = portal.Open(await portal.ReaderAsync(officer));
        Assert.Equal(new EditionId?[] { inForce, waiting }.ToHashSet(), (await after.Amendments.Select(a => a.BaseEditionId).ToListAsync(TestContext.Current.CancellationToken)).ToHashSet());

        static string Named(IHtmlDocument page) => string.Concat(page.QuerySelectorAll(".notice").Select(notice => notice.TextContent));
    }

    private static (string?, string?, string?) Shown(IHtmlDocument page) => (Value(page, "Form.New.Title"), Value(page, "Form.EnactedOn"), Value(page, "Form.EffectiveFrom"));

    private static string? Value(IHtmlDocument page, string name) => page.QuerySelector($"input[name='{name}']")?.GetAttribute("value");
}
