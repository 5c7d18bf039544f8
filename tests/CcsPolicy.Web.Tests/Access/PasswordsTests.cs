using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Identity;
using Xunit;

namespace CcsPolicy.Web.Tests.Access;

public sealed class PasswordsTests
{
    private static readonly Person Hanako = new() { Id = PersonId.From(Guid.NewGuid()), StaffNumber = "20315", Name = "葛城 花子", Kana = "かつらぎ はなこ", Mail = "h.katsuragi@example.jp" };

    [Theory]
    [InlineData("kawabe aoi empitsu junihon")]
    [InlineData("川辺の青い鉛筆が十二本もある朝")]
    [InlineData("correct horse battery staple")]
    [InlineData("x7#Qm!pL2v&Zr9Tw")]
    [Trait("ASVS", "V6.2.5")]
    public void A_password_of_fifteen_characters_that_is_near_to_nothing_is_taken(string password) => Assert.Null(Refusal(password));

    [Theory]
    [InlineData("password1234567890")]
    [InlineData("P@ssw0rdP@ssw0rd")]
    [InlineData("qwertyuiopasdfghjkl")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("123456789012345")]
    [InlineData("abcabcabcabcabcabc")]
    [InlineData("kyosaikumiai2026!!")]
    [InlineData("katsuragi-20260401")]
    [InlineData("共済組合共済組合共済組合共済組合")]
    [InlineData("1qaz2wsx3edc4rfv5tgb")]
    [InlineData("monkey!!2026-10-01")]
    [InlineData("ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ")]
    [Trait("ASVS", "V6.2.4"), Trait("ASVS", "V6.2.11")]
    public void A_password_that_is_tried_first_is_refused(string password) => Assert.Equal("account.password-guessable", Refusal(password)?.Code);

    [Fact]
    [Trait("ASVS", "V6.2.1"), Trait("ASVS", "V6.2.9")]
    public void Length_is_counted_in_characters_not_in_code_units()
    {
        var fourteen = string.Concat(Enumerable.Range(0, 14).Select(n => char.ConvertFromUtf32(0x20000 + (n * 7))));
        Assert.Equal("account.password-too-short", Refusal(fourteen)?.Code);
        Assert.NotEqual("account.password-too-short", Refusal(fourteen + "漢")?.Code);
        Assert.Null(Refusal("kawabe no aoi empitsu junihon wo kezuru asa ni tori ga naku natsu"));
        Assert.Equal("account.password-too-long", Refusal(string.Concat(Enumerable.Repeat("kawa aoi ", 15)))?.Code);
    }

    [Fact]
    public void The_list_of_common_passwords_holds_more_than_ten_thousand() => Assert.True(GuessablePasswords.CountOfList > 10_000);

    [Fact]
    [Trait("ASVS", "V6.2.8")]
    public async Task A_password_is_compared_exactly_as_it_was_typed()
    {
        using var check = new PasswordCheck(new PasswordHasher<Account>());
        var account = new Account();
        account.PasswordHash = check.Hash(account, " Kawabe no aoi é 鉛筆 ");
        Assert.True(await check.MatchesAsync(account, " Kawabe no aoi é 鉛筆 ", "somebody", TestContext.Current.CancellationToken));
        foreach (var near in new[] { "Kawabe no aoi é 鉛筆", " kawabe no aoi é 鉛筆 ", " Kawabe no aoi e\u0301 鉛筆 ", " Ｋawabe no aoi é 鉛筆 ", " Kawabe no aoi é 鉛筆 1" })
            Assert.False(await check.MatchesAsync(account, near, "somebody", TestContext.Current.CancellationToken), near);
        // No two that are too long to be anybody's are taken for one that is not.
        Assert.Equal("account.password-too-long", Refusal(new string('漢', 2000))?.Code);
        Assert.False(Refusal("\ud800 half a sign, and quite long") is { Code: "account.password-too-long" });
    }

    /// <summary>Whoever sends many at once waits for them, and others for one of them.</summary>
    [Fact]
    [Trait("ASVS", "V15.2.2")]
    public async Task Those_who_ask_take_turns()
    {
        var ct = TestContext.Current.CancellationToken;
        var slow = new FirstIsSlow();
        using var check = new PasswordCheck(slow);
        var account = new Account { PasswordHash = "hash" };
        var first = Task.Run(() => check.MatchesAsync(account, "one", "one", ct), ct);
        await slow.Begun.Task.WaitAsync(ct);
        var flood = Enumerable.Range(0, 40).Select(_ => check.MatchesAsync(account, "one", "one", ct)).ToList();
        var other = check.MatchesAsync(account, "other", "other", ct);
        slow.Ends.Set();
        await Task.WhenAll([first, other, .. flood]);
        Assert.InRange(slow.Compared.IndexOf("other"), 0, 2);
    }

