using CcsPolicy.Domain.Documents;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Documents;

public sealed class EditionOrderTests
{
    private static readonly DateOnly Start = new(2026, 4, 1);
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<EditionDates[]> Editions =
        Gen.Select(Gen.Enum<EditionKind>(), Gen.Enum<Significance>(), Gen.Int[-6, 6], Gen.Int[-6, 6], Gen.Int[0, 5],
            (kind, significance, enacted, effective, recorded) => new EditionDates(new EditionId(Guid.NewGuid()), kind, significance, Start.AddDays(enacted), Start.AddDays(effective), Now.AddHours(recorded), null, null))
            .Array[0, 8];

    [Fact]
    public void The_edition_in_force_is_the_last_that_has_taken_effect_unless_that_is_a_repeal() => Gen.Select(Editions, Gen.Int[-8, 8]).Sample((editions, offset) =>
    {
        var (order, day) = (new EditionOrder(editions), Start.AddDays(offset));
        var effective = editions.Where(e => e.EffectiveFrom <= day).ToList();
        var last = effective.Count == 0 ? null
            : effective.OrderByDescending(e => e.EffectiveFrom).ThenByDescending(e => e.EnactedOn).ThenByDescending(e => e.RecordedAt).ThenByDescending(e => e.Id.Value).First();
        Assert.Equal(last?.Kind == EditionKind.Repeal ? null : last, order.InForceOn(day));
        Assert.Equal(editions.Length, effective.Count + order.WaitingOn(day).Count());
    }, iter: 10_000);

    [Fact]
    public void What_was_shown_on_a_day_is_what_the_editions_on_record_by_its_end_say_whatever_was_recorded_later() => Gen.Select(Editions, Editions, Gen.Int[-8, 8]).Sample((known, later, offset) =>
    {
        var day = Start.AddDays(offset);
        var end = CcsPolicy.Domain.Basics.TokyoTime.StartOf(day.AddDays(1));
        var onRecord = known.Select((e, i) => e with { RecordedAt = end.AddMinutes(-1 - i) }).ToList();
        var order = new EditionOrder([.. onRecord, .. later.Select((e, i) => e with { RecordedAt = end.AddMinutes(i) })]);
        Assert.Equal(new EditionOrder(onRecord).InForceOn(day), order.ShownAsInForceOn(day));
        // Where everything was on record by then, it is what was in force.
        Assert.Equal(new EditionOrder(onRecord).InForceOn(day), new EditionOrder(onRecord).ShownAsInForceOn(day));
    }, iter: 5_000);

    [Fact]
    public void A_day_on_which_nothing_is_in_force_lies_between_the_last_text_before_it_and_the_first_after_it() => Gen.Select(Editions, Gen.Int[-8, 8]).Sample((editions, offset) =>
    {
        var (order, day) = (new EditionOrder(editions), Start.AddDays(offset));
        var texts = order.All.Where(e => e.Kind != EditionKind.Repeal).ToList();
        var (last, first) = (order.LastTextBy(day), order.FirstTextAfter(day));
        Assert.Equal(texts.LastOrDefault(e => e.EffectiveFrom <= day), last);
        Assert.Equal(texts.FirstOrDefault(e => e.EffectiveFrom > day), first);
        if (order.InForceOn(day) is { } current)
            Assert.Equal(current, last);
        if (last is not null && first is not null)
            Assert.Equal(texts.IndexOf(last) + 1, texts.IndexOf(first));
    }, iter: 5_000);

    [Fact]
    public void A_document_is_called_after_the_last_edition_that_has_taken_effect_or_else_after_the_first_to_come() => Gen.Select(Editions, Gen.Int[-8, 8]).Sample((editions, offset) =>
    {
        var (order, day) = (new EditionOrder(editions), Start.AddDays(offset));
        var naming = order.NamingOn(day);
        Assert.Equal(editions.Length == 0, naming is null);
        Assert.Equal(editions.Any(e => e.EffectiveFrom <= day), naming is not null && naming.EffectiveFrom <= day);
    }, iter: 5_000);

    [Fact]
    public void The_order_does_not_depend_on_the_order_in_which_editions_come() => Editions.Sample(editions =>
        Assert.Equal(new EditionOrder(editions).All, new EditionOrder(editions.Reverse()).All), iter: 5_000);

    [Fact]
    public void An_earlier_edition_entered_later_changes_nothing_that_is_in_force_after_it() => Gen.Select(Editions, Gen.Int[0, 8]).Sample((editions, offset) =>
    {
        var day = Start.AddDays(offset);
        var before = new EditionOrder(editions);
        if (before.InForceOn(day) is not { } current)
            return;
        var earlier = new EditionDates(new EditionId(Guid.NewGuid()), EditionKind.Enactment, Significance.Substantive, Start.AddDays(-400), Start.AddDays(-400), Now.AddYears(1), null, null);
        var after = new EditionOrder([.. editions, earlier]);
        Assert.Equal(current, after.InForceOn(day));
        Assert.Equal(before.NumberOf(current.Id) + 1, after.NumberOf(current.Id));
        Assert.Equal(1, after.NumberOf(earlier.Id));
    }, iter: 5_000);

    [Fact]
    public void What_is_recorded_after_an_instant_changes_neither_the_numbers_at_it_nor_the_order_before_it() => Gen.Select(Editions, Editions, Gen.Int[0, 5]).Sample((known, later, hour) =>
    {
        var instant = Now.AddHours(hour);
        var before = new EditionOrder(known.Where(e => e.RecordedAt <= instant));
        var after = new EditionOrder([.. before.All, .. known.Where(e => e.RecordedAt > instant), .. later.Select(e => e with { RecordedAt = instant.AddHours(1) })]);
        Assert.All(before.All, e => Assert.Equal((before.NumberOf(e.Id), before.NumberOf(e.Id)), (before.NumberAt(e.Id, instant), after.NumberAt(e.Id, instant))));
        Assert.Equal(before.All, after.RecordedBefore(instant.AddTicks(1)).All);
        Assert.All(after.All.Except(before.All), e => Assert.Equal(0, after.NumberAt(e.Id, instant)));
    }, iter: 5_000);

