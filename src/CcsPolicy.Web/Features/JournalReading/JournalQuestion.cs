using System.Text.Json;
using CcsPolicy.Data;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.JournalReading;

/// <summary>What is asked of the journal.</summary>
/// <param name="Day">A day of Tokyo; null for all.</param>
/// <param name="Action">A kind of fact out of <see cref="JournalActions"/>; null for all.</param>
/// <param name="Person">Staff number or part of the name of whoever did it.</param>
/// <param name="Address">Only refusals of this address; null for everything.</param>
public sealed record JournalQuestion(DateOnly? Day = null, string? Action = null, string? Person = null, AskedAddress? Address = null)
{
    /// <summary>The entries that the reader of the context may see and that are asked for, the newest first.</summary>
    /// <param name="notAfter">No entry later than this; null for all.</param>
    internal async Task<IQueryable<JournalEntry>> EntriesAsync(PolicyDb db, DateTimeOffset? notAfter, CancellationToken ct)
    {
        IQueryable<JournalEntry> entries = db.Journal.AsNoTracking();
        if (Day is { } day)
        {
            var (from, until) = (TokyoTime.StartOf(day), TokyoTime.StartOf(day.AddDays(1)));
            entries = entries.Where(e => e.At >= from && e.At < until);
        }
        if (notAfter is { } latest)
            entries = entries.Where(e => e.At <= latest);
        if ((Address is null ? Action : RefusalBook.Fact) is { } action)
            entries = entries.Where(e => e.Action == action);
        if (Person is { } person)
        {
            var name = person.Replace(" ", "", StringComparison.Ordinal).Replace("　", "", StringComparison.Ordinal);
            List<PersonId?> actors = [.. await db.People.AsNoTracking().Where(p => p.StaffNumber == person || p.Name.Replace(" ", "").Replace("　", "").Contains(name)).Select(p => p.Id).ToListAsync(ct)];
            entries = entries.Where(e => actors.Contains(e.ActorId));
        }
        return entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id);
    }

    /// <summary>Those of the entries that are about the address. What an entry says beside its kind lies in its bytes, which no database looks into.</summary>
    internal IAsyncEnumerable<JournalEntry> OfAddress(IQueryable<JournalEntry> entries) =>
        Address is { } address ? entries.AsAsyncEnumerable().Where(entry => HashIn(entry) == address.Hash) : entries.AsAsyncEnumerable();

    private static string? HashIn(JournalEntry entry)
    {
        using var record = JsonDocument.Parse(entry.Bytes);
        return record.RootElement.GetProperty("details").TryGetProperty("address", out var hash) ? hash.GetString() : null;
    }
}
