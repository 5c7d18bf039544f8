using System.Security.Claims;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Shell;
using Microsoft.AspNetCore.Diagnostics;

namespace CcsPolicy.Web.Access;

/// <summary>
/// 断った要求を記録する所。Every request that is answered as forbidden, as not there or as no way to ask (403, 404, 405) passes here, and is entered in the general
/// journal before the first byte of the answer leaves. What is hidden, what is absent and what was mistyped are one and the same here: only status and address are
/// looked at. Nobody's request is refused that leads to sign-in, unless there is no such address at all.
/// </summary>
internal sealed class RefusedAddresses(RequestDelegate next, RefusalBook book)
{
    public Task InvokeAsync(HttpContext context)
    {
        // The page that tells of a refusal is asked for by the product itself.
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is null && context.Features.Get<IExceptionHandlerFeature>() is null)
        {
            var (path, known) = ((context.Request.PathBase + context.Request.Path).Value ?? "", context.GetEndpoint() is not null);
            context.Response.OnStarting(() => IsRefused(context, path, known)
                ? book.EnterAsync(PublicId.TryParse<PersonId>(context.User.FindFirstValue(CurrentReader.PersonClaim)), context.Connection.RemoteIpAddress?.ToString() ?? "", path)
                : Task.CompletedTask);
        }
        return next(context);
    }

    private static bool IsRefused(HttpContext context, string path, bool known) => context.Response.StatusCode switch
    {
        // A connection that is over is none of the addresses that somebody asks for.
        StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => !known || !new PathString(path).StartsWithSegments(SiteUrls.Circuit, StringComparison.OrdinalIgnoreCase),
        StatusCodes.Status302Found => !known && context.User.Identity?.IsAuthenticated != true,
        _ => false,
    };
}
