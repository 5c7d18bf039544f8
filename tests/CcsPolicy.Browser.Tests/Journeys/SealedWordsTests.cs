using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using CcsPolicy.Browser.Tests.Site;
using CcsPolicy.Data;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using Xunit;

namespace CcsPolicy.Browser.Tests.Journeys;

/// <summary>
/// 平文の捜索。A custodian writes, edits, searches and reads a procedure with words of its own; afterwards no file of the server (database, log of writes,
/// copy, backup, what was restored from it, logs, temporary files) and no store of the browser holds one of them, and with the key all of them are there.
/// </summary>
[Collection(nameof(DemoPortal))]
public sealed class SealedWordsTests(DemoPortal portal)
{
    /// <summary>Not sealed: the name of a department. Long enough that no way of writing it comes about by chance.</summary>
    private const string Open = "企画情報課";

    private const string InTitle = "鶯谷鍵束カナリア";
    private const string InText = "翡翠色の合言葉";
    private const string InDraft = "琥珀色の合言葉";
    private const string InFileName = "瑠璃色の原稿";
    private const string InReason = "珊瑚色の理由";

    private static readonly string[] Words = [InTitle, InText, InDraft, InFileName, InReason];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Words_of_a_procedure_lie_open_in_no_file_of_the_server_and_in_no_store_of_the_browser()
    {
        var profile = Directory.CreateTempSubdirectory("ccspolicy-profile-").FullName;
        var laidDown = new ConcurrentBag<string>();
        using var watcher = new FileSystemWatcher(ProductServer.Temporary) { EnableRaisingEvents = true };
        watcher.Created += (_, file) => laidDown.Add(file.FullPath);
        try
        {
            await using (var custodian = await portal.OpenProfileAsync(profile))
                await WriteReadAndSearchAsync(custodian);
            await PushLogsToDiskAsync();
            var copy = await CopyOfDatabaseAsync();
            var (backup, restored) = await BackUpAndRestoreAsync();

            // What was sent is sealed, and opens with the key for who may know it; so does what comes out of the backup.
            var databases = portal.Services.GetRequiredService<PolicyDbFactory>();
            Assert.Equal([InTitle, InDraft], await OpenedAsync(databases));
            Assert.Equal([InTitle, InDraft], await OpenedAsync(new PolicyDbFactory(databases.Setup with { ConnectionString = restored })));
            // The control of the search: an open word is found in the database and in its copy, an address in the logs and in the profile.
            Assert.Contains(Holding(portal.Folder, [Open]), file => file.EndsWith(".db", StringComparison.Ordinal));
            Assert.Contains(copy, Holding(portal.Folder, [Open]));
            // The backup holds not even what lies open in the database; what is restored from it does.
            Assert.DoesNotContain(backup, Holding(portal.Folder, [Open]));
            Assert.Contains(new SqliteConnectionStringBuilder(restored).DataSource, Holding(portal.Folder, [Open]));
            Assert.Contains(Holding(portal.Folder, ["POST /import"]), file => file.Contains("requests-", StringComparison.Ordinal));
            Assert.NotEmpty(Holding(profile, ["localhost"]));

            Assert.Empty(Holding(portal.Folder, Words));
            Assert.Empty(laidDown);
            Assert.Empty(Stores.SelectMany(store => Directory.EnumerateDirectories(profile, store, SearchOption.AllDirectories)).SelectMany(store => Holding(store, Words)));
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }

    /// <summary>Where a browser keeps what a site gives it. Its history of addresses and titles is the person's own and is not the site's to rule.</summary>
    private static readonly string[] Stores = ["Cache", "Cache_Data", "Code Cache", "Local Storage", "Session Storage", "IndexedDB", "Service Worker", "WebStorage", "File System", "databases", "blob_storage", "GPUCache"];

    private static async Task WriteReadAndSearchAsync(Window custodian)
    {
        var page = custodian.Page;
        await DemoPortal.SignInAsync(page, "custodian");
        await custodian.GoAsync(SiteUrls.Import);
        // Larger than what the framework holds in memory of its own accord.
        var text = new StringBuilder($"{InTitle}実施手順\n\n");
        for (var article = 1; article <= 900; article++)
            text.Append(CultureInfo.InvariantCulture, $"第{article}条　{InText}を、所属長は毎年度、番号{article}の帳簿に記して保管する。\n");
        await page.SetInputFilesAsync("#file", new FilePayload { Name = InFileName + ".txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(text.ToString()) });
        await custodian.FollowAsync(page.Locator("button[value=read]"));
        await page.Locator("input[name='Form.Purpose'][value=NewDocument]").CheckAsync();
        await page.Locator("#tier input[value=Procedure]").CheckAsync();
        await page.FillAsync("#code", "手順第77号");
        await page.SelectOptionAsync("#instrument", "Manual");
        await custodian.FollowAsync(page.Locator("button[value=save]"));
        var amendment = custodian.Here.Split('?')[0];
        Assert.Matches("^/amendments/[0-9a-f]{32}$", amendment);

        await custodian.GoAsync(amendment + "/edit");
        await page.Locator(".editor-row").Nth(0).ClickAsync();
        await page.FillAsync("#draft-words", $"第1条　{InDraft}を、所属長は帳簿に記す。");
        await Assertions.Expect(page.Locator("#draft-status")).ToHaveTextAsync("保存しました。");
        await custodian.GoAsync(amendment + "/submit");
        await page.FillAsync("#reason", InReason);
        var today = TokyoTime.DateOf(DateTimeOffset.UtcNow).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await page.FillAsync("#enacted", today);
        await page.FillAsync("#effective", today);
        await custodian.FollowAsync(page.Locator("main form button.button-primary"));
        Assert.Equal(amendment + "?done=submitted", custodian.Here);
        await custodian.GoAsync(SiteUrls.FindPage(InText, 1));
        // An address that fails, and one with words in its query, reach the logs.
        await custodian.GoAsync("/documents/" + Uri.EscapeDataString(InTitle));
        custodian.TakeComplaints();
    }

    /// <summary>Lines of requests are gathered before they are written; those of the journey are pushed out by others after them.</summary>
    private async Task PushLogsToDiskAsync()
    {
        using var client = new HttpClient { BaseAddress = new Uri(portal.Address) };
        for (var i = 0; i < 100; i++)
            Assert.Equal("ok", await client.GetStringAsync(SiteUrls.Live, Ct));
    }

    private async Task<string> CopyOfDatabaseAsync()
    {
        var copy = Path.Combine(portal.Folder, "copy.db");
        await using var connection = new SqliteConnection(portal.Services.GetRequiredService<PolicyDbSetup>().ConnectionString);
        await connection.OpenAsync(Ct);
        await using var vacuum = connection.CreateCommand();
        vacuum.CommandText = $"VACUUM INTO '{copy}'";
        await vacuum.ExecuteNonQueryAsync(Ct);
        return copy;
    }

    /// <summary>A backup by the product's own making, and what its own restoring makes of it; both lie below the folder that is searched.</summary>
    private async Task<(string Backup, string Restored)> BackUpAndRestoreAsync()
    {
        var backup = (await portal.Services.GetRequiredService<BackupMaking>().RunAsync(Ct)).File;
        Assert.StartsWith(portal.Folder, backup, StringComparison.Ordinal);
        var masters = MasterKeys.ReadOrCreate(portal.Services.GetRequiredService<IOptions<StorageOptions>>().Value.MasterKeyFile);
        var restored = await portal.Services.GetRequiredService<BackupRestoring>().RunAsync(new RestoreRequest(backup, Path.Combine(portal.Folder, "restored"), "", masters, [], []), Ct);
        return (backup, restored.ConnectionString);
    }

    private async Task<List<string>> OpenedAsync(PolicyDbFactory databases)
    {
        await using var accounts = databases.OpenFor(Reader.Nobody);
        var custodian = await accounts.Users.Where(a => a.UserName == "custodian").Select(a => a.PersonId).SingleAsync(Ct);
        await using var db = databases.OpenFor(await portal.Services.GetRequiredService<Readers>().TodayAsync(custodian, Ct));
        var document = (await db.Documents.AsNoTracking().ToListAsync(Ct)).Single(d => db.Open(d.Id, d.Title).Contains(InTitle, StringComparison.Ordinal));
        var steps = await db.DraftSteps.AsNoTracking().Where(step => step.DocumentId == document.Id).ToListAsync(Ct);
        return [InTitle, .. steps.Select(step => db.Open(document.Id, step.Operation)).Where(words => words.Contains(InDraft, StringComparison.Ordinal)).Select(_ => InDraft).Distinct()];
    }

    /// <summary>Files under the folder that hold one of the words in any of the ways in which words are written down.</summary>
    private static List<string> Holding(string folder, IEnumerable<string> words)
    {
        // What is shorter is found by chance; of a word of six signs and more every way of writing is kept.
        var patterns = words.SelectMany(Written).Where(pattern => pattern.Length >= 6).ToList();
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            if (patterns.Exists(pattern => bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(pattern) >= 0))
                found.Add(file);
        }
        return found;
    }

    private static IEnumerable<byte[]> Written(string word)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var utf8 = Encoding.UTF8.GetBytes(word);
        yield return utf8;
        yield return Encoding.Unicode.GetBytes(word);
        yield return Encoding.BigEndianUnicode.GetBytes(word);
        yield return Encoding.GetEncoding("shift_jis").GetBytes(word);
        yield return Encoding.ASCII.GetBytes(Uri.EscapeDataString(word));
        yield return Encoding.ASCII.GetBytes(string.Concat(word.Select(sign => sign < 128 ? sign.ToString() : $"\\u{(int)sign:x4}")));
        yield return Encoding.ASCII.GetBytes(string.Concat(word.Select(sign => sign < 128 ? sign.ToString() : $"\\u{(int)sign:X4}")));
        yield return Encoding.ASCII.GetBytes(string.Concat(word.Select(sign => $"&#x{(int)sign:X};")));
        // Base64 at each of its three positions, without the signs that depend on what stands before and after.
        foreach (var bytes in new[] { utf8, Encoding.Unicode.GetBytes(word) })
            for (var shift = 0; shift < 3; shift++)
                yield return Encoding.ASCII.GetBytes(Convert.ToBase64String([.. new byte[shift], .. bytes])[4..^4]);
    }
}
