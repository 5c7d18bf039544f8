using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Durability;

/// <summary>Between a commit and its answer lies an fsync; a disk that is full or faulty refuses, says so, and leaves the database whole. By strace, which sees and forges the answers of the kernel.</summary>
public sealed class DiskTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_answer_comes_after_an_fsync_of_its_own()
    {
        SkipWithoutStrace();
        var (portal, visitors) = await ChildPortal.PrepareAsync(25);
        await using var _ = portal;
        var calls = Path.Combine(Path.GetTempPath(), "ccspolicy-fsync-" + Guid.NewGuid().ToString("N"));
        await portal.StartAsync("strace", "-f", "-qq", "-y", "--seccomp-bpf", "-e", "trace=fsync,fdatasync", "-e", "signal=none", "-o", calls);
        try
        {
            // Whatever is opened for the first time is opened by then.
            foreach (var visitor in visitors.Take(5))
                Assert.NotNull((await portal.AcknowledgeAsync(visitor, Ct)).Receipt);
            var before = Calls(portal.DatabaseFile);
            foreach (var visitor in visitors.Skip(5))
            {
                Assert.NotNull((await portal.AcknowledgeAsync(visitor, Ct)).Receipt);
                var after = Calls(portal.DatabaseFile);
                Assert.True(after > before, $"No fsync before the answer ({before}).");
                before = after;
            }
            // The key of the journal was made at the start: its name is in its folder for good as well.
            Assert.True(Calls(portal.KeyFolder + ">") > 0);
        }
        finally
        {
            await portal.KillAsync();
            File.Delete(calls);
        }

        int Calls(string of)
        {
            using var stream = new FileStream(calls, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd().Split('\n').Count(line => line.Contains(of, StringComparison.Ordinal) && (line.Contains("fsync(", StringComparison.Ordinal) || line.Contains("fdatasync(", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("ENOSPC", "pwrite64", "保存先に空きがなく、保存できませんでした")]
    [InlineData("EIO", "pwrite64", "保存先の読み書きに失敗しました")]
    [InlineData("EIO", "fdatasync,fsync", "保存先の読み書きに失敗しました")]
    [Trait("ASVS", "V2.3.3")]
    [Trait("ASVS", "V16.5.2"), Trait("ASVS", "V16.5.3")]
    public async Task A_disk_that_refuses_a_write_leaves_the_record_whole_and_the_product_goes_on_afterwards(string error, string call, string told)
    {
        SkipWithoutStrace();
        var (portal, visitors) = await ChildPortal.PrepareAsync(12);
        await using var _ = portal;
        await portal.StartAsync();
        foreach (var visitor in visitors.Take(4))
            Assert.NotNull((await portal.AcknowledgeAsync(visitor, Ct)).Receipt);
        var said = new System.Text.StringBuilder();
        using (var fault = Process.Start(new ProcessStartInfo("strace", ["-f", "-p", portal.ProcessId.ToString(CultureInfo.InvariantCulture),
            "-P", portal.DatabaseFile, "-P", portal.DatabaseFile + "-wal", "-e", "trace=" + call, "-e", $"inject={call}:error={error}", "-e", "signal=none"]) { RedirectStandardError = true })!)
        {
            // It says when it has taken hold.
            Assert.NotNull(await fault.StandardError.ReadLineAsync(Ct));
            var draining = fault.StandardError.ReadToEndAsync(Ct);
            foreach (var visitor in visitors.Skip(4).Take(4))
            {
                var (status, receipt, body) = await portal.AcknowledgeAsync(visitor, Ct);
                Assert.Null(receipt);
                Assert.Equal(HttpStatusCode.InternalServerError, status);
                said.Append(body);
            }
            using (var end = Process.Start("kill", ["-INT", fault.Id.ToString(CultureInfo.InvariantCulture)]))
                await end.WaitForExitAsync(Ct);
            await fault.WaitForExitAsync(Ct);
            await draining;
        }
        // The page says what happened and what to do; the log says what the disk did.
        Assert.Contains(told, said.ToString(), StringComparison.Ordinal);
        foreach (var visitor in visitors)
            Assert.NotNull((await portal.AcknowledgeAsync(visitor, Ct)).Receipt);
        await portal.KillAsync();
        Assert.Equal(12, (await portal.CheckedAsync(Ct)).RowsOf("Acknowledgements"));
        await using var db = portal.Databases.OpenFor(portal.SeesAll);
        Assert.Equal(12, (await db.Acknowledgements.Select(a => a.PersonId).ToListAsync(Ct)).Distinct().Count());
    }

    private static void SkipWithoutStrace() =>
        Assert.SkipUnless(OperatingSystem.IsLinux() && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "strace"))), "strace is not installed.");
}
