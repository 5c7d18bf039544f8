using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests.Journalling;

/// <summary>Entries of the general journal that were taken out are proved to whoever has the public key, by a program that was written from the page of the format.</summary>
public sealed class EntryProofsTests(TamperingTests.Made made) : IClassFixture<TamperingTests.Made>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_entry_that_is_signed_is_proved_and_of_the_others_nothing_is_said()
    {
        var proven = made.Journal;
        using var proofs = new JournalProofs(proven.Database.Databases, proven.Key);
        var general = await proofs.OfGeneralAsync(Ct);
        await using var db = proven.Database.OpenFor(Reader.Nobody);
        var entries = await db.Journal.WithoutReader().AsNoTracking().Where(e => e.Log == JournalLog.General).OrderBy(e => e.At).ToListAsync(Ct);
        var lines = entries.Select(entry => Encoding.UTF8.GetString(general.Of(entry).Write())).ToList();
        Assert.Equal((entries.Count, (int)proven.Anchored, entries.Count - (int)proven.Anchored, 0), await CheckAsync(lines));

        // A byte of the record, another place, another checkpoint, a key of somebody else: each is told at its line.
        var at = lines.FindIndex(line => line.Contains("\"index\":40,", StringComparison.Ordinal));
        foreach (var (from, to) in new[] { ("test.", "tost."), ("\"index\":40,", "\"index\":41,"), ($"\"size\":{proven.Anchored},", $"\"size\":{proven.Anchored - 1},"), ("\\nat 2026-", "\\nat 2025-"), ("\"key\":\"M", "\"key\":\"N") })
        {
            List<string> changed = [.. lines];
            changed[at] = changed[at].Replace(from, to, StringComparison.Ordinal);
            Assert.NotEqual(lines[at], changed[at]);
            Assert.Equal((entries.Count, (int)proven.Anchored - 1, entries.Count - (int)proven.Anchored, at + 1), await CheckAsync(changed));
        }
    }

    /// <summary>The entries of one procedure are proved, and of the others nothing; the marking of the file is no entry.</summary>
    [Fact]
    public async Task Each_entry_of_a_procedure_that_an_hour_covers_is_proved()
    {
        var proven = made.Journal;
        using var making = new JournalProofs(proven.Database.Databases, proven.Key);
        await using var db = proven.Database.OpenFor(Reader.Nobody);
        var restricted = await db.Journal.WithoutReader().AsNoTracking().Where(e => e.Log == JournalLog.Restricted).OrderBy(e => e.At).ToListAsync(Ct);
        var (one, other) = restricted.Select(e => e.DocumentId).OfType<DocumentId>().Distinct().Take(2).ToArray() is [var first, var second] ? (first, second) : throw new InvalidOperationException("The journal is of too few procedures.");
        var proofs = await making.OfProceduresAsync([one], withoutDocument: false, Ct);
        var lines = restricted.Where(e => e.DocumentId == one).Select(e => Encoding.UTF8.GetString(proofs.Of(e).Write())).ToList();
        var signed = lines.Count(line => line.Contains("\"hour\":", StringComparison.Ordinal));
        Assert.InRange(signed, 1, lines.Count);
        Assert.All(restricted.Where(e => e.DocumentId == other), entry => Assert.Null(proofs.Of(entry).Signed));
        Assert.Equal((lines.Count, signed, lines.Count - signed, 0), await CheckAsync([Encoding.UTF8.GetString(EntryProof.WriteMarking("機密性3")), .. lines]));

        // Another place in the hour, another salt, another procedure, another hour.
        var at = lines.FindIndex(line => line.Contains("\"hour\":", StringComparison.Ordinal));
        foreach (var (from, to) in new[] { ("\"place\":", "\"place\":1"), ("\"salt\":\"", "\"salt\":\"AA"), (one.ToString(), other.ToString()), ("\\nat 2026-", "\\nat 2025-") })
        {
            List<string> changed = [.. lines];
            changed[at] = changed[at].Replace(from, to, StringComparison.Ordinal);
            Assert.NotEqual(lines[at], changed[at]);
            Assert.Equal((lines.Count, signed - 1, lines.Count - signed, at + 1), await CheckAsync(changed));
        }
    }

    /// <summary>Of trees of every size each entry leads to the root.</summary>
    [Fact]
    public void The_way_of_each_entry_leads_to_the_root_whatever_the_size_of_the_tree()
    {
        for (var size = 1; size < 40; size++)
        {
            var entries = Enumerable.Range(0, size).Select(number => new JournalEntry { Id = new JournalEntryId(Guid.NewGuid()), Log = JournalLog.General, At = default, Action = "x", Bytes = [(byte)number] }).ToList();
            var edge = new TreeEdge();
            foreach (var entry in entries)
                edge.Add(TreeHash.OfLeaf(entry.Bytes));
            var proofs = new EntryProofs([new ProvenTree([.. entries.Select(entry => (entry.Id, TreeHash.OfLeaf(entry.Bytes)))], null)], (new SignedNote("x\n", "x", "x"), []));
            Assert.All(entries, entry => Assert.Equal(edge.Root, proofs.Of(entry).Signed!.Value.Way.RootFrom(TreeHash.OfLeaf(entry.Bytes))));
        }
    }

    /// <summary>Entries, how many are proved and how many not signed, and the line of the first fault (nought for none).</summary>
    private async Task<(int Entries, int Proven, int Unsigned, int Line)> CheckAsync(IReadOnlyList<string> lines)
    {
        var file = made.Journal.Copy() + ".jsonl";
        await File.WriteAllLinesAsync(file, lines, Ct);
        var start = new ProcessStartInfo("python3", [Path.Combine(BothVerifiers.Root(), "deploy", "verify_proofs.py"), file, "--key", Path.Combine(made.Journal.Folders[0].Path, JournalKey.PublicFile)]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        using var told = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync(Ct));
        await process.WaitForExitAsync(Ct);
        var (all, faults) = (told.RootElement, told.RootElement.GetProperty("faults"));
        Assert.Equal(faults.GetArrayLength() > 0 ? 1 : 0, process.ExitCode);
        return (all.GetProperty("entries").GetInt32(), all.GetProperty("proven").GetInt32(), all.GetProperty("unsigned").GetInt32(), faults.GetArrayLength() > 0 ? faults[0].GetProperty("line").GetInt32() : 0);
    }
}
