using CcsPolicy.Web.Imports;
using CcsPolicy.Web.Imports.Word;
using Xunit;
using static CcsPolicy.Web.Tests.Imports.AWordFile;

namespace CcsPolicy.Web.Tests.Imports;

public sealed class WordNumberingTests
{
    private static readonly string Articles = Series(0,
        Level(0, "decimal", "第%1章"),
        Level(1, "decimal", "第%2条", "<w:lvlRestart w:val=\"0\"/>"),
        Level(2, "decimalFullWidth", "%3", "", 2),
        Level(3, "decimal", "(%4)"),
        Level(4, "aiueoFullWidth", "%5"));

    private static string Read(AWordFile file)
    {
        var read = SourceFile.Read(file.Build(), "規程.docx");
        Assert.Null(read.Error);
        return read.Value.Text;
    }

    [Fact]
    public void Articles_chapters_and_items_get_the_numbers_that_Word_shows()
    {
        var file = new AWordFile().Numbering(Articles + List(1, 0)).Body(
            P("総則", 1) + P("この規程は", 1, 1) + P("前項の", 1, 2) + P("次に掲げる", 1, 2) + P("情報", 1, 3) + P("機器", 1, 3) + P("端末", 1, 4) +
            P("用語は", 1, 1) + P("設備", 1, 3) + P("雑則", 1) + P("委任", 1, 1) + P("附則"));

        Assert.Equal(
            "第1章　総則\n第1条　この規程は\n２　前項の\n３　次に掲げる\n(1)　情報\n(2)　機器\nア　端末\n第2条　用語は\n(1)　設備\n第2章　雑則\n第3条　委任\n附則\n",
            Read(file));
    }

    [Fact]
    public void A_level_may_show_the_numbers_of_the_levels_above_in_digits_if_it_is_legal()
    {
        var file = new AWordFile().Numbering(Series(0,
            Level(0, "upperRoman", "%1."), Level(1, "upperRoman", "%1.%2", "<w:isLgl/>"), Level(2, "lowerLetter", "%1-%2-%3", "<w:suff w:val=\"space\"/>")) + List(1, 0)).Body(
            P("a", 1) + P("b", 1) + P("c", 1, 1) + P("d", 1, 2));

        Assert.Equal("I.　a\nII.　b\n2.1　c\nII-I-a d\n", Read(file));
    }

    [Fact]
    public void A_style_brings_its_list_and_level_even_through_the_style_it_is_based_on()
    {
        var file = new AWordFile()
            .Styles("<w:style w:type=\"paragraph\" w:styleId=\"Article\"><w:pPr><w:numPr><w:numId w:val=\"5\"/></w:numPr></w:pPr></w:style>" +
                    "<w:style w:type=\"paragraph\" w:styleId=\"Item\"><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"5\"/></w:numPr></w:pPr></w:style>" +
                    "<w:style w:type=\"paragraph\" w:styleId=\"SmallItem\"><w:basedOn w:val=\"Item\"/></w:style>" +
                    "<w:style w:type=\"paragraph\" w:styleId=\"Loop\"><w:basedOn w:val=\"Loop\"/></w:style>")
            .Numbering(Series(0, Level(0, "decimal", "第%1条", "<w:pStyle w:val=\"Article\"/>"), Level(1, "decimal", "(%2)", "<w:pStyle w:val=\"Item\"/>")) + List(5, 0))
            .Body(P("目的", style: "Article") + P("一つ", style: "SmallItem") + P("番号なし", 0, style: "Article") + P("二つ", style: "Item") + P("定義", style: "Article") + P("輪", style: "Loop"));

        Assert.Equal("第1条　目的\n(1)　一つ\n番号なし\n(2)　二つ\n第2条　定義\n輪\n", Read(file));
    }

    [Fact]
    public void Lists_of_one_series_count_on_and_an_override_starts_anew_once()
    {
        var file = new AWordFile().Numbering(Series(0, Level(0, "decimal", "%1")) + List(1, 0) + List(2, 0) +
            List(3, 0, "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"7\"/></w:lvlOverride>")).Body(
            P("a", 1) + P("b", 2) + P("c", 3) + P("d", 3) + P("e", 1));

        Assert.Equal("1　a\n2　b\n7　c\n8　d\n9　e\n", Read(file));
    }

    [Fact]
    public void An_override_may_write_a_level_in_another_way()
    {
        var file = new AWordFile().Numbering(Series(0, Level(0, "decimal", "%1")) + List(1, 0) +
            List(2, 0, "<w:lvlOverride w:ilvl=\"0\">" + Level(0, "irohaFullWidth", "%1", "<w:suff w:val=\"nothing\"/>") + "</w:lvlOverride>")).Body(
            P("a", 1) + P("　b", 2));

        Assert.Equal("1　a\nロ　b\n", Read(file));
    }

    [Fact]
    public void A_numbering_style_leads_to_its_list()
    {
        var file = new AWordFile()
            .Styles("<w:style w:type=\"numbering\" w:styleId=\"Outline\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>")
            .Numbering(Series(0, Level(0, "decimal", "第%1")) + "<w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"Outline\"/></w:abstractNum>" + List(1, 0) + List(2, 1))
            .Body(P("a", 2) + P("b", 2));

        Assert.Equal("第1　a\n第2　b\n", Read(file));
    }

    [Fact]
    public void Bullets_of_symbol_fonts_become_a_middle_dot_and_others_stay()
    {
        var file = new AWordFile().Numbering(Series(0, Level(0, "bullet", "\uF06C")) + Series(1, Level(0, "bullet", "○")) +
            Series(2, "<w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"l\"/><w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr></w:lvl>") +
            List(1, 0) + List(2, 1) + List(3, 2)).Body(P("a", 1) + P("b", 2) + P("c", 3));

        Assert.Equal("・　a\n○　b\n・　c\n", Read(file));
    }

    [Theory]
    [InlineData("decimal", 12, "12")]
    [InlineData("decimalZero", 3, "03")]
    [InlineData("decimalFullWidth", 10, "１０")]
    [InlineData("decimalEnclosedCircle", 1, "①")]
    [InlineData("decimalEnclosedCircle", 20, "⑳")]
    [InlineData("decimalEnclosedCircle", 21, "21")]
    [InlineData("decimalEnclosedParen", 2, "⑵")]
    [InlineData("aiueo", 2, "ｲ")]
    [InlineData("aiueoFullWidth", 46, "ン")]
    [InlineData("iroha", 1, "ｲ")]
    [InlineData("irohaFullWidth", 7, "ト")]
    [InlineData("japaneseCounting", 1, "一")]
    [InlineData("japaneseCounting", 10, "十")]
    [InlineData("japaneseCounting", 21, "二十一")]
    [InlineData("japaneseCounting", 105, "百五")]
    [InlineData("japaneseCounting", 12345, "一万二千三百四十五")]
    [InlineData("japaneseDigitalTenThousand", 10, "一〇")]
    [InlineData("japaneseLegal", 13, "拾参")]
    [InlineData("ideographTraditional", 2, "乙")]
    [InlineData("lowerLetter", 26, "z")]
    [InlineData("lowerLetter", 28, "bb")]
    [InlineData("upperLetter", 1, "A")]
    [InlineData("lowerRoman", 14, "xiv")]
    [InlineData("upperRoman", 9, "IX")]
    [InlineData("none", 5, "")]
    [InlineData("something-new", 5, "5")]
    public void A_number_is_written_as_Word_shows_it(string format, int number, string written) =>
        Assert.Equal(written, WordNumberFormat.Write(number, format));
}
