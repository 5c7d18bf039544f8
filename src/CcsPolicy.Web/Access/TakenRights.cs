using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Web.Access;

/// <summary>
/// 権利の印。What a page carries of the rights it was made under, so that it is cleared when one of them is taken: an ability, a document that could be known,
/// custody of one, a managed department, being 職員等. What is given clears nothing, so that nobody loses what is being typed.
/// </summary>
/// <param name="Marks">The mark of the rights of now, then those of rights of which nothing has been taken since, as far as this process has seen.</param>
public sealed record RightsMarks(ImmutableArray<string> Marks)
{
    /// <summary>What a page that is made now carries: 43 signs for everybody.</summary>
    public string Now => Marks[0];

    /// <summary>Whether everything that a page with the mark was made under is still the person's. One that this process has never seen is taken for no: it is loaded anew once.</summary>
    public bool Hold(string mark) => Marks.Contains(mark);
}

/// <summary>
/// Marks the rights of each person who is signed in. A mark is a hash of the rights themselves, and so the same in every process and after a restart. It needs no
/// secret: only its person sees it, and whatever that person may not know is not in it. Seen at each request, which costs a comparison of two references unless
/// something that access depends on has changed.
/// </summary>
public sealed class TakenRights(KnownDocuments documents)
{
    private readonly ConcurrentDictionary<PersonId, Seen> people = new();

    /// <summary>The marks of the reader, who is a person.</summary>
    public async ValueTask<RightsMarks> OfAsync(Reader reader, Stamps stamps, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var person = reader.PersonId!.Value;
        people.TryGetValue(person, out var seen);
        if (seen is not null && ReferenceEquals(seen.Rights.Reader, reader) && seen.Access == stamps.Access)
            return seen.Marks;
        var known = await documents.OfAsync(reader, stamps, ct);
        // Custody of what an administrator may not see is not to show, also not in a hash.
        var rights = new Rights(reader, known, [.. reader.InCustody.Where(known.Contains)]);
        var marks = seen?.Rights.AreAllIn(rights) != true ? new RightsMarks([rights.Mark()])
            : rights.AreAllIn(seen.Rights) ? seen.Marks
            : new RightsMarks([rights.Mark(), .. seen.Marks.Marks]);
        people[person] = new Seen(rights, stamps.Access, marks);
        return marks;
    }

    private sealed record Seen(Rights Rights, Guid Access, RightsMarks Marks);

    private sealed record Rights(Reader Reader, FrozenSet<DocumentId> Known, ImmutableArray<DocumentId> Kept)
    {
        public bool AreAllIn(Rights other) =>
            Reader.Abilities.IsSubsetOf(other.Reader.Abilities) && (!Reader.IsStaff || other.Reader.IsStaff) && Known.IsSubsetOf(other.Known)
                && Kept.All(other.Kept.Contains) && Reader.ManagedDepartments.All(other.Reader.ManagedDepartments.Contains);

        public string Mark() => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
            Reader.PersonId, Reader.IsStaff, string.Join(' ', Reader.Abilities.Order()), Ordered(Known.Select(id => id.Value)), Ordered(Kept.Select(id => id.Value)),
            Ordered(Reader.ManagedDepartments.Select(id => id.Value))))));

        private static string Ordered(IEnumerable<Guid> ids) => string.Join(' ', ids.Order());
    }
}
