using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CcsPolicy.Data.Tests.Journalling;

/// <summary>Whatever was done to a folder of checkpoints, or stands in an entry that calls itself a restore: both verifiers say the same of it.</summary>
public sealed class MutatedFoldersTests(TamperingTests.Made made) : IClassFixture<TamperingTests.Made>
{
    private static readonly int Mutations = TestLength.IsNightly ? 400 : 15;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What may be done to the text of a file, at a random place.</summary>
    private static readonly Func<string, Random, string>[] Kinds =
    [
        (text, random) => text.Remove(random.Next(text.Length), 1),
        (text, random) => text.Insert(random.Next(text.Length), "x\n —+0=A\r"[random.Next(9)].ToString()),
        (text, random) => text[..random.Next(text.Length)],
        (text, random) => text[random.Next(text.Length)..],
        (text, _) => text.Replace("\n", "\r\n", StringComparison.Ordinal),
        (text, _) => "\uFEFF" + text,
        (text, _) => text + text,
        (text, random) => OfLines(text, lines => lines.RemoveAt(random.Next(lines.Count))),
        (text, random) => OfLines(text, lines => lines.Insert(random.Next(lines.Count), lines[random.Next(lines.Count)])),
        (text, random) => OfLines(text, lines => lines[random.Next(lines.Count)] += " (cut off)"),
        (text, random) => OfLines(text, lines => lines[random.Next(lines.Count)] += "\r"),
        (text, random) => OfLines(text, lines => (lines[random.Next(lines.Count)], lines[^1]) = (lines[^1], lines[random.Next(lines.Count)])),
        (text, random) => OfLines(text, lines => lines.Insert(lines.FindIndex(random.Next(lines.Count / 2), line => line.StartsWith('—')) + 1, lines.FindLast(line => line.StartsWith('—'))!)),
    ];

    [Fact]
    public async Task Both_say_the_same_of_folders_that_were_changed()
    {
        var copy = made.Journal.Copy();
        for (var turn = 0; turn < Mutations; turn++)
        {
            var random = new Random(turn);
            var folder = Copied(turn);
            var files = Directory.GetFiles(folder.Path, "*-????-??.*").Order(StringComparer.Ordinal).ToList();
            for (var time = random.Next(1, 3); time > 0; time--)
            {
                var file = files[random.Next(files.Count)];
                if (await File.ReadAllTextAsync(file, Ct) is { Length: > 0 } text && text.Contains('—', StringComparison.Ordinal) | turn % Kinds.Length < 11)
                    await File.WriteAllTextAsync(file, Kinds[turn % Kinds.Length](text, random), Ct);
            }
            await AgreeAsync($"{turn}", copy, folder);
        }
    }

