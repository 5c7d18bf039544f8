using System.Formats.Tar;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CcsPolicy.Data.Backups;

/// <summary>What is restored to where, and by which keys.</summary>
/// <param name="Folder">Must not exist, or be empty. Gets <c>ccspolicy.db</c>, and <c>keys</c> when two recovery keys open the file.</param>
/// <param name="Connection">An empty database, for a backup of PostgreSQL.</param>
/// <param name="Masters">The keys of this machine; null where there are none.</param>
/// <param name="Checkpoints">Folders with checkpoints outside the database, with which the journal is compared.</param>
public sealed record RestoreRequest(string File, string Folder, string Connection, MasterKeys? Masters, IReadOnlyList<OpenedRecoveryKey> Recovery, IReadOnlyList<CheckpointFolder> Checkpoints)
{
    /// <summary>The private key of the journal on this machine: what was lost is signed with it, or with the one in the backup, so that signer and verifier believe it.</summary>
    public string? JournalKeyFile { get; init; }

    /// <summary>Writes into the restored journal that it was restored; not in a drill.</summary>
    public bool Journals { get; init; } = true;

    /// <summary>Restores also what is not what was signed before the backup was made: somebody who is answerable knows of it. The entry says how much was found.</summary>
    public bool AcceptsFindings { get; init; }
}

/// <param name="Lost">The checkpoints outside that are beyond what was restored.</param>
/// <param name="DocumentKeys">How many keys of documents the master key opened.</param>
/// <param name="Findings">What is not as it was signed before the backup, and was accepted.</param>
public sealed record RestoredBackup(Guid Id, DateTimeOffset MadeAt, string ConnectionString, BackupContents Contents, IReadOnlyList<Checkpoint> Lost, int DocumentKeys, IReadOnlyList<string> Findings)
{
    /// <summary>Whether what came back is signed as far as it had to be. It is not when somebody had put a record into a place before: then nothing is signed from there on.</summary>
    public bool IsSigned { get; init; } = true;
}

/// <summary>
/// 復元。Opens a backup into a folder that nobody uses yet, checks every chunk, the database, its guards, its journal and its counts, and gives the folder its name only when all of that held.
/// </summary>
public sealed class BackupRestoring(PostgreSqlPrograms programs, IdSource ids, TimeProvider clock)
{
    /// <summary>The name of the restored SQLite database.</summary>
    public const string DatabaseName = "ccspolicy.db";

