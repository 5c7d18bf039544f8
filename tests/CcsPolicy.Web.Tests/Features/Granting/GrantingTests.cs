using System.Net;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Granting;

/// <summary>Who may open a procedure to whom, and from when it is open.</summary>
public sealed class GrantingTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly Portal portal = new();
    private DepartmentId department, other;
    private PersonId ciso, deputy, keeper, staff;
    private DocumentId procedure;

    public async ValueTask InitializeAsync()
    {
        department = await portal.AddDepartmentAsync("10", "総務課");
        other = await portal.AddDepartmentAsync("20", "保健課");
        ciso = await portal.AddPersonAsync("真壁 和代", Role.Ciso);
        deputy = await portal.AddPersonAsync("局長 五郎", Role.CisoDeputy);
        keeper = await portal.AddPersonAsync("管理 太郎", []);
        staff = await portal.AddPersonAsync("職員 六子", EmploymentKind.Employee, other);
        procedure = await portal.AddDocumentAsync(Tier.Procedure, "P-1", "鍵の管理手順", department, keeper);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task The_first_grant_is_a_task_of_the_ciso_and_the_custodian_goes_on_from_there()
    {
        using var custodian = await portal.SignedInAsync(keeper);
        var page = await custodian.PageAsync("/granting/" + procedure);
        Assert.Null(PageForms.Find(page, "give"));
        Assert.NotNull((await HomeAsync(ciso)).QuerySelector($"a.task-title[href='/granting/{procedure}']"));
        Assert.NotNull((await HomeAsync(deputy)).QuerySelector($"a.task-title[href='/granting/{procedure}']"));
        Assert.Null((await HomeAsync(keeper)).QuerySelector($"a.task-title[href='/granting/{procedure}']"));

        Assert.Equal(HttpStatusCode.Redirect, (await GiveAsync(deputy, $"department:{other}")).StatusCode);
        Assert.Contains(procedure, (await portal.ReaderAsync(staff)).Opened);
        Assert.Null((await HomeAsync(ciso)).QuerySelector(".task-title"));
        var late = await portal.AddPersonAsync("新人 七子", EmploymentKind.Employee);
        Assert.Equal(HttpStatusCode.Redirect, (await GiveAsync(keeper, $"person:{late}")).StatusCode);
        Assert.Contains(procedure, (await portal.ReaderAsync(late)).Opened);
    }

    [Fact]
    public async Task A_custodian_who_sends_the_first_grant_all_the_same_is_refused()
    {
        using var client = await portal.SignedInAsync(keeper);
        var elsewhere = await portal.AddDocumentAsync(Tier.Procedure, "P-2", "別の手順", department, keeper);
        await GiveAsync(ciso, $"person:{staff}", elsewhere);
        // The form of a procedure that has been granted, sent to the address of one that has not.
        var page = await client.PageAsync("/granting/" + elsewhere);
        PageForms.Find(page, "give")!.SetAttribute("action", "/granting/" + procedure);
        var answer = await client.PostFormAsync(page, "/granting/" + procedure, "give", ("To", $"person:{staff}"), ("Reason", "担当のため"));
        Assert.NotEqual(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.DoesNotContain(procedure, (await portal.ReaderAsync(staff)).Opened);
    }

    [Fact]
    [Trait("ASVS", "V2.2.3")]
    public async Task A_grant_that_would_open_nothing_is_refused()
    {
        var administrator = await portal.AddPersonAsync("情報 一郎", Role.SystemAdministrator);
        using var client = await portal.SignedInAsync(ciso);
        var page = await client.PageAsync("/granting/" + procedure);
        Assert.Null(page.QuerySelector($"option[value='person:{administrator}']"));
        var answer = await client.PostFormAsync("/granting/" + procedure, "give", ("To", $"person:{administrator}"), ("Reason", "担当のため"));
        Assert.Contains("システム管理者", (await answer.PageAsync()).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        var gone = await portal.AddPersonAsync("退職 二郎", EmploymentKind.Employee, other);
        await EmployAsync(gone, (await TodayAsync()).AddDays(-1));
        foreach (var (to, from, until, said) in new[]
        {
            (staff, "2001-04-01", "2001-04-30", "終わりの日が過ぎています"), (gone, "", "", "在職していません"), (ciso, "", "", "自分に許可することはできません"), (staff, "2027-01-01", "2030-01-01", "3年まで"),
            (staff, "", "9999-12-31", "3年まで"), (staff, "9999-12-31", "9999-12-31", "先すぎます"),
        })
        {
            (string, string)[] days = until.Length == 0 ? [] : [("From", from), ("Until", until)];
            var refused = await client.PostFormAsync("/granting/" + procedure, "give", [("To", $"person:{to}"), ("Reason", "担当のため"), .. days]);
            Assert.Contains(said, (await refused.PageAsync()).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        }
        await using var db = portal.Open(await portal.ReaderAsync(ciso));
        Assert.False(await db.Grants.AnyAsync(Ct));
    }

    [Fact]
    public async Task The_same_is_granted_once_for_the_same_days()
    {
        await GiveAsync(ciso, $"department:{other}");
        using var client = await portal.SignedInAsync(ciso);
        var twice = await client.PostFormAsync("/granting/" + procedure, "give", ("To", $"department:{other}"), ("Reason", "担当のため"));
        Assert.Contains("既にあります", (await twice.PageAsync()).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_left_and_is_recorded_anew_gets_back_nothing_that_was_given_before()
    {
        await GiveAsync(ciso, $"person:{staff}");
        await GiveAsync(ciso, $"department:{other}");
        var (newcomer, today) = (await portal.AddPersonAsync("出戻 三郎", EmploymentKind.Employee, other), await TodayAsync());
        using (var custodian = await portal.SignedInAsync(keeper))
            await PressAsync(custodian, "confirm-", "Stay");
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var person in new[] { staff, newcomer, keeper })
            await EmployAsync(person, today.AddDays(-1));
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False((await portal.ReaderAsync(staff)).IsWorker);
        foreach (var person in new[] { staff, newcomer, keeper })
            await EmployAsync(person, null, today);
        foreach (var person in new[] { staff, newcomer, keeper })
        {
            var back = await portal.ReaderAsync(person);
            Assert.True(back.IsWorker);
            Assert.Empty(back.Reached);
        }
        // The procedure stands without a custodian, which is the CISO's to mend.
        await using var db = portal.Open(await portal.ReaderAsync(ciso));
        Assert.Contains(procedure, (await db.CustodyGapsAsync(await db.Documents.ToListAsync(Ct), Ct)).Select(gap => gap.Document.Id));
    }

    [Fact]
    public async Task A_newcomer_waits_for_the_confirmation_and_a_leaver_is_shut_out_with_the_day()
    {
        await GiveAsync(ciso, $"department:{other}");
        var newcomer = await portal.AddPersonAsync("新人 七子", EmploymentKind.Employee, other);
        Assert.DoesNotContain(procedure, (await portal.ReaderAsync(newcomer)).Opened);
        Assert.NotNull((await HomeAsync(keeper)).QuerySelector($"a.task-title[href='/granting/{procedure}']"));
        Assert.Null((await HomeAsync(ciso)).QuerySelector(".task-title"));
        Assert.Null((await HomeAsync(newcomer)).QuerySelector(".task-title"));
        using var custodian = await portal.SignedInAsync(keeper);
        Assert.Equal(HttpStatusCode.Redirect, (await PressAsync(custodian, "confirm-", "Stay")).StatusCode);
        Assert.Contains(procedure, (await portal.ReaderAsync(newcomer)).Opened);
        Assert.Null((await HomeAsync(keeper)).QuerySelector(".task-title"));
        await using (var db = portal.Open(await portal.ReaderAsync(ciso)))
        {
            (await db.Assignments.SingleAsync(a => a.PersonId == newcomer, Ct)).Withdraw(db.Now);
            db.Record(new JournalFact("stay.withdrawn").With("person", newcomer));
            await db.SaveChangesAsync(Ct);
        }
        Assert.DoesNotContain(procedure, (await portal.ReaderAsync(newcomer)).Opened);
    }

    [Fact]
    public async Task Who_keeps_a_procedure_opens_it_by_no_department_to_the_time_after()
    {
        await GiveAsync(ciso, $"person:{staff}");
        var leaving = await portal.AddPersonAsync("元 管理", EmploymentKind.Employee, department);
        var colleague = await portal.AddPersonAsync("同僚 九子", EmploymentKind.Employee, department);
        await HandOverAsync(leaving);
        Assert.Equal(HttpStatusCode.Redirect, (await GiveAsync(leaving, $"department:{department}")).StatusCode);
        Assert.Contains(procedure, (await portal.ReaderAsync(colleague)).Opened);
        AssignmentId own;
        await using (var db = portal.Open(await portal.ReaderAsync(ciso)))
            own = (await db.Assignments.SingleAsync(a => a.PersonId == leaving, Ct)).Id;
        var newcomer = await portal.AddPersonAsync("新人 七子", EmploymentKind.Employee, department);
        using (var client = await portal.SignedInAsync(leaving))
        {
            var page = await client.PageAsync("/granting/" + procedure);
            Assert.Contains("あなた自身の在任は、この許可では開いていません", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("自分の在任は、自分では確認できません", await SaidAsync(await client.PostFormAsync(page, "/granting/" + procedure, FormOn(page, "confirm-"), ("Stay", own.ToString()))), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Redirect, (await PressAsync(client, "confirm-", "Stay")).StatusCode);
        }
        Assert.Contains(procedure, (await portal.ReaderAsync(newcomer)).Opened);
        Assert.Null((await HomeAsync(leaving)).QuerySelector($"a.task-title[href='/granting/{procedure}']"));
        await HandOverAsync(keeper);
        Assert.Empty((await portal.ReaderAsync(leaving)).Reached);
        // Whoever keeps it now sees that the stay waits, and decides.
        Assert.NotNull((await HomeAsync(keeper)).QuerySelector($"a.task-title[href='/granting/{procedure}']"));
        using var custodian = await portal.SignedInAsync(keeper);
        Assert.Equal(HttpStatusCode.Redirect, (await PressAsync(custodian, "confirm-", "Stay")).StatusCode);
        Assert.Contains(procedure, (await portal.ReaderAsync(leaving)).Opened);
    }

    [Fact]
    public async Task An_open_page_of_grants_is_cleared_when_its_custody_ends_though_a_grant_and_another_custody_remain()
    {
        await GiveAsync(ciso, $"person:{keeper}");
        await portal.AddDocumentAsync(Tier.Procedure, "P-2", "別の手順", department, keeper);
        using var client = await portal.SignedInAsync(keeper);
        var asked = (await client.PageAsync("/granting/" + procedure)).QuerySelector("[data-session]")!.GetAttribute("data-session")!;
        Assert.Equal(HttpStatusCode.NoContent, (await client.GetAsync(asked, Ct)).StatusCode);
        await HandOverAsync(staff);
        Assert.Equal(HttpStatusCode.ResetContent, (await client.GetAsync(asked, Ct)).StatusCode);
    }

    [Fact]
    public async Task Nobody_is_offered_oneself_and_who_has_no_account_is_marked()
    {
        using var client = await portal.SignedInAsync(ciso);
        await portal.SignedInAsync(staff);
        var people = (await client.PageAsync("/granting/" + procedure)).QuerySelectorAll("option[value^='person:']").ToDictionary(option => option.GetAttribute("value")!, option => option.TextContent);
        Assert.False(people.ContainsKey($"person:{ciso}"));
        Assert.Contains("アカウントなし", people[$"person:{keeper}"], StringComparison.Ordinal);
        Assert.DoesNotContain("アカウントなし", people[$"person:{staff}"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirming_a_newcomer_and_ending_a_grant_ask_for_a_fresh_sign_in()
    {
        await GiveAsync(ciso, $"department:{other}");
        var newcomer = await portal.AddPersonAsync("新人 七子", EmploymentKind.Employee, other);
        using var custodian = await portal.SignedInAsync(keeper);
        portal.Clock.Advance(TimeSpan.FromMinutes(11));
        foreach (var (form, button) in new[] { ("confirm-", "Stay"), ("end-", null) })
            Assert.StartsWith("/account/confirm?kept=", (await PressAsync(custodian, form, button, ("EndReason", "担当を外れたため"))).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(procedure, (await portal.ReaderAsync(newcomer)).Opened);
        Assert.Contains(procedure, (await portal.ReaderAsync(staff)).Opened);
    }

    [Fact]
    public async Task Newcomers_are_confirmed_one_by_one_or_all_at_once_with_nobody_chosen_beforehand()
    {
        await GiveAsync(ciso, $"department:{other}");
        var newcomers = new List<PersonId>();
        foreach (var name in new[] { "新人 七子", "新人 八子", "新人 九子" })
            newcomers.Add(await portal.AddPersonAsync(name, EmploymentKind.Employee, other));
        using var custodian = await portal.SignedInAsync(keeper);
        var page = await custodian.PageAsync("/granting/" + procedure);
        var boxes = page.QuerySelectorAll("input[name=Stay]");
        Assert.Equal((3, false), (boxes.Length, boxes.Any(box => box.HasAttribute("checked"))));
        Assert.Contains("選んでください", await SaidAsync(await PressAsync(custodian, "confirm-", null)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await PressAsync(custodian, "confirm-", null, ("Stay", boxes[0].GetAttribute("value")!))).StatusCode);
        // The button for all says how many it means: whoever saw three does not open to those who are left now.
        Assert.Contains("ほかの人が変更しました", await SaidAsync(await PressAsync(custodian, "confirm-", null, ("All", "3"))), StringComparison.Ordinal);
        Assert.Equal(1, await SeeingAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await PressAsync(custodian, "confirm-", "All")).StatusCode);
        Assert.Equal(3, await SeeingAsync());
        var late = await custodian.PostFormAsync(page, "/granting/" + procedure, FormOn(page, "confirm-"), ("All", "3"));
        Assert.Equal((HttpStatusCode.SeeOther, $"/granting/{procedure}?meanwhile=1"), (late.StatusCode, late.Headers.Location!.ToString()));

        async Task<int> SeeingAsync()
        {
            var seeing = 0;
            foreach (var newcomer in newcomers)
                seeing += (await portal.ReaderAsync(newcomer)).Opened.Contains(procedure) ? 1 : 0;
            return seeing;
        }
    }

    [Fact]
    public async Task A_grant_is_ended_for_a_reason_that_stays_on_record_with_it()
    {
        await GiveAsync(ciso, $"person:{staff}");
        using var custodian = await portal.SignedInAsync(keeper);
        var page = await custodian.PageAsync("/granting/" + procedure);
        Assert.Contains("終える理由を入力", await SaidAsync(await PressAsync(custodian, "end-", null, ("EndReason", " "))), StringComparison.Ordinal);
        Assert.Contains("目に見えない文字", await SaidAsync(await PressAsync(custodian, "end-", null, ("EndReason", "担当\u202eを外れた"))), StringComparison.Ordinal);
        Assert.Contains(procedure, (await portal.ReaderAsync(staff)).Opened);
        Assert.Equal(HttpStatusCode.Redirect, (await PressAsync(custodian, "end-", null, ("EndReason", "担当を外れたため"))).StatusCode);
        Assert.DoesNotContain(procedure, (await portal.ReaderAsync(staff)).Opened);
        Assert.Contains("担当を外れたため", (await custodian.PageAsync("/granting/" + procedure)).Body!.TextContent, StringComparison.Ordinal);
        var late = await custodian.PostFormAsync(page, "/granting/" + procedure, FormOn(page, "end-"), ("EndReason", "もう一度終える"));
        Assert.Equal((HttpStatusCode.SeeOther, $"/granting/{procedure}?meanwhile=1"), (late.StatusCode, late.Headers.Location!.ToString()));
        Assert.Contains("先に変えていました", (await custodian.PageAsync(late.Headers.Location!.ToString())).QuerySelector("main [role=status]")!.TextContent, StringComparison.Ordinal);
        // A made-up name of a form leads there too, and does nothing.
        using var forged = new FormUrlEncodedContent([new("_handler", "end-<script>"), new("EndReason", "でたらめ"), new("__RequestVerificationToken", page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!)]);
        var made = await custodian.PostAsync("/granting/" + procedure, forged, Ct);
        Assert.Equal((HttpStatusCode.SeeOther, ""), (made.StatusCode, await made.Content.ReadAsStringAsync(Ct)));
        Assert.Contains("終えた理由 担当を外れたため", (await custodian.PageAsync("/journal/procedures")).QuerySelector("table.journal")!.TextContent, StringComparison.Ordinal);
        await using var db = portal.Open(await portal.ReaderAsync(ciso));
        var entry = await db.Journal.SingleAsync(e => e.Action == "grant.ended", Ct);
        // The row of the grant, reason and all, is what the entry has the hash of.
        Assert.Contains("\"Grants/", System.Text.Encoding.UTF8.GetString(entry.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_procedures_they_are_is_said_by_the_role()
    {
        foreach (var (person, own) in new[] { (keeper, true), (ciso, false), (deputy, false) })
        {
            using var client = await portal.SignedInAsync(person);
            Assert.Equal(own, (await client.PageAsync("/granting")).QuerySelector("main")!.TextContent.Contains("あなたが管理する", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_grant_may_begin_on_a_day_to_come()
    {
        var from = portal.Today.AddDays(3);
        await GiveAsync(ciso, $"person:{staff}", from: ShownFrom(from));
        Assert.DoesNotContain(procedure, (await portal.ReaderAsync(staff)).Opened);
        portal.Clock.SetUtcNow(TokyoTime.StartOf(from));
        Assert.Contains(procedure, (await portal.ReaderAsync(staff)).Opened);
    }

    [Fact]
    public async Task The_way_to_grants_is_shown_to_who_keeps_a_procedure_and_not_to_who_keeps_only_a_standard()
    {
        var keepsStandard = await portal.AddPersonAsync("基準 守");
        await portal.AddDocumentAsync(Tier.Standard, "S-9", "別の基準", other, keepsStandard);
        foreach (var (person, shown) in new[] { (keeper, true), (ciso, true), (keepsStandard, false) })
            Assert.Equal(shown, (await HomeAsync(person)).QuerySelector("header a[href='/granting']") is not null);
    }

    [Fact]
    public async Task The_catalogue_says_to_a_manager_without_documents_what_is_true_and_the_menu_leads_there_only_who_has_some()
    {
        var (manager, elsewhere) = (await portal.AddPersonAsync("課長 一子", []), await portal.AddPersonAsync("課長 二郎", []));
        await portal.MakeManagerAsync(manager, await portal.AddDepartmentAsync("30", "年金課"));
        await portal.MakeManagerAsync(elsewhere, other);
        await portal.AddDocumentAsync(Tier.Standard, "S-9", "別の基準", other, keeper);
        foreach (var (person, shown) in new[] { (keeper, true), (ciso, true), (elsewhere, true), (manager, false) })
            Assert.Equal(shown, (await HomeAsync(person)).QuerySelector("header a[href='/catalogue']") is not null);
        using var client = await portal.SignedInAsync(manager);
        var said = (await client.PageAsync("/catalogue")).QuerySelector("main")!.TextContent;
        Assert.Contains("改正に関わる規程は、いまありません", said, StringComparison.Ordinal);
        Assert.DoesNotContain("取り込む", said, StringComparison.Ordinal);
    }

    private static string FormOn(AngleSharp.Html.Dom.IHtmlDocument page, string beginning) =>
        page.QuerySelector($"input[name=_handler][value^='{beginning}']")!.GetAttribute("value")!;

    /// <summary>Sends the first form whose name begins so, with the button of the name pressed.</summary>
    private async Task<HttpResponseMessage> PressAsync(HttpClient client, string beginning, string? button, params (string Name, string Value)[] typed)
    {
        var page = await client.PageAsync("/granting/" + procedure);
        var form = FormOn(page, beginning);
        if (button is not null)
            typed = [.. typed, (button, PageForms.Find(page, form)!.QuerySelector($"button[name={button}]")!.GetAttribute("value")!)];
        return await client.PostFormAsync(page, "/granting/" + procedure, form, typed);
    }

    private static async Task<string> SaidAsync(HttpResponseMessage answer) => (await answer.PageAsync()).QuerySelector(".error-summary")!.TextContent;

    private static string ShownFrom(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<HttpResponseMessage> GiveAsync(PersonId by, string to, DocumentId? document = null, string from = "")
    {
        using var client = await portal.SignedInAsync(by);
        return await client.PostFormAsync("/granting/" + (document ?? procedure), "give", ("To", to), ("Reason", "担当のため"), ("From", from));
    }

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> HomeAsync(PersonId person)
    {
        using var client = await portal.SignedInAsync(person);
        return await client.PageAsync("/");
    }

    private async Task<DateOnly> TodayAsync() => (await portal.ReaderAsync(ciso)).Day;

    private async Task HandOverAsync(PersonId successor)
    {
        await using var db = portal.Open(await portal.ReaderAsync(ciso));
        var document = await db.Documents.SingleAsync(d => d.Id == procedure, Ct);
        db.Add(new CustodyHandover
        {
            Id = db.Ids.Next<CustodyHandoverId>(), DocumentId = procedure, Number = (await db.CustodiansAsync(Ct)).Decided(procedure) + 1, SuccessorId = successor, From = portal.Today, DecidedBy = ciso, DecidedAt = db.Now,
        });
        db.Record(new JournalFact("custody.handed-over"), document);
        await db.SaveChangesAsync(Ct);
    }

    /// <summary>The person's employment ends with the day; or another one begins.</summary>
    private async Task EmployAsync(PersonId person, DateOnly? until, DateOnly? from = null)
    {
        await using var db = portal.Open(await portal.ReaderAsync(ciso));
        var before = await db.Employments.Where(e => e.PersonId == person && e.WithdrawnAt == null).OrderBy(e => e.From).LastAsync(Ct);
        if (from is null)
            before.Withdraw(db.Now);
        db.Add(new Employment { Id = db.Ids.Next<EmploymentId>(), PersonId = person, Kind = before.Kind, From = from ?? before.From, Until = until, RecordedAt = db.Now });
        db.Record(new JournalFact("employment.recorded").With("person", person));
        await db.SaveChangesAsync(Ct);
    }
}
