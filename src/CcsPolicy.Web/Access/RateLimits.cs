using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using CcsPolicy.Web.Shell;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Access;

/// <summary>
/// How often one person, or one address before anybody has signed in, may ask for what costs much. Beyond that the answer is 429 with words and the time to
/// wait, before any of the work is done, so that others do not wait for it.
/// </summary>
public static class RateLimits
{
    public const string SignIn = "sign-in";
    public const string Provider = "provider";
    public const string Find = "find";
    public const string Export = "export";
    public const string Calendar = "calendar";

    /// <summary>On the day of a publication everybody acknowledges within minutes: no more at once than leave the pages to those who read. The others wait for their turn, and none is turned away.</summary>
    public const string Acknowledging = "acknowledging";

    /// <summary>So many acknowledgements at the same time for each core.</summary>
    internal const int AcknowledgingOfACore = 2;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (refused, _) =>
            {
                var wait = refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : Window;
                refused.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
        });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<SecurityOptions>>((limiter, security) =>
        {
            // The framework maps these addresses itself.
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                http.Request.Path.StartsWithSegments(SiteUrls.Circuit, StringComparison.OrdinalIgnoreCase) ? PerMinute(WhoOf(http), security.Value.CircuitsPerMinute) : Unlimited);
            // Looking at the form costs nothing.
            limiter.AddPolicy(SignIn, http => HttpMethods.IsPost(http.Request.Method) ? PerMinute(AddressOf(http), security.Value.SignInsPerMinute) : Unlimited);
            // Leaving for the provider is a sign-in that begins with a GET.
            limiter.AddPolicy(Provider, http => PerMinute(AddressOf(http), security.Value.SignInsPerMinute));
            limiter.AddPolicy(Find, http => http.Request.Query.ContainsKey("q") ? PerMinute(WhoOf(http), security.Value.FindsPerMinute) : Unlimited);
            // Whoever asks is known by the secret alone.
            limiter.AddPolicy(Calendar, http => PerMinute(AddressOf(http), security.Value.CalendarsPerMinute));
            limiter.AddPolicy(Acknowledging, _ => RateLimitPartition.GetConcurrencyLimiter("", static _ => new ConcurrencyLimiterOptions
            {
                PermitLimit = AcknowledgingOfACore * Environment.ProcessorCount, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }));
            limiter.AddPolicy(Export, http => PerMinute(WhoOf(http), security.Value.ExportsPerMinute));
        });
    }

    private static RateLimitPartition<string> Unlimited => RateLimitPartition.GetNoLimiter("");

    private static RateLimitPartition<string> PerMinute(string who, int times) =>
        RateLimitPartition.GetFixedWindowLimiter(who, _ => new FixedWindowRateLimiterOptions { PermitLimit = times, Window = Window, QueueLimit = 0 });

    /// <summary>Who is counted: the person, or before anybody has signed in the address.</summary>
    public static string WhoOf(HttpContext http) => http.User.FindFirstValue(CurrentReader.PersonClaim) ?? AddressOf(http);

    private static string AddressOf(HttpContext http) => "address " + http.Connection.RemoteIpAddress;
}
