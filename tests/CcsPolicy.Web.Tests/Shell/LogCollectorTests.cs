using System.Text;
using System.Threading.Channels;
using CcsPolicy.Web.Shell.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog;
using Xunit;

namespace CcsPolicy.Web.Tests.Shell;

/// <summary>The log on its way to another system, against a server that takes it as a collector does.</summary>
public sealed class LogCollectorTests
{
    [Fact]
    [Trait("ASVS", "V16.4.3")]
    public async Task Every_line_also_those_of_requests_is_sent_on_and_says_no_more_than_in_the_files()
    {
        var ct = TestContext.Current.CancellationToken;
        var got = Channel.CreateUnbounded<(string Path, string Type, string Body)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.MapPost("/v1/logs", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, ct);
            // Words of protobuf are UTF-8.
            await got.Writer.WriteAsync((http.Request.Path, http.Request.ContentType ?? "", Encoding.UTF8.GetString(body.ToArray())), ct);
        });
        await collector.StartAsync(ct);
        var address = collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/v1/logs";
        var folder = Directory.CreateTempSubdirectory("ccspolicy-logs-").FullName;
        try
        {
            // What is disposed of has sent everything.
            await using (var log = new LoggerConfiguration().WriteFiles(folder, 1).WriteCollector(address).CreateLogger())
            {
                log.ForContext("Path", "/documents/secret").Warning("A control refused {What:l}.", "something");
                log.ForContext("SourceContext", "Serilog.AspNetCore.RequestLoggingMiddleware").Information("{RequestMethod:l} {Route:l} {StatusCode}", "GET", "/documents/{document}", 404);
                // The framework would tell where a browser that is gone was to be led.
                log.ForContext("SourceContext", "Microsoft.AspNetCore.Components.Server.Circuits.RemoteNavigationManager").Error("Navigation failed when changing the location to {Uri}", "/amendments/secret/edit");
            }
            got.Writer.Complete();
            var sent = await got.Reader.ReadAllAsync(ct).ToListAsync(ct);
            Assert.All(sent, one => Assert.Equal("application/x-protobuf", one.Type));
            var said = string.Concat(sent.Select(one => one.Body));
            Assert.Contains("A control refused something.", said, StringComparison.Ordinal);
            Assert.Contains("GET /documents/{document} 404", said, StringComparison.Ordinal);
            Assert.Contains("ccspolicy", said, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
