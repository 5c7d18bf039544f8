using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using CcsPolicy.Data;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace CcsPolicy.Web.Tests.Durability;

/// <summary>
/// The product as a process of its own (Production, SQLite in a folder of its own, Kestrel on loopback) that can be killed and started again, and a second way to its database and keys by which
/// the test puts an edition on record and makes sessions.
/// </summary>
internal sealed class ChildPortal : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ccspolicy-child-").FullName;
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromSeconds(30) }) { Timeout = TimeSpan.FromSeconds(100) };
    private readonly WebApplication own;
    private Process? process;
    private Shelf? shelf;

    private ChildPortal()
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = AppContext.BaseDirectory });
        foreach (var (name, value) in Settings)
            builder.Configuration[name] = value;
        builder.AddShell();
        builder.AddAccess();
        builder.Services.AddBackups();
        builder.Services.AddSingleton(new CheckpointPlaces("durability.example", [new(CheckpointPath)]));
        own = builder.Build();
    }

    public int Port { get; }

    public string DatabaseFile => Path.Combine(folder, "ccspolicy.db");

    public string KeyFolder => Path.Combine(folder, "keys");

    public string CheckpointPath => Path.Combine(folder, "checkpoints");

    public string LogFolder => Path.Combine(folder, "logs");

    public DocumentId Document { get; private set; }

    public EditionId Edition { get; private set; }

    public string Hash { get; private set; } = "";

    public int ProcessId => process!.Id;

    public T Get<T>() where T : notnull => own.Services.GetRequiredService<T>();

    public PolicyDbFactory Databases => Get<PolicyDbFactory>();

    /// <summary>The reader who sees everything of the shelf.</summary>
    public Reader SeesAll { get; private set; } = Reader.Nobody;

    private Dictionary<string, string> Settings => new()
    {
        ["Storage:DataFolder"] = folder, ["Storage:KeyFolder"] = KeyFolder, ["Journal:Folders:0"] = CheckpointPath, ["Journal:PrintedSheet"] = "true",
        // As behind the proxy of an office, which ends https and says so.
        ["Proxies:0"] = "127.0.0.1", ["AllowedHosts"] = "localhost;127.0.0.1", ["Logs:TakenElsewhere"] = "true", ["Serilog:MinimumLevel:Default"] = "Warning",
    };

    /// <summary>An edition and so many people who are to acknowledge it, each with a session; nothing is started yet.</summary>
    public static async Task<(ChildPortal Portal, IReadOnlyList<Visitor> Visitors)> PrepareAsync(int people)
    {
        var portal = new ChildPortal();
        await portal.Get<DatabasePreparation>().RunAsync();
        var shelf = portal.shelf = await Shelf.OpenAsync(portal.Databases);
        portal.SeesAll = shelf.SeesAll;
        portal.Document = await shelf.DocumentAsync(Tier.BasicPolicy, "H-1", "基本方針", Openness.Internal);
        portal.Edition = await shelf.EditionAsync(portal.Document, "基本方針\n第1条 情報を守る。\n", new(2025, 4, 1));
        await using (var db = portal.Databases.OpenFor(shelf.SeesAll))
            portal.Hash = (await db.Editions.Where(e => e.Id == portal.Edition).Select(e => e.Hash).SingleAsync()).ToString();
        return (portal, await portal.VisitorsAsync(people));
    }

    /// <summary>Starts the product and comes back when it answers: how long that took by the clock, and how much of the processor's time.</summary>
    /// <param name="before">A program and its arguments under which it runs.</param>
    public async Task<(TimeSpan Clock, TimeSpan Processor)> StartAsync(params IReadOnlyList<string> before)
    {
        var watch = Stopwatch.StartNew();
        var start = Product(before, "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}"));
        var said = new System.Text.StringBuilder();
        process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += (_, line) => said.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (true)
        {
            if (process.HasExited)
                throw new InvalidOperationException("The product ended: " + said);
            try
            {
                if ((await client.GetAsync(Address(SiteUrls.Live))).IsSuccessStatusCode)
                    break;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(50);
        }
        var clock = watch.Elapsed;
        process.Refresh();
        return (clock, process.TotalProcessorTime);
    }

    /// <summary>Runs a verb to its end: what it ended with, and all that it said.</summary>
    /// <param name="before">A program and its arguments under which it runs.</param>
    public async Task<(int Code, string Said)> RunAsync(IReadOnlyList<string> before, IReadOnlyList<string> verb, CancellationToken ct)
    {
        using var run = Process.Start(Product(before, [.. verb]))!;
        var (output, errors) = (run.StandardOutput.ReadToEndAsync(ct), run.StandardError.ReadToEndAsync(ct));
        await run.WaitForExitAsync(ct);
        return (run.ExitCode, await output + await errors);
    }

    /// <summary>SIGTERM: it ends by itself, and its journal is signed.</summary>
    public async Task StopAsync()
    {
        using (var end = Process.Start("kill", ["-TERM", ProcessId.ToString(CultureInfo.InvariantCulture)]))
            await end.WaitForExitAsync();
        await process!.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>SIGKILL, at once.</summary>
    public async Task KillAsync()
    {
        process!.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>One acknowledgement; where it leads, or null when the answer was none of a receipt.</summary>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public async Task<(HttpStatusCode Status, string? Receipt, string Body)> AcknowledgeAsync(Visitor visitor, CancellationToken ct)
    {
        using var answer = await PostAsync(SiteUrls.Acknowledgements, visitor, new FormUrlEncodedContent(new Dictionary<string, string>
        {
            [visitor.FormField] = visitor.FormToken, ["document"] = Document.ToString(), ["edition"] = Edition.ToString(), ["seen"] = Hash, ["confirmed"] = "true",
        }), ct);
        var to = answer.Headers.Location?.ToString();
        return (answer.StatusCode, answer.StatusCode == HttpStatusCode.Redirect && to is not null && to.Contains("new=1", StringComparison.Ordinal) ? to : null, await answer.Content.ReadAsStringAsync(ct));
    }

    /// <summary>One change to a draft of the edition, after so many: gives it another title.</summary>
    public async Task<(HttpStatusCode Status, string Body)> SaveDraftAsync(Visitor author, AmendmentId draft, int known, string title, CancellationToken ct)
    {
        using var answer = await PostAsync($"/drafts/{draft}/operations", author, JsonContent.Create(new { known, act = "title", text = title }), ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
    }

    /// <summary>A draft of the edition, and the officer who writes it.</summary>
    public async Task<(AmendmentId Draft, Visitor Author)> DraftAsync()
    {
        await using var db = Databases.OpenFor(SeesAll);
        var officer = await shelf!.PersonAsync("担当", roles: Role.SecurityOfficer);
        var amendment = new Amendment { Id = db.Ids.Next<AmendmentId>(), DocumentId = Document, BaseEditionId = Edition, Kind = EditionKind.PartialAmendment, DraftedBy = officer, DraftedAt = db.Now };
        db.Amendments.Add(amendment);
        db.Record(new JournalFact("amendment.begun", Document).With("amendment", amendment.Id), await db.Documents.SingleAsync(d => d.Id == Document));
        await db.SaveChangesAsync();
        await using var scope = own.Services.CreateAsyncScope();
        await using var accounts = Databases.OpenFor(Reader.Nobody);
        var visitor = VisitorOf(scope.ServiceProvider, accounts, officer);
        accounts.Record(new JournalFact("person.recorded").With("people", 1));
        await accounts.SaveChangesAsync();
        return (amendment.Id, visitor);
    }

    /// <summary>The database passes its own check and the journal, as far as it was signed, is found to be right.</summary>
    public async Task CheckSoundAsync(CancellationToken ct)
    {
        await using (var open = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False"))
        {
            await open.OpenAsync(ct);
            await using var check = open.CreateCommand();
            check.CommandText = "PRAGMA integrity_check";
            Assert.Equal("ok", await check.ExecuteScalarAsync(ct));
        }
        using var key = JournalKey.ReadOrCreate(Path.Combine(KeyFolder, JournalKey.FileName));
        Assert.Empty((await new JournalVerifier(Databases).VerifyAsync([new(CheckpointPath)], key.OfPublic(), ct)).Findings);
    }

    /// <summary>Everything that the database holds, after a whole check of it by way of a backup that is restored again.</summary>
    public async Task<BackupContents> CheckedAsync(CancellationToken ct)
    {
        var made = await Get<BackupMaking>().RunAsync(ct);
        return (await Get<BackupDrill>().RunAsync(made.File, [], [new(CheckpointPath)], ct)).Restored.Contents;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await KillAsync();
        client.Dispose();
        await own.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private ProcessStartInfo Product(IReadOnlyList<string> before, params IReadOnlyList<string> arguments)
    {
        string[] whole = [.. before, "dotnet", Path.Combine(AppContext.BaseDirectory, "CcsPolicy.Web.dll"), .. arguments];
        var start = new ProcessStartInfo(whole[0], whole[1..]) { WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Settings)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        return start;
    }

    private async Task<HttpResponseMessage> PostAsync(string path, Visitor visitor, HttpContent content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(path)) { Content = content };
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("Cookie", visitor.Cookies);
        request.Headers.Add("RequestVerificationToken", visitor.FormToken);
        request.Headers.Host = "localhost";
        return await client.SendAsync(request, ct);
    }

    private Uri Address(string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}{path}"));

    private async Task<IReadOnlyList<Visitor>> VisitorsAsync(int count)
    {
        await using var scope = own.Services.CreateAsyncScope();
        var visitors = new List<Visitor>(count);
        await using var db = Databases.OpenFor(Reader.Nobody);
        for (var number = 0; number < count; number++)
        {
            var id = db.Ids.Next<PersonId>();
            db.People.Add(new Person { Id = id, StaffNumber = string.Create(CultureInfo.InvariantCulture, $"K{number:D6}"), Name = "確認 用", Kana = "カクニン ヨウ" });
            db.Employments.Add(new Employment { Id = db.Ids.Next<EmploymentId>(), PersonId = id, Kind = EmploymentKind.Employee, From = new(2025, 4, 1), RecordedAt = db.Now });
            visitors.Add(VisitorOf(scope.ServiceProvider, db, id));
        }
        db.Record(new JournalFact("person.recorded").With("people", count));
        await db.SaveChangesAsync();
        return visitors;
    }

    /// <summary>A session of the person, to be saved.</summary>
    private static Visitor VisitorOf(IServiceProvider services, PolicyDb db, PersonId id)
    {
        var sessions = services.GetRequiredService<Sessions>();
        var cookie = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var formCookie = services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.Name;
        var account = AccountOpening.For(id, "kill-" + id, db.Ids);
        account.OwnerConfirmedAt = db.Now;
        var row = sessions.RowOf(account, Sessions.SecondFactor, "", db.Ids);
        db.Users.Add(account);
        db.Sessions.Add(row);
        var principal = Sessions.PrincipalOf(account, row);
        var ticket = cookie.TicketDataFormat.Protect(new AuthenticationTicket(principal, sessions.NewProperties(), IdentityConstants.ApplicationScheme));
        var form = services.GetRequiredService<IAntiforgery>().GetTokens(new DefaultHttpContext { RequestServices = services, User = principal, Request = { Scheme = "https" } });
        return new Visitor(id, $"{cookie.Cookie.Name}={ticket}; {formCookie}={form.CookieToken}", form.FormFieldName, form.RequestToken!);
    }
}

/// <summary>Somebody who acknowledges, and what a browser sends for it.</summary>
internal sealed record Visitor(PersonId Person, string Cookies, string FormField, string FormToken);
