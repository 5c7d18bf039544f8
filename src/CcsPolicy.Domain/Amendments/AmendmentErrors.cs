using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Amendments;

/// <summary>改正についての拒否の理由。</summary>
public static class AmendmentErrors
{
    public static readonly DomainError NotInDraft = new("amendment.not-in-draft",
        "この改正は起案中ではないため、本文を変えられません。入力した内容は保存していません。変更が必要なときは、差戻しを受けるか、新しい改正を起案してください。",
        "This amendment is no longer being drafted, so its text cannot change. What you entered was not saved. Have it returned, or draft another amendment.");

    public static readonly DomainError NotInReview = new("amendment.not-in-review",
        "この改正は審査中ではありません。何も変わっていません。最新の状態を確かめてください。",
        "This amendment is not in review. Nothing was changed. Look at its latest state.");

    public static readonly DomainError NotApproved = new("amendment.not-approved",
        "決裁が終わっていないため、公布できません。何も変わっていません。",
        "It has not been approved, so it cannot be published. Nothing was changed.");

    public static readonly DomainError AlreadyPublished = new("amendment.already-published",
        "この改正はすでに公布されています。版は一つだけ記録されています。失われたものはありません。",
        "This amendment has already been published. One edition is on record and nothing was lost.");

    public static readonly DomainError Closed = new("amendment.closed",
        "この改正はすでに終わっています。何も変わっていません。",
        "This amendment is already closed. Nothing was changed.");

    public static readonly DomainError SelfApproval = new("amendment.self-approval",
        "起案に関わった人は、合議も決裁もできません。何も変わっていません。ほかの決裁者か代理に回してください。",
        "Whoever worked on the text cannot agree to it or decide it. Nothing was changed. Leave it to another person or the deputy.");

    public static readonly DomainError StepIsNotDue = new("amendment.step-not-due",
        "この段階はすでに済んだか、まだ順番ではありません。何も変わっていません。最新の状態を確かめてください。",
        "This step has been taken already or is not yet due. Nothing was changed. Look at the latest state.");

    public static readonly DomainError NotYourStep = new("amendment.not-your-step",
        "この段階を処理する権限がありません。何も変わっていません。",
        "This step is for somebody else to take. Nothing was changed.");

    public static readonly DomainError NotYours = new("amendment.not-yours",
        "この規程を起案・公布する権限がありません。何も変わっていません。",
        "You may not draft or publish this document. Nothing was changed.");

    public static readonly DomainError NothingChanged = new("amendment.nothing-changed",
        "元の版から変わったところがないため提出できません。本文を改めるか、取り下げてください。",
        "The text does not differ from the edition it was made from, so it cannot be submitted. Change the text or withdraw the amendment.");

    public static readonly DomainError RebaseNeedsPeople = new("amendment.rebase-needs-people",
        "両方が同じところを変えていて、どちらによるか決まっていないところがあります。起案の内容は残っています。何も変わっていません。それぞれ選んでから載せ替えてください。",
        "Both change the same, and it is not decided everywhere which counts. The draft is kept and nothing was changed. Choose for each, then carry it over.");

    public static readonly DomainError CarriedKeepsDates = new("amendment.carried-keeps-dates",
        "載せ替えの改正は、改正日と施行日を載せ替える版から引き継ぎます。何も変わっていません。日付を元に戻して提出してください。施行日を変えるときは、載せ替えの後で改めて改正してください。",
        "An amendment that carries an edition over keeps its dates. Nothing was changed. Put them back, then submit; to move the day, amend again afterwards.");

    public static readonly DomainError CarriedTooLate = new("amendment.carried-too-late",
        "載せ替える版の施行日が来たため、載せ替えとしては公布できません。何も変わっていません。この改正を取り下げ、施行中の版を改めて改正してください。",
        "The edition that it would take the place of has taken effect, so it cannot be published in its place. Nothing was changed. Withdraw it and amend the edition in force.");

    public static readonly DomainError RepealBeforeWaiting = new("amendment.repeal-before-waiting",
        "この廃止の後に施行される版が記録されているため、公布できません。何も変わっていません。廃止の施行日を、その版の施行日以後にしてください。",
        "An edition on record takes effect after this repeal, so it cannot be published. Nothing was changed. Let the repeal take effect on that day or later.");

    public static readonly DomainError CarriedAlready = new("amendment.carried-already",
        "この版の載せ替えは、すでに起案されています。何も変わっていません。起案中の改正を続けるか、取り下げてください。",
        "The carrying over of this edition has been drafted already. Nothing was changed. Go on with that amendment, or withdraw it.");

    public static readonly DomainError TakingBackNeedsReason = new("amendment.taking-back-needs-reason",
        "撤回の理由がありません。何も変わっていません。理由を入れてください。",
        "A reason is needed for taking an edition back. Nothing was changed. Give the reason.");

    public static readonly DomainError ReturnNeedsReason = new("amendment.return-needs-reason",
        "差し戻すときは理由を書いてください。まだ何も変わっていません。",
        "Give a reason for returning it. Nothing was changed yet.");

    public static readonly DomainError OpinionTooLong = new("amendment.opinion-too-long",
        "意見・理由は2,000字までにしてください。まだ何も変わっていません。",
        "Use 2,000 characters or fewer. Nothing was changed yet.");

