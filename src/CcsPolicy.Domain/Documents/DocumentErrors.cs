using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Documents;

/// <summary>規程についての拒否の理由。</summary>
public static class DocumentErrors
{
    /// <summary>The one answer for what is hidden and for what never was.</summary>
    public static readonly DomainError NotFound = new("document.not-found",
        "お探しのものは見つかりませんでした。アドレスを確かめるか、検索してください。",
        "What you looked for was not found. Check the address or use find.");

    public static readonly DomainError ProcedureStaysClosed = new("document.procedure-stays-closed",
        "実施手順は公開にも内部公開にもできません。公開の範囲は変わっていません。知る必要のある者か、CISOの判断で職員等の全員を選んでください。",
        "A procedure cannot be public or internal. Nothing was changed. Choose need to know or, by the CISO, all staff.");

    public static readonly DomainError PolicyStaysOpen = new("document.policy-stays-open",
        "基本方針と対策基準は、知る必要のある者だけに限ることはできません。公開の範囲は変わっていません。",
        "Basic policy and standards cannot be restricted to need to know. Nothing was changed.");

    public static readonly DomainError OpennessUnchanged = new("document.openness-unchanged",
        "今と同じ公開の範囲です。変わっていません。別の範囲を選んでください。",
        "The document is as open as that already. Nothing was changed. Choose another openness.");

    public static readonly DomainError ReasonMissing = new("document.reason-missing",
        "理由を入力してください。まだ変わっていません。",
        "Enter the reason. Nothing was changed yet.");

    public static readonly DomainError ProcedureIsClosedAsAWhole = new("provision-openness.procedure",
        "実施手順は、文書全体で閲覧を許可します。条項ごとの公開の範囲は決められません。変わっていません。",
        "A procedure is opened as a whole, never by the provision. Nothing was changed.");

    public static readonly DomainError NotStricterThanDocument = new("provision-openness.not-stricter",
        "条項の公開の範囲は、文書の公開の範囲より狭くなければなりません。変わっていません。狭い範囲を選んでください。",
        "A provision can only be read by fewer than the document. Nothing was changed. Choose a stricter openness.");

    public static readonly DomainError GroundMissing = new("provision-openness.ground-missing",
        "根拠を入力してください。まだ変わっていません。",
        "Enter the ground. Nothing was changed yet.");

    public static readonly DomainError NoProvisionChosen = new("provision-openness.none-chosen",
        "条項を一つ以上選んでください。まだ変わっていません。",
        "Choose at least one provision. Nothing was changed yet.");

    public static readonly DomainError LinkPointsUp = new("link.points-up",
        "つなげられるのは、上の階層の規程だけです。つなげていません。",
        "Only a document of a higher tier can be carried out. Nothing was linked.");

    public static readonly DomainError NothingToLink = new("link.nothing-chosen",
        "この規程の条項と、それが具体化する上位の条項（または規程の全体）を選んでください。つなげていません。",
        "Choose a provision of this document, and the provisions above that it carries out (or the whole document). Nothing was linked.");

    public static readonly DomainError NoSuchProvision = new("link.no-such-provision",
        "選んだ条項が今の版にありません。つなげていません。一覧から選び直してください。",
        "A chosen provision is not in the edition as it is now. Nothing was linked. Choose again from the list.");

    public static readonly DomainError CodeMissing = new("document.code-missing",
        "規程番号を入力してください。まだ変わっていません。",
        "Enter the code. Nothing was changed yet.");

    public static readonly DomainError CodeUnusable = new("document.code-unusable",
        "規程番号は、文字か1以上の番号で始めて入力してください（例：手順第1号、P-01）。0だけの番号や、目に見えない文字は使えません。まだ変わっていません。",
        "A code begins with a letter or a number from 1 on (such as P-01); nought alone and signs that nobody sees are none. Nothing was changed yet.");

    public static readonly DomainError InstrumentDoesNotFit = new("document.instrument-does-not-fit",
        "この種別は、選んだ階層の規程には使えません（実施手順は細則・要綱・要領・手順書、方針は基本方針だけ）。まだ変わっていません。種別を選び直してください。",
        "This kind of instrument does not fit the tier (a procedure is detailed rules, an outline, a guideline or a manual; only the basic policy is a policy). Nothing was changed yet. Choose the kind again.");

    public static readonly DomainError NoSuchDepartment = new("document.no-such-department",
        "その所属は今日ありません。変わっていません。一覧から選び直してください。",
        "There is no such department today. Nothing was changed. Choose again from the list.");

    public static readonly DomainError NoSuchCustodian = new("document.no-such-custodian",
        "その人は今日、この規程の管理者になれません（在職していない、所管の所属を離れた、監査担当者である、または実施手順でシステム管理者である）。登録していません。一覧から選び直してください。",
        "This person cannot be custodian of the document today: not employed, gone from the department in charge, an auditor, or, for a procedure, an administrator of the system. Nothing was saved. Choose again from the list.");

    public static readonly DomainError OwnerInReview = new("document.owner-in-review",
        "審査中の改正があるあいだは所管を変えられません。変わっていません。決裁か差戻しの後に変えてください。",
        "The department in charge stays the same while an amendment is in review. Nothing was changed. Change it after the decision or return.");

    public static readonly DomainError CodeTaken = new("document.code-taken",
        "同じ規程番号の規程があります。登録していません。別の番号にしてください。",
        "There is a document with this code. Nothing was saved. Use another code.");

    public static readonly DomainError NotYoursToRegister = new("document.not-yours-to-register",
        "この階層の規程を登録する権限がありません。登録していません。実施手順は、自分が管理者になるか、CISOに登録を依頼してください。",
        "You may not register a document of this tier. Nothing was saved. Register a procedure in your own custody, or ask the CISO.");

    public static readonly DomainError ChangedMeanwhile = new("document.changed-meanwhile",
        "他の人が先に変更しました。入力した内容は画面に残っています。最新の内容を確かめてから、もう一度保存してください。",
        "Someone else changed this first. What you entered is still on the page. Look at the latest state, then save again.");
}
