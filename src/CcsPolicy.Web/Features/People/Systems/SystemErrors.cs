using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Features.People.Systems;

internal static class SystemErrors
{
    public static DomainError Unfit { get; } = new("system.unfit",
        "コード（20文字以内）と名称（100文字以内）を入れてください。まだ記録していません。", "Enter a code (at most 20 characters) and a name (at most 100). Nothing was recorded yet.");

    public static DomainError Taken { get; } = new("system.taken",
        "そのコードか名称の情報システムがすでにあります。ほかの文字にしてください。", "There is an information system with this code or name already. Choose another.");

    public static DomainError EndsBeforeItBegins { get; } = new("system.ends-before-it-begins",
        "廃止の日が最初の日より前です。どちらかの日付を直してください。", "The last day lies before the first. Mend one of the two.");

    public static DomainError ClosedInThePast { get; } = new("system.closed-in-the-past",
        "廃止の日は今日以後の日にしてください。過ぎた廃止の日は変えられません（もう一度使うときは、別のコードで登録します）。", "The last day is today or later, and one that has passed is not changed. Record a system that comes back under another code.");

    public static DomainError UsedInThePast { get; } = new("system.used-in-the-past",
        "使い始めた日を変えると、利用の記録がある過ぎた日の数が変わるため、変えられません。変わっていません。誤った利用を直すときは、利用の行を取り消して記録し直します。",
        "Another first day would change days past for which uses are recorded. Nothing was changed. Where a use is wrong, withdraw it and record it anew.");

    public static DomainError NobodyListed { get; } = new("system.nobody-listed",
        "利用する人の職員番号を書くか、ファイルを選んでください。まだ記録していません。", "Write the staff numbers of those who use it, or choose a file. Nothing was recorded yet.");

    public static DomainError TooManyListed { get; } = new("system.too-many-listed",
        $"一度に記録できるのは{SystemUsesHandler.MostAtOnce}人までです。分けて記録してください。まだ記録していません。", $"At most {SystemUsesHandler.MostAtOnce} people at once; enter them in parts. Nothing was recorded yet.");

    public static DomainError ListUnreadable { get; } = new("system.list-unreadable",
        "ファイルを読み取れません。CSV（UTF-8 か Shift_JIS）か Excel（.xlsx）のファイル（1 MB まで）を選んでください。まだ記録していません。",
        "The file cannot be read. Choose a CSV (UTF-8 or Shift_JIS) or Excel (.xlsx) file of 1 MB at most. Nothing was recorded yet.");

    public static DomainError ListHasFaults { get; } = new("system.list-has-faults",
        "直すところがあります。一人も記録していません。行ごとの理由を見て、直してください。", "There is something to mend. Nobody was recorded; each line says why.");

    public static DomainError NotInUse { get; } = new("system.not-in-use",
        "その期間には使われていない情報システムです。始まりの日と終わりの日を、システムの期間に収めてください。", "The information system is not in use on these days. Choose days on which it is.");

    public static DomainError UsedAlready { get; } = new("system.used-already",
        "同じシステムを利用する期間と重なります。先にその行を終わらせるか、取り消してください。", "The days overlap a use of the same system. End or withdraw that one first.");
}
