using System.Net;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Commands;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.OpenId;

/// <summary>Whom an identity at the provider belongs to, what its groups give, and the way back.</summary>
public sealed class BindingTests
{
    private const string Failed = "/account/openid/not-signed-in?why=";
    private const string Password = "川辺の 青い 鉛筆 十二本 raft";

    [Fact]
    [Trait("ASVS", "V10.5.2"), Trait("ASVS", "V6.8.1")]
    public async Task An_invitation_binds_the_identity_to_one_account_and_voids_the_password()
    {
        await using var office = await OpenIdCase.StartAsync();
        var person = await office.Portal.AddPersonAsync("佐藤 花子", []);
        await office.Portal.AccountOfAsync(person, Password);
        office.Provider.Person = new("sub-1") { Name = "T0001" };
        using var browser = office.Browser();
        var invitation = await office.InvitationAsync(person);
        Assert.Equal("/", await browser.RoundAsync(invitation));
        Assert.True(await browser.IsSignedInAsync());
        Assert.Equal(["account.provider-bound", "account.signed-in"], (await office.ActionsAsync("account.")).Order());
        await using (var db = office.Portal.Open(Reader.Nobody))
        {
            var login = await db.UserLogins.SingleAsync(Ct);
            Assert.Equal((office.Provider.Authority, "sub-1", (await office.AccountAsync(person)).Id), (login.LoginProvider, login.ProviderKey, login.UserId));
        }

        // The link is used up, the password too, and the identity alone is enough from now on.
        using var other = office.Browser();
        Assert.Equal(Failed + "invitation-void", await other.RoundAsync(invitation));
        Assert.Equal(HttpStatusCode.OK, (await other.PostAsync("/account/sign-in", "sign-in", ("Name", "T0001"), ("Password", Password))).StatusCode);
        Assert.Equal("/", await other.RoundAsync());
    }

    [Fact]
    [Trait("ASVS", "V6.8.1")]
    public async Task One_identity_is_bound_to_one_account_and_one_account_to_one_identity()
    {
        await using var office = await OpenIdCase.StartAsync();
        var (first, second) = (await office.Portal.AddPersonAsync("佐藤 花子", []), await office.Portal.AddPersonAsync("鈴木 一郎", []));
        await office.BindAsync(first, "sub-1");
        using var browser = office.Browser();
        Assert.Equal(Failed + "bound-otherwise", await browser.RoundAsync(await office.InvitationAsync(second)));
        office.Provider.Person = new("sub-2");
        Assert.Equal(Failed + "bound-otherwise", await browser.RoundAsync(await office.InvitationAsync(first)));
        await using var db = office.Portal.Open(Reader.Nobody);
        Assert.Equal("sub-1", (await db.UserLogins.SingleAsync(Ct)).ProviderKey);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_reset_binds_the_account_to_the_identity_that_the_person_has_now()
    {
        await using var office = await OpenIdCase.StartAsync();
        var admin = await office.Portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator);
        var person = await office.Portal.AddPersonAsync("佐藤 花子", []);
        await office.BindAsync(person, "sub-1");
        await office.ChangeAsync(person, account => account.PasswordHash = "what nobody knows");
        using var client = await office.Portal.SignedInAsync(admin);
        var made = await (await client.PostFormAsync($"/admin/accounts/{(await office.AccountAsync(person)).Id:N}", "account", ("Act", "Invite"))).PageAsync();
        var token = System.Text.RegularExpressions.Regex.Match(made.DocumentElement.OuterHtml, "token=([A-Za-z0-9_-]+)").Groups[1].Value;
        Assert.NotEmpty(token);
        office.Provider.Person = new("sub-2");
        using var browser = office.Browser();
        await browser.RoundAsync("/account/openid?invitation=" + token);
        Assert.False(await browser.IsSignedInAsync());
        using var second = await office.Portal.SignedInAsync(await office.Portal.AddPersonAsync("理事 三郎", Role.Ciso));
        var reset = (await second.PageAsync("/admin/resets")).QuerySelector("button[name=Confirm]")!.GetAttribute("value")!;
        await second.PostFormAsync("/admin/resets", "resets", ("Confirm", reset));
        await browser.RoundAsync("/account/openid?invitation=" + token);
        Assert.True(await browser.IsSignedInAsync());
        office.Provider.Person = new("sub-1");
        Assert.Equal(Failed + "unknown", await browser.RoundAsync());
    }

