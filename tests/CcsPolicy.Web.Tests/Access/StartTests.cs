using System.Diagnostics;
using Xunit;

namespace CcsPolicy.Web.Tests.Access;

/// <summary>The program itself, as a service starts it: with settings that it cannot serve with it says so, ends, and has made neither a database nor a key.</summary>
public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ccspolicy-start-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    // What a hosted service, and what the framework, would look at once the database has been made.
    [InlineData("Checkpoints of the journal have 1 places", "Journal:PrintedSheet=false")]
    [InlineData("without spaces and plus signs", "Journal:Origin=a name with spaces")]
    [InlineData("Nobody could sign in", "OpenId:LocalSignIn=false")]
    [InlineData("write the IP address", "Proxies:0=proxy.example")]
    [InlineData("Security:IdleTime", "Security:IdleTime=soon")]
    [InlineData("Backup:WarnAfterDays", "Backup:WarnAfterDays=two")]
    [InlineData("Storage:Provider", "Storage:Provider=Oracle")]
    [InlineData("Portal:PublicBasicPolicy", "Portal:PublicBasicPolicy=perhaps")]
    [InlineData("Logs:KeepFiles is a number", "Logs:KeepFiles=0")]
    [InlineData("Logs:KeepFiles", "Logs:KeepFiles=many")]
    [InlineData("Logs:TakenElsewhere", "Logs:TakenElsewhere=perhaps")]
    [InlineData("Notices:KeptDays is a number of days", "Notices:KeptDays=34")]
    [InlineData("Notices:KeptDays is a number of days", "Notices:KeptDays=40000")]
    [InlineData("Notices:CalendarFeed", "Notices:CalendarFeed=perhaps")]
    [InlineData("DataFolder", "Storage:DataFolder=")]
    // All of them at once.
    [InlineData("KeyFolder|without spaces|Nobody could sign in", "Storage:KeyFolder=", "Journal:Origin=a name with spaces", "OpenId:LocalSignIn=false")]
    [InlineData("Write an https address", "Logs:Collector=logs.example")]
    // What the server would look at when it begins to listen.
    [InlineData("neither listens on https nor names a proxy", "Proxies:0=")]
    [InlineData("no certificate", "Urls=https://127.0.0.1:0")]
    [InlineData("cannot be read", "Kestrel:Certificates:Default:Path=none.pfx", "Urls=https://127.0.0.1:0")]
    [InlineData("takes every name", "AllowedHosts=*")]
    [InlineData("cannot be read", "Storage:Provider=PostgreSql", "Storage:ConnectionString=db.example")]
    public async Task What_is_refused_is_refused_before_anything_is_made(string told, params string[] changed)
    {
        var (code, said) = await StartAsync("Production", changed);
        Assert.True(code == 1, said);
        foreach (var sentence in told.Split('|'))
            Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.Contains("起動しません", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        NothingIsMade();
    }

    /// <summary>Also on a machine on which it is tried out.</summary>
    [Fact]
    public async Task A_setting_without_a_valid_value_is_refused_in_Development_too()
    {
        var (code, said) = await StartAsync("Development", "Journal:Origin=a name with spaces");
        Assert.True(code == 1, said);
        NothingIsMade();
    }

    private void NothingIsMade() =>
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(folder.FullName, "*", SearchOption.AllDirectories).Select(Path.GetFileName),
            name => name!.EndsWith(".db", StringComparison.Ordinal) || name.EndsWith(".key", StringComparison.Ordinal) || name is "keys" or "cookies");

    private async Task<(int Code, string Said)> StartAsync(string environment, params IReadOnlyList<string> changed)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CcsPolicy.Web.dll")]) { WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true, RedirectStandardError = true };
        // With these alone it would start.
        string[] sound =
        [
            "Storage:DataFolder=" + folder.FullName, "Storage:KeyFolder=" + Path.Combine(folder.FullName, "keys"), "Journal:Folders:0=" + Path.Combine(folder.FullName, "checkpoints"), "Journal:PrintedSheet=true",
            "Proxies:0=127.0.0.1", "AllowedHosts=policy.example", "Logs:TakenElsewhere=true", "Urls=http://127.0.0.1:0",
        ];
        foreach (var setting in sound.Concat(changed))
            start.Environment[setting[..setting.IndexOf('=', StringComparison.Ordinal)].Replace(":", "__", StringComparison.Ordinal)] = setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..];
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            // It serves.
            process.Kill(entireProcessTree: true);
        }
        return (process.HasExited ? process.ExitCode : -1, await output + await errors);
    }
}
