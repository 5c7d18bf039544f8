namespace CcsPolicy.Web.Features.Targeting;

/// <summary>対象。Whom a procedure is meant for: decided by its custodian or the CISO, who are told who of them cannot see it.</summary>
public static class TargetingFeature
{
    public static void AddTargeting(this IServiceCollection services)
    {
        services.AddScoped<TargetsQuery>();
        services.AddScoped<DecideTargetsHandler>();
        services.AddScoped<GrantTargetsHandler>();
    }
}

/// <summary>Names the words of targets.</summary>
public sealed class TargetingText;
