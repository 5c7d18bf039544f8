using CcsPolicy.Web.Shell.Protection;

namespace CcsPolicy.Web.Shell.Display;

/// <summary>表示の設定の変更。One form post changes any of the choices and goes back to the page it came from.</summary>
public static class DisplayEndpoints
{
    public static void MapDisplay(this IEndpointRouteBuilder routes) =>
        routes.MapPost(SiteUrls.Display + "/choose", ChooseAsync).AllowAnonymous().RequireSameOrigin();

    private static async Task<IResult> ChooseAsync(HttpContext context, DisplayCookie cookie)
    {
        if (!context.Request.HasFormContentType)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        cookie.Write(context, cookie.Read(context).With(form["language"], form["theme"], form["font"], form["rows"]));
        return Results.LocalRedirect(form.ContainsKey("saved") ? SiteUrls.Display + "?saved=1" : CameFrom(context));
    }

    /// <summary>The page that held the form. It stands in the Referer, so that no page has to carry its own address in a hidden field.</summary>
    private static string CameFrom(HttpContext context) =>
        Uri.TryCreate(context.Request.Headers.Referer, UriKind.Absolute, out var page)
        && page.Authority.Equals(context.Request.Host.Value, StringComparison.OrdinalIgnoreCase)
            ? SiteUrls.Local(page.PathAndQuery)
            : SiteUrls.Home;
}
