using System.Globalization;
using System.Text.RegularExpressions;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Features.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>What was done in how many sequences, so that a comparison that found nothing is known to have compared something.</summary>
internal sealed class Tally
{
    private readonly Lock one = new();

    public Dictionary<string, int> Hidden { get; } = [];

    public Dictionary<(Who By, int Status), int> Answers { get; } = [];

    /// <summary>Requests that ended in a fault.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>How many sequences somebody with a grant saw to be different.</summary>
    public int SeenByGranted { get; set; }

    public int Sequences { get; set; }

    public void Add(Tally other)
    {
        lock (one)
        {
            foreach (var (kind, count) in other.Hidden)
                Hidden[kind] = Hidden.GetValueOrDefault(kind) + count;
            foreach (var (answer, count) in other.Answers)
                Answers[answer] = Answers.GetValueOrDefault(answer) + count;
            Faults.AddRange(other.Faults);
            SeenByGranted += other.SeenByGranted;
            Sequences += other.Sequences;
        }
    }
}

/// <summary>Two worlds that differ in what is done about procedures and in nothing else, and whether an observer can tell one from the other.</summary>
internal sealed partial class TwoWorlds : IAsyncDisposable
{
    /// <summary>In every so many sequences a backup is made half-way.</summary>
    private const int BackupEvery = 5;

    private readonly WorldSeed seed;
    private readonly World secret;
    private readonly World plain;
    private readonly IReadOnlyList<Channel> channels;
    private readonly Dictionary<Who, IReadOnlyList<Channel>> allowed = [];

    private TwoWorlds(WorldSeed seed, World secret, World plain)
    {
        (this.seed, this.secret, this.plain) = (seed, secret, plain);
        channels = Channels.Of(secret);
    }

    public Tally Tally { get; } = new();

    public IReadOnlyList<Channel> All => channels;

    public WorldSeed Seed => seed;

    public World Secret => secret;

    public World Plain => plain;

    public static async Task<TwoWorlds> OpenAsync(Action<IServiceCollection>? substitute = null)
    {
        var seed = await WorldSeed.GetAsync();
        var worlds = new TwoWorlds(seed, World.Open(seed, substitute), World.Open(seed, substitute));
        foreach (var world in new[] { worlds.secret, worlds.plain })
            world.Portal.Clock.Advance(TimeSpan.FromHours(1));
        foreach (var who in Observers.All)
        {
            var reader = who == Who.Anonymous ? null : await worlds.secret.Portal.ReaderAsync(worlds.secret.IdOf(who));
            worlds.allowed[who] = [.. worlds.channels.Where(channel => channel.Abilities.All(ability => reader?.Can(ability) == true))];
        }
        return worlds;
    }

    /// <summary>One sequence of acts, hidden and neutral ones among those of observers. Null when no observer saw a difference, otherwise what was seen by whom.</summary>
    /// <param name="number">Above zero and never used before with these worlds.</param>
    /// <param name="only">Addresses to keep to; all when null.</param>
    public async Task<string?> RunAsync(int number, int acts, Func<Channel, bool>? only, CancellationToken ct)
    {
        var sequence = new Sequence(this, number);
        if (await sequence.BeginAsync(ct) is { } early)
            return early;
        for (var act = 0; act < acts; act++)
        {
            if (act == acts / 2 && number % BackupEvery == 0 && await sequence.BackUpAsync() is { } told)
                return told;
            if (sequence.Random.Next(4) == 0)
                await sequence.HiddenAsync(ct);
            else if (await sequence.ObserveAsync(only, ct) is { } difference)
                return difference;
        }
        return await sequence.EndAsync(ct);
    }

    /// <summary>The observers who have what the address asks for.</summary>
    public IEnumerable<Who> WhoMay(Channel channel) => Observers.All.Where(who => allowed[who].Contains(channel));

    /// <summary>A sequence that is begun but for which the caller chooses the acts.</summary>
    public async Task<Sequence> BeginAsync(int number, CancellationToken ct)
    {
        var sequence = new Sequence(this, number);
        if (await sequence.BeginAsync(ct) is { } early)
            throw new InvalidOperationException(early);
        return sequence;
    }

    public async ValueTask DisposeAsync()
    {
        await secret.DisposeAsync();
        await plain.DisposeAsync();
    }

    [GeneratedRegex("[0-9a-f]{32}|手順|烏|鵺")]
    private static partial Regex Telling();

    /// <summary>The course of one sequence.</summary>
    internal sealed class Sequence(TwoWorlds worlds, int number)
    {
        private const int MostSteps = 1000;

        private readonly Pool pool = worlds.seed.Pool.Copy();
        private int step;
        private Wandering? wandering;

