using System.Data.Common;
using System.Security.Cryptography;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Preparing;

namespace CcsPolicy.Web.Commands;

/// <summary>Verb <c>place-again</c>: takes back the places of entries that no signature covers and gives them anew, while no portal runs.</summary>
internal static class PlaceAgainCommand
{
    public const string Verb = "place-again";

    public static async Task<int> RunAsync(IServiceProvider services, TextWriter output, TextWriter errors)
    {
        try
        {
            switch (await services.GetRequiredService<PlacesAnew>().RunAsync(services.GetRequiredService<CheckpointPlaces>().Folders, services.GetRequiredService<JournalKey>().OfPublic(), CancellationToken.None))
            {
                case PlacesOutcome.Done:
                    await output.WriteLineAsync("署名がまだ覆っていない記録の位置を付け直しました。操作記録に残ります。ポータルを起動すると、署名が続きます。製品が書いていない記録には、位置は付きません（「記録の控え」の画面に出ます）。 / The places of entries that no signature covers were given anew. It is journalled. Start the portal, and signing goes on. A record that the product has not made has no place (the page of checkpoints tells).");
                    return 0;
                case PlacesOutcome.PortalRuns:
                    await errors.WriteLineAsync("ポータルが動いています。何も変えていません。ポータルを止めて（止め方によっては30秒ほど待って）から、もう一度実行してください。 / The portal is running. Nothing was changed. Stop it (and wait half a minute if it was killed), then run this again.");
                    return 1;
                case PlacesOutcome.CheckpointsAway:
                    await errors.WriteLineAsync("控えの置き場所に届かないか、どれも空です。どこまで署名したかを確かめられないので、何も変えていません。置き場所がつながっているか、消されていないかを確かめてください。 / A place of checkpoints cannot be reached, or all are empty, so nothing shows how far the record is signed. Nothing was changed. Look whether they are mounted or were emptied.");
                    return 1;
                default:
                    await errors.WriteLineAsync("操作記録が、署名されたとおりではありません。位置の付け直しでは直らないので、何も変えていません。verify-journal で確かめ、データベースと控えを複製して CISO に知らせてください。 / The journal is not what was signed, which no new places mend. Nothing was changed. Look with verify-journal, keep a copy of database and folders, tell the CISO.");
                    return 1;
            }
        }
        catch (Exception fault) when (fault is DbException or IOException or UnauthorizedAccessException or CryptographicException or UnguardedDatabaseException)
        {
            await errors.WriteLineAsync($"データベースか控えのフォルダーを読み書きできません。何も変えていません。データベースには、更新のときと同じく、表の持ち主のアカウントで接続してください。 / The database or a folder of checkpoints cannot be read or written. Nothing was changed. As for an update, the account at the database has to own the tables. ({fault.Message})");
            return 1;
        }
    }
}
