using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using CcsPolicy.Data.Journalling;
using Xunit;

namespace CcsPolicy.Data.Tests.Journalling;

/// <summary>The verifier of the product and the one that was written from the page of the format, over the same files.</summary>
internal static class BothVerifiers
{
    public static string Script { get; } = Path.Combine(Root(), "deploy", "verify_journal.py");

    public sealed record Finding(string Fault, string? Tree, long? Number, string What);

    public sealed record Restore(long Number, DateTimeOffset At, long Size, long RestoredSize);

    public sealed record Report(
        IReadOnlyList<Finding> Findings, IReadOnlyList<string> Warnings, IReadOnlyList<string> Keys, long Entries, long Anchored, long Tail, long ProcedureEntries, long Unplaced, long LongUnplaced, long UnplacedRows,
        DateTimeOffset? CommittedUntil, IReadOnlyList<Restore> Restores);

    /// <summary>Both say the same of the copy; answers what they say.</summary>
    public static async Task<JournalReport> AgreeAsync(AProvenJournal journal, string what, string copy, CancellationToken ct, IReadOnlyList<CheckpointFolder>? folders = null, params IReadOnlyList<ECDsa> keys)
    {
        if (keys.Count == 0)
            keys = [journal.Key.Key];
        var (first, second) = (await journal.VerifyAsync(copy, ct, folders, keys), await RunAsync(Script, copy, folders ?? journal.Folders, keys, ct));
        Assert.True(first.IsSound == (second.Findings.Count == 0), $"{what}: {string.Join("; ", first.Findings)} / {string.Join("; ", second.Findings)}");
        Assert.Equal(
            (what, first.Entries, first.Anchored, first.Tail.Length, first.ProcedureEntries, first.Unplaced.Length, first.LongUnplaced.Length, first.UnplacedRows, first.CommittedUntil),
            (what, second.Entries, second.Anchored, second.Tail, second.ProcedureEntries, second.Unplaced, second.LongUnplaced, second.UnplacedRows, second.CommittedUntil));
        Assert.Equal(
            first.Findings.Select(finding => $"{finding.Fault} {finding.Tree} {finding.Number} {Named(finding.Fault, finding.What)}".ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal),
            second.Findings.Select(finding => $"{finding.Fault} {finding.Tree} {finding.Number} {Named(Enum.Parse<JournalFault>(finding.Fault, ignoreCase: true), finding.What)}".ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(first.Restores.Select(restore => new Restore(restore.Number, restore.At, restore.Size, restore.RestoredSize)), second.Restores);
        Assert.Equal(first.Warnings.Select(warning => JsonNamingPolicy.CamelCase.ConvertName(warning.ToString())), second.Warnings);
        Assert.Equal(first.Keys, second.Keys);
        return first;

        static string Named(JournalFault fault, string what) => fault is JournalFault.Row or JournalFault.Table ? what : "";
    }

    /// <param name="keys">Named to the script; null when it is to take the one that lies beside the checkpoints.</param>
    public static async Task<Report> RunAsync(string script, string database, IReadOnlyList<CheckpointFolder> folders, IReadOnlyList<ECDsa>? keys, CancellationToken ct)
    {
        var files = (keys ?? []).Select((key, number) => (Key: key, File: $"{database}.{number}.pem")).ToList();
        foreach (var (key, file) in files)
            await File.WriteAllTextAsync(file, key.ExportSubjectPublicKeyInfoPem(), ct);
        var start = new ProcessStartInfo("python3", [script, "--database", database, .. folders.SelectMany(folder => new[] { "--checkpoints", folder.Path }), .. files.SelectMany(file => new[] { "--key", file.File })])
            { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        Assert.True(process.ExitCode is 0 or 1 or 2, await errors);
        Assert.Equal("", await errors);
        var report = JsonSerializer.Deserialize<Report>(await output, JsonSerializerOptions.Web)!;
        Assert.Equal(report.Findings.Count > 0 ? 1 : report.Anchored > 0 ? 0 : 2, process.ExitCode);
        return report;
    }

    public static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CcsPolicy.sln")))
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!;
        return folder;
    }
}
