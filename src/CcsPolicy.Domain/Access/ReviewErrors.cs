using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Access;

/// <summary>許可の見直しについての拒否の理由。</summary>
public static class ReviewErrors
{
    public static readonly DomainError VerdictMissing = new("review.verdict-missing",
        "続けるか終えるかを選んでください。まだ何も変わっていません。", "Choose whether it is kept or ended. Nothing was changed yet.");

    public static readonly DomainError ReasonMissing = new("review.reason-missing",
        "理由を入力してください。まだ何も変わっていません。", "Enter the reason. Nothing was changed yet.");

    public static readonly DomainError ChangedMeanwhile = new("review.changed-meanwhile",
        "画面を開いた後に許可が変わりました。何も変わっていません。今の許可を確かめて、もう一度見直してください。",
        "The grants have changed since the page was opened. Nothing was changed. Look at them as they are now and go through them again.");

    public static readonly DomainError RecordedToday = new("review.recorded-today",
        "同じ許可を続けることは、あなたが今日すでに記録しています。もう一度は記録していません。記録は残っていますので、何もする必要はありません。",
        "You have recorded today that the same grants are kept. It was not recorded again; the record stands, and nothing is left to do.");
}
