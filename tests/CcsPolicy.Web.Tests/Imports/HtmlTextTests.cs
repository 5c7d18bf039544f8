using System.Diagnostics;
using System.Text;
using CcsPolicy.Web.Imports;
using CsCheck;
using Xunit;

namespace CcsPolicy.Web.Tests.Imports;

public sealed class HtmlTextTests
{
    private static readonly string[] Tangles =
    [
        "<p>", "</p>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<ol start=-5>", "</ol>", "<li value=99999999999>", "<ruby>", "<rt>", "</ruby>", "<script>", "</script>",
        "<pre>", "</pre>", "<br/>", "<", "&#x110000;", "&#0;", "語", " ", "\n", "<nav>", "</nav>", "<plaintext>", "<![CDATA[", "<?x?>",
    ];

    private static SourceText Read(string html) => SourceFile.Read(Encoding.UTF8.GetBytes(html), "方針.html").Value;

    [Theory]
    [InlineData("<p>第1条　目的</p><div>第2条<br>定義</div>", "第1条　目的\n第2条\n定義\n")]
    [InlineData("<!DOCTYPE html><html><head><title>題</title><style>p{}</style></head><body><script>if (a < b) document.write('<p>x</p>')</script><nav><ul><li>案内</li></ul></nav><h1>方針</h1>本文</body></html>", "方針\n本文\n")]
    [InlineData("<p>この\n  規程は\n ABC\n def　と</p>", "この規程は ABC def　と\n")]
    [InlineData("<p>&amp;&lt;&nbsp;&#12354;&#x3044;&hellip;&unknown;</p>", "&< あい…&unknown;\n")]
    [InlineData("<p><ruby>条<rp>(</rp><rt>じょう</rt><rp>)</rp></ruby>例<ruby><rb>規</rb><rt>き</ruby>則</p>", "条例規則\n")]
    [InlineData("<ol><li>一</li><li>二<ol type=a start=3><li>三<li>四</ol></li><li value=9>五</ol>", "1. 一\n2. 二\nc. 三\nd. 四\n9. 五\n")]
    [InlineData("<ol style='list-style-type: katakana'><li>一<li>二</ol><ol type=I><li>三</ol><ul><li><p>四</p></li></ul>", "ア、一\nイ、二\nI. 三\n・四\n")]
    [InlineData("<ul><li>(1) 一</li><li>第2条　二</li></ul><ol style=list-style:none><li>三</ol>", "(1) 一\n第2条　二\n三\n")]
    [InlineData("<table><tr><th>用語<th>意味<tr><td>組合<td><p>当組合</p><p>をいう。</p></table>後", "用語 | 意味 |\n組合 | 当組合 をいう。 |\n後\n")]
    [InlineData("<table><tr><td>枠<p>の中</table>", "枠\nの中\n")]
    [InlineData("<table><tr><td>案内</td><td><table><tr><td>甲</td><td>乙</td></tr></table>第1条</td></tr></table>", "案内\n甲 | 乙 |\n第1条\n")]
    [InlineData("<div hidden>秘<div>密</div></div><div style='display:none'>x</div><p>表<del>旧</del><ins>新</ins></p><!-- 注 -->", "表新\n")]
    [InlineData("<pre>第1条\n  (1) 一\n\n  (2) 二</pre>", "第1条\n  (1) 一\n\n  (2) 二\n")]
    [InlineData("<dl><dt>組合<dd>当組合をいう。</dl><hr>末", "組合\n当組合をいう。\n末\n")]
    [InlineData("<p>開いたまま<b>の", "開いたままの\n")]
    [Trait("ASVS", "V1.3.1")]
    public void A_page_gives_the_lines_that_a_person_sees(string html, string text)
    {
        var read = Read(html);

        Assert.Equal(text, read.Text);
        Assert.Equal(SourceFormat.Html, read.Format);
    }

    [Fact]
    public void Pictures_are_said()
    {
        Assert.Equal("import.pictures", Assert.Single(Read("<p>図<img src=a.png>1</p>").Remarks).Code);
    }

    [Theory]
    [InlineData("Shift_JIS", 932)]
    [InlineData("euc-jp", 51932)]
    public void The_code_that_a_page_declares_is_used(string declared, int codePage)
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes($"<html><head><meta charset=\"{declared}\"></head><p>ｱ条</p>");

        Assert.Equal("ｱ条\n", SourceFile.Read(bytes, null).Value.Text);
    }

    [Fact]
    public void A_declared_code_that_does_not_fit_the_bytes_is_not_believed()
    {
        Assert.Equal("情報資産\n", Read("<html><meta charset=euc-jp><p>情報資産</p>").Text);
    }

    [Fact]
    public void Text_that_only_speaks_of_tags_stays_text_and_XML_is_refused()
    {
        Assert.Equal("<1> 目的 <p>\n", Read("<1> 目的 <p>\n").Text);
        Assert.Equal("import.xml", SourceFile.Read("<?xml version=\"1.0\"?><Law/>"u8.ToArray(), "a.html").Error?.Code);
    }

    public static TheoryData<string, string> Bombs => new()
    {
        { "tables in tables", string.Concat(Enumerable.Repeat("<table><td>", 300_000)) + "x" },
        { "rows in lists", string.Concat(Enumerable.Repeat("<ol><li>x", 300_000)) },
        { "formatting left open", string.Concat(Enumerable.Range(0, 500).Select(i => $"<b id={i}>")) + string.Concat(Enumerable.Repeat("<p>x", 500_000)) },
        { "attributes without end", "<p " + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i}=1 ")) + ">x" },
        { "half tags", "<p>" + new string('<', 3_000_000) },
        { "half entities", "<p>" + string.Concat(Enumerable.Repeat("&am", 1_000_000)) },
        { "a comment without end", "<p>x<!--" + new string('-', 3_000_000) },
        { "one long line of list styles", "<ol style='" + string.Concat(Enumerable.Repeat("list-style", 300_000)) + "'><li>x" },
    };

    [Theory, MemberData(nameof(Bombs))]
    public void A_page_built_to_exhaust_its_reader_is_read_in_a_moment(string name, string html)
    {
        var watch = Stopwatch.StartNew();

        var read = SourceFile.Read(Encoding.UTF8.GetBytes("<html>" + html), name);

        Assert.True(read.Error is not null || read.Value.Text.Length > 0);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 20_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Any_tangle_of_tags_gives_a_text_or_a_reason()
    {
        var piece = Gen.Int[0, Tangles.Length - 1].Select(i => Tangles[i]);
        piece.Array[0, 60].Sample(pieces =>
        {
            var read = SourceFile.Read(Encoding.UTF8.GetBytes("<html>" + string.Concat(pieces)), null);
            Assert.True(read.Error is not null || read.Value.Text.Length > 0);
        }, iter: 3000);
    }
}
