using System.IO.Compression;
using CcsPolicy.Web.Imports;
using CsCheck;
using Xunit;
using static CcsPolicy.Web.Tests.Imports.AWordFile;

namespace CcsPolicy.Web.Tests.Imports;

public sealed class HostileFileTests
{
    private static string? Refusal(AWordFile file) => SourceFile.Read(file.Build(), "a.docx").Error?.Code;

    [Fact]
    [Trait("ASVS", "V1.5.1")]
    public void A_document_type_declaration_is_refused_before_any_entity_grows()
    {
        const string Laughs = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><w:document xmlns:w=\"x\"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";

        Assert.Equal("import.damaged", Refusal(new AWordFile().Part("word/document.xml", Laughs)));
        Assert.Equal("import.damaged", Refusal(new AWordFile().Body(P("a")).Part("word/styles.xml", "<!DOCTYPE s SYSTEM \"file:///etc/hostname\"><s/>")));
    }

    [Fact]
    public void Depth_that_would_exhaust_the_stack_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("<w:smartTag>", 100_000)) + string.Concat(Enumerable.Repeat("</w:smartTag>", 100_000));

        Assert.Equal("import.damaged", Refusal(new AWordFile().Body("<w:p>" + deep + "</w:p>")));
    }

    [Fact]
    [Trait("ASVS", "V5.2.3")]
    public void A_small_file_that_unpacks_to_a_huge_one_is_refused()
    {
        Assert.Equal("import.unpacks-too-large", Refusal(new AWordFile().Body("<w:p><w:r><w:t>" + new string('あ', 20_000_000) + "</w:t></w:r></w:p>")));
        Assert.Equal("import.unpacks-too-large", Refusal(new AWordFile().Body(string.Concat(Enumerable.Repeat("<w:p/>", 2_100_000)))));
    }

    [Fact]
    [Trait("ASVS", "V5.2.3")]
    public void A_size_that_the_archive_only_claims_is_not_believed()
    {
        var bytes = new AWordFile().Body("<w:p><w:r><w:t>" + new string('a', 60_000_000) + "</w:t></w:r></w:p>").Build();
        var stated = BitConverter.GetBytes(60_000_000).AsSpan(2, 2).ToArray();
        // Every place that states a size of about sixty million now states a small one.
        for (var i = 2; i < bytes.Length - 2; i++)
        {
            if (bytes[i] == stated[0] && bytes[i + 1] == stated[1])
                (bytes[i], bytes[i + 1]) = (0, 0);
        }

        Assert.Contains(SourceFile.Read(bytes, null).Error?.Code, new[] { "import.unpacks-too-large", "import.damaged" });
    }

    [Theory]
    [InlineData("word/vbaProject.bin", "<x/>")]
    [InlineData("word/activeX/activeX1.xml", "<x/>")]
    [InlineData("[Content_Types].xml", "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>")]
    [InlineData("[Content_Types].xml", "<Types><Default Extension=\"dat\" ContentType=\"application/vnd.ms-office.vbaProject\"/></Types>")]
    public void A_document_in_which_something_can_run_is_refused(string part, string xml) =>
        Assert.Equal("import.macros", Refusal(new AWordFile().Body(P("第1条 守る。")).Part(part, xml)));

    [Theory]
    [InlineData("xl/workbook.xml", "import.spreadsheet")]
    [InlineData("mimetype", "import.open-document")]
    [InlineData("../../evil.sh", "import.archive")]
    [InlineData("readme.txt", "import.archive")]
    [Trait("ASVS", "V5.3.3")]
    public void An_archive_that_is_no_Word_document_is_refused_with_the_way_out(string entry, string code)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            archive.CreateEntry(entry);

        Assert.Equal(code, SourceFile.Read(stream.ToArray(), "a.docx").Error?.Code);
    }

    [Theory]
    [InlineData("a.docx", "第1条 守る。")]
    [InlineData("a.html", "第1条 守る。")]
    [InlineData("a.txt", "<!DOCTYPE html><p>第1条 守る。</p>")]
    [InlineData("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("a.exe", "第1条 守る。")]
    [InlineData("a", "第1条 守る。")]
    [InlineData("a.txt.js", "第1条 守る。")]
    [Trait("ASVS", "V5.2.2"), Trait("ASVS", "V1.3.4")]
    public void An_upload_whose_name_does_not_end_as_its_content_is_is_refused(string name, string content) =>
        Assert.Equal("import.other-name", SourceFile.ReadUpload(System.Text.Encoding.UTF8.GetBytes(content), name).Error?.Code);

    [Fact]
    [Trait("ASVS", "V5.2.2"), Trait("ASVS", "V1.3.4")]
    public void A_file_that_is_two_things_at_once_is_one_of_them_or_refused()
    {
        var word = new AWordFile().Body(P("第1条 守る。")).Build();
        Assert.Equal("import.other-name", SourceFile.ReadUpload(word, "a.txt").Error?.Code);
        Assert.True(SourceFile.ReadUpload(word, "a.docx").Succeeded);
        // A picture, a print, a program with an archive behind it; a script in front of a page.
        foreach (var head in new[] { "GIF89a/*", "%PDF-1.7\n", "\u007fELF" })
            Assert.False(SourceFile.ReadUpload((byte[])[.. System.Text.Encoding.Latin1.GetBytes(head), .. word], "a.docx").Succeeded, head);
        Assert.Equal("import.xml", SourceFile.ReadUpload("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray(), "a.html").Error?.Code);
        Assert.Equal("第1条　守る。", SourceFile.ReadUpload("<html><body><svg><script>alert(1)</script><text>x</text></svg><script>alert(2)</script><p>第1条　守る。</p></body></html>"u8.ToArray(), "a.html").Value.Text.Trim());
    }

    [Theory]
    [InlineData("規程.docx", "規程.docx")]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData("C:\\fakepath\\..\\規程.txt", "規程.txt")]
    [InlineData("規\u202Excod.exe", "規xcod.exe")]
    [InlineData("a\r\nSet-Cookie: b.txt", "aSet-Cookie b.txt")]
    [InlineData("\"a\";x=<b>.txt", "a;x=b.txt")]
    [InlineData("..", "file")]
    [InlineData("\u200B\uFEFF", "file")]
    [Trait("ASVS", "V5.3.2"), Trait("ASVS", "V5.4.1"), Trait("ASVS", "V5.4.2")]
    public void The_name_of_an_upload_is_a_label_that_looks_as_it_is(string given, string kept)
    {
        Assert.Equal(kept, FileNames.Clean(given));
        Assert.Equal(FileNames.Most, FileNames.Clean(new string('長', 500) + ".docx").Length);
        Assert.EndsWith("長.docx", FileNames.Clean(new string('長', 500) + ".docx"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_Word_file_with_any_bytes_changed_gives_a_text_or_a_reason()
    {
        var whole = new AWordFile()
            .Styles("<w:style w:type=\"paragraph\" w:styleId=\"a\" w:default=\"1\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>")
            .Numbering(Series(0, Level(0, "decimal", "第%1条"), Level(1, "aiueo", "%1.%2")) + List(1, 0))
            .Body(P("a", 1) + P("b", 1, 1) + "<w:tbl><w:tr><w:tc>" + P("c") + "</w:tc></w:tr></w:tbl>").Build();
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 20].Sample(changes =>
        {
            var bytes = (byte[])whole.Clone();
            foreach (var (at, value) in changes)
                bytes[at] = value;
            var read = SourceFile.Read(bytes, null);
            Assert.True(read.Error is not null || read.Value.Text.Length > 0);
        }, iter: 3000);
    }

    [Fact]
    public void Absurd_numbers_in_numbering_are_survived()
    {
        var file = new AWordFile().Numbering(
            "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"99999999999\"/><w:lvl w:ilvl=\"-1\"/>" + Level(0, "upperRoman", "%1%9%%", "", 999_999) + "</w:abstractNum>" +
            List(1, 0) + List(2, 77) + "<w:num/>").Body(P("a", 1) + P("b", 1, 8) + P("c", 2) + P("d", 1, 300));

        Assert.Equal("9999991%%　a\nb\nc\nd\n", SourceFile.Read(file.Build(), null).Value.Text);
    }
}
