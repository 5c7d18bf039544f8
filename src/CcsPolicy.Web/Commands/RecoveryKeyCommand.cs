using System.Text.RegularExpressions;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Protection;

namespace CcsPolicy.Web.Commands;

/// <summary>
/// Verb <c>recovery-key NAME [FOLDER]</c>: makes the pair of keys of one person who keeps a half of the way back. Runs without database and web host, best on a machine of that person: the
/// private half goes to that person's medium, the public half into the key folder of the portal.
/// </summary>
internal static partial class RecoveryKeyCommand
{
    public const string Verb = "recovery-key";

    private const int ShortestPassphrase = 12;

    public static async Task<int> RunAsync(VerbCall call, Func<string, string?> ask, TextWriter output, TextWriter errors)
    {
        if (!Name().IsMatch(call.Words[0]))
            return await call.RefuseAsync(errors);
        var name = call.Words[0];
        var folder = Path.GetFullPath(call.Words.Count == 2 ? call.Words[1] : ".");
        var (open, hidden) = (Path.Combine(folder, name + ".pem"), Path.Combine(folder, name + ".private.pem"));
        if (File.Exists(open) || File.Exists(hidden))
        {
            await errors.WriteLineAsync($"その名前の鍵があります。何も変えていません: {open} / There is a key of this name. Nothing was changed.");
            return 1;
        }
        var passphrase = ask($"{name}: パスフレーズ（{ShortestPassphrase}文字以上） / Passphrase ({ShortestPassphrase} letters or more): ");
        if (passphrase is null || passphrase.Length < ShortestPassphrase)
        {
            await errors.WriteLineAsync($"パスフレーズが{ShortestPassphrase}文字に足りません。何も作っていません。 / The passphrase has fewer than {ShortestPassphrase} letters. Nothing was made.");
            return 1;
        }
        if (passphrase != ask("もう一度 / Again: "))
        {
            await errors.WriteLineAsync("二つのパスフレーズが違います。何も作っていません。 / The two passphrases differ. Nothing was made.");
            return 1;
        }
        var (key, privatePem) = RecoveryKey.Make(name, passphrase);
        try
        {
            Directory.CreateDirectory(folder);
            await using (var writer = new StreamWriter(PrivateFile.Create(hidden)))
                await writer.WriteAsync(privatePem);
            await File.WriteAllTextAsync(open, key.Pem);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"鍵を書けません（{fault.Message}）。フォルダーを確かめてください: {folder} / The keys cannot be written. Look at the folder.");
            return 1;
        }
        await output.WriteLineAsync($"{key.Fingerprint}  {hidden}（本人だけが持つ媒体に移し、ここから消す / move to a medium that only this person keeps, and delete it here）");
        await output.WriteLineAsync($"{key.Fingerprint}  {open}（ポータルの鍵のフォルダーの recovery に置く / put into the folder recovery of the portal's key folder）");
        return 0;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,30}$")]
    private static partial Regex Name();
}
