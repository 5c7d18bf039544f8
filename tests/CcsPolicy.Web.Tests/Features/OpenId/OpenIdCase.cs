using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.OpenId;

/// <summary>A portal and a provider that know each other.</summary>
internal sealed class OpenIdCase : IAsyncDisposable
{
    private OpenIdCase(Portal portal, TestProvider provider) => (Portal, Provider) = (portal, provider);

    public Portal Portal { get; }

    public TestProvider Provider { get; }

    public static async Task<OpenIdCase> StartAsync(bool offersEnd = true, params (string Name, string Value)[] settings)
    {
        // The portal's clock stands; the provider has to tell the same time.
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 10, 1, 1, 0, 0, TimeSpan.Zero));
        var provider = await TestProvider.StartAsync(clock, offersEnd);
        var all = new Dictionary<string, string>
        {
            ["OpenId:Authority"] = provider.Authority, ["OpenId:ClientId"] = TestProvider.Client, ["OpenId:ClientSecret"] = TestProvider.Secret,
            ["OpenId:DisplayName"] = "庁内認証", ["OpenId:DisplayNameEnglish"] = "Office login", ["OpenId:SecondFactorMethods:0"] = "mfa",
        };
        foreach (var (name, value) in settings)
            all[name] = value;
        return new OpenIdCase(new Portal(settings: all, clock: clock), provider);
    }

    public ProviderBrowser Browser() => new(Portal, Provider);

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await Provider.DisposeAsync();
    }

    /// <summary>Binds the person's account without going through an invitation.</summary>
    /// <param name="issuer">Null for the provider of the case.</param>
    public async Task BindAsync(PersonId person, string subject, string? issuer = null)
    {
        var account = await Portal.AccountOfAsync(person);
        await using var db = Portal.Open(Reader.Nobody);
        db.UserLogins.Add(new IdentityUserLogin<Guid> { UserId = account.Id, LoginProvider = issuer ?? Provider.Authority, ProviderKey = subject });
        await db.SaveChangesAsync(Ct);
        Provider.Person = new ProviderPerson(subject) { Methods = ["pwd", "mfa"] };
    }

    /// <summary>The address of the provider's button on the page of an invitation of the person.</summary>
    public async Task<string> InvitationAsync(PersonId person)
    {
        var account = await Portal.AccountOfAsync(person);
        var token = Portal.Services.GetRequiredService<Invitations>().TokenFor(account);
        return "/account/openid?invitation=" + Uri.EscapeDataString(token);
    }

    public async Task<Account> AccountAsync(PersonId person)
    {
        await using var db = Portal.Open(Reader.Nobody);
        return await db.Users.AsNoTracking().SingleAsync(a => a.PersonId == person, Ct);
    }

    public async Task ChangeAsync(PersonId person, Action<Account> change)
    {
        await using var db = Portal.Open(Reader.Nobody);
        change(await db.Users.SingleAsync(a => a.PersonId == person, Ct));
        await db.SaveChangesAsync(Ct);
    }

    /// <summary>What the journal has of the kinds, in order.</summary>
    public async Task<List<string>> ActionsAsync(string prefix)
    {
        await using var db = Portal.Open(Reader.Nobody);
        return await db.Journal.Where(j => j.Action.StartsWith(prefix)).OrderBy(j => j.At).Select(j => j.Action).ToListAsync(Ct);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