    /// <summary>Another provider may give the same subject to somebody else.</summary>
    [Fact]
    [Trait("ASVS", "V6.8.1")]
    public async Task An_identity_of_another_provider_with_the_same_subject_is_somebody_else()
    {
        await using var office = await OpenIdCase.StartAsync();
        var person = await office.Portal.AddPersonAsync("佐藤 花子", []);
        await office.BindAsync(person, "sub-1", issuer: "https://former.example.jp/");
        using var browser = office.Browser();
        Assert.Equal(Failed + "unknown", await browser.RoundAsync());
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    [Trait("ASVS", "V10.5.2")]
    public async Task Somebody_without_an_account_a_locked_and_a_closed_account_are_told_the_same()
    {
        await using var office = await OpenIdCase.StartAsync();
        var (locked, closed) = (await office.Portal.AddPersonAsync("停止 中", []), await office.Portal.AddPersonAsync("閉鎖 済", []));
        await office.BindAsync(locked, "sub-locked");
        await office.BindAsync(closed, "sub-closed");
        await office.ChangeAsync(locked, account => account.LockoutEnd = DateTimeOffset.MaxValue);
        await office.ChangeAsync(closed, account => account.ClosedAt = office.Portal.Clock.GetUtcNow());
        using var browser = office.Browser();
        // Number and name of an account find nobody, though this one stands open.
        await office.Portal.AccountOfAsync(await office.Portal.AddPersonAsync("佐藤 花子", []));
        foreach (var person in new ProviderPerson[] { new("sub-nobody") { Name = "T0003" }, new("sub-nobody") { Name = "account-T0003" }, new("account-T0003"), new("sub-locked"), new("sub-closed") })
        {
            office.Provider.Person = person;
            Assert.Equal(Failed + "unknown", await browser.RoundAsync());
        }
        Assert.Equal(5, (await office.ActionsAsync("account.sign-in-refused")).Count);
        var page = await browser.PageAsync(Failed + "unknown");
        Assert.DoesNotContain("T0003", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_that_reached_somebody_else_binds_nothing_where_the_provider_tells_the_staff_number()
    {
        await using var office = await OpenIdCase.StartAsync(settings: [("OpenId:NameClaim", "employee")]);
        var person = await office.Portal.AddPersonAsync("佐藤 花子", []);
        var invitation = await office.InvitationAsync(person);
        using var browser = office.Browser();
        foreach (var other in new ProviderPerson[] { new("sub-2") { Name = "T0002" }, new("sub-3") })
        {
            office.Provider.Person = other;
            Assert.Equal(Failed + "name-differs", await browser.RoundAsync(invitation));
        }
        office.Provider.Person = new("sub-1") { Name = "Ｔ０００１" };
        Assert.Equal("/", await browser.RoundAsync(invitation));
    }

    [Fact]
    public async Task A_locked_account_is_not_bound()
    {
        await using var office = await OpenIdCase.StartAsync();
        var person = await office.Portal.AddPersonAsync("停止 中", []);
        var invitation = await office.InvitationAsync(person);
        await office.ChangeAsync(person, account => account.LockoutEnd = DateTimeOffset.MaxValue);
        office.Provider.Person = new("sub-1");
        using var browser = office.Browser();
        Assert.Equal(Failed + "unknown", await browser.RoundAsync(invitation));
        await using var db = office.Portal.Open(Reader.Nobody);
        Assert.Empty(await db.UserLogins.ToListAsync(Ct));
    }

    [Fact]
    public async Task A_group_gives_a_dated_appointment_and_leaving_it_ends_that()
    {
        await using var office = await GroupsAsync();
        var person = await office.Portal.AddPersonAsync("監査 一郎", []);
        await office.BindAsync(person, "sub-1");
        using var browser = office.Browser();
        await browser.RoundAsync();
        Assert.DoesNotContain(Role.Auditor, (await office.Portal.ReaderAsync(person)).Roles);
        office.Provider.Person = office.Provider.Person with { Groups = ["/portal/auditors", "/elsewhere"] };
        await browser.RoundAsync();
        await browser.RoundAsync();
        Assert.Contains(Role.Auditor, (await office.Portal.ReaderAsync(person)).Roles);
        Assert.Equal(HttpStatusCode.OK, (await browser.FollowAsync("/journal")).StatusCode);

        office.Portal.Clock.Advance(TimeSpan.FromDays(3));
        office.Provider.Person = office.Provider.Person with { TooManyGroups = true, Groups = [] };
        await browser.RoundAsync();
        Assert.Contains(Role.Auditor, (await office.Portal.ReaderAsync(person)).Roles);
        office.Provider.Person = office.Provider.Person with { TooManyGroups = false };
        await browser.RoundAsync();
        Assert.DoesNotContain(Role.Auditor, (await office.Portal.ReaderAsync(person)).Roles);
        Assert.Equal(["officer.appointed", "officer.appointment-ended"], await office.ActionsAsync("officer."));
        await using var db = office.Portal.Open(Reader.Nobody);
        var kept = await db.Assignments.SingleAsync(row => row.PersonId == person && row.WithdrawnAt == null, Ct);
        Assert.Equal((new DateOnly(2026, 10, 1), (DateOnly?)new DateOnly(2026, 10, 3)), (kept.From, kept.Until));
    }

    [Fact]
    public async Task What_was_appointed_by_hand_is_not_ended_and_what_was_ended_by_hand_is_not_given_again()
    {
        await using var office = await GroupsAsync();
        var byHand = await office.Portal.AddPersonAsync("監査 一郎", Role.Auditor);
        await office.BindAsync(byHand, "sub-1");
        using var browser = office.Browser();
        await browser.RoundAsync();
        Assert.Contains(Role.Auditor, (await office.Portal.ReaderAsync(byHand)).Roles);

        var person = await office.Portal.AddPersonAsync("監査 二郎", []);
        await office.BindAsync(person, "sub-2");
        office.Provider.Person = office.Provider.Person with { Groups = ["/portal/auditors"] };
        await browser.RoundAsync();
        await using (var db = office.Portal.Open(Reader.Nobody))
        {
            (await db.Assignments.SingleAsync(row => row.PersonId == person, Ct)).Withdraw(office.Portal.Clock.GetUtcNow());
            db.Record(new CcsPolicy.Domain.Journal.JournalFact("officer.appointment-ended"));
            await db.SaveChangesAsync(Ct);
        }
        await browser.RoundAsync();
        Assert.DoesNotContain(Role.Auditor, (await office.Portal.ReaderAsync(person)).Roles);
        office.Provider.Person = office.Provider.Person with { Groups = [] };
        await browser.RoundAsync();
        office.Provider.Person = office.Provider.Person with { Groups = ["/portal/auditors"] };
        await browser.RoundAsync();
        Assert.Contains(Role.Auditor, (await office.Portal.ReaderAsync(person)).Roles);
    }

    [Fact]
    public async Task Who_left_and_came_back_is_given_the_role_of_the_group_anew()
    {
        await using var office = await GroupsAsync();
        var person = await office.Portal.AddPersonAsync("監査 一郎", []);
        await office.BindAsync(person, "sub-1");
        office.Provider.Person = office.Provider.Person with { Groups = ["/portal/auditors"] };
        using var browser = office.Browser();
        await browser.RoundAsync();
        Assert.Contains(Role.Auditor, (await office.Portal.ReaderAsync(person)).Roles);
        foreach (var back in new[] { false, true })
        {
            office.Portal.Clock.Advance(TimeSpan.FromDays(1));
            await using var db = office.Portal.Open(Reader.Nobody);
            if (back)
                db.Employments.Add(new Employment { Id = db.Ids.Next<EmploymentId>(), PersonId = person, Kind = EmploymentKind.Employee, From = office.Portal.Today, RecordedAt = db.Now });
            else
                (await db.Employments.SingleAsync(row => row.PersonId == person, Ct)).Withdraw(db.Now);
            db.Record(new CcsPolicy.Domain.Journal.JournalFact("stay.recorded").With("person", person));
            await db.SaveChangesAsync(Ct);
        }
        Assert.DoesNotContain(Role.Auditor, (await office.Portal.ReaderAsync(person)).Roles);
        await browser.RoundAsync();
        Assert.Contains(Role.Auditor, (await office.Portal.ReaderAsync(person)).Roles);
        office.Provider.Person = office.Provider.Person with { Groups = [] };
        await browser.RoundAsync();
        Assert.DoesNotContain(Role.Auditor, (await office.Portal.ReaderAsync(person)).Roles);
    }

    [Fact]
    public async Task A_group_gives_no_office_that_does_not_go_with_one_that_is_held()
    {
        await using var office = await GroupsAsync();
        var person = await office.Portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        await office.BindAsync(person, "sub-1");
        office.Provider.Person = office.Provider.Person with { Groups = ["/portal/auditors"] };
        using var browser = office.Browser();
        await browser.RoundAsync();
        Assert.True(await browser.IsSignedInAsync());
        Assert.DoesNotContain(Role.Auditor, (await office.Portal.ReaderAsync(person)).Roles);
    }

    [Fact]
    public async Task With_local_sign_in_off_only_the_provider_is_offered_and_the_shell_opens_it_for_an_hour()
    {
        await using var office = await OpenIdCase.StartAsync(settings: [("OpenId:LocalSignIn", "false")]);
        var admin = await office.Portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator);
        await office.Portal.AccountOfAsync(admin, Password);
        using var browser = office.Browser();
        var page = await browser.PageAsync("/account/sign-in");
        Assert.Null(page.QuerySelector("input[type=password]"));
        Assert.Equal("/account/openid?returnUrl=%2F", page.QuerySelector("main a.button-primary")!.GetAttribute("href"));

        // A form that was open before, or made by hand, is refused as well.
        using var output = new StringWriter();
        Assert.Equal(0, await LocalSignInCommand.RunAsync(office.Portal.Services, Commands.VerbsTests.Call(LocalSignInCommand.Verb, "open"), output, output));
        var form = await browser.PageAsync("/account/sign-in");
        Assert.NotNull(form.QuerySelector("input[type=password]"));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/account/sign-in", "sign-in", ("Name", "T0001"), ("Password", Password))).StatusCode);
        Assert.True(await browser.IsSignedInAsync());
        office.Portal.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Null((await browser.PageAsync("/account/sign-in")).QuerySelector("input[type=password]"));
        await using (var scope = office.Portal.Services.CreateAsyncScope())
        {
            var handler = scope.ServiceProvider.GetRequiredService<CcsPolicy.Web.Features.SigningIn.SignInHandler>();
            var refused = await handler.HandleAsync(new("T0001", Password), new Microsoft.AspNetCore.Http.DefaultHttpContext { RequestServices = scope.ServiceProvider });
            Assert.Equal("account.sign-in-refused", refused.Error?.Code);
        }
        Assert.Single(await office.ActionsAsync("account.local-sign-in-opened"));
        Assert.Equal(2, await LocalSignInCommand.RunAsync(office.Portal.Services, Commands.VerbsTests.Call(LocalSignInCommand.Verb, "shut"), output, output));
    }

    [Fact]
    public async Task Nothing_configured_leaves_no_trace_of_it()
    {
        await using var portal = new Portal();
        await portal.AddPersonAsync("佐藤 花子", []);
        using var client = portal.Anonymous();
        Assert.DoesNotContain("openid", (await client.PageAsync("/account/sign-in")).DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        foreach (var path in new[] { "/account/openid/not-signed-in", "/account/openid/leave" })
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path, Ct)).StatusCode);
        var endpoints = portal.Services.GetServices<Microsoft.AspNetCore.Routing.EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>();
        Assert.DoesNotContain(endpoints, endpoint => endpoint.RoutePattern.RawText is "/account/openid" or "/account/openid/end");
    }

