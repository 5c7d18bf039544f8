using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Drafting;

/// <summary>A step that a submission will go through.</summary>
/// <param name="People">Who may take it.</param>
public sealed record RouteStep(StepKind Kind, Role Role, string? Department, IReadOnlyList<string> People);

/// <summary>決裁の経路。</summary>
public static class ApprovalRoutes
{
    /// <summary>The steps for an amendment that the reader submits now.</summary>
    public static async Task<List<ApprovalStep>> RouteAsync(this PolicyDb db, Amendment amendment, PolicyDocument document, CancellationToken ct)
    {
        var route = new List<ApprovalStep>();
        if ((await ManagersAsync(db, amendment, document, db.Reader.PersonId, ct)).Count > 0)
            route.Add(new ApprovalStep { Id = db.Ids.Next<ApprovalStepId>(), Kind = StepKind.Consult, Role = Role.DepartmentManager, DepartmentId = document.OwnerDepartmentId });
        route.Add(new ApprovalStep { Id = db.Ids.Next<ApprovalStepId>(), Kind = StepKind.Decide, Role = Role.Ciso });
        return route;
    }

    /// <summary>The same way with the names of those who may take its steps.</summary>
    /// <param name="submitter">Who will submit it and so has no part in deciding; null while nobody has said so.</param>
    public static async Task<IReadOnlyList<RouteStep>> PlannedRouteAsync(this PolicyDb db, Amendment amendment, PolicyDocument document, PersonId? submitter, CancellationToken ct)
    {
        var department = await db.Departments.Where(d => d.Id == document.OwnerDepartmentId).Select(d => d.Name).SingleAsync(ct);
        var managers = await ManagersAsync(db, amendment, document, submitter, ct);
        var holders = await HoldersAsync(db, Role.Ciso, ct);
        var deputies = await HoldersAsync(db, Role.CisoDeputy, ct);
        var deciders = holders.Concat(deputies).Where(p => !IsWriter(amendment, submitter, p)).ToList();
        var names = await db.NamesAsync(managers.Concat(deciders), ct);
        var steps = new List<RouteStep>();
        if (managers.Count > 0)
            steps.Add(new RouteStep(StepKind.Consult, Role.DepartmentManager, department, [.. managers.Select(p => names[p])]));
        steps.Add(new RouteStep(StepKind.Decide, Role.Ciso, null, [.. deciders.Select(p => names[p])]));
        return steps;
    }

    /// <summary>
    /// Managers of the department in charge on the day who had no hand in the text and may know the document: a step that its holder cannot see
    /// would hold the amendment up for ever.
    /// </summary>
    private static async Task<List<PersonId>> ManagersAsync(PolicyDb db, Amendment amendment, PolicyDocument document, PersonId? submitter, CancellationToken ct)
    {
        var posts = await db.Posts.AsNoTracking().Where(p => p.ConfersManager && p.DepartmentId == document.OwnerDepartmentId).Select(p => p.Id).ToListAsync(ct);
        var held = await db.Assignments.AsNoTracking().Where(a => a.PostId != null && posts.Contains(a.PostId!.Value)).ToListAsync(ct);
        var managers = held.Where(a => a.HoldsOn(db.Reader.Day)).Select(a => a.PersonId).Distinct().Where(p => !IsWriter(amendment, submitter, p)).ToList();
        return document.Openness == Openness.NeedToKnow ? await KnowingAsync(db, document, managers, ct) : managers;
    }

    private static async Task<List<PersonId>> KnowingAsync(PolicyDb db, PolicyDocument document, List<PersonId> people, CancellationToken ct)
    {
        var day = db.Reader.Day;
        var grants = (await db.Grants.AsNoTracking().Where(g => g.DocumentId == document.Id).ToListAsync(ct)).Where(g => g.HoldsOn(day)).ToList();
        var stays = (await db.Assignments.AsNoTracking().Where(a => people.Contains(a.PersonId)).ToListAsync(ct)).Where(a => a.HoldsOn(day)).ToLookup(a => a.PersonId, a => a.Id);
        var custodian = await db.CustodianAsync(document, ct);
        return [.. people.Where(p => p == custodian || grants.Any(g => g.PersonId == p || g.Confirmations.Any(c => stays[p].Contains(c.AssignmentId))))];
    }

    private static async Task<List<PersonId>> HoldersAsync(PolicyDb db, Role role, CancellationToken ct)
    {
        var held = await db.Assignments.AsNoTracking().Where(a => a.Role == role).ToListAsync(ct);
        return [.. held.Where(a => a.HoldsOn(db.Reader.Day)).Select(a => a.PersonId).Distinct()];
    }

    private static bool IsWriter(Amendment amendment, PersonId? submitter, PersonId person) => amendment.IsWrittenBy(person) || submitter == person;
}
