using System.Formats.Tar;
using System.Globalization;
using System.Text.Json;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CcsPolicy.Data.Backups;

/// <summary>Where a backup comes from and goes to.</summary>
/// <param name="Folder">Where backups go.</param>
/// <param name="WorkFolder">Where a copy of a SQLite database lies while it is sealed: as private as the database itself.</param>
/// <param name="KeyFolder">The key folder, which goes into the part for two people; null when the keys lie in no folder.</param>
/// <param name="Settings">Names of the settings in force.</param>
public sealed record BackupPlaces(string Folder, string WorkFolder, string? KeyFolder, IReadOnlyList<string> Settings)
{
    /// <summary>The public recovery keys that lie in the key folder.</summary>
    public IReadOnlyList<RecoveryKey> Recovery => RecoveryFolder is null ? [] : RecoveryKey.ReadAll(RecoveryFolder);

    /// <summary>The places outside whose last checkpoints a backup names.</summary>
    public IReadOnlyList<CheckpointFolder> Checkpoints { get; init; } = [];

    /// <summary>Where the public recovery keys are put; null when the keys lie in no folder.</summary>
    public string? RecoveryFolder => KeyFolder is null ? null : Path.Combine(KeyFolder, RecoveryKey.Folder);

    /// <summary>The key that signs the journal; null when the keys lie in no folder.</summary>
    public string? JournalKeyFile => KeyFolder is null ? null : Path.Combine(KeyFolder, JournalKey.FileName);

    /// <summary>Makes the folder for the public recovery keys, so that nobody has to guess how it is called.</summary>
    public void MakeRecoveryFolder()
    {
        if (RecoveryFolder is not null)
            Directory.CreateDirectory(RecoveryFolder);
    }
}

/// <param name="Bytes">Size of the file.</param>
public sealed record MadeBackup(string File, Guid Id, DateTimeOffset MadeAt, long Bytes, BackupContents Contents);

/// <summary>
/// バックアップ。Copies the database while the product runs, whole and of one moment, into one sealed file. The file has its name only when all of it is on the disk.
/// </summary>
public sealed class BackupMaking(PolicyDbFactory databases, BackupPlaces places, PostgreSqlPrograms programs)
{
    /// <summary>Ending of a backup's name.</summary>
    public const string Ending = ".backup";

    private const string CopyPrefix = "backup-copy-";

    public BackupPlaces Places => places;

    /// <summary>Makes a backup and journals it, or journals that it failed.</summary>
    /// <exception cref="BackupException">There is none; what was begun is deleted.</exception>
    public async Task<MadeBackup> RunAsync(CancellationToken ct, string? folder = null)
    {
        MadeBackup made;
        try
        {
            made = await MakeAsync(ct, folder);
        }
        catch (BackupException)
        {
            // Where that cannot be written either, why there is no backup is still what is said.
            await TryRecordAsync(new JournalFact(BackupFacts.Failed), ct);
            throw;
        }
        if (await TryRecordAsync(BackupFacts.OfMade(made), ct) is { } fault)
            throw new BackupException(
                $"バックアップは作りましたが、操作記録に残せませんでした（{fault.GetBaseException().Message}）。データベースの保存先を確かめ、もう一度実行してください。作ったもの：{made.File}",
                $"The backup was made, but could not be journalled ({fault.GetBaseException().Message}). Look at where the database lies and run this again. What was made: {made.File}", fault);
        return made;
    }

