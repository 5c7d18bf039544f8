using System.Collections.Concurrent;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>
/// Makes readers from the rows as they are now. What was worked out is kept only while the access stamp, read anew for each operation, stays the same.
/// </summary>
public sealed class Readers(PolicyDbFactory databases)
{
    private readonly ConcurrentDictionary<PersonId, (Guid Stamp, Reader Reader)> known = new();

    // Asked at every request, so compiled once for the installation.
    private readonly Func<PolicyDb, Task<Guid>> stampNow = EF.CompileAsyncQuery((PolicyDb db) => db.AccessStamps.Select(s => s.Value).Single());

    /// <summary>The person as of today; <see cref="Reader.Anonymous"/> when there is no such person.</summary>
    public async Task<Reader> TodayAsync(PersonId person, CancellationToken ct)
    {
        var today = TokyoTime.Today(databases.Setup.Clock);
        await using var db = databases.OpenFor(Reader.Nobody);
        var stamp = await stampNow(db);
        if (known.TryGetValue(person, out var kept) && kept.Stamp == stamp && kept.Reader.Day == today)
            return kept.Reader;
        var reader = await AsOfAsync(db, person, today, ct);
        known[person] = (stamp, reader);
        return reader;
    }

    /// <summary>The person as of another day, from that day's rows.</summary>
    public async Task<Reader> AsOfAsync(PersonId person, DateOnly day, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        return await AsOfAsync(db, person, day, ct);
    }

    private static async Task<Reader> AsOfAsync(PolicyDb db, PersonId id, DateOnly day, CancellationToken ct)
    {
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } person)
            return Reader.Anonymous(day);
        var employments = await db.Employments.AsNoTracking().Where(e => e.PersonId == id).ToListAsync(ct);
        var assignments = await db.Assignments.AsNoTracking().Where(a => a.PersonId == id).ToListAsync(ct);
        var posts = await db.Posts.AsNoTracking().ToListAsync(ct);
        // A reader is being made here, so no filter can apply yet: only ids come out of these two queries.
        var custody = await db.Documents.WithoutReader().AnyAsync(d => d.CustodianId == id, ct);
        var reader = Reader.Of(person, employments, assignments, posts, custody, day);
        var stays = reader.Assignments.ToList();
        var grants = await db.Grants.WithoutReader().AsNoTracking()
            .Where(g => g.EndedAt == null && (g.PersonId == id || g.Confirmations.Any(c => stays.Contains(c.AssignmentId)))).ToListAsync(ct);
        return reader.With(grants);
    }
}
