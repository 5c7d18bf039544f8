using CcsPolicy.Domain.Access;
using Microsoft.AspNetCore.Authorization;

namespace CcsPolicy.Web.Access;

/// <summary>Stands on pages of readers that are nobody's at a shared terminal.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NotAtTerminalAttribute : Attribute;

/// <summary>
/// 共用端末の関所。At a shared terminal its readers get what everybody reads and acknowledges, and what needs no sign-in; nothing of the own account (password, second factor, sessions,
/// calendar), since a PIN proves too little for it. What is new is not served there before it asks for one of these abilities.
/// </summary>
internal sealed class TerminalGate(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.IsAtTerminal() || context.GetEndpoint()?.Metadata is not { } metadata || metadata.GetMetadata<IAllowAnonymous>() is not null
            || (metadata.GetMetadata<NotAtTerminalAttribute>() is null
                && metadata.GetOrderedMetadata<RequiresAttribute>() is { Count: > 0 } asked && asked.All(one => one.Ability is Ability.ReadDocuments or Ability.AcknowledgeDocuments)))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
