using System.Globalization;
using CcsPolicy.Data;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Protection;
using CcsPolicy.Web.Access;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Commands;

/// <summary>
/// Verbs <c>restore FILE --to FOLDER</c> and <c>restore --drill FILE</c>, with <c>--key PRIVATE</c> (twice, to open it by two recovery keys), <c>--checkpoints FOLDER</c> (each; otherwise those of the configuration) and
/// <c>--database CONNECTION</c> (for PostgreSQL), <c>--accept-findings</c> (though the journal is not what was signed before the backup). Restores beside what is in use, never over it.
/// </summary>
internal static class RestoreCommand
{
    public const string Verb = "restore";

    public const string AcceptFindings = "--accept-findings";

    public static async Task<int> RunAsync(IServiceProvider services, VerbCall call, Func<string, string?> ask, TextWriter output, TextWriter errors)
    {
        var (file, drill, folder) = (call.Words[0], call.Has("--drill"), call.Value("--to"));
        if (drill == folder is not null || (drill && call.Has(AcceptFindings)))
            return await call.RefuseAsync(errors);
        var opened = new List<OpenedRecoveryKey>();
        try
        {
            foreach (var path in call.Options["--key"])
            {
                if (File.Exists(path) && RecoveryKey.Open(await File.ReadAllTextAsync(path), ask($"{Path.GetFileName(path)}: パスフレーズ / Passphrase: ") ?? "") is { } key)
                    opened.Add(key);
                else
                {
                    await errors.WriteLineAsync($"復旧の鍵を開けません。何も変えていません。パスフレーズとファイルを確かめてください: {path} / The recovery key cannot be opened. Nothing was changed. Look at passphrase and file.");
                    return Verbs.WrongUse;
                }
            }
            IReadOnlyList<CheckpointFolder> checkpoints = call.Has("--checkpoints")
                ? [.. call.Options["--checkpoints"].Select(folder => new CheckpointFolder(Path.GetFullPath(folder)))] : services.GetRequiredService<CheckpointPlaces>().Folders;
            if (drill)
            {
                var (drilled, length) = await services.GetRequiredService<BackupDrill>().RunAsync(file, opened, checkpoints, CancellationToken.None);
                await SayAsync(output, drilled);
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"復元できました（{length.TotalSeconds:0.0} 秒）。戻したものは消しました。操作記録に残ります。 / It can be restored ({length.TotalSeconds:0.0} s). What was restored is deleted. It is journalled."));
                return 0;
            }
            // What a running portal goes on to sign would be lost without a word.
            if (await JournalSequencer.IsUnderWayAsync(services.GetRequiredService<PolicyDbFactory>(), CancellationToken.None))
            {
                await errors.WriteLineAsync("ポータルが動いています。何も変えていません。動いている間に署名される記録は、戻したデータベースでは説明できなくなります。ポータルを止めて（止め方によっては30秒ほど待って）から、もう一度復元してください。戻せることを確かめるだけなら --drill を使います。 / The portal is running. Nothing was changed. What it signs meanwhile could not be explained by the restored database. Stop it (and wait half a minute if it was killed), then restore again. To see only whether a backup can be restored, use --drill.");
                return 1;
            }
            var storage = services.GetRequiredService<IOptions<StorageOptions>>().Value;
            var request = new RestoreRequest(file, Path.GetFullPath(folder!), call.Value("--database") ?? storage.ConnectionString,
                File.Exists(storage.MasterKeyFile) ? MasterKeys.ReadOrCreate(storage.MasterKeyFile) : null, opened, checkpoints) { JournalKeyFile = storage.JournalKeyFile, AcceptsFindings = call.Has(AcceptFindings) };
            var restored = await services.GetRequiredService<BackupRestoring>().RunAsync(request, CancellationToken.None);
            await SayAsync(output, restored);
            await output.WriteLineAsync($"戻し先: {ConnectionWords.Shown(restored.ConnectionString)} / Restored to. " + (opened.Count > 0
                ? $"鍵は {Path.Combine(request.Folder, "keys")} にあります。Storage:DataFolder と Storage:KeyFolder に設定して起動してください。 / The keys are there too: set Storage:DataFolder and Storage:KeyFolder and start."
                : "Storage:DataFolder をこのフォルダーに変えて起動してください。鍵のフォルダーは、そのまま使います。 / Set Storage:DataFolder to this folder and start. The key folder stays."));
            if (!restored.IsSigned)
                await errors.WriteLineAsync("注意: 戻した記録に署名できませんでした。署名がまだ覆っていない位置に、製品が付けていないものがあります。このままでは、その後も署名されません。CISO に知らせ、より古いバックアップを使ってください。 / Warning: what came back could not be signed. A place that no signature covers was not given by the product, and as long as it stands nothing will be signed. Tell the CISO and use an older backup.");
            if (restored.Findings.Count > 0)
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"バックアップの前に署名されたとおりではないものが {restored.Findings.Count} 件あり、承知のうえで戻しました。件数は操作記録に残りました。この一覧を保管してください。 / {restored.Findings.Count} findings against what was signed before the backup were accepted. The count is journalled. Keep this list."));
            foreach (var finding in restored.Findings)
                await output.WriteLineAsync($"  {finding}");
            foreach (var lost in restored.Lost.Where(lost => lost.Size <= restored.Contents.JournalSize))
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"控えの {lost.Size} 件目までの記録は、このバックアップとは別に続いたもので、失われました。操作記録に残しました。 / The journal as it was signed up to entry {lost.Size} went on apart from this backup and is lost. It is journalled."));
            foreach (var lost in restored.Lost.Where(lost => lost.Size > restored.Contents.JournalSize))
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"控えにある {restored.Contents.JournalSize}～{lost.Size} 件目の記録は、このバックアップの後のもので、失われました。操作記録に残しました。 / Journal entries {restored.Contents.JournalSize} to {lost.Size} are later than this backup and lost. It is journalled."));
            return restored.IsSigned ? 0 : 1;
        }
        catch (BackupKeysRefusedException fault)
        {
            await errors.WriteLineAsync(fault.Message);
            return Verbs.WrongUse;
        }
        catch (BackupException fault)
        {
            await errors.WriteLineAsync(fault.Message);
            return 1;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"読み書きできないものがあり、復元していません。バックアップのファイルは、そのままです。場所と権限を確かめてください。 / Something could not be read or written, and nothing was restored. The backup file is as it was. Look at places and rights. ({fault.Message})");
            return 1;
        }
        finally
        {
            foreach (var key in opened)
                key.Dispose();
        }
    }

    private static async Task SayAsync(TextWriter output, RestoredBackup restored)
    {
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{restored.MadeAt.UtcDateTime:u}: {restored.Contents.Rows.Values.Sum():N0} rows, {restored.Contents.RowsOf("Documents")} documents, {restored.Contents.RowsOf("Acknowledgements")} acknowledgements, {restored.DocumentKeys} keys open, journal {restored.Contents.JournalSize} {restored.Contents.JournalRoot}"));
        if (restored.Contents.Silent.Count > 0)
            await output.WriteLineAsync($"注意: このバックアップを始めたとき、次の控えの置き場所から何も読めませんでした。そこにしかない控えとは比べていません。 / Warning: nothing could be read in these places of checkpoints when this backup was begun. It was not compared with what lies there alone: {string.Join(", ", restored.Contents.Silent)}");
    }
}
