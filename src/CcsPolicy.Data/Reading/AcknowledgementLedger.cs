using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>
/// 確認の控え。Every acknowledgement that was ever recorded, as boards count them: read once, and from then on only what came later. Rows are only added, so what was read stays true; which of them were taken back
/// is kept under the access stamp (<see cref="BoardSource"/>). No reader: a board shows of it what its reader may know.
/// </summary>
internal sealed class AcknowledgementLedger(PolicyDbFactory databases) : IDisposable
{
    /// <summary>
    /// How far back is asked again: a row carries the time at which it was made and is there a little later, and the clocks of two servers differ a little. Nothing that is being saved takes as long.
    /// </summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim oneReads = new(1);
    private readonly ConcurrentDictionary<PersonId, int> people = [];
    private readonly ConcurrentDictionary<EditionId, int> editions = [];
    private FrozenDictionary<DocumentId, LedgerRows> documents = FrozenDictionary<DocumentId, LedgerRows>.Empty;
    private HashSet<ReceiptDigits> recent = [];
    private DateTimeOffset? last;

    /// <summary>All of them as they are now.</summary>
    public async Task<LedgerNow> NowAsync(CancellationToken ct)
    {
        await oneReads.WaitAsync(ct);
        try
        {
            var (later, asked) = await LaterAsync(ct);
            Add(later, asked);
            return new LedgerNow(documents, people, editions);
        }
        finally
        {
            oneReads.Release();
        }
    }

    public void Dispose() => oneReads.Dispose();

    private async Task<(List<(DocumentId Document, LedgerRow Row)> Later, DateTimeOffset AskedAt)> LaterAsync(CancellationToken ct)
    {
        var later = new List<(DocumentId, LedgerRow)>();
        await using var db = databases.OpenFor(Reader.Nobody);
        var now = db.Now;
        var asked = db.Acknowledgements.WithoutReader().AsNoTracking();
        if (last - Overlap is { } since)
            asked = asked.Where(row => row.At >= since);
        await foreach (var row in asked.Select(a => new { a.DocumentId, a.PersonId, a.EditionId, a.At, a.ReceiptNumber }).AsAsyncEnumerable().WithCancellation(ct))
            if (ReceiptDigits.Parse(row.ReceiptNumber) is var receipt && !recent.Contains(receipt))
                later.Add((row.DocumentId, new(people.GetOrAdd(row.PersonId, _ => people.Count), editions.GetOrAdd(row.EditionId, _ => editions.Count), row.At.UtcTicks, receipt)));
        return (later, now);
    }

    private void Add(List<(DocumentId Document, LedgerRow Row)> later, DateTimeOffset asked)
    {
        if (later.Count == 0)
            return;
        var grown = documents.ToDictionary();
        foreach (var group in later.GroupBy(one => one.Document, one => one.Row))
            grown[group.Key] = grown.GetValueOrDefault(group.Key, LedgerRows.None).With([.. group]);
        documents = grown.ToFrozenDictionary();
        // A row from a clock that runs ahead must not carry those away that come from clocks that are right.
        var newest = new DateTimeOffset(Math.Min(later.Max(one => one.Row.At), asked.UtcTicks), TimeSpan.Zero);
        last = newest > last ? newest : last ?? newest;
        var from = (last.Value - Overlap).UtcTicks;
        recent = [.. documents.Values.SelectMany(rows => rows.Since(from)).Select(row => row.Receipt)];
    }
}

/// <summary>An acknowledgement of one document: places of person and edition, the instant in ticks, and what finds it.</summary>
internal readonly record struct LedgerRow(int Person, int Edition, long At, ReceiptDigits Receipt);

/// <summary>The acknowledgements of one document. Rows are put behind those that others are counting; nobody sees more than there were.</summary>
internal sealed class LedgerRows
{
    public static LedgerRows None { get; } = new([], 0);

    private readonly LedgerRow[] rows;
    private readonly int count;

    private LedgerRows(LedgerRow[] rows, int count) => (this.rows, this.count) = (rows, count);

    public ReadOnlySpan<LedgerRow> All => rows.AsSpan(0, count);

    public LedgerRow this[int place] => rows[place];

    /// <summary>With more rows. Called by one at a time, and only on the latest.</summary>
    public LedgerRows With(LedgerRow[] more)
    {
        var kept = rows;
        if (count + more.Length > kept.Length)
            Array.Resize(ref kept, Math.Max(count + more.Length, kept.Length * 5 / 4));
        more.CopyTo(kept, count);
        return new LedgerRows(kept, count + more.Length);
    }

    public IEnumerable<LedgerRow> Since(long ticks)
    {
        for (var place = 0; place < count; place++)
            if (rows[place].At >= ticks)
                yield return rows[place];
    }
}

/// <summary>The ledger at one moment.</summary>
internal sealed class LedgerNow(FrozenDictionary<DocumentId, LedgerRows> documents, ConcurrentDictionary<PersonId, int> people, ConcurrentDictionary<EditionId, int> editions)
{
    /// <summary>No person of a later row has a place as high.</summary>
    public int People { get; } = people.Count;

    public LedgerRows Of(DocumentId document) => documents.GetValueOrDefault(document, LedgerRows.None);

    /// <summary>The place that rows give for a person; null for whoever acknowledged nothing.</summary>
    public int? PlaceOf(PersonId person) => people.TryGetValue(person, out var place) && place < People ? place : null;

    public int? PlaceOf(EditionId edition) => editions.TryGetValue(edition, out var place) ? place : null;
}

/// <summary>受付番号 in ten bytes.</summary>
internal readonly record struct ReceiptDigits(ulong Head, ushort Tail)
{
    /// <param name="number">As <see cref="Domain.Acknowledgements.Acknowledgement.ReceiptNumber"/> is written.</param>
    public static ReceiptDigits Parse(string number)
    {
        var (head, tail, at) = (0UL, (ushort)0, 0);
        foreach (var sign in number)
        {
            if (sign == '-')
                continue;
            var digit = Convert.ToByte(char.IsAsciiDigit(sign) ? sign - '0' : (sign | 0x20) - 'a' + 10);
            if (at++ < 16)
                head = (head << 4) | digit;
            else
                tail = (ushort)((tail << 4) | digit);
        }
        return new(head, tail);
    }

    public override string ToString() => string.Join('-', string.Create(CultureInfo.InvariantCulture, $"{Head:X16}{Tail:X4}").Chunk(4).Select(group => new string(group)));
}
