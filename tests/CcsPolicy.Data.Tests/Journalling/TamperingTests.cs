using System.Security.Cryptography;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CcsPolicy.Data.Tests.Journalling;

/// <summary>The bar of the verifier: every tampering of what is anchored is found where it was done, what is not anchored is never called right, and nothing is said of copies that nobody touched.</summary>
public sealed class TamperingTests(TamperingTests.Made made) : IClassFixture<TamperingTests.Made>
{
    /// <summary>One journal for all of them: each works on its own copies.</summary>
    public sealed class Made : IAsyncLifetime
    {
        internal AProvenJournal Journal { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Journal = await AProvenJournal.MakeAsync(Ct);

        public ValueTask DisposeAsync() => Journal.DisposeAsync();
    }

    private static readonly int Tamperings = TestLength.IsNightly ? 500 : 42;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("ASVS", "V16.4.2")]
    public async Task Every_tampering_of_what_is_anchored_is_found_where_it_was_done()
    {
        var proven = made.Journal;
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var missed = new List<string>();
        for (var turn = 0; turn < Tamperings; turn++)
        {
            var (kind, general, random) = (Tampering.Kinds[turn % Tampering.Kinds.Length], turn / Tampering.Kinds.Length % 2 == 0, new Random(turn));
            var copy = proven.Copy();
            var expected = await TamperAsync(copy, db => new Tampering(db, random).Do(kind, general, 0, proven.Anchored, DateTimeOffset.MinValue, proven.CommittedUntil, other));
            var report = await proven.VerifyAsync(copy, Ct);
            if (!report.Findings.Any(finding => IsAt(finding, expected)) || (expected is not { Tree: null, Within: null } && !report.Findings.Any(finding => finding.IsAnchored)))
                missed.Add($"{turn} {kind} {(general ? "general" : "procedures")}: {expected} but {string.Join("; ", report.Findings.Take(4))}");
            File.Delete(copy);
        }
        Assert.True(missed.Count == 0, string.Join(Environment.NewLine, missed));
    }

    [Fact]
    public async Task A_database_that_was_rolled_back_is_found_to_end_too_early()
    {
        var proven = made.Journal;
        var report = await proven.VerifyAsync(proven.OlderCopy, Ct);
        Assert.Equal((JournalFault.Missing, "general", (long?)proven.Older), (report.Findings[0].Fault, report.Findings[0].Tree, report.Findings[0].Number));
    }

    [Fact]
    public async Task What_is_not_anchored_is_never_called_right_however_it_was_tampered_with()
    {
        var proven = made.Journal;
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string[] kinds = ["column", "place", "swap", "insert", "delete", "delete-and-close", "cut", "re-chain"];
        for (var turn = 0; turn < Tamperings; turn++)
        {
            var (kind, general, random) = (kinds[turn % kinds.Length], turn / kinds.Length % 2 == 0, new Random(turn));
            var copy = proven.Copy();
            await TamperAsync(copy, db => new Tampering(db, random).Do(kind, general, proven.Anchored, long.MaxValue, proven.CommittedUntil, DateTimeOffset.MaxValue, other));
            var report = await proven.VerifyAsync(copy, Ct);
            Assert.Equal((proven.Anchored, proven.CommittedUntil), (report.Anchored, report.CommittedUntil));
            Assert.All(report.Findings, finding => Assert.False(finding.IsAnchored, $"{turn} {kind}: {finding}"));
            // What stands there is told to be beyond the checkpoints, or nothing stands there any more.
            Assert.Equal(report.Entries - proven.Anchored, report.Tail.Length);
            File.Delete(copy);
        }
    }

