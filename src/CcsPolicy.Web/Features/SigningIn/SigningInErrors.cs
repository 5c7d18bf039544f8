using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>Refusals of sign-in. One sentence for every reason: it tells nothing about whether there is such an account.</summary>
internal static class SigningInErrors
{
    public static DomainError Refused { get; } = new("account.sign-in-refused",
        "サインインできませんでした。職員番号（またはアカウント名）とパスワードを確かめてください。続けて5回誤ると、5分間サインインできません。",
        "You could not be signed in. Check your staff number (or account name) and password. After five wrong tries in a row, sign-in is closed for five minutes.");

    public static DomainError CodeRefused { get; } = new("account.code-refused",
        "確認コードが合いません。アプリに今表示されているコードを、変わる前に入れてください。コードは30秒で変わり、一度使ったものは使えません。何度も合わないときは、端末の時計が合っているか確かめてください。",
        "The code does not match. Enter the code that your app shows now, before it changes: it changes every 30 seconds, and one that was used cannot be used again. If it never matches, see whether the clock of your device is right.");

    public static DomainError PasskeyRefused { get; } = new("account.passkey-refused",
        "パスキーを確かめられませんでした。何も変わっていません。もう一度試すか、アプリの確認コードを使ってください。",
        "The passkey could not be verified. Nothing was changed. Try again, or use the code of your app.");

    public static DomainError LastFactor { get; } = new("account.last-factor",
        "最後の二段階認証は消せません。先に別のパスキーかアプリを登録してください。",
        "The last second factor cannot be removed. Add another passkey or an app first.");

    public static DomainError NotConfirmed { get; } = new("account.not-confirmed",
        "パスワードまたは確認コードが合いません。入力した内容は残っています。続けて5回誤ると、5分間は確かめられません。",
        "The password or the code does not match. What you typed is kept. After five wrong tries in a row nothing can be confirmed for five minutes.");

    public static DomainError LinkVoid { get; } = new("account.link-void",
        "このリンクは、今は使えません。期限が過ぎたか、すでに使われたか、二人目の担当者の確認を待っています。システム管理者に聞いてください。",
        "This link cannot be used now. It has expired, was used before, or waits for a second person to confirm it. Ask the system administrator.");

    public static DomainError WrongPassword { get; } = new("account.wrong-password",
        "今のパスワードが違います。パスワードは変わっていません。",
        "The present password is wrong. Your password has not been changed.");

    public static DomainError NotRepeated { get; } = new("account.password-not-repeated",
        "2回入れたパスワードが同じではありません。もう一度入れてください。",
        "The two passwords are not the same. Enter them again.");
}
