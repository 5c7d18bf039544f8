using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Testing.Scenarios;

/// <summary>The person as the rows have it at each call, without a browser: what handlers are made with.</summary>
public sealed class AtWork(PersonId person, Readers readers) : IReaderSource
{
    public Task<Reader> NowAsync(CancellationToken ct = default) => readers.TodayAsync(person, ct);

    public Stamps? Asked => null;
}
