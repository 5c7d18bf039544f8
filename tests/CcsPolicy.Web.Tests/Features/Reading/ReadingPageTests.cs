using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.DemoData;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Reading;

public sealed class ReadingPageTests(ReadingPageTests.Library library) : IClassFixture<ReadingPageTests.Library>
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_is_whole_html_without_script_of_its_own_and_is_never_stored()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var answer = await client.GetAsync(SiteUrls.Document(library.Standard), Ct);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var html = await answer.Content.ReadAsStringAsync(Ct);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("[[hole", html, StringComparison.Ordinal);
        var page = await answer.PageAsync();
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal("情報セキュリティ対策基準", page.QuerySelector("h1")!.TextContent);
        foreach (var landmark in new[] { "header", "main", "footer", "nav.outline", "article.provisions", "aside.notes[aria-label]" })
            Assert.Single(page.QuerySelectorAll(landmark));
        Assert.Empty(page.QuerySelectorAll("[style],script:not([src]),[onclick]"));
        Assert.Equal("ja", page.DocumentElement.GetAttribute("lang"));
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(page.QuerySelectorAll("a[href^='#']"), link => Assert.Contains(link.GetAttribute("href")![1..], ids));
        var levels = page.QuerySelectorAll("article.provisions :is(h1,h2,h3,h4,h5,h6)").Select(heading => heading.LocalName[1] - '0').ToList();
        Assert.All(levels.Prepend(1).Zip(levels), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public async Task The_edition_is_told_with_its_dates_in_both_forms_and_the_outline_leads_into_the_text()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var page = await client.PageAsync(SiteUrls.Document(library.Standard));
        var line = page.QuerySelector(".edition-line")!.TextContent;
        Assert.Contains("施行中", line, StringComparison.Ordinal);
        Assert.Contains("第2版", line, StringComparison.Ordinal);
        Assert.Contains("令和8年4月1日(2026-04-01)", line, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll(".outline a"), link => link.TextContent.Contains("組織体制", StringComparison.Ordinal));
        Assert.Contains(page.QuerySelectorAll(".edition-list a"), link => link.GetAttribute("href") == SiteUrls.Edition(library.Standard, library.First));
    }

    [Fact]
    public async Task An_earlier_edition_says_so_and_leads_to_the_one_in_force()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var page = await client.PageAsync(SiteUrls.Edition(library.Standard, library.First));
        Assert.Equal(SiteUrls.Document(library.Standard), page.QuerySelector(".notice a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Everything_that_is_not_there_for_the_reader_answers_the_same_bytes()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var absent = Guid.NewGuid().ToString("N");
        string[] addresses =
        [
            SiteUrls.Document(library.Procedure), SiteUrls.Edition(library.Procedure, library.ProcedureEdition), SiteUrls.Changes(library.Procedure, library.ProcedureEdition, library.ProcedureEdition),
            SiteUrls.ChangesTable(library.Procedure, library.ProcedureEdition, library.ProcedureEdition, "docx"), SiteUrls.ChangesTable(library.Standard, library.Second, library.First, "pdf"),
            SiteUrls.ChangesInstrument(library.Procedure, library.ProcedureEdition, library.ProcedureEdition), SiteUrls.ChangesInstrument(library.Standard, library.First, library.Second),
            SiteUrls.Acknowledge(library.Procedure, library.ProcedureEdition), SiteUrls.Acknowledge(new(Guid.NewGuid()), library.ProcedureEdition),
            $"/documents/{absent}", "/documents/x", $"/documents/{library.Standard}/editions/{absent}", $"/documents/{library.Standard}/editions/x",
            $"/documents/{library.Standard}/editions/{library.ProcedureEdition}", $"/documents/{library.Procedure}/editions/{library.First}",
            $"/documents/{library.Standard.ToString().ToUpperInvariant()}", $"/documents/{library.Standard}/editions/{library.First}/changes/{library.First}",
            $"/receipts/{absent}", "/receipts/x", "/no-such-place",
        ];
        var answers = new List<(string Address, int Status, string Headers, string Body)>();
        foreach (var address in addresses)
        {
            var answer = await client.GetAsync(address, Ct);
            var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Date" or "Set-Cookie")).OrderBy(header => header.Key, StringComparer.Ordinal)
                .Select(header => $"{header.Key}: {string.Join(',', header.Value)}");
            answers.Add((address, (int)answer.StatusCode, string.Join('\n', headers), await answer.Content.ReadAsStringAsync(Ct)));
        }
        Assert.All(answers, answer =>
        {
            Assert.Equal((404, answers[^1].Headers), (answer.Status, answer.Headers));
            Assert.Equal(answers[^1].Body, answer.Body);
        });
        Assert.Contains("ページが見つかりません", answers[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_for_the_head_answers_as_reading_does_without_a_body_for_what_is_there_and_what_is_hidden()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        foreach (var (address, status) in new[]
        {
            (SiteUrls.Document(library.Standard), 200), (SiteUrls.Edition(library.Standard, library.First), 200), (SiteUrls.Changes(library.Standard, library.Second, library.First), 200),
            (SiteUrls.ChangesTable(library.Standard, library.Second, library.First, "docx"), 200), (SiteUrls.ChangesTable(library.Standard, library.Second, library.First, "html"), 200),
            (SiteUrls.ChangesInstrument(library.Standard, library.Second, library.First), 200),
            (SiteUrls.Home, 200), (SiteUrls.Find, 200), (SiteUrls.Acknowledge(library.Standard, library.Second), 200), (SiteUrls.Live, 200),
            (SiteUrls.Document(library.Procedure), 404), (SiteUrls.Edition(library.Procedure, library.ProcedureEdition), 404), (SiteUrls.Acknowledge(library.Procedure, library.ProcedureEdition), 404),
            ("/documents/x", 404), ($"/documents/{Guid.NewGuid():N}", 404), ("/no-such-place", 404),
        })
        {
            var get = await client.GetAsync(address, Ct);
            using var ask = new HttpRequestMessage(HttpMethod.Head, address);
            var head = await client.SendAsync(ask, Ct);
            Assert.Equal((address, status, status), (address, (int)get.StatusCode, (int)head.StatusCode));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(Ct));
            Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
            Assert.Equal(get.Headers.CacheControl?.ToString(), head.Headers.CacheControl?.ToString());
        }
    }

    [Fact]
    public async Task Asking_for_the_head_of_a_procedure_is_no_reading_of_it()
    {
        var insider = await library.Shelf.PersonAsync("頭 見");
        await library.Shelf.GrantAsync(library.Procedure, insider);
        using var client = await library.Portal.SignedInAsync(insider);
        using var ask = new HttpRequestMessage(HttpMethod.Head, SiteUrls.Document(library.Procedure));
        Assert.Equal(200, (int)(await client.SendAsync(ask, Ct)).StatusCode);
        await using var db = library.Portal.Open(library.Shelf.SeesAll);
        Assert.Equal(0, await db.Journal.CountAsync(j => j.ActorId == insider, Ct));
    }

    [Fact]
    public async Task Reading_a_procedure_is_journalled_and_reading_a_standard_is_not()
    {
        var insider = await library.Shelf.PersonAsync("青木 花");
        await library.Shelf.GrantAsync(library.Procedure, insider);
        using var client = await library.Portal.SignedInAsync(insider);
        await client.GetAsync(SiteUrls.Document(library.Standard), Ct);
        var page = await client.PageAsync(SiteUrls.Document(library.Procedure));
        Assert.Contains("青木 花", page.QuerySelector(".print-marking")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("関係者限り", page.QuerySelector(".print-marking")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await client.PageAsync(SiteUrls.Document(library.Standard))).QuerySelector(".print-marking"));
        await using var db = library.Portal.Open(library.Shelf.SeesAll);
        var entries = await db.Journal.Where(j => j.ActorId == insider).ToListAsync(Ct);
        Assert.Equal((library.Procedure, "procedure.read"), (entries.Single().DocumentId!.Value, entries.Single().Action));
    }

    [Fact]
    public async Task Loading_a_procedure_again_is_entered_once_for_a_sign_in_and_again_after_a_while_or_for_another_text()
    {
        var insider = await library.Shelf.PersonAsync("再 読子");
        await library.Shelf.GrantAsync(library.Procedure, insider);
        using var client = await library.Portal.SignedInAsync(insider);
        for (var time = 0; time < 3; time++)
            await client.GetAsync(SiteUrls.Document(library.Procedure), Ct);
        Assert.Equal(1, await EnteredAsync());
        // Another sign-in of the same person reads for itself.
        using var elsewhere = await library.Portal.SignedInAsync(insider);
        for (var time = 0; time < 2; time++)
            await elsewhere.GetAsync(SiteUrls.Document(library.Procedure), Ct);
        Assert.Equal(2, await EnteredAsync());
        library.Portal.Clock.Advance(ReadingEntries.Window - TimeSpan.FromSeconds(1));
        await client.GetAsync(SiteUrls.Document(library.Procedure), Ct);
        Assert.Equal(2, await EnteredAsync());
        library.Portal.Clock.Advance(TimeSpan.FromSeconds(1));
        for (var time = 0; time < 2; time++)
            await client.GetAsync(SiteUrls.Document(library.Procedure), Ct);
        Assert.Equal(3, await EnteredAsync());

        async Task<int> EnteredAsync()
        {
            await using var db = library.Portal.Open(library.Shelf.SeesAll);
            return await db.Journal.CountAsync(j => j.ActorId == insider && j.Action == ReadingEntries.Fact, Ct);
        }
    }

    [Fact]
    public async Task A_link_to_a_hidden_document_is_not_there()
    {
        using var outsider = await library.Portal.SignedInAsync(library.Reader);
        Assert.DoesNotContain("端末の手順", await outsider.GetStringAsync(SiteUrls.Document(library.Standard), Ct), StringComparison.Ordinal);
        using var ciso = await library.Portal.SignedInAsync(library.Shelf.Ciso);
        Assert.Contains("端末の手順", await ciso.GetStringAsync(SiteUrls.Document(library.Standard), Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changed_since_the_edition_that_the_reader_acknowledged_is_marked_and_listed()
    {
        var person = await library.Shelf.PersonAsync("変化 見");
        await library.Shelf.AcknowledgedAsync(library.First, person);
        using var client = await library.Portal.SignedInAsync(person);
        var page = await client.PageAsync(SiteUrls.Document(library.Standard));
        Assert.NotEmpty(page.QuerySelectorAll(".pv-changed"));
        var compare = page.QuerySelector(".changed-box a")!.GetAttribute("href")!;
        Assert.Equal(SiteUrls.Changes(library.Standard, library.Second, library.First), compare);
        var changes = await client.PageAsync(compare);
        Assert.NotEmpty(changes.QuerySelectorAll("table.comparison ins, table.comparison del"));
        Assert.Single(changes.QuerySelectorAll("h1"));
        // Whoever has not acknowledged an earlier one is shown the text as it is.
        using var other = await library.Portal.SignedInAsync(library.Reader);
        Assert.Empty((await other.PageAsync(SiteUrls.Document(library.Standard))).QuerySelectorAll(".pv-changed, .changed-box"));
    }

    [Fact]
    public async Task The_table_of_both_texts_is_there_as_a_file_and_holds_what_the_page_shows()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var page = await client.PageAsync(SiteUrls.Changes(library.Standard, library.Second, library.First));
        var links = page.QuerySelectorAll("a[href*='/table.']").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(["docx", "html"], links.Select(link => link.Split('.')[^1]));
        foreach (var link in links)
        {
            var answer = await client.GetAsync(link, Ct);
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
            Assert.Equal($"情報セキュリティ対策基準_新旧対照表.{link.Split('.')[^1]}", answer.Content.Headers.ContentDisposition.FileNameStar);
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }
        var file = await (await client.GetAsync(links[1], Ct)).PageAsync();
        Assert.NotEmpty(page.QuerySelectorAll("table.comparison ins"));
        Assert.NotEmpty(page.QuerySelectorAll("table.comparison .note"));
        // Screen and paper can be laid beside each other: the same lines, words and marks.
        Assert.Equal(file.QuerySelector("table.comparison")!.InnerHtml, page.QuerySelector("table.comparison")!.InnerHtml);
        Assert.Null(file.QuerySelector(".marking"));
    }

    [Fact]
    public async Task The_instrument_from_one_edition_to_the_next_is_there_as_a_file_and_is_read_and_applied()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var page = await client.PageAsync(SiteUrls.Changes(library.Standard, library.Second, library.First));
        var answer = await client.GetAsync(Assert.Single(page.QuerySelectorAll("a[href$='/instrument.docx']")).GetAttribute("href")!, Ct);
        Assert.Equal("情報セキュリティ対策基準_改め文.docx", answer.Content.Headers.ContentDisposition!.FileNameStar);
        using var file = new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Ct));
        using var document = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(file, isEditable: false);
        Assert.Empty(new DocumentFormat.OpenXml.Validation.OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(document, Ct).Select(fault => fault.Description));
        var body = document.MainDocumentPart!.Document!.Body!;
        Assert.Equal((11_906u, 16_838u), body.Descendants<DocumentFormat.OpenXml.Wordprocessing.PageSize>().Select(size => (size.Width!.Value, size.Height!.Value)).Single());
        var instrument = string.Join('\n', body.Elements<DocumentFormat.OpenXml.Wordprocessing.Paragraph>().Select(line => line.InnerText));
        Assert.Equal("青葉県市町村職員共済組合情報セキュリティ対策基準の一部を改正する基準", instrument.Split('\n')[0]);
        Assert.DoesNotContain("全部", instrument, StringComparison.Ordinal);
        // The line 改正 and the 附則 of the later edition are the instrument's own.
        var (old, @new) = (ProvisionText.Read(DemoTexts.Read("standard-1", library.Year)).Tree, ProvisionText.Read(DemoTexts.Read("standard-2", library.Year)).Tree);
        Assert.Equal(AmendmentEntry.Parted(old, @new).Text, AmendingText.Apply(old, instrument).Tree);
        Assert.EndsWith(@new.Provisions.Last(root => root.Kind == ProvisionKind.SupplementaryProvision).WithDescendants().Last().Provision.Text, instrument, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_reader_is_named_in_the_own_page()
    {
        var (one, two) = (await library.Shelf.PersonAsync("一番 目"), await library.Shelf.PersonAsync("二番 目"));
        using var first = await library.Portal.SignedInAsync(one);
        using var second = await library.Portal.SignedInAsync(two);
        for (var i = 0; i < 2; i++)
        {
            var (a, b) = (await first.GetStringAsync(SiteUrls.Document(library.Standard), Ct), await second.GetStringAsync(SiteUrls.Document(library.Standard), Ct));
            Assert.Contains("一番 目", a, StringComparison.Ordinal);
            Assert.DoesNotContain("二番 目", a, StringComparison.Ordinal);
            Assert.Contains("二番 目", b, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nobody_reads_without_signing_in()
    {
        using var client = library.Portal.Anonymous();
        var there = await client.GetAsync(SiteUrls.Document(library.Standard), Ct);
        Assert.Equal(302, (int)there.StatusCode);
        Assert.Equal(302, (int)(await client.GetAsync("/documents/x", Ct)).StatusCode);
    }

    [Fact]
    public async Task Found_provisions_lead_to_their_places()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var page = await client.PageAsync(SiteUrls.FindPage("ＣＩＳＯ 統括", 1));
        var link = page.QuerySelector(".found-title a")!.GetAttribute("href")!;
        Assert.NotEmpty(page.QuerySelectorAll("mark.pv-hit"));
        var target = await client.PageAsync(link.Split('#')[0]);
        Assert.NotNull(target.GetElementById(link.Split('#')[1]));
        Assert.Single(page.QuerySelectorAll("h1"));
    }

    [Fact]
    public async Task The_home_page_lists_what_is_to_be_done_and_says_when_nothing_is()
    {
        var person = await library.Shelf.PersonAsync("家 人");
        using var client = await library.Portal.SignedInAsync(person);
        var page = await client.PageAsync(SiteUrls.Home);
        Assert.Contains(page.QuerySelectorAll(".task-list a"), link => link.GetAttribute("href") == SiteUrls.Document(library.Standard));
        await library.Shelf.AcknowledgedAsync(library.Second, person);
        await library.Shelf.AcknowledgedAsync(library.PolicyEdition, person);
        page = await client.PageAsync(SiteUrls.Home);
        Assert.Empty(page.QuerySelectorAll(".task-list"));
        Assert.Contains("今はありません", page.QuerySelector(".home-clear")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>One portal for all tests of this class; each uses people of its own.</summary>
    public sealed class Library : IAsyncLifetime
    {
        public Portal Portal { get; } = new();

        public Shelf Shelf { get; private set; } = null!;

        public CcsPolicy.Domain.People.PersonId Reader { get; private set; }

        public DocumentId Standard { get; private set; }

        public DocumentId Procedure { get; private set; }

        internal DemoYear Year { get; private set; } = null!;

        public EditionId First { get; private set; }

        public EditionId Second { get; private set; }

        public EditionId ProcedureEdition { get; private set; }

        public EditionId PolicyEdition { get; private set; }

        public async ValueTask InitializeAsync()
        {
            var year = Year = new DemoYear(TokyoTime.Today(Portal.Clock));
            Shelf = await Shelf.OpenAsync(Portal.Databases);
            Reader = await Shelf.PersonAsync("外山 実");
            var policy = await Shelf.DocumentAsync(Tier.BasicPolicy, "H-1", "情報セキュリティ基本方針", Openness.Public);
            PolicyEdition = await Shelf.EditionAsync(policy, DemoTexts.Read("basic-policy-3", year), new(2025, 4, 1));
            Standard = await Shelf.DocumentAsync(Tier.Standard, "K-1", "情報セキュリティ対策基準");
            First = await Shelf.EditionAsync(Standard, DemoTexts.Read("standard-1", year), new(2025, 4, 1));
            Portal.Clock.Advance(TimeSpan.FromSeconds(1));
            Second = await Shelf.EditionAsync(Standard, DemoTexts.Read("standard-2", year), new(2026, 4, 1), EditionKind.PartialAmendment);
            Procedure = await Shelf.DocumentAsync(Tier.Procedure, "T-1", "端末の手順");
            ProcedureEdition = await Shelf.EditionAsync(Procedure, DemoTexts.Read("procedure-take-out-1", year), new(2026, 4, 1));
            await Shelf.LinkAsync(Procedure, Standard);
        }

        public ValueTask DisposeAsync() => Portal.DisposeAsync();
    }
}
