using CcsPolicy.Web.Features.Training;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Training;

public sealed class MarkdownTests
{
    [Fact]
    public void A_text_is_read_into_blocks()
    {
        var blocks = MarkdownText.Read("# 見出し\n段落の\n続き\n\n- 一\n- 二\n  つづき\n1. 甲\n2. 乙\n> 引用\n> 続き\n---\n```\n**x**\n```\n## 次");
        Assert.Equal([BlockKind.Heading, BlockKind.Paragraph, BlockKind.Bullets, BlockKind.Numbers, BlockKind.Quote, BlockKind.Rule, BlockKind.Code, BlockKind.Heading], blocks.Select(block => block.Kind));
        Assert.Equal(["段落の", "", "続き"], blocks[1].Lines[0].Select(part => part.Words));
        Assert.Equal([1, 3], blocks[2].Lines.Select(line => line.Length));
        Assert.Equal("**x**", blocks[6].Lines[0][0].Words);
        Assert.Equal(2, blocks[7].Level);
    }

    [Fact]
    public void Marks_within_a_line_become_pieces_and_marks_without_an_end_stay_words()
    {
        var line = MarkdownText.Read("前**強い*中*語**と`code`と*弱*、**終わらない")[0].Lines[0];
        Assert.Equal([InlineKind.Words, InlineKind.Strong, InlineKind.Words, InlineKind.Code, InlineKind.Words, InlineKind.Emphasis, InlineKind.Words], line.Select(part => part.Kind));
        Assert.Equal([InlineKind.Words, InlineKind.Emphasis, InlineKind.Words], line[1].Parts.Select(part => part.Kind));
        Assert.Equal("、**終わらない", line[^1].Words);
    }

    [Theory]
    [InlineData("/documents", true)]
    [InlineData("https://example.jp/a?b=1", true)]
    [InlineData("mailto:a@example.jp", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("JaVaScRiPt:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("relative", false)]
    public void Only_addresses_of_the_site_the_web_and_mail_become_links(string target, bool isLink) =>
        Assert.Equal(isLink, MarkdownText.Read($"見る [語]({target})")[0].Lines[0].Any(part => part.Kind == InlineKind.Link));

    [Fact]
    public void Html_stays_words() => Assert.Equal("<script>alert(1)</script>", Assert.Single(Assert.Single(MarkdownText.Read("<script>alert(1)</script>")).Lines[0]).Words);

    [Theory]
    [InlineData("*")]
    [InlineData("**a*b")]
    [InlineData("[")]
    [InlineData("[a](")]
    [InlineData("#")]
    [InlineData("`")]
    [InlineData("> ")]
    public void Nothing_takes_long_and_no_word_is_lost(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 20_000 / piece.Length));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.NotEmpty(MarkdownText.Read(text));
        Assert.True(clock.ElapsedMilliseconds < 3_000, $"{clock.ElapsedMilliseconds} ms");
    }
}
