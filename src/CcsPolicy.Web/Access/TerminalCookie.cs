using System.Security.Cryptography;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Shell.Protection;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace CcsPolicy.Web.Access;

/// <summary>What makes a browser a shared terminal: a sealed cookie that names the terminal. Whether that is still open is asked of its row.</summary>
public sealed class TerminalCookie(SiteCookies cookies, IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector protector = protection.CreateProtector("CcsPolicy.Terminal.v1");

    private string Name => cookies.Name("terminal");

    public void Write(HttpContext http, SharedTerminal terminal)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(terminal);
        http.Response.Cookies.Append(Name, WebEncoders.Base64UrlEncode(protector.Protect(terminal.Id.Value.ToByteArray())), cookies.Options(terminal.Until - clock.Now()));
    }

    /// <summary>Which terminal this browser is; null when it is none.</summary>
    public SharedTerminalId? Read(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Request.Cookies[Name] is not { Length: > 0 and < 1000 } value)
            return null;
        try
        {
            return protector.Unprotect(WebEncoders.Base64UrlDecode(value)) is { Length: 16 } bytes ? new SharedTerminalId(new Guid(bytes)) : null;
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return null;
        }
    }

    public void Remove(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Cookies.Delete(Name, cookies.Options());
    }
}
