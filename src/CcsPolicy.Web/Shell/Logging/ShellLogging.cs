using System.Globalization;
using Serilog;
using Serilog.Events;

namespace CcsPolicy.Web.Shell.Logging;

/// <summary>
/// 動作の記録。Operational logs: console, and in the data folder a file a day of what happened and one of requests. They carry no text of a provision, no name and
/// no address, but the pattern of one: whoever looks after the host would learn from <c>/documents/3f5a…</c> that there is a procedure and when somebody works on it.
/// Who did what is the journal's matter, not theirs.
/// </summary>
public static class ShellLogging
{
    private const string Line = "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";

    public static void AddShellLogging(this WebApplicationBuilder builder)
    {
        var folder = Path.Combine(DataFolder.Of(builder.Configuration, builder.Environment), "logs");
        // Each host keeps a logger of its own: two in one process (as in tests) must not write into the files of the other.
        builder.Services.AddSerilog(log => log
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            .WriteTo.Logger(portal => portal.Filter.ByExcluding(IsRequestLine)
                .WriteTo.Console(outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}", formatProvider: CultureInfo.InvariantCulture)
                .WriteTo.File(Path.Combine(folder, "portal-.log"), outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture,
                    rollingInterval: RollingInterval.Day, retainedFileCountLimit: 90, fileSizeLimitBytes: 100_000_000, rollOnFileSizeLimit: true))
            // A line per request must not make the request wait for a disk or for whoever reads a console.
            .WriteTo.Logger(requests => requests.Filter.ByIncludingOnly(IsRequestLine)
                .WriteTo.File(Path.Combine(folder, "requests-.log"), outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture,
                    rollingInterval: RollingInterval.Day, retainedFileCountLimit: 90, fileSizeLimitBytes: 100_000_000, rollOnFileSizeLimit: true,
                    buffered: true, flushToDiskInterval: TimeSpan.FromSeconds(2))),
            preserveStaticLogger: true);
    }

    private static bool IsRequestLine(LogEvent line) =>
        line.Level < LogEventLevel.Warning && line.Properties.TryGetValue("SourceContext", out var source)
        && source is ScalarValue { Value: "Serilog.AspNetCore.RequestLoggingMiddleware" };

    private static readonly object RouteKey = new();

    /// <summary>Keeps which address was asked for, by its pattern: what tells of a failure takes its place later.</summary>
    public static void Remember(HttpContext context) =>
        context.Items[RouteKey] = context.GetEndpoint() is RouteEndpoint asked ? "/" + asked.RoutePattern.RawText?.TrimStart('/') : "-";

    /// <summary>One line per request: method, pattern of the address, status, time, the number of the request. Who asked is left out, and so are files of the look and addresses that serve procedures alone.</summary>
    public static void UseShellRequestLog(this WebApplication app) => app.UseSerilogRequestLogging(options =>
    {
        // The static logger, which it would take of itself, is nobody's here.
        options.Logger = app.Services.GetRequiredService<Serilog.ILogger>();
        options.MessageTemplate = "{RequestMethod} {Route} {StatusCode} {Elapsed:0.0} ms {RequestId}";
        // Not the path, which the framework would put beside the message.
        options.GetMessageTemplateProperties = static (context, _, elapsed, status) =>
        [
            new("RequestMethod", new ScalarValue(context.Request.Method)), new("Route", new ScalarValue(context.Items[RouteKey] as string ?? "-")),
            new("StatusCode", new ScalarValue(status)), new("Elapsed", new ScalarValue(elapsed)), new("RequestId", new ScalarValue(context.TraceIdentifier)),
        ];
        options.GetLevel = static (context, _, fault) =>
            fault is not null || context.Response.StatusCode >= 500 ? LogEventLevel.Error
            : context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null ? LogEventLevel.Verbose
            // Whoever reads the log must not learn that something is done about a procedure now.
            : context.GetEndpoint()?.Metadata.GetOrderedMetadata<IRequestLineChoice>().Any(choice => !choice.LeavesLine) == true ? LogEventLevel.Verbose
            : LogEventLevel.Information;
    });
}
