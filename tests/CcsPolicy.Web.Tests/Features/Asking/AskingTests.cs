using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Asking;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Asking;

/// <summary>"I need a procedure about …": whoever asks learns nothing but having asked.</summary>
public sealed partial class AskingTests : IAsyncLifetime
{
    private const string Words = "機器を庁外へ送るときの手順";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly Portal portal = new();
    private PersonId ciso, deputy, keeper, other, staff, auditor, officer, admin;
    private DocumentId procedure, second;

    public async ValueTask InitializeAsync()
    {
        var department = await portal.AddDepartmentAsync("10", "総務課");
        ciso = await portal.AddPersonAsync("真壁 和代", Role.Ciso);
        deputy = await portal.AddPersonAsync("局長 五郎", Role.CisoDeputy);
        keeper = await portal.AddPersonAsync("管理 太郎", []);
        other = await portal.AddPersonAsync("管理 次郎", []);
        staff = await portal.AddPersonAsync("職員 六子", []);
        auditor = await portal.AddPersonAsync("監査 七子", Role.Auditor);
        officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        admin = await portal.AddPersonAsync("情報 一郎", Role.SystemAdministrator);
        procedure = await portal.AddDocumentAsync(Tier.Procedure, "P-1", "入退室の手順", department, keeper);
        second = await portal.AddDocumentAsync(Tier.Procedure, "P-2", "別の手順", department, other);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task The_asker_s_page_is_the_same_bytes_whatever_became_of_the_request()
    {
        await AskAsync(staff);
        var before = await SeenAsync(staff, "/asking");
        Assert.Contains("申出済み", before, StringComparison.Ordinal);
        await AnswerAsync(ciso, "PassedOn", procedure);
        Assert.Equal(before, await SeenAsync(staff, "/asking"));
        await AnswerAsync(keeper, "HandedBack", null);
        Assert.Equal(before, await SeenAsync(staff, "/asking"));
        await AnswerAsync(deputy, "SetAside", null);
        Assert.Equal(before, await SeenAsync(staff, "/asking"));
        Assert.DoesNotContain(Words, await SeenAsync(deputy, "/asking"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_is_answered_alike_by_a_portal_with_and_without_such_a_procedure()
    {
        await using var empty = new Portal();
        var nobody = await empty.AddPersonAsync("職員 六子", []);
        Assert.Equal(await AskedAsync(portal, staff), await AskedAsync(empty, nobody));

        static async Task<string> AskedAsync(Portal portal, PersonId person)
        {
            using var client = await portal.SignedInAsync(person);
            var answer = await client.PostFormAsync("/asking", "ask", ("Words", Words));
            return $"{answer.StatusCode} {answer.Headers.Location} {Masked(await client.GetStringAsync("/asking?asked=1", Ct))}";
        }
    }

    [Fact]
    public async Task Only_the_ciso_and_the_deputy_are_told_and_a_custodian_only_of_what_is_passed_on()
    {
        await AskAsync(staff);
        Assert.Contains(Words, await SeenAsync(ciso, "/requests"), StringComparison.Ordinal);
        Assert.Contains(Words, await SeenAsync(deputy, "/requests"), StringComparison.Ordinal);
        Assert.Contains("href=\"/requests\"", Task(await SeenAsync(ciso, "/")), StringComparison.Ordinal);
        foreach (var custodian in new[] { keeper, other })
        {
            Assert.DoesNotContain(Words, await SeenAsync(custodian, "/requests"), StringComparison.Ordinal);
            Assert.Equal("", Task(await SeenAsync(custodian, "/")));
        }
        foreach (var person in new[] { staff, auditor, officer, admin })
        {
            using var client = await portal.SignedInAsync(person);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/requests", Ct)).StatusCode);
            Assert.Equal("", Task(await SeenAsync(person, "/")));
        }
        await AnswerAsync(ciso, "PassedOn", procedure);
        Assert.Contains(Words, await SeenAsync(keeper, "/requests"), StringComparison.Ordinal);
        Assert.NotEqual("", Task(await SeenAsync(keeper, "/")));
        Assert.DoesNotContain(Words, await SeenAsync(other, "/requests"), StringComparison.Ordinal);
        Assert.Equal("", Task(await SeenAsync(ciso, "/")));
    }

    [Fact]
    public async Task What_is_granted_is_simply_there()
    {
        await AskAsync(staff);
        Assert.Equal(HttpStatusCode.Redirect, (await AnswerAsync(ciso, "Granted", procedure)).StatusCode);
        Assert.Contains(procedure, (await portal.ReaderAsync(staff)).Opened);
        Assert.Contains("許可した", await SeenAsync(deputy, "/requests"), StringComparison.Ordinal);
        // The custodian of the procedure learns of the grant by its list, and of the words not at all.
        Assert.DoesNotContain(Words, await SeenAsync(keeper, "/requests"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Everything")]
    [InlineData("17")]
    public async Task An_answer_that_is_none_of_the_buttons_grants_nothing(string act)
    {
        await AskAsync(staff);
        using var client = await portal.SignedInAsync(ciso);
        var answer = await client.PostFormAsync(await FirstAsync(client), "answer", ("Act", act), ("Procedure", procedure.ToString()), ("Reason", "本人の申出による"));
        Assert.Contains("申出をどう扱うか", (await answer.PageAsync()).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(procedure, (await portal.ReaderAsync(staff)).Opened);
    }

    [Fact]
    public async Task What_the_ciso_grants_elsewhere_is_taken_back_from_the_custodian_who_had_it_and_learns_nothing_of_it()
    {
        await AskAsync(staff);
        await AnswerAsync(ciso, "PassedOn", procedure);
        await AnswerAsync(ciso, "Granted", second);
        Assert.Contains(second, (await portal.ReaderAsync(staff)).Opened);
        var page = await SeenAsync(keeper, "/requests");
        Assert.DoesNotContain(Words, page, StringComparison.Ordinal);
        Assert.DoesNotContain(second.ToString(), page, StringComparison.Ordinal);
        Assert.Equal("", Task(await SeenAsync(keeper, "/")));
    }

    [Fact]
    public async Task What_was_passed_on_is_the_ciso_s_again_when_the_custodian_has_left_or_is_who_asked()
    {
        await AskAsync(staff);
        await AnswerAsync(ciso, "PassedOn", procedure);
        Assert.DoesNotContain("href=\"/requests\"", await TasksAsync(), StringComparison.Ordinal);
        await LeaveAsync(keeper);
        Assert.Contains("href=\"/requests\"", await TasksAsync(), StringComparison.Ordinal);

        async Task<string> TasksAsync() => string.Concat((await (await portal.SignedInAsync(ciso)).PageAsync("/")).QuerySelectorAll("a.task-title").Select(task => task.OuterHtml));
    }

    [Fact]
    public async Task It_is_said_who_sees_a_procedure_already_and_to_whom_nothing_can_be_passed_on()
    {
        await AskAsync(staff);
        await AnswerAsync(ciso, "Granted", procedure);
        await AskAsync(keeper);
        await LeaveAsync(other);
        using var client = await portal.SignedInAsync(ciso);
        var url = await FirstAsync(client);
        var page = await client.PageAsync(url);
        string Option(DocumentId id) => page.QuerySelector($"option[value='{id}']")!.TextContent;
        Assert.Contains("すでに閲覧できます", Option(procedure), StringComparison.Ordinal);
        Assert.Contains("渡せません", Option(procedure), StringComparison.Ordinal);
        Assert.DoesNotContain("すでに閲覧できます", Option(second), StringComparison.Ordinal);
        Assert.Contains("渡せません", Option(second), StringComparison.Ordinal);
        Assert.Equal("", page.QuerySelector("#reason")!.GetAttribute("value") ?? "");
        foreach (var id in new[] { procedure, second })
        {
            var answer = await client.PostFormAsync(url, "answer", ("Act", "PassedOn"), ("Procedure", id.ToString()));
            Assert.Contains("渡せる管理者がいません", (await answer.PageAsync()).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_journal_tells_an_auditor_that_somebody_asked_and_not_what_became_of_it()
    {
        await AskAsync(staff);
        var before = Facts(await SeenAsync(auditor, "/journal"));
        Assert.Contains("閲覧を申し出た", before, StringComparison.Ordinal);
        await AnswerAsync(ciso, "PassedOn", procedure);
        await AnswerAsync(ciso, "SetAside", null);
        Assert.Equal(before, Facts(await SeenAsync(auditor, "/journal")));
    }

    [Fact]
    public async Task The_words_do_not_lie_in_the_database()
    {
        await AskAsync(staff);
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(portal.Folder, "ccspolicy.db*"))
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file, Ct)).AsSpan().IndexOf(Encoding.UTF8.GetBytes("庁外へ送る")));
    }

    [Fact]
    public async Task Requests_are_a_list_by_pages_of_which_one_is_opened_at_a_time()
    {
        for (var asker = 0; asker * AccessRequest.MostOnADay < RequestsQuery.PageSize + 1; asker++)
        {
            using var asking = await portal.SignedInAsync(await portal.AddPersonAsync("職員 " + asker, []));
            for (var number = 0; number < AccessRequest.MostOnADay; number++)
                Assert.Equal(HttpStatusCode.Redirect, (await asking.PostFormAsync("/asking", "ask", ("Words", $"手順の{asker}の{number}"))).StatusCode);
        }
        using var client = await portal.SignedInAsync(ciso);
        var list = await client.PageAsync("/requests");
        Assert.Equal(RequestsQuery.PageSize, list.QuerySelectorAll("main tbody tr").Length);
        Assert.Empty(list.QuerySelectorAll("main form"));
        var next = await client.PageAsync(list.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.NotEmpty(next.QuerySelectorAll("main tbody tr"));
        var one = await FirstAsync(client);
        Assert.Single((await client.PageAsync(one)).QuerySelectorAll("main form"));
        // For somebody to whom it was not passed on it is not there; once it is answered, its address leads back to the list.
        using var custodian = await portal.SignedInAsync(keeper);
        Assert.Equal(HttpStatusCode.NotFound, (await custodian.GetAsync(one, Ct)).StatusCode);
        var seen = await client.PageAsync(one);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync(seen, one, "answer", ("Act", "SetAside"))).StatusCode);
        var late = await client.PostFormAsync(seen, one, "answer", ("Act", "SetAside"));
        Assert.Equal(HttpStatusCode.SeeOther, late.StatusCode);
        Assert.EndsWith("/requests?meanwhile=1", late.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("先に変えていました", (await client.PageAsync("/requests?meanwhile=1")).QuerySelector("main [role=status]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sixth_request_on_a_day_is_refused_in_the_same_bytes_whatever_became_of_the_others()
    {
        using var client = await portal.SignedInAsync(staff);
        foreach (var number in Enumerable.Range(1, AccessRequest.MostOnADay))
            Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync("/asking", "ask", ("Words", $"手順の{number}"))).StatusCode);
        var before = await RefusedAsync();
        Assert.Contains("一日に5件まで", before, StringComparison.Ordinal);
        await AnswerAsync(ciso, "SetAside", null);
        await AnswerAsync(ciso, "Granted", procedure);
        Assert.Equal(before, await RefusedAsync());

        async Task<string> RefusedAsync()
        {
            var answer = await client.PostFormAsync("/asking", "ask", ("Words", Words));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return Masked(await answer.Content.ReadAsStringAsync(Ct));
        }
    }

    private async Task LeaveAsync(PersonId person)
    {
        await using var db = portal.Open(await portal.ReaderAsync(ciso));
        (await db.Employments.SingleAsync(e => e.PersonId == person, Ct)).Withdraw(db.Now);
        db.Record(new JournalFact("stay.withdrawn").With("person", person));
        await db.SaveChangesAsync(Ct);
    }

    private static async Task<string> FirstAsync(HttpClient client) => (await client.PageAsync("/requests")).QuerySelector("a[href*='request=']")!.GetAttribute("href")!;

    private static string Task(string home) => string.Concat(TaskLinks().Matches(home).Select(link => link.Value));

    private static string Facts(string journal) => journal[journal.IndexOf("<tbody", StringComparison.Ordinal)..journal.IndexOf("</tbody>", StringComparison.Ordinal)];

    private async Task<string> SeenAsync(PersonId person, string url)
    {
        using var client = await portal.SignedInAsync(person);
        return Masked(await client.GetStringAsync(url, Ct));
    }

    /// <summary>What differs from request to request by nature, and the mark of the person's own rights.</summary>
    private static string Masked(string html) => Tokens().Replace(html, "·");

    private async Task AskAsync(PersonId person)
    {
        using var client = await portal.SignedInAsync(person);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync("/asking", "ask", ("Words", Words))).StatusCode);
    }

    private async Task<HttpResponseMessage> AnswerAsync(PersonId by, string act, DocumentId? document)
    {
        using var client = await portal.SignedInAsync(by);
        var answer = await client.PostFormAsync(await FirstAsync(client), "answer", ("Act", act), ("Procedure", document?.ToString() ?? ""), ("Reason", "本人の申出による"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer;
    }

    [GeneratedRegex("""nonce="[^"]*"|value="CfDJ8[^"]*"|<!--Blazor[^>]*-->|rights=[\w-]{43}""")]
    private static partial Regex Tokens();

    [GeneratedRegex("""<a class="task-title"[^>]*href="/requests">""")]
    private static partial Regex TaskLinks();
}
