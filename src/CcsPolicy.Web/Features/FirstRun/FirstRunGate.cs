using CcsPolicy.Web.Shell;
using Microsoft.AspNetCore.StaticAssets;

namespace CcsPolicy.Web.Features.FirstRun;

/// <summary>While nobody is recorded, only the first-run page, health, the choice of language and the files of the look are served; afterwards the page is gone.</summary>
internal sealed class FirstRunGate(RequestDelegate next, FirstRunState state)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        var own = path.StartsWithSegments(SiteUrls.FirstRun, StringComparison.OrdinalIgnoreCase);
        // What is always served is served without the store too.
        if (IsAlwaysServed(context) || await state.IsNeededAsync(context.RequestAborted) == own)
        {
            await next(context);
            return;
        }
        if (own)
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (HttpMethods.IsGet(context.Request.Method))
            context.Response.Redirect(SiteUrls.FirstRun);
        else
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }

    private static bool IsAlwaysServed(HttpContext context) =>
        context.Request.Path == SiteUrls.Live || context.Request.Path == SiteUrls.Ready
        || context.Request.Path.StartsWithSegments(SiteUrls.Display, StringComparison.OrdinalIgnoreCase)
        || context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;
}
