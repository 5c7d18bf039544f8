using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Protection;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Access;

/// <summary>The cookie of a session, and the short-lived one between password and code.</summary>
internal static class SessionCookies
{
    public static readonly TimeSpan CodeTime = TimeSpan.FromMinutes(5);

    public static void AddSessionCookies(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme);
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<SiteCookies, IOptions<SecurityOptions>>((options, cookies, security) =>
            {
                // Lax, not Strict: a link in a mail leads to the page and not to sign-in. Nothing is changed by a GET.
                Common(options, cookies, "session", SameSiteMode.Lax);
                options.ExpireTimeSpan = security.Value.SessionTime;
                options.SlidingExpiration = false;
                // Whose turn was over at a shared terminal: the next one begins there.
                var toSignIn = options.Events.OnRedirectToLogin;
                options.Events.OnRedirectToLogin = context =>
                {
                    if (context.HttpContext.RequestServices.GetRequiredService<TerminalCookie>().Read(context.HttpContext) is null)
                        return toSignIn(context);
                    // What was sent too late is not recorded, and the page says so.
                    context.Response.Redirect(HttpMethods.IsGet(context.Request.Method) ? SiteUrls.SharedTerminal : SiteUrls.SharedTerminal + "?over=1");
                    return Task.CompletedTask;
                };
                options.Events.OnValidatePrincipal = context => context.HttpContext.RequestServices.GetRequiredService<Sessions>().ValidateAsync(context);
            });
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme)
            .Configure<SiteCookies>((options, cookies) =>
            {
                Common(options, cookies, "code", SameSiteMode.Strict);
                options.ExpireTimeSpan = CodeTime;
                options.SlidingExpiration = false;
            });
    }

    private static void Common(CookieAuthenticationOptions options, SiteCookies cookies, string name, SameSiteMode sameSite)
    {
        options.Cookie.Name = cookies.Name(name);
        options.Cookie.SecurePolicy = cookies.SecurePolicy;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = sameSite;
        options.Cookie.Path = "/";
        options.Cookie.IsEssential = true;
        options.LoginPath = SiteUrls.SignIn;
        options.ReturnUrlParameter = "returnUrl";
        // What a role does not open is refused in place; the page of the status says so.
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }
}
