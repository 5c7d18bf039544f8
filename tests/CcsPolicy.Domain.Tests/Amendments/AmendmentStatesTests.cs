using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments;

/// <summary>Whatever people do in whatever order, an amendment goes only the ways it may.</summary>
public sealed class AmendmentStatesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
    private static readonly PersonId[] People = [.. Enumerable.Range(1, 5).Select(i => new PersonId(new Guid(i, 0, 0, new byte[8])))];
    private static readonly ContentHash[] Texts = [ContentHash.Of("一"), ContentHash.Of("二")];
    private static readonly SealedText Reason = new([1]);

    private enum Act { Work, Submit, SubmitWithoutDecision, Decide, DecideAnother, Publish, Withdraw, SetDates }

    private sealed record Command(Act Act, int By, int Text, bool Agree, bool WithReason);

    private static readonly Gen<Command[]> Sequences =
        Gen.Select(Gen.Frequency((6, Gen.Const(Act.Decide)), (3, Gen.Const(Act.Submit)), (8, Gen.Enum<Act>())), Gen.Int[0, 4], Gen.Int[0, 5], Gen.Int[0, 3], Gen.Bool,
            (act, by, text, agree, reason) => new Command(act, by, text == 0 ? 1 : 0, agree > 0, reason)).Array[1, 25];

    private static readonly Dictionary<AmendmentStage, AmendmentStage[]> Ways = new()
    {
        [AmendmentStage.Drafted] = [AmendmentStage.InReview, AmendmentStage.Withdrawn],
        [AmendmentStage.InReview] = [AmendmentStage.Drafted, AmendmentStage.Approved, AmendmentStage.Withdrawn],
        [AmendmentStage.Approved] = [AmendmentStage.Published, AmendmentStage.Withdrawn],
        [AmendmentStage.Published] = [],
        [AmendmentStage.Withdrawn] = [],
    };

    [Fact]
    [Trait("ASVS", "V2.3.1"), Trait("ASVS", "V2.3.2")]
    public void No_sequence_of_commands_leads_out_of_the_states_or_lets_an_author_decide()
    {
        var reached = new HashSet<AmendmentStage>();
        Sequences.Sample(commands =>
        {
            var amendment = Drafted();
            foreach (var command in commands)
            {
                var (before, closed) = (Snapshot.Of(amendment), ClosedSteps(amendment));
                var result = Apply(amendment, command);
                lock (reached)
                    reached.Add(amendment.Stage);

                Assert.True(amendment.Stage == before.Stage || Ways[before.Stage].Contains(amendment.Stage), $"{before.Stage} → {amendment.Stage} by {command}");
                if (!result.Succeeded)
                    Assert.Equal(before, Snapshot.Of(amendment));
                Assert.Equal(closed, ClosedSteps(amendment).Take(closed.Count));
                Assert.All(amendment.Steps.Where(step => step.DecidedBy is not null && step.Round == amendment.Round), step => Assert.False(amendment.IsWrittenBy(step.DecidedBy!.Value) && amendment.Stage is not (AmendmentStage.Drafted or AmendmentStage.Withdrawn)));
                if (amendment.Stage is AmendmentStage.Approved or AmendmentStage.Published)
                {
                    Assert.All(amendment.CurrentSteps, step => Assert.Equal(StepOutcome.Agreed, step.Outcome));
                    Assert.Equal(StepKind.Decide, amendment.CurrentSteps.Last().Kind);
                }
                Assert.Equal(amendment.Stage == AmendmentStage.Published, amendment.PublishedEditionId is not null);
                Assert.Equal(amendment.Stage is AmendmentStage.Published or AmendmentStage.Withdrawn, amendment.ClosedAt is not null);
            }
        }, iter: 12_000, threads: 1);
        Assert.Equal(Enum.GetValues<AmendmentStage>(), reached.Order());
    }

    [Fact]
    public void A_returned_amendment_can_be_submitted_again_and_keeps_what_was_decided()
    {
        var amendment = Drafted();
        Assert.True(amendment.Submit(People[0], Now, Texts[0], Route()).Succeeded);
        Assert.True(amendment.Decide(amendment.NextStep!.Id, People[3], false, StepOutcome.Agreed, SealedText.Empty, Now, Texts[0]).Succeeded);
        Assert.True(amendment.Decide(amendment.NextStep!.Id, People[4], false, StepOutcome.Returned, Reason, Now, Texts[0]).Succeeded);
        Assert.Equal(AmendmentStage.Drafted, amendment.Stage);
        Assert.True(amendment.Submit(People[0], Now, Texts[1], Route()).Succeeded);
        Assert.Equal((2, 4, 2), (amendment.Round, amendment.Steps.Count, amendment.CurrentSteps.Count()));
        Assert.Equal(StepOutcome.Returned, amendment.Steps[1].Outcome);
    }

    [Fact]
    public void Another_text_than_the_one_decided_is_not_published()
    {
        var amendment = Drafted();
        amendment.Submit(People[0], Now, Texts[0], Route());
        amendment.Decide(amendment.NextStep!.Id, People[3], false, StepOutcome.Agreed, SealedText.Empty, Now, Texts[0]);
        Assert.Equal(AmendmentErrors.AnotherTextWasSeen, amendment.Decide(amendment.NextStep!.Id, People[4], false, StepOutcome.Agreed, SealedText.Empty, Now, Texts[1]).Error);
        amendment.Decide(amendment.NextStep!.Id, People[4], true, StepOutcome.Agreed, SealedText.Empty, Now, Texts[0]);
        Assert.Equal(AmendmentErrors.AnotherTextWasSeen, amendment.Publish(new EditionId(Guid.NewGuid()), Texts[1], Now).Error);
        Assert.True(amendment.Publish(new EditionId(Guid.NewGuid()), Texts[0], Now).Succeeded);
        Assert.Equal(AmendmentErrors.AlreadyPublished, amendment.Publish(new EditionId(Guid.NewGuid()), Texts[0], Now).Error);
    }

    private static Amendment Drafted()
    {
        var amendment = new Amendment { Id = new AmendmentId(Guid.NewGuid()), DocumentId = new DocumentId(Guid.NewGuid()), Kind = EditionKind.PartialAmendment, DraftedBy = People[0], DraftedAt = Now };
        amendment.Plan(new PlannedEdition(new DateOnly(2026, 11, 24), new DateOnly(2026, 12, 1)));
        return amendment;
    }

    [Fact]
    public void What_was_submitted_keeps_its_dates()
    {
        var amendment = Drafted();
        amendment.Submit(People[0], Now, Texts[0], Route());
        Assert.Equal(AmendmentErrors.NotInDraft, amendment.Plan(new PlannedEdition(new DateOnly(2026, 11, 24), new DateOnly(2027, 1, 1))).Error);
        Assert.Equal(new DateOnly(2026, 12, 1), amendment.EffectiveFrom);
    }

    private static List<ApprovalStep> Route() => [Step(StepKind.Consult, Role.DepartmentManager), Step(StepKind.Decide, Role.Ciso)];

    private static ApprovalStep Step(StepKind kind, Role role) => new() { Id = new ApprovalStepId(Guid.NewGuid()), Kind = kind, Role = role };

    private static Result<Done> Apply(Amendment amendment, Command command)
    {
        var (by, text) = (People[command.By], Texts[command.Text]);
        switch (command.Act)
        {
            case Act.Work: return amendment.WorkOn(by);
            case Act.Submit: return amendment.Submit(by, Now, text, Route());
            case Act.SubmitWithoutDecision: return amendment.Submit(by, Now, text, [Step(StepKind.Consult, Role.DepartmentManager)]);
            case Act.Publish: return amendment.Publish(new EditionId(Guid.NewGuid()), text, Now);
            case Act.Withdraw: return amendment.Withdraw(Now);
            case Act.SetDates:
                return amendment.Plan(new PlannedEdition(new DateOnly(2027, 3, 25), command.Agree ? new DateOnly(2027, 4, 1) : null));
            default:
                var step = command.Act == Act.Decide ? amendment.NextStep : amendment.Steps.Count > 0 ? amendment.Steps[command.By % amendment.Steps.Count] : null;
                return amendment.Decide(step?.Id ?? new ApprovalStepId(Guid.NewGuid()), by, command.Agree, command.Agree ? StepOutcome.Agreed : StepOutcome.Returned,
                    command.WithReason ? Reason : SealedText.Empty, Now, text);
        }
    }

    private static List<(ApprovalStepId, PersonId?, bool, StepOutcome?, SealedText, DateTimeOffset?)> ClosedSteps(Amendment amendment) =>
        [.. amendment.Steps.Where(step => step.Outcome is not null).Select(step => (step.Id, step.DecidedBy, step.AsDeputy, step.Outcome, step.Reason, step.DecidedAt))];

    private sealed record Snapshot(AmendmentStage Stage, int Round, int Steps, int Closed, int Authors, PersonId? SubmittedBy, ContentHash? SubmittedHash)
    {
        public static Snapshot Of(Amendment amendment) => new(amendment.Stage, amendment.Round, amendment.Steps.Count, amendment.Steps.Count(s => s.Outcome is not null),
            amendment.Authors.Count, amendment.SubmittedBy, amendment.SubmittedHash);
    }
}
