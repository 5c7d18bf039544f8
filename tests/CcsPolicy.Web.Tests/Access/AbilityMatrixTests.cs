using System.Net;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Access;

/// <summary>Ability × role × endpoint, made from the endpoints that the product has and the table that it authorizes by.</summary>
public sealed class AbilityMatrixTests(AbilityMatrixTests.Office office) : IClassFixture<AbilityMatrixTests.Office>
{
    [Fact]
    [Trait("ASVS", "V8.2.1")]
    public void Every_endpoint_states_an_ability_or_stands_in_one_of_the_two_closed_lists()
    {
        var offences = new List<string>();
        foreach (var endpoint in office.Endpoints)
        {
            var (path, abilities) = (PathOf(endpoint), AbilitiesOf(endpoint));
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                offences.AddRange(ClosedLists.Anonymous.Contains(path) ? [] : [$"{path} is served to everybody"]);
            else if (abilities.Count == 0 && !IsHub(path) && !ClosedLists.SignedIn.Contains(path))
                offences.Add($"{path} asks for no ability");
        }
        Assert.Empty(offences);
    }

    [Fact]
    public void No_address_of_the_closed_lists_has_gone_without_being_taken_off()
    {
        var paths = office.Endpoints.Select(PathOf).ToHashSet();
        Assert.DoesNotContain(ClosedLists.SignedIn.Concat(ClosedLists.Anonymous), path => !paths.Contains(path) && path != "/policy");
    }

    [Fact]
    [Trait("ASVS", "V8.2.1")]
    public async Task Nobody_who_has_not_signed_in_gets_anything_but_the_closed_list()
    {
        using var client = office.Portal.Anonymous();
        var offences = new List<string>();
        foreach (var endpoint in office.Endpoints)
        {
            var answer = await AskAsync(client, endpoint);
            var led = answer.Headers.Location?.ToString().Contains("/account/sign-in?returnUrl=", StringComparison.OrdinalIgnoreCase) == true;
            if (led == (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null))
                offences.Add($"{PathOf(endpoint)}: {answer.StatusCode} {answer.Headers.Location}");
        }
        Assert.Empty(offences);
    }

    [Theory]
    [InlineData(Role.Staff)]
    [InlineData(Role.DepartmentManager)]
    [InlineData(Role.Custodian)]
    [InlineData(Role.SecurityOfficer)]
    [InlineData(Role.Ciso)]
    [InlineData(Role.CisoDeputy)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.SystemAdministrator)]
    [Trait("ASVS", "V8.2.1"), Trait("ASVS", "V8.3.1")]
    public async Task Each_role_is_answered_by_every_endpoint_as_the_table_says(Role role)
    {
        var abilities = AbilityTable.Of([Role.Staff, role]);
        using var client = await office.Portal.SignedInAsync(office.People[role]);
        var offences = new List<string>();
        var cells = 0;
        foreach (var endpoint in office.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && !IsHub(PathOf(endpoint))))
        {
            var answer = await AskAsync(client, endpoint);
            var allowed = AbilitiesOf(endpoint).All(abilities.Contains);
            if (allowed == (answer.StatusCode == HttpStatusCode.Forbidden) || answer.StatusCode == HttpStatusCode.InternalServerError)
                offences.Add($"{PathOf(endpoint)} [{string.Join(", ", AbilitiesOf(endpoint))}]: {answer.StatusCode}");
            cells++;
        }
        Assert.Empty(offences);
        Assert.True(cells > 15, $"{cells} endpoints");
    }

    private static List<Ability> AbilitiesOf(Endpoint endpoint) => [.. endpoint.Metadata.GetOrderedMetadata<RequiresAttribute>().Select(requires => requires.Ability).Distinct()];

    private static string PathOf(Endpoint endpoint) => "/" + (((RouteEndpoint)endpoint).RoutePattern.RawText ?? "").TrimStart('/');

    private static bool IsHub(string path) => path.StartsWith("/_blazor", StringComparison.Ordinal) || path.StartsWith("/_framework", StringComparison.Ordinal);

    /// <summary>Asks with parameters that name nothing: whether a role may come in is told before whether the thing exists.</summary>
    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, Endpoint endpoint)
    {
        var pattern = ((RouteEndpoint)endpoint).RoutePattern;
        var path = "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { ParameterPolicies: { Count: > 0 } policies } when policies[0].Content == "int" => "1",
            _ => "00000000000000000000000000000000",
        }))));
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        using var request = new HttpRequestMessage(methods.Count == 0 || methods.Contains("GET") ? HttpMethod.Get : new HttpMethod(methods[0]), path);
        if (request.Method == HttpMethod.Post)
        {
            request.Headers.Add("Origin", "https://localhost");
            request.Content = new FormUrlEncodedContent([]);
        }
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>One portal with one person for each role.</summary>
    public sealed class Office : IAsyncLifetime
    {
        public Portal Portal { get; } = new();

        public Dictionary<Role, PersonId> People { get; } = [];

        public IReadOnlyList<Endpoint> Endpoints { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            Endpoints = [.. Portal.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                .Where(endpoint => !ClosedLists.IsAsset(endpoint) && endpoint.RoutePattern.RawText?.Contains("{*", StringComparison.Ordinal) != true)
                .DistinctBy(endpoint => (endpoint.RoutePattern.RawText, string.Join(',', endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])))];
            var department = await Portal.AddDepartmentAsync("10", "総務課");
            foreach (var role in Enum.GetValues<Role>())
                People[role] = await Portal.AddPersonAsync($"役割 {role}", role is Role.Staff or Role.DepartmentManager or Role.Custodian ? [] : [role]);
            await Portal.MakeManagerAsync(People[Role.DepartmentManager], department);
            await Portal.AddDocumentAsync(Tier.Procedure, "P-1", "手順", department, People[Role.Custodian]);
        }

        public ValueTask DisposeAsync() => Portal.DisposeAsync();
    }
}
