using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Reviewing;

/// <summary>新旧対照表 on the page of an amendment.</summary>
public sealed class ComparedPageTests
{
    [Fact]
    public async Task A_change_stands_below_what_holds_it_and_what_is_deleted_is_commented_on_by_its_full_address()
    {
        await using var portal = new Portal();
        using var officer = await portal.SignedInAsync(await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "SP-01", "情報セキュリティ対策基準");
        await shelf.EditionAsync(document, SampleTexts.First, new(2024, 4, 1));
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        var begun = await officer.PostFormAsync(SiteUrls.BeginAmendment(document), "begin");
        var amendment = PublicId.TryParse<AmendmentId>(begun.Headers.Location!.OriginalString.Split('/').SkipWhile(part => part != "amendments").ElementAt(1).Split('?')[0])!.Value;
        await officer.PostFormAsync(SiteUrls.EditDraftText(amendment), "text",
            ("Words", SampleTexts.First.Replace("\n(2)　端末　業務に用いる電子計算機をいう。", "", StringComparison.Ordinal).Replace("毎年度", "毎月", StringComparison.Ordinal)), ("Then", "stay"));

        var page = await officer.PageAsync(SiteUrls.Amendment(amendment));
        var lines = page.QuerySelectorAll(".comparison tbody tr:not(.comparison-beside)").Select(line => string.Join('|', line.QuerySelectorAll("td").Select(side => side.TextContent))).ToList();
        Assert.Equal(["改正後", "改正前"], page.QuerySelectorAll(".comparison thead th").Select(side => side.TextContent));
        Assert.Equal(
            ["第1条　（略）|第1条　（略）", "（定義）|（定義）", "第2条　（略）|第2条　（略）", "(1)　（略）|(1)　（略）", "（削る）|削除：(2)　端末　業務に用いる電子計算機をいう。、削除終わり", "（管理）|（管理）",
             "第3条　所属長は、端末の台数を追加：毎月確かめる、追加終わり。|第3条　所属長は、端末の台数を削除：毎年度確かめる、削除終わり。", "2　（略）|2　（略）"], lines);
        // Only what was changed is commented on here; the whole text has the rest.
        var write = page.QuerySelectorAll(".comparison .review-write");
        Assert.Equal(["第2条第2号（削る）に意見を書く", "第3条 管理に意見を書く"], write.Select(link => link.GetAttribute("aria-label")));

        var form = write[0].GetAttribute("href")!;
        await officer.PostFormAsync(form, SiteUrls.CommentsOf(amendment), ("Words", "なくすと端末の範囲が分からなくなります。"));
        var said = await officer.PageAsync(SiteUrls.Amendment(amendment));
        Assert.Contains("なくすと端末の範囲", said.QuerySelector(".comparison-beside .review-notes")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("（削る）", said.QuerySelector("aside")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(said.QuerySelectorAll("script:not([src]), [style]"));
    }
}
