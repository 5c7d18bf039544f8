using CcsPolicy.Domain.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Access;

/// <summary>The requirement that the reader, as the rows stand now, has the ability.</summary>
public sealed record AbilityRequirement(Ability Ability) : IAuthorizationRequirement;

/// <summary>Makes a policy for each ability, so that none has to be registered by name.</summary>
internal sealed class AbilityPolicyProvider(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    private static readonly Dictionary<string, AuthorizationPolicy> Policies = Enum.GetValues<Ability>().ToDictionary(
        AbilityPolicies.NameOf,
        ability => new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new AbilityRequirement(ability)).Build(),
        StringComparer.Ordinal);

    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        Policies.GetValueOrDefault(policyName) ?? await base.GetPolicyAsync(policyName);
}

/// <summary>Asks the rows, not the cookie: a role that ended yesterday opens nothing today.</summary>
internal sealed class AbilityHandler(CurrentReader current) : AuthorizationHandler<AbilityRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, AbilityRequirement requirement)
    {
        var reader = await current.OfAsync(context.User, CancellationToken.None);
        if (reader.Can(requirement.Ability))
            context.Succeed(requirement);
    }
}
