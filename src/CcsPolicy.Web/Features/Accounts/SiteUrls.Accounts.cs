namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    public const string Accounts = "/admin/accounts";
    public const string NewAccount = "/admin/accounts/new";

    public static string AccountOf(Guid account) => $"{Accounts}/{account:N}";

    public static string AccountsOn(string? words, string? state, int page) =>
        $"{Accounts}?q={Uri.EscapeDataString(words ?? "")}&state={Uri.EscapeDataString(state ?? "")}&page={page}";
}
