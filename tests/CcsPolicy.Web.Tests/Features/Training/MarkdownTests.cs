using AngleSharp.Dom;
using Bunit;
using CcsPolicy.Web.Features.Training;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Training;

/// <summary>What a course's text becomes on its page.</summary>
public sealed class MarkdownTests : IDisposable
{
    private static readonly string[] Known = ["DIV", "H2", "H3", "H4", "P", "UL", "OL", "LI", "BLOCKQUOTE", "PRE", "CODE", "HR", "TABLE", "TBODY", "TR", "TH", "TD", "STRONG", "EM", "A", "BR"];
    private readonly BunitContext context = new();

    public void Dispose() => context.Dispose();

    private IElement Body(string text) => context.Render<MarkdownBody>(parameters => parameters.Add(body => body.Text, text)).Find(".course-text");

    [Fact]
    public void A_text_is_read_into_blocks()
    {
        var body = Body("# 見出し\n段落の\n続き\n\n- 一\n- 二\n  つづき\n\n1. 甲\n2. 乙\n\n> 引用\n> 続き\n\n---\n\n```\n**x**\n```\n## 次\n\n| 区分 | 扱い |\n|---|---|\n| 機密 | **金庫** |\n");
        Assert.Equal(["H2", "P", "UL", "OL", "BLOCKQUOTE", "HR", "PRE", "H3", "TABLE"], body.Children.Select(child => child.TagName));
        // Japanese is not written with spaces: a line that ends is a line that ends.
        Assert.Equal("段落の<br>続き", body.Children[1].InnerHtml);
        Assert.Equal(["一", "二<br>つづき"], body.QuerySelectorAll("ul > li").Select(item => item.InnerHtml));
        Assert.Equal("**x**", body.QuerySelector("pre")!.TextContent.TrimEnd());
        Assert.Equal(["区分", "扱い"], body.QuerySelectorAll("th[scope=col]").Select(cell => cell.TextContent));
        Assert.Equal("金庫", body.QuerySelector("td strong")!.TextContent);
    }

    [Fact]
    public void Lists_stand_within_lists_and_go_on_from_where_they_begin()
    {
        var body = Body("3. 甲\n   - 一\n   - 二\n4. 乙\n");
        Assert.Equal("3", body.QuerySelector("ol")!.GetAttribute("start"));
        Assert.Equal(["一", "二"], body.QuerySelectorAll("ol > li > ul > li").Select(item => item.TextContent));
    }

    [Fact]
    public void Marks_within_a_line_become_pieces_also_between_japanese_signs_and_marks_without_an_end_stay_words()
    {
        var line = Body("前**「強い」**語と`code`と*弱*、**終わらない").QuerySelector("p")!;
        Assert.Equal(["「強い」", "code", "弱"], line.Children.Select(part => part.TextContent));
        Assert.EndsWith("、**終わらない", line.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/documents", true)]
    [InlineData("https://example.jp/a?b=1", true)]
    [InlineData("mailto:a@example.jp", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("JaVaScRiPt:alert(1)", false)]
    [InlineData("java&#115;cript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\\\evil.example", false)]
    [InlineData("</ /evil.example>", false)]
    [InlineData("relative", false)]
    public void Only_addresses_of_the_site_the_web_and_mail_become_links_and_what_is_none_stays_as_written(string target, bool isLink)
    {
        foreach (var body in new[] { Body($"見る [語]({target})"), Body($"見る [語][1]\n\n[1]: {target}\n") })
        {
            Assert.Equal(isLink, body.QuerySelector("a") is not null);
            Assert.Contains("語", body.TextContent, StringComparison.Ordinal);
        }
        if (!isLink)
            Assert.Equal($"見る [語]({target})", Body($"見る [語]({target})").TextContent.Trim());
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("文の中の <b onclick=\"x()\">語</b>")]
    [InlineData("<!-- 隠す -->")]
    [InlineData("![図](https://evil.example/x.png)")]
    [InlineData("<javascript:alert(1)>")]
    public void Html_and_images_from_elsewhere_stay_words(string text)
    {
        var body = Body(text);
        Assert.Equal(text, body.TextContent.Trim());
        Assert.Empty(body.QuerySelectorAll("p *"));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("**a*b")]
    [InlineData("_a")]
    [InlineData("[")]
    [InlineData("[a](")]
    [InlineData("![a]")]
    [InlineData("[a]: <b\n")]
    [InlineData("#")]
    [InlineData("`")]
    [InlineData("``` ` ")]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("1. ")]
    [InlineData("|a")]
    [InlineData("|a|\n|-|\n")]
    [InlineData("<a ")]
    [InlineData("&amp;")]
    [InlineData("\\")]
    public void Nothing_takes_long_however_deep_it_stands(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 20_000 / piece.Length));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        OnlyKnown(Body(text));
        Assert.True(clock.ElapsedMilliseconds < 3_000, $"{clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Whatever_is_written_only_known_elements_and_addresses_come_out()
    {
        string[] pieces = ["<script>", "</", "<a href=x>", "onerror=", "\"", "'", ">", "javascript:", "data:", "//", "/x", "[", "](", ")", "![", "`", "```", "*", "**", "_", "\n", "\n\n", "- ", "1. ", "> ", "|", "|-|-|", "# ", "&lt;", "&#x6a;", "語", " ", "\\", "<", "mailto:", "https://a.example", "]: "];
        var random = new Random(20_261_130);
        for (var round = 0; round < 400; round++)
            OnlyKnown(Body(string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => pieces[random.Next(pieces.Length)]))));
    }

    private static void OnlyKnown(IElement body)
    {
        foreach (var element in body.QuerySelectorAll("*"))
        {
            Assert.Contains(element.TagName, Known);
            Assert.All(element.Attributes, attribute => Assert.Contains(attribute.Name, (string[])["href", "rel", "start", "scope", "tabindex"]));
            if (element.GetAttribute("href") is { } address)
                Assert.True(MarkdownText.IsAddress(address), address);
        }
    }
}
