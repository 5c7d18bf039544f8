using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Benchmarks;

/// <summary>
/// 公開した製品。The product as it is deployed (published, Production, SQLite in a folder of its own) on a free port of loopback, and a second way to its
/// database and keys by which the harness puts documents on record and makes sessions.
/// </summary>
internal sealed class PublishedServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;
    private readonly WebApplication own;

    private PublishedServer(Process process, string folder, string program, int port, WebApplication own) =>
        (this.process, this.folder, Program, Port, this.own) = (process, folder, program, port, own);

    public int Port { get; }

    /// <summary>Folder of the published product.</summary>
    public string Program { get; }

    public PolicyDbFactory Databases => own.Services.GetRequiredService<PolicyDbFactory>();

    public string DatabaseFile => Path.Combine(folder, "ccspolicy.db");

    /// <summary>Processor time that the server has used so far: steadier than the clock where other work shares the machine.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <param name="publish">False to use what an earlier run published.</param>
    /// <param name="postgres">Connection to an empty PostgreSQL database; null for SQLite.</param>
    public static async Task<PublishedServer> StartAsync(bool publish, string? postgres = null)
    {
        var program = await ProgramAsync(publish);
        var folder = Directory.CreateTempSubdirectory("ccspolicy-bench-").FullName;
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(program, "CcsPolicy.Web.dll"), "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")])
        {
            WorkingDirectory = program, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var settings = Settings(folder);
        if (postgres is not null)
            (settings["Storage:Provider"], settings["Storage:ConnectionString"]) = ("PostgreSql", postgres);
        foreach (var (name, value) in settings)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, line) => { if (line.Data is not null) Console.Error.WriteLine(line.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await WaitAsync(port, process);

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = program });
        foreach (var (name, value) in settings)
            builder.Configuration[name] = value;
        builder.AddShell();
        builder.AddAccess();
        return new PublishedServer(process, folder, program, port, builder.Build());
    }

    /// <summary>Accounts for people and a session of each, all in one go.</summary>
    public async Task OpenAccountsAsync(IReadOnlyList<PersonId> people)
    {
        await using var db = Databases.OpenFor(Reader.Nobody);
        var sessions = own.Services.GetRequiredService<Sessions>();
        foreach (var person in people)
        {
            var account = AccountOpening.For(person, "bench-" + person, db.Ids);
            account.OwnerConfirmedAt = db.Now;
            db.Users.Add(account);
            db.Sessions.Add(sessions.RowOf(account, Sessions.SecondFactor, "", db.Ids));
        }
        await db.SaveChangesAsync();
    }

    /// <summary>The cookies of a session, and the token for its forms.</summary>
    public async Task<Session> SessionAsync(PersonId person)
    {
        await using var scope = own.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await using var db = Databases.OpenFor(Reader.Nobody);
        var account = await db.Users.AsNoTracking().SingleAsync(a => a.PersonId == person);
        var sessions = services.GetRequiredService<Sessions>();
        var row = await db.Sessions.AsNoTracking().FirstAsync(s => s.AccountId == account.Id);
        var principal = Sessions.PrincipalOf(account, row);
        var cookie = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var ticket = cookie.TicketDataFormat.Protect(new AuthenticationTicket(principal, sessions.NewProperties(), IdentityConstants.ApplicationScheme));
        var form = services.GetRequiredService<IAntiforgery>().GetTokens(new DefaultHttpContext { RequestServices = services, User = principal, Request = { Scheme = "https" } });
        var formCookie = services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.Name;
        return new Session($"{cookie.Cookie.Name}={ticket}; {formCookie}={form.CookieToken}", form.FormFieldName, form.RequestToken!);
    }

    /// <summary>A static file of about the size, as an address.</summary>
    public (string Path, int Length) StaticFileOfAbout(int length)
    {
        var root = Path.Combine(Program, "wwwroot");
        var file = new DirectoryInfo(Path.Combine(root, "fonts")).EnumerateFiles("*.woff2", SearchOption.AllDirectories).MinBy(file => Math.Abs(file.Length - length))!;
        return ("/" + Path.GetRelativePath(root, file.FullName).Replace('\\', '/'), (int)file.Length);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        await own.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What the product is told where it runs, with everything of its own in the folder.</summary>
    public static Dictionary<string, string> Settings(string folder) => new()
    {
        ["Storage:DataFolder"] = folder, ["Storage:KeyFolder"] = Path.Combine(folder, "keys"), ["DataFolder"] = folder, ["DemoData"] = "false",
        ["Journal:Folders:0"] = Path.Combine(folder, "checkpoints-1"), ["Journal:Folders:1"] = Path.Combine(folder, "checkpoints-2"),
        // As behind the proxy of an office, which ends https and says so.
        ["Proxies:0"] = "127.0.0.1", ["AllowedHosts"] = "localhost;127.0.0.1", ["Logs:TakenElsewhere"] = "true",
        ["Logging:LogLevel:Default"] = "Warning", ["Serilog:MinimumLevel:Default"] = "Warning",
    };

    /// <summary>Folder of the published product.</summary>
    /// <param name="publish">False to use what an earlier run published.</param>
    public static async Task<string> ProgramAsync(bool publish)
    {
        var program = Path.Combine(Path.GetTempPath(), "ccspolicy-published");
        if (publish || !Directory.Exists(program))
            await PublishAsync(program);
        return program;
    }

    private static async Task PublishAsync(string output)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "CcsPolicy.sln")))
            root = root.Parent!;
        using var publish = Process.Start(new ProcessStartInfo("dotnet",
            ["publish", Path.Combine(root.FullName, "src", "CcsPolicy.Web"), "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-p:PublishReadyToRun=true", "-p:NuGetLockFilePath=obj/packages.publish.json", "-v", "q", "-o", output]))!;
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
            throw new InvalidOperationException("The product could not be published.");
    }

    private static async Task WaitAsync(int port, Process process)
    {
        using var client = new HttpClient();
        for (var attempt = 0; attempt < 600 && !process.HasExited; attempt++)
        {
            try
            {
                if ((await client.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}{SiteUrls.Live}")))).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(100);
        }
        throw new InvalidOperationException("The product did not start.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>What a client sends of a session.</summary>
internal sealed record Session(string Cookies, string FormField, string FormToken);
