using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Access;

/// <summary>対象についての拒否の理由。</summary>
public static class TargetErrors
{
    public static readonly DomainError Unchanged = new("target.unchanged",
        "今と同じ対象です。変わっていません。規則を加えるか、外すかしてください。", "These are the targets already. Nothing was changed. Add a rule or take one off.");

    public static readonly DomainError NoSuchPlace = new("target.no-such-place",
        "その所属か職は今ありません。変わっていません。一覧から選び直してください。", "There is no such department or post now. Nothing was changed. Choose again from the list.");

    public static readonly DomainError NoSuchSystem = new("target.no-such-system",
        "その情報システムは今ありません。変わっていません。一覧から選び直してください。", "There is no such information system now. Nothing was changed. Choose again from the list.");

    public static readonly DomainError NoDepartmentChosen = new("target.no-department-chosen",
        "規則を加えるときは、所属も選んでください（所属を問わなければ「すべての所属」）。変わっていません。加えないときは、職、雇用の区分、利用システムを空にしてください。",
        "To add a rule, choose a department as well (\"All departments\" where it may be any). Nothing was changed. To add none, leave post, employment and systems empty.");

    public static readonly DomainError NobodyChosen = new("target.nobody-chosen",
        "許可する人を選んでください。まだ許可していません。", "Choose whom to grant it to. Nothing was granted yet.");

    public static readonly DomainError ChangedMeanwhile = new("target.changed-meanwhile",
        "画面を開いた後に、ほかの人が変更しました。何も変わっていません。今の状態を確かめて、もう一度操作してください。",
        "Somebody else has changed this since the page was opened. Nothing was changed. Look at it as it is now and try again.");
}
