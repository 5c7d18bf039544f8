using System.Data.Common;
using System.Security.Cryptography;
using CcsPolicy.Data;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Access;

/// <summary>
/// 断ったアドレスの記録。Enters refused addresses in the general journal, by a keyed hash and never by name. Within ten minutes the same address is entered once for
/// a person, and so many different ones at most; one more entry says that there were more. Whoever has not signed in is told apart by the network address, and with
/// many of those all further ones share one count. So a flood fills no journal, and whether an entry is made depends on nothing but who asked for what when.
/// </summary>
public sealed partial class RefusalBook(PolicyDbFactory databases, AddressHashes hashes, TimeProvider clock, ILogger<RefusalBook> log)
{
    /// <summary>The fact that is journalled.</summary>
    public const string Fact = "address.refused";

    /// <summary>Different addresses of one person that are entered within the time.</summary>
    public const int MostOfPerson = 60;

    /// <summary>The same of one network address from which nobody has signed in.</summary>
    public const int MostOfNobody = 20;

    private const int MostNobodies = 50;

    /// <summary>The time within which an address is entered once.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock one = new();
    private readonly Dictionary<string, Refusals> people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Refusals> nobodies = new(StringComparer.Ordinal);

    /// <summary>Enters that the address was refused. What cannot be written changes no answer.</summary>
    public async Task EnterAsync(PersonId? person, string from, string path)
    {
        Entry? entry = null;
        try
        {
            entry = Take(person, from, hashes.Of(path));
            if (entry is null)
                return;
            // Who asked may have left already: what was refused is entered all the same.
            await using var db = databases.OpenFor(Reader.Nobody);
            db.Record(entry.Fact, actor: person);
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException or InvalidOperationException or CryptographicException)
        {
            NotEntered(log, fault);
            lock (one)
                entry?.TakeBack();
        }
    }

    /// <summary>What is to be entered; null when it has been.</summary>
    private Entry? Take(PersonId? person, string from, string hash)
    {
        lock (one)
        {
            var now = clock.Now();
            var (all, who, most) = person is { } known ? (people, known.ToString(), MostOfPerson) : (nobodies, from, MostOfNobody);
            foreach (var (old, refusals) in all)
                if (refusals.Since + Window <= now)
                    all.Remove(old);
            if (person is null && !all.ContainsKey(who) && all.Count >= MostNobodies)
                who = "";
            if (!all.TryGetValue(who, out var own))
                all[who] = own = new Refusals(now);
            if (own.Hashes.Contains(hash) || own.ToldOfMore)
                return null;
            if (own.Hashes.Count < most)
            {
                own.Hashes.Add(hash);
                return new Entry(new JournalFact(Fact).With("address", hash), () => own.Hashes.Remove(hash));
            }
            own.ToldOfMore = true;
            return new Entry(new JournalFact("address.refused-often"), () => own.ToldOfMore = false);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A refused address could not be entered in the journal.")]
    private static partial void NotEntered(ILogger log, Exception fault);

    /// <param name="TakeBack">What is done when it could not be written, so that the next refusal is entered.</param>
    private sealed record Entry(JournalFact Fact, Action TakeBack);

    private sealed class Refusals(DateTimeOffset since)
    {
        public DateTimeOffset Since => since;

        public HashSet<string> Hashes { get; } = new(StringComparer.Ordinal);

        public bool ToldOfMore { get; set; }
    }
}
