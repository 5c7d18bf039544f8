using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.People;

public sealed class ImportRosterTests : IAsyncDisposable
{
    private const string Head = "職員番号,氏名,かな,雇用の区分,採用日,退職日,所属,異動日\n";
    private readonly Portal portal = new();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Theory]
    [InlineData("utf-8")]
    [InlineData("shift_jis")]
    public async Task The_preview_tells_new_changed_leaving_and_unchanged_and_nothing_is_recorded_before_it_is_confirmed(string code)
    {
        using var client = await AdministeredAsync();
        var page = await UploadAsync(client, code,
            "T0002,佐藤 花子,佐藤 花子,職員,2025-10-01,,総務課,\n" +
            "T0003,鈴木 次郎,すずき じろう,職員,令和7年10月1日,,年金課,R8.10.15\n" +
            "T0004,高橋 三郎,高橋 三郎,職員,2025-10-01,2027-03-31,総務課,\n" +
            "9001,新任 五郎,しんにん ごろう,臨時職員,R8.11.1,,20,\n");
        Assert.Equal(["1", "1", "1", "1"], page.QuerySelectorAll(".figure-value").Select(figure => figure.ChildNodes[0].TextContent.Trim()));
        Assert.Equal(4, await PeopleAsync());

        var done = await client.PostFormAsync(page, "/admin/people/import", "apply-roster");
        Assert.EndsWith("&new=1&changed=1&ending=1", done.Headers.Location?.ToString(), StringComparison.Ordinal);
        await using var db = portal.Open(Reader.Nobody);
        var suzuki = await db.People.SingleAsync(p => p.StaffNumber == "T0003", Ct);
        Assert.Equal("すずき じろう", suzuki.Kana);
        var stays = await db.Assignments.Where(a => a.PersonId == suzuki.Id && a.WithdrawnAt == null).Join(db.Departments, a => a.DepartmentId, d => d.Id, (a, d) => new { d.Name, a.From, a.Until }).OrderBy(a => a.From).ToListAsync(Ct);
        Assert.Equal([("総務課", new DateOnly(2025, 10, 1), new DateOnly(2026, 10, 14)), ("年金課", new DateOnly(2026, 10, 15), null)], stays.Select(s => (s.Name, s.From, s.Until)));
        Assert.Single(await db.Assignments.Where(a => a.PersonId == suzuki.Id && a.WithdrawnAt != null).ToListAsync(Ct));
        var leaving = await db.People.SingleAsync(p => p.StaffNumber == "T0004", Ct);
        Assert.Equal(new DateOnly(2027, 3, 31), (await db.Employments.SingleAsync(e => e.PersonId == leaving.Id && e.WithdrawnAt == null, Ct)).Until);
        Assert.Contains("people.imported", await db.Journal.Select(j => j.Action).ToListAsync(Ct));
    }

    [Fact]
    public async Task Each_error_names_its_line_and_while_there_is_one_nothing_can_be_imported()
    {
        using var client = await AdministeredAsync();
        var page = await UploadAsync(client, "utf-8",
            "T0002,佐藤 花子,,職員,2025-10-01,,総務課,\n" +
            "9003,,,職員,2025-10-01,,総務課,\n" +
            "T0004,高橋 三郎,,社員,2025-13-01,,総務課,\n" +
            "T0002,佐藤 花子,,職員,2025-10-01,,ない課,\n" +
            "9001,五郎\n" +
            "T0001,管理 一郎,,役員,2025-10-01,,,\n");
        var errors = page.QuerySelectorAll("tbody tr").Select(row => (Line: row.Children[0].TextContent, Text: row.Children[1].TextContent)).ToList();
        Assert.Equal(["3", "4", "4", "5", "5", "6", "7"], errors.Select(error => error.Line));
        Assert.Contains("社員", errors[1].Text, StringComparison.Ordinal);
        Assert.Contains("自分自身", errors[6].Text, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form input[name=Token][value]:not([value=''])"));
        Assert.Equal(4, await PeopleAsync());
    }

    [Fact]
    public async Task A_row_tells_all_that_is_wrong_with_it_at_once_in_the_names_of_its_columns()
    {
        using var client = await AdministeredAsync();
        var page = await UploadAsync(client, "utf-8",
            "T0002,佐藤 花子,,社員,2025-13-01,,ない課,\n" +
            "9004,鈴木 次郎,,職員,,,総務課,\n" +
            "T0004,高橋 三郎,,職員,2025-10-01,2024-03-31,総務課,\n" +
            "\"9001,五郎,,職員,2025-10-01,,総務課,\n" +
            "9002,六郎,,職員,2025-10-01,,総務課,\n");
        var errors = page.QuerySelectorAll("tbody tr").Select(row => (Line: row.Children[0].TextContent, Text: row.Children[1].TextContent)).ToList();
        Assert.Equal(["2", "2", "2", "3", "4", "5"], errors.Select(error => error.Line));
        Assert.Contains(errors, error => error.Line == "2" && error.Text.Contains("ない課", StringComparison.Ordinal));
        Assert.Contains("「採用日」", errors[3].Text, StringComparison.Ordinal);
        Assert.StartsWith("退職日が採用日より前", errors[4].Text, StringComparison.Ordinal);
        Assert.Contains("閉じていません", errors[5].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[0], "ファイルが空です")]
    [InlineData(new byte[] { 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0xff, 0xfe, 0xfd, 0x00, 0x81 }, "CSVともExcel")]
    public async Task A_file_that_holds_no_list_is_refused_in_the_words_of_this_page(byte[] bytes, string sentence)
    {
        using var client = await AdministeredAsync();
        var page = await (await client.PostFileAsync("/admin/people/import", "roster", "File", "roster.csv", bytes)).PageAsync();
        Assert.Contains(sentence, page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>One employment becomes two of the same kind without a day between: there is no day on which anybody stands otherwise, and so no change of personnel.</summary>
    [Fact]
    public async Task Another_first_day_of_the_same_employment_is_recorded_and_is_no_change_of_personnel()
    {
        using var client = await AdministeredAsync();
        var page = await UploadAsync(client, "utf-8", "T0002,佐藤 花子,佐藤 花子,職員,2026-04-01,,総務課,\n");
        var done = await client.PostFormAsync(page, "/admin/people/import", "apply-roster");
        Assert.EndsWith("&new=0&changed=1&ending=0", done.Headers.Location?.ToString(), StringComparison.Ordinal);
        await using var db = portal.Open(Reader.Nobody);
        Assert.Empty(await db.PersonnelChanges.ToListAsync(Ct));
        var person = await db.People.SingleAsync(p => p.StaffNumber == "T0002", Ct);
        Assert.Equal([new DateOnly(2026, 3, 31), null], (await db.Employments.Where(e => e.PersonId == person.Id && e.WithdrawnAt == null).ToListAsync(Ct)).OrderBy(e => e.From).Select(e => e.Until));
    }

    /// <summary>As a spreadsheet saves a list beside which something once stood.</summary>
    [Fact]
    public async Task Empty_columns_behind_the_last_are_no_columns()
    {
        using var client = await AdministeredAsync();
        var file = Encoding.UTF8.GetBytes("職員番号,所属,,\nT0002,年金課,,\n");
        var page = await (await client.PostFileAsync("/admin/people/import", "roster", "File", "roster.csv", file)).PageAsync();
        Assert.Equal(["0", "1", "0", "0"], page.QuerySelectorAll(".figure-value").Select(figure => figure.ChildNodes[0].TextContent.Trim()));
    }

    [Fact]
    public async Task What_changed_since_the_preview_is_shown_again_and_not_recorded()
    {
        using var client = await AdministeredAsync();
        var page = await UploadAsync(client, "utf-8", "T0003,鈴木 次郎,すずき じろう,職員,2025-10-01,,総務課,\n");
        await using (var db = portal.Open(Reader.Nobody))
        {
            var suzuki = await db.People.SingleAsync(p => p.StaffNumber == "T0003", Ct);
            suzuki.Kana = "すずき";
            db.Record(new CcsPolicy.Domain.Journal.JournalFact("person.changed"));
            await db.SaveChangesAsync(Ct);
        }
        var again = await client.PostFormAsync(page, "/admin/people/import", "apply-roster");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.NotNull((await again.PageAsync()).QuerySelector(".error-summary"));
        await using var after = portal.Open(Reader.Nobody);
        Assert.Equal("すずき", (await after.People.SingleAsync(p => p.StaffNumber == "T0003", Ct)).Kana);
        Assert.DoesNotContain("people.imported", await after.Journal.Select(j => j.Action).ToListAsync(Ct));
    }

    [Fact]
    public async Task Five_thousand_rows_are_previewed_in_a_few_seconds_and_recorded_together()
    {
        using var client = await AdministeredAsync();
        var rows = new StringBuilder();
        for (var number = 0; number < 5_000; number++)
            rows.Append(CultureInfo.InvariantCulture, $"N{number:D5},見本 {number},みほん,職員,2026-04-01,,総務課,\n");
        var clock = Stopwatch.StartNew();
        var page = await UploadAsync(client, "utf-8", rows.ToString());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), clock.Elapsed.ToString());
        var done = await client.PostFormAsync(page, "/admin/people/import", "apply-roster");
        Assert.EndsWith("&new=5000&changed=0&ending=0", done.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal(5_004, await PeopleAsync());
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<HttpClient> AdministeredAsync()
    {
        var general = await portal.AddDepartmentAsync("10", "総務課");
        await portal.AddDepartmentAsync("20", "年金課");
        var admin = await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator);
        foreach (var name in new[] { "佐藤 花子", "鈴木 次郎", "高橋 三郎" })
            await portal.AddPersonAsync(name, EmploymentKind.Employee, general);
        return await portal.SignedInAsync(admin);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> UploadAsync(HttpClient client, string code, string rows)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var answer = await client.PostFileAsync("/admin/people/import", "roster", "File", "roster.csv", Encoding.GetEncoding(code).GetBytes(Head + rows));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.PageAsync();
    }

    private async Task<int> PeopleAsync()
    {
        await using var db = portal.Open(Reader.Nobody);
        return await db.People.CountAsync(Ct);
    }
}