    [Fact]
    public void Nobody_is_asked_before_an_edition_is_both_in_force_and_on_record() => Editions.Sample(editions =>
        Assert.All(editions, e => Assert.Equal(new[] { e.EffectiveFrom, Domain.Basics.TokyoTime.DateOf(e.RecordedAt) }.Max(), e.AskedFrom)), iter: 1_000);

    [Fact]
    public void Numbers_are_dense_and_each_edition_knows_the_one_before() => Editions.Sample(editions =>
    {
        var order = new EditionOrder(editions);
        Assert.Equal(Enumerable.Range(1, editions.Length), order.All.Select(e => order.NumberOf(e.Id)));
        Assert.Equal(0, order.NumberOf(new EditionId(Guid.NewGuid())));
        foreach (var edition in order.All)
            Assert.Equal(order.NumberOf(edition.Id) - 1, order.Before(edition.Id) is { } before ? order.NumberOf(before.Id) : 0);
    }, iter: 5_000);

    [Fact]
    public void Only_editorial_amendments_are_passed_over_when_asking_what_to_acknowledge() => Gen.Select(Editions, Gen.Int[-8, 8]).Sample((editions, offset) =>
    {
        var (order, day) = (new EditionOrder(editions), Start.AddDays(offset));
        var due = order.ToAcknowledgeOn(day);
        Assert.Equal(order.InForceOn(day) is null, due is null);
        if (due is null)
            return;
        var between = order.All.Where(e => order.NumberOf(e.Id) > order.NumberOf(due.Id) && order.NumberOf(e.Id) <= order.NumberOf(order.InForceOn(day)!.Id));
        Assert.All(between, e => Assert.Equal((Significance.Editorial, EditionKind.PartialAmendment), (e.Significance, e.Kind)));
        Assert.True(order.NumberOf(due.Id) == 1 || due.Significance == Significance.Substantive || due.Kind != EditionKind.PartialAmendment);
    }, iter: 10_000);

    [Fact]
    public void Of_two_with_one_date_of_effect_the_later_enacted_is_in_force()
    {
        EditionDates first = new(new EditionId(Guid.NewGuid()), EditionKind.Enactment, Significance.Substantive, Start.AddDays(-20), Start, Now, null, null);
        EditionDates second = new(new EditionId(Guid.NewGuid()), EditionKind.PartialAmendment, Significance.Substantive, Start.AddDays(-10), Start, Now, null, null);
        var order = new EditionOrder([second, first]);
        Assert.Equal(second, order.InForceOn(Start));
        Assert.Null(order.InForceOn(Start.AddDays(-1)));
        Assert.Equal(DocumentStanding.Waiting, order.StandingOn(Start.AddDays(-1)));
    }

    [Fact]
    public void An_edition_whose_place_another_took_has_no_number_no_day_and_no_effect_but_for_what_was_on_record_before()
    {
        var (first, waiting) = (Made(0, -20, null), Made(30, -10, null));
        waiting = waiting with { BaseId = first.Id };
        var urgent = Made(5, 0, first.Id);
        var carried = Made(30, 0, urgent.Id) with { CarriedFromId = waiting.Id, RecordedAt = Now.AddSeconds(1) };
        var before = new EditionOrder([first, waiting, urgent]);
        Assert.Equal([waiting], before.ToCarryOn(Start.AddDays(5)));
        Assert.Equal([], before.ToCarryOn(Start.AddDays(30)));

        var order = new EditionOrder([carried, urgent, waiting, first]);
        Assert.Equal([first, urgent, carried], order.All);
        Assert.Equal((3, 0), (order.NumberOf(carried.Id), order.NumberOf(waiting.Id)));
        Assert.Equal(carried.Id, order.NowOf(waiting.Id));
        Assert.Equal(carried, order.InForceOn(Start.AddDays(40)));
        Assert.Equal([], order.ToCarryOn(Start.AddDays(5)));
        Assert.Equal(waiting, order.RecordedBefore(Now.AddSeconds(-1)).All[^1]);
        Assert.Equal(2, order.NumberAt(waiting.Id, Now.AddDays(-1)));

        EditionDates Made(int effective, int recorded, EditionId? madeFrom) => new(
            new EditionId(Guid.NewGuid()), EditionKind.PartialAmendment, Significance.Substantive, Start, Start.AddDays(effective), Now.AddDays(recorded), madeFrom, null);
    }

    [Fact]
    public void Of_one_day_what_was_carried_over_keeps_the_place_of_what_it_was_carried_over_from()
    {
        for (var times = 0; times < 20; times++)
        {
            var (second, third) = (Made(1), Made(2));
            var (secondAgain, thirdAgain) = (Made(9) with { CarriedFromId = second.Id }, Made(9) with { CarriedFromId = third.Id });
            Assert.Equal([secondAgain, thirdAgain], new EditionOrder([third, thirdAgain, second, secondAgain]).All);
            Assert.Equal([secondAgain, third], new EditionOrder([third, second, secondAgain]).All);
        }

        EditionDates Made(int recorded) => new(new EditionId(Guid.NewGuid()), EditionKind.PartialAmendment, Significance.Substantive, Start, Start, Now.AddDays(recorded), null, null);
    }
}
