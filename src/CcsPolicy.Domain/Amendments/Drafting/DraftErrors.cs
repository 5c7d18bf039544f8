using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Amendments.Drafting;

/// <summary>起案の操作についての拒否の理由。</summary>
public static class DraftErrors
{
    public static DomainError UnknownProvision { get; } = new(
        "draft.unknown-provision",
        "編集しようとした条項は、この本文にはもうありません。ほかの操作で削られています。本文は変わっていません。最新の本文を読み込んでから続けてください。",
        "The provision you were editing is no longer in this text: another change has deleted it. The text has not been changed. Load the latest text, then go on.");

    public static DomainError MovesIntoItself { get; } = new(
        "draft.moves-into-itself",
        "条項を、その条項の中へ移すことはできません。本文は変わっていません。別の位置を選んでください。",
        "A provision cannot be moved into itself. The text has not been changed. Choose another place.");

    public static DomainError KeysAreNotNew { get; } = new(
        "draft.keys-not-new",
        "加えようとした条項は、すでに本文にあります。同じ操作が二度送られた可能性があります。本文は変わっていません。最新の本文を読み込んで確かめてください。",
        "The provisions to be added are already in the text; the same change may have been sent twice. The text has not been changed. Load the latest text and check.");

    public static DomainError NothingToPut { get; } = new(
        "draft.nothing-to-put",
        "加える条項がありません。本文は変わっていません。条項を削るときは、削除を選んでください。",
        "There is no provision to put in. The text has not been changed. To remove a provision, choose delete.");

    public static DomainError NumberIsUnknown { get; } = new(
        "draft.number-unknown",
        "この番号の書き方からは、次の番号が分かりません。番号は変わっていません。一つずつ直してください。",
        "The numbers that follow cannot be told from how this one is written. No number has been changed. Set them one by one.");

    public static DomainError TypedWithoutNumber { get; } = new(
        "draft.typed-without-number",
        "最初の行に番号がないため、前の条項の続きになってしまいます。本文は変わっていません。番号から書き始めてください。",
        "The first line has no number, so it would go on with the provision before. The text has not been changed. Begin with the number.");

    public static DomainError TypedForAnotherPlace { get; } = new(
        "draft.typed-for-another-place",
        "入力した番号は、この位置の段階の番号ではありません（号の欄に条を書いたときなど）。本文は変わっていません。番号を直すか、上の段階の条項を編集してください。",
        "The number typed does not belong to the level of this place (an article in the box of an item, say). The text has not been changed. Correct the number, or edit the provision above.");

    public static DomainError TypedNumberDoesNotFit { get; } = new(
        "draft.typed-number-does-not-fit",
        "最初の行の番号は、この位置では番号として読めず、前の条項の続きになってしまいます。本文は変わっていません。前の条項に続く番号か、周りと同じ形の番号にしてください。",
        "The number on the first line is not read as a number at this place: it would go on with the provision before. The text has not been changed. Use the number that follows on, or the form of the numbers around it.");

    public static DomainError TypedTooLong { get; } = new(
        "draft.typed-too-long",
        "一つの条項としては長すぎます（20万字まで）。本文は変わっていません。条項を分けて加えるか、「本文をまとめて編集する」を使ってください。",
        "This is too long for one provision (up to 200,000 characters). The text has not been changed. Add it in parts, or edit the text as a whole.");

    public static DomainError NoNeighbour { get; } = new(
        "draft.no-neighbour",
        "同じ段階の中では、これより先へ移せません。本文は変わっていません。",
        "It cannot move further among the provisions of its level. The text has not been changed.");

    public static DomainError PlaceIsUnclear { get; } = new(
        "draft.place-unclear",
        "前後の書き方から、入力した行の段階を決められません。本文は変わっていません。上の段階の条項をまとめて編集してください。",
        "The level of what was typed cannot be told from the text around it. The text has not been changed. Edit the provision above as a whole.");

    public static DomainError Unreadable { get; } = new(
        "draft.unreadable-operation",
        "保存された操作を読み取れません。新しい版の製品で保存された可能性があります。保存された内容は残っています。システム管理者に連絡してください。",
        "A saved change cannot be read; it may have been saved by a newer release. What was saved is kept. Tell the system administrator.");

    public static DomainError PairedAlready { get; } = new(
        "draft.paired-already",
        "選んだ条項は、すでに別の条項と対応しています。対応は変わっていません。先にその対応を解いてから、もう一度選んでください。",
        "A provision that you chose is paired with another one already. No pairing has been changed. Undo that pairing first, then choose again.");

    public static DomainError NotPaired { get; } = new(
        "draft.not-paired",
        "選んだ条項には、対応する改正前の条項がありません。対応は変わっていません。最新の対応を確かめてください。",
        "The provision that you chose is paired with none of the text before. No pairing has been changed. Look at the pairings as they are now.");

    public static DomainError Rebased { get; } = new(
        "draft.rebased",
        "この起案は、最新の版を基にした新しい改正へ載せ替えられました。保存済みの内容は移してあります。まだ保存していない入力は、この画面に残っています。新しい改正を開いて続けてください。",
        "This draft has been moved onto the latest edition as a new amendment, with all that was saved. What you entered since is still on this page. Open the new amendment and go on there.");
}
