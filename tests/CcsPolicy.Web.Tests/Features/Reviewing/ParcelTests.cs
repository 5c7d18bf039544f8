using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Commands;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Tests.Commands;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using UglyToad.PdfPig;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Reviewing;

/// <summary>What goes round with an amendment: on the screen, as Word and as PDF.</summary>
public sealed class ParcelTests
{
    private const string Old = "○対策基準\n（目的）\n第1条　目的を定める。\n（点検）\n第2条　年1回点検する。\n（委任）\n第3条　細目は別に定める。\n附則\nこの基準は、令和6年4月1日から施行する。\n";
    private const string New = "○対策基準\n（目的）\n第1条　目的を定める。\n（点検）\n第2条　年2回点検する。\n（公表）\n第3条　結果を公表する。\n（委任）\n第4条　細目は別に定める。\n附則\nこの基準は、令和6年4月1日から施行する。\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reviewer_reads_the_amending_text_and_takes_all_sheets_as_Word_and_as_PDF()
    {
        await using var portal = new Portal();
        using var officer = await portal.SignedInAsync(await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        var amendment = await DraftedAsync(portal, officer);
        var page = await officer.PageAsync(SiteUrls.Amendment(amendment, "instrument"));
        var lines = page.QuerySelectorAll(".instrument p").Select(line => line.TextContent).ToList();
        Assert.Equal("対策基準の一部を次のように改正する。", lines[1]);
        Assert.Contains("第2条中「1回」を「2回」に改める。", lines);
        Assert.Contains("この基準は、令和8年10月1日から施行する。", lines);

        using var file = new MemoryStream(await (await officer.GetAsync(SiteUrls.ParcelOf(amendment, "docx"), Ct)).Content.ReadAsByteArrayAsync(Ct));
        using (var word = WordprocessingDocument.Open(file, isEditable: false))
        {
            Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(word, Ct).Select(fault => fault.Description));
            var body = word.MainDocumentPart!.Document!.Body!;
            // 決裁, 改め文, 対照表 on its side, 全文, 履歴.
            Assert.Equal([false, false, true, false, false], body.Descendants<PageSize>().Select(sheet => sheet.Orient?.Value == PageOrientationValues.Landscape));
            var said = string.Join('\n', body.Descendants<Paragraph>().Select(line => line.InnerText));
            Assert.Contains("対策基準の一部改正について", said, StringComparison.Ordinal);
            Assert.Contains("理事長\n常務理事\n事務局長\n課長\n係長\n担当", said, StringComparison.Ordinal);
            Assert.Contains("第2条中「1回」を「2回」に改める。", said, StringComparison.Ordinal);
            Assert.Contains(New.TrimEnd('\n'), said, StringComparison.Ordinal);
            Assert.Contains("第1版", said, StringComparison.Ordinal);
            Assert.Contains("（案）", said, StringComparison.Ordinal);
        }

        using var pdf = PdfDocument.Open(await (await officer.GetAsync(SiteUrls.ParcelOf(amendment, "pdf"), Ct)).Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal([false, false, true, false, false], pdf.GetPages().Select(sheet => sheet.Width > sheet.Height));
        var printed = string.Concat(pdf.GetPages().Select(sheet => sheet.Text));
        Assert.Contains("第2条中「1回」を「2回」に改める。", printed, StringComparison.Ordinal);
        Assert.Contains("第4条　細目は別に定める。", printed, StringComparison.Ordinal);
        // Texts of rules are set in 明朝, in Word and on paper.
        Assert.All(pdf.GetPages().Skip(1), sheet => Assert.Contains(sheet.Letters, letter => letter.FontName?.Contains("Mincho", StringComparison.Ordinal) == true));
        Assert.All(pdf.GetPages(), sheet => Assert.Contains($"{sheet.Number} / 5", sheet.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_table_of_a_parcel_is_applied_as_an_instrument()
    {
        await using var portal = new Portal();
        using var officer = await portal.SignedInAsync(await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        var amendment = await DraftedAsync(portal, officer);
        var folder = Directory.CreateTempSubdirectory("ccspolicy-parcel-").FullName;
        try
        {
            var (file, old) = (Path.Combine(folder, "parcel.docx"), Path.Combine(folder, "old.txt"));
            using var body = new MemoryStream(await (await officer.GetAsync(SiteUrls.ParcelOf(amendment, "docx"), Ct)).Content.ReadAsByteArrayAsync(Ct));
            await File.WriteAllTextAsync(old, Old, Ct);
            // The sheet of the table alone, as somebody would save it.
            using (var word = WordprocessingDocument.Open(body, isEditable: true))
            {
                var all = word.MainDocumentPart!.Document!.Body!;
                var table = all.Elements<Table>().Single(one => one.InnerText.Contains("改正前", StringComparison.Ordinal));
                foreach (var other in all.ChildElements.Where(one => one != table && one is not SectionProperties).ToList())
                    other.Remove();
            }
            await File.WriteAllBytesAsync(file, body.ToArray(), Ct);
            using var output = new StringWriter();
            Assert.Equal(0, await AmendCommand.RunAsync(VerbsTests.Call(AmendCommand.Verb, old, file), GivenTexts.OnlyFiles, output, TextWriter.Null));
            // With the 附則 that the product wrote when the amendment was given its days.
            Assert.Equal(New + "附則（令和8年9月1日）\nこの基準は、令和8年10月1日から施行する。\n", output.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_office_writes_its_tables_and_instruments_its_own_way()
    {
        await using var portal = new Portal(settings: new Dictionary<string, string>
        {
            ["Amending:NewOnLeft"] = "false", ["Amending:OldName"] = "現行", ["Amending:NewName"] = "改正案", ["Amending:Omitted"] = "［略］", ["Amending:AmendsByTable"] = "true", ["Amending:Stamps"] = "局長, 課長",
        });
        using var officer = await portal.SignedInAsync(await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        var amendment = await DraftedAsync(portal, officer);
        var page = await officer.PageAsync(SiteUrls.Amendment(amendment, "instrument"));
        Assert.Equal(["現行", "改正案"], page.QuerySelector(".instrument-row")!.Children.Select(side => side.TextContent));
        using var word = WordprocessingDocument.Open(new MemoryStream(await (await officer.GetAsync(SiteUrls.ParcelOf(amendment, "docx"), Ct)).Content.ReadAsByteArrayAsync(Ct)), isEditable: false);
        var rows = word.MainDocumentPart!.Document!.Body!.Elements<Table>().Select(table => table.Elements<TableRow>().First().Elements<TableCell>().Select(cell => cell.InnerText).ToList()).ToList();
        Assert.Contains(rows, row => row.SequenceEqual(["局長", "課長"]));
        Assert.Contains(rows, row => row.SequenceEqual(["現行", "改正案"]));
        Assert.Contains("［略］", word.MainDocumentPart.Document.InnerText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_is_revised_has_the_sheet_and_the_table_of_its_revisions()
    {
        await using var portal = new Portal();
        using var officer = await portal.SignedInAsync(await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        var amendment = await DraftedAsync(portal, officer, isRevised: true);
        using var word = WordprocessingDocument.Open(new MemoryStream(await (await officer.GetAsync(SiteUrls.ParcelOf(amendment, "docx"), Ct)).Content.ReadAsByteArrayAsync(Ct)), isEditable: false);
        var body = word.MainDocumentPart!.Document!.Body!;
        var said = body.Descendants<Paragraph>().Select(line => line.InnerText).ToList();
        Assert.Contains("対策基準の改定について", said);
        Assert.DoesNotContain(said, line => line.Contains("一部改正", StringComparison.Ordinal));
        var rows = body.Elements<Table>().Last().Elements<TableRow>().Select(row => row.Elements<TableCell>().Select(cell => cell.InnerText).ToArray()).ToList();
        Assert.Equal(["版", "改定日", "改定箇所", "承認者"], rows[0]);
        Assert.Equal([("第1版", "制定", ""), ("（案）", "第2条、第3条（新設）", "")], rows[1..].Select(row => (row[0], row[2], row[3])));
    }

    [Fact]
    public async Task Who_may_not_follow_the_amendment_gets_what_there_is_not()
    {
        await using var portal = new Portal();
        using var officer = await portal.SignedInAsync(await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        var amendment = await DraftedAsync(portal, officer);
        using var staff = await portal.SignedInAsync(await portal.AddPersonAsync("職員 次郎"));
        foreach (var form in new[] { "docx", "pdf" })
        {
            Assert.Equal(404, (int)(await officer.GetAsync(SiteUrls.ParcelOf(portal.Ids.Next<AmendmentId>(), form), Ct)).StatusCode);
            Assert.NotEqual(200, (int)(await staff.GetAsync(SiteUrls.ParcelOf(amendment, form), Ct)).StatusCode);
        }
    }

    /// <summary>A standard in force, and an amendment of it as it was submitted.</summary>
    private static async Task<AmendmentId> DraftedAsync(Portal portal, HttpClient officer, bool isRevised = false)
    {
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "SP-01", "対策基準");
        await shelf.EditionAsync(document, Old, new(2024, 4, 1));
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        if (isRevised)
            await officer.PostFormAsync(SiteUrls.DocumentParticulars(document), "particulars", ("AmendedBy", nameof(AmendingMethod.Revision)));
        var begun = await officer.PostFormAsync(SiteUrls.BeginAmendment(document), "begin");
        var amendment = PublicId.TryParse<AmendmentId>(begun.Headers.Location!.OriginalString.Split('/').SkipWhile(part => part != "amendments").ElementAt(1).Split('?')[0])!.Value;
        await officer.PostFormAsync($"/amendments/{amendment}/text", "text", ("Words", New), ("Then", "stay"));
        await officer.PostFormAsync($"/amendments/{amendment}/submit", "submit", ("Form.EnactedOn", "R8.9.1"), ("Form.EffectiveFrom", "R8.10.1"), ("Form.Reason", "点検を増やすため。"));
        return amendment;
    }
}
