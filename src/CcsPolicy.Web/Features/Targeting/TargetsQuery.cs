using CcsPolicy.Data.Granting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.Targeting;

/// <summary>A rule in words; null where it states nothing.</summary>
public sealed record RuleLine(int Ordinal, string? Department, string? Post, EmploymentKind? Employment, string? System);

/// <summary>The rules that hold, and what others can be made of.</summary>
public sealed record RuleChoices(IReadOnlyList<RuleLine> Rules, IReadOnlyList<Department> Departments, IReadOnlyList<Post> Posts, IReadOnlyList<InformationSystem> Systems)
{
    public static RuleChoices Of(TargetDecision? targets, IReadOnlyDictionary<DepartmentId, Department> departments, IReadOnlyDictionary<PostId, Post> posts, IReadOnlyDictionary<InformationSystemId, InformationSystem> systems, DateOnly day) => new(
        [.. (targets?.Rules ?? []).OrderBy(r => r.Ordinal).Select(r => new RuleLine(r.Ordinal, r.DepartmentId is { } d ? departments[d].Name : null, r.PostId is { } p ? posts[p].Name : null, r.Employment, r.SystemId is { } s ? systems[s].Name : null))],
        [.. departments.Values.Where(d => d.Until is not { } until || until >= day).OrderBy(d => d.Code, StringComparer.Ordinal)], [.. posts.Values.OrderBy(p => p.Name, StringComparer.Ordinal)],
        [.. systems.Values.Where(s => s.Until is not { } until || until >= day).OrderBy(s => s.Code, StringComparer.Ordinal)]);
}

/// <summary>Somebody for whom the procedure is meant and who cannot see it.</summary>
public sealed record UnseeingPerson(PersonId Id, string Name, string StaffNumber, string Departments);

/// <param name="Number">Of the decision that holds; 0 when none was taken.</param>
/// <param name="Unseeing">Whom a grant of their own would let see it.</param>
/// <param name="Awaiting">Who only waits until the stay in a department or on a post is confirmed.</param>
/// <param name="MayGive">Whether the reader may open the procedure to anybody: the first grant is the CISO's.</param>
public sealed record TargetsView(DocumentId Id, string Title, int Number, bool MayGive, DateOnly UsualEnd, RuleChoices Choices, IReadOnlyList<UnseeingPerson> Unseeing, IReadOnlyList<UnseeingPerson> Awaiting);

/// <summary>Reads whom a procedure is meant for, for whoever decides who may know it.</summary>
public sealed class TargetsQuery(ReaderDb store, Readers readers)
{
    /// <summary>Null when the procedure is not there for the reader, or not in the reader's hand.</summary>
    public async Task<TargetsView?> OfAsync(DocumentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.KnownDocumentAsync(id, ct) is not { Document: { Tier: Tier.Procedure } document } known || !document.IsGrantedBy(db.Reader))
            return null;
        var office = await db.OfficeAsync(ct);
        var (departments, people) = (office.Departments, office.People);
        var targets = TargetDecision.Holding(known.NeedToKnow.Targets);
        var unseeing = (await db.MeantInVainAsync(readers, [document], ct)).SelectMany(one => one.People).ToList();
        var awaiting = await db.AwaitingConfirmationAsync(id, ct);
        var lines = unseeing.Where(reader => people.ContainsKey(reader.PersonId!.Value)).Select(reader => (Reader: reader, Person: people[reader.PersonId!.Value])).OrderBy(one => one.Person.StaffNumber, StringComparer.Ordinal)
            .Select(one => new UnseeingPerson(one.Person.Id, one.Person.Name, one.Person.StaffNumber, string.Join("、", one.Reader.Departments.Select(office.NameOf)))).ToList();
        return new TargetsView(id, known.TitleOn(db.Reader.Day, db), targets?.Number ?? 0,
            document.MayBeGrantedBy(db.Reader, db.Reader.SeesCatalogue || known.NeedToKnow.Grants.Length > 0), NeedToKnowGrant.UsualEnd(db.Reader.Day),
            RuleChoices.Of(targets, departments, office.Posts, office.Systems, db.Reader.Day),
            [.. lines.Where(line => !awaiting.Contains(line.Id))], [.. lines.Where(line => awaiting.Contains(line.Id))]);
    }
}
