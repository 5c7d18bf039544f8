using System.Globalization;
using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Serilog;

namespace CcsPolicy.Testing.Web;

/// <summary>
/// The real product on SQLite in a folder of its own, with a clock that the test moves and ids that repeat.
/// <code>
/// await using var portal = new Portal();                                  // Production, https, empty database
/// var officer = await portal.AddPersonAsync("佐藤 花子", Role.SecurityOfficer);
/// using var client = await portal.SignedInAsync(officer);                 // a session without hashing a password
/// var page = await client.GetAsync("/");                                  // redirects are not followed
/// var answer = await client.PostFormAsync("/account/password", "password", ("Present", "…"));  // takes the token from the page
/// await using var db = portal.Open(await portal.ReaderAsync(officer));    // the store as that reader sees it
/// portal.Clock.Advance(TimeSpan.FromMinutes(31));
/// </code>
/// Development differs in two ways: plain http and cookies without <c>__Host-</c>, as a browser on this machine needs it.
/// </summary>
/// <param name="substitute">Puts services in the place of the product's.</param>
/// <param name="copyOf">A folder with a database and keys to begin with; null for those of a first start.</param>
/// <param name="empty">Begins with nothing at all, as on a new machine.</param>
/// <param name="clock">A clock that somebody else tells the time by too.</param>
public sealed class Portal(
    string environment = "Production", int seed = 1, IReadOnlyDictionary<string, string>? settings = null, Action<IServiceCollection>? substitute = null, string? copyOf = null,
    FakeTimeProvider? clock = null, bool empty = false)
    : WebApplicationFactory<Program>
{
    private readonly string folder = FolderLike(empty ? null : copyOf ?? PreparedFolder.Path);

    /// <summary>Thursday, 1 October 2026, 10:00 in Tokyo.</summary>
    public FakeTimeProvider Clock { get; } = clock ?? new(new DateTimeOffset(2026, 10, 1, 1, 0, 0, TimeSpan.Zero));

    public SeededIds Ids { get; } = new(seed);

    public PolicyDbFactory Databases => Services.GetRequiredService<PolicyDbFactory>();

    public DateOnly Today => TokyoTime.Today(Clock);

    /// <summary>Where this installation keeps database, keys and logs.</summary>
    public string Folder => folder;

    /// <summary>Warnings and faults of the product.</summary>
    public string LogFile => Path.Combine(folder, "test.log");

    private bool Secure => environment != "Development";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(environment);
        builder.UseStaticWebAssets();
        builder.UseSetting("Storage:DataFolder", folder);
        builder.UseSetting("Storage:KeyFolder", Path.Combine(folder, "keys"));
        builder.UseSetting("Demo:Load", "false");
        // A clock that a test sets ahead would let it begin beside what is tested.
        builder.UseSetting("Journal:VerifyDaily", "false");
        builder.UseSetting("Logs:TakenElsewhere", "true");
        // As behind the proxy of an office, which ends https.
        builder.UseSetting("Proxies:0", "127.0.0.1");
        builder.UseSetting("AllowedHosts", BaseUri.Host);
        // Limits go by the clock of the machine; a test that is about them sets its own.
        foreach (var limit in (string[])["SignInsPerMinute", "FindsPerMinute", "ExportsPerMinute", "CircuitsPerMinute", "CalendarsPerMinute"])
            builder.UseSetting("Security:" + limit, "1000000");
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            builder.UseSetting(name, value);
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddSingleton<IdSource>(Ids);
            services.AddSingleton<Microsoft.EntityFrameworkCore.Diagnostics.IInterceptor>(SqlServerTranslation.Instance);
            // Not on the console among the tests' results; faults and warnings are in the folder.
            services.AddSerilog(log => log.MinimumLevel.Warning().WriteTo.File(LogFile, shared: true, formatProvider: CultureInfo.InvariantCulture), preserveStaticLogger: true);
            // The rounds of the product are checked by themselves; a test that signs in is about something else.
            services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1_000);
            // The journal's turn comes with every second of the clock; a test that is about it gives it one itself.
            services.Remove(services.Single(service => service.ImplementationType?.Name == "JournalClock"));
            services.Remove(services.Single(service => service.ImplementationType?.Name == "NoticeClock"));
            // Nor has a test that is about something else places outside.
            services.RemoveAll<SurroundingCheck>();
            substitute?.Invoke(services);
        });
    }

    private static string FolderLike(string? other)
    {
        var folder = Directory.CreateTempSubdirectory("ccspolicy-").FullName;
        if (other is not null)
            PreparedFolder.Copy(other, folder);
        return folder;
    }

    /// <summary>A browser that has not signed in. Redirects are answers, not followed.</summary>
    public HttpClient Anonymous() => CreateDefaultClient(BaseUri, new CookieContainerHandler());

    /// <summary>A browser with a session of the person; the account is made when there is none.</summary>
    public async Task<HttpClient> SignedInAsync(PersonId person, string method = Sessions.SecondFactor)
    {
        var (name, value) = await SessionCookieAsync(person, method);
        var cookies = new CookieContainerHandler();
        cookies.Container.Add(new System.Net.Cookie(name, value, "/", BaseUri.Host) { Secure = Secure, HttpOnly = true });
        return CreateDefaultClient(BaseUri, cookies);
    }

    /// <summary>Name and value of the cookie of a session, for browsers and load generators.</summary>
    public async Task<(string Name, string Value)> SessionCookieAsync(PersonId person, string method = Sessions.SecondFactor)
    {
        var account = await AccountOfAsync(person);
        await using var scope = Services.CreateAsyncScope();
        var sessions = scope.ServiceProvider.GetRequiredService<Sessions>();
        var options = scope.ServiceProvider.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        await using var db = Open(Reader.Nobody);
        var session = sessions.RowOf(account, method, "", Ids);
        db.Sessions.Add(session);
        await db.SaveChangesAsync();
        var ticket = new AuthenticationTicket(Sessions.PrincipalOf(account, session), sessions.NewProperties(), IdentityConstants.ApplicationScheme);
        return (options.Cookie.Name!, options.TicketDataFormat.Protect(ticket));
    }

    /// <summary>The store as the reader sees it. Dispose it after the operation.</summary>
    public PolicyDb Open(Reader reader) => Databases.OpenFor(reader);

    /// <summary>The person as the product sees the person now.</summary>
    public Task<Reader> ReaderAsync(PersonId person) =>
        Services.GetRequiredService<CcsPolicy.Data.Reading.Readers>().TodayAsync(person, CancellationToken.None);

    /// <summary>The account of the person, made when there is none; it has no password.</summary>
    public async Task<Account> AccountOfAsync(PersonId person, string? password = null)
    {
        await using var db = Open(Reader.Nobody);
        var account = await db.Users.SingleOrDefaultAsync(a => a.PersonId == person);
        if (account is null)
        {
            var number = (await db.People.SingleAsync(p => p.Id == person)).StaffNumber;
            account = AccountOpening.For(person, "account-" + number, Ids);
            account.OwnerConfirmedAt = db.Now;
            db.Users.Add(account);
        }
        if (password is not null)
            account.PasswordHash = Services.GetRequiredService<PasswordCheck>().Hash(account, password);
        await db.SaveChangesAsync();
        return account;
    }

    private Uri BaseUri => new(Secure ? "https://localhost" : "http://localhost");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
