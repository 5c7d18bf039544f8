using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>Notes, inside the product, which addresses answered an observer otherwise than by a refusal, and which forms were taken there.</summary>
internal sealed class Noting(Func<HttpContext, bool> isObserver, IEnumerable<string> forms) : IStartupFilter
{
    /// <summary>Pages of faults: their status is never that of something found.</summary>
    private static readonly string[] OfFaults = ["/status/{Code:int}", "/error", "/not-found"];

    private readonly HashSet<string> forms = [.. forms];
    private readonly ConcurrentDictionary<Way, byte> reached = new();
    private readonly ConcurrentDictionary<Way, byte> done = new();

    public IReadOnlySet<Way> Reached => reached.Keys.ToHashSet();

    /// <summary>Forms after which the product led on, as it does when what was asked has been done.</summary>
    public bool IsDone(Way way) => done.ContainsKey(way);

    public int Done => done.Count;

    /// <summary>Whether the page has a form that was not taken yet.</summary>
    public bool Misses(string page) => forms.Any(form => form.StartsWith(page + " ", StringComparison.Ordinal) && !reached.ContainsKey(new("form", form)));

    public bool IsReached(Way way) => reached.ContainsKey(way);

    public void Note(Way way) => reached[way] = 0;

    public Way FormOf(string page, string name) => new("form", forms.Contains($"{page} {name}") ? $"{page} {name}" : $"{page} *");

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, rest) =>
        {
            await rest(context);
            if (context.GetEndpoint() is not RouteEndpoint endpoint || !isObserver(context))
                return;
            var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            // Led away to sign in, or to say once more who it is, is no answer.
            var location = context.Response.Headers.Location.ToString();
            var refused = context.Response.StatusCode >= (HttpMethods.IsPost(context.Request.Method) ? 400 : 300)
                || location.Contains("/account/sign-in?returnUrl=", StringComparison.OrdinalIgnoreCase) || location.Contains("/account/confirm?", StringComparison.Ordinal);
            if (refused && !OfFaults.Contains(pattern))
                return;
            Note(new("address", (HttpMethods.IsPost(context.Request.Method) ? "POST " : "GET ") + pattern));
            if (HttpMethods.IsPost(context.Request.Method) && endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type is { } page
                && context.Features.Get<IFormFeature>()?.Form?["_handler"].ToString() is { Length: > 0 } name)
            {
                Note(FormOf(page.Name, name));
                if (context.Response.StatusCode is 302 or 303)
                    done[FormOf(page.Name, name)] = 0;
            }
        });
        next(app);
    };
}
