using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Access;

/// <summary>閲覧の許可についての拒否の理由。</summary>
public static class GrantErrors
{
    public static readonly DomainError ReasonMissing = new("grant.reason-missing",
        "許可の理由を入力してください。まだ許可していません。", "Enter the reason. Nothing was granted yet.");

    public static readonly DomainError FirstIsForTheCiso = new("grant.first-is-for-the-ciso",
        "この手順の最初の許可は、CISO（またはCISO代理）が決めます。まだ許可していません。CISOに頼んでください。",
        "The first grant of this procedure is decided by the CISO or the deputy. Nothing was granted yet. Ask the CISO.");

    public static readonly DomainError NobodyChosen = new("grant.nobody-chosen",
        "許可する相手を選んでください。まだ許可していません。", "Choose whom to open it to. Nothing was granted yet.");

    public static readonly DomainError NotEmployed = new("grant.not-employed",
        "その人は許可の期間に在職していません。まだ許可していません。期間か相手を確かめてください。",
        "This person does not work here during the grant. Nothing was granted yet. Check the days, or choose somebody else.");

    public static readonly DomainError Administrator = new("grant.administrator",
        "システム管理者は、許可があっても実施手順を見られません。まだ許可していません。",
        "Whoever administers the system sees no procedure, whatever is granted. Nothing was granted.");

    public static readonly DomainError Yourself = new("grant.yourself",
        "自分に許可することはできません。まだ許可していません。管理者とCISOは、その務めの間、許可がなくても見られます。",
        "Nobody grants to oneself. Nothing was granted. Custodians and the CISO see it without a grant as long as they are that.");

    public static readonly DomainError AlreadyGiven = new("grant.already-given",
        "同じ相手への許可が、この期間に既にあります。まだ許可していません。期間の後から始めるか、前の許可を終えてからにしてください。",
        "There is a grant to the same during these days. Nothing was granted yet. Begin after it, or end it first.");

    public static readonly DomainError InThePast = new("grant.in-the-past",
        "終わりの日が過ぎています。まだ許可していません。日付を確かめてください。", "The last day is over. Nothing was granted yet. Check the dates.");

    public static readonly DomainError TooLong = new("grant.too-long",
        $"許可は始まりの日から{NeedToKnowGrant.MostYears}年までです。まだ許可していません。続ける必要があれば、終わる前に改めて許可してください。",
        $"A grant lasts {NeedToKnowGrant.MostYears} years at most. Nothing was granted yet. What goes on is granted anew before it ends.");

    public static readonly DomainError EndMissing = new("grant.end-missing",
        "許可の終わりの日を入力してください。まだ許可していません。", "Enter the last day of the grant. Nothing was granted yet.");

    public static readonly DomainError EndReasonMissing = new("grant.end-reason-missing",
        "許可を終える理由を入力してください。まだ終えていません。", "Enter why the grant is ended. It has not been ended yet.");

    public static readonly DomainError NobodyToConfirm = new("grant.nobody-to-confirm",
        "在任を確認する人を選んでください。まだ開いていません。", "Choose whose stay is confirmed. It was opened to nobody yet.");

    public static readonly DomainError YourOwnStay = new("grant.your-own-stay",
        "自分の在任は、自分では確認できません。まだだれにも開いていません。ほかの人だけを選んでください。自分の在任は、後の管理者、CISO、CISO代理のうち、ほかの人が確認します。",
        "Nobody confirms the own stay. It was opened to nobody yet. Choose others only. Your own stay is confirmed by somebody else: a later custodian, the CISO or the deputy.");

    public static readonly DomainError ChangedMeanwhile = new("grant.changed-meanwhile",
        "画面を開いた後に、ほかの人が変更しました。何も変わっていません。今の状態を確かめて、もう一度操作してください。",
        "Somebody else has changed this since the page was opened. Nothing was changed. Look at it as it is now and try again.");

    public static readonly DomainError EndsBeforeItBegins = new("grant.ends-before-it-begins",
        "終わりの日が始まりの日より前です。まだ許可していません。日付を確かめてください。", "The last day lies before the first. Nothing was granted yet. Check the dates.");
}