    [Theory]
    [InlineData("line ends of another system", JournalFault.Note)]
    [InlineData("two signatures under one text", JournalFault.Note)]
    [InlineData("bytes behind a signature", JournalFault.Note)]
    [InlineData("a short signature", JournalFault.Note)]
    [InlineData("no signature", JournalFault.Note)]
    [InlineData("signed: noughts before the size", JournalFault.Note)]
    [InlineData("signed: a sign before the size", JournalFault.Note)]
    [InlineData("signed: digits of another script", JournalFault.Note)]
    [InlineData("signed: no such day", JournalFault.Note)]
    [InlineData("signed: bits of a root that stand for nothing", JournalFault.Note)]
    [InlineData("signed: more entries than there are", JournalFault.Missing)]
    [InlineData("two bytes that are no letters", JournalFault.Note)]
    [InlineData("a line that was cut off", null)]
    [InlineData("leaves with other line ends", null)]
    public async Task Both_say_so_of_what_a_folder_may_not_hold(string what, JournalFault? fault)
    {
        var folder = Copied(0);
        var file = Directory.GetFiles(folder.Path, "general-????-??.notes").Max(StringComparer.Ordinal)!;
        var text = await File.ReadAllTextAsync(file, Ct);
        var last = folder.Last(CheckpointFolder.General)!;
        var signature = Convert.FromBase64String(last.Signature);
        switch (what)
        {
            case "line ends of another system":
                await File.WriteAllTextAsync(file, text.Replace("\n", "\r\n", StringComparison.Ordinal), Ct);
                break;
            case "two signatures under one text":
                await File.AppendAllTextAsync(file, text.TrimEnd('\n').Split('\n')[^1] + "\n", Ct);
                break;
            case "a line that was cut off":
                await File.AppendAllTextAsync(file, $"\n{last.Text}\n— {last.Name} {last.Signature[..9]} (cut off)\n", Ct);
                break;
            case "two bytes that are no letters":
                await File.WriteAllBytesAsync(file, [0xFF, 0xFE, .. Encoding.UTF8.GetBytes(text.TrimStart())], Ct);
                break;
            case "leaves with other line ends":
                foreach (var leaves in Directory.GetFiles(folder.Path, "*.leaves"))
                    await File.WriteAllTextAsync(leaves, (await File.ReadAllTextAsync(leaves, Ct)).Replace("\n", "\r\n", StringComparison.Ordinal), Ct);
                break;
            case "bytes behind a signature":
                await AddAsync(last with { Signature = Convert.ToBase64String([.. signature, 0]) });
                break;
            case "a short signature":
                await AddAsync(last with { Signature = Convert.ToBase64String(signature[..6]) });
                break;
            case "no signature":
                await AddAsync(last with { Signature = Convert.ToBase64String([.. signature[..4], 0x30, 0]) });
                break;
            default:
                var point = Checkpoint.TryParse(last.Text)!;
                var size = point.Size.ToString(CultureInfo.InvariantCulture);
                await AddAsync(SignedNote.Sign(what switch
                {
                    "signed: noughts before the size" => last.Text.Replace($"\n{size}\n", $"\n00{size}\n", StringComparison.Ordinal),
                    "signed: a sign before the size" => last.Text.Replace($"\n{size}\n", $"\n+{size}\n", StringComparison.Ordinal),
                    "signed: digits of another script" => last.Text.Replace($"\n{size}\n", $"\n{string.Concat(size.Select(digit => (char)(digit - '0' + '０')))}\n", StringComparison.Ordinal),
                    "signed: no such day" => string.Concat(last.Text.AsSpan(0, last.Text.IndexOf("\nat ", StringComparison.Ordinal)), "\nat 2026-02-30T00:00:00Z\n"),
                    "signed: bits of a root that stand for nothing" => last.Text.Replace(point.Root.ToString(), point.Root.ToString()[..42] + (char)(point.Root.ToString()[42] + 1) + "=", StringComparison.Ordinal),
                    _ => (point with { Size = point.Size + 1_000_000 }).Write(),
                }, last.Name, made.Journal.Key.Key));
                break;
        }
        var copy = made.Journal.Copy();
        var findings = await AgreeAsync(what, copy, folder);
        Assert.Equal(fault, findings.Count == 0 ? null : findings[0].Fault);

        Task AddAsync(SignedNote note) => File.AppendAllTextAsync(file, "\n" + note.Write(), Ct);
    }

    /// <summary>What an entry may say of a restore, beside what is right.</summary>
    private static readonly string[] Odd = ["", "0", "007", "+5", "-1", " 5", "5 ", "５", "1e3", "5.0", "0x5", "99999999999999999999", "999999999999999999", "x", "\ud800", "2026-02-30T00:00:00.0000000Z", "2026-01-01T00:00:00Z", "あ"];

    [Fact]
    public async Task Both_say_the_same_of_an_entry_that_tells_of_a_restore_in_odd_words()
    {
        var told = 0;
        for (var turn = 0; turn < Mutations; turn++)
        {
            var random = new Random(turn);
            var copy = made.Journal.Copy();
            var isFound = await TamperingTests.TamperAsync(copy, db => Restore(db, random, turn));
            var report = await BothVerifiers.AgreeAsync(made.Journal, $"{turn}", copy, Ct);
            told += report.Restores.Count;
            Assert.True(report.Findings.Any(finding => finding.Fault is JournalFault.Restore or JournalFault.Column) || !isFound, $"{turn}");
            File.Delete(copy);
        }
        Assert.InRange(told, Mutations / 8, Mutations);
    }

