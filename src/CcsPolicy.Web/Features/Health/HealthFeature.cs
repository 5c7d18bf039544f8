using CcsPolicy.Web.Shell;

namespace CcsPolicy.Web.Features.Health;

/// <summary>稼働の確認。Whether the portal can serve, for what watches it: one word and no more, since anybody may ask.</summary>
public static class HealthFeature
{
    public static void AddHealth(this IServiceCollection services) => services.AddSingleton<Readiness>();

    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet(SiteUrls.Ready, async (Readiness readiness, HttpContext context) => await readiness.IsReadyAsync(context.RequestAborted)
            ? Results.Text("ok") : Results.Text("unready", statusCode: StatusCodes.Status503ServiceUnavailable)).AllowAnonymous();
}
