using System.Security.Cryptography;
using CcsPolicy.Data.Protection;

namespace CcsPolicy.Web.Commands;

/// <summary>
/// Verb <c>exchange-key [--retire]</c>: makes a new master key and wraps every document's key under it; with <c>--retire</c> takes the older keys out of the
/// key file. It has no reader and opens no word.
/// </summary>
internal static class ExchangeKeyCommand
{
    public const string Verb = "exchange-key";

    public static async Task<int> RunAsync(IServiceProvider services, VerbCall call, TextWriter output, TextWriter errors)
    {
        var exchange = services.GetRequiredService<MasterKeyExchange>();
        try
        {
            return call.Has("--retire") ? await RetireAsync(exchange, output, errors) : await ExchangeAsync(exchange, output);
        }
        catch (CryptographicException fault)
        {
            await errors.WriteLineAsync($"主鍵の束がこのデータベースのものではありません。何も変えていません。鍵の置き場所（Storage:KeyFolder）を確かめてください。 / The key file does not belong to this database. Nothing was changed. Look at Storage:KeyFolder. ({fault.Message})");
            return 1;
        }
    }

    private static async Task<int> ExchangeAsync(MasterKeyExchange exchange, TextWriter output)
    {
        var id = await exchange.RunAsync(CancellationToken.None);
        await output.WriteLineAsync($"主鍵を交換しました（新しい主鍵 {id}）。master.key の控えを作り直し、今までの控えは、交換前のバックアップがある間は残してください。 / The master key was exchanged (new key {id}). Make new escrow copies of master.key, and keep the old ones as long as there are backups from before.");
        return 0;
    }

    private static async Task<int> RetireAsync(MasterKeyExchange exchange, TextWriter output, TextWriter errors)
    {
        if (!await exchange.RetireAsync(CancellationToken.None))
        {
            await errors.WriteLineAsync("前の主鍵で包まれた鍵が残っています。何も変えていません。先に exchange-key を実行してください。 / A former master key still wraps something. Nothing was changed. Run exchange-key first.");
            return 1;
        }
        await output.WriteLineAsync("前の主鍵を master.key から除きました。交換前のバックアップを読むには、その控えが要ります。 / The former keys were taken out of master.key. Backups from before need their escrow copy.");
        return 0;
    }
}
