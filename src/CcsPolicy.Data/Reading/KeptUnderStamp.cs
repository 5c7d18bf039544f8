namespace CcsPolicy.Data.Reading;

/// <summary>Rows that are read whole and kept while the access stamp, asked anew each time, stays the same.</summary>
internal sealed class KeptUnderStamp<T>(PolicyDbFactory databases, Func<PolicyDb, CancellationToken, Task<T>> read) : IDisposable where T : class
{
    private readonly StampQuestion stampNow = new(databases.Setup);
    private readonly SemaphoreSlim oneReads = new(1);
    private volatile Kept? kept;

    public async Task<T> NowAsync(CancellationToken ct) => await AsOfAsync(await stampNow.AskAsync(ct), ct);

    /// <summary>The rows under a stamp that was asked just now.</summary>
    public async Task<T> AsOfAsync(Stamps stamps, CancellationToken ct) =>
        kept is { } known && known.Stamp == stamps.Access ? known.Rows : await ReadAsync(stamps.Access, ct);

    public void Dispose() => oneReads.Dispose();

    private async Task<T> ReadAsync(Guid stamp, CancellationToken ct)
    {
        await oneReads.WaitAsync(ct);
        try
        {
            // Whoever waited finds what the one before has read. Rows newer than the stamp do no harm: who changed them changed the stamp with them.
            if (kept is { } known && known.Stamp == stamp)
                return known.Rows;
            // Whoever asked long ago gets what is kept by now, and puts nothing old in its place.
            var now = (await stampNow.AskAsync(ct)).Access;
            if (kept is { } newer && newer.Stamp == now)
                return newer.Rows;
            // No reader: these are the rows that readers and their questions are judged by.
            await using var db = databases.OpenFor(Domain.Access.Reader.Nobody);
            var rows = await read(db, ct);
            kept = new Kept(now, rows);
            return rows;
        }
        finally
        {
            oneReads.Release();
        }
    }

    private sealed record Kept(Guid Stamp, T Rows);
}