    public static readonly DomainError DanglingNeedsReason = new("amendment.dangling-needs-reason",
        "公布すると、指す先が変わる参照が残ります。そのまま公布する理由を入力してください。まだ何も変わっていません。",
        "References would be left pointing elsewhere or nowhere. Enter the reason for publishing as it is. Nothing was changed yet.");

    public static readonly DomainError FirstNeedsReason = new("amendment.first-needs-reason",
        "もととなる改正が、取り下げられたか、決裁されていないか、施行日が違います。そのまま公布する理由を入力してください。まだ何も変わっていません。",
        "The amendment that this one goes with is withdrawn, not decided yet, or for another day. Enter the reason for publishing as it is. Nothing was changed yet.");

    public static readonly DomainError NothingCertain = new("amendment.nothing-certain",
        "確実に直せる参照がありません。何も変わっていません。その文書の改正を始めて、文言を直してください。",
        "No reference can be corrected with certainty. Nothing was changed. Begin an amendment of that document and correct the words there.");

    public static readonly DomainError AnotherTextWasSeen = new("amendment.another-text",
        "ご覧になった本文と、いま審査されている本文が違います。何も変わっていません。読み直してから、もう一度処理してください。",
        "The text you saw is not the text under review. Nothing was changed. Read it again, then repeat.");

    public static readonly DomainError NumbersTwice = new("amendment.numbers-twice",
        "決めたとおりにすると、同じ番号の条項が並びます。載せ替えていません。一方の番号を「別の文言」で直してください。",
        "As decided, two provisions side by side would bear one number. Nothing was carried over. Give one of them another number, in words of your own.");

    public static readonly DomainError WaitingEditionsChanged = new("amendment.waiting-changed",
        "この画面を開いた後に、施行を待つ版が変わりました。何も公布していません。載せ替えられる版を確かめてから、もう一度公布してください。",
        "Editions that wait for their day have changed since this page was opened. Nothing was published. Look at what will be carried over, then publish again.");

    public static readonly DomainError InstrumentDisagrees = new("amendment.instrument-disagrees",
        "改め文を改正前の本文に当てても、溶け込み版と一致しません。決裁できません。何も変わっていません。差し戻して、起案者に本文を確かめてもらってください。",
        "The amending text, applied to the text before, does not give the merged text. It cannot be approved. Nothing was changed. Return it and have the drafter look at the text.");

    public static readonly DomainError ComparisonDisagrees = new("amendment.comparison-disagrees",
        "新旧対照表が、改正前の本文か溶け込み版と一致しません。決裁できません。何も変わっていません。差し戻して、起案者に本文を確かめてもらってください。",
        "The table of both texts does not agree with the text before or with the merged text. It cannot be approved. Nothing was changed. Return it and have the drafter look at the text.");

    public static readonly DomainError DaysDisagree = new("amendment.days-disagree",
        "本文にある改正の行か附則の施行期日が、この改正の日付と違います。何も変わっていません。日付を直すか、「本文に改正の行と附則を書く」に印を付けて提出してください。",
        "The line 改正 or the supplementary provision of the text tells another day than the dates of this amendment. Nothing was changed. Correct the dates, or tick that the record of the amendment be written into the text, and submit again.");

    public static readonly DomainError TextIsNotAsSubmitted = new("amendment.text-not-as-submitted",
        "記録されている本文が、提出された本文か改正前の版と一致しません。決裁できません。何も変わっていません。差し戻して、起案者に本文を確かめてもらい、システム管理者に知らせてください。",
        "The text on record is not the one that was submitted, or the edition before is not as it was published. It cannot be approved. Nothing was changed. Return it, have the drafter look at the text, and tell the system administrator.");

    public static readonly DomainError DatesMissing = new("amendment.dates-missing",
        "制定・改正日と施行日を入力してください。本文は保存されています。",
        "Enter the date of enactment or amendment and the date of effect. The text is saved.");

    public static readonly DomainError RouteWithoutDecision = new("amendment.route-without-decision",
        "決裁の段階がない経路では提出できません。本文は保存されています。",
        "A route without a decision cannot be used. The text is saved.");

    public static readonly DomainError EmptyText = new("amendment.empty-text",
        "本文が空のため提出できません。本文を入力するか、取り込んでください。",
        "The text is empty, so it cannot be submitted. Enter or import a text.");

    public static readonly DomainError EnactedAlready = new("amendment.enacted-already",
        "この規程にはすでに版があるため、制定としては起案できません。何も変わっていません。一部改正か全部改正を選んでください。",
        "The document has an edition already, so it cannot be enacted again. Nothing was changed. Choose partial amendment or full revision.");

    public static readonly DomainError DocumentIsRepealed = new("amendment.document-repealed",
        "廃止された規程は改正できません。何も変わっていません。",
        "A repealed document cannot be amended. Nothing was changed.");

    public static readonly DomainError SavedElsewhere = new("amendment.saved-elsewhere",
        "別のタブか別の人が先に保存しました。ここで入力した内容は画面に残っています。最新の内容を読み込んでから続けてください。",
        "Another tab or another person saved first. What you entered is still on the page. Load the latest text, then go on.");

    public static readonly DomainError Superseded = new("amendment.superseded",
        "施行日の順でこの改正のすぐ前に来る版が、もととした版ではありません（後から別の版が記録されたか、施行待ちの版より先の日を入れたためです）。起案の内容は残っています。改正のページから載せ替えてください。",
        "The edition that comes right before this one by its day is not the one that it was made from: another came on record since, or the day lies before that of an edition that waits. The draft is kept. Carry it over from the page of the amendment.");
}
