using System.Text.Encodings.Web;
using System.Text.Unicode;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Shell.Circuits;
using CcsPolicy.Web.Shell.Display;
using CcsPolicy.Web.Shell.Layout;
using CcsPolicy.Web.Shell.Logging;
using CcsPolicy.Web.Shell.Protection;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;

namespace CcsPolicy.Web.Shell;

/// <summary>枠組み。The frame of the portal: pages and islands, languages, headers, logs. Features add their own beside it.</summary>
public static class ShellFeature
{
    private static readonly TimeSpan CircuitKept = TimeSpan.FromMinutes(10);

    public static void AddShell(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureHttpsDefaults(TlsRules.Apply);
        });
        builder.AddShellLogging();

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(IdSource.Random);
        services.AddOptions<PortalOptions>().BindConfiguration(PortalOptions.Section).ValidateOnStart();

        // Japanese is written as it is: as entities each character would take eight bytes and not three.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents().AddInteractiveServerComponents(LimitCircuits)
            .AddHubOptions(hub =>
            {
                hub.MaximumReceiveMessageSize = 32 * 1024;
                // A browser that is silent for so long is gone (a closed lid, a dead network), and its circuit makes room for a new one of its person.
                (hub.KeepAliveInterval, hub.ClientTimeoutInterval) = (TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30));
            });
        services.AddMudServices();
        services.AddTransient<MudBlazor.MudLocalizer, MudWords>();
        services.AddSingleton<OpenCircuits>();
        services.AddScoped<CircuitAllowance>();
        services.AddScoped<CircuitHandler>(scope => scope.GetRequiredService<CircuitAllowance>());
        services.AddCascadingAuthenticationState();
        services.AddAuthentication();
        services.AddAuthorization();

        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, ForeignNames>());
        services.Configure<HostFilteringOptions>(hosts => hosts.IncludeFailureMessage = false);
        services.AddSingleton<IStartupFilter, HeadRequests>();
        services.AddSingleton<SiteCookies>();
        services.AddSingleton<DisplayCookie>();
        services.AddScoped<SiteNavigation>();
        services.AddLocalization();
        services.AddOptions<RequestLocalizationOptions>().Configure<DisplayCookie>((options, cookie) =>
        {
            options.SetDefaultCulture("ja").AddSupportedCultures("ja", "en").AddSupportedUICultures("ja", "en");
            options.RequestCultureProviders = [cookie];
        });

        // What is sent with a form stays in memory: in a temporary file the text of a procedure would lie open on the disk.
        services.Configure<FormOptions>(form => form.MemoryBufferThreshold = form.BufferBodyLengthLimit > int.MaxValue ? int.MaxValue : (int)form.BufferBodyLengthLimit);
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<SiteCookies>((options, cookies) =>
        {
            options.Cookie.Name = cookies.Name("form");
            options.Cookie.SecurePolicy = cookies.SecurePolicy;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.HttpOnly = true;
            options.Cookie.Path = "/";
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddOptions<ForwardedHeadersOptions>().Configure(options => TrustProxies(options, Proxies(builder.Configuration)))
            .Validate(_ => Proxies(builder.Configuration).All(proxy => System.Net.IPAddress.TryParse(proxy, out var _)),
                "Proxies には、リバースプロキシの IP アドレスを書いてください（名前は使えません）。 / Proxies: write the IP address of the reverse proxy, not its name.").ValidateOnStart();
    }

    /// <summary>The order in which a request passes: headers first, so that no answer lacks them.</summary>
    /// <param name="beforeSignIn">What decides, before anybody is known, whether the portal is served at all.</param>
    public static void UseShell(this WebApplication app, Action? beforeSignIn = null)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<ResponseHeaders>();
        app.Use(NumberRequest);
        app.UseShellRequestLog();
        app.UseRequestLocalization();
        app.UseExceptionHandler(SiteUrls.Error, createScopeForErrors: true);
        if (!app.Environment.IsDevelopment())
        {
            // A page is led to https; what is sent, and what a script asks for, is told that it went the wrong way.
            app.UseWhen(IsForAPerson, people => people.UseHttpsRedirection());
            app.Use(AskForHttps);
        }

        app.UseStatusCodePagesWithReExecute(SiteUrls.Status + "/{0}", createScopeForStatusCodePages: true);
        app.Use(ShowFailureAsync);
        app.UseWhen(context => context.Request.Path.StartsWithSegments(SiteUrls.Fonts), ServeFaces);
        beforeSignIn?.Invoke();
        app.Use(Noughts.RefuseAsync);
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(LargeUploads.ReadWithoutFilesAsync);
        app.UseAntiforgery();
        app.Use(RefuseForgedForm);
        app.Use(OvertakenForms.LeadBackAsync);
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapGet(SiteUrls.Live, () => "ok").AllowAnonymous();
        app.MapDisplay();
        var pages = app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options =>
        {
            // Compression beside secrets tells their length; the policy of frames must be the same as everywhere.
            options.DisableWebSocketCompression = true;
            options.ContentSecurityFrameAncestorsPolicy = "'none'";
        });
        pages.Add(WithoutCircuitState);
        var further = app.Services.GetServices<PageAssembly>().Select(page => page.Assembly).ToArray();
        if (further.Length > 0) pages.AddAdditionalAssemblies(further);
    }

    private static void ServeFaces(IApplicationBuilder faces)
    {
        faces.Use((context, next) =>
        {
            // Beside sources, a file that is not among the routes gets one that warns of it each time.
            context.SetEndpoint(null);
            return next(context);
        });
        faces.UseStaticFiles();
    }

    /// <summary>Somebody typed an address or followed a link: it names a page, or nothing that there is.</summary>
    private static bool IsForAPerson(HttpContext context) => HttpMethods.IsGet(context.Request.Method)
        && (context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null);

    /// <summary>
    /// Where no https port is known to lead to, a request over http is told what is missing: no cookie of the portal travels over it, so no form would work.
    /// </summary>
    private static Task AskForHttps(HttpContext context, RequestDelegate next)
    {
        if (context.Request.IsHttps || context.Request.Path == SiteUrls.Live || context.Request.Path == SiteUrls.Ready)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("""
            このポータルはHTTPSで開いてください（アドレスを https:// で始めます）。
            それでもこの文が出るときは、管理者に次のことをお伝えください：証明書を設定してHTTPSで待ち受けるか、
            HTTPSを受けるリバースプロキシのアドレスを設定 Proxies:0 に書き、X-Forwarded-Proto を渡してください（docs/operations/install.md「HTTPS」）。

            Open this portal over HTTPS (an address that begins with https://).
            If this text still appears, tell the administrator: set a certificate and listen on HTTPS, or name the reverse proxy
            that ends HTTPS in the setting Proxies:0 and pass X-Forwarded-Proto (docs/operations/install.md).

            """, context.RequestAborted);
    }

    /// <summary>
    /// The number that a page of a fault shows and that its line in the log carries: random, since the server's own counts connections and requests
    /// and so tells how busy others are.
    /// </summary>
    private static Task NumberRequest(HttpContext context, RequestDelegate next)
    {
        context.TraceIdentifier = Convert.ToHexStringLower(context.RequestServices.GetRequiredService<IdSource>().NextBytes(8));
        ShellLogging.Remember(context);
        return next(context);
    }

    /// <summary>A form without its token is refused here, as a page that says so; further on it would be a bare English line.</summary>
    private static Task RefuseForgedForm(HttpContext context, RequestDelegate next)
    {
        var telling = context.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        if (telling || context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }) return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    /// <summary>The page that tells of a failure is read, also after a post: as a post it would want a token and answer 400 in place of what went wrong.</summary>
    private static async Task ShowFailureAsync(HttpContext context, RequestDelegate next)
    {
        var method = context.Request.Method;
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
            context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = method;
        }
    }

    /// <summary>
    /// A page without an island carries no state for a circuit: the framework would seal some into every page, a kilobyte that differs at each request.
    /// </summary>
    private static void WithoutCircuitState(EndpointBuilder page)
    {
        if (page.Metadata.OfType<HostsIslandAttribute>().Any()) return;
        for (var at = 0; at < page.Metadata.Count; at++)
        {
            // The type is internal to the framework; a test tells when it is no longer there. An empty list of modes means: no state.
            if (page.Metadata[at].GetType() is { Name: "ConfiguredRenderModesMetadata" } type)
                page.Metadata[at] = Activator.CreateInstance(type, [Array.Empty<IComponentRenderMode>()])!;
        }
    }

    private static void LimitCircuits(CircuitOptions options)
    {
        options.DetailedErrors = false;
        options.DisconnectedCircuitMaxRetained = 100;
        options.DisconnectedCircuitRetentionPeriod = CircuitKept;
        options.PersistedCircuitInMemoryMaxRetained = 100;
        options.PersistedCircuitInMemoryRetentionPeriod = CircuitKept;
        options.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(30);
        options.MaxBufferedUnacknowledgedRenderBatches = 10;
    }

    /// <summary>The reverse proxies that the configuration names (<c>Proxies:0</c>, <c>Proxies:1</c>, …).</summary>
    public static IReadOnlyList<string> Proxies(IConfiguration configuration) => [.. (configuration.GetSection("Proxies").Get<string[]>() ?? []).Where(proxy => proxy.Length > 0)];

    /// <summary>What a proxy says about the caller counts only when the proxy is named in the configuration.</summary>
    private static void TrustProxies(ForwardedHeadersOptions options, IReadOnlyList<string> proxies)
    {
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            if (System.Net.IPAddress.TryParse(proxy, out var address))
                options.KnownProxies.Add(address);
        options.ForwardedHeaders = options.KnownProxies.Count == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
    }
}

/// <summary>頁の所在。A further assembly with pages; the product has none, its tests have.</summary>
public sealed record PageAssembly(System.Reflection.Assembly Assembly);
