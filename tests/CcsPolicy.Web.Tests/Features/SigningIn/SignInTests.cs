using System.Net;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.SigningIn;

public sealed class SignInTests : IAsyncDisposable
{
    private const string Password = "川辺の 青い 鉛筆 十二本 raft";
    private readonly Portal portal = new();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task The_right_password_opens_a_session_whose_cookie_is_bound_to_this_host()
    {
        var person = await PersonAsync();
        using var client = portal.Anonymous();
        var answer = await SignInAsync(client, "T0001", Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("https://localhost/", answer.Headers.Location?.ToString());
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("__Host-session=", StringComparison.Ordinal));
        Assert.Contains("; path=/; secure; samesite=lax; httponly", cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account/password", Ct)).StatusCode);
        Assert.Equal(["account.signed-in"], await ActionsAsync(person));
    }

    /// <summary>docs/reference/limits.md says: any number.</summary>
    [Fact]
    [Trait("ASVS", "V7.1.2")]
    public async Task An_account_may_have_any_number_of_sessions_and_none_of_them_ends_another()
    {
        await PersonAsync();
        var clients = Enumerable.Range(0, 12).Select(_ => portal.Anonymous()).ToList();
        foreach (var client in clients)
            Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(client, "T0001", Password)).StatusCode);
        foreach (var client in clients)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account/password", Ct)).StatusCode);
            client.Dispose();
        }
    }

    [Fact]
    public async Task The_name_of_the_account_serves_as_well_as_the_staff_number_in_any_width()
    {
        await PersonAsync();
        using var client = portal.Anonymous();
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(client, "ＡＣＣＯＵＮＴ-t0001", Password)).StatusCode);
    }

    [Fact]
    [Trait("ASVS", "V6.3.8")]
    public async Task A_wrong_password_an_unknown_name_a_closed_and_a_locked_account_get_the_same_page()
    {
        await PersonAsync();
        var closed = await portal.AddPersonAsync("閉鎖 済", []);
        await portal.AccountOfAsync(closed, Password);
        await ChangeAsync(closed, account => account.ClosedAt = portal.Clock.GetUtcNow());
        var locked = await portal.AddPersonAsync("停止 中", []);
        await portal.AccountOfAsync(locked, Password);
        await ChangeAsync(locked, account => account.LockoutEnd = DateTimeOffset.MaxValue);

        var pages = new List<string>();
        foreach (var (name, password) in new[] { ("T0001", "wrong wrong wrong wrong"), ("T9999", Password), ("T0002", Password), ("T0003", Password) })
        {
            using var client = portal.Anonymous();
            var answer = await SignInAsync(client, name, password);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain("session", string.Join(' ', answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : []), StringComparison.Ordinal);
            var page = await answer.PageAsync();
            page.QuerySelectorAll("input[name=__RequestVerificationToken]").ToList().ForEach(token => token.Remove());
            pages.Add(page.DocumentElement.OuterHtml.Replace(name, "NAME", StringComparison.Ordinal));
        }
        Assert.Single(pages.Distinct());
    }

    /// <summary>However many are sent at once: an account that others lock while a password is compared opens to it no more.</summary>
    [Fact]
    [Trait("ASVS", "V6.3.1")]
    public async Task The_lock_holds_for_tries_that_were_sent_before_it()
    {
        Portal? opened = null;
        await using var locking = opened = new Portal(substitute: services => services.AddSingleton<IPasswordHasher<Account>>(new LockedMeanwhile(() => opened!)));
        var person = await locking.AddPersonAsync("佐藤 花子", []);
        await locking.AccountOfAsync(person, Password);
        using var client = locking.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await client.PostFormAsync("/account/sign-in", "sign-in", ("Name", "T0001"), ("Password", Password))).StatusCode);
        using var inside = await locking.SignedInAsync(person);
        Assert.NotNull((await (await inside.PostFormAsync("/account/confirm", "confirm", ("Password", Password))).PageAsync()).QuerySelector(".error-summary"));
    }

    /// <summary>Compares, and in the meantime somebody else has locked the account.</summary>
    private sealed class LockedMeanwhile(Func<Portal> portal) : IPasswordHasher<Account>
    {
        private readonly PasswordHasher<Account> real = new();

        public string HashPassword(Account user, string password) => real.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            using var db = portal().Open(Reader.Nobody);
            var until = db.Now.AddMinutes(5);
            db.Users.Where(one => one.Id == user.Id).ExecuteUpdate(one => one.SetProperty(account => account.LockoutEnd, until));
            return real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }

    [Fact]
    [Trait("ASVS", "V6.3.1"), Trait("ASVS", "V16.3.1")]
    public async Task After_five_wrong_tries_the_right_password_is_refused_for_five_minutes()
    {
        var person = await PersonAsync();
        using var client = portal.Anonymous();
        // Each is near to the right one: nothing is cut off, trimmed or taken for the same.
        foreach (var near in new[] { Password.ToUpperInvariant(), Password[..^1], Password + " ", " " + Password, Password.Replace("十二", "12", StringComparison.Ordinal) })
            Assert.Equal(HttpStatusCode.OK, (await SignInAsync(client, "T0001", near)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(client, "T0001", Password)).StatusCode);
        portal.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(client, "T0001", Password)).StatusCode);
        Assert.Equal(6, (await ActionsAsync(null)).Count(action => action == "account.sign-in-refused"));
        Assert.Equal(["account.signed-in"], await ActionsAsync(person));
    }

    [Fact]
    [Trait("ASVS", "V6.3.5")]
    public async Task The_owner_is_told_at_the_next_sign_in_of_wrong_tries_since_the_last_one()
    {
        await using var relaxed = new Portal(settings: new Dictionary<string, string> { ["Security:SecondFactor"] = "StaffWithoutProceduresMayOmit" });
        await relaxed.AccountOfAsync(await relaxed.AddPersonAsync("職員 太郎", []), Password);
        using var client = relaxed.Anonymous();
        await SignInAsync(client, "T0001", "not the right one");
        await SignInAsync(client, "T0001", "nor is this one at all");
        relaxed.Clock.Advance(TimeSpan.FromMinutes(7));
        await SignInAsync(client, "T0001", Password);
        var told = (await client.PageAsync("/")).QuerySelector(".notice-soon")!;
        Assert.Contains("2回失敗", told.TextContent, StringComparison.Ordinal);
        Assert.NotNull(told.QuerySelector("a[href='/account/sessions']"));
        using var again = relaxed.Anonymous();
        await SignInAsync(again, "T0001", Password);
        Assert.Null((await again.PageAsync("/")).QuerySelector(".notice-soon"));
    }

    [Fact]
    [Trait("ASVS", "V7.4.2")]
    public async Task A_failure_of_a_file_shows_nobody_to_a_cookie_whose_session_is_over_or_whose_account_is_closed()
    {
        var person = await portal.AddPersonAsync("佐藤 花子", Role.SecurityOfficer);
        using var client = await portal.SignedInAsync(person);
        var file = (await client.PageAsync("/")).QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        var live = await FailedAsync();
        await ChangeAsync(person, account => account.ClosedAt = portal.Clock.GetUtcNow());
        var over = await FailedAsync();
        Assert.Contains("佐藤 花子", live, StringComparison.Ordinal);
        Assert.DoesNotContain("佐藤 花子", over, StringComparison.Ordinal);
        Assert.DoesNotContain("/custody", over, StringComparison.Ordinal);

        async Task<string> FailedAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, file);
            request.Headers.TryAddWithoutValidation("Range", "bytes=99999999-");
            request.Headers.TryAddWithoutValidation("Accept", "text/html");
            using var answer = await client.SendAsync(request, Ct);
            Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync(Ct);
        }
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    [Trait("ASVS", "V3.7.2")]
    public async Task Nobody_is_led_to_another_host(string returnUrl)
    {
        await PersonAsync();
        using var client = portal.Anonymous();
        var answer = await client.PostFormAsync("/account/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl), "sign-in", ("Name", "T0001"), ("Password", Password));
        Assert.Equal("https://localhost/", answer.Headers.Location?.ToString());
    }

    [Fact]
    [Trait("ASVS", "V7.4.1"), Trait("ASVS", "V7.2.1")]
    [Trait("ASVS", "V7.2.2")]
    public async Task Signing_out_ends_the_session_and_every_copy_of_its_cookie_and_no_other()
    {
        var person = await PersonAsync();
        using var here = await portal.SignedInAsync(person);
        using var there = await portal.SignedInAsync(person);
        var copy = await portal.SessionCookieAsync(person);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/sign-out");
        request.Headers.Add("Origin", "https://localhost");
        Assert.Equal(HttpStatusCode.Redirect, (await here.SendAsync(request, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await here.GetAsync("/account/password", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/account/password", Ct)).StatusCode);

        using var copied = portal.Anonymous();
        using (var out2 = new HttpRequestMessage(HttpMethod.Post, "/account/sign-out") { Headers = { { "Origin", "https://localhost" }, { "Cookie", $"{copy.Name}={copy.Value}" } } })
            await copied.SendAsync(out2, Ct);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/account/password") { Headers = { { "Cookie", $"{copy.Name}={copy.Value}" } } };
        Assert.Equal(HttpStatusCode.Redirect, (await portal.CreateDefaultClient(new Uri("https://localhost")).SendAsync(again, Ct)).StatusCode);
    }

    [Fact]
    [Trait("ASVS", "V7.3.1"), Trait("ASVS", "V7.3.2")]
    public async Task A_session_ends_after_half_an_hour_unused_and_after_twelve_hours_in_any_case()
    {
        var person = await PersonAsync();
        using var idle = await portal.SignedInAsync(person);
        using var busy = await portal.SignedInAsync(person);
        for (var minutes = 0; minutes < 12 * 60 - 20; minutes += 20)
        {
            Assert.Equal(HttpStatusCode.OK, (await busy.GetAsync("/account/password", Ct)).StatusCode);
            portal.Clock.Advance(TimeSpan.FromMinutes(20));
        }
        Assert.Equal(HttpStatusCode.OK, (await busy.GetAsync("/account/password", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await idle.GetAsync("/account/password", Ct)).StatusCode);
        portal.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(HttpStatusCode.Redirect, (await busy.GetAsync("/account/password", Ct)).StatusCode);
    }

    [Fact]
    public async Task An_account_with_a_new_stamp_loses_its_open_sessions_at_once()
    {
        var person = await PersonAsync();
        using var client = await portal.SignedInAsync(person);
        await ChangeAsync(person, account => account.SecurityStamp = "another");
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/account/password", Ct)).StatusCode);
    }

    [Fact]
    [Trait("ASVS", "V6.2.2"), Trait("ASVS", "V6.2.3"), Trait("ASVS", "V7.4.3")]
    [Trait("ASVS", "V6.2.10")]
    public async Task A_password_is_changed_by_whoever_knows_the_one_in_use_and_every_other_session_ends()
    {
        const string Wanted = "丘の上の 赤い自転車 三台 tent";
        var person = await PersonAsync();
        using var here = await portal.SignedInAsync(person);
        using var there = await portal.SignedInAsync(person);
        var refused = await here.PostFormAsync("/account/password", "password", ("Present", "wrong wrong wrong wrong"), ("Wanted", Wanted), ("Repeated", Wanted));
        Assert.NotNull((await refused.PageAsync()).QuerySelector(".error-summary"));
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/account/password", Ct)).StatusCode);
        await here.PostFormAsync("/account/password", "password", ("Present", Password), ("Wanted", Wanted), ("Repeated", Wanted));
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/account/password", Ct)).StatusCode);
        using var again = portal.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(again, "T0001", Password)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(again, "T0001", Wanted)).StatusCode);

        // Nobody has to change it because time has passed.
        portal.Clock.Advance(TimeSpan.FromDays(400));
        using var later = portal.Anonymous();
        Assert.Equal("https://localhost/", (await SignInAsync(later, "T0001", Wanted)).Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await later.GetAsync("/account/sessions", Ct)).StatusCode);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<PersonId> PersonAsync()
    {
        var person = await portal.AddPersonAsync("佐藤 花子", []);
        await portal.AccountOfAsync(person, Password);
        return person;
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string name, string password) =>
        client.PostFormAsync("/account/sign-in", "sign-in", ("Name", name), ("Password", password));

    private async Task ChangeAsync(PersonId person, Action<CcsPolicy.Data.Rows.Account> change)
    {
        await using var db = portal.Open(Reader.Nobody);
        change(await db.Users.SingleAsync(a => a.PersonId == person, Ct));
        await db.SaveChangesAsync(Ct);
    }

    private async Task<List<string>> ActionsAsync(PersonId? actor)
    {
        await using var db = portal.Open(Reader.Nobody);
        return await db.Journal.Where(j => j.ActorId == actor && j.Action.StartsWith("account.")).Select(j => j.Action).ToListAsync(Ct);
    }
}
