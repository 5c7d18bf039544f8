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

    public static async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        if (arguments.Count > 1)
        {
            await errors.WriteLineAsync("使い方: backup [フォルダー] / Usage: backup [FOLDER]");
            return 2;
        }
        var backups = services.GetRequiredService<BackupMaking>();
        if (backups.Places.Recovery.Count < 2)
        {
            await errors.WriteLineAsync("復旧の鍵が二つありません。何も作っていません。二人がそれぞれ recovery-key を実行し、公開の部分を鍵のフォルダーの recovery に置いてください。 / There are not two recovery keys. Nothing was made. Two people each run recovery-key and put the public half into the folder recovery of the key folder.");
            return 1;
        }
        try
        {
            var made = await backups.RunAsync(CancellationToken.None, arguments is [var folder] ? Path.GetFullPath(folder) : null);
            await output.WriteLineAsync(made.File);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{made.Bytes:N0} bytes, {made.Contents.Rows.Values.Sum():N0} rows, {made.Contents.RowsOf("Documents")} documents, {made.Contents.RowsOf("Acknowledgements")} acknowledgements, journal {made.Contents.JournalSize} {made.Contents.JournalRoot}"));
            return 0;
        }
        catch (BackupException fault)
        {
            await errors.WriteLineAsync(fault.Message);
            return 1;
        }
    }
}
