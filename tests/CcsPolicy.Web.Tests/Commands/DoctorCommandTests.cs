using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CcsPolicy.Domain.Access;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Commands.Doctor;
using CcsPolicy.Web.Features.JournalKeeping;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace CcsPolicy.Web.Tests.Commands;

/// <summary>One installation that is as it should be, and each thing that goes wrong with one: the doctor tells it, says how to mend it, and changes nothing.</summary>
public sealed class DoctorCommandTests : IAsyncDisposable
{
    private readonly DirectoryInfo outside = Directory.CreateTempSubdirectory("ccspolicy-outside-");
    private readonly Portal portal;

    public DoctorCommandTests()
    {
        foreach (var name in new[] { "one", "two", "backups" })
            outside.CreateSubdirectory(name);
        portal = new Portal(settings: new Dictionary<string, string>
        {
            ["AllowedHosts"] = "localhost", ["urls"] = "https://localhost:443", ["Kestrel:Certificates:Default:Path"] = Certificate, ["Kestrel:Certificates:Default:Password"] = "pass",
            ["Journal:Folders:0"] = At("one"), ["Journal:Folders:1"] = At("two"), ["Backup:Folder"] = At("backups"),
        });
        WriteCertificate(90);
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        outside.Delete(recursive: true);
    }

