using CcsPolicy.Data.Granting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Targeting;

/// <summary>A rule in words; null where it states nothing.</summary>
public sealed record RuleLine(int Ordinal, string? Department, string? Post, EmploymentKind? Employment);

/// <summary>Somebody for whom the procedure is meant and who cannot see it.</summary>
public sealed record UnseeingPerson(PersonId Id, string Name, string StaffNumber, string Departments);

/// <param name="Number">Of the decision that holds; 0 when none was taken.</param>
/// <param name="Unseeing">Whom a grant of their own would let see it.</param>
/// <param name="Awaiting">Who only waits until the stay in a department or on a post is confirmed.</param>
/// <param name="MayGive">Whether the reader may open the procedure to anybody: the first grant is the CISO's.</param>
public sealed record TargetsView(DocumentId Id, string Title, int Number, bool MayGive, DateOnly UsualEnd, IReadOnlyList<RuleLine> Rules, IReadOnlyList<UnseeingPerson> Unseeing, IReadOnlyList<UnseeingPerson> Awaiting,
    IReadOnlyList<Department> Departments, IReadOnlyList<Post> Posts);

/// <summary>Reads whom a procedure is meant for, for whoever decides who may know it.</summary>
public sealed class TargetsQuery(ReaderDb store, Readers readers)
{
    /// <summary>Null when the procedure is not there for the reader, or not in the reader's hand.</summary>
    public async Task<TargetsView?> OfAsync(DocumentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.InHandAsync(id, ct) is not { Tier: Tier.Procedure } document)
            return null;
        var departments = await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, ct);
        var posts = await db.Posts.AsNoTracking().ToDictionaryAsync(p => p.Id, ct);
        var targets = await db.TargetsAsync(id, ct);
        var unseeing = (await db.MeantInVainAsync(readers, [document], ct)).SelectMany(one => one.People).ToList();
        var ids = unseeing.Select(reader => reader.PersonId!.Value).ToList();
        var people = await db.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var awaiting = await db.AwaitingConfirmationAsync(id, ct);
        var lines = unseeing.Select(reader => (Reader: reader, Person: people[reader.PersonId!.Value])).OrderBy(one => one.Person.StaffNumber, StringComparer.Ordinal)
            .Select(one => new UnseeingPerson(one.Person.Id, one.Person.Name, one.Person.StaffNumber, string.Join("、", one.Reader.Departments.Select(d => departments[d].Name)))).ToList();
        return new TargetsView(id, await db.TitleAsync(document, ct), targets?.Number ?? 0,
            document.MayBeGrantedBy(db.Reader, await db.Grants.AnyAsync(g => g.DocumentId == id, ct)), NeedToKnowGrant.UsualEnd(db.Reader.Day),
            [.. (targets?.Rules ?? []).OrderBy(r => r.Ordinal).Select(r => new RuleLine(r.Ordinal,
                r.DepartmentId is { } d ? departments[d].Name : null, r.PostId is { } p ? posts[p].Name : null, r.Employment))],
            [.. lines.Where(line => !awaiting.Contains(line.Id))], [.. lines.Where(line => awaiting.Contains(line.Id))],
            [.. departments.Values.Where(d => d.Until is not { } until || until >= db.Reader.Day).OrderBy(d => d.Code, StringComparer.Ordinal)],
            [.. posts.Values.OrderBy(p => p.Name, StringComparer.Ordinal)]);
    }
}
