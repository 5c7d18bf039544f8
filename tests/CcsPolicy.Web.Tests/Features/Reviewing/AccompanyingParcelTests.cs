using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using UglyToad.PdfPig;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Reviewing;

/// <summary>What goes with an amendment goes round in one parcel with it, as far as whoever takes it may know it.</summary>
public sealed class AccompanyingParcelTests
{
    private const string Rules = "点検手続\n\n（記録）\n第1条　点検実施基準第2条の記録は、保存する。\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_puts_the_wording_into_the_other_document_and_the_parcel_holds_both()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        await ShelvedAsync(shelf, Tier.Standard, "SP-08", "点検手続");
        using var officer = await portal.SignedInAsync(await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        var first = await MovedAsync(shelf, officer);
        Assert.Equal(5, (await WordAsync(officer, first)).Sheets);

        await PutAsync(officer, first);
        var after = await officer.PageAsync(SiteUrls.ReferencesOf(first));
        Assert.Contains("すべて入っています", after.QuerySelector("section[aria-labelledby=elsewhere]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(after.QuerySelector("button[name=Other]"));
        var link = (await officer.PageAsync(SiteUrls.Amendment(first))).QuerySelectorAll("aside a").Single(one => one.TextContent == "点検手続").GetAttribute("href")!;
        Assert.Contains((await officer.PageAsync(link)).QuerySelectorAll("aside a"), one => one.TextContent == "点検実施基準");

        var (said, sheets) = await WordAsync(officer, first);
        Assert.Equal(7, sheets);
        Assert.Contains("伴う改正：点検手続　改め文", said, StringComparison.Ordinal);
        Assert.Contains("伴う改正：点検手続　新旧対照表", said, StringComparison.Ordinal);
        Assert.Contains("点検手続の一部を次のように改正する。", said, StringComparison.Ordinal);
        Assert.Contains("第1条中「第2条」を「第3条」に改める。", said, StringComparison.Ordinal);
        Assert.Contains("点検手続（一部改正）（起案中）", said, StringComparison.Ordinal);
        Assert.Contains("第2条　統括責任者は、点検の計画を定める。", said, StringComparison.Ordinal);
        var printed = await PdfAsync(officer, first);
        Assert.Contains("点検手続の一部を次のように改正する。", printed, StringComparison.Ordinal);
        Assert.Contains("/ 7", printed, StringComparison.Ordinal);
        // The other one names the first, and does not hold its sheets.
        var other = PublicId.TryParse<AmendmentId>(link.Split('/')[2])!.Value;
        var own = await WordAsync(officer, other);
        Assert.Equal(5, own.Sheets);
        Assert.Contains("点検実施基準（一部改正）（起案中）", own.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_procedure_is_in_the_parcel_and_marks_it_for_whoever_may_follow_it_and_for_nobody_else()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var custodian = await portal.AddPersonAsync("課長 三郎");
        await portal.MakeManagerAsync(custodian, shelf.Department);
        await ShelvedAsync(shelf, Tier.Procedure, "P-01", "点検手順", custodian);
        using var officer = await portal.SignedInAsync(await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        using var manager = await portal.SignedInAsync(custodian);
        var first = await MovedAsync(shelf, officer);
        var (before, page) = (await WordAsync(officer, first), (await officer.PageAsync(SiteUrls.Amendment(first))).QuerySelector("aside")!.TextContent);
        await PutAsync(manager, first);

        var known = await WordAsync(manager, first);
        Assert.Equal(before.Sheets + 2, known.Sheets);
        Assert.Contains("伴う改正：点検手順　新旧対照表", known.Said, StringComparison.Ordinal);
        Assert.Contains("課長 三郎", known.Said, StringComparison.Ordinal);
        Assert.Contains("点検手順", await PdfAsync(manager, first), StringComparison.Ordinal);

        Assert.Equal(before, await WordAsync(officer, first));
        Assert.Equal(page, (await officer.PageAsync(SiteUrls.Amendment(first))).QuerySelector("aside")!.TextContent);
        Assert.DoesNotContain("点検手順", await PdfAsync(officer, first), StringComparison.Ordinal);
    }

    private static async Task ShelvedAsync(Shelf shelf, Tier tier, string code, string title, PersonId? custodian = null) =>
        await shelf.EditionAsync(await shelf.DocumentAsync(tier, code, title, custodian: custodian), Rules.Replace("点検手続", title, StringComparison.Ordinal), new(2025, 4, 1));

    private static async Task<AmendmentId> MovedAsync(Shelf shelf, HttpClient officer)
    {
        var document = await shelf.DocumentAsync(Tier.Standard, "SP-07", "点検実施基準");
        await shelf.EditionAsync(document, SampleTexts.Referring, new(2025, 4, 1));
        var begun = await officer.PostFormAsync(SiteUrls.BeginAmendment(document), "begin");
        var first = PublicId.TryParse<AmendmentId>(begun.Headers.Location!.OriginalString.Split('/').SkipWhile(part => part != "amendments").ElementAt(1).Split('?')[0])!.Value;
        await officer.PostFormAsync(SiteUrls.EditDraftText(first), "text", ("Words", SampleTexts.ReferringMoved), ("Then", "stay"));
        return first;
    }

    private static async Task PutAsync(HttpClient client, AmendmentId first)
    {
        var page = await client.PageAsync(SiteUrls.ReferencesOf(first));
        var put = await client.PostFormAsync(SiteUrls.ReferencesOf(first), "elsewhere", ("Other", page.QuerySelector("button[name=Other]")!.GetAttribute("value")!));
        Assert.EndsWith("saved=elsewhere", put.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    private static async Task<(string Said, int Sheets)> WordAsync(HttpClient client, AmendmentId amendment)
    {
        using var file = new MemoryStream(await (await client.GetAsync(SiteUrls.ParcelOf(amendment, "docx"), Ct)).Content.ReadAsByteArrayAsync(Ct));
        using var word = WordprocessingDocument.Open(file, isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(word, Ct).Select(fault => fault.Description));
        var main = word.MainDocumentPart!;
        var marks = string.Concat(main.HeaderParts.Select(part => part.Header!.InnerText).Concat(main.FooterParts.Select(part => part.Footer!.InnerText)));
        var body = main.Document!.Body!;
        return (string.Join('\n', body.Descendants<Paragraph>().Select(line => line.InnerText)) + marks, body.Descendants<PageSize>().Count());
    }

    private static async Task<string> PdfAsync(HttpClient client, AmendmentId amendment)
    {
        using var pdf = PdfDocument.Open(await (await client.GetAsync(SiteUrls.ParcelOf(amendment, "pdf"), Ct)).Content.ReadAsByteArrayAsync(Ct));
        return string.Concat(pdf.GetPages().Select(sheet => sheet.Text));
    }
}
