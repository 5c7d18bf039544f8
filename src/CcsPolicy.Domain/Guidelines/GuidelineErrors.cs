using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Guidelines;

/// <summary>ガイドラインについての拒否の理由。</summary>
public static class GuidelineErrors
{
    public static readonly DomainError NotFound = new("guideline.not-found",
        "お探しのものは見つかりませんでした。アドレスを確かめるか、検索してください。", "What you looked for was not found. Check the address or use find.");

    public static readonly DomainError CodeMissing = new("guideline.code-missing",
        "略称を入力してください。まだ取り込んでいません。", "Enter the short name. Nothing was imported yet.");

    public static readonly DomainError CodeTaken = new("guideline.code-taken",
        "同じ略称のガイドラインがあります。取り込んでいません。新しい版は、そのガイドラインの「新しい版を取り込む」から取り込んでください。",
        "There is a guideline with this short name. Nothing was imported. Import a new edition of it from its own line.");

    public static readonly DomainError TitleMissing = new("guideline.title-missing",
        "名称を入力してください。まだ取り込んでいません。", "Enter the title. Nothing was imported yet.");

    public static readonly DomainError NameTooLong = new("guideline.name-too-long",
        $"略称は{Guideline.MostOfCode}字、名称は{Guideline.MostOfTitle}字、版の名は{GuidelineEdition.MostOfLabel}字までで書いてください。まだ取り込んでいません。",
        $"Write at most {Guideline.MostOfCode} characters in the short name, {Guideline.MostOfTitle} in the title, {GuidelineEdition.MostOfLabel} in the name of the edition. Nothing was imported yet.");

    public static readonly DomainError LabelMissing = new("guideline.label-missing",
        "版の名を入力してください（例：令和7年3月版）。まだ取り込んでいません。", "Enter the name of the edition, such as 令和7年3月版. Nothing was imported yet.");

    public static readonly DomainError LabelTaken = new("guideline.label-taken",
        "同じ名の版が、もう取り込まれています。取り込んでいません。版の名を確かめてください。",
        "An edition of this name was imported already. Nothing was imported. Check the name of the edition.");

    public static readonly DomainError NumberMissing = new("guideline.number-missing",
        "番号がありません。項目の番号を入れてください。", "The number is missing. Enter the number of the item.");

    public static readonly DomainError WordsMissing = new("guideline.words-missing",
        "見出しも本文もありません。どちらかを入れてください。", "There is neither heading nor words. Enter one of them.");

    public static readonly DomainError ItemTooLong = new("guideline.item-too-long",
        $"番号は{GuidelineItem.MostOfNumber}字、見出しは{GuidelineItem.MostOfHeading}字、本文は{GuidelineItem.MostOfWords:#,0}字までです。分けるか、短くしてください。",
        $"A number has at most {GuidelineItem.MostOfNumber} characters, a heading {GuidelineItem.MostOfHeading}, words {GuidelineItem.MostOfWords:#,0}. Split or shorten it.");

    public static readonly DomainError UnseenSigns = new("guideline.unseen-signs",
        "目に見えない文字（書く向きを変える文字や制御文字）が入っています。入力し直してください。",
        "There are signs in it that nobody sees (such as ones that change the direction of writing). Type it anew.");

    public static readonly DomainError NothingToCite = new("citation.nothing-to-cite",
        "条項と、それが引用する項目を選んでください。まだ何も変わっていません。", "Choose a provision and the items that it cites. Nothing was changed yet.");

    public static readonly DomainError NoSuchItem = new("citation.no-such-item",
        "選んだ条項または項目が、今の版にありません。何も変わっていません。画面を開き直してください。",
        "The provision or item that you chose is not in the present edition. Nothing was changed. Open the page again.");

    public static readonly DomainError ItemIsGone = new("citation.item-is-gone",
        "新しい版にない項目なので、見直し済みにできません。何も変わっていません。引用を取り消してください。",
        "The new edition does not have the item, so the citation cannot be confirmed. Nothing was changed. Withdraw the citation.");

    public static readonly DomainError ChangedMeanwhile = new("citation.changed-meanwhile",
        "ほかの人が先に変更しました。何も変わっていません。画面を開き直してください。", "Somebody else was first. Nothing was changed. Open the page again.");
}
