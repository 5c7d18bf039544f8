using CcsPolicy.Web.Imports;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Xunit;
using static CcsPolicy.Web.Tests.Imports.AWordFile;

namespace CcsPolicy.Web.Tests.Imports;

public sealed class WordTextTests
{
    private static SourceText Read(string body) => SourceFile.Read(new AWordFile().Body(body).Build(), null).Value;

    [Fact]
    public void Tracked_insertions_are_kept_and_deletions_dropped()
    {
        var read = Read("<w:p><w:r><w:t>組合は</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins>" +
                        "<w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>規程</w:t></w:r></w:moveTo></w:p>");

        Assert.Equal("組合は新規程\n", read.Text);
        Assert.Equal(SourceFormat.Word, read.Format);
    }

    [Fact]
    public void A_paragraph_whose_end_is_deleted_runs_on_into_the_next()
    {
        var read = Read("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p>" + P("後") +
                        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>無</w:delText></w:r></w:del></w:p>" + P("末"));

        Assert.Equal("前後\n末\n", read.Text);
    }

    [Fact]
    public void Ruby_gives_its_base_and_line_breaks_give_lines()
    {
        var read = Read("<w:p><w:r><w:ruby><w:rt><w:r><w:t>じょう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>条</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>例</w:t><w:br/><w:t>次</w:t><w:tab/><w:t>の</w:t></w:r></w:p>");

        Assert.Equal("条例\n次\tの\n", read.Text);
    }

    [Fact]
    public void Fields_give_their_result_and_enclosed_numbers_their_sign()
    {
        const string Begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>";
        const string End = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
        var read = Read("<w:p>" +
            Begin + "<w:r><w:instrText> REF a </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>第3条</w:t></w:r>" + End +
            Begin + "<w:r><w:instrText>eq \\o\\ac(○,12)</w:instrText></w:r>" + End +
            Begin + "<w:r><w:instrText>EQ \\* jc2 \\* \"Font:MS 明朝\" \\* hps10 \\o\\ad(\\s\\up 9(きてい),規程)</w:instrText></w:r>" + End + "</w:p>");

        Assert.Equal("第3条⑫規程\n", read.Text);
    }

    [Fact]
    public void Tables_become_rows_and_a_frame_of_one_column_becomes_lines()
    {
        static string Cell(string inner) => $"<w:tc>{inner}</w:tc>";
        var read = Read(
            "<w:tbl><w:tr>" + Cell(P("用語")) + Cell(P("意味")) + "</w:tr><w:tr>" + Cell(P("組合")) + Cell(P("当組合") + P("をいう。")) + "</w:tr>" +
            "<w:tr><w:trPr><w:del/></w:trPr>" + Cell(P("旧")) + Cell(P("旧")) + "</w:tr></w:tbl>" +
            "<w:tbl><w:tr>" + Cell(P("第1条　枠の中") + P("第2条　枠の中")) + "</w:tr></w:tbl>");

        Assert.Equal("用語 | 意味 |\n組合 | 当組合 をいう。 |\n第1条　枠の中\n第2条　枠の中\n", read.Text);
    }

    [Fact]
    public void Content_controls_links_and_text_boxes_are_read_once()
    {
        var box = "<w:txbxContent>" + P("囲みの中") + "</w:txbxContent>";
        var read = Read("<w:sdt><w:sdtPr><w:t>x</w:t></w:sdtPr><w:sdtContent>" + P("題名") + "</w:sdtContent></w:sdt>" +
            "<w:p><w:hyperlink><w:r><w:t>別記</w:t></w:r></w:hyperlink><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">" + box + "</mc:Choice><mc:Fallback>" + box + "</mc:Fallback></mc:AlternateContent></w:r></w:p>");

        Assert.Equal("題名\n別記\n囲みの中\n", read.Text);
    }

    [Fact]
    public void What_is_no_line_of_the_text_is_said()
    {
        var file = new AWordFile()
            .Body("<w:p><w:r><w:t>本文</w:t><w:footnoteReference w:id=\"2\"/><w:commentReference/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>秘</w:t></w:r><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r></w:p><w:altChunk/>")
            .Footnotes("<w:footnote w:id=\"2\">" + P("脚注の文") + "</w:footnote>");

        var read = SourceFile.Read(file.Build(), null).Value;

        Assert.Equal("本文〓\n", read.Text);
        Assert.Equal(["import.footnote", "import.comments", "import.hidden-text", "import.signs", "import.embedded"], read.Remarks.Select(r => r.Code));
        Assert.Contains("脚注の文", read.Remarks[0].Japanese, StringComparison.Ordinal);
        Assert.Equal(1, read.Remarks[0].Line);
    }

    [Fact]
    public void A_document_made_by_the_Open_XML_library_is_read_without_its_header()
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            var header = main.AddNewPart<HeaderPart>();
            header.Header = new Header(new Paragraph(new Run(new Text("取扱注意"))));
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering(
                new AbstractNum(new Level(new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = NumberFormatValues.JapaneseCounting }, new LevelText { Val = "%1" }) { LevelIndex = 0 }) { AbstractNumberId = 3 },
                new NumberingInstance(new AbstractNumId { Val = 3 }) { NumberID = 9 });
            main.Document = new Document(new Body(
                new Paragraph(new Run(new Text("情報セキュリティ実施手順"))),
                new Paragraph(new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = 0 }, new NumberingId { Val = 9 })), new Run(new Text("端末の管理"))),
                new SectionProperties(new HeaderReference { Id = main.GetIdOfPart(header), Type = HeaderFooterValues.Default })));
        }

        Assert.Equal("情報セキュリティ実施手順\n一　端末の管理\n", SourceFile.Read(stream.ToArray(), "a.txt").Value.Text);
    }
}
