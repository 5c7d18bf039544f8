using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.Accounts;

/// <summary>Accounts in the hands of the system administrator.</summary>
public static class AccountsFeature
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddScoped<AccountQueries>();
        services.AddScoped<CreateAccountHandler>();
        services.AddScoped<ManageAccountHandler>();
        services.AddSingleton(new NavigationEntry(typeof(AccountsText), "Nav", SiteUrls.Accounts, 70, AbilityPolicies.NameOf(Ability.ManageAccounts)));
    }
}

/// <summary>Names the words of accounts.</summary>
public sealed class AccountsText;
