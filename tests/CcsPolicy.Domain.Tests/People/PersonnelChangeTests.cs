using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.People;

public sealed class PersonnelChangeTests
{
    private static readonly DateOnly Start = new(2027, 4, 1);
    private static readonly PersonId Someone = new(Guid.NewGuid());
    private static readonly DepartmentId Office = new(Guid.NewGuid());

    private static readonly Gen<List<(int In, DateOnly From, DateOnly? Until)>> Stays = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 20], Gen.Int[-1, 10],
        (place, from, length) => (place, Start.AddDays(from), length < 0 ? (DateOnly?)null : Start.AddDays(from + length))).List[0, 4];

    [Fact]
    public void The_first_day_is_the_first_on_which_somebody_stands_elsewhere() =>
        Gen.Select(Stays, Stays).Sample((before, after) =>
        {
            DateOnly? expected = null;
            for (var day = Start.AddDays(-1); expected is null && day < Start.AddDays(40); day = day.AddDays(1))
                if (!On(before, day).SetEquals(On(after, day)))
                    expected = day;
            Assert.Equal(expected, PersonnelChange.FirstDay(before, after));
        });

    [Fact]
    public void It_can_be_undone_until_the_day_before_and_once()
    {
        var change = new PersonnelChange { Id = new(Guid.NewGuid()), EffectiveOn = Start, File = ContentHash.Of("職員番号"u8.ToArray()), RecordedAt = TokyoTime.StartOf(Start.AddDays(-30)) };
        Assert.True(change.MayBeUndoneOn(Start.AddDays(-1)));
        Assert.False(change.MayBeUndoneOn(Start));
        change.Undo(Someone, TokyoTime.StartOf(Start.AddDays(-2)));
        change.Undo(null, TokyoTime.StartOf(Start.AddDays(-1)));
        Assert.Equal((Someone, TokyoTime.StartOf(Start.AddDays(-2))), (change.UndoneBy!.Value, change.UndoneAt!.Value));
        Assert.False(change.MayBeUndoneOn(Start.AddDays(-1)));
    }

    /// <summary>However often a stay is recorded anew, what was confirmed of it, or of a part of it, opens on no day that the confirmed one did not have, and nothing once the person had left.</summary>
    [Fact]
    public void A_stay_that_is_recorded_anew_stays_confirmed_for_no_day_more() =>
        Gen.Select(Gen.Int[-1, 30], Gen.Select(Gen.Int[-1, 30], Gen.Bool).List[0, 5], Gen.Int[0, 5]).Sample((last, steps, chosen) =>
        {
            var given = TokyoTime.StartOf(Start.AddDays(-100));
            List<(Assignment Stay, bool After)> stays = [(new Assignment { Id = new(Guid.NewGuid()), PersonId = Someone, DepartmentId = Office, From = Start, Until = DayOf(last), RecordedAt = given }, false)];
            var at = given;
            foreach (var (until, leaves) in steps)
            {
                at = at.AddDays(1);
                stays[^1].Stay.Withdraw(at);
                stays.Add((stays[^1].Stay.Again(new(Guid.NewGuid()), DayOf(until), leaves ? at.AddHours(-1) : DateTimeOffset.MinValue, at, null), leaves));
            }
            var confirmed = Math.Min(chosen, stays.Count - 1);
            var hasLeft = stays.Skip(confirmed + 1).Any(one => one.After);
            var grant = new NeedToKnowGrant
            {
                Id = new(Guid.NewGuid()), DocumentId = new(Guid.NewGuid()), DepartmentId = Office, Reason = default, From = Start, Until = Start.AddYears(1), GrantedBy = Someone, GrantedAt = given,
            };
            grant.Confirmations.Add(new GrantConfirmation { Id = new(Guid.NewGuid()), GrantId = grant.Id, AssignmentId = stays[confirmed].Stay.Id, ConfirmedBy = Someone, ConfirmedAt = given });
            for (var day = Start; day < Start.AddDays(40); day = day.AddDays(1))
            {
                var reader = Reader.Of(new Person { Id = Someone, StaffNumber = "1", Name = "見本", Kana = "みほん" },
                    [new Employment { Id = new(Guid.NewGuid()), PersonId = Someone, Kind = EmploymentKind.Employee, From = Start.AddYears(-1), RecordedAt = given }], [stays[^1].Stay], [], [], day);
                var opens = NeedToKnow.Opens(grant, reader);
                Assert.True(!opens || (!hasLeft && day <= (stays[confirmed].Stay.Until ?? DateOnly.MaxValue)), $"{day}");
                Assert.Equal(opens, reader.Departments.Contains(Office) && !grant.WaitingIn([stays[^1].Stay]).Any());
            }
            // What was confirmed at first stays so while it is only cut short.
            if (confirmed == 0 && !hasLeft && stays.Zip(stays.Skip(1)).All(pair => (pair.Second.Stay.Until ?? DateOnly.MaxValue) <= (pair.First.Stay.Until ?? DateOnly.MaxValue)))
                Assert.Contains(stays[0].Stay.Id, stays[^1].Stay.ConfirmedAs);
        });

    private static DateOnly? DayOf(int last) => last < 0 ? null : Start.AddDays(last);

    private static HashSet<int> On(IEnumerable<(int In, DateOnly From, DateOnly? Until)> stays, DateOnly day) => [.. stays.Where(stay => stay.From <= day && (stay.Until ?? DateOnly.MaxValue) >= day).Select(stay => stay.In)];
}
