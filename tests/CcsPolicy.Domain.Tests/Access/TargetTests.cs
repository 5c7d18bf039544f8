using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Access;

/// <summary>Whom a document is meant for, and who of them cannot see it.</summary>
public sealed class TargetTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
    private static readonly DepartmentId[] Departments = [new(Guid.NewGuid()), new(Guid.NewGuid())];
    private static readonly PostId[] Posts = [new(Guid.NewGuid()), new(Guid.NewGuid())];

    // -1 stands for nothing stated.
    private static readonly Gen<(int Department, int Post, int Employment)[]> Rules = Gen.Select(Gen.Int[-1, 1], Gen.Int[-1, 1], Gen.Int[-1, 5]).Array[0, 4];

    private static readonly Gen<(int Department, int Post, int Employment, Role? Role, int Stay, bool Granted, bool Keeps)> Readers = Gen.Select(
        Gen.Int[0, 1], Gen.Int[0, 1], Gen.Int[-1, 5], Gen.Int[(int)Role.SecurityOfficer - 1, (int)Role.SystemAdministrator].Select(role => role < (int)Role.SecurityOfficer ? (Role?)null : (Role)role),
        Gen.Int[-1, 1], Gen.Bool, Gen.Int[0, 3].Select(keeps => keeps == 0));

    [Fact]
    public void Somebody_is_meant_when_one_rule_states_nothing_that_is_not_so_today() => Gen.Select(Rules, Readers).Sample((rules, who) =>
    {
        var holds = who.Stay >= 0;
        var expected = who.Employment >= 0 && rules.Any(rule => (rule.Department < 0 || (holds && rule.Department == who.Department))
            && (rule.Post < 0 || (holds && rule.Post == who.Post)) && (rule.Employment < 0 || rule.Employment == who.Employment));
        Assert.Equal(expected, Decision(rules).Binds(ReaderOf(who, DocumentOf())));
    }, iter: 10_000);

    [Fact]
    public void Who_is_meant_and_cannot_see_the_document_is_told_and_nobody_else() => Gen.Select(Rules, Readers).Sample((rules, who) =>
    {
        var document = DocumentOf();
        var (reader, decision) = (ReaderOf(who, document), Decision(rules));
        Assert.Equal(decision.Binds(reader) && !reader.IsAdministrator && !reader.MayKnow(document), reader.IsMeantInVain(document, decision));
        Assert.False(reader.IsMeantInVain(document, null));
        // A grant always ends it: the button that grants never leaves the task where it was.
        Assert.False(ReaderOf(who with { Granted = true }, document).IsMeantInVain(document, decision));
    }, iter: 10_000);

    [Fact]
    public void The_last_decision_holds()
    {
        var (first, second) = (Decision([(0, -1, -1)], 1), Decision([], 2));
        Assert.Same(second, TargetDecision.Holding([second, first]));
        Assert.Null(TargetDecision.Holding([]));
    }

    private static TargetDecision Decision((int Department, int Post, int Employment)[] rules, int number = 1)
    {
        var decision = new TargetDecision { Id = default, DocumentId = default, Number = number, DecidedBy = default, DecidedAt = Now };
        decision.Rules.AddRange(rules.Select((rule, index) => new TargetRule
        {
            DecisionId = default, Ordinal = index + 1, DepartmentId = rule.Department < 0 ? null : Departments[rule.Department],
            PostId = rule.Post < 0 ? null : Posts[rule.Post], Employment = rule.Employment < 0 ? null : (EmploymentKind)rule.Employment,
        }));
        return decision;
    }

    private static PolicyDocument DocumentOf() => new()
    {
        Id = new DocumentId(Guid.NewGuid()), Tier = Tier.Procedure, Openness = Openness.NeedToKnow, Code = SealedText.Empty, Title = SealedText.Empty, Instrument = InstrumentKind.Manual,
        OwnerDepartmentId = default, FirstCustodianId = default, Audience = Audience.Granted, CreatedAt = Now,
    };

    private static Reader ReaderOf((int Department, int Post, int Employment, Role? Role, int Stay, bool Granted, bool Keeps) who, PolicyDocument document)
    {
        var person = new Person { Id = new PersonId(Guid.NewGuid()), StaffNumber = "1", Name = "職員", Kana = "しょくいん" };
        Employment[] employments = who.Employment < 0 ? [] : [new() { Id = default, PersonId = person.Id, Kind = (EmploymentKind)who.Employment, From = Today.AddDays(-9), RecordedAt = Now }];
        List<Assignment> stays = [Stay(person.Id, Departments[who.Department], null, null, who.Stay), Stay(person.Id, null, Posts[who.Post], null, who.Stay)];
        if (who.Role is { } role)
            stays.Add(Stay(person.Id, null, null, role, 9));
        var reader = Reader.Of(person, employments, stays, [], who.Keeps ? [document.Id] : [], Today);
        return reader.With(!who.Granted ? [] : [new NeedToKnowGrant
        {
            Id = default, DocumentId = document.Id, PersonId = person.Id, Reason = SealedText.Empty, From = Today, Until = Today, GrantedBy = default, GrantedAt = Now,
        }]);
    }

    private static Assignment Stay(PersonId person, DepartmentId? department, PostId? post, Role? role, int until) => new()
    {
        Id = new AssignmentId(Guid.NewGuid()), PersonId = person, DepartmentId = department, PostId = post, Role = role, From = Today.AddDays(-9), Until = Today.AddDays(until), RecordedAt = Now,
    };
}