    /// <exception cref="BackupKeysRefusedException">The keys are not those of the backup. Nothing was begun.</exception>
    /// <exception cref="BackupException">Nothing was restored; what was begun is deleted.</exception>
    public async Task<RestoredBackup> RunAsync(RestoreRequest request, CancellationToken ct)
    {
        RefuseUnreadable(request.File);
        if (File.Exists(request.Folder) || (Directory.Exists(request.Folder) && Directory.EnumerateFileSystemEntries(request.Folder).Any()))
            throw new BackupException(
                $"戻し先が空ではありません。何も変えていません。まだないフォルダーを指定してください：{request.Folder}",
                $"There is something where the backup is to be restored. Nothing was changed. Name a folder that does not exist yet: {request.Folder}");
        var part = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Folder)) + ".part-" + Guid.NewGuid().ToString("N")[..8];
        var isWhole = false;
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(part);
            else
                Directory.CreateDirectory(part, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var restored = await RestoreAsync(request, part, ct);
            if (Directory.Exists(request.Folder))
                Directory.Delete(request.Folder);
            isWhole = true;
            DurableName.GiveFolder(part, request.Folder);
            return restored;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SqliteException or NpgsqlException or InvalidDataException or FormatException or InvalidCastException or CryptographicException or UnguardedDatabaseException || StorageFaults.Of(fault) is not null)
        {
            // It had its name already, and the disk did not take that.
            if (isWhole && Directory.Exists(request.Folder))
                Directory.Delete(request.Folder, recursive: true);
            throw new BackupException(
                "復元できませんでした。戻しかけたものは使わないでください（SQLiteでは消しました。PostgreSQLでは、戻し先に表ができていれば、そのデータベースを消してください）。バックアップのファイルは、そのままです。原因（英文の括弧の中）を直して、もう一度実行してください。",
                $"The backup could not be restored ({fault.Message}). Do not use what was begun (with SQLite it has been deleted; with PostgreSQL drop that database if there are tables in it). The backup file is as it was. Mend the cause and run this again.", fault);
        }
        finally
        {
            if (Directory.Exists(part))
                Directory.Delete(part, recursive: true);
        }
    }

    /// <summary>Refuses a file that is not there or may not be read, before anything is begun.</summary>
    /// <exception cref="BackupException">It cannot be opened.</exception>
    internal static void RefuseUnreadable(string file)
    {
        try
        {
            using var trial = File.OpenRead(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var missing = fault is FileNotFoundException or DirectoryNotFoundException;
            throw new BackupException(
                $"バックアップのファイルが{(missing ? "ありません" : "読めません")}。何も始めていません。{(missing ? "場所と名前" : "ファイルであることと、読む権限")}を確かめてください：{file}",
                $"The backup file {(missing ? "is not there" : "cannot be read")}. Nothing was begun. Look at {(missing ? "place and name" : "whether it is a file, and at the right to read it")}: {file}", fault);
        }
    }

    /// <summary>Refuses while a place outside cannot be reached: nothing would be compared with what it holds.</summary>
    /// <exception cref="BackupException">One is away.</exception>
    internal static void RefuseAway(IReadOnlyList<CheckpointFolder> checkpoints)
    {
        if (checkpoints.FirstOrDefault(folder => !folder.Exists) is { } away)
            throw BackupException.CheckpointsAway(away.Path);
    }

    private async Task<RestoredBackup> RestoreAsync(RestoreRequest request, string part, CancellationToken ct)
    {
        var (header, contents, file, withKeys) = await OpenAsync(request, part, ct);
        var connection = header.Provider == DatabaseProvider.Sqlite ? $"Data Source={file};Pooling=False" : request.Connection;
        RefuseAway(request.Checkpoints);
        using var key = KeyFor(request, part);
        var keys = key is null ? null : new TrustedKeys(key.OfPublic());
        var outside = NotesAtRestore.Read(request.Checkpoints, keys);
        RefuseWithoutKey(outside.Last.Any(checkpoint => checkpoint.Size > contents.JournalSize));
        if (header.Provider == DatabaseProvider.PostgreSql)
        {
            await RefuseUsedAsync(connection, ct);
            await programs.RestoreAsync(connection, file, ct);
            File.Delete(file);
        }
        var masters = withKeys ? MasterKeys.ReadOrCreate(Path.Combine(part, "keys", "master.key")) : request.Masters!;
        var databases = new PolicyDbFactory(new PolicyDbSetup(header.Provider, connection, new DocumentKeys(masters, ids), ids, clock));
        var (kept, lost) = outside.Compare(await CompareAsync(databases, contents, outside.Sizes, ct), contents.JournalSize, request.AcceptsFindings);
        RefuseWithoutKey(lost.Count > 0);
        await using var db = databases.OpenFor(Reader.Nobody);
        await db.Database.MigrateAsync(ct);
        await new DatabasePreparation(databases).CheckAsync(ct);
        var documentKeys = await db.DocumentKeys.AsNoTracking().ToListAsync(ct);
        foreach (var wrapped in documentKeys)
            masters.Of(wrapped.MasterKeyId).Unwrap(wrapped.Wrapped, wrapped.DocumentId.Value.ToByteArray());
        if (keys is not null && outside.Last.Count == 0 && await KeptNote.HaveBegunAsync(db, ofProcedures: false, keys, ct))
            throw BackupException.CheckpointsEmptied();
        var report = await VerifyAsync(databases, contents, request, part, key, ct);
        // A drill leaves nothing in what came back, and asks only whether it could be signed.
        var isSigned = request.Journals ? await new RestoreEntry(databases, key, outside).RecordAsync(header, contents, kept, lost, report, ct)
            : key is null || outside.Last.Count == 0 || await PlacedEntry.AreOwnAsync(db, report, ct);
        var at = header.Provider == DatabaseProvider.Sqlite ? $"Data Source={Path.Combine(request.Folder, DatabaseName)}" : connection;
        return new RestoredBackup(header.Id, header.MadeAt, at, contents, lost, documentKeys.Count, [.. report.Findings.Select(finding => finding.InShort)]) { IsSigned = isSigned };

        void RefuseWithoutKey(bool isLosing)
        {
            if (request.Journals && isLosing && (keys is null || !outside.IsOf(keys)))
                throw BackupException.NeedsJournalKey();
        }
    }

    /// <summary>Opens every part of the file, to its end.</summary>
    private static async Task<(BackupHeader Header, BackupContents Contents, string File, bool WithKeys)> OpenAsync(RestoreRequest request, string part, CancellationToken ct)
    {
        await using var from = File.OpenRead(request.File);
        var (header, head) = BackupHeader.Read(from);
        var keys = header.Open(request.Recovery, request.Masters) ?? throw await RefusalAsync(request, header, head, from, ct);
        using var archive = new MemoryStream();
        var hash = await SealedParts.OpenAsync(from, archive, keys.KeyFolder, SealedParts.KeyFolder, head, ct);
        var file = Path.Combine(part, header.Provider == DatabaseProvider.Sqlite ? DatabaseName : "ccspolicy.dump");
        await using (var to = new FileStream(file, FileMode.CreateNew))
        {
            await SealedParts.OpenAsync(from, to, keys.Database, SealedParts.Database, head, ct);
            to.Flush(flushToDisk: true);
        }
        using var json = new MemoryStream();
        await SealedParts.OpenAsync(from, json, keys.Database, SealedParts.Contents, head, ct);
        var contents = JsonSerializer.Deserialize<BackupContents>(json.ToArray());
        if (contents is null || contents.KeyFolder != Convert.ToHexStringLower(hash) || from.ReadByte() >= 0)
            throw BackupException.Damaged("end");
        if (archive.Length > 0)
        {
            archive.Position = 0;
            var restored = Path.Combine(part, "keys");
            PrivateFile.MakeFolder(restored);
            await TarFile.ExtractToDirectoryAsync(archive, restored, overwriteFiles: false, ct);
            DurableName.FlushAll(restored);
        }
        return (header, contents, file, archive.Length > 0);
    }

    /// <summary>Why the keys of the request are refused, and whether that could be the file's fault.</summary>
    private static async Task<BackupException> RefusalAsync(RestoreRequest request, BackupHeader header, byte[] head, FileStream from, CancellationToken ct)
    {
        var isTooFew = request.Recovery.Count > 0 && request.Recovery.Select(key => key.Fingerprint).Distinct(StringComparer.Ordinal).Count() < 2;
        // Which keys the head names can be believed when the database within the file, to which the head is bound, opens by another key.
        return header.Refusal(request.Recovery, isTooFew, !isTooFew && !await IsVouchedForAsync());

        async Task<bool> IsVouchedForAsync()
        {
            if (header.Open([], request.Masters) is not { } keys)
                return false;
            await SealedParts.OpenAsync(from, Stream.Null, null, SealedParts.KeyFolder, head, ct);
            await SealedParts.OpenAsync(from, Stream.Null, keys.Database, SealedParts.Database, head, ct);
            return true;
        }
    }

    /// <summary>Compares what came back with what the backup says of itself; answers the roots of the general tree at the sizes.</summary>
    private static async Task<IReadOnlyDictionary<long, TreeHash>> CompareAsync(PolicyDbFactory databases, BackupContents contents, IReadOnlyList<long> sizes, CancellationToken ct)
    {
        await using var connection = databases.Setup.Provider == DatabaseProvider.Sqlite
            ? (System.Data.Common.DbConnection)new SqliteConnection(databases.Setup.ConnectionString) : new NpgsqlConnection(databases.Setup.ConnectionString);
        await connection.OpenAsync(ct);
        if (connection is SqliteConnection sqlite)
            await SqliteFiles.CheckAsync(sqlite, ct);
        var roots = sizes.ToDictionary(size => size, _ => TreeHash.OfNothing);
        var found = await BackupContents.ReadAsync(connection, databases.Setup.Provider, ct, roots);
        if (contents.Differences(found).ToList() is { Count: > 0 } different)
            throw BackupException.Differs(string.Join(", ", different));
        return roots;
    }

    /// <summary>
    /// The record must be what was signed outside until the backup was made, and every row of legal weight as it says: what somebody changed in the database before is not to come back as a sound one, with a restore
    /// that explains what it lacks.
    /// </summary>
    private static async Task<JournalReport> VerifyAsync(PolicyDbFactory databases, BackupContents contents, RestoreRequest request, string part, JournalKey? key, CancellationToken ct)
    {
        // Whatever became of the places since, the backup itself says what lay there last. Places of a former key are still to be named, since what was lost of each is to be signed.
        var named = new CheckpointFolder(Path.Combine(part, "named-by-the-backup"));
        foreach (var (note, point) in contents.Outside.Select(SignedNote.TryParse).OfType<SignedNote>().Where(note => key?.Own.HaveSigned(note) == true).Select(note => (Note: note, Point: Checkpoint.TryParse(note.Text))).OrderBy(note => note.Point?.At))
            if (point is not null)
                named.Add(point.Origin.EndsWith("/" + CheckpointFolder.Procedures, StringComparison.Ordinal) ? CheckpointFolder.Procedures : CheckpointFolder.General, point.At, note, [], "");
        var report = await new JournalVerifier(databases) { Known = contents.Outside.ToHashSet(StringComparer.Ordinal) }.VerifyAsync([.. request.Checkpoints, named], key?.OfPublic() ?? [], ct);
        if (named.Exists)
            Directory.Delete(named.Path, recursive: true);
        return report.IsSound || request.AcceptsFindings ? report : throw BackupException.Unsound([.. report.Findings.Select(finding => finding.InShort)]);
    }

    /// <summary>The key that signed what lies outside last, itself or by a former one: out of the backup or of this machine. Null where nothing is compared.</summary>
    private static JournalKey? KeyFor(RestoreRequest request, string part)
    {
        if (request.Checkpoints.Count == 0)
            return null;
        var keys = new[] { Path.Combine(part, "keys", JournalKey.FileName), request.JournalKeyFile }.Select(KeyOf).OfType<JournalKey>().ToList();
        var chosen = keys.Find(key => NotesAtRestore.LastsIn(request.Checkpoints).TrueForAll(new TrustedKeys(key.OfPublic()).HaveSigned)) ?? keys.FirstOrDefault();
        foreach (var other in keys.Where(other => other != chosen))
            other.Dispose();
        return chosen;
    }

    private static JournalKey? KeyOf(string? file) => File.Exists(file) ? JournalKey.ReadOrCreate(file) : null;

    private static async Task RefuseUsedAsync(string connection, CancellationToken ct)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(ct);
        await using var command = new NpgsqlCommand("SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema()", open);
        if (Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture) > 0)
            throw new BackupException(
                $"戻し先のデータベース {open.Database} に表があります。何も変えていません。空のデータベースを作り、--database で指定してください。",
                $"There are tables in the database {open.Database}. Nothing was changed. Create an empty one and name it by --database.");
    }
}
