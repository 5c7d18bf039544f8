using System.Security.Cryptography;

namespace CcsPolicy.Web.Shell.Protection;

/// <summary>
/// 内容の安全方針。The Content-Security-Policy of a response. Nothing may come from elsewhere. Pages without an island allow no inline style at all;
/// pages with one must bear the style attributes that MudBlazor writes, a base address, and the one inline script that carries a nonce (docs/decisions/0016-styles-of-islands.md).
/// </summary>
public static class ContentSecurity
{
    private const string Common =
        "default-src 'none'; object-src 'none'; img-src 'self' data:; media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; ";

    public const string ForStaticPages = Common + "base-uri 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'";

    private static readonly object NonceKey = new();

    public static string ForIslands(string nonce) =>
        $"{Common}base-uri 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; style-src-elem 'self'; style-src-attr 'unsafe-inline'";

    /// <summary>The nonce of this response: made when first asked for, the same for the header and the page, and of one length.</summary>
    public static string Nonce(HttpContext context)
    {
        if (context.Items[NonceKey] is string known) return known;
        var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        context.Items[NonceKey] = made;
        return made;
    }
}
