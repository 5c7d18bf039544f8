namespace CcsPolicy.Web.Features.Targeting;

/// <summary>対象。Whom a procedure is meant for: decided by its custodian or the CISO, who are told who of them cannot see it. And who has to acknowledge what everybody may read: decided by the officer.</summary>
public static class TargetingFeature
{
    public static void AddTargeting(this IServiceCollection services)
    {
        services.AddScoped<TargetsQuery>();
        services.AddScoped<DutyTargetsQuery>();
        services.AddScoped<DecideTargetsHandler>();
        services.AddScoped<GrantTargetsHandler>();
    }
}

/// <summary>Names the words of targets.</summary>
public sealed class TargetingText;
