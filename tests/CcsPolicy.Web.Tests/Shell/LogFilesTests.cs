using CcsPolicy.Web.Shell.Logging;
using Serilog;
using Xunit;

namespace CcsPolicy.Web.Tests.Shell;

/// <summary>What the portal does is nothing that every account of the machine may read.</summary>
public sealed class LogFilesTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ccspolicy-log-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    [Trait("ASVS", "V16.4.2")]
    public async Task Files_of_the_log_and_their_folder_are_closed_to_others_also_where_an_earlier_version_left_them_open()
    {
        // On Windows the script of the setup gives the rights.
        if (OperatingSystem.IsWindows())
            return;
        var logs = Path.Combine(folder.FullName, "logs");
        Directory.CreateDirectory(logs);
        File.SetUnixFileMode(logs, (UnixFileMode)0b111_101_101);
        await WriteAsync(logs);
        var written = Assert.Single(Directory.GetFiles(logs, "portal-*"));
        File.SetUnixFileMode(written, (UnixFileMode)0b110_100_100);
        File.SetUnixFileMode(logs, (UnixFileMode)0b111_101_101);
        await WriteAsync(logs);
        Assert.Equal(written, Assert.Single(Directory.GetFiles(logs, "portal-*")));
        Assert.Equal((UnixFileMode)0b110_100_000, File.GetUnixFileMode(written));
        Assert.Equal((UnixFileMode)0b111_101_000, File.GetUnixFileMode(logs));

        // What a stricter mask took is not given back, and a folder that is not there yet is made so.
        File.SetUnixFileMode(written, Owner);
        await WriteAsync(logs);
        Assert.Equal(Owner, File.GetUnixFileMode(written));
        await WriteAsync(Path.Combine(folder.FullName, "new", "logs"));
        foreach (var made in Directory.EnumerateFileSystemEntries(Path.Combine(folder.FullName, "new"), "*", SearchOption.AllDirectories))
            Assert.Equal((made, UnixFileMode.None), (made, File.GetUnixFileMode(made) & Others));
    }

    private static async Task WriteAsync(string logs)
    {
        await using var log = new LoggerConfiguration().WriteFiles(logs, 1).CreateLogger();
        log.Warning("A line");
    }
}
