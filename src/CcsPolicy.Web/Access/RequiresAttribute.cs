using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Shell.Logging;
using Microsoft.AspNetCore.Authorization;

namespace CcsPolicy.Web.Access;

/// <summary>The ability that a page or an endpoint asks for: <c>@attribute [Requires(Ability.ReadDocuments)]</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequiresAttribute(Ability ability) : AuthorizeAttribute(AbilityPolicies.NameOf(ability)), IRequestLineChoice
{
    public Ability Ability { get; } = ability;

    /// <summary>No line where the ability serves procedures alone.</summary>
    public bool LeavesLine => Ability is not (Ability.GrantNeedToKnow or Ability.SeeProcedureCatalogue or Ability.OpenProcedures or Ability.ReadProcedureJournal);
}

/// <summary>Names of the abilities as ASP.NET knows them.</summary>
public static class AbilityPolicies
{
    private const string Prefix = "Ability:";

    public static string NameOf(Ability ability) => Prefix + ability;

    public static Ability? AbilityOf(string policy) =>
        policy.StartsWith(Prefix, StringComparison.Ordinal) && Enum.TryParse<Ability>(policy.AsSpan(Prefix.Length), out var ability) ? ability : null;

    /// <summary>Asks for the ability at an endpoint.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder endpoint, Ability ability) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(new RequiresAttribute(ability));
}
