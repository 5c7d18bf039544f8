using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Access;

/// <summary>Refusals that every act may meet.</summary>
public static class AccessErrors
{
    public static DomainError NotAllowed { get; } = new("access.not-allowed",
        "この操作をする権限がありません。何も変わっていません。",
        "You may not do this. Nothing has been changed.");

    public static DomainError NotYourself { get; } = new("access.not-yourself",
        "自分自身についてのこの操作はできません。ほかの担当者に頼んでください。何も変わっていません。",
        "You cannot do this for yourself. Ask another person in charge. Nothing has been changed.");

    public static DomainError ChangedMeanwhile { get; } = new("access.changed-meanwhile",
        "ほかの人が先に変更しました。今の内容を確かめて、もう一度操作してください。",
        "Somebody else changed this first. Look at it as it is now and try again.");

    public static DomainError Gone { get; } = new("access.gone",
        "対象が見つかりません。一覧から選び直してください。",
        "It is not there. Choose again from the list.");
}
