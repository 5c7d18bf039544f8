using System.Text.Json;
using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.JournalReading;

/// <summary>What is asked of the journal.</summary>
/// <param name="From">The first day, of Tokyo; null for all.</param>
/// <param name="Until">The last day.</param>
/// <param name="Kind">A fact out of <see cref="JournalActions"/> or a group of them; null for all.</param>
/// <param name="Person">Staff number or part of the name of whoever did it, or whom it concerned.</param>
/// <param name="Address">Only refusals of this address; null for everything.</param>
public sealed record JournalQuestion(DateOnly? From = null, DateOnly? Until = null, string? Kind = null, string? Person = null, AskedAddress? Address = null)
{
    /// <summary>Which of the two journals is asked.</summary>
    public JournalLog Log { get; init; }

    /// <summary>Only what was done about this procedure; null for all that the reader decides about.</summary>
    public DocumentId? Procedure { get; init; }

    /// <summary>The entries that the reader of the context may see and that are asked for, the newest first.</summary>
    /// <param name="before">Where to begin; null at the newest.</param>
    /// <param name="most">How many at most; null for all.</param>
    internal async Task<IAsyncEnumerable<JournalEntry>> EntriesAsync(PolicyDb db, JournalPlace? before, int? most, CancellationToken ct)
    {
        var entries = Asked(db);
        var concerned = Person is { } person ? await ConcernedAsync(db, person, ct) : null;
        if (concerned is not null && Log == JournalLog.General)
        {
            var (people, told) = (concerned.People, JournalActions.NameSomebody);
            entries = entries.Where(e => people.Contains(e.ActorId) || (e.DocumentId == null && told.Contains(e.Action)));
        }
        if (before is { } place)
        {
            var at = place.At;
            entries = entries.Where(e => e.At <= at);
        }
        var (skipped, ordered) = (before?.Shown ?? 0, entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id));
        if (concerned is null && Address is null)
            return (most is { } few ? ordered.Skip(skipped).Take(few) : ordered.Skip(skipped)).AsAsyncEnumerable();
        // Whom an entry concerns, and which address, stands within it, where no database looks: it is looked at while the rows are read.
        var theirs = ordered.AsAsyncEnumerable().Where(entry => concerned?.IsIn(entry) != false && (Address is null || HashIn(entry) == Address.Hash)).Skip(skipped);
        return most is { } some ? theirs.Take(some) : theirs;
    }

    private IQueryable<JournalEntry> Asked(PolicyDb db)
    {
        var log = Log;
        var entries = db.Journal.AsNoTracking().Where(e => e.Log == log);
        if (log == JournalLog.General && !db.Reader.Can(Ability.ReadJournal))
        {
            var own = JournalActions.AboutAccounts;
            entries = entries.Where(e => e.DocumentId == null && own.Contains(e.Action));
        }
        if (Procedure is { } procedure)
            entries = entries.Where(e => e.DocumentId == procedure);
        if (From is { } first)
        {
            var from = TokyoTime.StartOf(first);
            entries = entries.Where(e => e.At >= from);
        }
        if (Until is { } last)
        {
            var until = TokyoTime.StartOf(last.AddDays(1));
            entries = entries.Where(e => e.At < until);
        }
        return JournalActions.OfKind(Address is null ? Kind : RefusalBook.Fact) is { } actions ? entries.Where(e => actions.Contains(e.Action)) : entries;
    }

    private static async Task<Concerned> ConcernedAsync(PolicyDb db, string typed, CancellationToken ct)
    {
        var name = typed.Replace(" ", "", StringComparison.Ordinal).Replace("　", "", StringComparison.Ordinal);
        var people = await db.People.AsNoTracking().Where(p => p.StaffNumber == typed || p.Name.Replace(" ", "").Replace("　", "").Contains(name)).Select(p => p.Id).ToListAsync(ct);
        var accounts = await db.Users.AsNoTracking().Where(account => people.Contains(account.PersonId)).Select(account => account.Id).ToListAsync(ct);
        var grants = await db.Grants.AsNoTracking().Where(grant => grant.PersonId != null && people.Contains(grant.PersonId.Value)).Select(grant => grant.Id).ToListAsync(ct);
        return new Concerned([.. people.Select(id => (PersonId?)id)], [.. people.Select(id => id.ToString()), .. accounts.Select(id => id.ToString("N")), .. grants.Select(id => id.ToString())]);
    }

    /// <summary>Some people, and how entries write them and their accounts.</summary>
    private sealed record Concerned(List<PersonId?> People, HashSet<string> Written)
    {
        public bool IsIn(JournalEntry entry)
        {
            if (People.Contains(entry.ActorId))
                return true;
            using var record = JsonDocument.Parse(entry.Bytes);
            return record.RootElement.TryGetProperty("details", out var details) && details.EnumerateObject().Any(detail => Written.Contains(detail.Value.GetString() ?? ""));
        }
    }

    private static string? HashIn(JournalEntry entry)
    {
        using var record = JsonDocument.Parse(entry.Bytes);
        return record.RootElement.GetProperty("details").TryGetProperty("address", out var hash) ? hash.GetString() : null;
    }
}
