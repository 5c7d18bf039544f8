using System.Diagnostics;
using System.Globalization;
using System.Net;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Testing;
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

    [Theory]
    [InlineData(false, "ja", "保存先に空きがなく、保存できませんでした", "保存先の読み書きに失敗しました")]
    [InlineData(true, "en", "There is no room left to save this", "The storage could not be read or written")]
    [Trait("ASVS", "V16.5.2"), Trait("ASVS", "V16.5.3")]
    public async Task Whichever_single_call_fails_a_request_is_kept_or_refused_in_words_of_its_own(bool isDraft, string language, string full, string faulty)
    {
        SkipWithoutStrace();
        const int Most = 80;
        var (portal, people) = await ChildPortal.PrepareAsync(Most + 1);
        await using var _ = portal;
        var (draft, author) = await portal.DraftAsync();
        var visitors = people.Append(author).Select(visitor => visitor with { Cookies = $"{visitor.Cookies}; __Host-display={language}" }).ToList();
        await portal.StartAsync();
        var kept = 0;
        Assert.Null(await AskAsync(visitors[0]));
        var (refused, struck, nth) = (0, true, 1);
        for (; struck && nth < Most; nth += TestLength.IsNightly ? 1 : 7)
        {
            using var fault = await DiskFault.OnAsync(portal.ProcessId, DiskFault.ErrorOf(nth), DiskFault.Calls, nth, [portal.DatabaseFile, portal.DatabaseFile + "-wal"], Ct);
            var answer = await AskAsync(visitors[nth]);
            struck = await fault.EndAsync(Ct);
            if (answer is null)
                continue;
            refused++;
            Assert.True(struck);
            Assert.True(answer.Contains(full, StringComparison.Ordinal) || answer.Contains(faulty, StringComparison.Ordinal), answer);
            Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", answer, StringComparison.Ordinal);
            Assert.Null(await AskAsync(visitors[nth]));
        }
        Assert.True(refused > 2, $"{refused} of {nth} calls");
        await portal.StopAsync();
        await portal.CheckSoundAsync(Ct);
        await using var db = portal.Databases.OpenFor(portal.SeesAll);
        Assert.Equal(kept, isDraft ? await db.DraftSteps.CountAsync(Ct) : await db.Acknowledgements.CountAsync(Ct));

        // Null when it was answered as done.
        async Task<string?> AskAsync(Visitor visitor)
        {
            var (status, done, body) = isDraft ? await SaveAsync() : await portal.AcknowledgeAsync(visitor, Ct);
            if (done is null)
                Assert.True(status == HttpStatusCode.InternalServerError, $"{status}: {body}");
            else
                kept++;
            return done is null ? body : null;
        }

        async Task<(HttpStatusCode, string?, string)> SaveAsync()
        {
            var (status, body) = await portal.SaveDraftAsync(visitors[^1], draft, kept, string.Create(CultureInfo.InvariantCulture, $"題名その{kept}"), Ct);
            return (status, status == HttpStatusCode.OK ? body : null, body);
        }
    }

    [Fact]
    [Trait("ASVS", "V16.5.2"), Trait("ASVS", "V16.5.3")]
    public async Task Whichever_single_call_fails_a_verb_does_its_work_or_leaves_nothing_and_says_so()
    {
        SkipWithoutStrace();
        var (portal, visitors) = await ChildPortal.PrepareAsync(3);
        await using var _ = portal;
        var recovery = Directory.CreateDirectory(portal.Get<BackupPlaces>().RecoveryFolder!).FullName;
        foreach (var name in new[] { "ichi", "ni" })
            await File.WriteAllTextAsync(Path.Combine(recovery, name + ".pem"), RecoveryKey.Make(name, "誰にも言わない言葉").Public.Pem, Ct);
        await portal.StartAsync();
        foreach (var visitor in visitors)
            Assert.NotNull((await portal.AcknowledgeAsync(visitor, Ct)).Receipt);
        await portal.StopAsync();
        var place = Directory.CreateTempSubdirectory("ccspolicy-faults-").FullName;
        try
        {
            var whole = Path.Combine(place, "whole");
            await EachAsync("backup", to => ["backup", to], whole);
            await EachAsync("restore", to => ["restore", Assert.Single(Directory.GetFiles(whole)), "--to", to], Path.Combine(place, "again"));
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }

        async Task EachAsync(string name, Func<string, IReadOnlyList<string>> verb, string first)
        {
            var told = Path.Combine(place, name + ".calls");
            var (code, said) = await portal.RunAsync(DiskFault.Watching(told), verb(first), Ct);
            Assert.True(code == 0, said);
            var calls = DiskFault.Most(await File.ReadAllTextAsync(told, Ct));
            Assert.True(calls > 5, $"{calls} calls");
            // In the ordinary run the last, which puts on record or gives the name.
            foreach (var nth in TestLength.IsNightly ? Enumerable.Range(1, calls) : [calls])
            {
                var to = Path.Combine(place, $"{name}-{nth}");
                (code, said) = await portal.RunAsync(DiskFault.Under(DiskFault.ErrorOf(nth), nth, told), verb(to), Ct);
                said = $"{name}, call {nth} of {calls}, {DiskFault.ErrorOf(nth)}: {said}";
                Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
                Assert.DoesNotContain("Unhandled", said, StringComparison.Ordinal);
                Assert.True(code is 0 or 1, said);
                // Japanese, and English after it.
                Assert.True(code == 0 || (said.Contains(" / ", StringComparison.Ordinal) && said.Contains('。', StringComparison.Ordinal)), said);
                Assert.True(Directory.GetFileSystemEntries(place, "*.part*", SearchOption.AllDirectories).Length == 0, said);
                // A whole one, or none.
                var made = Directory.Exists(to) && Directory.EnumerateFileSystemEntries(to).Any();
                Assert.True(made == (code == 0) || (name == "backup" && said.Contains(Directory.GetFiles(to)[0], StringComparison.Ordinal)), said);
                await portal.CheckSoundAsync(Ct);
            }
        }
    }

    [Fact]
    public async Task Whichever_single_call_fails_a_folder_of_checkpoints_gets_all_of_them_in_the_end()
    {
        SkipWithoutStrace();
        var faults = Enumerable.Range(0, TestLength.IsNightly ? 8 : 2).Select(turn => (Kind: turn % 2 == 0 ? "leaves" : "notes", Call: turn / 2 % 2 == 0 ? "pwrite64" : "fsync", Error: DiskFault.ErrorOf((turn / 2) + (turn / 4)))).ToList();
        var (portal, visitors) = await ChildPortal.PrepareAsync(JournalSigner.Most * (faults.Count + 2));
        await using var _ = portal;
        var folder = new CheckpointFolder(portal.CheckpointPath);
        await portal.StartAsync();
        var sent = visitors.Chunk(JournalSigner.Most).ToList();
        await SendAsync(sent[0]);
        foreach (var ((kind, call, error), some) in faults.Zip(sent.Skip(1)))
        {
            using var fault = await DiskFault.OnAsync(portal.ProcessId, error, call, 1, Directory.GetFiles(folder.Path, $"{CheckpointFolder.General}-*.{kind}"), Ct);
            foreach (var visitor in some)
                Assert.NotNull((await portal.AcknowledgeAsync(visitor, Ct)).Receipt);
            Assert.True(await fault.Struck.WaitAsync(Ct));
            await fault.EndAsync(Ct);
        }
        await SendAsync(sent[^1]);
        await portal.StopAsync();
        await portal.CheckSoundAsync(Ct);
        await using var db = portal.Databases.OpenFor(portal.SeesAll);
        var notes = await db.Database.SqlQuery<string>($"SELECT Note AS Value FROM JournalNotes WHERE OfProcedures = 0 ORDER BY Size").ToListAsync(Ct);
        Assert.Equal(notes, folder.Notes(CheckpointFolder.General).Select(note => note.Write()).Distinct());

        async Task SendAsync(IEnumerable<Visitor> some)
        {
            var before = folder.Last(CheckpointFolder.General)?.Text;
            foreach (var visitor in some)
                Assert.NotNull((await portal.AcknowledgeAsync(visitor, Ct)).Receipt);
            while (folder.Last(CheckpointFolder.General)?.Text == before)
                await Task.Delay(50, Ct);
        }
    }

    private static void SkipWithoutStrace() =>
        Assert.SkipUnless(OperatingSystem.IsLinux() && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "strace"))), "strace is not installed.");
}
