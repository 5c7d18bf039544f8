using System.Data.Common;
using AngleSharp.Dom;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Reading;

/// <summary>Several editions wait side by side: what will read differently from when.</summary>
public sealed class ComingTests(ComingTests.Library library) : IClassFixture<ComingTests.Library>
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_edition_that_waits_is_told_above_the_text_with_its_day_and_the_way_to_its_changes()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var page = await client.PageAsync(SiteUrls.Document(library.Standard));
        var rows = page.QuerySelectorAll("section[aria-labelledby=coming-title] li");
        Assert.Equal(["2027-04-01", "2028-04-01", "2029-04-01"], rows.Select(row => row.QuerySelector("time")!.GetAttribute("datetime")));
        Assert.Equal([SiteUrls.Changes(library.Standard, library.Second, library.First), SiteUrls.Changes(library.Standard, library.Third, library.Second)],
            rows.SelectMany(row => row.QuerySelectorAll("a")).Select(link => link.GetAttribute("href")));
        Assert.Contains("2 か所", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("廃止されます", rows[2].TextContent, StringComparison.Ordinal);
        foreach (var link in rows.SelectMany(row => row.QuerySelectorAll("a")))
            Assert.NotEmpty((await client.PageAsync(link.GetAttribute("href")!)).QuerySelectorAll("table.comparison"));
    }

    [Fact]
    public async Task Each_provision_that_will_change_says_from_when_and_the_others_say_nothing()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var page = await client.PageAsync(SiteUrls.Document(library.Standard));
        Assert.Equal(["1: 令和10年4月1日から変わります", "2: 令和9年4月1日から変わります 令和10年4月1日から変わります", "3: 令和9年4月1日から変わります"], Marks(page));
        // The edition that waits says what changes behind it, and nothing of its own.
        var second = await client.PageAsync(SiteUrls.Edition(library.Standard, library.Second));
        Assert.Equal(["1: 令和10年4月1日から変わります", "2: 令和10年4月1日から変わります"], Marks(second));
        Assert.Equal(2, second.QuerySelectorAll("section[aria-labelledby=coming-title] li").Length);
        var third = await client.PageAsync(SiteUrls.Edition(library.Standard, library.Third));
        Assert.Empty(Marks(third));
    }

    [Fact]
    public async Task The_marks_are_in_the_language_of_the_reader_and_whoever_reads_in_the_other_gets_the_others()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        using var english = await library.Portal.SignedInAsync(await library.Shelf.PersonAsync("英 語"));
        english.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        for (var time = 0; time < 2; time++)
        {
            Assert.Contains("から変わります", Marks(await client.PageAsync(SiteUrls.Document(library.Standard)))[0], StringComparison.Ordinal);
            var page = await english.PageAsync(SiteUrls.Document(library.Standard));
            var mark = page.QuerySelector(".pv-coming")!;
            Assert.Equal(page.DocumentElement.GetAttribute("lang"), mark.GetAttribute("lang"));
        }
    }

    [Fact]
    public async Task What_is_withheld_from_the_reader_is_neither_marked_nor_counted()
    {
        using var client = await library.Portal.SignedInAsync(library.Outsider);
        var page = await client.PageAsync(SiteUrls.Document(library.Partly));
        Assert.Empty(Marks(page));
        Assert.DoesNotContain("か所", page.QuerySelector("section[aria-labelledby=coming-title]")!.TextContent, StringComparison.Ordinal);
        using var inside = await library.Portal.SignedInAsync(library.Reader);
        Assert.Single(Marks(await inside.PageAsync(SiteUrls.Document(library.Partly))));
    }

    [Fact]
    public async Task Reading_asks_the_database_as_often_whether_editions_wait_or_not_and_whether_a_day_is_named_or_not()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        // Who reads is found out once.
        await client.GetAsync(SiteUrls.Find, Ct);
        var addresses = new[] { SiteUrls.Document(library.Standard), SiteUrls.Document(library.Plain), SiteUrls.DocumentOn(library.Standard, "2026-10-01"), SiteUrls.DocumentOn(library.Standard, "2020-10-01") };
        var counts = new List<int>();
        foreach (var address in addresses.Concat(addresses))
        {
            var before = library.Statements.Count;
            await client.GetAsync(address, Ct);
            counts.Add(library.Statements.Count - before);
        }
        // Nothing has to be read anew, so what is left is the sign-in and the reader's own acknowledgements.
        Assert.All(counts.Skip(addresses.Length), count => Assert.Equal(counts[addresses.Length], count));
        Assert.All(counts, count => Assert.InRange(count, 1, 6));
    }

    private static List<string> Marks(IDocument page) =>
        [.. page.QuerySelectorAll(".pv-coming").Select(mark => $"{mark.ParentElement!.Id}: {string.Join(' ', mark.QuerySelectorAll("a").Select(link => link.TextContent))}")];

    /// <summary>One portal for all tests of this class.</summary>
    public sealed class Library : IAsyncLifetime
    {
        public Library() => Portal = new(substitute: services => services.AddSingleton<IInterceptor>(Statements));

        public Portal Portal { get; }

        internal CountedStatements Statements { get; } = new();

        public Shelf Shelf { get; private set; } = null!;

        public PersonId Reader { get; private set; }

        public PersonId Outsider { get; private set; }

        public DocumentId Standard { get; private set; }

        public DocumentId Partly { get; private set; }

        public DocumentId Plain { get; private set; }

        public EditionId First { get; private set; }

        public EditionId Second { get; private set; }

        public EditionId Third { get; private set; }

        public async ValueTask InitializeAsync()
        {
            Shelf = await Shelf.OpenAsync(Portal.Databases);
            Reader = await Shelf.PersonAsync("来田 待子");
            Outsider = await Shelf.PersonAsync("委託 先", EmploymentKind.Contractor);
            Standard = await Shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
            First = await RecordAsync(Standard, new(2026, 4, 1), "第1条 守ることを定める。\n第2条 端末は鍵を掛けて置く。\n第3条 廃れる定めを置く。\n第4条 変わらない定めを置く。\n");
            Second = await RecordAsync(Standard, new(2027, 4, 1), "第1条 守ることを定める。\n第2条 端末は鍵を掛けて保管する。\n第4条 変わらない定めを置く。\n");
            Third = await RecordAsync(Standard, new(2028, 4, 1), "第1条 守ることを定める。\n2 前項のことは、毎年確かめる。\n第2条 端末は錠を掛けて保管する。\n第4条 変わらない定めを置く。\n");
            Portal.Clock.Advance(TimeSpan.FromSeconds(1));
            await Shelf.EditionAsync(Standard, "", new(2029, 4, 1), EditionKind.Repeal);
            Plain = await Shelf.DocumentAsync(Tier.Standard, "K-2", "静かな基準");
            await RecordAsync(Plain, new(2026, 4, 1), "第1条 変わらない。\n");
            Partly = await Shelf.DocumentAsync(Tier.Standard, "K-3", "一部の基準");
            await RecordAsync(Partly, new(2026, 4, 1), "第1条 みなが読む。\n第2条 職員等が読む。\n");
            await RecordAsync(Partly, new(2027, 4, 1), "第1条 みなが読む。\n第2条 職員等だけが読み直す。\n", significance: Significance.Editorial);
            await Shelf.WithholdAsync(Partly, Openness.AllStaff, "第2条");
        }

        public ValueTask DisposeAsync() => Portal.DisposeAsync();

        private async Task<EditionId> RecordAsync(DocumentId document, DateOnly from, string provisions, Significance significance = Significance.Substantive)
        {
            Portal.Clock.Advance(TimeSpan.FromSeconds(1));
            return await Shelf.EditionAsync(document, "試験基準\n\n" + provisions, from, from.Year == 2026 ? EditionKind.Enactment : EditionKind.PartialAmendment, significance);
        }
    }
}

/// <summary>Counts what is asked of the database.</summary>
internal sealed class CountedStatements : DbCommandInterceptor
{
    private int count;

    public int Count => count;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref count);
        return ValueTask.FromResult(result);
    }
}
