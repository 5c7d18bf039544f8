using System.Security.Claims;
using System.Text.Encodings.Web;
using CcsPolicy.Web.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Testing.Shell;

/// <summary>
/// The frame of the portal alone, on a port of its own: no database, no feature. Everybody is signed in as 佐藤 but who sends <c>X-Anonymous</c>.
/// </summary>
public sealed class ShellHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;

    private ShellHost(WebApplication app, string folder)
    {
        (this.app, this.folder) = (app, folder);
        Address = app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(Address) };
    }

    public string Address { get; }

    /// <summary>Follows no redirect and keeps no cookie.</summary>
    public HttpClient Client { get; }

    public static async Task<ShellHost> StartAsync(
        string environment = "Development", Action<IServiceCollection>? add = null, Action<WebApplication>? map = null, params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("ccspolicy-shell").FullName;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Program).Assembly.GetName().Name, EnvironmentName = environment, ContentRootPath = folder,
        });
        builder.WebHost.UseStaticWebAssets().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        builder.AddShell();
        builder.Services.AddAuthentication("sample").AddScheme<AuthenticationSchemeOptions, SampleSignIn>("sample", null);
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        add?.Invoke(builder.Services);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        app.UseShell();
        app.MapShell();
        map?.Invoke(app);
        await app.StartAsync();
        return new ShellHost(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class SampleSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers.ContainsKey("X-Anonymous")) return Task.FromResult(AuthenticateResult.NoResult());
            var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "sample"), new(ClaimTypes.Name, "sato")], "sample");
            return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(identity), "sample")));
        }
    }
}
