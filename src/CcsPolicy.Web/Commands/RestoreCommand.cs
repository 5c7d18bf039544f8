using System.Globalization;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Protection;
using CcsPolicy.Web.Access;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Commands;

/// <summary>
/// Verbs <c>restore FILE --to FOLDER</c> and <c>restore --drill FILE</c>, with <c>--key PRIVATE</c> (twice, to open it by two recovery keys), <c>--checkpoints FOLDER</c> (each; otherwise those of the configuration) and
/// <c>--database CONNECTION</c> (for PostgreSQL). Restores beside what is in use, never over it.
/// </summary>
internal static class RestoreCommand
{
    public const string Verb = "restore";

    private sealed record Wanted(string? File, string? Folder, bool Drill, IReadOnlyList<string> Keys, IReadOnlyList<string> Checkpoints, string? Database);

    public static async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> arguments, Func<string, string?> ask, TextWriter output, TextWriter errors)
    {
        if (Parse(arguments) is not { File: { } file } wanted || wanted.Drill == wanted.Folder is not null)
        {
            await errors.WriteLineAsync("使い方: restore ファイル --to フォルダー または restore --drill ファイル [--key 秘密の鍵 --key 秘密の鍵] [--checkpoints フォルダー] [--database 接続文字列] / Usage: restore FILE --to FOLDER, or restore --drill FILE [--key PRIVATE --key PRIVATE] [--checkpoints FOLDER] [--database CONNECTION]");
            return 2;
        }
        var opened = new List<OpenedRecoveryKey>();
        try
        {
            foreach (var path in wanted.Keys)
            {
                if (RecoveryKey.Open(await File.ReadAllTextAsync(path), ask($"{Path.GetFileName(path)}: パスフレーズ / Passphrase: ") ?? "") is { } key)
                    opened.Add(key);
                else
                {
                    await errors.WriteLineAsync($"復旧の鍵を開けません。何も変えていません。パスフレーズとファイルを確かめてください: {path} / The recovery key cannot be opened. Nothing was changed. Look at passphrase and file.");
                    return 1;
                }
            }
            IReadOnlyList<CheckpointFolder> checkpoints = wanted.Checkpoints.Count > 0
                ? [.. wanted.Checkpoints.Select(folder => new CheckpointFolder(Path.GetFullPath(folder)))] : services.GetRequiredService<CheckpointPlaces>().Folders;
            if (wanted.Drill)
            {
                var (drilled, length) = await services.GetRequiredService<BackupDrill>().RunAsync(file, opened, checkpoints, CancellationToken.None);
                await SayAsync(output, drilled);
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"復元できました（{length.TotalSeconds:0.0} 秒）。戻したものは消しました。操作記録に残ります。 / It can be restored ({length.TotalSeconds:0.0} s). What was restored is deleted. It is journalled."));
                return 0;
            }
            var storage = services.GetRequiredService<IOptions<StorageOptions>>().Value;
            var request = new RestoreRequest(file, Path.GetFullPath(wanted.Folder!), wanted.Database ?? storage.ConnectionString,
                File.Exists(storage.MasterKeyFile) ? MasterKeys.ReadOrCreate(storage.MasterKeyFile) : null, opened, checkpoints);
            var restored = await services.GetRequiredService<BackupRestoring>().RunAsync(request, CancellationToken.None);
            await SayAsync(output, restored);
            await output.WriteLineAsync($"戻し先: {restored.ConnectionString} / Restored to. " + (opened.Count > 0
                ? $"鍵は {Path.Combine(request.Folder, "keys")} にあります。Storage:DataFolder と Storage:KeyFolder に設定して起動してください。 / The keys are there too: set Storage:DataFolder and Storage:KeyFolder and start."
                : "止めてから Storage:DataFolder をこのフォルダーに変えて起動してください。鍵のフォルダーは、そのまま使います。 / Stop the portal, set Storage:DataFolder to this folder and start. The key folder stays."));
            foreach (var lost in restored.Lost)
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"控えにある {restored.Contents.JournalSize}～{lost.Size} 件目の記録は、このバックアップの後のもので、失われました。操作記録に残しました。 / Journal entries {restored.Contents.JournalSize} to {lost.Size} are later than this backup and lost. It is journalled."));
            return 0;
        }
        catch (Exception fault) when (fault is BackupException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(fault.Message);
            return 1;
        }
        finally
        {
            foreach (var key in opened)
                key.Dispose();
        }
    }

    private static Task SayAsync(TextWriter output, RestoredBackup restored) => output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
        $"{restored.MadeAt.UtcDateTime:u}: {restored.Contents.Rows.Values.Sum():N0} rows, {restored.Contents.RowsOf("Documents")} documents, {restored.Contents.RowsOf("Acknowledgements")} acknowledgements, {restored.DocumentKeys} keys open, journal {restored.Contents.JournalSize} {restored.Contents.JournalRoot}"));

    private static Wanted? Parse(IReadOnlyList<string> arguments)
    {
        var wanted = new Wanted(null, null, false, [], [], null);
        for (var at = 0; at < arguments.Count; at++)
        {
            var value = at + 1 < arguments.Count ? arguments[at + 1] : null;
            Wanted? next = arguments[at] switch
            {
                "--to" => wanted with { Folder = value },
                "--key" => value is null ? null : wanted with { Keys = [.. wanted.Keys, value] },
                "--checkpoints" => value is null ? null : wanted with { Checkpoints = [.. wanted.Checkpoints, value] },
                "--database" => wanted with { Database = value },
                "--drill" => wanted with { Drill = true, File = value },
                var file when wanted.File is null && !file.StartsWith("--", StringComparison.Ordinal) => wanted with { File = file },
                _ => null,
            };
            if (next is null)
                return null;
            at += arguments[at].StartsWith("--", StringComparison.Ordinal) ? 1 : 0;
            wanted = next;
        }
        return wanted;
    }
}