    /// <summary>An entry behind all others that tells of a restore; answers whether something about it must be found.</summary>
    private bool Restore(SqliteConnection db, Random random, int turn)
    {
        var (number, last) = (Text(db, "SELECT MAX(Number) + 1 FROM JournalPositions WHERE Tree LIKE '00000000%'"), Checkpoint.TryParse(made.Journal.Folders[0].Last(CheckpointFolder.General)!.Text)!);
        var details = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["backup"] = "1", ["size"] = last.Size.ToString(CultureInfo.InvariantCulture), ["root"] = last.Root.ToString(), ["at"] = "2026-01-01T00:00:00.0000000Z", ["restored-size"] = last.Size.ToString(CultureInfo.InvariantCulture),
            ["restored-hour"] = "0", ["lost-hour"] = "0", ["held"] = last.Size.ToString(CultureInfo.InvariantCulture), ["held-root"] = last.Root.ToString(), ["restored-at"] = "2026-01-01T00:00:00.0000000Z",
        };
        var (names, isFound) = (details.Keys.ToList(), false);
        var odd = names[random.Next(names.Count)];
        if (turn % 4 == 1)
            details.Remove("size");
        if (turn % 2 == 1)
            details[odd] = Odd[random.Next(Odd.Length)];
        // Every fourth is not signed.
        if (turn % 4 != 2)
            details["signature"] = SignedNote.Sign(string.Concat(RestoresOrder.Select(name => details.GetValueOrDefault(name) + "\n")), BackupFacts.Restored, made.Journal.Key.Key).Signature;
        else
            isFound = true;
        var id = new Guid(Enumerable.Repeat((byte)(turn + 1), 16).ToArray());
        var json = JsonSerializer.Serialize(details).Replace("\\uFFFD", "\\ud800", StringComparison.Ordinal);
        var record = Encoding.UTF8.GetBytes(
            $$"""{"action":"backup.restored","actor":null,"at":"2026-01-01T00:00:00.0000000Z","details":{{json}},"document":null,"id":"{{id:N}}","log":"General","salt":"00000000000000000000000000000000","v":1,"mac":"00112233445566778899aabbccddeeff"}""");
        using var command = db.CreateCommand();
        command.CommandText = """
            INSERT INTO Journal (Id, Log, At, Action, Bytes) VALUES ($id, 'General', '2026-01-01 00:00:00', 'backup.restored', $bytes);
            INSERT INTO JournalPositions (EntryId, Tree, Number, Leaf) VALUES ($id, '00000000-0000-0000-0000-000000000000', $number, $leaf)
            """;
        command.Parameters.AddWithValue("$id", id.ToString("D").ToUpperInvariant());
        command.Parameters.AddWithValue("$bytes", record);
        command.Parameters.AddWithValue("$leaf", TreeHash.OfLeaf(record).ToBytes());
        command.Parameters.AddWithValue("$number", long.Parse(number, CultureInfo.InvariantCulture));
        command.ExecuteNonQuery();
        return isFound;
    }

    private static readonly string[] RestoresOrder = ["backup", "size", "root", "at", "restored-size", "restored-hour", "lost-hour", "held", "held-root", "restored-at"];

    private static string Text(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
#pragma warning disable CA2100 // Written here.
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }

    private async Task<IReadOnlyList<JournalFinding>> AgreeAsync(string what, string copy, CheckpointFolder folder) =>
        (await BothVerifiers.AgreeAsync(made.Journal, what, copy, Ct, [folder, made.Journal.Folders[1]])).Findings;

    private static string OfLines(string text, Action<List<string>> change)
    {
        var lines = text.Split('\n').ToList();
        change(lines);
        return string.Join('\n', lines);
    }

    /// <summary>A folder with the files of the first, to be changed.</summary>
    private CheckpointFolder Copied(int turn)
    {
        var place = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(made.Journal.OlderCopy)!, $"folder{turn}-{Guid.NewGuid():N}"));
        foreach (var file in Directory.GetFiles(made.Journal.Folders[0].Path))
            File.Copy(file, Path.Combine(place.FullName, Path.GetFileName(file)));
        return new CheckpointFolder(place.FullName);
    }
}