    [Theory]
    [InlineData("OpenId:Groups:0:Role", "SecurityOfficer", "GroupsMayGiveSecurityRoles")]
    [InlineData("OpenId:Groups:0:Role", "CisoDeputy", "GroupsMayGiveSecurityRoles")]
    [InlineData("OpenId:Groups:0:Role", "Ciso", "handed over")]
    [InlineData("OpenId:Groups:0:Role", "Custodian", "custody belongs to a document")]
    [InlineData("OpenId:Authority", "http://login.example.jp/", "https")]
    [InlineData("OpenId:ClientId", "", "ClientId")]
    [InlineData("OpenId:Authority", "", "LocalSignIn")]
    public void A_configuration_that_would_be_dangerous_stops_the_start_and_says_why(string name, string value, string said)
    {
        var options = new OpenIdOptions
        {
            Authority = name == "OpenId:Authority" ? value : "https://login.example.jp/", ClientId = name == "OpenId:ClientId" ? value : "portal", DisplayName = "庁内認証",
            LocalSignIn = value.Length > 0 || name != "OpenId:Authority",
            Groups = { new GroupRole { Group = "g", Role = Enum.TryParse<Role>(value, out var role) ? role : Role.Auditor } },
        };
        var result = new OpenIdOptionsCheck().Validate(null, options);
        Assert.Contains(said, result.FailureMessage, StringComparison.Ordinal);
        options.GroupsMayGiveSecurityRoles = true;
        Assert.Equal(role is Role.SecurityOfficer or Role.CisoDeputy, new OpenIdOptionsCheck().Validate(null, options).Succeeded);
    }

    private static Task<OpenIdCase> GroupsAsync() => OpenIdCase.StartAsync(settings:
        [("OpenId:Groups:0:Group", "/portal/auditors"), ("OpenId:Groups:0:Role", "Auditor")]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
