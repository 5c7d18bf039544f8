using CcsPolicy.Web.Shell;
using Microsoft.AspNetCore.Authorization;

namespace CcsPolicy.Web.Access;

/// <summary>Stands on the page that tells an owner of a reset.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ServedBeforeResetIsSeenAttribute : Attribute;

/// <summary>An owner whose account was reset is told so first, and gets nothing else before saying to have seen it. Comes after the second factor.</summary>
internal sealed class ResetGate(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<StandingSession>() is not { Session: { ResetUnseen: true, Terminal: null } } || context.GetEndpoint()?.Metadata is not { } metadata
            || metadata.GetMetadata<IAllowAnonymous>() is not null || metadata.GetMetadata<ServedWithoutSecondFactorAttribute>() is not null
            || metadata.GetMetadata<ServedBeforeResetIsSeenAttribute>() is not null)
            return next(context);
        if (HttpMethods.IsGet(context.Request.Method))
            context.Response.Redirect(SiteUrls.ResetSeen);
        else
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
