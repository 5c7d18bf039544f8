using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Documents;

/// <summary>Custody passes from one to the next at 0:00 of a day: there is one custodian on every day, and a day without one is told before it comes.</summary>
public sealed class CustodyTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
    private static readonly PersonId[] People = [.. Enumerable.Range(0, 4).Select(_ => new PersonId(Guid.NewGuid()))];
    private static readonly DepartmentId Office = new(Guid.NewGuid());

    private static readonly Gen<(int Who, int From)[]> Handovers = Gen.Select(Gen.Int[0, 3], Gen.Int[-5, 15]).Array[0, 6];

    [Fact]
    public void The_custodian_of_a_day_is_named_by_the_last_word_on_the_latest_day_that_has_begun() => Gen.Select(Handovers, Gen.Int[-8, 20]).Sample((planned, day) =>
    {
        var begun = planned.Select((handover, number) => (handover.Who, handover.From, Number: number)).Where(handover => handover.From <= day).ToList();
        var expected = begun.Count == 0 ? People[0] : People[begun.OrderBy(handover => handover.From).ThenBy(handover => handover.Number).Last().Who];
        Assert.Equal(expected, Of(planned).On(Today.AddDays(day)));
    }, iter: 5_000);

    [Fact]
    public void A_gap_is_told_from_its_first_day_and_none_is_told_when_there_is_none() => Gen.Select(Handovers, Gen.Int[-3, 25].Array[4]).Sample((planned, lastDays) =>
    {
        var custody = Of(planned);
        bool Works(PersonId person, DateOnly day) => day <= Today.AddDays(lastDays[Array.IndexOf(People, person)]);
        var days = Enumerable.Range(0, 40).Select(Today.AddDays).Where(day => !Works(custody.On(day), day)).ToList();
        Assert.Equal(days.Count == 0 ? null : days[0], custody.FirstGap(Today, Works, lastDays.Select(last => Today.AddDays(last + 1))));
    }, iter: 5_000);

    [Fact]
    public void The_next_handover_is_to_somebody_else()
    {
        var custody = Of([(1, 3), (0, 3), (2, 9)]);
        Assert.Equal((People[2], Today.AddDays(9)), custody.After(Today) is { } next ? (next.SuccessorId, next.From) : default);
        Assert.Null(custody.After(Today.AddDays(9)));
    }

    [Theory]
    [InlineData(true, 10, 10, false, Tier.Procedure, true)]
    [InlineData(true, 10, 10, true, Tier.Procedure, false)]
    [InlineData(true, 10, 10, true, Tier.Standard, true)]
    [InlineData(true, -1, 10, false, Tier.Procedure, false)]
    [InlineData(true, 10, -1, false, Tier.Procedure, false)]
    [InlineData(false, 10, 10, false, Tier.Procedure, true)]
    public void Who_has_left_the_association_or_the_department_in_charge_or_administers_the_system_keeps_no_procedure(
        bool wasInDepartment, int employedUntil, int stayUntil, bool administers, Tier tier, bool may)
    {
        var stays = new List<Assignment>();
        if (wasInDepartment)
            stays.Add(Stay(Office, null, stayUntil));
        if (administers)
            stays.Add(Stay(null, Role.SystemAdministrator, 10));
        Employment[] employments = [new() { Id = default, PersonId = People[0], Kind = EmploymentKind.Employee, From = Today.AddDays(-50), Until = Today.AddDays(employedUntil), RecordedAt = Now }];
        Assert.Equal(may, Document(tier).MayBeKeptBy(employments, stays, Today));
    }

    [Fact]
    public void A_withdrawn_stay_in_the_department_in_charge_counts_as_left()
    {
        var stay = Stay(Office, null, 100);
        stay.Withdraw(Now);
        Employment[] employments = [new() { Id = default, PersonId = People[0], Kind = EmploymentKind.Employee, From = Today.AddDays(-50), RecordedAt = Now }];
        Assert.False(Document(Tier.Procedure).MayBeKeptBy(employments, [stay], Today));
        Assert.True(Document(Tier.Procedure).MayBeKeptBy(employments, [stay, Stay(Office, null, 100)], Today));
    }

    [Theory]
    [InlineData(Tier.Procedure)]
    [InlineData(Tier.Standard)]
    public void An_auditor_keeps_no_document(Tier tier)
    {
        Employment[] employments = [new() { Id = default, PersonId = People[0], Kind = EmploymentKind.Employee, From = Today.AddDays(-50), RecordedAt = Now }];
        Assert.False(Document(tier).MayBeKeptBy(employments, [Stay(null, Role.Auditor, 10)], Today));
        Assert.True(Document(tier).MayBeKeptBy(employments, [Stay(null, Role.SecurityOfficer, 10)], Today));
    }

    [Fact]
    public void Custody_that_begins_within_a_stretch_is_custody_in_it()
    {
        var custody = Of([(1, 3), (2, 9)]);
        Assert.True(custody.IsKeptWithin(People[1], Today, null, DateTimeOffset.MinValue));
        Assert.False(custody.IsKeptWithin(People[1], Today, Today.AddDays(2), DateTimeOffset.MinValue));
        Assert.False(custody.IsKeptWithin(People[1], Today.AddDays(9), null, DateTimeOffset.MinValue));
        Assert.True(custody.IsKeptWithin(People[0], Today, Today, DateTimeOffset.MinValue));
    }

    private static Custody Of((int Who, int From)[] planned) => new(People[0], default, planned.Select((handover, number) => new CustodyHandover
    {
        Id = default, DocumentId = default, Number = number + 1, SuccessorId = People[handover.Who], From = Today.AddDays(handover.From), DecidedBy = People[0], DecidedAt = Now,
    }));

    private static Assignment Stay(DepartmentId? department, Role? role, int until) => new()
    {
        Id = default, PersonId = People[0], DepartmentId = department, Role = role, From = Today.AddDays(-50), Until = Today.AddDays(until), RecordedAt = Now,
    };

    private static PolicyDocument Document(Tier tier) => new()
    {
        Id = default, Tier = tier, Code = default, Title = default, Instrument = InstrumentKind.Manual, OwnerDepartmentId = Office, FirstCustodianId = People[0],
        Openness = Openness.NeedToKnow, Audience = Audience.Granted, CreatedAt = Now,
    };
}
