using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using Microsoft.Data.Sqlite;

namespace CcsPolicy.Benchmarks;

/// <summary>
/// 操作記録の計測。Time in which the published product's verb verifies a million entries against a folder of checkpoints, one for each hundred entries: the whole process, from its start to its end; the bar is
/// 10 s. A tenth of the entries carry a row of legal weight. Arguments: how many entries, and a folder in which they are kept for the next time.
/// </summary>
internal static class JournalBenchmark
{
    private const int Entries = 1_000_000;
    private const int Rounds = 5;
    private const double MostSeconds = 10;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private const string Origin = "aoba.example/ccspolicy/general";

    public static async Task<int> RunAsync(string[] arguments, bool publish)
    {
        var entries = arguments is [var count, ..] && int.TryParse(count, CultureInfo.InvariantCulture, out var asked) ? asked : Entries;
        var kept = arguments is [_, var named, ..] ? Directory.CreateDirectory(named).FullName : null;
        var folder = kept ?? Directory.CreateTempSubdirectory("ccspolicy-journal-").FullName;
        try
        {
            var copy = Path.Combine(folder, "copy.db");
            if (!File.Exists(copy))
                await MakeAsync(folder, copy, entries);
            var program = await PublishedServer.ProgramAsync(publish);
            var met = true;
            for (var round = 0; round < Rounds; round++)
            {
                var (watch, report, exit, used) = (Stopwatch.StartNew(), "", 0, TimeSpan.Zero);
                using (var verb = Process.Start(VerbOf(program, folder, copy))!)
                {
                    var said = verb.StandardOutput.ReadToEndAsync();
                    while (!verb.WaitForExit(Look))
                        used = Used(verb) ?? used;
                    (report, exit) = (await said, verb.ExitCode);
                }
                var anchored = JsonDocument.Parse(report).RootElement.GetProperty("anchored").GetInt64();
                met &= exit == 0 && anchored == entries && watch.Elapsed.TotalSeconds <= MostSeconds;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{anchored:N0} of {entries:N0} entries in {watch.Elapsed.TotalSeconds:0.00} s ({used.TotalSeconds:0.0} s of processor time), exit code {exit}"));
            }
            Console.WriteLine($"journal: bar {MostSeconds:0} s {(met ? "met" : "NOT MET")}");
            return met ? 0 : 1;
        }
        finally
        {
            if (kept is null)
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Null when it ended between two looks.</summary>
    private static TimeSpan? Used(Process verb)
    {
        try
        {
            verb.Refresh();
            return verb.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static ProcessStartInfo VerbOf(string program, string folder, string copy)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(program, "CcsPolicy.Web.dll"), "verify-journal", "--database", copy, "--checkpoints", folder, "--json"]) { WorkingDirectory = program, RedirectStandardOutput = true };
        foreach (var (name, value) in PublishedServer.Settings(folder))
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        return start;
    }

    private static async Task MakeAsync(string folder, string copy, int entries)
    {
        await using var database = await TestDatabase.CreateAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;
        await FillAsync(file, folder, entries, key);
        await File.WriteAllTextAsync(Path.Combine(folder, JournalKey.PublicFile), key.ExportSubjectPublicKeyInfoPem());
        await using var source = new SqliteConnection($"Data Source={file};Pooling=False");
        await source.OpenAsync();
        await using var vacuum = source.CreateCommand();
        vacuum.CommandText = "VACUUM INTO $to";
        vacuum.Parameters.AddWithValue("$to", copy);
        await vacuum.ExecuteNonQueryAsync();
    }

    private static async Task FillAsync(string file, string folder, int entries, ECDsa key)
    {
        await using var db = new SqliteConnection($"Data Source={file};Pooling=False;Foreign Keys=False");
        await db.OpenAsync();
        await using var transaction = db.BeginTransaction();
        using var insert = db.CreateCommand();
        insert.CommandText = """
            INSERT INTO Journal (Id, Log, At, ActorId, Action, DocumentId, Bytes) VALUES ($id, 'General', $at, $actor, 'edition.acknowledged', $document, $bytes);
            INSERT INTO JournalPositions (EntryId, Tree, Number, Leaf, Hour) VALUES ($id, '00000000-0000-0000-0000-000000000000', $number, $leaf, NULL)
            """;
        using var row = db.CreateCommand();
        row.CommandText = "INSERT INTO GrantConfirmations (Id, GrantId, AssignmentId, ConfirmedBy, ConfirmedAt) VALUES ($id, $grant, $stay, $actor, $at)";
        using var note = db.CreateCommand();
        note.CommandText = "INSERT INTO JournalNotes (OfProcedures, Size, At, Note, Salt) VALUES (0, $size, $at, $note, x'')";
        var (edge, leaves, notes, document, random) = (new TreeEdge(), new StringBuilder(), new StringBuilder(), Guid.NewGuid(), new Random(1));
        var at = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
        for (var number = 0; number < entries; number++)
        {
            at = at.AddMilliseconds(1 + random.Next(20));
            var (id, actor, salt, stored) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid().ToByteArray(), at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));
            List<(string, string)> rows = [];
            if (number % 10 == 0)
            {
                var (rowId, grant, stay) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
                Run(row, ("$id", rowId), ("$grant", grant), ("$stay", stay), ("$actor", actor), ("$at", stored));
                string[] columns = [$"AssignmentId:u:32:{stay:N}\n", $"ConfirmedAt:t:{stored.Length}:{stored}\n", $"ConfirmedBy:u:32:{actor:N}\n", $"GrantId:u:32:{grant:N}\n", $"Id:u:32:{rowId:N}\n"];
                rows.Add(($"GrantConfirmations/{rowId:N}", Convert.ToHexStringLower(SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(string.Concat(columns))]))));
            }
            byte[] bytes = [.. new JournalFact("edition.acknowledged", new(document)).With("edition", document.ToString("N")).With("receipt", "1234-5678-9ABC-DEF0-1234").With("hash", new string('a', 64))
                .ToBytes(new JournalEntryId(id), JournalLog.General, at, new PersonId(actor), salt, rows)[..^1], .. ",\"mac\":\"0123456789abcdef0123456789abcdef\"}"u8];
            var leaf = TreeHash.OfLeaf(bytes);
            edge.Add(leaf);
            leaves.Append(CultureInfo.InvariantCulture, $"{number} {leaf}\n");
            Run(insert, ("$id", id), ("$at", stored), ("$actor", actor), ("$document", document), ("$bytes", bytes), ("$number", number), ("$leaf", leaf.ToBytes()));
            if (edge.Size % 100 != 0 && edge.Size != entries)
                continue;
            var second = new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
            var signed = SignedNote.Sign(new Checkpoint(Origin, edge.Size, edge.Root, second).Write(), Origin, key).Write();
            notes.Append(notes.Length == 0 ? "" : "\n").Append(signed);
            Run(note, ("$size", edge.Size), ("$at", second.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)), ("$note", signed));
        }
        await transaction.CommitAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "general-2026-11.leaves"), leaves.ToString());
        await File.WriteAllTextAsync(Path.Combine(folder, "general-2026-11.notes"), notes.ToString());
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<(string Name, object Value)> values)
    {
        foreach (var (name, value) in values)
            if (command.Parameters.Contains(name))
                command.Parameters[name].Value = value;
            else
                command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }
}
