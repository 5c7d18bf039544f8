using System.Net;
using System.Security.Claims;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.SigningIn;

public sealed class SessionTests : IAsyncDisposable
{
    private const string Windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0";
    private readonly Portal portal = new();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    [Trait("ASVS", "V7.5.2")]
    public async Task Ending_a_session_asks_who_one_is_when_that_was_shown_long_ago()
    {
        var person = await portal.AddPersonAsync("佐藤 花子", []);
        using var there = await portal.SignedInAsync(person);
        using var here = await portal.SignedInAsync(person);
        portal.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(2, (await here.PageAsync("/account/sessions")).QuerySelectorAll("tbody tr").Length);
        Assert.Contains("/account/confirm", (await here.PostFormAsync("/account/sessions", "sessions", ("End", "others"))).Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.True(await StandsAsync(there));
    }

    [Fact]
    public async Task The_owner_sees_the_devices_and_ends_another_one_at_once()
    {
        var person = await portal.AddPersonAsync("佐藤 花子", []);
        const string Password = "川辺の 青い 鉛筆 十二本 raft";
        await portal.AccountOfAsync(person, Password);
        using var there = portal.Anonymous();
        there.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Windows);
        await there.PostFormAsync("/account/sign-in", "sign-in", ("Name", "T0001"), ("Password", Password));
        portal.Clock.Advance(TimeSpan.FromMinutes(7));
        using var here = await portal.SignedInAsync(person);
        var page = await here.PageAsync("/account/sessions");
        Assert.Equal(2, page.QuerySelectorAll("tbody tr").Length);
        var other = page.QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("button") is not null);
        Assert.Contains("Edge, Windows", other.TextContent, StringComparison.Ordinal);
        Assert.Contains("10:00", other.TextContent, StringComparison.Ordinal);

