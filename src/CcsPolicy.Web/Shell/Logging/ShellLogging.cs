using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;
using Serilog.Parsing;
using Serilog.Sinks.OpenTelemetry;

namespace CcsPolicy.Web.Shell.Logging;

/// <summary>
/// 動作の記録。Operational logs as JSON, a line each: console, and in the data folder a file a day of what happened and one of requests. They carry no text of a provision, no name and
/// no address, but the pattern of one: whoever looks after the host would learn from <c>/documents/3f5a…</c> that there is a procedure and when somebody works on it.
/// Who did what is the journal's matter, not theirs.
/// </summary>
public static class ShellLogging
{
    /// <summary>How many files of each kind are kept: setting <c>Logs:KeepFiles</c>. There is one a day, or more where one is full.</summary>
    private const string Keep = "Logs:KeepFiles";

    /// <summary>Setting: the address of a collector on another system that takes lines by OpenTelemetry (OTLP over http, protobuf), as <c>https://logs.example:4318/v1/logs</c>.</summary>
    public const string Collector = "Logs:Collector";

    /// <summary>Setting: another program of the office takes what the console says, or the files, to another system.</summary>
    public const string TakenElsewhere = "Logs:TakenElsewhere";

    internal const int KeptFiles = 90;
    private const int MostKept = 3650;
    private const long MostBytesOfFile = 100_000_000;

    /// <summary>One object of JSON a line, with its sentence written out: for a person and for a program that collects lines.</summary>
    private static readonly RenderedCompactJsonFormatter Line = new();

    public static void AddShellLogging(this WebApplicationBuilder builder)
    {
        var folder = Path.Combine(DataFolder.Of(builder.Configuration, builder.Environment), "logs");
        builder.Services.AddOptions<LogOptions>().BindConfiguration(LogOptions.Section)
            .Validate(logs => Fits(logs.KeepFiles), $"Logs:KeepFiles は 1 から {MostKept} までの数です。 / Logs:KeepFiles is a number from 1 to {MostKept}.").ValidateOnStart();
        // The log begins before the settings are looked at, and says what is wrong with them.
        var keep = int.TryParse(builder.Configuration[Keep], NumberStyles.None, CultureInfo.InvariantCulture, out var named) && Fits(named) ? named : KeptFiles;
        // Each host keeps a logger of its own: two in one process (as in tests) must not write into the files of the other.
        builder.Services.AddSerilog(log => log.WriteFiles(folder, keep).WriteCollector(builder.Configuration[Collector]).WriteTo.Logger(portal => portal.Filter.ByExcluding(IsRequestLine).WriteTo.Console(Line)), preserveStaticLogger: true);
    }

    private static bool Fits(int files) => files is >= 1 and <= MostKept;

    /// <summary>The files of the log and what may stand in them.</summary>
    public static LoggerConfiguration WriteFiles(this LoggerConfiguration log, string folder, int keep)
    {
        PrivateLog.Close(folder);
        return log.Levels()
            .WriteTo.Logger(portal => portal.Filter.ByExcluding(IsRequestLine)
                .WriteTo.File(Line, Path.Combine(folder, "portal-.log"), rollingInterval: RollingInterval.Day, retainedFileCountLimit: keep, fileSizeLimitBytes: MostBytesOfFile, rollOnFileSizeLimit: true,
                    hooks: new PrivateLog()))
            // A line per request must not make the request wait for a disk or for whoever reads a console.
            .WriteTo.Logger(requests => requests.Filter.ByIncludingOnly(IsRequestLine)
                .WriteTo.File(Line, Path.Combine(folder, "requests-.log"), rollingInterval: RollingInterval.Day, retainedFileCountLimit: keep, fileSizeLimitBytes: MostBytesOfFile, rollOnFileSizeLimit: true,
                    buffered: true, flushToDiskInterval: TimeSpan.FromSeconds(2), hooks: new PrivateLog()));
    }

    private static LoggerConfiguration Levels(this LoggerConfiguration log) => log
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("System", LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
        // It names the address that a browser which is gone was to be led to.
        .MinimumLevel.Override("Microsoft.AspNetCore.Components.Server.Circuits.RemoteNavigationManager", LogEventLevel.Fatal)
        .Enrich.With<SaidOnly>();

    /// <summary>
    /// Sends every line on to a system that whoever breaks into this one does not hold as well, in lots and without making anybody wait; what cannot be sent is tried again for some minutes and stays in the files in
    /// any case. Which name the collector has to prove and what it is told of the portal (a header with a secret) stands in the environment, as OpenTelemetry names it (<c>OTEL_EXPORTER_OTLP_HEADERS</c>).
    /// </summary>
    public static LoggerConfiguration WriteCollector(this LoggerConfiguration log, string? address) => string.IsNullOrEmpty(address) ? log : log
        .WriteTo.OpenTelemetry(sink =>
        {
            sink.LogsEndpoint = address;
            sink.Protocol = OtlpProtocol.HttpProtobuf;
            sink.HttpMessageHandler = new SocketsHttpHandler { AllowAutoRedirect = false };
            sink.ResourceAttributes = new Dictionary<string, object> { ["service.name"] = "ccspolicy" };
        });

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
        options.MessageTemplate = "{RequestMethod:l} {Route:l} {StatusCode} {Elapsed:0.0} ms {RequestId:l}";
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

/// <summary>What is a number or a yes in section <c>Logs</c>: anything else is refused at start, as of all settings.</summary>
internal sealed class LogOptions
{
    public const string Section = "Logs";

    public int KeepFiles { get; set; } = ShellLogging.KeptFiles;

    public bool TakenElsewhere { get; set; }
}

/// <summary>
/// Takes from a line whatever its sentence does not say: the framework puts the path of the request and numbers that count connections beside every line. The number of
/// the request stays, since the page of a fault shows it.
/// </summary>
internal sealed class SaidOnly : ILogEventEnricher
{
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        var said = logEvent.MessageTemplate.Tokens.OfType<PropertyToken>().Select(token => token.PropertyName).ToHashSet(StringComparer.Ordinal);
        foreach (var name in logEvent.Properties.Keys.ToList())
            if (name is not ("SourceContext" or "RequestId") && !said.Contains(name))
                logEvent.RemovePropertyIfPresent(name);
    }
}