    [Fact]
    [Trait("ASVS", "V12.2.2")]
    public async Task Each_fault_is_told_with_how_to_mend_it_and_a_sound_installation_has_none()
    {
        await portal.AddPersonAsync("佐藤 花子", []);
        var files = Directory.GetFileSystemEntries(outside.FullName, "*", SearchOption.AllDirectories);
        var (code, said) = await RunAsync();
        Assert.True(code == 0, said);
        Assert.Contains("異常 0 件", said, StringComparison.Ordinal);
        Assert.Equal(files, Directory.GetFileSystemEntries(outside.FullName, "*", SearchOption.AllDirectories));

        WriteCertificate(10);
        await ToldAsync(Weight.Warning, "ends on");
        WriteCertificate(-1);
        await ToldAsync(Weight.Fault, "not valid now");
        await File.WriteAllTextAsync(Certificate, "no certificate", Ct);
        await ToldAsync(Weight.Fault, "cannot be read");
        WriteCertificate(90);

        Assert.Contains(await LookAsync(_ => 900_000_000), found => found.Weight == Weight.Fault && found.English.Contains("Make room", StringComparison.Ordinal));
        Directory.Move(At("two"), At("away"));
        await ToldAsync(Weight.Fault, "Journal:Folders");
        Directory.Move(At("away"), At("two"));

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            await ToldAsync(Weight.Fault, "chmod 600");
            File.SetUnixFileMode(Keys, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        // The clock was set back, as after a dead battery.
        var now = portal.Clock.GetUtcNow();
        portal.Clock.AdjustTime(now.AddDays(-1));
        await ToldAsync(Weight.Fault, "behind the newest entry");
        portal.Clock.AdjustTime(now);

        await using (var connection = new SqliteConnection(portal.Databases.Setup.ConnectionString))
        {
            await connection.OpenAsync(Ct);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'trigger' LIMIT 1";
            var trigger = (string)(await command.ExecuteScalarAsync(Ct))!;
#pragma warning disable CA2100 // A name that the database itself gave.
            command.CommandText = $"DROP TRIGGER \"{trigger}\"";
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(Ct);
            await ToldAsync(Weight.Fault, trigger);
        }

        File.Move(Keys, Keys + ".away");
        await ToldAsync(Weight.Fault, "Do not start");
        Assert.False(File.Exists(Keys));
        File.Move(Keys + ".away", Keys);
        Assert.Equal(1, (await RunAsync()).Code);
    }

    [Fact]
    public async Task A_folder_beside_the_data_is_no_place_outside()
    {
        await portal.AddPersonAsync("佐藤 花子", []);
        var same = (await Examine(disk: _ => "here").RunAsync(Ct)).Where(found => found.Weight == Weight.Fault).ToList();
        Assert.Equal([At("one"), At("two")], same.Select(found => found.English.Split(' ')[0]));
        Assert.All(same, found => Assert.Contains("is on the disk of the folder of data", found.English, StringComparison.Ordinal));
        // By the system itself: the folders of this test are on one disk, unless somebody mounted another there.
        if (OperatingSystem.IsLinux())
            Assert.Equal(Disks.Of(outside.FullName), Disks.Of(portal.Folder));

        // A link leads back into the folder of data.
        Directory.Delete(At("two"));
        Directory.CreateSymbolicLink(At("two"), Directory.CreateDirectory(Path.Combine(portal.Folder, "two")).FullName);
        var within = Assert.Single(await LookAsync(), found => found.Weight == Weight.Fault);
        Assert.StartsWith(At("two") + " is in the folder of data", within.English, StringComparison.Ordinal);
        Assert.Contains("Journal:Folders", within.Japanese, StringComparison.Ordinal);
    }

    /// <summary>By a link, which its path shows, and by what no path shows: a mount, which the test cannot make, is seen by the same file that lies in both.</summary>
    [Fact]
    public async Task Two_names_of_one_folder_are_one_place()
    {
        await portal.AddPersonAsync("佐藤 花子", []);
        Assert.False(Disks.AreOne(At("one"), At("two")));
        Directory.Delete(At("two"));
        Directory.CreateSymbolicLink(At("two"), At("one"));
        Assert.True(Disks.AreOne(At("one"), At("two")));
        await ToldAsync(Weight.Fault, $"{At("two")} and {At("one")} are one folder");
        Assert.Empty(Directory.GetFileSystemEntries(At("one")));

        // Keys, too, lie where a link leads.
        Directory.Delete(At("backups"));
        Directory.CreateSymbolicLink(At("backups"), Path.Combine(portal.Folder, "keys"));
        await ToldAsync(Weight.Fault, "Keys and backups lie together");
    }

    [Theory]
    [InlineData("/srv/data", "8:1")]
    [InlineData("/srv", "8:1")]
    [InlineData("/mnt/other disk/checkpoints", "0:51")]
    [InlineData("/mnt/otherwise", "8:1")]
    [InlineData("/data", "8:1")]
    [InlineData("/data/inner/x", "8:17")]
    public void The_disk_of_a_folder_is_that_of_the_innermost_mount(string folder, string device) => Assert.Equal(device, Disks.Of(folder,
    [
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw", "30 22 0:51 / /mnt/other\\040disk rw - nfs4 files:/c rw", "31 22 8:1 /srv/data /data rw - ext4 /dev/sda1 rw", "32 31 8:17 / /data/inner rw - ext4 /dev/sdb1 rw",
    ]));

    /// <summary>As the kernel lays it out: a partition lies in the folder of its disk, and a volume names what it is made of.</summary>
    [Fact]
    public void Two_partitions_of_one_disk_and_a_volume_over_them_are_one_disk()
    {
        if (OperatingSystem.IsWindows())
            return;
        var devices = Directory.CreateDirectory(At("dev")).FullName;
        foreach (var (path, number, partition) in new[] { ("sda", "8:0", false), ("sda/sda1", "8:1", true), ("sda/sda2", "8:2", true), ("sdb", "8:16", false), ("dm-0", "253:0", false), ("dm-1", "253:1", false) })
        {
            var made = Directory.CreateDirectory(At("block/" + path)).FullName;
            File.WriteAllText(Path.Combine(made, "dev"), number + "\n");
            if (partition)
                File.WriteAllText(Path.Combine(made, "partition"), "1\n");
            Directory.CreateSymbolicLink(Path.Combine(devices, number), "../block/" + path);
        }
        foreach (var (volume, part) in new[] { ("dm-0", "sda/sda2"), ("dm-0", "sdb"), ("dm-1", "dm-0") })
            Directory.CreateSymbolicLink(Path.Combine(Directory.CreateDirectory(At($"block/{volume}/slaves")).FullName, Path.GetFileName(part)), "../../" + part);
        Assert.Equal(["8:0", "8:0", "8:0", "8:16", "8:0 8:16", "8:0 8:16", "0:51"], new[] { "8:0", "8:1", "8:2", "8:16", "253:0", "253:1", "0:51" }.Select(device => Disks.Whole(device, devices)));
        Assert.True(Disks.Shared(Disks.Whole("8:1", devices), Disks.Whole("253:1", devices)));
        Assert.False(Disks.Shared(Disks.Whole("8:16", devices), Disks.Whole("8:1", devices)));
        Assert.False(Disks.Shared(null, null));
    }

    /// <summary>Faults are told after a program was built: one that nobody has gone through for so long may hold one.</summary>
    [Fact]
    [Trait("ASVS", "V15.2.1")]
    public async Task A_program_whose_packages_were_gone_through_too_long_ago_is_told()
    {
        var built = System.Xml.Linq.XDocument.Load(Path.Combine(Shell.Repository.Root, "src", "Packages.props")).Descendants("PackagesLookedAt").Single().Value;
        Assert.Equal(built, PackageAge.LookedAt.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((Weight.Sound, Weight.Warning), (PackageAge.Look(PackageAge.LookedAt.AddDays(90)).Weight, PackageAge.Look(PackageAge.LookedAt.AddDays(91)).Weight));
        portal.Clock.SetUtcNow(new DateTimeOffset(PackageAge.LookedAt.AddDays(100), new TimeOnly(3, 0), TimeSpan.Zero));
        await ToldAsync(Weight.Warning, "Bring the program up to date");
    }

    [Theory]
    [InlineData("Proxies:0", "proxy.example", "no IP address")]
    [InlineData("Journal:Origin", "a name with spaces", "Journal:Origin")]
    [InlineData("Storage:Provider", "PostgreSql", "Storage:ConnectionString is empty")]
    public async Task A_setting_that_cannot_be_is_told_before_anything_else_is_looked_at(string name, string value, string told)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:DataFolder", outside.FullName), new("Storage:KeyFolder", At("keys")), new(name, value)]).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(settings).AddSingleton(TimeProvider.System).AddSingleton(portal.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostEnvironment>());
        services.AddOptions<CcsPolicy.Web.Access.StorageOptions>().BindConfiguration("Storage");
        services.AddJournalKeeping();
        await using var provider = services.BuildServiceProvider();
        var finding = Assert.Single(await new Examination(provider).RunAsync(Ct), found => found.Weight == Weight.Fault);
        Assert.Contains(told, finding.English, StringComparison.Ordinal);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Certificate => At("portal.pfx");

    private string Keys => Path.Combine(portal.Folder, "keys", "master.key");

    private string At(string name) => Path.Combine(outside.FullName, name);

    private async Task<(int Code, string Said)> RunAsync()
    {
        await using var said = new StringWriter();
        return (await DoctorCommand.RunAsync(Examine(), said), said.ToString());
    }

    // The folders of a test are all on one disk; told apart here as on an installation that is as it should be.
    private Examination Examine(Func<string, long>? free = null, Func<string, string?>? disk = null) =>
        new(portal.Services, free ?? (_ => 100_000_000_000), disk ?? (folder => folder.StartsWith(outside.FullName, StringComparison.Ordinal) ? "elsewhere" : "here"));

    private Task<IReadOnlyList<Finding>> LookAsync(Func<string, long>? free = null) => Examine(free).RunAsync(Ct);

    private async Task ToldAsync(Weight weight, string english)
    {
        var found = await LookAsync();
        Assert.True(found.Any(one => one.Weight == weight && one.English.Contains(english, StringComparison.Ordinal)), $"{english}:\n" + string.Join('\n', found.Select(one => $"{one.Weight} {one.English}")));
        Assert.All(found, one => Assert.Matches("[ぁ-んァ-ヶ一-龠]", one.Japanese));
    }

    private void WriteCertificate(int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = portal.Clock.GetUtcNow();
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-60), now.AddDays(days));
        File.WriteAllBytes(Certificate, certificate.Export(X509ContentType.Pfx, "pass"));
    }
}