    /// <summary>Makes a backup without a word in the journal: for a schema that is about to be brought up to date.</summary>
    public async Task<MadeBackup> MakeAsync(CancellationToken ct, string? folder = null)
    {
        folder ??= places.Folder;
        var (file, part) = ("", "");
        try
        {
            Directory.CreateDirectory(folder);
            // Read before the copy is made, which can only hold more.
            var outside = places.Checkpoints.Select(place => (place.Path, Lasts: place.Lasts().ToList())).ToList();
            var at = databases.Setup.Clock.Now();
            var (header, keys) = BackupHeader.Make(at, databases.Setup, places.Recovery);
            file = Path.Combine(folder, $"ccspolicy-{at.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{header.Id.ToString("N")[..6]}{Ending}");
            part = file + ".part";
            await using var to = PrivateFile.Create(part);
            var head = header.Write(to);
            await using var folderOfKeys = await KeyFolderAsync(ct);
            var hash = await SealedParts.SealAsync(folderOfKeys, to, keys.KeyFolder!, SealedParts.KeyFolder, head, ct);
            var contents = databases.Setup.Provider switch
            {
                DatabaseProvider.Sqlite => await CopySqliteAsync(to, keys.Database, head, ct),
                DatabaseProvider.PostgreSql => await DumpPostgreSqlAsync(to, keys.Database, head, ct),
                DatabaseProvider.SqlServer => throw new BackupException(
                    "SQL Serverのバックアップは、SQL Serverの方法で取ります。何も作っていません。手順は docs/operations/backup.md にあります。",
                    "A backup of SQL Server is made by SQL Server itself. Nothing was made. See docs/operations/backup.md."),
            };
            contents = contents with { Outside = [.. outside.SelectMany(place => place.Lasts)], Silent = [.. outside.Where(place => place.Lasts.Count == 0).Select(place => place.Path)], Settings = places.Settings, KeyFolder = Convert.ToHexStringLower(hash) };
            using var json = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(contents));
            await SealedParts.SealAsync(json, to, keys.Database, SealedParts.Contents, head, ct);
            to.Flush(flushToDisk: true);
            var length = to.Length;
            to.Close();
            DurableName.Give(part, file);
            return new MadeBackup(file, header.Id, at, length, contents);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SqliteException or NpgsqlException or InvalidDataException or FormatException or InvalidCastException)
        {
            // Whoever gives it its name may fail after that, when the disk does not take the name.
            if (file.Length > 0)
                File.Delete(file);
            throw new BackupException(
                $"バックアップを作れませんでした（{fault.Message}）。データベースは変えていません。途中のファイルは消しました。置き場所の空きと権限を確かめ、もう一度実行してください：{folder}",
                $"No backup could be made ({fault.Message}). The database is as it was, and what was begun is deleted. Look at the space and the rights of the folder and run this again: {folder}", fault);
        }
        finally
        {
            if (part.Length > 0)
                File.Delete(part);
        }
    }

    private async Task<Exception?> TryRecordAsync(JournalFact fact, CancellationToken ct)
    {
        try
        {
            await BackupFacts.RecordAsync(databases, fact, ct);
            return null;
        }
        catch (Exception fault) when (StorageFaults.Of(fault) is not null)
        {
            return fault;
        }
    }

    private async Task<BackupContents> CopySqliteAsync(Stream to, byte[] key, byte[] head, CancellationToken ct)
    {
        Directory.CreateDirectory(places.WorkFolder);
        // Left over from a run that was killed.
        foreach (var old in Directory.GetFiles(places.WorkFolder, CopyPrefix + "*"))
            if (File.GetLastWriteTimeUtc(old) < databases.Setup.Clock.Now().UtcDateTime.AddDays(-1))
                File.Delete(old);
        var copy = Path.Combine(places.WorkFolder, CopyPrefix + Guid.NewGuid().ToString("N"));
        try
        {
            // Made first, so that nobody else reads it.
            PrivateFile.Create(copy).Dispose();
            BackupContents contents;
            await using (var written = new SqliteConnection($"Data Source={copy};Pooling=False"))
            {
                await written.OpenAsync(ct);
                var source = new SqliteConnectionStringBuilder(databases.Setup.ConnectionString) { Pooling = false, Mode = SqliteOpenMode.ReadWrite };
                await using (var live = new SqliteConnection(source.ConnectionString))
                {
                    await live.OpenAsync(ct);
                    await SqliteFiles.TellAsync(live, "PRAGMA busy_timeout=30000", ct);
                    // In one step and in WAL mode: writers go on, and the copy is of one moment.
                    live.BackupDatabase(written);
                }
                // One file without a log beside it.
                await SqliteFiles.TellAsync(written, "PRAGMA journal_mode=DELETE", ct);
                await SqliteFiles.CheckAsync(written, ct);
                contents = await BackupContents.ReadAsync(written, DatabaseProvider.Sqlite, ct);
            }
            await using var from = File.OpenRead(copy);
            await SealedParts.SealAsync(from, to, key, SealedParts.Database, head, ct);
            return contents;
        }
        finally
        {
            SqliteFiles.Delete(copy);
        }
    }

    private async Task<BackupContents> DumpPostgreSqlAsync(Stream to, byte[] key, byte[] head, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(databases.Setup.ConnectionString);
        await connection.OpenAsync(ct);
        // What is counted and what is dumped is one snapshot, which lives as long as this transaction.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        await using var command = new NpgsqlCommand("SELECT pg_export_snapshot()", connection, transaction);
        var snapshot = (string)(await command.ExecuteScalarAsync(ct))!;
        await programs.DumpAsync(databases.Setup.ConnectionString, snapshot, dump => SealedParts.SealAsync(dump, to, key, SealedParts.Database, head, ct), ct);
        return await BackupContents.ReadAsync(connection, DatabaseProvider.PostgreSql, ct);
    }

    private async Task<Stream> KeyFolderAsync(CancellationToken ct)
    {
        var archive = new MemoryStream();
        if (places.KeyFolder is { } folder && Directory.Exists(folder))
            await TarFile.CreateFromDirectoryAsync(folder, archive, includeBaseDirectory: false, ct);
        archive.Position = 0;
        return archive;
    }
}

/// <summary>
/// バックアップの事実。What the journal says of backups: which one, when, and size and root of the general tree. Nothing that work on procedures moves, so no rows, no size of a file and no time
/// that a drill took: these entries are in the general journal, and an administrator reads them.
/// </summary>
public static class BackupFacts
{
    public const string Made = "backup.made";
    public const string Failed = "backup.failed";
    public const string Restored = "backup.restored";
    public const string Drilled = "backup.drilled";
    public const string DrillFailed = "backup.drill-failed";

    /// <summary>No key that was given is one that the file names, and nothing vouches for what it names. No drill, and no statement that the file is good or bad.</summary>
    public const string DrillNotBegun = "backup.drill-not-begun";

    internal static JournalFact OfMade(MadeBackup made) => About(Made, made.Id, made.MadeAt, made.Contents);

    /// <param name="keys">How many recovery keys opened it.</param>
    internal static JournalFact OfDrilled(RestoredBackup restored, int keys) => About(Drilled, restored.Id, restored.MadeAt, restored.Contents).With("keys", keys);

    private static JournalFact About(string action, Guid backup, DateTimeOffset made, BackupContents contents) =>
        new JournalFact(action).With("backup", backup.ToString("N")).With("made", made).With("journal", contents.JournalSize).With("root", contents.JournalRoot);

    internal static async Task RecordAsync(PolicyDbFactory databases, JournalFact fact, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        db.Record(fact);
        await db.SaveChangesAsync(ct);
    }
}
