using System.Collections.Concurrent;
using System.Collections.Frozen;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Web.Access;

/// <summary>
/// When something was last taken from each person who is signed in: an ability, or a document that could be known. Pages and circuits from before are
/// cleared; what is given clears nothing, so that nobody loses what is being typed. Seen at each request, which costs a comparison of two references
/// unless something that access depends on has changed.
/// </summary>
public sealed class TakenRights(KnownDocuments documents, TimeProvider clock)
{
    private readonly ConcurrentDictionary<PersonId, Seen> people = new();

    /// <summary>The instant at which the last loss was noticed; the first of all times when there was none.</summary>
    public async ValueTask<DateTimeOffset> SinceAsync(Reader reader, Stamps stamps, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (reader.PersonId is not { } person)
            return DateTimeOffset.MinValue;
        people.TryGetValue(person, out var seen);
        if (seen is not null && ReferenceEquals(seen.Reader, reader) && seen.Access == stamps.Access)
            return seen.TakenAt;
        var known = await documents.OfAsync(reader, stamps, ct);
        var taken = seen is not null && (!seen.Reader.Abilities.IsSubsetOf(reader.Abilities) || !seen.Known.IsSubsetOf(known)) ? clock.Now() : seen?.TakenAt ?? DateTimeOffset.MinValue;
        people[person] = new Seen(reader, stamps.Access, known, taken);
        return taken;
    }

    private sealed record Seen(Reader Reader, Guid Access, FrozenSet<DocumentId> Known, DateTimeOffset TakenAt);
}
