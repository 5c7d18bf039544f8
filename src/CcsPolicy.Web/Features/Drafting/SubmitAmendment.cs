using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>提出。Dates, weight and reason of an amendment, and the text that the drafter saw.</summary>
public sealed record SubmitAmendment(
    AmendmentId Id, ContentHash Seen, DateOnly EnactedOn, DateOnly EffectiveFrom, DateOnly? PromulgatedOn, DateOnly? AppliesFrom, Significance Significance, string Reason);

/// <summary>A step that a submission will go through.</summary>
/// <param name="People">Who may take it.</param>
public sealed record RouteStep(StepKind Kind, Role Role, string? Department, IReadOnlyList<string> People);

/// <summary>What is to be submitted and which way it will go.</summary>
public sealed record SubmissionView(
    AmendmentId Id, DocumentId Document, string Title, EditionKind Kind, AmendmentStage Stage, Significance Significance, DateOnly? EnactedOn, DateOnly? EffectiveFrom, DateOnly? PromulgatedOn, DateOnly? AppliesFrom,
    string Reason, ContentHash Hash, int Provisions, int Changes, IReadOnlyList<RouteStep> Route);

/// <summary>Ends drafting: the text goes to 合議 by the manager of the department in charge, where there is one who did not write it, then to 決裁.</summary>
public sealed class SubmitAmendmentHandler(ReaderDb store)
{
    public async Task<Result<SubmissionView>> PrepareAsync(AmendmentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindAmendmentAsync(id, ct) is not { Document: { } document } amendment || !db.Reader.MayEdit(document))
            return DocumentErrors.NotFound;
        var text = await db.ReadDraftAsync(amendment, ct);
        if (text.Error is { } refusal)
            return refusal;
        var route = await ApprovalRoute.PeopleAsync(db, amendment, document, ct);
        return new SubmissionView(id, document.Id, await db.TitleAsync(document, ct), amendment.Kind, amendment.Stage, amendment.Significance, amendment.EnactedOn, amendment.EffectiveFrom, amendment.PromulgatedOn,
            amendment.AppliesFrom, db.Open(document.Id, amendment.Reason), text.Value.Hash, text.Value.Tree.All().Count(), text.Value.Comparison().Changes.Count(), route);
    }

    public async Task<Result<Done>> HandleAsync(SubmitAmendment ask, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindAmendmentAsync(ask.Id, ct) is not { Document: { } document } amendment || !db.Reader.MayEdit(document))
            return DocumentErrors.NotFound;
        var text = await db.ReadDraftAsync(amendment, ct);
        if (text.Error is { } unreadable)
            return unreadable;
        if (text.Value.Tree.Provisions.IsEmpty)
            return AmendmentErrors.EmptyText;
        if (amendment is { Kind: EditionKind.PartialAmendment or EditionKind.FullRevision, BaseEditionId: not null } && text.Value.Tree == text.Value.Base)
            return AmendmentErrors.NothingChanged;
        if (text.Value.Hash != ask.Seen)
            return AmendmentErrors.SavedElsewhere;
        var reason = ask.Reason.Length == 0 ? default : db.Seal(document.Id, ask.Reason);
        if (amendment.Plan(new PlannedEdition(ask.EnactedOn, ask.EffectiveFrom, ask.PromulgatedOn, ask.AppliesFrom, ask.Significance, reason)).Error is { } closed)
            return closed;
        var route = await ApprovalRoute.StepsAsync(db, amendment, document, ct);
        if (amendment.Submit(db.Reader.PersonId!.Value, db.Now, text.Value.Hash, route).Error is { } refusal)
            return refusal;
        db.Record(new JournalFact("amendment.submitted").With("amendment", ask.Id).With("round", amendment.Round).With("hash", text.Value.Hash)
            .With("effective", ask.EffectiveFrom).With("steps", route.Count), document);
        return (await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct)).Map(_ => Done.Instance);
    }
}

/// <summary>決裁の経路。</summary>
internal static class ApprovalRoute
{
    /// <summary>The steps for an amendment that the reader submits now.</summary>
    public static async Task<List<ApprovalStep>> StepsAsync(PolicyDb db, Amendment amendment, PolicyDocument document, CancellationToken ct)
    {
        var route = new List<ApprovalStep>();
        if ((await ManagersAsync(db, amendment, document, ct)).Count > 0)
            route.Add(new ApprovalStep { Id = db.Ids.Next<ApprovalStepId>(), Kind = StepKind.Consult, Role = Role.DepartmentManager, DepartmentId = document.OwnerDepartmentId });
        route.Add(new ApprovalStep { Id = db.Ids.Next<ApprovalStepId>(), Kind = StepKind.Decide, Role = Role.Ciso });
        return route;
    }

    /// <summary>The same way with the names of those who may take its steps.</summary>
    public static async Task<IReadOnlyList<RouteStep>> PeopleAsync(PolicyDb db, Amendment amendment, PolicyDocument document, CancellationToken ct)
    {
        var department = await db.Departments.Where(d => d.Id == document.OwnerDepartmentId).Select(d => d.Name).SingleAsync(ct);
        var managers = await ManagersAsync(db, amendment, document, ct);
        var holders = await HoldersAsync(db, Role.Ciso, ct);
        var deputies = await HoldersAsync(db, Role.CisoDeputy, ct);
        var deciders = holders.Concat(deputies).Where(p => !IsWriter(db, amendment, p)).ToList();
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
    private static async Task<List<PersonId>> ManagersAsync(PolicyDb db, Amendment amendment, PolicyDocument document, CancellationToken ct)
    {
        var posts = await db.Posts.AsNoTracking().Where(p => p.ConfersManager && p.DepartmentId == document.OwnerDepartmentId).Select(p => p.Id).ToListAsync(ct);
        var held = await db.Assignments.AsNoTracking().Where(a => a.PostId != null && posts.Contains(a.PostId!.Value)).ToListAsync(ct);
        var managers = held.Where(a => a.HoldsOn(db.Reader.Day)).Select(a => a.PersonId).Distinct().Where(p => !IsWriter(db, amendment, p)).ToList();
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

    private static bool IsWriter(PolicyDb db, Amendment amendment, PersonId person) => amendment.IsWrittenBy(person) || db.Reader.PersonId == person;
}
