using System.Reflection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Tests.Access;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>An address of the product, by its pattern.</summary>
/// <param name="Page">The component behind it; null for an endpoint.</param>
/// <param name="Queries">What the page, a part of it or the endpoint takes from the query of an address.</param>
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
        var queries = page is not null ? Forms.QueriesOf(page) : QueriesOf(endpoint);
        return new Channel("/" + (endpoint.RoutePattern.RawText ?? "").TrimStart('/'), page is not null || methods.Contains("GET"), page is null && methods.Contains("POST"),
            page, queries, [.. endpoint.Metadata.GetOrderedMetadata<RequiresAttribute>().Select(requires => requires.Ability).Distinct()]);
    }

    /// <summary>What a handler is given that comes neither from its path nor from a form, nor is a service.</summary>
    private static string[] QueriesOf(RouteEndpoint endpoint) =>
    [
        .. endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .Where(given => (given.HasTryParse || given.ParameterInfo.ParameterType == typeof(string)) && endpoint.RoutePattern.GetParameter(given.Name) is null
                && !given.ParameterInfo.GetCustomAttributes().Any(attribute => attribute is IFromFormMetadata or IFromHeaderMetadata or IFromBodyMetadata or IFromServiceMetadata))
            .Select(given => given.Name),
    ];
}
