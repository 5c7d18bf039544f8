using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.Data.Sqlite;
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
        var page = await client.PageAsync("/requests");
        var form = page.QuerySelector("input[name=_handler][value^='answer-']")!.GetAttribute("value")!;
        var answer = await client.PostFormAsync(page, "/requests", form, ("Act", act), ("Procedure", procedure.ToString()), ("Reason", "本人の申出による"));
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

    private static string Task(string home) => string.Concat(TaskLinks().Matches(home).Select(link => link.Value));

    private static string Facts(string journal) => journal[journal.IndexOf("<tbody", StringComparison.Ordinal)..journal.IndexOf("</tbody>", StringComparison.Ordinal)];

    private async Task<string> SeenAsync(PersonId person, string url)
    {
        using var client = await portal.SignedInAsync(person);
        return Masked(await client.GetStringAsync(url, Ct));
    }

    /// <summary>What differs from request to request by nature.</summary>
    private static string Masked(string html) => Tokens().Replace(html, "·");

    private async Task AskAsync(PersonId person)
    {
        using var client = await portal.SignedInAsync(person);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync("/asking", "ask", ("Words", Words))).StatusCode);
    }

    private async Task<HttpResponseMessage> AnswerAsync(PersonId by, string act, DocumentId? document)
    {
        using var client = await portal.SignedInAsync(by);
        var page = await client.PageAsync("/requests");
        var form = page.QuerySelector("input[name=_handler][value^='answer-']")!.GetAttribute("value")!;
        var answer = await client.PostFormAsync(page, "/requests", form, ("Act", act), ("Procedure", document?.ToString() ?? ""), ("Reason", "本人の申出による"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer;
    }

    [GeneratedRegex("""nonce="[^"]*"|value="CfDJ8[^"]*"|<!--Blazor[^>]*-->""")]
    private static partial Regex Tokens();

    [GeneratedRegex("""<a class="task-title"[^>]*href="/requests">""")]
    private static partial Regex TaskLinks();
}
