using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Web.Access;

/// <summary>Why a password is not taken.</summary>
internal static class PasswordErrors
{
    public static DomainError TooShort { get; } = new("account.password-too-short",
        $"パスワードは{PasswordRules.MinimumLength}文字以上にしてください。文字の種類は問いません。",
        $"Use at least {PasswordRules.MinimumLength} characters, of whatever kind.");

    public static DomainError TooLong { get; } = new("account.password-too-long",
        $"パスワードは{PasswordRules.MaximumLength}文字以内にしてください。",
        $"Use at most {PasswordRules.MaximumLength} characters.");

    public static DomainError Guessable { get; } = new("account.password-guessable",
        "推測されやすいパスワードです。よく使われる言葉、組合や自分の名前、数字や並びの繰り返しだけのものは使えません。関係のない言葉を四つほどつなげると、覚えやすく推測されにくくなります。",
        "This password is easily guessed. Common words, the names of the association or your own, and mere sequences are not taken. About four unrelated words in a row are easy to remember and hard to guess.");

    public static DomainError Breached { get; } = new("account.password-breached",
        "よそから漏えいしたことが知られているパスワードです。何も変えていません。ほかのパスワードにし、同じものを使っているほかのサービスでも変えてください。",
        "This password is known to have leaked from somewhere. Nothing was changed. Choose another one, and change it wherever else you use it.");

    /// <summary>Whether the person may use the password.</summary>
    public static DomainError? Check(string? typed, Person person, string accountName)
    {
        var password = PasswordText.Of(typed);
        return PasswordText.Length(password) switch
        {
            < PasswordRules.MinimumLength => TooShort,
            > PasswordRules.MaximumLength => TooLong,
            _ => GuessablePasswords.Check(password, person, accountName),
        };
    }
}