    /// <summary>Notes who is compared, and holds the first until it is told to end.</summary>
    private sealed class FirstIsSlow : IPasswordHasher<Account>
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ManualResetEventSlim Ends { get; } = new();

        public List<string> Compared { get; } = [];

        public string HashPassword(Account user, string password) => "hash";

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            lock (Compared)
                Compared.Add(providedPassword);
            if (Begun.TrySetResult())
                Ends.Wait(TimeSpan.FromMinutes(1));
            return PasswordVerificationResult.Failed;
        }
    }

    [Fact]
    [Trait("ASVS", "V6.2.12")]
    public async Task A_password_that_has_leaked_is_refused_where_one_is_chosen()
    {
        // Nothing else is wrong with these.
        foreach (var leaked in new[] { "papaandthewhitehouse", "JadeDragonFlower" })
            Assert.Null(Refusal(leaked));
        Assert.True(BreachedPasswords.CountOfList > 9_000);
        await using var portal = new Portal();
        var person = await portal.AddPersonAsync("佐藤 花子", []);
        await portal.AccountOfAsync(person, "kawabe aoi empitsu junihon");
        using var client = await portal.SignedInAsync(person);
        Assert.Equal(PasswordErrors.Breached.Japanese, await ChosenAsync("papaandthewhitehouse"));
        Assert.Equal(PasswordErrors.Breached.Japanese, await ChosenAsync("JadeDragonFlower"));
        Assert.Null(await ChosenAsync("kawabe aoi empitsu jusanbon"));

        async Task<string?> ChosenAsync(string wanted) => (await (await client.PostFormAsync("/account/password", "password", ("Present", "kawabe aoi empitsu junihon"), ("Wanted", wanted), ("Repeated", wanted)))
            .PageAsync()).QuerySelector(".error-summary li")?.TextContent.Trim();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("ASVS", "V6.2.12")]
    public async Task The_list_of_hashes_that_the_office_has_laid_down_is_asked(bool inFolder)
    {
        var place = Directory.CreateTempSubdirectory("ccspolicy-leaked-").FullName;
        try
        {
            // As the downloader writes it: in order, with how often each was seen.
            var leaked = Enumerable.Range(0, 500).Select(n => $"a sentence that leaked, number {n}").Append("123456").ToList();
#pragma warning disable CA5350 // The list is one of SHA-1.
            var hashes = leaked.Select(one => Convert.ToHexString(System.Security.Cryptography.SHA1.HashData(System.Text.Encoding.UTF8.GetBytes(one)))).Order(StringComparer.Ordinal).ToList();
#pragma warning restore CA5350
            var file = Path.Combine(place, "pwned.txt");
            if (inFolder)
                foreach (var range in hashes.GroupBy(hash => hash[..5]))
                    await File.WriteAllLinesAsync(Path.Combine(place, range.Key + ".txt"), range.Select(hash => hash[5..] + ":3"), TestContext.Current.CancellationToken);
            else
                await File.WriteAllLinesAsync(file, hashes.Select((hash, n) => $"{hash}:{n * n * n}"), TestContext.Current.CancellationToken);
            var breached = new BreachedPasswords(Microsoft.Extensions.Options.Options.Create(new SecurityOptions { BreachedPasswords = inFolder ? place : file }));
            Assert.Null(breached.Fault());
            Assert.All(leaked, one => Assert.True(breached.Holds(one), one));
            if (inFolder)
                return;
            Assert.All(leaked, one => Assert.False(breached.Holds(one + "!"), one));
            await File.WriteAllLinesAsync(file, ["no list"], TestContext.Current.CancellationToken);
            Assert.NotNull(breached.Fault());
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    /// <summary>Rounds rise with the years: whoever signs in takes the new ones, without choosing another password.</summary>
    [Fact]
    public async Task A_hash_of_fewer_rounds_is_made_anew_when_its_password_is_right()
    {
        var account = new Account();
        account.PasswordHash = HasherOf(1_000).HashPassword(account, "kawabe aoi empitsu junihon");
        using var check = new PasswordCheck(HasherOf(2_000));
        var before = account.PasswordHash;
        Assert.False(await check.MatchesAsync(account, "kawabe aoi empitsu", "somebody", TestContext.Current.CancellationToken));
        Assert.Equal(before, account.PasswordHash);
        Assert.True(await check.MatchesAsync(account, "kawabe aoi empitsu junihon", "somebody", TestContext.Current.CancellationToken));
        Assert.NotEqual(before, account.PasswordHash);
        Assert.Equal(PasswordVerificationResult.Success, HasherOf(2_000).VerifyHashedPassword(account, account.PasswordHash, "kawabe aoi empitsu junihon"));

        static PasswordHasher<Account> HasherOf(int rounds) => new(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = rounds }));
    }

    private static DomainError? Refusal(string password) => PasswordErrors.Check(password, Hanako, "hanako");
}