    [Theory]
    [InlineData("Acknowledgements", "UPDATE Acknowledgements SET PersonId = (SELECT Id FROM People WHERE Id <> PersonId)", "2036", true)]
    [InlineData("Grants", "UPDATE Grants SET \"From\" = '2019-01-01'", "2036", false)]
    [InlineData("Grants", "UPDATE Grants SET \"From\" = '2019-01-01'", "0001", false)]
    public async Task What_an_entry_without_a_place_says_makes_no_row_right_that_is_never_changed_and_is_told_of_any_other(string table, string change, string year, bool isFinding)
    {
        var copy = made.Journal.Copy();
        await TamperAsync(copy, db =>
        {
            Run(db, $"DELETE FROM {table} WHERE rowid NOT IN (SELECT MIN(rowid) FROM {table})");
            return Run(db, change);
        });
        var before = await made.Journal.VerifyAsync(copy, Ct);
        var finding = Assert.Single(before.Findings, finding => finding.What.StartsWith(table + "/", StringComparison.Ordinal) && finding.What.EndsWith(" differs", StringComparison.Ordinal));
        var name = finding.What.Split(' ')[0];
        var salt = new byte[16];
        await TamperAsync(copy, db =>
        {
            var hash = RowHash(db, table, salt);
            var id = Guid.NewGuid();
            var record = $$"""{"action":"test.forged","actor":null,"at":"{{year}}-01-01T00:00:00.0000000Z","details":{},"document":null,"id":"{{id:N}}","log":"General","rows":{"{{name}}":"{{hash}}"},"salt":"00000000000000000000000000000000","v":1,"mac":"00112233445566778899aabbccddeeff"}""";
            return Run(db, $"INSERT INTO Journal (Id, Log, At, Action, Bytes) VALUES ('{id.ToString().ToUpperInvariant()}', 'General', '{year}-01-01 00:00:00', 'test.forged', CAST('{record}' AS BLOB))");
        });
        var after = await made.Journal.VerifyAsync(copy, Ct);
        Assert.Equal(isFinding, after.Findings.Any(found => found.What == finding.What));
        Assert.Equal(isFinding ? 0 : 1, after.UnplacedRows);
        Assert.Equal(before.Unplaced.Length + 1, after.Unplaced.Length);
        // Nobody has waited since a time to come, nor since the first of all.
        Assert.Equal(1, after.LongUnplaced.Length);
        Assert.Contains(JournalWarning.Unplaced, after.Warnings);
        await BothVerifiers.AgreeAsync(made.Journal, table, copy, Ct);
        File.Delete(copy);
    }

    /// <summary>The hash of the only row of a table, made as the page of the format says.</summary>
    private static string RowHash(SqliteConnection db, string table, byte[] salt)
    {
        using var command = db.CreateCommand();
#pragma warning disable CA2100 // Tampering is by any SQL.
        command.CommandText = $"SELECT * FROM {table}";
#pragma warning restore CA2100
        using var row = command.ExecuteReader();
        Assert.True(row.Read());
        var bytes = new List<byte>(salt);
        foreach (var column in Enumerable.Range(0, row.FieldCount).Where(column => !row.IsDBNull(column)).OrderBy(row.GetName, StringComparer.Ordinal))
        {
            var (kind, value) = row.GetValue(column) switch
            {
                long number => ("i", System.Text.Encoding.UTF8.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture))),
                byte[] blob => ("b", blob),
                string id when Guid.TryParseExact(id, "D", out var guid) && !id.Any(char.IsAsciiLetterLower) => ("u", System.Text.Encoding.UTF8.GetBytes(guid.ToString("N"))),
                var text => ("t", System.Text.Encoding.UTF8.GetBytes((string)text)),
            };
            bytes.AddRange([.. System.Text.Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{row.GetName(column)}:{kind}:{value.Length}:")), .. value, (byte)'\n']);
        }
        return Convert.ToHexStringLower(SHA256.HashData([.. bytes]));
    }

    private static int Run(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
#pragma warning disable CA2100 // Tampering is by any SQL.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteNonQuery();
    }

    [Fact]
    public async Task Copies_that_nobody_touched_raise_nothing()
    {
        var proven = made.Journal;
        for (var turn = 0; turn < (TestLength.IsNightly ? 500 : 10); turn++)
        {
            var copy = proven.Copy();
            var report = await proven.VerifyAsync(copy, Ct);
            Assert.Empty(report.Findings);
            Assert.Equal((8, 6), (report.Tail.Length, report.ProcedureTail.Length));
            File.Delete(copy);
        }
    }

    private static bool IsAt(JournalFinding finding, Expected expected) => expected switch
    {
        { Row: { } row } => finding.Fault == JournalFault.Row && finding.What.StartsWith(row + " ", StringComparison.Ordinal),
        { Within: { } at } => finding.Between is { } between && between.From <= at && at < between.Until,
        { Tree: null } => finding.Fault == JournalFault.Note,
        _ => finding.Tree == expected.Tree && finding.Number == expected.Number,
    };

    internal static async Task<T> TamperAsync<T>(string file, Func<SqliteConnection, T> tamper)
    {
        await using var db = new SqliteConnection($"Data Source={file};Pooling=False");
        await db.OpenAsync(Ct);
        await using (var settings = db.CreateCommand())
        {
            settings.CommandText = "PRAGMA foreign_keys=OFF; PRAGMA synchronous=OFF;";
            await settings.ExecuteNonQueryAsync(Ct);
        }
        return tamper(db);
    }
}
