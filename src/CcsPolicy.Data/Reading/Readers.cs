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
    private readonly KeptUnderStamp<AccessRows> rows = new(databases, AccessRows.ReadAsync);

    /// <summary>The person as of today; <see cref="Reader.Anonymous"/> when there is no such person.</summary>
    public Task<Reader> TodayAsync(PersonId person, CancellationToken ct) => AsOfAsync(person, TokyoTime.Today(databases.Setup.Clock), ct);

    /// <summary>The person as of today under stamps that were asked just now, so that one operation asks once.</summary>
    public async Task<Reader> TodayAsync(PersonId person, Stamps stamps, CancellationToken ct) =>
        (await rows.AsOfAsync(stamps, ct)).ReaderOf(person, TokyoTime.Today(databases.Setup.Clock));

    /// <summary>The person as of another day, from that day's rows.</summary>
    public async Task<Reader> AsOfAsync(PersonId person, DateOnly day, CancellationToken ct) => (await rows.NowAsync(ct)).ReaderOf(person, day);

    /// <summary>Everybody who works here today, each as a reader: for questions about who can see what, asked on behalf of whoever decides it.</summary>
    public async Task<IReadOnlyList<Reader>> EverybodyTodayAsync(CancellationToken ct) => (await rows.NowAsync(ct)).EverybodyOn(TokyoTime.Today(databases.Setup.Clock));

    /// <summary>The rows of the office that readers are made from, for whoever shows them.</summary>
    internal async Task<OfficeRows> OfficeAsync(Stamps? asked, CancellationToken ct) => (asked is { } stamps ? await rows.AsOfAsync(stamps, ct) : await rows.NowAsync(ct)).Office;

    public void Dispose() => rows.Dispose();
}
