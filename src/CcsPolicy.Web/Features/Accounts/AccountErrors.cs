using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Features.Accounts;

internal static class AccountErrors
{
    public static DomainError NoSuchPerson { get; } = new("account.no-such-person",
        "その職員番号の人は名簿にいません。先に名簿に登録してください。", "Nobody in the list of people has this staff number. Record the person first.");

    public static DomainError PersonHasOne { get; } = new("account.person-has-one",
        "この人にはすでにアカウントがあります。新しい招待は、そのアカウントのページから送れます。", "This person has an account already. Make a new invitation on its page.");

    public static DomainError NameTaken { get; } = new("account.name-taken",
        "そのアカウント名は、ほかの人が使っているか、ほかの人の職員番号と同じです。別の名前にしてください。", "This account name is in use, or is another person's staff number. Choose another.");

    public static DomainError NameUnfit { get; } = new("account.name-unfit",
        "アカウント名は1文字以上50文字以内にしてください。", "An account name has 1 to 50 characters.");

    public static DomainError Closed { get; } = new("account.closed",
        "このアカウントは閉鎖されています。先に、もう一度開いてください。何も変わっていません。", "This account is closed. Open it again first. Nothing has been changed.");

    public static DomainError NoFactor { get; } = new("account.no-factor",
        "このアカウントには二段階認証が設定されていません。何も変わっていません。", "This account has no second factor. Nothing has been changed.");
}
