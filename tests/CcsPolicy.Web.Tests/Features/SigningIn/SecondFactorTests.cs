using CcsPolicy.Domain.Access;
using System.Net;
using System.Text;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Features.SigningIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.SigningIn;

public sealed class SecondFactorTests : IAsyncDisposable
{
    private const string Password = "kawabe no aoi 鉛筆 十二本";
    private readonly Portal portal = new();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_examples_of_RFC_6238(long seconds, string code) =>
        Assert.Equal(code, TimeCode.At(Encoding.ASCII.GetBytes("12345678901234567890"), seconds / 30));

    [Fact]
    [Trait("ASVS", "V6.5.5")]
    public void A_code_is_good_for_the_thirty_seconds_of_its_step()
    {
        var (key, start) = ("12345678901234567890"u8.ToArray(), DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
        var code = TimeCode.At(key, TimeCode.StepOf(start));
        foreach (var (after, good, near) in new[] { (-30.001, false, false), (-0.001, false, true), (0, true, false), (29.999, true, false), (30, false, true), (60, false, false) })
        {
            Assert.Equal(good, TimeCode.StepThatMatches(key, code, start.AddSeconds(after), 0) is not null);
            Assert.Equal(near, TimeCode.IsNear(key, code, start.AddSeconds(after)));
        }
        Assert.Null(TimeCode.StepThatMatches(key, code, start, TimeCode.StepOf(start)));
    }

    [Fact]
    [Trait("ASVS", "V6.3.3")]
    public async Task Nobody_gets_anything_before_the_second_factor_is_set()
    {
        var staff = await portal.AddPersonAsync("職員 太郎", []);
        using var client = await portal.SignedInAsync(staff, Sessions.Password);
        Assert.Equal("/account/second-factor", (await client.GetAsync("/", Ct)).Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account/second-factor", Ct)).StatusCode);
    }

    [Fact]
    public async Task In_the_relaxed_setting_staff_without_role_and_grant_may_leave_it_out_until_they_get_one()
    {
        await using var relaxed = new Portal(settings: new Dictionary<string, string> { ["Security:SecondFactor"] = "StaffWithoutProceduresMayOmit" });
        var officer = await relaxed.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        var staff = await relaxed.AddPersonAsync("職員 太郎", []);
        using var client = await relaxed.SignedInAsync(officer, Sessions.Password);
        Assert.Equal("/account/second-factor", (await client.GetAsync("/custody/standards", Ct)).Headers.Location?.ToString());
        using var plain = await relaxed.SignedInAsync(staff, Sessions.Password);
        Assert.Equal(HttpStatusCode.OK, (await plain.GetAsync("/", Ct)).StatusCode);

        var shelf = await Shelf.OpenAsync(relaxed.Databases);
        await shelf.GrantAsync(await shelf.DocumentAsync(Tier.Procedure, "SP-1", "復旧手順"), staff);
        Assert.Equal("/account/second-factor", (await plain.GetAsync("/", Ct)).Headers.Location?.ToString());
    }

    [Fact]
    public async Task In_the_relaxed_setting_nobody_learns_from_accounts_or_journal_who_had_to_set_a_second_factor()
    {
        await using var relaxed = new Portal(settings: new Dictionary<string, string> { ["Security:SecondFactor"] = "StaffWithoutProceduresMayOmit" });
        var (admin, auditor) = (await relaxed.AddPersonAsync("管理 一郎", Role.SystemAdministrator), await relaxed.AddPersonAsync("監査 二郎", Role.Auditor));
        var staff = await relaxed.AddPersonAsync("職員 太郎", []);
        var account = await relaxed.AccountOfAsync(staff, Password);
        using var theirs = await relaxed.SignedInAsync(staff, Sessions.Password);
        var before = await SeenAsync();
        var shelf = await Shelf.OpenAsync(relaxed.Databases);
        await shelf.GrantAsync(await shelf.DocumentAsync(Tier.Procedure, "SP-1", "復旧手順"), staff);
        relaxed.Clock.Advance(TimeSpan.FromMinutes(2));
        var page = await theirs.PageAsync("/account/second-factor");
        var key = TypedKey.BytesOf(page.QuerySelector(".typed-key")!.TextContent);
        await theirs.PostFormAsync(page, "/account/second-factor", "second-factor", ("NewCode", TimeCode.At(key, TimeCode.StepOf(relaxed.Clock.GetUtcNow()))));
        Assert.Equal(HttpStatusCode.OK, (await theirs.GetAsync("/account/passkeys", Ct)).StatusCode);
        Assert.Equal(before, await SeenAsync());

        // Words alone: stamps, tokens and what the shelf itself registered differ by nature.
        async Task<string> SeenAsync()
        {
            using var administering = await relaxed.SignedInAsync(admin);
            using var auditing = await relaxed.SignedInAsync(auditor);
            var list = (await administering.PageAsync("/admin/accounts")).QuerySelectorAll("main tbody tr").Where(row => row.TextContent.Contains("職員 太郎", StringComparison.Ordinal));
            var one = (await administering.PageAsync("/admin/accounts/" + account.Id.ToString("N"))).QuerySelectorAll("main dl, main .task-title, main .task-note time:first-of-type");
            var facts = new[] { await administering.PageAsync("/journal"), await auditing.PageAsync("/journal") }.SelectMany(journal => journal.QuerySelectorAll("main tbody tr"))
                .Where(row => row.TextContent.Contains("職員 太郎", StringComparison.Ordinal));
            return string.Join('\n', list.Concat(one).Concat(facts).Select(element => element.TextContent));
        }
    }

    [Fact]
    [Trait("ASVS", "V6.5.8")]
    public async Task A_code_of_the_half_minute_before_or_of_the_next_one_confirms_nothing_and_counts_as_no_wrong_try()
    {
        var person = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        await portal.AccountOfAsync(person, Password);
        var key = portal.Ids.NextBytes(TimeCode.KeyLength);
        await using (var db = portal.Open(Reader.Nobody))
        {
            await portal.Services.GetRequiredService<SecondFactor>().SetAsync(db, await db.Users.SingleAsync(one => one.PersonId == person, Ct), key, 0, Ct);
            await db.SaveChangesAsync(Ct);
        }
        using var client = await portal.SignedInAsync(person);
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var (steps, wrong) in new[] { (1, 0), (-1, 0), (-8, 1) })
        {
            var code = TimeCode.At(key, TimeCode.StepOf(portal.Clock.GetUtcNow()) + steps);
            Assert.NotNull((await (await client.PostFormAsync("/account/confirm", "confirm", ("Code", code))).PageAsync()).QuerySelector(".error-summary"));
            await using var db = portal.Open(Reader.Nobody);
            Assert.Equal(wrong, (await db.Users.SingleAsync(one => one.PersonId == person, Ct)).AccessFailedCount);
        }
    }

    [Fact]
    [Trait("ASVS", "V6.5.1")]
    [Trait("ASVS", "V6.5.8")]
    [Trait("ASVS", "V6.5.2"), Trait("ASVS", "V6.5.4")]
    public async Task A_code_signs_in_once_and_a_recovery_code_once()
    {
        var person = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        await portal.AccountOfAsync(person, Password);
        using var client = portal.Anonymous();
        await client.PostFormAsync("/account/sign-in", "sign-in", ("Name", "T0001"), ("Password", Password));
        var page = await client.PageAsync("/account/second-factor");
        Assert.NotNull(page.QuerySelector("svg[role=img] path"));
        var key = TypedKey.BytesOf(page.QuerySelector(".typed-key")!.TextContent);
        var shown = await (await client.PostFormAsync(page, "/account/second-factor", "second-factor", ("NewCode", Code(key)))).PageAsync();
        var recovery = shown.QuerySelectorAll(".recovery-codes code").Select(code => code.TextContent).ToList();
        Assert.Equal(10, recovery.Count);
        // 24 signs of 32: 120 random bits, so that a plain hash is enough; nothing else of them is kept.
        Assert.All(recovery, code => Assert.Matches("^([a-z2-7]{4}-){5}[a-z2-7]{4}$", code));
        Assert.Equal(10, recovery.Select(code => code[..9]).Distinct().Count());
        await using (var db = portal.Open(Reader.Nobody))
        {
            var kept = (await db.UserTokens.SingleAsync(token => token.Name == "recovery-codes", Ct)).Value!.Split(' ');
            Assert.All(kept, hash => Assert.Matches("^[0-9a-f]{64}$", hash));
            Assert.Equal(10, kept.Distinct().Count());
        }
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/custody/standards", Ct)).StatusCode);

        // The code that set it up is used up; the next one works once.
        Assert.False(await SignInAsync(Code(key)));
        portal.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(await SignInAsync(Code(key)));
        Assert.False(await SignInAsync(Code(key)));
        Assert.True(await SignInAsync(recovery[3].ToUpperInvariant()));
        Assert.False(await SignInAsync(recovery[3]));
    }

    [Fact]
    [Trait("ASVS", "V6.7.2")]
    public async Task What_a_passkey_is_asked_to_sign_is_random_and_never_the_same()
    {
        using var client = await portal.SignedInAsync(await portal.AddPersonAsync("職員 太郎", []));
        var asked = new List<string>();
        for (var time = 0; time < 2; time++)
        {
            var options = (await client.PageAsync("/account/passkeys")).QuerySelector("form[data-passkey=create]")!.GetAttribute("data-options")!;
            asked.Add(System.Text.Json.JsonDocument.Parse(options).RootElement.GetProperty("challenge").GetString()!);
        }
        Assert.All(asked, challenge => Assert.True(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(challenge).Length >= 16));
        Assert.Equal(2, asked.Distinct().Count());
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Code(byte[] key) => TimeCode.At(key, TimeCode.StepOf(portal.Clock.GetUtcNow()));

    private async Task<bool> SignInAsync(string code)
    {
        using var client = portal.Anonymous();
        var first = await client.PostFormAsync("/account/sign-in", "sign-in", ("Name", "T0001"), ("Password", Password));
        Assert.Contains("/account/sign-in/code", first.Headers.Location?.ToString(), StringComparison.Ordinal);
        return (await client.PostFormAsync("/account/sign-in/code", "sign-in-code", ("Code", code))).StatusCode == HttpStatusCode.Redirect;
    }
}
