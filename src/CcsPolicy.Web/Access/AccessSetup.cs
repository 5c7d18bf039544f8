using CcsPolicy.Data;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Access;

/// <summary>Composition of the store, of sign-in and of authorization.</summary>
public static class AccessSetup
{
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart()
            .PostConfigure<IHostEnvironment>((storage, host) =>
            {
                storage.DataFolder = Path.GetFullPath(storage.DataFolder, host.ContentRootPath);
                storage.KeyFolder = Path.GetFullPath(storage.KeyFolder, host.ContentRootPath);
            });
        services.AddHttpContextAccessor();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(IdSource.Random);
        services.AddSingleton(provider => SetupOf(provider));
        services.AddSingleton<PolicyDbFactory>();
        services.AddSingleton<Readers>();
        services.AddScoped<CurrentReader>();
        services.AddScoped<ReaderDb>();
        // Identity's own stores look at accounts only; nothing of a document is there for them.
        services.AddScoped<PolicyDb>(provider => provider.GetRequiredService<PolicyDbFactory>().OpenFor(Reader.Nobody));

        services.AddDataProtection().SetApplicationName("CcsPolicy");
        services.AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>()
            .Configure<IOptions<StorageOptions>, ILoggerFactory>((keys, storage, loggers) =>
                keys.XmlRepository = new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(
                    Directory.CreateDirectory(Path.Combine(storage.Value.KeyFolder, "cookies")), loggers));

        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<Account>(PasswordRules.Apply)
            .AddSignInManager()
            .AddEntityFrameworkStores<PolicyDb>()
            .AddClaimsPrincipalFactory<PersonClaims>()
            .AddDefaultTokenProviders();
        services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 210_000);

        services.AddSingleton<IAuthorizationPolicyProvider, AbilityPolicyProvider>();
        services.AddScoped<IAuthorizationHandler, AbilityHandler>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
    }

    private static PolicyDbSetup SetupOf(IServiceProvider provider)
    {
        var storage = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        var ids = provider.GetRequiredService<IdSource>();
        var connection = storage.ConnectionString;
        if (storage.Provider == DatabaseProvider.Sqlite && connection.Length == 0)
            connection = $"Data Source={Path.Combine(Directory.CreateDirectory(storage.DataFolder).FullName, "ccspolicy.db")}";
        return new PolicyDbSetup(storage.Provider, connection,
            new DocumentKeys(MasterKey.ReadOrCreate(storage.MasterKeyFile), ids), ids, provider.GetRequiredService<TimeProvider>());
    }
}
