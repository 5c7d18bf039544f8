using AngleSharp.Dom;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Reading;

/// <summary>条項の履歴。Everything that happened to one provision, through every number that it bore.</summary>
public sealed class HistoryTests(HistoryTests.Library library) : IClassFixture<HistoryTests.Library>
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_history_names_every_edition_in_which_the_provision_changed_the_newest_first_and_no_other()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        // 第2条 was changed in the second, became 第3条 in the third, and was left alone in the fourth.
        var page = await client.PageAsync(Of(library.Editions[3], "3"));
        Assert.Equal("第3条の履歴", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["2026-04-01 改正", "2025-04-01 改正", "2024-04-01 制定"], Steps(page));
        var steps = page.QuerySelectorAll(".history-step");
        Assert.Contains("もとの第2条", steps[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("保管する", Assert.Single(steps[1].QuerySelectorAll("ins")).TextContent);
        Assert.Equal("置く", Assert.Single(steps[1].QuerySelectorAll("del")).TextContent);
        Assert.Contains("端末は鍵を掛けて置く。", steps[2].TextContent, StringComparison.Ordinal);
        Assert.Equal([SiteUrls.Edition(library.Standard, library.Editions[2]) + "#3", SiteUrls.Edition(library.Standard, library.Editions[1]) + "#2", SiteUrls.Edition(library.Standard, library.Editions[0]) + "#2"],
            steps.Select(step => step.QuerySelector(".section-head a")!.GetAttribute("href")));
        // By the address that it had in the first edition, the same is found.
        Assert.Equal(Steps(page), Steps(await client.PageAsync(Of(library.Editions[0], "2"))));
        Assert.Empty(page.QuerySelectorAll("script:not([src]), [style]"));
    }

    [Fact]
    public async Task The_sentence_that_touches_the_provision_is_told_and_the_others_are_not()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var steps = (await client.PageAsync(Of(library.Editions[3], "3"))).QuerySelectorAll(".history-step");
        Assert.Equal("第2条中「置く」を「保管する」に改める。", Assert.Single(steps[1].QuerySelectorAll(".history-sentences p")).TextContent);
        // It moved because another was put in before it.
        Assert.Contains("第2条を第3条とし", Assert.Single(steps[0].QuerySelectorAll(".history-sentences p")).TextContent, StringComparison.Ordinal);
        Assert.Empty(steps[2].QuerySelectorAll(".history-sentences"));
        var other = (await client.PageAsync(Of(library.Editions[3], "1"))).QuerySelectorAll(".history-step");
        Assert.Equal(["2027-04-01 改正", "2024-04-01 制定"], Steps(other[0].Owner!));
        Assert.DoesNotContain("保管", other[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("施行待ち", other[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_and_went_says_so_and_a_day_of_record_stands_beside_the_day_in_force_where_they_differ()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var page = await client.PageAsync(Of(library.Editions[2], "2"));
        Assert.Equal(["2027-04-01 削除", "2026-04-01 新設"], Steps(page));
        var steps = page.QuerySelectorAll(".history-step");
        Assert.Contains("ここに記録 令和8年10月1日", steps[1].QuerySelector(".edition-line")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("ここに記録", steps[0].QuerySelector(".edition-line")!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(steps[1].QuerySelectorAll("ins"));
        Assert.NotEmpty(steps[0].QuerySelectorAll("del"));
    }

    [Fact]
    public async Task The_reading_page_leads_to_the_list_of_provisions_and_the_list_to_each_of_them()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var reading = await client.PageAsync(SiteUrls.Document(library.Standard));
        var list = Assert.Single(reading.QuerySelectorAll(".notes a"), link => link.TextContent == "条項ごとの履歴").GetAttribute("href")!;
        var page = await client.PageAsync(list);
        var rows = page.QuerySelectorAll("tbody tr");
        Assert.Equal(["第1条", "第2条", "第3条"], rows.Select(row => row.QuerySelector("a")!.TextContent));
        Assert.Equal(["2025-04-01", "2026-04-01"], rows[2].QuerySelectorAll("time").Select(day => day.GetAttribute("datetime")));
        foreach (var link in rows.Select(row => row.QuerySelector("a")!.GetAttribute("href")!))
            Assert.NotEmpty(Steps(await client.PageAsync(link)));
        var changes = await client.PageAsync(SiteUrls.Changes(library.Standard, library.Editions[1], library.Editions[0]));
        Assert.NotEmpty(Steps(await client.PageAsync(Assert.Single(changes.QuerySelectorAll(".changed-provisions a"), link => link.TextContent == "履歴").GetAttribute("href")!)));
    }

    [Fact]
    public async Task A_withheld_provision_has_no_history_in_any_edition_and_is_not_counted()
    {
        using var outside = await library.Portal.SignedInAsync(library.Outsider);
        using var inside = await library.Portal.SignedInAsync(library.Reader);
        var absent = await outside.GetStringOfAsync(SiteUrls.ProvisionHistories(library.Partly, library.PartlyEditions[0]) + "/99", Ct);
        Assert.StartsWith("404", absent, StringComparison.Ordinal);
        foreach (var edition in library.PartlyEditions)
        {
            Assert.Contains("合言葉", (await inside.PageAsync(SiteUrls.ProvisionHistories(library.Partly, edition) + "/2")).Body!.TextContent, StringComparison.Ordinal);
            Assert.Equal(absent, await outside.GetStringOfAsync(SiteUrls.ProvisionHistories(library.Partly, edition) + "/2", Ct));
            foreach (var address in new[] { SiteUrls.ProvisionHistories(library.Partly, edition), SiteUrls.ProvisionHistories(library.Partly, edition) + "/1" })
            {
                var text = (await outside.PageAsync(address)).Body!.TextContent;
                Assert.DoesNotContain("合言葉", text, StringComparison.Ordinal);
                Assert.DoesNotContain("第2条", text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_procedure_has_no_history_for_who_may_not_know_it_and_reading_one_is_journalled_for_each_edition_shown()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        var absent = await client.GetStringOfAsync("/no-such-place", Ct);
        foreach (var address in new[]
        {
            SiteUrls.ProvisionHistories(library.Procedure, library.ProcedureEditions[0]), SiteUrls.ProvisionHistories(library.Procedure, library.ProcedureEditions[0]) + "/1",
            SiteUrls.ProvisionHistories(library.Standard, library.ProcedureEditions[0]), SiteUrls.ProvisionHistories(library.Standard, library.Editions[0]) + "/x y", "/documents/x/editions/y/provisions/1",
        })
            Assert.Equal(absent, await client.GetStringOfAsync(address, Ct));
        var insider = await library.Shelf.PersonAsync("履歴 見");
        await library.Shelf.GrantAsync(library.Procedure, insider);
        using var reading = await library.Portal.SignedInAsync(insider);
        var page = await reading.PageAsync(SiteUrls.ProvisionHistories(library.Procedure, library.ProcedureEditions[0]) + "/1");
        Assert.Equal(2, Steps(page).Count);
        Assert.Contains("履歴 見", page.QuerySelector("main > .print-marking")!.TextContent, StringComparison.Ordinal);
        await using var db = library.Portal.Open(library.Shelf.SeesAll);
        Assert.Equal(2, await db.Journal.CountAsync(j => j.ActorId == insider && j.Action == ReadingEntries.Fact && j.DocumentId == library.Procedure, Ct));
    }

    [Fact]
    public async Task A_history_asks_the_database_as_often_however_many_editions_and_provisions_there_are()
    {
        using var client = await library.Portal.SignedInAsync(library.Reader);
        // Who reads is found out once.
        await client.GetAsync(SiteUrls.Find, Ct);
        foreach (var address in new[] { Of(library.Editions[3], "3"), SiteUrls.ProvisionHistories(library.Standard, library.Editions[3]), SiteUrls.ProvisionHistories(library.Partly, library.PartlyEditions[0]) + "/1" })
        {
            var before = library.Statements.Count;
            await client.GetAsync(address, Ct);
            Assert.InRange(library.Statements.Count - before, 1, 6);
        }
    }

    private string Of(EditionId edition, string path) => SiteUrls.ProvisionHistories(library.Standard, edition) + "/" + path;

    private static List<string> Steps(IDocument page) =>
        [.. page.QuerySelectorAll(".history-step h2").Select(head => $"{head.QuerySelector("time")!.GetAttribute("datetime")} {head.TextContent.Split(' ')[^1]}")];

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

        public List<EditionId> Editions { get; } = [];

        public DocumentId Partly { get; private set; }

        public List<EditionId> PartlyEditions { get; } = [];

        public DocumentId Procedure { get; private set; }

        public List<EditionId> ProcedureEditions { get; } = [];

        public async ValueTask InitializeAsync()
        {
            Shelf = await Shelf.OpenAsync(Portal.Databases);
            Reader = await Shelf.PersonAsync("歴野 史");
            Outsider = await Shelf.PersonAsync("委託 先", EmploymentKind.Contractor);
            Standard = await Shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
            await RecordAsync(Standard, Editions, new(2024, 4, 1), "第1条 守ることを定める。\n第2条 端末は鍵を掛けて置く。\n");
            await RecordAsync(Standard, Editions, new(2025, 4, 1), "第1条 守ることを定める。\n第2条 端末は鍵を掛けて保管する。\n");
            await RecordAsync(Standard, Editions, new(2026, 4, 1), "第1条 守ることを定める。\n第2条 媒体は数えて持ち出す。\n第3条 端末は鍵を掛けて保管する。\n");
            await RecordAsync(Standard, Editions, new(2027, 4, 1), "第1条 守るべきことを定める。\n第3条 端末は鍵を掛けて保管する。\n");
            Partly = await Shelf.DocumentAsync(Tier.Standard, "K-2", "一部の基準");
            await RecordAsync(Partly, PartlyEditions, new(2025, 4, 1), "第1条 みなが読む。\n第2条 合言葉は山とする。\n第3条 みなが守る。\n");
            await RecordAsync(Partly, PartlyEditions, new(2026, 4, 1), "第1条 みながよく読む。\n第2条 合言葉は川とする。\n第3条 みなが守る。\n");
            await Shelf.WithholdAsync(Partly, Openness.AllStaff, "第2条");
            Procedure = await Shelf.DocumentAsync(Tier.Procedure, "T-1", "端末の手順");
            await RecordAsync(Procedure, ProcedureEditions, new(2025, 4, 1), "第1条 手順を守る。\n");
            await RecordAsync(Procedure, ProcedureEditions, new(2026, 4, 1), "第1条 手順をよく守る。\n");
        }

        public ValueTask DisposeAsync() => Portal.DisposeAsync();

        private async Task RecordAsync(DocumentId document, List<EditionId> into, DateOnly from, string provisions)
        {
            Portal.Clock.Advance(TimeSpan.FromSeconds(1));
            into.Add(await Shelf.EditionAsync(document, "試験基準\n\n" + provisions, from, into.Count == 0 ? EditionKind.Enactment : EditionKind.PartialAmendment));
        }
    }
}
