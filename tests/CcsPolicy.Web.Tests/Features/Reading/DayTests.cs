using AngleSharp.Dom;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Reading;

/// <summary>One document as it was in force on a day.</summary>
public sealed class DayTests(DayTests.Library library) : IClassFixture<DayTests.Library>
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2024-04-01", "一番目の文", "令和6年4月1日に施行されていた版です")]
    [InlineData("R8.3.31", "一番目の文", "令和8年3月31日に施行されていた版です")]
    [InlineData("令和8年4月1日", "二番目の文", "令和8年4月1日に施行されていた版です")]
    [InlineData("2026-11-01", "二番目の文", "今日（令和8年11月1日）施行されている版です")]
    [InlineData("2027-05-01", "三番目の文", "令和9年5月1日に施行されている予定の版です")]
    public async Task A_day_shows_the_edition_in_force_on_it_and_says_which_day_it_is(string typed, string words, string said)
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var page = await client.PageAsync(SiteUrls.DocumentOn(library.Standard, typed));
        Assert.Contains(words, page.QuerySelector("article.provisions")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(said, page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(typed, page.QuerySelector("#asked-day")!.GetAttribute("value"));
        Assert.Single(page.QuerySelectorAll("h1"));
    }

    [Fact]
    public async Task Only_the_last_text_of_a_repealed_document_is_marked_repealed()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        Assert.Equal(["過去の版", "施行中", "施行待ち"], [await MarkAsync(library.Standard, "2025-01-01"), await MarkAsync(library.Standard, "2026-11-01"), await MarkAsync(library.Standard, "2027-05-01")]);
        Assert.Equal("廃止", await MarkAsync(library.Repealed, "2026-07-31"));

        async Task<string> MarkAsync(DocumentId document, string day) =>
            (await client.PageAsync(SiteUrls.DocumentOn(document, day))).QuerySelector(".edition-line .tag")!.TextContent;
    }

    [Fact]
    public async Task Without_a_day_the_page_is_as_it_was_and_asks_for_one()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var page = await client.PageAsync(SiteUrls.Document(library.Standard));
        Assert.DoesNotContain("施行されていた版です", page.Body!.TextContent, StringComparison.Ordinal);
        var form = page.Forms.Single(form => form.GetAttribute("action") == SiteUrls.Document(library.Standard));
        Assert.Equal("get", form.Method);
        Assert.Equal("on", form.QuerySelector("input")!.GetAttribute("name"));
        Assert.Contains("二番目の文", Text(await client.PageAsync(SiteUrls.DocumentOn(library.Standard, "  "))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edition_recorded_after_it_came_into_force_says_so_and_names_what_was_shown_here_on_that_day()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        // Recorded on 1 November 2026, in force since 10 October: until then the first one was shown.
        var page = await client.PageAsync(SiteUrls.DocumentOn(library.Late, "2026-10-20"));
        Assert.Contains("遅れて記録した文", Text(page), StringComparison.Ordinal);
        var notice = page.QuerySelector(".notice")!;
        Assert.Contains("ここに記録されたのは令和8年11月1日です", notice.TextContent, StringComparison.Ordinal);
        Assert.Equal(SiteUrls.Edition(library.Late, library.LateFirst), notice.QuerySelector("a")!.GetAttribute("href"));
        // On the day of recording it was shown itself.
        Assert.Null((await client.PageAsync(SiteUrls.DocumentOn(library.Late, "2026-11-01"))).QuerySelector(".notice a"));
    }

    [Fact]
    public async Task Before_the_first_edition_and_after_a_repeal_a_sentence_says_so_and_leads_to_the_nearest_editions()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var before = await client.PageAsync(SiteUrls.DocumentOn(library.Standard, "2020-01-01"));
        Assert.Contains("令和2年1月1日には、この規程はまだ施行されていませんでした", before.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([SiteUrls.Edition(library.Standard, library.First)], before.QuerySelectorAll(".notice a").Select(link => link.GetAttribute("href")));
        Assert.Null(before.QuerySelector("article.provisions"));
        var after = await client.PageAsync(SiteUrls.DocumentOn(library.Repealed, "2026-09-01"));
        Assert.Contains("令和8年8月1日に廃止されています", after.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([SiteUrls.Edition(library.Repealed, library.RepealedFirst)], after.QuerySelectorAll(".notice a").Select(link => link.GetAttribute("href")));
        Assert.Contains("廃止される文", Text(await client.PageAsync(SiteUrls.DocumentOn(library.Repealed, "2026-07-31"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("きのう")]
    [InlineData("2026-02-30")]
    [InlineData("9999-12-31")]
    [InlineData("\"><script>alert(1)</script>")]
    public async Task A_day_that_is_none_is_refused_and_what_was_typed_is_kept(string typed)
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var answer = await client.GetAsync(SiteUrls.DocumentOn(library.Standard, typed), Ct);
        Assert.Equal(200, (int)answer.StatusCode);
        var page = await answer.PageAsync();
        var field = page.QuerySelector("#asked-day")!;
        Assert.Equal((typed, "true"), (field.GetAttribute("value"), field.GetAttribute("aria-invalid")));
        Assert.NotEqual("", page.QuerySelector(".field-error")!.TextContent);
        Assert.EndsWith("#asked-day", page.QuerySelector(".error-summary a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script:not([src])"));
        Assert.Null(page.QuerySelector("article.provisions"));
    }

    [Fact]
    public async Task Reading_a_procedure_on_a_day_is_journalled_as_reading_the_edition_and_a_day_without_one_is_not()
    {
        var insider = await library.Shelf.PersonAsync("日付 読子");
        await library.Shelf.GrantAsync(library.Procedure, insider);
        using var client = await library.Portal.SignedInAsync(insider);
        foreach (var typed in new[] { "2020-01-01", "きのう" })
        {
            var none = await client.PageAsync(SiteUrls.DocumentOn(library.Procedure, typed));
            Assert.Contains("日付 読子", none.QuerySelector("main > .print-marking")!.TextContent, StringComparison.Ordinal);
        }
        Assert.Empty(await EntriesAsync());
        await client.GetAsync(SiteUrls.DocumentOn(library.Procedure, "2026-05-01"), Ct);
        Assert.Single(await EntriesAsync());
        // The same text under its own address within the window is the same reading.
        await client.GetAsync(SiteUrls.Edition(library.Procedure, library.ProcedureFirst), Ct);
        Assert.Contains(library.ProcedureFirst.ToString(), Assert.Single(await EntriesAsync()), StringComparison.Ordinal);

        async Task<List<string>> EntriesAsync()
        {
            await using var db = library.Portal.Open(library.Shelf.SeesAll);
            return [.. (await db.Journal.Where(j => j.ActorId == insider && j.Action == ReadingEntries.Fact).ToListAsync(Ct)).Select(j => System.Text.Encoding.UTF8.GetString(j.Bytes))];
        }
    }

    [Fact]
    public async Task A_procedure_is_absent_on_every_day_whatever_is_typed()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var absent = await client.GetStringOfAsync($"/documents/{Guid.NewGuid():N}?on=2026-05-01", Ct);
        foreach (var typed in new[] { "2026-05-01", "2020-01-01", "きのう", "" })
            Assert.Equal(absent, await client.GetStringOfAsync(SiteUrls.DocumentOn(library.Procedure, typed), Ct));
        Assert.StartsWith("404", absent, StringComparison.Ordinal);
    }

    private static string Text(IDocument page) => page.QuerySelector("article.provisions")!.TextContent;

    /// <summary>One portal for all tests of this class.</summary>
    public sealed class Library : IAsyncLifetime
    {
        public Portal Portal { get; } = new();

        public Shelf Shelf { get; private set; } = null!;

        public PersonId Reader { get; private set; }

        public DocumentId Standard { get; private set; }

        public EditionId First { get; private set; }

        public DocumentId Late { get; private set; }

        public EditionId LateFirst { get; private set; }

        public DocumentId Repealed { get; private set; }

        public EditionId RepealedFirst { get; private set; }

        public DocumentId Procedure { get; private set; }

        public EditionId ProcedureFirst { get; private set; }

        public async ValueTask InitializeAsync()
        {
            Shelf = await Shelf.OpenAsync(Portal.Databases);
            Reader = await Shelf.PersonAsync("日野 見");
            Standard = await Shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
            First = await RecordAsync(Standard, "一番目の文", new(2024, 4, 1));
            await RecordAsync(Standard, "二番目の文", new(2026, 4, 1), EditionKind.PartialAmendment);
            await RecordAsync(Standard, "三番目の文", new(2027, 4, 1), EditionKind.PartialAmendment);
            Late = await Shelf.DocumentAsync(Tier.Standard, "K-2", "遅れた基準");
            LateFirst = await RecordAsync(Late, "先に記録した文", new(2025, 4, 1));
            Repealed = await Shelf.DocumentAsync(Tier.Standard, "K-3", "廃止の基準");
            RepealedFirst = await RecordAsync(Repealed, "廃止される文", new(2025, 4, 1));
            await RecordAsync(Repealed, "", new(2026, 8, 1), EditionKind.Repeal);
            Procedure = await Shelf.DocumentAsync(Tier.Procedure, "T-1", "端末の手順");
            ProcedureFirst = await RecordAsync(Procedure, "手順の文", new(2026, 4, 1));
            Portal.Clock.SetUtcNow(new(2026, 11, 1, 1, 0, 0, TimeSpan.Zero));
            await RecordAsync(Late, "遅れて記録した文", new(2026, 10, 10), EditionKind.PartialAmendment);
        }

        public ValueTask DisposeAsync() => Portal.DisposeAsync();

        private async Task<EditionId> RecordAsync(DocumentId document, string words, DateOnly from, EditionKind kind = EditionKind.Enactment)
        {
            Portal.Clock.Advance(TimeSpan.FromSeconds(1));
            return await Shelf.EditionAsync(document, $"試験基準\n\n第1条 {words}\n", from, kind);
        }
    }
}

internal static class Answers
{
    /// <summary>Status and body in one.</summary>
    public static async Task<string> GetStringOfAsync(this HttpClient client, string url, CancellationToken ct)
    {
        var answer = await client.GetAsync(url, ct);
        return $"{(int)answer.StatusCode}\n{await answer.Content.ReadAsStringAsync(ct)}";
    }
}
