using CcsPolicy.Data;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Serilog;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>One of two worlds: the product as it is, begun from the same rows, with the same clock and the same ids.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly WorldSeed seed;
    private readonly Dictionary<Who, Visitor> visitors = [];

    private World(WorldSeed seed, Portal portal, LogLines lines) => (this.seed, Portal, Lines) = (seed, portal, lines);

    public Portal Portal { get; }

    public LogLines Lines { get; }

    public static World Open(WorldSeed seed, Action<IServiceCollection>? substitute = null)
    {
        var lines = new LogLines();
        var portal = new Portal(copyOf: seed.Folder, settings: seed.Settings, substitute: services =>
        {
            services.AddSerilog(log => log.MinimumLevel.Information().MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
                .MinimumLevel.Override("System", Serilog.Events.LogEventLevel.Warning).WriteTo.Sink(lines), preserveStaticLogger: true);
            // Guessing a password should cost the test nothing; the shipped cost has tests of its own.
            services.Configure<Microsoft.AspNetCore.Identity.PasswordHasherOptions>(hashing => hashing.IterationCount = 1);
            substitute?.Invoke(services);
        });
        return new World(seed, portal, lines);
    }

    public PersonId IdOf(Who who) => seed.People[who];

    /// <summary>Puts the rows back to what they were at the beginning and ends every session.</summary>
    public void Restart(int number)
    {
        visitors.Clear();
        using var from = new SqliteConnection($"Data Source={Path.Combine(seed.Folder!, WorldSeed.Database)};Mode=ReadOnly;Pooling=False");
        using var to = new SqliteConnection(Portal.Databases.Setup.ConnectionString);
        from.Open();
        to.Open();
        // A portal that starts may still be reading its log anew, and another world the same rows.
        foreach (var connection in (SqliteConnection[])[from, to])
        {
            using var patient = connection.CreateCommand();
            patient.CommandText = "PRAGMA busy_timeout = 30000";
            patient.ExecuteNonQuery();
        }
        from.BackupDatabase(to);
        Lines.Take();
        // Last: a portal that starts only now draws ids as well.
        Portal.Ids.Restart(number);
    }

    /// <summary>A moment later, with ids that were never used before.</summary>
    public void Step(int number)
    {
        Portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Portal.Ids.Restart(number);
    }

    /// <summary>The browser of the person, signed in when it is first asked for.</summary>
    public async Task<Visitor> VisitorAsync(Who who)
    {
        if (visitors.TryGetValue(who, out var visitor))
            return visitor;
        return visitors[who] = new Visitor(who, who == Who.Anonymous ? Portal.Anonymous() : await Portal.SignedInAsync(IdOf(who)));
    }

    /// <summary>The store as the person sees it at each call: what handlers are made with.</summary>
    public ReaderDb As(Who who)
    {
        var services = Portal.Services;
        return new ReaderDb(new AtWork(IdOf(who), services.GetRequiredService<Readers>()), services.GetRequiredService<KnownProcedures>(), new ShownContent());
    }

    /// <summary>Where backups go: not to the usual place, which the page of backups names and which is one for both worlds.</summary>
    public const string Backups = "backups";

    /// <summary>Every entry gets its place, and the whole world goes into a file; and, if wanted, comes out of it to be looked at.</summary>
    public async Task BackUpAsync(bool drill = false)
    {
        await new JournalSequencer(Portal.Databases).GiveAsync(CancellationToken.None);
        var made = await Portal.Services.GetRequiredService<BackupMaking>().RunAsync(CancellationToken.None, Path.Combine(Portal.Folder, Backups));
        if (drill)
            await Portal.Services.GetRequiredService<BackupDrill>().RunAsync(made.File, [], [], CancellationToken.None);
    }

    public async Task<PolicyDb> OpenAsync(Who who) => await As(who).OpenAsync();

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
