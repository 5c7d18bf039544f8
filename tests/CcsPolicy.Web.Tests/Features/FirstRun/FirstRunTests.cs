using System.Net;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.FirstRun;

public sealed class FirstRunTests : IAsyncDisposable
{
    private readonly Portal portal = new();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    [Trait("ASVS", "V6.3.2")]
    public async Task An_empty_installation_serves_the_first_run_page_and_health_and_nothing_else()
    {
        using var client = portal.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/first-run", Ct)).StatusCode);
        foreach (var path in new[] { "/", "/account/sign-in", "/admin/accounts", "/no-such-page" })
        {
            var answer = await client.GetAsync(path, Ct);
            Assert.Equal((HttpStatusCode.Redirect, "/first-run"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        }
        using var post = new FormUrlEncodedContent([]);
        Assert.NotEqual(HttpStatusCode.OK, (await client.PostAsync(new Uri("/account/sign-out", UriKind.Relative), post, Ct)).StatusCode);
    }

    /// <summary>Whoever reads a log, or the collector that it is sent to, sets nothing up.</summary>
    [Fact]
    [Trait("ASVS", "V16.2.5"), Trait("ASVS", "V13.3.2")]
    public async Task The_code_stands_in_a_file_of_the_portals_own_user_and_in_no_log_and_goes_when_it_is_used()
    {
        var code = await CodeAsync();
        Assert.Matches("^[0-9a-f]{20}$", code);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(CodeFile));
        var log = await LogAsync();
        Assert.Contains("first-run.code", log, StringComparison.Ordinal);
        Assert.DoesNotContain(code, log, StringComparison.Ordinal);
        using var client = portal.Anonymous();
        await FillInAsync(client, code, "A-1", "C-1");
        Assert.False(File.Exists(CodeFile));
    }

    /// <summary>As after a start between which somebody was recorded by the command line.</summary>
    [Fact]
    public async Task A_file_with_a_code_that_opens_nothing_goes_too()
    {
        await CodeAsync();
        await portal.AddPersonAsync("佐藤 花子", []);
        using var client = portal.Anonymous();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/first-run", Ct)).StatusCode);
        Assert.False(File.Exists(CodeFile));
    }

    [Fact]
    public async Task The_code_of_the_file_records_two_people_who_set_their_passwords_and_sign_in()
    {
        using var client = portal.Anonymous();
        var page = await (await FillInAsync(client, await CodeAsync(), "A-1", "C-1")).PageAsync();
        var links = page.QuerySelectorAll(".link-once").Select(link => new Uri(link.TextContent).PathAndQuery).ToList();
        Assert.Equal(2, links.Count);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/first-run", Ct)).StatusCode);

        await using (var db = portal.Open(Reader.Nobody))
        {
            var roles = await db.Assignments.Join(db.People, a => a.PersonId, p => p.Id, (a, p) => new { p.StaffNumber, a.Role }).OrderBy(r => r.StaffNumber).ToListAsync(Ct);
            Assert.Equal([("A-1", Role.SystemAdministrator), ("C-1", Role.Ciso)], roles.Select(r => (r.StaffNumber, r.Role!.Value)));
            Assert.Equal(["address.refused", "installation.set-up"], await db.Journal.Select(j => j.Action).OrderBy(action => action).ToListAsync(Ct));
        }
        const string password = "mizuumi no hotori 七本の 傘";
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync(links[1], "invitation", ("Wanted", password), ("Repeated", password))).StatusCode);
        var answer = await client.PostFormAsync("/account/sign-in", "sign-in", ("Name", "C-1"), ("Password", password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        // The CISO may do more than staff, so the second factor comes first.
        Assert.EndsWith("/account/second-factor", (await client.GetAsync("/officers", Ct)).Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_code_or_the_same_person_twice_records_nobody_and_ten_wrong_codes_close_the_page()
    {
        using var client = portal.Anonymous();
        var code = await CodeAsync();
        Assert.NotNull((await (await FillInAsync(client, code, "A-1", "Ａ-1")).PageAsync()).QuerySelector(".error-summary"));
        for (var attempt = 0; attempt < 10; attempt++)
            await FillInAsync(client, "0123456789abcdef0123", "A-1", "C-1");
        await FillInAsync(client, code, "A-1", "C-1");
        await using var db = portal.Open(Reader.Nobody);
        Assert.Equal(0, await db.People.CountAsync(Ct));
        Assert.Equal(0, await db.Users.CountAsync(Ct));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<HttpResponseMessage> FillInAsync(HttpClient client, string code, string administrator, string ciso) =>
        client.PostFormAsync("/first-run", "first-run", ("Code", code), ("Office", "青葉共済組合"),
            ("AdminNumber", administrator), ("AdminName", "遊佐 直樹"), ("CisoNumber", ciso), ("CisoName", "真壁 和代"));

    private string CodeFile => Path.Combine(portal.Folder, "keys", "first-run.code");

    /// <summary>As the person in charge finds it: in a file beside the keys.</summary>
    private async Task<string> CodeAsync()
    {
        _ = portal.Services;
        return (await File.ReadAllTextAsync(CodeFile, Ct)).Trim();
    }

    private async Task<string> LogAsync()
    {
        await using var log = new FileStream(portal.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(log);
        return await reader.ReadToEndAsync(Ct);
    }
}