        var end = other.QuerySelector("button")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.Redirect, (await here.PostFormAsync(page, "/account/sessions", "sessions", ("End", end))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/account/password", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/account/password", Ct)).StatusCode);
        await using var db = portal.Open(Reader.Nobody);
        Assert.Equal(1, await db.Journal.CountAsync(j => j.Action == "account.sessions-ended" && j.ActorId == person, Ct));
    }

    [Fact]
    public async Task Ending_all_others_leaves_the_one_in_use_and_no_other_persons()
    {
        var (person, another) = (await portal.AddPersonAsync("佐藤 花子", []), await portal.AddPersonAsync("鈴木 一郎", []));
        using var here = await portal.SignedInAsync(person);
        using var there = await portal.SignedInAsync(person);
        using var elsewhere = await portal.SignedInAsync(another);
        var theirs = (await elsewhere.PageAsync("/account/sessions")).QuerySelectorAll("tbody tr");
        Assert.Single(theirs);
        await here.PostFormAsync("/account/sessions", "sessions", ("End", "others"));
        Assert.True(await StandsAsync(here));
        Assert.False(await StandsAsync(there));
        Assert.True(await StandsAsync(elsewhere));
    }

    [Fact]
    [Trait("ASVS", "V8.2.2")]
    public async Task Nobody_ends_the_session_of_another_account()
    {
        var (person, another) = (await portal.AddPersonAsync("佐藤 花子", []), await portal.AddPersonAsync("鈴木 一郎", []));
        using var here = await portal.SignedInAsync(person);
        using var theirs = await portal.SignedInAsync(another);
        await using var db = portal.Open(Reader.Nobody);
        var account = (await portal.AccountOfAsync(another)).Id;
        var id = (await db.Sessions.SingleAsync(s => s.AccountId == account, Ct)).Id;
        await here.PostFormAsync("/account/sessions", "sessions", ("End", id.ToString("N")));
        Assert.True(await StandsAsync(theirs));
    }

    [Fact]
    [Trait("ASVS", "V7.4.5")]
    public async Task The_administrator_ends_sessions_on_the_page_of_the_account()
    {
        var (admin, person) = (await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator), await portal.AddPersonAsync("佐藤 花子", []));
        using var theirs = await portal.SignedInAsync(person);
        using var client = await portal.SignedInAsync(admin);
        var url = $"/admin/accounts/{(await portal.AccountOfAsync(person)).Id:N}";
        await client.PostFormAsync(url, "account", ("End", "all"));
        Assert.False(await StandsAsync(theirs));
        Assert.Null((await client.PageAsync(url)).QuerySelector("button[value=all]"));
    }

    [Fact]
    public async Task An_open_page_learns_that_its_session_is_over_and_asking_keeps_no_session_alive()
    {
        var person = await portal.AddPersonAsync("佐藤 花子", []);
        using var client = await portal.SignedInAsync(person);
        Assert.NotNull((await client.PageAsync("/account/password")).QuerySelector("[data-session^='/account/session?rights=']"));
        for (var minutes = 0; minutes < 30; minutes++)
        {
            var answer = await client.GetAsync("/account/session", Ct);
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            portal.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        var over = await client.GetAsync("/account/session", Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, over.StatusCode);
        Assert.Empty(await over.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    [Trait("ASVS", "V7.4.2"), Trait("ASVS", "V8.3.2")]
    public async Task A_session_ends_with_the_next_request_when_the_person_no_longer_works_here()
    {
        var person = await portal.AddPersonAsync("佐藤 花子", []);
        using var client = await portal.SignedInAsync(person);
        Assert.True(await StandsAsync(client));
        await using (var db = portal.Open(Reader.Nobody))
        {
            (await db.Employments.SingleAsync(e => e.PersonId == person, Ct)).Withdraw(portal.Clock.GetUtcNow());
            db.Record(new JournalFact("employment.ended"));
            await db.SaveChangesAsync(Ct);
        }
        Assert.False(await StandsAsync(client));
    }

    [Fact]
    public async Task An_open_page_learns_that_a_grant_was_taken_and_not_that_one_was_given()
    {
        var person = await portal.AddPersonAsync("佐藤 花子", []);
        using var client = await portal.SignedInAsync(person);
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var procedure = await shelf.DocumentAsync(Tier.Procedure, "SP-1", "復旧手順");
        var before = await AskedByAsync(client);
        portal.Clock.Advance(TimeSpan.FromSeconds(20));
        await shelf.GrantAsync(procedure, person);
        Assert.Equal(HttpStatusCode.NoContent, (await client.GetAsync(before, Ct)).StatusCode);
        var open = await AskedByAsync(client);
        portal.Clock.Advance(TimeSpan.FromSeconds(20));
        await using (var db = portal.Open(shelf.SeesAll))
        {
            var grant = await db.Grants.SingleAsync(Ct);
            grant.End(shelf.Ciso, portal.Clock.GetUtcNow(), SealedText.Empty);
            db.Record(new JournalFact("grant.ended", procedure), await db.Documents.SingleAsync(d => d.Id == procedure, Ct));
            await db.SaveChangesAsync(Ct);
        }
        Assert.Equal(HttpStatusCode.ResetContent, (await client.GetAsync(open, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await client.GetAsync(await AskedByAsync(client), Ct)).StatusCode);
    }

    [Fact]
    public async Task A_page_from_before_a_restart_is_cleared_when_something_was_taken_meanwhile_and_left_alone_otherwise()
    {
        var (one, other) = (await portal.AddPersonAsync("佐藤 花子", []), await portal.AddPersonAsync("職員 六子", []));
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var procedure = await shelf.DocumentAsync(Tier.Procedure, "SP-1", "復旧手順");
        await shelf.GrantAsync(procedure, one);
        await shelf.GrantAsync(procedure, other);
        var (cookie, otherCookie) = (await portal.SessionCookieAsync(one), await portal.SessionCookieAsync(other));
        using var before = Browser(portal, cookie);
        using var otherBefore = Browser(portal, otherCookie);
        var (open, otherOpen) = (await AskedByAsync(before), await AskedByAsync(otherBefore));
        Assert.Equal(open.Length, otherOpen.Length);
        await using (var db = portal.Open(shelf.SeesAll))
        {
            var grant = await db.Grants.SingleAsync(g => g.PersonId == one, Ct);
            grant.End(shelf.Ciso, portal.Clock.GetUtcNow(), SealedText.Empty);
            db.Record(new JournalFact("grant.ended", procedure), await db.Documents.SingleAsync(d => d.Id == procedure, Ct));
            await db.SaveChangesAsync(Ct);
        }
        // A process that has never seen either of them, on the same database.
        await using var restarted = portal.WithWebHostBuilder(_ => { });
        using var after = Browser(restarted, cookie);
        using var otherAfter = Browser(restarted, otherCookie);
        Assert.Equal(HttpStatusCode.ResetContent, (await after.GetAsync(open, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await after.GetAsync(await AskedByAsync(after), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await otherAfter.GetAsync(otherOpen, Ct)).StatusCode);
        // Somebody else's page in the same browser is no page of this person.
        Assert.Equal(HttpStatusCode.ResetContent, (await otherAfter.GetAsync(open, Ct)).StatusCode);

        static HttpClient Browser(Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> server, (string Name, string Value) cookie)
        {
            var client = server.CreateDefaultClient(new Uri("https://localhost"));
            client.DefaultRequestHeaders.Add("Cookie", $"{cookie.Name}={cookie.Value}");
            return client;
        }
    }

    [Fact]
    public async Task The_last_use_is_written_to_the_minute_and_read_again_by_another_process()
    {
        var person = await portal.AddPersonAsync("佐藤 花子", []);
        using var client = await portal.SignedInAsync(person);
        portal.Clock.Advance(TimeSpan.FromSeconds(25 * 60 + 40));
        Assert.True(await StandsAsync(client));
        await portal.Services.GetRequiredService<CcsPolicy.Data.Reading.LiveSessions>().WriteAsync(Ct);
        await using var db = portal.Open(Reader.Nobody);
        Assert.Equal(new DateTimeOffset(2026, 10, 1, 1, 25, 0, TimeSpan.Zero), (await db.Sessions.AsNoTracking().SingleAsync(Ct)).UsedAt);
        // What another process has seen since.
        await db.Sessions.ExecuteUpdateAsync(s => s.SetProperty(one => one.UsedAt, new DateTimeOffset(2026, 10, 1, 1, 50, 0, TimeSpan.Zero)), Ct);
        portal.Clock.Advance(TimeSpan.FromMinutes(35));
        Assert.True(await StandsAsync(client));
    }

    [Fact]
    [Trait("ASVS", "V7.4.1")]
    public async Task A_circuit_gets_no_further_event_once_its_session_is_over()
    {
        var person = await portal.AddPersonAsync("佐藤 花子", []);
        await using var scope = portal.Services.CreateAsyncScope();
        var (principal, session) = await PrincipalAsync(person);
        using var circuit = ActivatorUtilities.CreateInstance<CircuitRecheck>(scope.ServiceProvider);
        Open(circuit, principal);
        var reached = 0;
        var act = new CircuitGate(circuit).CreateInboundActivityHandler(_ =>
        {
            reached++;
            return Task.CompletedTask;
        });
        portal.Clock.Advance(TimeSpan.FromMinutes(20));
        await act(null!);
        portal.Clock.Advance(TimeSpan.FromMinutes(20));
        await act(null!);
        Assert.Equal(2, reached);

        await using (var db = portal.Open(Reader.Nobody))
        {
            (await db.Sessions.SingleAsync(s => s.Id == session, Ct)).EndedAt = portal.Clock.GetUtcNow();
            await db.SaveChangesAsync(Ct);
        }
        await act(null!);
        Assert.Equal(2, reached);
        Assert.NotEqual(true, (await circuit.GetAuthenticationStateAsync()).User.Identity?.IsAuthenticated);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => act(null!));
    }

    [Fact]
    public async Task A_circuit_taken_up_by_another_session_is_over()
    {
        var (one, another) = (await portal.AddPersonAsync("佐藤 花子", []), await portal.AddPersonAsync("鈴木 一郎", []));
        await using var scope = portal.Services.CreateAsyncScope();
        using var circuit = ActivatorUtilities.CreateInstance<CircuitRecheck>(scope.ServiceProvider);
        var (first, _) = await PrincipalAsync(one);
        Open(circuit, first);
        Open(circuit, first);
        Assert.True(await circuit.StandsAsync(used: true, Ct));
        Open(circuit, (await PrincipalAsync(another)).Principal);
        Assert.NotEqual(true, (await circuit.GetAuthenticationStateAsync()).User.Identity?.IsAuthenticated);
        Assert.False(await circuit.StandsAsync(used: true, Ct));
        Open(circuit, first);
        Assert.False(await circuit.StandsAsync(used: true, Ct));
    }

    [Theory]
    [InlineData(Windows, "Edge, Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1", "Safari, iPhone")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox, Linux")]
    [InlineData("curl/8", "")]
    [InlineData(null, "")]
    public void A_device_is_told_by_browser_and_system(string? userAgent, string words) => Assert.Equal(words, DeviceWords.Of(userAgent));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<string> AskedByAsync(HttpClient client) =>
        (await client.PageAsync("/account/password")).QuerySelector("[data-session]")!.GetAttribute("data-session")!;

    private static void Open(IHostEnvironmentAuthenticationStateProvider circuit, ClaimsPrincipal principal) =>
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));

    private async Task<(ClaimsPrincipal Principal, Guid Session)> PrincipalAsync(PersonId person)
    {
        var account = await portal.AccountOfAsync(person);
        await using var db = portal.Open(Reader.Nobody);
        var row = portal.Services.GetRequiredService<Sessions>().RowOf(account, Sessions.SecondFactor, "", portal.Ids);
        db.Sessions.Add(row);
        await db.SaveChangesAsync(Ct);
        return (Sessions.PrincipalOf(account, row), row.Id);
    }

    private static async Task<bool> StandsAsync(HttpClient client) => (await client.GetAsync("/account/password", Ct)).StatusCode == HttpStatusCode.OK;
}
