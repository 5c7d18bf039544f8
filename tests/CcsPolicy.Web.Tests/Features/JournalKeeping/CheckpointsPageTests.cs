using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Features.JournalKeeping;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.JournalKeeping;

public sealed class CheckpointsPageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_says_how_much_is_signed_and_carries_the_sheet_to_print()
    {
        using var places = new Places();
        await using var portal = new Portal(settings: places.Settings);
        var auditor = await portal.AddPersonAsync("監査 花子", Role.Auditor);
        using var client = await portal.SignedInAsync(auditor);
        var keeper = portal.Services.GetRequiredService<JournalKeeper>();
        var before = await client.PageAsync(SiteUrls.Checkpoints);
        Assert.Null(before.QuerySelector(".checkpoint-note"));
        Assert.DoesNotContain("署名待ち0件", Tight(before.QuerySelector(".figures")!.TextContent), StringComparison.Ordinal);

        await keeper.TurnAsync(Ct);
        var page = await client.PageAsync(SiteUrls.Checkpoints);
        var note = SignedNote.TryParse(page.QuerySelector(".checkpoint-note")!.TextContent)!;
        Assert.True(note.IsSignedBy(portal.Services.GetRequiredService<JournalKey>().Key));
        Assert.Equal(new CheckpointFolder(places.One).Last(CheckpointFolder.General)!.Text, note.Text);
        Assert.Contains("署名待ち0件", Tight(page.QuerySelector(".figures")!.TextContent), StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll("tbody tr").Count(row => row.TextContent.Contains("届いている", StringComparison.Ordinal)));
        Assert.NotNull(page.QuerySelector(".qr svg[aria-label]"));
        Assert.Null(page.QuerySelector(".notice"));
    }

    [Fact]
    public async Task What_the_portal_finds_when_it_verifies_itself_and_a_signature_that_is_late_are_told()
    {
        using var places = new Places();
        await using var portal = new Portal(settings: places.Settings);
        var auditor = await portal.AddPersonAsync("監査 花子", Role.Auditor);
        using var client = await portal.SignedInAsync(auditor);
        var (keeper, watch) = (portal.Services.GetRequiredService<JournalKeeper>(), portal.Services.GetRequiredService<JournalWatch>());
        await keeper.TurnAsync(Ct);
        Assert.Contains("まだしていません", (await client.PageAsync(SiteUrls.Checkpoints)).Body!.TextContent, StringComparison.Ordinal);
        await watch.VerifyAsync(Ct);
        var page = await client.PageAsync(SiteUrls.Checkpoints);
        Assert.Contains("最後の検証：異状なし", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(".notice"));

        await TamperAsync(portal, "UPDATE People SET Name = Name || 'x'");
        await watch.VerifyAsync(Ct);
        Assert.Contains("食い違うもの", (await client.PageAsync(SiteUrls.Checkpoints)).QuerySelector(".notice-bad")!.TextContent, StringComparison.Ordinal);

        // Entries that nobody signs any more.
        await portal.AddPersonAsync("職員 次郎");
        portal.Clock.Advance(TimeSpan.FromMinutes(11));
        page = await client.PageAsync(SiteUrls.Checkpoints);
        Assert.Contains(page.QuerySelectorAll(".notice-bad"), notice => notice.TextContent.Contains("10分を過ぎても", StringComparison.Ordinal));
        await portal.AddPersonAsync("職員 三郎");
        await TamperAsync(portal, "INSERT INTO Journal (Id, Log, At, Action, Bytes) SELECT 'BBBBBBBB-BBBB-4BBB-BBBB-000000000001', 'General', MAX(At), 'x', x'00' FROM Journal");
        await keeper.TurnAsync(Ct);
        Assert.Contains((await client.PageAsync(SiteUrls.Checkpoints)).QuerySelectorAll(".notice-bad"), notice => notice.TextContent.Contains("1件", StringComparison.Ordinal));
    }

    private static async Task TamperAsync(Portal portal, string sql)
    {
        await using var db = portal.Open(Reader.Nobody);
        await db.Database.ExecuteSqlRawAsync(sql, Ct);
    }

    [Fact]
    public async Task A_place_that_is_missing_and_a_journal_that_differs_are_told()
    {
        using var places = new Places();
        await using var portal = new Portal(settings: new Dictionary<string, string> { ["Journal:Folders:0"] = places.One });
        var auditor = await portal.AddPersonAsync("監査 花子", Role.Auditor);
        using var client = await portal.SignedInAsync(auditor);
        var keeper = portal.Services.GetRequiredService<JournalKeeper>();
        await keeper.TurnAsync(Ct);
        Assert.Contains("一つだけ", (await client.PageAsync(SiteUrls.Checkpoints)).QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);

        // Somebody puts a checkpoint of another journal in its place.
        foreach (var file in Directory.GetFiles(places.One, "general-*.notes"))
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Ct)).Replace("\nat ", "\nat", StringComparison.Ordinal), Ct);
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await keeper.TurnAsync(Ct);
        Assert.Contains("控えと合いません", (await client.PageAsync(SiteUrls.Checkpoints)).QuerySelector(".notice-bad")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>Production refuses to begin what nothing outside could show.</summary>
    [Theory]
    [InlineData("Production", 0, false, false)]
    [InlineData("Production", 0, true, false)]
    [InlineData("Production", 1, false, false)]
    [InlineData("Production", 1, true, true)]
    [InlineData("Production", 2, false, true)]
    // The same one twice, as it is written and by a link.
    [InlineData("Production", -2, false, false)]
    [InlineData("Production", -3, false, false)]
    [InlineData("Production", -3, true, true)]
    [InlineData("Development", 0, false, true)]
    public async Task The_portal_starts_with_two_places_of_which_one_may_be_paper(string environment, int folders, bool printed, bool starts)
    {
        using var places = new Places();
        var services = new ServiceCollection().AddSingleton<IHostEnvironment>(new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { EnvironmentName = environment });
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Access.SurroundingsTests.Sound).Build());
        services.AddJournalKeeping();
        List<string> named = folders switch { -2 => ["place", "other/../place/"], -3 => [places.One, places.LinkToOne()], _ => [.. Enumerable.Range(0, folders).Select(number => $"place-{number}")] };
        services.Configure<StorageOptions>(storage => storage.DataFolder = Path.GetTempPath());
        services.Configure<JournalOptions>(journal => (journal.Folders, journal.PrintedSheet) = (named, printed));
        await using var provider = services.BuildServiceProvider();
        if (starts)
            await Surroundings.CheckAsync(provider);
        else
            Assert.Contains("Journal:Folders", Assert.Single((await Assert.ThrowsAsync<UnsafeSurroundingsException>(() => Surroundings.CheckAsync(provider))).Faults).English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_not_read_the_journal_has_no_page_of_checkpoints()
    {
        await using var portal = new Portal();
        using var client = await portal.SignedInAsync(await portal.AddPersonAsync("職員 六子"));
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await client.GetAsync(SiteUrls.Checkpoints, Ct)).StatusCode);
    }

    private static string Tight(string words) => string.Concat(words.Where(letter => !char.IsWhiteSpace(letter)));

    private sealed class Places : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ccspolicy-places-");

        public string One => Path.Combine(folder.FullName, "one");

        public string LinkToOne() => Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "link"), Directory.CreateDirectory(One).FullName).FullName;

        public Dictionary<string, string> Settings => new() { ["Journal:Folders:0"] = One, ["Journal:Folders:1"] = Path.Combine(folder.FullName, "two") };

        public void Dispose() => folder.Delete(recursive: true);
    }
}
