using System.Collections.Frozen;
using System.Security.Claims;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Shell;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Access;

/// <summary>Stands on the pages by which a person sets up the second factor, and which are served before there is one.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ServedWithoutSecondFactorAttribute : Attribute;

/// <summary>Who needs a second factor: everybody, or in the relaxed setting whoever holds a role or a grant. Printed demonstration accounts need none.</summary>
public sealed class SecondFactorNeed(IOptions<SecurityOptions> options, IEnumerable<DemoAccount> printed)
{
    private readonly FrozenSet<string> exempt = printed.Select(account => account.Name).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether the person may do nothing yet, having signed in without one.</summary>
    public bool IsMissing(ClaimsPrincipal user, Reader reader)
    {
        ArgumentNullException.ThrowIfNull(user);
        // At a shared terminal a reader has neither role nor grant, and could set nothing up.
        return reader.Terminal is null && !user.HasClaim(Sessions.MethodClaim, Sessions.SecondFactor) && !exempt.Contains(user.Identity?.Name ?? "")
            && (options.Value.SecondFactor == SecondFactorDuty.Everyone || HoldsRoleOrGrant(reader));
    }

    // Told to nobody but the person: whoever learns it of another learns who was granted a procedure.
    private static bool HoldsRoleOrGrant(Reader reader) => reader.Opened.Length > 0 || reader.Roles.Any(role => role != Role.Staff);
}

/// <summary>
/// Whoever needs a second factor and signed in without one is led to set it up and gets nothing else. Asked of the rows at each request:
/// who is appointed during a session is led there with the next page.
/// </summary>
internal sealed class SecondFactorGate(RequestDelegate next, SecondFactorNeed need)
{
    public async Task InvokeAsync(HttpContext context, CurrentReader current)
    {
        if (context.GetEndpoint() is not { } endpoint || IsOpen(endpoint) || context.User.Identity?.IsAuthenticated != true
            || !need.IsMissing(context.User, await current.OfAsync(context.User, context.RequestAborted)))
        {
            await next(context);
            return;
        }
        if (HttpMethods.IsGet(context.Request.Method))
            context.Response.Redirect(SiteUrls.SecondFactor);
        else
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    private static bool IsOpen(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || endpoint.Metadata.GetMetadata<ServedWithoutSecondFactorAttribute>() is not null;
}
