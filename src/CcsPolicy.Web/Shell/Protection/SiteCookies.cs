namespace CcsPolicy.Web.Shell.Protection;

/// <summary>
/// クッキーの決まり。One rule for every cookie of the portal: <c>__Host-</c>, Secure, HttpOnly, SameSite.
/// In Development, where the portal is served over plain http, the name has no prefix and Secure is left out.
/// </summary>
public sealed class SiteCookies(IHostEnvironment environment)
{
    private readonly bool secure = !environment.IsDevelopment();

    public string Name(string name) => secure ? "__Host-" + name : name;

    public CookieSecurePolicy SecurePolicy => secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    public CookieOptions Options(TimeSpan? life = null) => new()
    {
        Path = "/", HttpOnly = true, Secure = secure, SameSite = SameSiteMode.Lax, MaxAge = life, IsEssential = true,
    };
}
