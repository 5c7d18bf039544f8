using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Extensions;

namespace CcsPolicy.Web.Shell.Protection;

/// <summary>
/// 先を越された操作。A form that is not on the page any more once it is sent, since somebody else was first, leads back to the page and its sentence of what happened:
/// the framework has a bare English line for it, and keeps where a page leads to behind a 400. A made-up name leads there too, without effect.
/// </summary>
internal static class OvertakenForms
{
    private static readonly string[] SaidByThePage = [SiteUrls.MeanwhileKey, "done"];

    public static async Task LeadBackAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null
            || context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true })
        {
            await next(context);
            return;
        }
        // In development the line itself begins the answer.
        context.Response.OnStarting(() =>
        {
            Lead(context);
            return Task.CompletedTask;
        });
        await next(context);
        if (!context.Response.HasStarted)
            Lead(context);
    }

    private static void Lead(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (response.StatusCode != StatusCodes.Status400BadRequest || !request.HasFormContentType || request.Form["_handler"].ToString().Length == 0)
            return;
        response.StatusCode = StatusCodes.Status303SeeOther;
        // A page that leads to another one knows better.
        if (response.Headers.Location.Count > 0)
            return;
        var query = new QueryBuilder(request.Query.Where(one => !SaidByThePage.Contains(one.Key, StringComparer.OrdinalIgnoreCase))) { { SiteUrls.MeanwhileKey, "1" } };
        response.Headers.Location = request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + query.ToQueryString().ToUriComponent();
    }
}
