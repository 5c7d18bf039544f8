using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Granting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Targeting;

/// <summary>A rule to add; what is null is not asked for, and a rule that states nothing names everybody who works here.</summary>
public sealed record NewRule(DepartmentId? Department, PostId? Post, EmploymentKind? Employment, InformationSystemId? System);

/// <summary>Decides anew whom a procedure is meant for, or who has to acknowledge another document.</summary>
/// <param name="Number">Of the decision that was looked at.</param>
/// <param name="Off">Ordinals of the rules to take off.</param>
/// <param name="Add">Several where one of several systems is enough.</param>
/// <param name="OfDuty">Of a document that is no procedure.</param>
public sealed record DecideTargets(DocumentId Document, int Number, IReadOnlyCollection<int> Off, IReadOnlyCollection<NewRule> Add, bool OfDuty = false);

/// <summary>Puts the decision on record. Nothing opens by it, and nothing closes.</summary>
public sealed class DecideTargetsHandler(ReaderDb store)
{
    public async Task<Result<Done>> HandleAsync(DecideTargets ask, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = await store.OpenAsync(ct);
        if ((ask.OfDuty ? await db.FindDocumentAsync(ask.Document, ct) : await db.InHandAsync(ask.Document, ct)) is not { } document
            || (document.Tier == Tier.Procedure) == ask.OfDuty || (ask.OfDuty && !db.Reader.MayOpen(document)))
            return DocumentErrors.NotFound;
        var before = await db.TargetsAsync(document.Id, ct);
        if ((before?.Number ?? 0) != ask.Number)
            return TargetErrors.ChangedMeanwhile;
        foreach (var add in ask.Add)
            if (await MissingAsync(db, add, ct) is { } missing)
                return missing;
        var decision = new TargetDecision
        {
            Id = db.Ids.Next<TargetDecisionId>(), DocumentId = document.Id, Number = ask.Number + 1, DecidedBy = db.Reader.PersonId!.Value, DecidedAt = db.Now,
        };
        var kept = (before?.Rules ?? []).OrderBy(rule => rule.Ordinal).Where(rule => !ask.Off.Contains(rule.Ordinal)).Select(rule => new NewRule(rule.DepartmentId, rule.PostId, rule.Employment, rule.SystemId)).ToList();
        var rules = kept.Concat(ask.Add).Distinct().ToList();
        if (rules.Count == (before?.Rules.Count ?? 0) && rules.Count == kept.Count)
            return TargetErrors.Unchanged;
        decision.Rules.AddRange(rules.Select((rule, index) => new TargetRule
        {
            DecisionId = decision.Id, Ordinal = index + 1, DepartmentId = rule.Department, PostId = rule.Post, Employment = rule.Employment, SystemId = rule.System,
        }));
        db.TargetDecisions.Add(decision);
        db.Record(new JournalFact("targets.decided").With("decision", decision.Id).With("rules", rules.Count), document);
        return await db.TrySaveAsync(TargetErrors.ChangedMeanwhile, ct);
    }

    private static async Task<DomainError?> MissingAsync(PolicyDb db, NewRule rule, CancellationToken ct) =>
        (rule.Department is { } department && !await db.Departments.AnyAsync(d => d.Id == department, ct)) || (rule.Post is { } post && !await db.Posts.AnyAsync(p => p.Id == post, ct)) ? TargetErrors.NoSuchPlace
        : rule.System is { } system && !await db.InformationSystems.AnyAsync(s => s.Id == system, ct) ? TargetErrors.NoSuchSystem : null;
}

/// <summary>Grants a procedure to people for whom it is meant and who cannot see it.</summary>
/// <param name="Everybody">How many they were when all of them were chosen at once; null when <paramref name="People"/> were chosen one by one.</param>
/// <param name="Until">The last day.</param>
public sealed record GrantTargets(DocumentId Document, IReadOnlyCollection<PersonId> People, int? Everybody, string? Reason, DateOnly? Until);

/// <summary>Grants to each of them, all or none.</summary>
public sealed class GrantTargetsHandler(ReaderDb store, Readers readers)
{
    public async Task<Result<Done>> HandleAsync(GrantTargets ask, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = await store.OpenAsync(ct);
        if (await db.InHandAsync(ask.Document, ct) is not { Tier: Tier.Procedure } document)
            return DocumentErrors.NotFound;
        if (ask.Everybody is null && ask.People.Count == 0)
            return TargetErrors.NobodyChosen;
        var unseeing = (await db.MeantInVainAsync(readers, [document], ct)).SelectMany(one => one.People).Select(reader => reader.PersonId!.Value).ToHashSet();
        unseeing.ExceptWith(await db.AwaitingConfirmationAsync(document.Id, ct));
        if (ask.Everybody is { } many ? many != unseeing.Count : !ask.People.All(unseeing.Contains))
            return TargetErrors.ChangedMeanwhile;
        foreach (var person in ask.Everybody is null ? ask.People.Distinct() : unseeing)
            if ((await db.GiveAsync(document.Id, new Grantee(person), ask.Reason, null, ask.Until, ct)).Error is { } refusal)
                return refusal;
        return await db.TrySaveAsync(TargetErrors.ChangedMeanwhile, ct);
    }
}
