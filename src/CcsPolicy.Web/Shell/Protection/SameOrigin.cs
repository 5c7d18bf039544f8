namespace CcsPolicy.Web.Shell.Protection;

/// <summary>
/// 同一生成元の確認。A request that changes something must come from a page of this portal. Browsers say so in Sec-Fetch-Site and Origin,
/// which no page can forge. Used where a form stands on every page (language, sign-out): a token there would make each page differ.
/// </summary>
public static class SameOrigin
{
    /// <summary>Refuses with 400 what another origin sent, and what does not say where it comes from.</summary>
    public static TBuilder RequireSameOrigin<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.AddEndpointFilter(async (call, next) =>
            IsOwn(call.HttpContext.Request) ? await next(call) : Results.BadRequest());

    public static bool IsOwn(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0 && site != "same-origin") return false;
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 ? Matches(origin, request) : site == "same-origin";
    }

    /// <summary>True when the origin is scheme and host of this request.</summary>
    public static bool Matches(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && from.Scheme.Equals(request.Scheme, StringComparison.OrdinalIgnoreCase)
        && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
