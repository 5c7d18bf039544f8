using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Documents;

public sealed class OpennessDecisionTests
{
    private static readonly SealedText Reason = new([1]);
    private static readonly DateTimeOffset Start = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Someone = PersonId.From(new Guid(1, 0, 0, new byte[8]));

    [Fact]
    public void A_procedure_is_need_to_know_or_open_to_all_staff_and_the_policy_is_never_need_to_know()
    {
        foreach (var tier in Enum.GetValues<Tier>())
            foreach (var openness in Enum.GetValues<Openness>())
                Assert.Equal(tier == Tier.Procedure ? openness is Openness.AllStaff or Openness.NeedToKnow : openness != Openness.NeedToKnow,
                    PolicyDocument.OpennessFits(tier, openness) is null);
    }

    [Fact]
    public void A_refused_decision_changes_nothing()
    {
        var procedure = A(Tier.Procedure, Openness.NeedToKnow);
        Assert.Equal(DocumentErrors.ProcedureStaysClosed, Decide(procedure, Openness.Public, 0).Error);
        Assert.Equal(DocumentErrors.OpennessUnchanged, Decide(procedure, Openness.NeedToKnow, 0).Error);
        Assert.Equal(DocumentErrors.ReasonMissing, procedure.Open(Openness.AllStaff, default, default, Someone, Start).Error);
        Assert.Equal((Openness.NeedToKnow, Audience.Granted), (procedure.Openness, procedure.Audience));
    }

    [Fact]
    public void Who_was_bound_at_an_instant_is_told_by_the_decisions_whatever_came_later() =>
        Gen.Select(Gen.Enum<Tier>(), Gen.Enum<Openness>().Array[0, 8]).Sample((tier, wishes) =>
        {
            var document = A(tier, tier == Tier.Procedure ? Openness.NeedToKnow : Openness.Internal);
            var (decisions, bound) = (new List<OpennessDecision>(), new List<Audience> { document.Audience });
            for (var day = 0; day < wishes.Length; day++)
            {
                if (Decide(document, wishes[day], day) is { Succeeded: true, Value: var decision })
                    decisions.Add(decision);
                bound.Add(document.Audience);
            }
            // At noon of the day before the first decision, and of each day on which something may have been decided in the morning.
            return Enumerable.Range(0, bound.Count).All(i => OpennessDecision.AudienceAt(document.Audience, decisions, Start.AddDays(i - 1).AddHours(12)) == bound[i]);
        });

    [Fact]
    public void Only_the_ciso_opens_a_procedure_and_only_the_officer_decides_for_the_policy()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            Assert.Equal(role == Role.Ciso, ReaderWith(role).MayOpen(A(Tier.Procedure, Openness.NeedToKnow)));
            Assert.Equal(role == Role.SecurityOfficer, ReaderWith(role).MayOpen(A(Tier.Standard, Openness.Internal)));
        }
        Assert.False(ReaderWith(Role.Ciso, Role.SystemAdministrator).MayOpen(A(Tier.Procedure, Openness.NeedToKnow)));
    }

    [Fact]
    public void The_particulars_are_changed_by_who_edits_and_those_of_a_procedure_also_by_who_sees_the_catalogue()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            Assert.Equal(role is Role.Ciso or Role.CisoDeputy, ReaderWith(role).MayDescribe(A(Tier.Procedure, Openness.NeedToKnow)));
            Assert.Equal(role == Role.SecurityOfficer, ReaderWith(role).MayDescribe(A(Tier.BasicPolicy, Openness.Public)));
        }
    }

    private static Result<OpennessDecision> Decide(PolicyDocument document, Openness to, int day) =>
        document.Open(to, OpennessDecisionId.From(new Guid(day, 0, 0, new byte[8])), Reason, Someone, Start.AddDays(day));

    private static PolicyDocument A(Tier tier, Openness openness) => new()
    {
        Id = default, Tier = tier, Code = default, Title = default, Instrument = InstrumentKind.Manual, OwnerDepartmentId = default, FirstCustodianId = default,
        Openness = openness, Audience = PolicyDocument.AudienceOf(openness), CreatedAt = Start,
    };

    private static Reader ReaderWith(params Role[] roles)
    {
        var (person, day) = (new Person { Id = Someone, StaffNumber = "1", Name = "", Kana = "" }, new DateOnly(2026, 4, 1));
        return Reader.Of(person, [new Employment { Id = default, PersonId = Someone, Kind = EmploymentKind.Employee, From = day, RecordedAt = Start }],
            roles.Select(role => new Assignment { Id = default, PersonId = Someone, Role = role, From = day, RecordedAt = Start }), [], [], day);
    }
}
