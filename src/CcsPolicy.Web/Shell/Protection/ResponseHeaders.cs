using CcsPolicy.Web.Shell.Circuits;
using Microsoft.AspNetCore.StaticAssets;

namespace CcsPolicy.Web.Shell.Protection;

/// <summary>
/// 応答ヘッダー。Every response, also of errors and files, carries the same set; what differs (style attributes, caching) is decided by the metadata of its endpoint.
/// Methods that the portal has no use for are refused before anything else looks at them.
/// </summary>
public sealed class ResponseHeaders(RequestDelegate next)
{
    private const string Forever = "public, max-age=31536000, immutable";

    private const string Permissions =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=()";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state => { Write((HttpContext)state); return Task.CompletedTask; }, context);
        var request = context.Request;
        var circuit = request.Path.StartsWithSegments(SiteUrls.Circuit, StringComparison.OrdinalIgnoreCase);
        if (!Allowed(request.Method, circuit))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD, POST";
            return Task.CompletedTask;
        }

        // A WebSocket obeys no same-origin rule of its own: a foreign page could open a circuit with the reader's cookie.
        if (circuit && request.Headers.Origin.ToString() is { Length: > 0 } origin && !SameOrigin.Matches(origin, request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(context);
    }

    private static bool Allowed(string method, bool circuit) =>
        HttpMethods.IsGet(method) || HttpMethods.IsPost(method) || HttpMethods.IsHead(method)
        || (circuit && (HttpMethods.IsDelete(method) || HttpMethods.IsConnect(method)));

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        var metadata = context.GetEndpoint()?.Metadata;
        headers.ContentSecurityPolicy = metadata?.GetMetadata<HostsIslandAttribute>() is null
            ? ContentSecurity.ForStaticPages
            : ContentSecurity.ForIslands(ContentSecurity.Nonce(context));
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex";
        headers.Remove("blazor-enhanced-nav");

        if (metadata?.GetMetadata<StaticAssetDescriptor>() is null)
        {
            headers.CacheControl = "no-store";
            headers.Remove("Pragma");
        }
        else if (context.Request.Path.StartsWithSegments("/fonts", StringComparison.OrdinalIgnoreCase)
            && context.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
        {
            // Sheets name the faces without a fingerprint; the files of a released face never change.
            headers.CacheControl = Forever;
        }
    }
}
