using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CcsPolicy.Domain.Access;
using CcsPolicy.Web.DemoData;
using CcsPolicy.Web.Features.Reading;
using CsCheck;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Reading;

public sealed class EditionHtmlTests
{
    private const string Signs = "第第11223条条条章()一アア①①附則別表。。「」前\n\n\n\n 　\t|<>&\"'\u0007";

    private static readonly DemoYear November2026 = new(new DateOnly(2026, 11, 24));

    public static TheoryData<string> Editions => [.. DemoTexts.Editions];

    [Theory, MemberData(nameof(Editions))]
    public void Every_reference_and_every_term_leads_to_a_place_in_the_text(string name)
    {
        var page = Page(DemoTexts.Read(name, November2026));
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        var links = page.QuerySelectorAll("a[href^='#']").Select(link => link.GetAttribute("href")![1..]).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Contains(link, ids));
    }

    [Theory, MemberData(nameof(Editions))]
    public void Headings_go_down_one_level_at_a_time_and_none_is_the_title(string name)
    {
        var levels = Page(DemoTexts.Read(name, November2026)).QuerySelectorAll("h1,h2,h3,h4,h5,h6").Select(heading => heading.LocalName[1] - '0').ToList();
        Assert.DoesNotContain(1, levels);
        Assert.All(levels.Prepend(1).Zip(levels), pair => Assert.True(pair.Second <= pair.First + 1, $"h{pair.Second} after h{pair.First}"));
    }

    [Theory, MemberData(nameof(Editions))]
    public void Every_provision_stands_under_its_path_with_its_label_and_all_its_words(string name)
    {
        var body = Body(DemoTexts.Read(name, November2026));
        var page = Page(DemoTexts.Read(name, November2026));
        Assert.NotEmpty(body.Paths.All);
        foreach (var placed in body.Paths.All)
        {
            var element = page.GetElementById(placed.Path.ToString())!;
            var words = Squeezed(element.TextContent);
            Assert.Contains(Squeezed(placed.Provision.Label), words, StringComparison.Ordinal);
            Assert.Contains(Squeezed(placed.Provision.Heading ?? ""), words, StringComparison.Ordinal);
            // In a table cells stand where gaps stood.
            Assert.Contains(Squeezed(placed.Provision.Text), words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void References_and_definitions_become_links_and_a_term_is_marked_once_in_an_article()
    {
        var page = Page("""
            試験規程

            （定義）
            第1条 この規程において「個人番号」とは、番号法に定める番号をいう。
            （取扱い）
            第2条 個人番号は、前条の定義に従い、個人番号を取り扱う者が管理する。
            """);
        Assert.Equal("個人番号", page.QuerySelector("dfn.pv-term")!.TextContent);
        var term = Assert.Single(page.QuerySelectorAll("a.pv-def"));
        Assert.Equal("#1", term.GetAttribute("href"));
        Assert.Contains("番号法", term.GetAttribute("title"), StringComparison.Ordinal);
        Assert.Equal("#1", Assert.Single(page.QuerySelectorAll("a.pv-ref")).GetAttribute("href"));
    }

    [Fact]
    public void Lines_of_an_appendix_with_the_same_number_of_cells_are_a_table()
    {
        var page = Page("""
            試験規程

            第1条 別表のとおりとする。
            別表（第1条関係）
            情報システム 許される停止の時間
            年金システム 1業務日
            会計システム 2業務日
            """);
        var table = Assert.Single(page.QuerySelectorAll("table.pv-table"));
        Assert.Equal(2, table.QuerySelectorAll("th[scope=col]").Length);
        Assert.Equal("2業務日", table.QuerySelectorAll("td")[^1].TextContent);
    }

    [Fact]
    public void A_text_can_put_no_markup_into_the_page()
    {
        var page = Page("題名<script>alert(1)</script>\n\n第1条 <img src=x onerror=alert(1)> & \"引用\" 'x'\n");
        Assert.Empty(page.QuerySelectorAll("script,img,[style],[onerror]"));
        Assert.Contains("<img src=x onerror=alert(1)> & \"引用\" 'x'", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_gives_a_page_that_a_parser_reads_back_as_the_same_provisions() =>
        Gen.String[Gen.Int[0, Signs.Length - 1].Select(at => Signs[at]), 0, 200].Sample(text =>
        {
            var body = Body(text);
            var page = Page(text);
            return body.Paths.All.All(placed => page.GetElementById(placed.Path.ToString()) is not null);
        }, iter: 300);

    private static EditionBody Body(string text) => EditionBody.Of(default, default, text, [], WithheldProvisions.None, CcsPolicy.Web.Texts.TextsAbove.None);

    private static IHtmlDocument Page(string text) =>
        new HtmlParser().ParseDocument("<!DOCTYPE html><html><body>" + System.Text.Encoding.UTF8.GetString(Body(text).Html) + "</body></html>");

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
