using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.People;

/// <summary>人事異動: a list of moves is looked at with what follows from it, recorded for a day, and undone before that.</summary>
public sealed class PersonnelChangesTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly Portal portal = new();
    private DepartmentId general, pensions;
    private PersonId admin, officer, ciso, keeper, moving, leaving;
    private DocumentId procedure;
    private DateOnly day;

    public async ValueTask InitializeAsync()
    {
        general = await portal.AddDepartmentAsync("10", "総務課");
        pensions = await portal.AddDepartmentAsync("20", "年金課");
        admin = await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator);
        officer = await portal.AddPersonAsync("担当 二郎", Role.SecurityOfficer);
        ciso = await portal.AddPersonAsync("真壁 和代", Role.Ciso);
        keeper = await portal.AddPersonAsync("管理 太郎", EmploymentKind.Employee, general);
        moving = await portal.AddPersonAsync("異動 花子", EmploymentKind.Employee, general);
        leaving = await portal.AddPersonAsync("退職 三郎", EmploymentKind.Employee, general, Role.Auditor);
        await portal.MakeManagerAsync(leaving, general);
        procedure = await portal.AddDocumentAsync(Tier.Procedure, "P-1", "鍵の管理手順", general, keeper);
        await portal.AddDocumentAsync(Tier.Standard, "S-1", "対策基準", general, leaving);
        await GiveAsync($"department:{general}");
        day = portal.Today.AddDays(30);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    private string Moves => $"職員番号,所属,退職日\nT0005,年金課,\nT0006,,{day.AddDays(-1):yyyy-MM-dd}\n";

    [Fact]
    public async Task A_list_of_moves_needs_the_number_and_what_changes_and_tells_what_follows()
    {
        using var client = await portal.SignedInAsync(admin);
        var page = await UploadAsync(client, Moves);
        var text = page.QuerySelector("main")!.TextContent;
        Assert.Contains("総務課 → ", text, StringComparison.Ordinal);
        Assert.Contains("所属長がいなくなる所属： 総務課", Squeezed(text), StringComparison.Ordinal);
        Assert.Contains("監査担当者の任が終わる人： 退職 三郎", Squeezed(text), StringComparison.Ordinal);
        Assert.Contains("離職する人は1人です", text, StringComparison.Ordinal);
        Assert.Empty(await ChangesAsync());
        var done = await client.PostFormAsync(page, "/admin/people/import", "apply-roster");
        Assert.EndsWith("&new=0&changed=1&ending=1", done.Headers.Location?.ToString(), StringComparison.Ordinal);
        var change = Assert.Single(await ChangesAsync());
        Assert.Equal(day, change.EffectiveOn);
        Assert.Contains("/personnel-changes/" + change.Id, (await client.PageAsync(done.Headers.Location!.ToString())).QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
        // Nothing has changed today; on the day all of it has.
        Assert.Equal([general], (await portal.ReaderAsync(moving)).Departments);
        portal.Clock.SetUtcNow(TokyoTime.StartOf(day));
        Assert.Equal([pensions], (await portal.ReaderAsync(moving)).Departments);
        Assert.False((await portal.ReaderAsync(leaving)).IsWorker);
    }

    [Fact]
    public async Task What_was_confirmed_is_open_until_the_day_and_no_longer_and_after_an_undoing_as_before()
    {
        var change = await RecordAsync();
        Assert.True(await SeesAsync(moving));
        Assert.Equal(HttpStatusCode.Redirect, (await UndoAsync(admin, change)).StatusCode);
        Assert.Equal([general], (await portal.ReaderAsync(moving)).Departments);
        Assert.True(await SeesAsync(moving));
        portal.Clock.SetUtcNow(TokyoTime.StartOf(day));
        Assert.True((await portal.ReaderAsync(leaving)).Can(Ability.ReadJournal));
        Assert.True(await SeesAsync(moving));
        await RecordAsync();
        Assert.False(await SeesAsync(moving));
    }

    /// <summary>A clock that never says the same twice: between what is withdrawn and what takes its place nobody may stand outside for an instant, which would be leaving for good.</summary>
    [Fact]
    public async Task Whoever_was_to_leave_has_never_left_once_it_is_undone()
    {
        var change = await RecordAsync();
        Assert.True(await SeesAsync(leaving));
        portal.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(2);
        Assert.Equal(HttpStatusCode.Redirect, (await UndoAsync(admin, change)).StatusCode);
        portal.Clock.AutoAdvanceAmount = TimeSpan.Zero;
        var reader = await portal.ReaderAsync(leaving);
        Assert.Equal(DateTimeOffset.MinValue, reader.Left);
        Assert.True(reader.Can(Ability.ReadJournal));
        Assert.Equal([general], reader.ManagedDepartments);
        Assert.True(await SeesAsync(leaving));
    }

    [Fact]
    public async Task Of_two_changes_of_one_person_the_later_is_undone_first_and_then_the_earlier()
    {
        var first = await RecordAsync();
        using var client = await portal.SignedInAsync(admin);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync(await UploadAsync(client, "職員番号,所属\nT0005,総務課\n"), "/admin/people/import", "apply-roster")).StatusCode);
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = (await ChangesAsync()).Single(change => change.Id != first).Id;
        Assert.NotNull((await (await UndoAsync(admin, first)).PageAsync()).QuerySelector(".error-summary"));
        Assert.Equal(HttpStatusCode.Redirect, (await UndoAsync(admin, second)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await UndoAsync(admin, first)).StatusCode);
        portal.Clock.SetUtcNow(TokyoTime.StartOf(day));
        Assert.Equal([general], (await portal.ReaderAsync(moving)).Departments);
        Assert.True((await portal.ReaderAsync(leaving)).IsWorker);
    }

    [Fact]
    public async Task Each_day_of_a_list_is_a_change_of_its_own_and_one_in_effect_keeps_no_other_from_being_undone()
    {
        using var client = await portal.SignedInAsync(admin);
        var page = await UploadAsync(client, $"職員番号,所属,異動日\nT0004,年金課,{portal.Today:yyyy-MM-dd}\nT0005,年金課,\n");
        portal.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(2);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync(page, "/admin/people/import", "apply-roster")).StatusCode);
        portal.Clock.AutoAdvanceAmount = TimeSpan.Zero;
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        var changes = await ChangesAsync();
        Assert.Equal([portal.Today, day], changes.Select(change => change.EffectiveOn).Order());
        Assert.Equal(HttpStatusCode.Redirect, (await UndoAsync(admin, changes.Single(change => change.EffectiveOn == day).Id)).StatusCode);
        Assert.Equal([pensions], (await portal.ReaderAsync(keeper)).Departments);
        portal.Clock.SetUtcNow(TokyoTime.StartOf(day));
        Assert.Equal([general], (await portal.ReaderAsync(moving)).Departments);
    }

    [Fact]
    public async Task Once_it_is_in_effect_it_is_not_undone()
    {
        portal.Clock.SetUtcNow(TokyoTime.StartOf(day).AddMinutes(-3));
        var change = await RecordAsync();
        using var client = await portal.SignedInAsync(admin);
        var page = await client.PageAsync("/personnel-changes/" + change);
        portal.Clock.SetUtcNow(TokyoTime.StartOf(day));
        var refused = await (await client.PostFormAsync(page, "/personnel-changes/" + change, "undo")).PageAsync();
        Assert.Contains("発令日になった", refused.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([pensions], (await portal.ReaderAsync(moving)).Departments);
    }

    [Fact]
    public async Task An_undoing_is_whole_or_not_at_all_and_happens_once()
    {
        var change = await RecordAsync();
        using var client = await portal.SignedInAsync(admin);
        var page = await client.PageAsync("/personnel-changes/" + change);
        await using (var db = portal.Open(Reader.Nobody))
        {
            var stay = await db.Assignments.SingleAsync(a => a.PersonId == moving && a.DepartmentId == pensions && a.WithdrawnAt == null, Ct);
            stay.Withdraw(db.Now);
            db.Record(new JournalFact("stay.withdrawn").With("person", moving));
            await db.SaveChangesAsync(Ct);
        }
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        var refused = await (await client.PostFormAsync(page, "/personnel-changes/" + change, "undo")).PageAsync();
        Assert.Contains("まとめて取り消せません", refused.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Null(Assert.Single(await ChangesAsync()).UndoneAt);
        await using var after = portal.Open(Reader.Nobody);
        Assert.Equal(day.AddDays(-1), (await after.Employments.SingleAsync(e => e.PersonId == leaving && e.WithdrawnAt == null, Ct)).Until);
        Assert.DoesNotContain("people.change-undone", await after.Journal.Select(j => j.Action).ToListAsync(Ct));
    }

    [Fact]
    public async Task The_officer_sees_what_waits_the_custodian_has_a_task_and_of_the_procedure_nobody_else_learns()
    {
        var change = await RecordAsync();
        var seen = Squeezed((await PageAsync(officer, "/personnel-changes/" + change)).QuerySelector("main")!.TextContent);
        Assert.Contains("管理者を決め直す規程 対策基準（退職 三郎）", seen, StringComparison.Ordinal);
        foreach (var someone in new[] { admin, officer, ciso })
            Assert.DoesNotContain("鍵の管理手順", (await PageAsync(someone, "/personnel-changes/" + change)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using (var staff = await portal.SignedInAsync(moving))
            Assert.Equal(HttpStatusCode.Forbidden, (await staff.GetAsync(new Uri("/personnel-changes/" + change, UriKind.Relative), Ct)).StatusCode);
        Assert.Null(PageForms.Find(await PageAsync(officer, "/personnel-changes/" + change), "undo"));
        Assert.Contains("許可の見直し（人事異動）", (await PageAsync(keeper, "/")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("人事異動", (await PageAsync(keeper, "/grant-reviews")).QuerySelector("tbody .tag-soon")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("（人事異動）", (await PageAsync(moving, "/")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        // Gone through once, it waits no longer.
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        using var client = await portal.SignedInAsync(keeper);
        var page = await client.PageAsync("/grant-reviews");
        var verdicts = page.QuerySelectorAll("input[name^=Verdict-][value=keep]").Select(radio => (radio.GetAttribute("name")!, "keep")).ToArray();
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync(page, "/grant-reviews", "review", verdicts)).StatusCode);
        Assert.DoesNotContain("（人事異動）", (await client.PageAsync("/")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("職員番号,所属\nT0005,年金課\nT9999,年金課\n", "「氏名」")]
    [InlineData("職員番号,氏名,雇用の区分,所属\n9001,新任 五郎,,年金課\n", "「雇用の区分」")]
    [InlineData("氏名,所属\n異動 花子,年金課\n", "「職員番号」")]
    public async Task What_somebody_new_needs_is_named(string list, string named)
    {
        using var client = await portal.SignedInAsync(admin);
        Assert.Contains(named, (await UploadAsync(client, list)).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_is_none_is_refused_at_its_field()
    {
        using var client = await portal.SignedInAsync(admin);
        var page = await (await client.PostFileAsync("/admin/people/import", "roster", "File", "moves.csv", Encoding.UTF8.GetBytes(Moves), ("EffectiveOn", "来月"))).PageAsync();
        Assert.Contains("発令日は日付で", page.QuerySelector("#effective-error, .field-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_is_read_with_its_days_as_numbers()
    {
        var serial = (int)day.AddDays(-1).ToDateTime(TimeOnly.MinValue).ToOADate();
        var book = Workbook([["職員番号", "氏名", "所属", "退職日"], ["T0005", "異動 花子", "年金課"], ["T0006", "", "", serial.ToString(CultureInfo.InvariantCulture)]]);
        using var client = await portal.SignedInAsync(admin);
        var page = await (await client.PostFileAsync("/admin/people/import", "roster", "File", "moves.xlsx", book, ("EffectiveOn", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))).PageAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync(page, "/admin/people/import", "apply-roster")).StatusCode);
        await using var db = portal.Open(Reader.Nobody);
        Assert.Equal(day.AddDays(-1), (await db.Employments.SingleAsync(e => e.PersonId == leaving && e.WithdrawnAt == null, Ct)).Until);
        Assert.Equal(day, (await db.Assignments.SingleAsync(a => a.PersonId == moving && a.DepartmentId == pensions, Ct)).From);
    }

    private static byte[] Workbook(string[][] rows)
    {
        using var memory = new MemoryStream();
        using (var book = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Create(memory, DocumentFormat.OpenXml.SpreadsheetDocumentType.Workbook))
        {
            var main = book.AddWorkbookPart();
            var sheet = main.AddNewPart<DocumentFormat.OpenXml.Packaging.WorksheetPart>();
            sheet.Worksheet = new(new DocumentFormat.OpenXml.Spreadsheet.SheetData(rows.Select((row, at) => new DocumentFormat.OpenXml.Spreadsheet.Row(row.Select(cell =>
                new DocumentFormat.OpenXml.Spreadsheet.Cell { DataType = cell.All(char.IsAsciiDigit) && cell.Length == 5 ? null : DocumentFormat.OpenXml.Spreadsheet.CellValues.String, CellValue = new(cell) }))
                { RowIndex = (uint)at + 1 })));
            main.Workbook = new(new DocumentFormat.OpenXml.Spreadsheet.Sheets(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = main.GetIdOfPart(sheet), SheetId = 1, Name = "異動" }));
        }
        return memory.ToArray();
    }

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> UploadAsync(HttpClient client, string list) =>
        await (await client.PostFileAsync("/admin/people/import", "roster", "File", "moves.csv", Encoding.UTF8.GetBytes(list), ("EffectiveOn", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))).PageAsync();

    private async Task<PersonnelChangeId> RecordAsync()
    {
        using var client = await portal.SignedInAsync(admin);
        var before = (await ChangesAsync()).Select(change => change.Id).ToHashSet();
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync(await UploadAsync(client, Moves), "/admin/people/import", "apply-roster")).StatusCode);
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        return (await ChangesAsync()).Single(change => !before.Contains(change.Id)).Id;
    }

    private async Task<HttpResponseMessage> UndoAsync(PersonId person, PersonnelChangeId change)
    {
        using var client = await portal.SignedInAsync(person);
        var page = await client.PageAsync("/personnel-changes/" + change);
        var answer = await client.PostFormAsync(page, "/personnel-changes/" + change, "undo");
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        return answer;
    }

    private async Task<bool> SeesAsync(PersonId person)
    {
        await using var db = portal.Open(await portal.ReaderAsync(person));
        return await db.Documents.AnyAsync(document => document.Id == procedure, Ct);
    }

    private async Task<List<PersonnelChange>> ChangesAsync()
    {
        await using var db = portal.Open(Reader.Nobody);
        return await db.PersonnelChanges.AsNoTracking().ToListAsync(Ct);
    }

    private async Task GiveAsync(string to)
    {
        using var client = await portal.SignedInAsync(ciso);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync("/granting/" + procedure, "give", ("To", to), ("Reason", "担当のため"), ("Until", portal.Today.AddYears(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))).StatusCode);
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task<IHtmlDocument> PageAsync(PersonId person, string url)
    {
        using var client = await portal.SignedInAsync(person);
        return await client.PageAsync(url);
    }

    private static string Squeezed(string text) => string.Join(' ', text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
