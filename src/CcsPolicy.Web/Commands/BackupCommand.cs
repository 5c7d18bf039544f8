using System.Globalization;
using CcsPolicy.Data.Backups;

namespace CcsPolicy.Web.Commands;

/// <summary>
/// Verb <c>backup [FOLDER]</c>: makes one sealed backup while the product runs, and journals it. Refuses as long as there are not two recovery keys: a backup that one machine alone can open is
/// lost with it.
/// </summary>
internal static class BackupCommand
{
    public const string Verb = "backup";

    public static async Task<int> RunAsync(IServiceProvider services, VerbCall call, TextWriter output, TextWriter errors)
    {
        var backups = services.GetRequiredService<BackupMaking>();
        if (backups.Places.Recovery.Count < 2)
        {
            await errors.WriteLineAsync($"復旧の鍵が二つありません。バックアップは作っていません。二人がそれぞれ recovery-key を実行し、公開の部分（名前.pem）を {backups.Places.RecoveryFolder} に置いてから、もう一度実行してください。 / There are not two recovery keys. No backup was made. Two people each run recovery-key and put the public half (NAME.pem) into {backups.Places.RecoveryFolder}; then run this again.");
            return 1;
        }
        try
        {
            var made = await backups.RunAsync(CancellationToken.None, call.Words is [var folder] ? Path.GetFullPath(folder) : null);
            await output.WriteLineAsync(made.File);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{made.Bytes:N0} bytes, {made.Contents.Rows.Values.Sum():N0} rows, {made.Contents.RowsOf("Documents")} documents, {made.Contents.RowsOf("Acknowledgements")} acknowledgements, journal {made.Contents.JournalSize} {made.Contents.JournalRoot}"));
            if (made.Contents.Silent.Count > 0)
                await errors.WriteLineAsync($"注意: バックアップを始めたとき、次の控えの置き場所から何も読めませんでした。そこにある控えは、このバックアップを戻すときに比べられません。置き場所を確かめ、届くようにしてから、もう一度実行してください。 / Warning: nothing could be read in these places of checkpoints when the backup was begun, so what lies there is not compared when it is restored. Make them reachable and run this again: {string.Join(", ", made.Contents.Silent)}");
            return 0;
        }
        catch (BackupException fault)
        {
            await errors.WriteLineAsync(fault.Message);
            return 1;
        }
    }
}
