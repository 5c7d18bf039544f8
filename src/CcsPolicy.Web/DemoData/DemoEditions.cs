using CcsPolicy.Data;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Calendar;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Web.DemoData;

/// <summary>Who does what in the history of the demo organisation.</summary>
internal sealed record DemoActors(Person Officer, Person Manager, Person Ciso, Person Custodian);

/// <summary>見本の版。Puts documents and editions on record the way the office would: drafted, agreed, decided, published, each at its time.</summary>
internal sealed class DemoEditions(PolicyDb db, PastClock clock, IdSource ids, DemoActors actors, Department owner)
{
    private readonly Dictionary<DocumentId, int> decisions = [];

    public PolicyDocument Create(DemoDocument from, DateTimeOffset at)
    {
        clock.At = at;
        var id = ids.Next<DocumentId>();
        db.CreateKeyFor(id);
        var document = new PolicyDocument
        {
            Id = id,
            Tier = from.Tier,
            Code = db.Seal(id, from.Code),
            Title = db.Seal(id, from.Title),
            Instrument = from.Instrument,
            AmendedBy = PolicyDocument.MethodOf(from.Instrument),
            OwnerDepartmentId = owner.Id,
            FirstCustodianId = actors.Custodian.Id,
            Openness = from.Openness,
            Audience = from.Audience,
            CreatedAt = at,
        };
        db.Add(document);
        db.Record(new JournalFact("document.created"), document, DrafterOf(document).Id);
        return document;
    }

    /// <summary>The edition, and the text with its lineage keys for the next one.</summary>
    public (Edition Edition, ProvisionTree Tree) Add(
        PolicyDocument document, string text, EditionKind kind, DateOnly enacted, DateOnly effective, string reason, (Edition Edition, ProvisionTree Tree)? before, DateTimeOffset? recordedLater)
    {
        var tree = Lineage.Carry(before?.Tree ?? ProvisionTree.Empty, ProvisionText.Read(text).Tree, ids);
        var canonical = ProvisionText.Write(tree);
        var hash = db.HasherOf(document).Of(canonical);
        var id = ids.Next<EditionId>();
        var amendment = recordedLater is null ? Decided(document, tree, hash, kind, enacted, effective, reason, before?.Edition.Id, id) : null;
        clock.At = recordedLater ?? clock.At;
        var edition = new Edition
        {
            Id = id,
            DocumentId = document.Id,
            Kind = kind,
            Significance = Significance.Substantive,
            EnactedOn = enacted,
            EffectiveFrom = effective,
            Title = tree.Title.Length > 0 ? db.Seal(document.Id, tree.Title) : default,
            Text = db.Seal(document.Id, canonical),
            Keys = EditionKeys.Write(tree, canonical),
            Hash = hash,
            Reason = db.Seal(document.Id, reason),
            AmendmentId = amendment?.Id,
            BaseEditionId = amendment?.BaseEditionId,
            RecordedAt = db.Now,
            RecordedBy = DrafterOf(document).Id,
        };
        db.Add(edition);
        db.Record(new JournalFact("edition.published").With("edition", id).With("hash", hash).With("effective", effective), document, edition.RecordedBy);
        if (amendment is not null)
        {
            var number = decisions[document.Id] = decisions.GetValueOrDefault(document.Id) + 1;
            db.PutCampaign(document, id, number, CampaignTerms.ProposedFor(kind), WorkingCalendar.Usual.After(EditionDates.Of(edition).AskedFrom, Campaign.UsualWorkingDays), edition.RecordedBy);
        }
        return (edition, tree);
    }

    private Person DrafterOf(PolicyDocument document) => document.Tier == Tier.Procedure ? actors.Custodian : actors.Officer;

    /// <summary>起案 two weeks before, 合議 a week before, 決裁 on the day of enactment, 公布 an hour later.</summary>
    private Amendment Decided(
        PolicyDocument document, ProvisionTree tree, ContentHash hash, EditionKind kind, DateOnly enacted, DateOnly effective, string reason, EditionId? before, EditionId edition)
    {
        var drafter = DrafterOf(document);
        clock.At = Morning(enacted.AddDays(-14), 9);
        var amendment = new Amendment
        {
            Id = ids.Next<AmendmentId>(),
            DocumentId = document.Id,
            BaseEditionId = before,
            Kind = kind,
            DraftedBy = drafter.Id,
            DraftedAt = db.Now,
        };
        Done(amendment.Plan(new PlannedEdition(enacted, effective, Reason: db.Seal(document.Id, reason))));
        db.Add(amendment);
        db.Add(new DraftStep
        {
            AmendmentId = amendment.Id,
            Sequence = 1,
            DocumentId = document.Id,
            Operation = db.Seal(document.Id, new DraftOperation.ReplaceText(tree).Write()),
            SavedBy = drafter.Id,
            SavedAt = db.Now,
        });
        db.Record(new JournalFact("amendment.drafted").With("amendment", amendment.Id), document, drafter.Id);

        clock.At = Morning(enacted.AddDays(-10), 10);
        List<ApprovalStep> route = [new() { Id = ids.Next<ApprovalStepId>(), Kind = StepKind.Decide, Role = Role.Ciso }];
        if (drafter != actors.Manager)
            route.Insert(0, new() { Id = ids.Next<ApprovalStepId>(), Kind = StepKind.Consult, Role = Role.DepartmentManager, DepartmentId = owner.Id });
        Done(amendment.Submit(drafter.Id, db.Now, hash, route));
        db.Record(new JournalFact("amendment.submitted").With("amendment", amendment.Id).With("hash", hash), document, drafter.Id);

        foreach (var step in route)
        {
            var by = step.Kind == StepKind.Decide ? actors.Ciso : actors.Manager;
            clock.At = step.Kind == StepKind.Decide ? Morning(enacted, 13) : Morning(enacted.AddDays(-7), 15);
            Done(amendment.Decide(step.Id, by.Id, asDeputy: false, StepOutcome.Agreed, SealedText.Empty, db.Now, hash));
            db.Record(new JournalFact("amendment.agreed").With("amendment", amendment.Id).With("step", step.Id).With("hash", hash), document, by.Id);
        }
        clock.At = Morning(enacted, 14);
        Done(amendment.Publish(edition, hash, db.Now));
        return amendment;
    }

    /// <summary>The hour, on the working day of the given day or the next.</summary>
    private static DateTimeOffset Morning(DateOnly day, int hour) => TokyoTime.StartOf(DemoDiligence.WorkingDay(day, 0)).AddHours(hour);

    private static void Done(Result<Done> result)
    {
        if (result.Error is { } refusal)
            throw new InvalidOperationException($"The history of the demo organisation does not hold: {refusal}");
    }
}
