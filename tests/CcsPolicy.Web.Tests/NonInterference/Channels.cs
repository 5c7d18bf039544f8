using System.Reflection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Tests.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>An address of the product, by its pattern.</summary>
/// <param name="Page">The component behind it; null for an endpoint.</param>
/// <param name="Queries">What the page takes from the query of an address.</param>
internal sealed record Channel(string Pattern, bool Gets, bool Posts, Type? Page, string[] Queries, IReadOnlyList<Ability> Abilities);

/// <summary>Every way by which something could come out over HTTP, read from the product as it runs: nobody keeps a list by hand.</summary>
internal static class Channels
{
    public static IReadOnlyList<Channel> Of(World world) =>
    [
        .. world.Portal.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => !ClosedLists.IsAsset(endpoint)).Select(ChannelOf)
            .Where(channel => !channel.Pattern.Contains("{*", StringComparison.Ordinal) && !IsOfFramework(channel.Pattern))
            .GroupBy(channel => channel.Pattern).Select(same => same.Aggregate((one, other) => one with { Gets = one.Gets || other.Gets, Posts = one.Posts || other.Posts }))
            .OrderBy(channel => channel.Pattern, StringComparer.Ordinal),
    ];

    /// <summary>The hub and the script of the framework: no code of the product answers there, and a circuit needs a browser.</summary>
    private static bool IsOfFramework(string pattern) =>
        pattern.StartsWith("/_blazor", StringComparison.Ordinal) || pattern.StartsWith("/_framework", StringComparison.Ordinal) || pattern.StartsWith("/_content", StringComparison.Ordinal);

    private static Channel ChannelOf(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        var page = endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;
        var queries = page?.GetProperties().Where(property => property.GetCustomAttribute<SupplyParameterFromQueryAttribute>() is not null)
            .Select(property => property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()!.Name ?? property.Name).ToArray() ?? [];
        return new Channel("/" + (endpoint.RoutePattern.RawText ?? "").TrimStart('/'), page is not null || methods.Contains("GET"), page is null && methods.Contains("POST"),
            page, queries, [.. endpoint.Metadata.GetOrderedMetadata<RequiresAttribute>().Select(requires => requires.Ability).Distinct()]);
    }
}
