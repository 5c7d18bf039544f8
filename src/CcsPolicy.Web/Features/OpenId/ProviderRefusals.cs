using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Features.OpenId;

/// <summary>Why nobody was signed in by the provider. Whoever has no account is told that, and nothing about any other.</summary>
internal static class ProviderRefusals
{
    public static DomainError Unknown { get; } = new("openid.unknown",
        "この利用者では、このポータルにサインインできません。何も変わっていません。ポータルを使う仕事の方は、システム管理者に招待を頼んでください。別の利用者でサインインし直すこともできます。",
        "You cannot sign in to this portal with this identity. Nothing has been changed. If your work needs the portal, ask the system administrator for an invitation. You can also sign in again as somebody else.");

    public static DomainError InvitationVoid { get; } = new("openid.invitation-void",
        "この招待は使えません。期限が過ぎたか、すでに使われています。システム管理者に新しい招待を頼んでください。",
        "This invitation cannot be used. It has expired or was used before. Ask the system administrator for a new one.");

    public static DomainError BoundOtherwise { get; } = new("openid.bound-otherwise",
        "招待されたアカウントか、今の利用者のどちらかが、すでに別の相手と結び付いています。何も変わっていません。自分の利用者でサインインしたことを確かめ、システム管理者に知らせてください。",
        "The invited account or your identity at the provider is bound to another one already. Nothing has been changed. Make sure that you signed in as yourself, and tell the system administrator.");

    public static DomainError NameDiffers { get; } = new("openid.name-differs",
        "招待された人と、サインインした利用者の名前（職員番号かアカウント名）が合いません。何も変わっていません。自分の利用者でサインインし直すか、招待のあて先をシステム管理者に確かめてください。",
        "The invitation is for somebody with another staff number or account name than yours at the provider. Nothing has been changed. Sign in as yourself, or ask the system administrator whom the invitation is for.");

    public static DomainError NotFresh { get; } = new("openid.not-fresh",
        "今あらためて本人であることを確かめた、という答えが得られませんでした。サインインは続いていますが、操作は行われていません。もう一度お試しください。続くときは、システム管理者に知らせてください。",
        "The provider did not say that it has just asked you for proof again. You are still signed in; the act was not carried out. Try again, and tell the system administrator if this goes on.");

    public static DomainError OtherPerson { get; } = new("openid.other-person",
        "サインイン中の人と、今確かめた人が違います。何も変わっていません。自分の利用者で、もう一度お試しください。",
        "The person who was confirmed is not the one who is signed in here. Nothing has been changed. Try again as yourself.");

    public static DomainError Unreachable { get; } = new("openid.unreachable",
        "認証基盤から答えがありません。何も変わっていません。数分待って、もう一度お試しください。続くときは、システム管理者に知らせてください。",
        "The sign-in provider does not answer. Nothing has been changed. Wait some minutes and try again. Tell the system administrator if this goes on.");

    public static DomainError ByProvider { get; } = new("openid.by-provider",
        "認証基盤がサインインを認めなかったか、途中で取りやめになりました。何も変わっていません。もう一度お試しください。続くときは、認証基盤の担当者に知らせてください。",
        "The sign-in provider refused, or the sign-in was broken off there. Nothing has been changed. Try again, and tell whoever runs the provider if this goes on.");

    public static DomainError NotFromHere { get; } = new("openid.not-from-here",
        "このブラウザーで始めたサインインの答えではないか、時間が経ちすぎています。何も変わっていません。サインインのページから、やり直してください。",
        "This is no answer to a sign-in that was begun in this browser, or it took too long. Nothing has been changed. Begin again on the sign-in page.");

    public static DomainError AnswerRefused { get; } = new("openid.answer-refused",
        "認証基盤の答えが正しいことを確かめられませんでした。何も変わっていません。もう一度お試しください。続くときは、この時刻をシステム管理者に知らせてください。",
        "The answer of the sign-in provider could not be verified. Nothing has been changed. Try again, and tell the system administrator the time of day if this goes on.");

    private static readonly DomainError[] All =
        [Unknown, InvitationVoid, BoundOtherwise, NameDiffers, NotFresh, OtherPerson, Unreachable, ByProvider, NotFromHere, AnswerRefused];

    /// <summary>The word in the address.</summary>
    public static string NameOf(DomainError refusal) => refusal.Code["openid.".Length..];

    /// <summary>What the word stands for; for a word that stands for nothing, that the answer is not one.</summary>
    public static DomainError Named(string? name) => Array.Find(All, one => NameOf(one) == name) ?? NotFromHere;
}
