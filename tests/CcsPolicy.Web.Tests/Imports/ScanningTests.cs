using System.Text;
using AngleSharp.Html.Dom;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Commands.Doctor;
using CcsPolicy.Web.Imports;
using CcsPolicy.Web.Imports.Scanning;
using CcsPolicy.Web.Shell;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace CcsPolicy.Web.Tests.Imports;

/// <summary>Files are looked through by a server that speaks the protocol of clamd, before they are read; what nobody has looked through is not kept.</summary>
public sealed class ScanningTests : IAsyncDisposable
{
    private const string Policy = "鍵管理規程\n制定　令和6年9月10日\n第1条（目的） 乙を定める。\n附則\nこの規程は、令和6年10月1日から施行する。\n";

    private readonly FakeClamd clamd = new();

    public ValueTask DisposeAsync() => clamd.DisposeAsync();

    [Fact]
    [Trait("ASVS", "V5.4.3")]
    public async Task A_file_with_malware_is_refused_a_clean_one_is_kept_and_of_one_that_nobody_looked_through_only_the_text()
    {
        await using var portal = new Portal(settings: new Dictionary<string, string> { [MalwareScanner.ClamdSetting] = clamd.Address });
        await portal.AddDepartmentAsync("10", "総務課");
        using var client = await portal.SignedInAsync(await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        using var admin = await portal.SignedInAsync(await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator));

        var bad = await SentAsync(client, [.. Encoding.UTF8.GetBytes(Policy), .. MalwareScanner.TestPattern]);
        Assert.Equal(ImportErrors.Malware.Japanese, bad.QuerySelector("#file-error")!.TextContent);
        Assert.DoesNotContain("鍵管理規程", bad.QuerySelector("#text")!.TextContent, StringComparison.Ordinal);
        var list = await (await admin.PostFileAsync("/admin/people/import", "roster", "File", "roster.csv", MalwareScanner.TestPattern)).PageAsync();
        Assert.Equal(ImportErrors.Malware.Japanese, list.QuerySelector("#file-error")!.TextContent);

        // As it was sent, whole and in pieces.
        var large = Encoding.UTF8.GetBytes(Policy + string.Concat(Enumerable.Repeat("第2条　丙を定める。\n", 5_000)));
        var good = await SentAsync(client, large);
        Assert.Equal(large, clamd.Received.Last());
        Assert.NotEqual("", Shelf(good));

        clamd.Says = "INSTREAM size limit exceeded. ERROR";
        var unseen = await SentAsync(client, Encoding.UTF8.GetBytes(Policy));
        Assert.Equal("", Shelf(unseen));
        Assert.Contains("元のファイルは保管せず", unseen.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await clamd.StopAsync();
        var away = await SentAsync(client, Encoding.UTF8.GetBytes(Policy));
        Assert.Equal("", Shelf(away));
    }

    [Fact]
    [Trait("ASVS", "V5.4.3")]
    public async Task Only_the_very_word_says_that_nothing_was_found()
    {
        var scanner = new ClamdScanner(clamd.Address);
        Assert.Null(await scanner.FaultAsync(Ct));
        foreach (var odd in new[] { "", "OK", "stream: OK ", "UNKNOWN COMMAND", "stream: Can't allocate memory ERROR", "stream: FOUND" })
        {
            clamd.Says = odd;
            Assert.Equal(ScanOutcome.NotLooked, (await scanner.LookAsync(new byte[10], Ct)).Outcome);
        }
        clamd.Says = "stream: OK";
        Assert.Contains("EICAR", await scanner.FaultAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(ScanOutcome.NotLooked, (await new ClamdScanner("tcp://127.0.0.1:1").LookAsync(new byte[10], Ct)).Outcome);
        Assert.Throws<FormatException>(() => new ClamdScanner("127.0.0.1:3310"));
        if (OperatingSystem.IsWindows())
            return;
        var path = Path.Combine(Path.GetTempPath(), $"clamd-{Guid.NewGuid():N}");
        await using (var socket = new FakeClamd(path))
            Assert.Null(await new ClamdScanner(socket.Address).FaultAsync(Ct));
        File.Delete(path);
    }

    [Theory]
    [InlineData("tcp://127.0.0.1:3310", true)]
    [InlineData("tcp://localhost:3310", true)]
    [InlineData("unix:/run/clamav/clamd.ctl", true)]
    [InlineData("tcp://192.0.2.7:3310", false)]
    [InlineData("clamd", false)]
    [Trait("ASVS", "V5.4.3"), Trait("ASVS", "V12.3.1")]
    public void What_is_looked_through_passes_no_wire(string address, bool may) =>
        Assert.Equal(may ? 0 : 1, Surroundings.FaultsOf(new StorageOptions { KeyFolder = "/none" }, new ConfigurationBuilder().AddInMemoryCollection([.. Access.SurroundingsTests.Sound, new(MalwareScanner.ClamdSetting, address)]).Build()).Count());

    [Fact]
    public async Task Without_a_scanner_the_page_and_the_doctor_say_that_no_file_is_kept()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var portal = new Portal();
        await portal.AddDepartmentAsync("10", "総務課");
        using var client = await portal.SignedInAsync(await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        Assert.Contains("ファイルそのものは保管されません", (await client.PageAsync(SiteUrls.Import)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("", Shelf(await SentAsync(client, Encoding.UTF8.GetBytes(Policy))));
        Assert.Contains(await new Examination(portal.Services).RunAsync(Ct), found => found.Weight == Weight.Warning && found.English.Contains(MalwareScanner.ClamdSetting, StringComparison.Ordinal));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<IHtmlDocument> SentAsync(HttpClient client, byte[] bytes) =>
        await (await client.PostFileAsync(SiteUrls.Import, "import", "Source", "鍵管理規程.txt", bytes, ("Form.Act", "read"))).PageAsync();

    private static string Shelf(IHtmlDocument page) => page.QuerySelector("input[name='Form.Shelf']")!.GetAttribute("value") ?? "";
}
