using System.Collections.Immutable;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.BoundThen;

/// <summary>その日の規程の行。A document with the edition that was in force on the day.</summary>
/// <param name="RecordedOn">When the edition was put on record here, where that was after it had come into force; null otherwise.</param>
public sealed record BoundDocument(DocumentId Id, Tier Tier, string Code, string Title, EditionId Edition, int Number, DateOnly EffectiveFrom, DateOnly? RecordedOn);

/// <summary>その日の職。Who held an office or managed a department on the day.</summary>
/// <param name="Role">The office; null for whoever manages a department.</param>
/// <param name="Place">The department or the post, by the name that it had then.</param>
public sealed record OfficeHeld(Role? Role, string Place, string Person)
{
    /// <summary>Whether the place is a post; a department otherwise.</summary>
    public bool IsPost { get; init; }
}

/// <summary>その日の規程と組織。</summary>
/// <param name="Others">How many other documents the reader may know that were not in force on the day.</param>
/// <param name="Own">The reader's own departments, posts and offices of that day.</param>
/// <param name="Offices">Those of everybody; null for whoever may not see them today.</param>
/// <param name="Departments">The departments of that day, by the names that they had then.</param>
public sealed record BoundThenView(
    ImmutableArray<BoundDocument> Documents, int Others, ImmutableArray<OfficeHeld> Own, ImmutableArray<OfficeHeld>? Offices, ImmutableArray<(string Code, string Name)> Departments);

/// <summary>Shows which documents bound on a day, and the organisation of it, as far as the reader may see either today.</summary>
public sealed class ShowBoundThenHandler(ReaderDb store)
{
    private static readonly ImmutableArray<Role> Offices = [Role.Ciso, Role.CisoDeputy, Role.SecurityOfficer, Role.Auditor];

    public async Task<BoundThenView> HandleAsync(DateOnly day, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var rows = new List<BoundDocument>();
        var others = 0;
        foreach (var known in (await db.KnownDocumentsAsync(ct)).Where(known => known.Editions.Count > 0))
        {
            var document = known.Document;
            if (known.Order.InForceOn(day) is not { } current)
            {
                others++;
                continue;
            }
            rows.Add(new(document.Id, document.Tier, db.Open(document.Id, document.Code), known.TitleOf(current.Id, db), current.Id, known.Order.NumberOf(current.Id), current.EffectiveFrom, current.RecordedLater));
        }
        var (own, offices, departments) = await OrganisationAsync(db, day, ct);
        return new BoundThenView(
            [.. rows.OrderBy(row => row.Tier).ThenBy(row => row.Code, StringComparer.Ordinal).ThenBy(row => row.Title, StringComparer.Ordinal)], others, own, offices, departments);
    }

    /// <summary>Everybody sees the own stays. The others are for those who see them today: whoever follows all acknowledgements goes through the people of all departments, and whoever keeps the list of people keeps these rows.</summary>
    private static async Task<(ImmutableArray<OfficeHeld> Own, ImmutableArray<OfficeHeld>? Offices, ImmutableArray<(string Code, string Name)> Departments)> OrganisationAsync(PolicyDb db, DateOnly day, CancellationToken ct)
    {
        var (me, seesAll) = (db.Reader.PersonId, db.Reader.Can(Ability.FollowAcknowledgements) || db.Reader.Can(Ability.ManagePeople));
        var office = await db.OfficeAsync(ct);
        var stays =
            from stay in seesAll ? office.Assignments.SelectMany(person => person) : office.Assignments[me ?? default]
            where stay.WithdrawnAt is null && stay.From <= day && (stay.Until is null || stay.Until >= day) && (stay.PersonId == me || (seesAll && stay.DepartmentId is null))
            select new { stay.PersonId, stay.Role, stay.PostId, stay.DepartmentId, office.People[stay.PersonId].Name };
        var departments = office.Departments.Values.OrderBy(department => department.Code, StringComparer.Ordinal).ToList();
        var posts = office.Posts;
        var then = new NamesThen(office.FormerNames.Where(name => name.Until >= day), day);
        var names = departments.ToDictionary(department => department.Id, department => then.Of(department.Id, department.Name));
        var own = stays.Where(stay => stay.PersonId == me).Select(stay => new OfficeHeld(stay.Role, PlaceOf(stay.DepartmentId, stay.PostId), then.Of(stay.PersonId, stay.Name)) { IsPost = stay.PostId is not null })
            .OrderBy(held => (held.Role is not null, held.IsPost)).ThenBy(held => held.Role).ThenBy(held => held.Place, StringComparer.Ordinal);
        if (!seesAll)
            return ([.. own], null, []);
        var offices = stays.Where(stay => (stay.Role is { } role && Offices.Contains(role)) || (stay.PostId is { } post && posts[post].ConfersManager))
            .Select(stay => new OfficeHeld(stay.Role, PlaceOf(stay.DepartmentId, stay.PostId), then.Of(stay.PersonId, stay.Name)))
            .OrderBy(held => held.Role is { } role ? Offices.IndexOf(role) : Offices.Length).ThenBy(held => held.Place, StringComparer.Ordinal).ThenBy(held => held.Person, StringComparer.Ordinal);
        return ([.. own], [.. offices], [.. departments.Where(department => department.ExistsOn(day)).Select(department => (department.Code, names[department.Id]))]);

        string PlaceOf(DepartmentId? department, PostId? post) =>
            post is { } held ? (posts[held].DepartmentId is { } of ? $"{names[of]} {NameOf(posts[held])}" : NameOf(posts[held])) : department is { } stay ? names[stay] : "";

        string NameOf(Post post) => then.Of(post.Id, post.Name);
    }
}
