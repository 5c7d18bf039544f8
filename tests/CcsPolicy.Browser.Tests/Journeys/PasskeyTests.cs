using System.Text.Json;
using CcsPolicy.Browser.Tests.Site;
using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace CcsPolicy.Browser.Tests.Journeys;

/// <summary>パスキー. Made and used in a real browser with an authenticator of its own; an answer serves once, and only of a verified person.</summary>
[Collection(nameof(DemoPortal))]
public sealed class PasskeyTests(DemoPortal portal)
{
    private const string Name = "passkey-journey";

    [Fact]
    public async Task A_passkey_is_added_signs_in_once_and_the_last_one_stays()
    {
        await AccountAsync();
        await using var window = await portal.OpenAsync(null);
        var page = window.Page;
        var cdp = await page.Context.NewCDPSessionAsync(page);
        await cdp.SendAsync("WebAuthn.enable");
        var made = await cdp.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
        var authenticator = made!.Value.GetProperty("authenticatorId").GetString()!;

        await DemoPortal.SignInAsync(page, Name);
        await window.GoAsync(SiteUrls.Passkeys);
        await page.FillAsync("#name", "席のノートPC");
        await window.FollowAsync(page.Locator("form[data-passkey=create] button"));
        await Assertions.Expect(page.Locator(".recovery-codes li")).ToHaveCountAsync(10);
        Assert.Empty(window.TakeComplaints());
        await window.GoAsync(SiteUrls.Passkeys);
        await Assertions.Expect(page.Locator("tbody td").First).ToHaveTextAsync("席のノートPC");
        await window.FollowAsync(page.Locator("button[name=Passkey]"));
        await Assertions.Expect(page.Locator(".error-summary")).ToContainTextAsync("最後の二段階認証");

        // An authenticator that does not verify its person gives no answer, and the page says what else can be done.
        await PasswordAsync(window);
        await VerifiedAsync(cdp, authenticator, false);
        await page.Locator("form[data-passkey=get] button").ClickAsync();
        await Assertions.Expect(page.Locator("[data-passkey-failed]")).ToBeVisibleAsync();
        await VerifiedAsync(cdp, authenticator, true);

        string? sent = null;
        page.Request += (_, request) => sent = request.Method == "POST" && request.PostData?.Contains("Credential=", StringComparison.Ordinal) == true ? request.PostData : sent;
        await window.GoAsync(SiteUrls.SignInCode);
        await window.FollowAsync(page.Locator("form[data-passkey=get] button"));
        await Assertions.Expect(page.Locator(".site-person-name")).ToBeVisibleAsync();
        Assert.NotNull(sent);
        var atSignIn = Fields(sent);

        // A fresh sign-in by the passkey, instead of password or code; the answer that signed in confirms nothing.
        var proved = await LastProvedAsync();
        await window.GoAsync(SiteUrls.Confirm);
        await page.EvaluateAsync(PutIn, atSignIn);
        await window.FollowAsync(page.Locator("form[data-passkey=get] button"));
        await Assertions.Expect(page.Locator(".error-summary")).ToContainTextAsync("パスキーを確かめられませんでした");
        Assert.Equal(proved, await LastProvedAsync());
        await window.GoAsync(SiteUrls.Confirm);
        await window.FollowAsync(page.Locator("form[data-passkey=get] button"));
        // The authenticator answers first, and only then the form goes.
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(new Uri(page.Url), SiteUrls.Home).AbsoluteUri);
        Assert.True(await LastProvedAsync() > proved);

        // The same answer once more, after the right password, signs nobody in.
        await PasswordAsync(window);
        await page.EvaluateAsync(PutIn, atSignIn);
        await window.FollowAsync(page.Locator("form[data-passkey=get] button"));
        await Assertions.Expect(page.Locator(".error-summary")).ToContainTextAsync("パスキーを確かめられませんでした");
    }

    private const string PutIn = """
        fields => {
          const form = document.querySelector('form[data-passkey=get]');
          form.elements.Offered.value = fields.Offered;
          form.elements.Credential.value = fields.Credential;
        }
        """;

    private static Dictionary<string, string> Fields(string sent) =>
        sent.Split('&').Select(field => field.Split('=', 2)).ToDictionary(field => Uri.UnescapeDataString(field[0]), field => Uri.UnescapeDataString(field[1].Replace('+', ' ')));

    /// <summary>When a session of the person was last made fresh.</summary>
    private async Task<DateTimeOffset> LastProvedAsync()
    {
        await using var db = portal.Services.GetRequiredService<PolicyDbFactory>().OpenFor(Reader.Nobody);
        var person = await db.Users.Where(account => account.UserName == Name).Select(account => account.PersonId).SingleAsync();
        return (await db.Sessions.Where(session => db.Users.Any(account => account.Id == session.AccountId && account.PersonId == person)).Select(session => session.ConfirmedAt).ToListAsync()).Max();
    }

    /// <summary>Anew from the password to the page that asks for the second factor.</summary>
    private static async Task PasswordAsync(Window window)
    {
        await window.Page.Context.ClearCookiesAsync();
        await window.GoAsync(SiteUrls.SignIn);
        await window.Page.FillAsync("#name", Name);
        await window.Page.FillAsync("#password", DemoPortal.Password);
        await window.FollowAsync(window.Page.Locator("button.button-primary"));
        await Assertions.Expect(window.Page.Locator("form[data-passkey=get] button")).ToBeVisibleAsync();
    }

    private static Task<JsonElement?> VerifiedAsync(ICDPSession cdp, string authenticator, bool verified) =>
        cdp.SendAsync("WebAuthn.setUserVerified", new Dictionary<string, object> { ["authenticatorId"] = authenticator, ["isUserVerified"] = verified });

    /// <summary>An account of its own: what is changed of how it signs in ends its sessions.</summary>
    private async Task AccountAsync()
    {
        await using var db = portal.Services.GetRequiredService<PolicyDbFactory>().OpenFor(Reader.Nobody);
        var taken = await db.Users.Select(account => account.PersonId).ToListAsync();
        var people = await db.Employments.Where(row => row.Until == null).Select(row => row.PersonId).Distinct().ToListAsync();
        var account = AccountOpening.For(people.First(person => !taken.Contains(person)), Name, db.Ids);
        account.PasswordHash = portal.Services.GetRequiredService<PasswordCheck>().Hash(account, DemoPortal.Password);
        db.Users.Add(account);
        await db.SaveChangesAsync();
    }
}
