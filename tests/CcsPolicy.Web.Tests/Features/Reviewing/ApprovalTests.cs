using CcsPolicy.Data.Drafting;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Features.Documents;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Features.Reviewing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Reviewing;

public sealed class ApprovalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<AmendmentView> SeenAsync(AScenario office, PersonId person, AmendmentId id) =>
        AScenario.Value(await new ShowAmendmentHandler(office.As(person), office.Readers).HandleAsync(id, Ct));

    private static Task<Result<AmendmentStage>> DecideAsync(AScenario office, PersonId person, AmendmentId id, StepView step, ContentHash seen, StepOutcome outcome = StepOutcome.Agreed, string reason = "") =>
        new DecideStepHandler(office.As(person), AScenario.Usage).HandleAsync(new DecideStep(id, step.Id, seen, outcome, reason), Ct);

    [Fact]
    public async Task The_manager_of_the_department_in_charge_is_consulted_before_the_CISO_decides()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.InReviewAsync(await office.DraftedAsync());
        var view = await SeenAsync(office, office.Manager, id);
        Assert.Equal([(StepKind.Consult, Role.DepartmentManager), (StepKind.Decide, Role.Ciso)], view.Steps.Select(s => (s.Kind, s.Role)));
        Assert.Null((await SeenAsync(office, office.Ciso, id)).DueStep);
        Assert.Equal(AmendmentStage.InReview, AScenario.Value(await DecideAsync(office, office.Manager, id, view.Steps[0], view.Hash)));
        Assert.Equal(AmendmentStage.Approved, AScenario.Value(await DecideAsync(office, office.Ciso, id, view.Steps[1], view.Hash)));
    }

    [Fact]
    public async Task A_manager_who_wrote_the_text_is_left_out_of_the_route()
    {
        await using var office = await AScenario.CreateAsync();
        await using (var db = office.Database.OpenFor(Domain.Access.Reader.Nobody))
        {
            db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = office.Manager, Role = Role.SecurityOfficer, From = new DateOnly(2020, 4, 1), RecordedAt = db.Now });
            db.Record(new JournalFact("scenario.seeded"));
            await db.SaveChangesAsync(Ct);
        }
        var id = await office.InReviewAsync(await office.DraftedAsync(by: office.Manager), by: office.Manager);
        Assert.Equal([StepKind.Decide], (await SeenAsync(office, office.Ciso, id)).Steps.Select(s => s.Kind));
    }

    [Fact]
    public async Task The_deputy_decides_in_place_of_the_CISO_and_the_record_says_so()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.InReviewAsync(await office.DraftedAsync());
        var view = await SeenAsync(office, office.Manager, id);
        AScenario.Value(await DecideAsync(office, office.Manager, id, view.Steps[0], view.Hash));
        Assert.True((await SeenAsync(office, office.Deputy, id)).AsDeputy);
        AScenario.Value(await DecideAsync(office, office.Deputy, id, view.Steps[1], view.Hash));
        Assert.True((await SeenAsync(office, office.Officer, id)).Steps[1].AsDeputy);
    }

    [Fact]
    [Trait("ASVS", "V2.3.5")]
    public async Task Whoever_had_a_hand_in_the_text_cannot_decide_it()
    {
        await using var office = await AScenario.CreateAsync();
        await using (var db = office.Database.OpenFor(Domain.Access.Reader.Nobody))
        {
            db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = office.Ciso, Role = Role.SecurityOfficer, From = new DateOnly(2020, 4, 1), RecordedAt = db.Now });
            db.Record(new JournalFact("scenario.seeded"));
            await db.SaveChangesAsync(Ct);
        }
        var draft = await office.DraftedAsync();
        var drafts = office.Drafts(office.Ciso);
        AScenario.Value(await drafts.SaveWholeAsync(draft, 1, SampleTexts.FirstWithOtherPurpose, Ct));
        var id = await office.InReviewAsync(draft);
        var view = await SeenAsync(office, office.Manager, id);
        AScenario.Value(await DecideAsync(office, office.Manager, id, view.Steps[0], view.Hash));
        Assert.Equal(AmendmentErrors.SelfApproval, (await DecideAsync(office, office.Ciso, id, view.Steps[1], view.Hash)).Error);
    }

    [Fact]
    [Trait("ASVS", "V2.3.1")]
    public async Task A_decision_on_another_text_than_the_one_submitted_is_refused()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.InReviewAsync(await office.DraftedAsync());
        var view = await SeenAsync(office, office.Manager, id);
        Assert.Equal(AmendmentErrors.AnotherTextWasSeen, (await DecideAsync(office, office.Manager, id, view.Steps[0], ContentHash.Of("別の本文"))).Error);
    }

    [Fact]
    public async Task A_text_that_was_changed_underneath_after_it_was_submitted_cannot_be_agreed_to_and_can_be_returned()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync();
        var id = await office.InReviewAsync(await office.AmendedAsync(document));
        var view = await SeenAsync(office, office.Manager, id);
        await using (var db = await office.OpenAsync(office.Officer))
        {
            db.DraftSteps.Add(new DraftStep
            {
                AmendmentId = id, Sequence = view.Step + 1, DocumentId = document, Operation = db.Seal(document, new DraftOperation.SetTitle("すり替えた題名").Write()), SavedBy = office.Officer, SavedAt = db.Now,
            });
            db.Record(new JournalFact("scenario.seeded"));
            await db.SaveChangesAsync(Ct);
        }
        Assert.Equal(AmendmentErrors.TextIsNotAsSubmitted, (await DecideAsync(office, office.Manager, id, view.Steps[0], view.Hash)).Error);
        Assert.Equal(AmendmentStage.InReview, (await SeenAsync(office, office.Manager, id)).Stage);
        Assert.Equal(AmendmentStage.Drafted, AScenario.Value(await DecideAsync(office, office.Manager, id, view.Steps[0], view.Hash, StepOutcome.Returned, "本文を確かめてください。")));
    }

    [Fact]
    public async Task An_amendment_of_an_edition_that_is_not_as_it_was_published_cannot_be_agreed_to()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, edition) = await office.InForceAsync();
        var id = await office.AmendedAsync(document);
        await using (var db = await office.OpenAsync(office.Officer))
        {
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER \"Editions_NoUpdate\"", Ct);
            var text = db.Open(document, await db.Editions.Where(e => e.Id == edition).Select(e => e.Text).SingleAsync(Ct));
            var changed = db.Seal(document, text.Replace("毎年度", "毎四半", StringComparison.Ordinal)).ToArray();
            await db.Database.ExecuteSqlAsync($"UPDATE Editions SET Text = {changed}", Ct);
        }
        await office.InReviewAsync(id);
        var view = await SeenAsync(office, office.Manager, id);
        Assert.Equal(AmendmentErrors.TextIsNotAsSubmitted, (await DecideAsync(office, office.Manager, id, view.Steps[0], view.Hash)).Error);
    }

    [Fact]
    public async Task A_return_needs_a_reason_and_opens_the_text_again_for_a_second_round()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.InReviewAsync(await office.DraftedAsync());
        var view = await SeenAsync(office, office.Manager, id);
        Assert.Equal(AmendmentErrors.ReturnNeedsReason, (await DecideAsync(office, office.Manager, id, view.Steps[0], view.Hash, StepOutcome.Returned, "  ")).Error);
        Assert.Equal(AmendmentErrors.OpinionTooLong, (await DecideAsync(office, office.Manager, id, view.Steps[0], view.Hash, StepOutcome.Returned, new string('長', DecideStepHandler.LongestReason + 1))).Error);
        AScenario.Value(await DecideAsync(office, office.Manager, id, view.Steps[0], view.Hash, StepOutcome.Returned, "第2条を直してください。"));
        var returned = await SeenAsync(office, office.Officer, id);
        Assert.Equal((AmendmentStage.Drafted, Turn.Returned, "第2条を直してください。"), (returned.Stage, returned.Turn, returned.Steps[0].Reason));
        AScenario.Value(await office.Drafts(office.Officer).SaveWholeAsync(id, 1, SampleTexts.FirstWithOtherPurpose, Ct));
        var again = await SeenAsync(office, office.Manager, await office.InReviewAsync(id));
        Assert.Equal(2, again.Round);
        Assert.NotNull(again.DueStep);
    }

    [Fact]
    public async Task A_person_whose_step_it_is_not_is_refused()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.InReviewAsync(await office.DraftedAsync());
        var view = await SeenAsync(office, office.Officer, id);
        Assert.Equal(AmendmentErrors.NotYourStep, (await DecideAsync(office, office.OtherOfficer, id, view.Steps[0], view.Hash)).Error);
        Assert.Equal(DocumentErrors.NotFound, (await DecideAsync(office, office.Staff, id, view.Steps[0], view.Hash)).Error);
    }

    [Fact]
    public async Task A_comment_stands_at_its_provision_until_it_is_dealt_with()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.InReviewAsync(await office.DraftedAsync());
        var key = (await SeenAsync(office, office.Manager, id)).Tree.Provisions[1].Key.Value;
        var comment = AScenario.Value(await new WriteCommentHandler(office.As(office.Manager)).WriteAsync(id, key, "用語が足りません。", Ct));
        var seen = Assert.Single((await SeenAsync(office, office.Officer, id)).Comments);
        Assert.Equal((key, "用語が足りません。", false), (seen.Key, seen.Text, seen.IsResolved));
        AScenario.Value(await new WriteCommentHandler(office.As(office.Officer)).ResolveAsync(id, comment, Ct));
        Assert.True(Assert.Single((await SeenAsync(office, office.Manager, id)).Comments).IsResolved);
    }

    [Fact]
    public async Task Every_step_of_the_way_is_journalled()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync();
        await using var db = await office.OpenAsync(office.Officer);
        var actions = (await db.Journal.Where(j => j.DocumentId == document).Select(j => j.Action).ToListAsync(Ct)).ToHashSet();
        Assert.Superset(new HashSet<string> { "document.registered", "amendment.drafted", "draft.saved", "text.imported", "amendment.submitted", "amendment.agreed", "amendment.decided", "edition.published" }, actions);
    }

    [Fact]
    public async Task A_procedure_and_its_drafts_do_not_exist_for_officers_and_staff()
    {
        await using var office = await AScenario.CreateAsync();
        AScenario.Value(await new RegisterDocumentHandler(office.As(office.Ciso)).HandleAsync(office.ADocument(Tier.Procedure, "P-01", "端末持出し手順"), Ct));
        var id = await office.DraftedAsync(SampleTexts.Procedure, office.ADocument(Tier.Procedure, "P-02", "端末返却手順"), office.Custodian);
        Assert.Equal(2, (await new ListDocumentsHandler(office.As(office.Custodian)).HandleAsync(null, null, Ct)).Rows.Count);
        foreach (var person in new[] { office.Officer, office.Staff, office.Manager })
        {
            Assert.Equal(DocumentErrors.NotFound, (await new ShowAmendmentHandler(office.As(person), office.Readers).HandleAsync(id, Ct)).Error);
            Assert.Empty((await new ListDocumentsHandler(office.As(person)).HandleAsync(null, null, Ct)).Rows);
        }
        await using var db = await office.OpenAsync(office.Ciso);
        Assert.All(await db.Journal.Where(j => j.DocumentId != null).ToListAsync(Ct), entry => Assert.Equal(JournalLog.Restricted, entry.Log));
    }
}
