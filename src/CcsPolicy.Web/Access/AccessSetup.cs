using CcsPolicy.Data;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
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
                // What is empty stays so, and is refused: it would be the folder of the program.
                storage.DataFolder = storage.DataFolder.Length == 0 ? "" : Path.GetFullPath(storage.DataFolder, host.ContentRootPath);
                storage.KeyFolder = storage.KeyFolder.Length == 0 ? "" : Path.GetFullPath(storage.KeyFolder, host.ContentRootPath);
            });
        services.AddHttpContextAccessor();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(IdSource.Random);
        services.AddPolicyStore(SetupOf);
        services.AddScoped<CurrentReader>();
        services.AddScoped<IReaderSource>(scope => scope.GetRequiredService<CurrentReader>());
        services.AddScoped<ReaderDb>();

        // GCM seals and proves in one pass, natively; the usual CBC with HMAC is managed code that every request pays for.
        services.AddDataProtection().SetApplicationName("CcsPolicy")
            .UseCryptographicAlgorithms(new() { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        services.AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>()
            .Configure<IOptions<StorageOptions>, ILoggerFactory>((keys, storage, loggers) =>
            {
                var cookies = Path.Combine(storage.Value.KeyFolder, "cookies");
                PrivateFile.MakeFolder(storage.Value.KeyFolder);
                PrivateFile.MakeFolder(cookies);
                keys.XmlRepository = new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(new DirectoryInfo(cookies), loggers);
            });

        services.AddOptions<SecurityOptions>().BindConfiguration(SecurityOptions.Section).ValidateOnStart();
        services.AddRateLimits();
        services.AddOptions<OpenIdOptions>().BindConfiguration(OpenIdOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OpenIdOptions>, OpenIdOptionsCheck>();
        services.AddSingleton<LocalSignIn>();
        services.AddSingleton<CodeWait>();
        services.AddSessionCookies();
        services.AddIdentityCore<Account>(PasswordRules.Apply)
            .AddEntityFrameworkStores<PolicyDb>();
        services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 210_000);
        // Stateless, and needed by what lives as long as the program.
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<PasswordCheck>();
        services.AddSingleton<BreachedPasswords>();
        services.AddSingleton<Invitations>();
        services.AddSingleton(provider => new LiveSessions(
            provider.GetRequiredService<PolicyDbFactory>(), provider.GetRequiredService<IOptions<SecurityOptions>>().Value.SessionTime,
            provider.GetRequiredService<IOptions<OpenIdOptions>>().Value is { IsOn: true } office ? office.ExpectedIssuer : null));
        services.AddSingleton<TakenRights>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SecondFactorNeed>();
        services.AddSingleton<SessionBook>();
        services.AddSingleton<TerminalCookie>();
        services.AddSingleton<KeptForms>();
        services.AddSingleton<SessionHeirs>();
        services.AddSingleton<RefusalBook>();
        services.AddHostedService<SessionTimes>();
        services.AddScoped<HeaderPersonSource>(scope => async http =>
            new HeaderPerson((await scope.GetRequiredService<CurrentReader>().OfAsync(http.User, http.RequestAborted)).Name, null,
                SiteUrls.SessionUnder(http.Features.Get<StandingSession>()?.Rights.Now), http.IsAtTerminal() ? SiteUrls.SharedTerminal : null));
        services.AddScoped<CircuitRecheck>();
        services.AddScoped<AuthenticationStateProvider>(scope => scope.GetRequiredService<CircuitRecheck>());
        services.AddScoped<CircuitHandler, CircuitGate>();

        services.AddSingleton<IAuthorizationPolicyProvider, AbilityPolicyProvider>();
        services.AddScoped<IAuthorizationHandler, AbilityHandler>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
    }

    /// <summary>Comes before anything that may refuse.</summary>
    public static void UseRefusalBook(this WebApplication app) => app.UseMiddleware<RefusedAddresses>();

    /// <summary>Comes after authorization.</summary>
    public static void UseAccess(this WebApplication app)
    {
        app.UseMiddleware<ReadingJournal>();
        app.UseRateLimiter();
        app.UseMiddleware<TerminalGate>();
        app.UseMiddleware<SecondFactorGate>();
        app.UseMiddleware<ResetGate>();
        app.UseMiddleware<FreshSignInGate>();
    }

    private static PolicyDbSetup SetupOf(IServiceProvider provider)
    {
        var storage = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        var ids = provider.GetRequiredService<IdSource>();
        Directory.CreateDirectory(storage.DataFolder);
        return new PolicyDbSetup(storage.Provider, storage.Connection,
            new DocumentKeys(MasterKeys.ReadOrCreate(storage.MasterKeyFile), ids), ids, provider.GetRequiredService<TimeProvider>())
        {
            Listeners = [.. provider.GetServices<Microsoft.EntityFrameworkCore.Diagnostics.IInterceptor>()],
        };
    }
}