        public Random Random { get; } = new(number);

        public Pool Pool => pool;

        public Wandering Wandering => wandering ??= new Wandering(worlds.channels, pool);

        public async Task<string?> BeginAsync(CancellationToken ct)
        {
            foreach (var world in new[] { worlds.secret, worlds.plain })
            {
                world.Restart(Next());
                // Sessions can be seen by the administrator, so everybody has one from the start.
                foreach (var who in Enum.GetValues<Who>())
                    await world.VisitorAsync(who);
            }
            step++;
            Step();
            // Signed in, opened the procedure, and then the grant ends in both worlds.
            var address = "/documents/" + worlds.seed.Hidden;
            if (await BothAsync(Who.Former, visitor => visitor.GetAsync(address)) is { } difference)
                return difference;
            Step();
            foreach (var world in new[] { worlds.secret, worlds.plain })
            {
                await using var db = await world.OpenAsync(Who.Custodian);
                var former = world.IdOf(Who.Former);
                var grant = await db.Grants.AsNoTracking().SingleAsync(g => g.PersonId == former, ct);
                await new HiddenActs(world).EndGrantAsync(Who.Custodian, worlds.seed.Hidden, grant.Id);
                if ((await world.VisitorAsync(Who.Former)) is var visitor && await visitor.GetAsync(address) is not null && visitor.Take()[^1].Status != 404)
                    return "The grant ended and the procedure can be read as before.";
            }
            return null;
        }

        /// <summary>One hidden act here, and a neutral one of the same person there; false when there was none to do.</summary>
        public async Task<bool> HiddenAsync(CancellationToken ct)
        {
            var drawn = Random.Next();
            Step();
            var before = HiddenWandering.Recorded(worlds.secret);
            var hidden = new HiddenWandering(worlds.secret);
            if (await hidden.ActAsync(new Random(drawn), ct) is not { } act)
                return false;
            // Everything that changes is on record; what was done before already is not done again.
            if (HiddenWandering.Recorded(worlds.secret) <= before)
                return false;
            foreach (var world in new[] { worlds.secret, worlds.plain })
                await HiddenWandering.InsteadAsync(world, act.By, new Random(drawn));
            foreach (var line in worlds.secret.Lines.Take().Concat(worlds.plain.Lines.Take()))
                if (Telling().IsMatch(line))
                    throw new InvalidOperationException("A line of the log tells of a procedure: " + line);
            worlds.Tally.Hidden[act.Kind] = worlds.Tally.Hidden.GetValueOrDefault(act.Kind) + 1;
            if (Random.Next(3) == 0)
                await pool.LearnAsync(worlds.secret, ct);
            return true;
        }

        /// <summary>The given act here, and a neutral one of the same person there.</summary>
        public async Task HiddenAsync(Func<HiddenActs, Task<Who>> act, CancellationToken ct)
        {
            Step();
            var by = await act(new HiddenActs(worlds.secret));
            foreach (var world in new[] { worlds.secret, worlds.plain })
                await HiddenWandering.InsteadAsync(world, by, new Random(number));
            await pool.LearnAsync(worlds.secret, ct);
        }

        /// <summary>A random observer does a random thing in both worlds.</summary>
        public async Task<string?> ObserveAsync(Func<Channel, bool>? only, CancellationToken ct)
        {
            ct.ThrowIfCancellationRequested();
            var who = Observers.All[Random.Next(Observers.All.Count)];
            var drawn = Random.Next();
            var some = only is null ? worlds.allowed[who] : [.. worlds.channels.Where(only)];
            Step();
            return await BothAsync(who, visitor => Wandering.ActAsync(visitor, some, new Random(drawn)));
        }

        /// <summary>The same in both worlds, one step later; null when the same was seen.</summary>
        public Task<string?> SeeAsync(Who who, Func<Visitor, Task> act)
        {
            Step();
            return BothAsync(who, act);
        }

        /// <summary>The same done in both worlds, one step later.</summary>
        public async Task InBothAsync(Func<World, Task> act)
        {
            Step();
            await act(worlds.secret);
            await act(worlds.plain);
        }

        /// <summary>A backup and a drill in both worlds, and who reads of them.</summary>
        public async Task<string?> BackUpAsync()
        {
            await InBothAsync(world => world.BackUpAsync(drill: true));
            return await SeeAsync(Who.Administrator, async visitor =>
                {
                    await visitor.GetAsync("/admin/backups");
                    await visitor.GetAsync("/journal");
                })
                ?? await SeeAsync(Who.Auditor, visitor => visitor.GetAsync("/journal"));
        }

