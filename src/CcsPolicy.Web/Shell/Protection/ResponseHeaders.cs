using CcsPolicy.Web.Shell.Circuits;
using Microsoft.AspNetCore.StaticAssets;

namespace CcsPolicy.Web.Shell.Protection;

/// <summary>
/// 応答ヘッダー。Every response, also of errors and files, carries the same set; what differs (style attributes, caching) is decided by the metadata of its endpoint.
/// Methods that the portal has no use for are refused before anything else looks at them.
/// </summary>
public sealed class ResponseHeaders(RequestDelegate next, IHostEnvironment environment)
{
    private const string Forever = "public, max-age=31536000, immutable";

    private const string OverHttps = "max-age=31536000; includeSubDomains";

    private const string Permissions =
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()";

    private static readonly object Seen = new();

    private readonly bool heldToHttps = !environment.IsDevelopment();

    public Task InvokeAsync(HttpContext context)
    {
        context.Items[Seen] = Seen;
        context.Response.OnStarting(() => { Write(context); return Task.CompletedTask; });
        var request = context.Request;
        var circuit = request.Path.StartsWithSegments(SiteUrls.Circuit, StringComparison.OrdinalIgnoreCase);
        if (!Allowed(request.Method, circuit))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD, POST";
            return Task.CompletedTask;
        }

        // A WebSocket obeys no same-origin rule of its own: a foreign page could open a circuit with the reader's cookie. Browsers always say where one,
        // and where a post, comes from.
        var origin = request.Headers.Origin.ToString();
        if (circuit && (origin.Length > 0 ? !SameOrigin.Matches(origin, request) : HttpMethods.IsPost(request.Method) || OpensSocket(request)))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return AnswerAsync(context);
    }

    /// <summary>Whether the answer to this request gets its headers here.</summary>
    internal static bool HasSeen(HttpContext context) => context.Items.ContainsKey(Seen);

    /// <summary>Where not even the page that tells of a fault can be made, since the store is away or the disk is full, these few words need neither.</summary>
    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !context.Response.HasStarted)
        {
            // The fault itself is in the log already, by the handler that could not tell of it.
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync("""
                ポータルはいま処理を完了できません。送信した内容は保存されていません。しばらくしてからもう一度お試しください。続くときはシステム管理者にお知らせください。

                The portal cannot finish this now. What was sent has not been saved. Try again in a while; if it goes on, tell the system administrator.

                """, context.RequestAborted);
        }
    }

    private static bool OpensSocket(HttpRequest request) =>
        HttpMethods.IsConnect(request.Method) || request.Headers.Upgrade.Any(to => to?.Contains("websocket", StringComparison.OrdinalIgnoreCase) == true);

    private static bool Allowed(string method, bool circuit) =>
        HttpMethods.IsGet(method) || HttpMethods.IsPost(method) || HttpMethods.IsHead(method)
        || (circuit && (HttpMethods.IsDelete(method) || HttpMethods.IsConnect(method)));

    internal void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        var metadata = context.GetEndpoint()?.Metadata;
        headers.ContentSecurityPolicy = metadata?.GetMetadata<HostsIslandAttribute>() is null || context.Response.StatusCode is >= 300 and < 400
            ? ContentSecurity.ForStaticPages
            : ContentSecurity.ForIslands(ContentSecurity.Nonce(context));
        if (heldToHttps && context.Request.IsHttps)
            headers.StrictTransportSecurity = OverHttps;
        // Every text of the portal is UTF-8; files of the look and the framework's own words leave it unsaid.
        if (headers.ContentType is [{ } type] && type.StartsWith("text/", StringComparison.Ordinal) && !type.Contains("charset", StringComparison.OrdinalIgnoreCase))
            headers.ContentType = type + "; charset=utf-8";
        // A page among the files is one to keep and to open from where it was saved: under the policy of the portal's pages its script would not run.
        if (metadata?.GetMetadata<StaticAssetDescriptor>() is not null && headers.ContentType is [{ } page] && page.StartsWith("text/html", StringComparison.Ordinal))
            headers.ContentDisposition = "attachment; filename=" + Path.GetFileName(context.Request.Path.Value);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex";
        headers.Remove("blazor-enhanced-nav");

        if (context.Request.Path.StartsWithSegments(SiteUrls.Fonts) && context.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
        {
            // Sheets name the faces without a fingerprint; the files of a released face never change.
            headers.CacheControl = Forever;
        }
        else if (metadata?.GetMetadata<StaticAssetDescriptor>() is null)
        {
            headers.CacheControl = "no-store";
            headers.Remove("Pragma");
            headers.Remove("Expires");
        }
    }
}
