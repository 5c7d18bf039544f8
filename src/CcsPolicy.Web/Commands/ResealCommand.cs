using System.Data.Common;
using System.Security.Cryptography;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Protection;

namespace CcsPolicy.Web.Commands;

/// <summary>
/// Verb <c>reseal</c>: gives every document a new key and seals all its words anew, while no portal runs. It has no reader, and what it says is the same whatever documents there are.
/// </summary>
internal static class ResealCommand
{
    public const string Verb = "reseal";

    private static readonly (string Japanese, string English) Left = ("途中のものは前のままです。原因を除いてもう一度実行すると、続きから行います。", "What was at hand is as it was. Mend the cause and run this again: it goes on from there.");

    public static async Task<int> RunAsync(IServiceProvider services, TextWriter output, TextWriter errors)
    {
        try
        {
            switch (await services.GetRequiredService<Resealing>().RunAsync(services.GetRequiredService<CheckpointPlaces>().Folders, services.GetRequiredService<JournalKey>().OfPublic(), CancellationToken.None))
            {
                case ResealOutcome.Done:
                    await output.WriteLineAsync("すべての規程に新しい鍵を作り、封をし直しました。操作記録に残ります。前に作ったバックアップは前の鍵で封をしたままです。鍵が漏れたおそれがあってし直したときは、新しいバックアップを取り、前のものを廃棄してください。 / Every document has a new key and is sealed anew. It is journalled. Backups made before are still sealed by the former keys: where this was done because a key may have leaked, make a new backup and destroy the former ones.");
                    return 0;
                case ResealOutcome.PortalRuns:
                    await errors.WriteLineAsync("ポータルが動いているので、封をし直せません。ポータルを止めて（止め方によっては30秒ほど待って）から、もう一度実行してください。途中で動き出したときは、続きから行います。 / The portal is running, so nothing can be sealed anew. Stop it (and wait half a minute if it was killed), then run this again. Where it was started meanwhile, it goes on from there.");
                    return 1;
                case ResealOutcome.CheckpointsAway:
                    await errors.WriteLineAsync("控えの置き場所に届かないものがあるため、確かめられません。何も変えていません。届くようにしてから、もう一度実行してください。失われて戻らない置き場所は、Journal:Folders から除きます。 / A place of checkpoints cannot be reached, so nothing could be compared with it. Nothing was changed. Make it reachable and run this again. Take one that is lost for good out of Journal:Folders.");
                    return 1;
                case ResealOutcome.ForeignPlace:
                    await errors.WriteLineAsync("署名がまだ覆っていない記録に、製品が位置を付けていないものがあるため、何も変えていません。封をし直すと、その記録が示す行を正しいと記録することになります。データベースを複製して CISO に知らせ、place-again を実行してから、もう一度実行してください（docs/operations/journal.md）。 / Among the entries that no signature covers is one that has its place not from the product. Nothing was changed: sealed anew, what it says of rows would be recorded as right. Keep a copy of the database, tell the CISO, run place-again, then this again (docs/operations/journal.md).");
                    return 1;
                default:
                    await errors.WriteLineAsync("操作記録か記録の行が署名したものと違うか、確かめた後に変わったので、そこから先は何も変えていません。封をし直すと、違いを正しいと記録することになります。verify-journal で確かめてください。 / The journal, or a row of legal weight, is not as it was signed, or has changed since it was verified. From there on nothing was changed: sealed anew, it would be recorded as right. Look with verify-journal.");
                    return 1;
            }
        }
        catch (BackupException fault)
        {
            await errors.WriteLineAsync(fault.Message);
        }
        catch (CryptographicException fault)
        {
            await errors.WriteLineAsync($"封をした言葉を開けないか、主鍵の束がこのデータベースのものではありません。{Left.Japanese} / Sealed words do not open, or the key file does not belong to this database. {Left.English} ({fault.Message})");
        }
        catch (Exception fault) when (fault is DbException or IOException or UnauthorizedAccessException or UnguardedDatabaseException)
        {
            await errors.WriteLineAsync($"データベースか控えのフォルダーを読み書きできません。データベースには、更新のときと同じく、表の持ち主のアカウントで接続してください。{Left.Japanese} / The database or a folder of checkpoints cannot be read or written. As for an update, the account at the database has to own the tables. {Left.English} ({fault.Message})");
        }
        return 1;
    }
}
