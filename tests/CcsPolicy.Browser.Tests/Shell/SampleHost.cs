using System.Security.Claims;
using System.Text.Encodings.Web;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Browser.Tests.Shell;

/// <summary>The product with sample pages and one signed-in person, on a port of its own: the frame without any feature's data.</summary>
public sealed class SampleHost : WebApplicationFactory<Program>
{
    private readonly string folder = Directory.CreateTempSubdirectory("ccspolicy-sample").FullName;

    public SampleHost()
    {
        UseKestrel(0);
        ClientOptions.AllowAutoRedirect = false;
    }

    public string Address => ClientOptions.BaseAddress.ToString().TrimEnd('/').Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Storage:DataFolder", folder);
        builder.UseSetting("Storage:KeyFolder", Path.Combine(folder, "keys"));
        builder.UseSetting("Portal:Office", "あおぞら市町村職員共済組合");
        builder.UseSetting("Portal:OfficeEnglish", "Aozora Mutual Aid Association");
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(new PageAssembly(typeof(SampleHost).Assembly));
            services.AddAuthentication("sample").AddScheme<AuthenticationSchemeOptions, SampleSignIn>("sample", null);
            services.AddScoped<HeaderPersonSource>(_ => _ => ValueTask.FromResult<HeaderPerson?>(new("佐藤 花子", "総務課")));
            foreach (var (text, url, order) in new[] { ("ホーム", "/", 0), ("規程", "/sample/list", 10), ("改正", "/sample/form", 20), ("確認状況", "/sample/reading", 30) })
                services.AddSingleton(new NavigationEntry(typeof(SampleHost), text, url, order, Count: url == "/sample/form" ? _ => ValueTask.FromResult(3) : null));
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class SampleSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "sample"), new(ClaimTypes.Name, "sato")], "sample");
            return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(identity), "sample")));
        }
    }
}
