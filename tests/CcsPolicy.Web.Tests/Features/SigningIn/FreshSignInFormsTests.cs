using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Tests.Access.Posting;
using CcsPolicy.Web.Tests.Shell;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.SigningIn;

/// <summary>Every form and every post of the code asks for a fresh sign-in, is served to everybody, or stands in a closed list with its reason.</summary>
public sealed partial class FreshSignInFormsTests : IAsyncDisposable
{
    private const string Drafting = "writes a draft, which binds nobody before it has been decided and published";
    private const string NoText = "records a document without an edition: nothing is read before one is published";
    private const string OwnMeans = "takes away from the own account only, or asks for the proof itself";
    private const string Own = "records what the person alone has done or asks for";

    private static readonly Dictionary<string, string> NeedNot = new()
    {
        ["AcknowledgePage step"] = "turns a page, and changes nothing",
        ["FollowingPage remind"] = "tells people what they are asked for, and opens nothing",
        ["ManagePage course-file"] = "adds to a course what a scanner has looked through, and opens nothing",
        ["SheetPage sheet"] = "enters what others signed, marked as such, and opens nothing",
        ["SheetPage take-back-sheet"] = "takes back what the person entered, and opens nothing",
        ["MatterPage answer"] = "answers somebody, and opens nothing",
        ["NewMatterPage matter"] = Own,
        ["ReceiptPage take-back"] = "takes back what the person said, and opens nothing",
        ["AskPage ask"] = Own,
        ["BeginPage begin"] = Drafting,
        ["CitationsPage withdraw"] = "says what a provision is written after, and opens nothing",
        ["ConfirmPage confirm"] = OwnMeans,
        ["ConfirmPage confirm-passkey"] = OwnMeans,
        ["GapsPage review"] = "says what a provision is written after, and opens nothing",
        ["ImportGuidelinePage guideline"] = "shows what a table holds, and changes nothing",
        ["ImportGuidelinePage import-guideline"] = "takes in what somebody else published",
        ["ImportPage import"] = NoText,
        ["ImportPeoplePage roster"] = "shows what a file would change, and changes nothing",
        ["InboxPage inbox"] = Own,
        ["CalendarPage calendar"] = "makes an address of what the person alone is asked for, which names public texts and nothing else",
        ["LinksPage withdraw"] = "says which provision carries out which, and opens neither",
        ["MailPage try-again"] = "has mail tried again that waits already, and opens nothing",
        ["NewCitationsPage cite"] = "says what a provision is written after, and opens nothing",
        ["NewLinksPage link"] = "says which provision carries out which, and opens neither",
        ["PasswordPage password"] = OwnMeans,
        ["RebasePage rebase"] = Drafting,
        ["CarryPage carry"] = Drafting,
        ["PairingsPage pairings"] = Drafting,
        ["ReferencesPage references"] = Drafting,
        ["ReferencesPage elsewhere"] = Drafting,
        ["RegisterPage register"] = NoText,
        ["ResetSeenPage reset-seen"] = Own,
        ["AttendancePage attendance"] = "records who was there when a course was held, and opens nothing",
        ["AttendancePage withdraw-attendance"] = "withdraws such a record by a further one, and opens nothing",
        ["PlanPage plan"] = "says until when a course is to be taken, and opens nothing",
        ["CourseFormPage course"] = "writes what is taught about a document, and opens nothing",
        ["QuestionPage question"] = "writes a question about a document, and opens nothing",
        ["QuizPage quiz"] = Own,
        ["SubmitPage submit"] = Drafting,
        ["TextPage text"] = Drafting,
        ["WithdrawPage withdraw"] = Drafting,
        ["POST /acknowledgements"] = Own,
        ["POST /amendments/{id}/comments"] = Drafting,
        ["POST /amendments/{id}/comments/{comment}/resolve"] = Drafting,
        ["POST /drafts/{id}/operations"] = Drafting,
    };

    private readonly Portal portal = new();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    [Trait("ASVS", "V7.5.1"), Trait("ASVS", "V7.5.3")]
    public void What_changes_access_accounts_approval_or_publication_asks()
    {
        var endpoints = portal.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/_", StringComparison.Ordinal) != true).ToList();
        var pages = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            .ToLookup(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()!.Type.Name);
        var asks = new List<string>();
        var askNot = new List<string>();
        foreach (var form in FormsOfTheCode.Named)
        {
            var (component, name) = (form.Split(' ')[0], form.Split(' ')[1]);
            var on = pages.Contains(component) ? [component] : PagesWith(component);
            Assert.NotEmpty(on);
            foreach (var endpoint in on.SelectMany(page => pages[page]))
                (IsCovered(endpoint, name) ? asks : askNot).Add(form);
        }
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null
            && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("POST") == true))
            (IsCovered(endpoint, null) ? asks : askNot).Add("POST /" + endpoint.RoutePattern.RawText!.TrimStart('/'));
        Assert.Equal([], askNot.Except(NeedNot.Keys));
        // Nothing stays in the list that has gone or asks by now.
        Assert.Equal([], NeedNot.Keys.Except(askNot));
        Assert.True(asks.Count > 25, $"{asks.Count} forms ask");
    }

    [Fact]
    [Trait("ASVS", "V7.5.3")]
    public async Task What_is_no_form_never_comes_past_the_question_and_is_no_fault()
    {
        var people = new List<(HttpClient Client, string Token)>();
        foreach (var role in new[] { Role.SecurityOfficer, Role.Ciso, Role.SystemAdministrator, Role.Auditor })
        {
            var client = await portal.SignedInAsync(await portal.AddPersonAsync("職員 花子", role));
            people.Add((client, (await client.PageAsync("/account/password")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!));
        }
        portal.Clock.Advance(TimeSpan.FromMinutes(11));
        var asking = portal.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<AsksFreshSignInAttribute>() is not null).Select(endpoint => "/" + Parameter().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), "1")).Distinct().ToList();
        Assert.True(asking.Count > 20, $"{asking.Count} addresses ask");
        foreach (var address in asking.Append("/display/choose"))
        {
            // Whoever may post there; all others are refused before.
            var able = people[0];
            var statuses = new List<int>();
            foreach (var person in people)
                if (statuses is not [.., 415])
                    statuses.Add(await PostAsync((able = person).Client, person.Token, address, "application/json"));
            Assert.True(statuses[^1] == 415 && statuses[..^1].All(status => status is 403 or 404), $"{address}: {string.Join(' ', statuses)}");
            Assert.Equal((address, 400), (address, await PostAsync(able.Client, able.Token, address, "multipart/form-data")));
        }
    }

    private static async Task<int> PostAsync(HttpClient client, string token, string address, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent("{}", new MediaTypeHeaderValue(type)) };
        request.Headers.Add("Origin", "https://localhost");
        request.Headers.Add("RequestVerificationToken", token);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    private static bool IsCovered(Endpoint endpoint, string? form) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
        || endpoint.Metadata.GetMetadata<AsksFreshSignInAttribute>() is { } asks && (asks.Forms.Count == 0 || (form is not null && asks.Forms.Contains(form)));

    private static string[] PagesWith(string component) =>
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "src", "CcsPolicy.Web"), "*.razor", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains($"<{component} ", StringComparison.Ordinal)).Select(file => Path.GetFileNameWithoutExtension(file)),
    ];
}
