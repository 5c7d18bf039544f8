namespace CcsPolicy.Web.Features.JournalKeeping;

/// <summary>The portal does not start: nothing outside would hold what it signs. Says what to do, in Japanese and English.</summary>
internal sealed class TooFewPlacesException(int places) : Exception(
    $"記録の控えの置き場所が {places} か所しか設定されていないため、起動しません。データは変えていません。別の機器か共有にあるフォルダーを Journal:Folders に二つ書いてください。一つしか用意できないときは、控えの画面を決まった日に印刷して綴じることにして、Journal:PrintedSheet を true にします（docs/operations/journal.md）。"
    + $" / The portal does not start: checkpoints of the journal have {places} places. The data are as they were. Name two folders on other hosts or shares in Journal:Folders. With one only, print the page of checkpoints on fixed days, file it, and set Journal:PrintedSheet to true (docs/operations/journal.md).");
