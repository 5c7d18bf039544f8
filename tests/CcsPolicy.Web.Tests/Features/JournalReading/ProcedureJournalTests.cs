using System.Net;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.JournalReading;

/// <summary>実施手順の操作記録。The custodian reads that of the own procedures, CISO and deputy all of it, and for everybody else there is none.</summary>
public sealed class ProcedureJournalTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly Portal portal = new();
    private PersonId ciso, deputy, keeper, other, auditor;
    private DocumentId procedure, elsewhere, standard;

    public async ValueTask InitializeAsync()
    {
        var department = await portal.AddDepartmentAsync("10", "総務課");
        ciso = await portal.AddPersonAsync("真壁 和代", Role.Ciso);
        deputy = await portal.AddPersonAsync("代理 守", Role.CisoDeputy);
        keeper = await portal.AddPersonAsync("管理 太郎", []);
        other = await portal.AddPersonAsync("管理 次郎", []);
        auditor = await portal.AddPersonAsync("監査 花子", Role.Auditor);
        procedure = await portal.AddDocumentAsync(Tier.Procedure, "P-1", "鍵の管理手順", department, keeper);
        elsewhere = await portal.AddDocumentAsync(Tier.Procedure, "P-2", "別の手順", department, other);
        standard = await portal.AddDocumentAsync(Tier.Standard, "K-1", "見える基準", department, keeper);
        portal.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var document in new[] { procedure, elsewhere })
            await GiveAsync(document, auditor);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task The_custodian_reads_what_was_done_about_the_own_procedures_and_no_word_of_others()
    {
        using var client = await portal.SignedInAsync(keeper);
        var page = await client.PageAsync("/journal/procedures");
        var rows = page.QuerySelectorAll("table.journal tbody tr").Select(row => row.TextContent).ToList();
        var given = Assert.Single(rows, row => row.Contains("閲覧を許可した", StringComparison.Ordinal));
        foreach (var told in new[] { "真壁 和代", "鍵の管理手順", "相手 監査 花子", "令和8年10月2日" })
            Assert.Contains(told, given, StringComparison.Ordinal);
        Assert.DoesNotContain("別の手順", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("見える基準", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("main > .print-marking"));
        Assert.NotNull(page.QuerySelector("a[href='/journal/procedures']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/journal", Ct)).StatusCode);
        // Another's is asked for, and an id that nothing has: the same.
        foreach (var id in new[] { elsewhere.ToString(), Guid.NewGuid().ToString("N"), standard.ToString() })
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/journal/procedures?procedure=" + id, Ct)).StatusCode);
    }

    [Fact]
    public async Task Ciso_and_deputy_read_all_and_filter_by_procedure_kind_day_and_person()
    {
        foreach (var who in new[] { ciso, deputy })
        {
            using var client = await portal.SignedInAsync(who);
            Assert.Equal(2, await RowsAsync(client, "?kind=grant.given"));
            Assert.Equal(1, await RowsAsync(client, $"?kind=grant.given&procedure={elsewhere}"));
            // Whom it concerned counts as well as who did it.
            Assert.Equal(2, await RowsAsync(client, "?person=監査花子"));
            Assert.Equal(2, await RowsAsync(client, "?person=真壁和代&kind=Documents"));
            Assert.Equal(0, await RowsAsync(client, "?until=2026-09-30"));
            Assert.Equal(0, await RowsAsync(client, "?kind=grant.given&until=2026-10-01"));
            Assert.Equal(2, await RowsAsync(client, "?kind=grant.given&from=令和8年10月2日"));
            Assert.NotNull((await client.PageAsync("/journal/procedures?until=いつか")).QuerySelector(".error-summary"));
        }
        using var from = await portal.SignedInAsync(ciso);
        Assert.NotNull((await from.PageAsync("/custody/procedures")).QuerySelector($"a[href='/journal/procedures?procedure={procedure}']"));
    }

    [Fact]
    public async Task For_everybody_else_there_is_no_such_page_also_with_a_grant_and_for_an_administrator_who_keeps_one()
    {
        var (staff, officer) = (await portal.AddPersonAsync("職員 六子", []), await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        var both = await portal.AddPersonAsync("兼務 一郎", Role.SystemAdministrator);
        await portal.AddDocumentAsync(Tier.Procedure, "P-3", "兼務の手順", await portal.AddDepartmentAsync("20", "保健課"), both);
        foreach (var who in new[] { auditor, staff, officer, both })
        {
            using var client = await portal.SignedInAsync(who);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/journal/procedures", Ct)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/journal/procedures.csv", new FormUrlEncodedContent([]), Ct)).StatusCode);
            Assert.Null((await client.PageAsync("/")).QuerySelector("a[href='/journal/procedures']"));
        }
    }

    [Fact]
    public async Task The_file_carries_classification_reader_and_time_and_taking_it_out_is_told_in_the_same_journal_alone()
    {
        using var client = await portal.SignedInAsync(keeper);
        var csv = (await (await client.PostFormAsync($"/journal/procedures?procedure={procedure}", "/journal/procedures.csv")).Content.ReadAsStringAsync(Ct)).Split("\r\n");
        foreach (var mark in new[] { "関係者限り", "管理 太郎", "2026/10/02 10:00:00" })
            Assert.Contains(mark, csv[1], StringComparison.Ordinal);
        Assert.Contains(csv, line => line.Contains("閲覧を許可した", StringComparison.Ordinal) && line.Contains("鍵の管理手順", StringComparison.Ordinal));
        Assert.DoesNotContain(csv, line => line.Contains("別の手順", StringComparison.Ordinal));
        var xlsx = await (await client.PostFormAsync("/journal/procedures", "/journal/procedures.xlsx")).Content.ReadAsByteArrayAsync(Ct);
        using var book = SpreadsheetDocument.Open(new MemoryStream(xlsx), false);
        Assert.All(book.WorkbookPart!.WorksheetParts, sheet => Assert.Contains("関係者限り", sheet.Worksheet!.Descendants<OddHeader>().Single().Text, StringComparison.Ordinal));
        Assert.Equal(1, await RowsAsync(client, "?kind=report.exported"));

        await using var db = portal.Open(await portal.ReaderAsync(ciso));
        Assert.All(await db.Journal.Where(e => e.Action == "report.exported").ToListAsync(Ct), entry => Assert.Equal(JournalLog.Restricted, entry.Log));
        var refused = await client.PostFormAsync(await client.PageAsync("/journal/procedures"), "/journal/procedures", "/journal/procedures.csv", ("procedure", elsewhere.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task With_proofs_the_file_begins_with_the_marking_and_holds_the_entries_of_the_own_procedures_and_the_way_of_each_that_an_hour_covers()
    {
        // Places are given, and the next hour binds them.
        await portal.Services.GetRequiredService<JournalKeeper>().TurnAsync(Ct);
        portal.Clock.SetUtcNow(new DateTimeOffset(2026, 10, 2, 2, 0, 1, TimeSpan.Zero));
        await portal.Services.GetRequiredService<JournalKeeper>().TurnAsync(Ct);
        using var client = await portal.SignedInAsync(keeper);
        var answer = await client.PostFormAsync("/journal/procedures", "/journal/procedures.jsonl");
        Assert.Equal("attachment; filename=procedure-journal-proofs_20261002.jsonl", answer.Content.Headers.ContentDisposition!.ToString());
        var text = await answer.Content.ReadAsStringAsync(Ct);
        var lines = text.TrimEnd('\n').Split('\n');
        foreach (var mark in new[] { "ccspolicy-marking-1", "関係者限り", "管理 太郎", "2026/10/02 11:00:01" })
            Assert.Contains(mark, lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain(elsewhere.ToString(), text, StringComparison.Ordinal);
        var signed = lines.Skip(1).Where(line => line.Contains("\"hour\"", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(signed);
        Assert.All(signed, line => Assert.Contains(procedure.ToString(), line, StringComparison.Ordinal));
    }

    private static async Task<int> RowsAsync(HttpClient client, string query) =>
        (await client.PageAsync("/journal/procedures" + query)).QuerySelectorAll("table.journal tbody tr").Length;

    private async Task GiveAsync(DocumentId document, PersonId person)
    {
        using var client = await portal.SignedInAsync(ciso);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync("/granting/" + document, "give", ("To", $"person:{person}"), ("Reason", "担当のため"))).StatusCode);
    }
}
