using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
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
    /// <param name="everybody">Who works here today (<see cref="Readers.EverybodyTodayAsync"/>).</param>
    public static List<ApprovalStep> RouteOf(this PolicyDb db, Amendment amendment, PolicyDocument document, IReadOnlyList<Reader> everybody) =>
        [.. Steps(db, amendment, document, everybody, db.Reader.PersonId).Select(one => one.Step)];

    /// <summary>The same way with the names of those who may take its steps.</summary>
    /// <param name="submitter">Who will submit it and so has no part in deciding; null while nobody has said so.</param>
    /// <param name="everybody">Who works here today.</param>
    public static async Task<IReadOnlyList<RouteStep>> PlannedRouteAsync(
        this PolicyDb db, Amendment amendment, PolicyDocument document, IReadOnlyList<Reader> everybody, PersonId? submitter, CancellationToken ct)
    {
        var department = (await db.OfficeAsync(ct)).NameOf(document.OwnerDepartmentId);
        return
        [
            .. Steps(db, amendment, document, everybody, submitter)
                .Select(one => new RouteStep(one.Step.Kind, one.Step.Role, one.Step.DepartmentId is null ? null : department, [.. one.Takers.Select(taker => taker.Name)])),
        ];
    }

    /// <summary>
    /// 合議 only where somebody can be asked: a step that nobody may take, or whose holder cannot see the document, would hold the amendment up for ever. The decision of the CISO is never left out.
    /// </summary>
    private static IEnumerable<(ApprovalStep Step, IReadOnlyList<Reader> Takers)> Steps(
        PolicyDb db, Amendment amendment, PolicyDocument document, IReadOnlyList<Reader> everybody, PersonId? submitter)
    {
        var knowing = everybody.Where(reader => reader.MayKnow(document) && reader.PersonId != submitter && !amendment.IsWrittenBy(reader.PersonId!.Value)).ToList();
        ApprovalStep consult = new() { Id = db.Ids.Next<ApprovalStepId>(), Kind = StepKind.Consult, Role = Role.DepartmentManager, DepartmentId = document.OwnerDepartmentId };
        ApprovalStep decide = new() { Id = db.Ids.Next<ApprovalStepId>(), Kind = StepKind.Decide, Role = Role.Ciso };
        return new[] { consult, decide }.Select(step => (Step: step, Takers: (IReadOnlyList<Reader>)knowing.FindAll(reader => step.TakenAsDeputyBy(reader) is not null)))
            .Where(one => one.Step.Kind == StepKind.Decide || one.Takers.Count > 0);
    }
}