        /// <summary>What is shown otherwise than by an answer; null when it is the same in both worlds.</summary>
        public async Task<string?> CompareAsync(string what, Func<World, Task<IReadOnlyList<string>>> look)
        {
            var seen = new List<Exchange>();
            await InBothAsync(async world => seen.Add(Exchange.Of(what, (await look(world)).Select(Masks.Over))));
            return Exchange.Compare(seen[..1], seen[1..]) is { } difference ? Told(difference) : null;
        }

        /// <summary>What stands in the store for observers, beside what pages show: mail that waits, and the general journal.</summary>
        public async Task<string?> EndAsync(CancellationToken ct)
        {
            if (Exchange.Compare(await StandingAsync(worlds.secret, ct), await StandingAsync(worlds.plain, ct)) is { } difference)
                return Told(difference);
            // The positive control: whoever has the need to know sees that the worlds differ.
            Step();
            worlds.Tally.Sequences++;
            if (await BothAsync(Who.Granted, async visitor =>
                {
                    await visitor.GetAsync("/");
                    await visitor.GetAsync("/find?q=%E7%83%8F%E7%BE%BD");
                    await visitor.GetAsync("/documents/" + worlds.seed.Hidden);
                }) is not null)
                worlds.Tally.SeenByGranted++;
            return null;
        }

        private static async Task<List<Exchange>> StandingAsync(World world, CancellationToken ct)
        {
            var standing = new List<Exchange>();
            // What was put down is addressed to everybody who is to be told.
            await world.Portal.Services.GetRequiredService<NoticeDelivery>().RunOnceAsync(ct);
            foreach (var who in Observers.All.Where(who => who != Who.Anonymous))
            {
                await using var db = await world.OpenAsync(who);
                standing.Add(Exchange.Of($"{who}: mail", (await db.Outbox.AsNoTracking().OrderBy(m => m.DueAt).ThenBy(m => m.Id).ToListAsync(ct)).Select(Line)));
                standing.Add(Exchange.Of($"{who}: journal", (await db.Journal.AsNoTracking().Where(e => e.DocumentId != null).OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => e.Id).ToListAsync(ct)).Select(id => id.ToString())));
            }
            await using var all = await world.OpenAsync(Who.Ciso);
            var observers = Observers.All.Where(who => who != Who.Anonymous).Select(who => (PersonId?)world.IdOf(who)).ToList();
            standing.Add(Exchange.Of("mail to observers", (await all.Outbox.AsNoTracking().Where(m => observers.Contains(m.RecipientId) || m.DocumentId == null).OrderBy(m => m.Id).ToListAsync(ct)).Select(Line)));
            standing.Add(Exchange.Of("general journal", (await all.Journal.AsNoTracking().Where(e => e.Log == JournalLog.General).OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => e.Bytes).ToListAsync(ct))
                .Select(System.Text.Encoding.UTF8.GetString)));
            return standing;

            static string Line(OutboxMessage message) => $"{message.Id} {message.Kind} {message.RecipientId} {message.DocumentId} {message.Payload} {message.DueAt:O}";
        }

        private async Task<string?> BothAsync(Who who, Func<Visitor, Task> act)
        {
            var (here, there) = (await SeenAsync(worlds.secret, who, act), await SeenAsync(worlds.plain, who, act));
            foreach (var exchange in here.Where(exchange => exchange.Status > 0))
            {
                var key = (who, exchange.Status);
                worlds.Tally.Answers[key] = worlds.Tally.Answers.GetValueOrDefault(key) + 1;
                // The pages of faults answer with the status that they are asked for.
                if (exchange.Status >= 500 && !exchange.Asked.Contains(" /status/", StringComparison.Ordinal) && !exchange.Asked.Contains(" /error", StringComparison.Ordinal))
                    worlds.Tally.Faults.Add(exchange.Asked);
            }
            return Exchange.Compare(here, there) is { } difference ? Told(difference) : null;
        }

        private static async Task<List<Exchange>> SeenAsync(World world, Who who, Func<Visitor, Task> act)
        {
            var visitor = await world.VisitorAsync(who);
            world.Lines.Take();
            await act(visitor);
            return [.. visitor.Take(), Exchange.Of("lines of the log", world.Lines.Take())];
        }

        private string Told(string difference) => string.Create(CultureInfo.InvariantCulture, $"sequence {number}, step {step}: {difference}");

        private void Step()
        {
            var next = Next();
            step++;
            worlds.secret.Step(next);
            worlds.plain.Step(next);
        }

        private int Next() => step < MostSteps ? (number * MostSteps) + step : throw new InvalidOperationException("Too many steps: ids would meet themselves again.");
    }
}
