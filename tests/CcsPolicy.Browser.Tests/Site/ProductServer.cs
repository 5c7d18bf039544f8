using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CcsPolicy.Browser.Tests.Site;

/// <summary>The product as it is, on a port and with a folder of its own; with the demo organisation, or empty.</summary>
public sealed class ProductServer : WebApplicationFactory<Program>
{
    private readonly string folder = Directory.CreateTempSubdirectory("ccspolicy-browser-").FullName;
    private readonly CcsPolicy.Testing.Web.FakeClamd scanner = new();
    private readonly bool demo;

    public ProductServer(bool demo)
    {
        this.demo = demo;
        UseKestrel(0);
    }

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string Address =>
        Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
            .Replace("127.0.0.1", "localhost", StringComparison.Ordinal).Replace("[::]", "localhost", StringComparison.Ordinal).TrimEnd('/');

    /// <summary>Where the framework would lay what does not fit into memory, so that a test can see whether it does.</summary>
    public static string Temporary { get; } = Directory.CreateTempSubdirectory("ccspolicy-temp-").FullName;

    /// <summary>Where this installation keeps database, keys and logs.</summary>
    public string Folder => folder;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(demo ? "Development" : "Production");
        builder.UseStaticWebAssets();
        builder.UseSetting("Storage:DataFolder", folder);
        builder.UseSetting("Storage:KeyFolder", Path.Combine(folder, "keys"));
        builder.UseSetting("Logs:TakenElsewhere", "true");
        builder.UseSetting("Demo:Load", demo ? "true" : "false");
        // Each server signs a journal of its own; what another signed is no beginning of it.
        for (var number = 0; number < 2; number++)
            builder.UseSetting($"Journal:Folders:{number}", Path.Combine(folder, $"checkpoints-{number + 1}"));
        builder.UseSetting("Proxies:0", "127.0.0.1");
        builder.UseSetting("AllowedHosts", "localhost");
        // What nobody looks through is not kept.
        builder.UseSetting("Scanning:Clamd", scanner.Address);
        // One sign-in of each account serves a whole run, however slow the machine is.
        builder.UseSetting("Security:FreshTime", "12:00:00");
        builder.UseSetting("Security:IdleTime", "12:00:00");
        // Asked for once in a process.
        Environment.SetEnvironmentVariable("ASPNETCORE_TEMP", Temporary);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await scanner.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
