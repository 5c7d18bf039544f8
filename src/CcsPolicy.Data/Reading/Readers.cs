using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Data.Reading;

/// <summary>
/// Makes readers from the rows as they are now. What decides access is kept in memory only while the access stamp, asked anew for each operation, stays
/// the same: on the day of a publication everybody comes for the first time within minutes, and nobody's rows are read one by one.
/// </summary>
public sealed class Readers(PolicyDbFactory databases) : IDisposable
{
    private readonly AccessStampQuestion stampNow = new(databases.Setup);
    private readonly SemaphoreSlim oneReads = new(1);
    private volatile AccessRows? known;

    /// <summary>The person as of today; <see cref="Reader.Anonymous"/> when there is no such person.</summary>
    public Task<Reader> TodayAsync(PersonId person, CancellationToken ct) => AsOfAsync(person, TokyoTime.Today(databases.Setup.Clock), ct);

    /// <summary>The person as of another day, from that day's rows.</summary>
    public async Task<Reader> AsOfAsync(PersonId person, DateOnly day, CancellationToken ct)
    {
        var stamp = await stampNow.AskAsync(ct);
        var rows = known;
        if (rows?.Stamp != stamp)
            rows = await ReadAsync(stamp, ct);
        return rows.ReaderOf(person, day);
    }

    public void Dispose() => oneReads.Dispose();

    private async Task<AccessRows> ReadAsync(Guid stamp, CancellationToken ct)
    {
        await oneReads.WaitAsync(ct);
        try
        {
            // Whoever waited finds what the one before has read. Rows newer than the stamp do no harm: who changed them changed the stamp with them.
            if (known is { } rows && rows.Stamp == stamp)
                return rows;
            await using var db = databases.OpenFor(Reader.Nobody);
            return known = await AccessRows.ReadAsync(db, stamp, ct);
        }
        finally
        {
            oneReads.Release();
        }
    }
}
