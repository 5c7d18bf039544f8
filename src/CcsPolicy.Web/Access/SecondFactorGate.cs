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

/// <summary>
/// Whoever may do more than staff signs in with a second factor, or is led to set one up and gets nothing else. Asked of the rows at each request:
/// who is appointed during a session is led there with the next page.
/// </summary>
internal sealed class SecondFactorGate(RequestDelegate next, IOptions<SecurityOptions> options)
{
    private static readonly HashSet<Ability> OfStaff = [.. AbilityTable.Of(Role.Staff)];

    public async Task InvokeAsync(HttpContext context, CurrentReader current)
    {
        if (!options.Value.RequireSecondFactor || context.GetEndpoint() is not { } endpoint || IsOpen(endpoint)
            || context.User.Identity?.IsAuthenticated != true || context.User.HasClaim(Sessions.MethodClaim, Sessions.SecondFactor)
            || !IsPrivileged(await current.OfAsync(context.User, context.RequestAborted)))
        {
            await next(context);
            return;
        }
        if (HttpMethods.IsGet(context.Request.Method))
            context.Response.Redirect(SiteUrls.SecondFactor);
        else
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    public static bool IsPrivileged(Reader reader) => reader.Abilities.Any(ability => !OfStaff.Contains(ability));

    private static bool IsOpen(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || endpoint.Metadata.GetMetadata<ServedWithoutSecondFactorAttribute>() is not null;
}
