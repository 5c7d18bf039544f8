using System.Net;
using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.SigningIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.SigningIn;

/// <summary>一度だけの符号。A code sent twice at the same moment serves once, as it does when it is sent one time after the other.</summary>
public sealed class CodesAtOnceTests : IAsyncDisposable
{
    private const string Password = "kawabe no aoi 鉛筆 十二本";
    private readonly BothAtOnce gate = new();
    private readonly Portal portal;

    public CodesAtOnceTests() => portal = new Portal(substitute: services => services.AddSingleton<IInterceptor>(gate));

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("ASVS", "V6.5.1"), Trait("ASVS", "V15.4.2")]
    public async Task A_code_signs_one_of_two_in_and_the_other_try_is_counted(bool recovery)
    {
        var (person, code) = await PersonAsync(recovery);
        using var one = portal.Anonymous();
        using var other = portal.Anonymous();
        foreach (var client in (HttpClient[])[one, other])
            await client.PostFormAsync("/account/sign-in", "sign-in", ("Name", "T0001"), ("Password", Password));
        await OneOfTwoAsync(person, await AtOnceAsync(one, other, "/account/sign-in/code", "sign-in-code", code), SigningInErrors.CodeRefused.Japanese, "account.signed-in");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("ASVS", "V6.5.1"), Trait("ASVS", "V15.4.2")]
    public async Task A_code_confirms_one_of_two_sessions_and_the_other_try_is_counted(bool recovery)
    {
        var (person, code) = await PersonAsync(recovery);
        using var one = await portal.SignedInAsync(person);
        using var other = await portal.SignedInAsync(person);
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        await OneOfTwoAsync(person, await AtOnceAsync(one, other, "/account/confirm", "confirm", code), SigningInErrors.NotConfirmed.Japanese, entry: null);
        await using var db = portal.Open(Reader.Nobody);
        Assert.Equal(1, await db.Sessions.CountAsync(session => session.ConfirmedAt > session.OpenedAt, Ct));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("ASVS", "V7.4.3"), Trait("ASVS", "V15.4.2")]
    public async Task A_code_changes_the_second_factor_of_one_of_two_sessions_which_ends_the_other(bool recovery)
    {
        var (person, code) = await PersonAsync(recovery);
        using var one = await portal.SignedInAsync(person);
        using var other = await portal.SignedInAsync(person);
        gate.Close(ChangesASession);
        var answers = await Task.WhenAll(new[] { one, other }.Select(async client =>
        {
            var page = await client.PageAsync("/account/second-factor");
            var key = TypedKey.BytesOf(page.QuerySelector(".typed-key")!.TextContent);
            return await (await client.PostFormAsync(page, "/account/second-factor", "second-factor", ("PresentCode", code), ("NewCode", Now(key)))).PageAsync();
        }));
        var refused = Assert.Single(answers, page => page.QuerySelector(".recovery-codes") is null);
        Assert.Contains(SigningInErrors.CodeRefused.Japanese, refused.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        await using var db = portal.Open(Reader.Nobody);
        Assert.Equal(1, await db.Journal.CountAsync(one => one.Action == "account.second-factor-set", Ct));
        Assert.Equal(1, await db.Sessions.CountAsync(one => db.Users.Any(account => account.Id == one.AccountId && account.SecurityStamp == one.Stamp) && one.EndedAt == null, Ct));
    }

    /// <summary>The last of two factors stays, also when both are taken away at the same moment.</summary>
    [Fact]
    public async Task Of_two_passkeys_taken_away_at_the_same_moment_the_last_one_stays()
    {
        var person = await portal.AddPersonAsync("佐藤 花子", []);
        await portal.AccountOfAsync(person, Password);
        using var one = await portal.SignedInAsync(person);
        using var other = await portal.SignedInAsync(person);
        await using (var db = portal.Open(Reader.Nobody))
        {
            var account = await db.Users.SingleAsync(account => account.PersonId == person, Ct);
            account.TwoFactorEnabled = true;
            await db.UserTokens.Where(token => token.UserId == account.Id).ExecuteDeleteAsync(Ct);
            foreach (var number in (byte[])[1, 2])
                db.UserPasskeys.Add(new() { UserId = account.Id, CredentialId = [number], Data = new() { PublicKey = [number], Name = "鍵", AttestationObject = [], ClientDataJson = [] } });
            await db.SaveChangesAsync(Ct);
        }
        var pages = await Task.WhenAll(one.PageAsync("/account/passkeys"), other.PageAsync("/account/passkeys"));
        Assert.All(pages, page => Assert.Equal(2, page.QuerySelectorAll("button[name=Passkey]").Length));
        var keys = pages[0].QuerySelectorAll("button[name=Passkey]").Select(button => button.GetAttribute("value")!).ToList();
        gate.Close(ChangesASession);
        var answers = await Task.WhenAll(one.PostFormAsync(pages[0], "/account/passkeys", "remove-passkey", ("Passkey", keys[0])), other.PostFormAsync(pages[1], "/account/passkeys", "remove-passkey", ("Passkey", keys[1])));
        // The one that is served ends the session of the other.
        Assert.Single(answers, answer => (int)answer.StatusCode < 400);
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Forbidden);
        await using var after = portal.Open(Reader.Nobody);
        Assert.Equal(1, await after.UserPasskeys.CountAsync(Ct));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Now(byte[] key) => TimeCode.At(key, TimeCode.StepOf(portal.Clock.GetUtcNow()));

    private static bool ChangesASession(PolicyDb db) => db.ChangeTracker.Entries<AccountSession>().Any(entry => entry.State is EntityState.Added or EntityState.Modified);

    private async Task<HttpResponseMessage[]> AtOnceAsync(HttpClient one, HttpClient other, string url, string form, string code)
    {
        gate.Close(ChangesASession);
        return await Task.WhenAll(one.PostFormAsync(url, form, ("Code", code)), other.PostFormAsync(url, form, ("Code", code)));
    }

    private async Task OneOfTwoAsync(PersonId person, HttpResponseMessage[] answers, string refusal, string? entry)
    {
        var refused = Assert.Single(answers, answer => answer.StatusCode != HttpStatusCode.Redirect);
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Contains(refusal, (await refused.PageAsync()).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        await using var db = portal.Open(Reader.Nobody);
        Assert.Equal(1, (await db.Users.SingleAsync(one => one.PersonId == person, Ct)).AccessFailedCount);
        if (entry is not null)
            Assert.Equal(1, await db.Journal.CountAsync(one => one.Action == entry, Ct));
        Assert.Equal(1, await db.Journal.CountAsync(one => one.Action == "account.sign-in-refused", Ct));
    }

    private async Task<(PersonId Person, string Code)> PersonAsync(bool recovery)
    {
        var person = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        await portal.AccountOfAsync(person, Password);
        var key = portal.Ids.NextBytes(TimeCode.KeyLength);
        await using var db = portal.Open(Reader.Nobody);
        var codes = await portal.Services.GetRequiredService<SecondFactor>().SetAsync(db, await db.Users.SingleAsync(one => one.PersonId == person, Ct), key, 0, Ct);
        await db.SaveChangesAsync(Ct);
        return (person, recovery ? codes[0] : Now(key));
    }
}
