using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Calendar;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Xunit;

namespace CcsPolicy.Domain.Tests.Acknowledgements;

public sealed class CampaignTests
{
    private static readonly DocumentId Document = new(Guid.NewGuid());
    private static readonly EditionId First = new(Guid.NewGuid()), InItsPlace = new(Guid.NewGuid()), Other = new(Guid.NewGuid());

    [Fact]
    public void Whoever_comes_later_is_given_as_many_working_days_and_nobody_fewer()
    {
        var campaign = Decided(First, 1, due: new(2026, 12, 14));
        var asked = new DateOnly(2026, 11, 30);
        Assert.Equal(new(2026, 12, 14), campaign.DueFor(new(2010, 4, 1), asked, WorkingCalendar.Usual));
        Assert.Equal(new(2026, 12, 14), campaign.DueFor(asked, asked, WorkingCalendar.Usual));
        // From Monday 21 December ten working days go over New Year: 29 December to 3 January do not count, nor weekends.
        Assert.Equal(new(2027, 1, 8), campaign.DueFor(new(2026, 12, 21), asked, WorkingCalendar.Usual));
        // A day that was put off for everybody holds for the newcomer too.
        Assert.Equal(new(2027, 3, 31), Decided(First, 2, due: new(2027, 3, 31)).DueFor(new(2026, 12, 21), asked, WorkingCalendar.Usual));
    }

    [Fact]
    public void The_last_decision_holds_also_for_the_edition_that_took_the_place_of_the_one_decided_about()
    {
        var at = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        var order = new EditionOrder(
        [
            new EditionDates(Other, EditionKind.Enactment, Significance.Substantive, new(2026, 4, 1), new(2026, 4, 1), at, null, null),
            new EditionDates(First, EditionKind.PartialAmendment, Significance.Substantive, new(2026, 10, 1), new(2027, 4, 1), at.AddHours(1), Other, null),
            new EditionDates(InItsPlace, EditionKind.PartialAmendment, Significance.Substantive, new(2026, 10, 1), new(2027, 4, 1), at.AddHours(2), Other, First),
        ]);
        List<Campaign> decisions = [Decided(First, 1, new(2027, 4, 15)), Decided(Other, 2, new(2026, 4, 15)), Decided(First, 3, new(2027, 4, 20))];
        Assert.Equal(3, Campaign.Holding(decisions, order, InItsPlace)!.Number);
        Assert.Equal(2, Campaign.Holding(decisions, order, Other)!.Number);
        Assert.Equal(4, Campaign.Holding([.. decisions, Decided(InItsPlace, 4, new(2027, 5, 1))], order, InItsPlace)!.Number);
        Assert.Null(Campaign.Holding(decisions.Take(1), order, Other));
    }

    [Theory]
    [InlineData("ReadAll", "10", null, CampaignAsk.ReadAll, 10, false)]
    [InlineData("ReadChanges", "２０", "1", CampaignAsk.ReadChanges, 20, true)]
    // Where all is read there are no changes to show one by one.
    [InlineData("Pledge", " 5 ", "1", CampaignAsk.Pledge, 5, false)]
    public void Terms_are_read_as_people_type_them(string ask, string days, string? each, CampaignAsk wanted, int number, bool isEach) =>
        Assert.Equal(new CampaignTerms(wanted, number, isEach), CampaignTerms.Read(ask, days, each).Value);

    [Theory]
    [InlineData("ReadAll", "0", "campaign.days-unfit")]
    [InlineData("ReadAll", "251", "campaign.days-unfit")]
    [InlineData("ReadAll", "-3", "campaign.days-unfit")]
    [InlineData("ReadAll", "十日", "campaign.days-unfit")]
    [InlineData("ReadAll", null, "campaign.days-unfit")]
    [InlineData("7", "10", "campaign.ask-unknown")]
    [InlineData(null, "10", "campaign.ask-unknown")]
    public void What_is_no_number_of_days_or_no_ask_is_refused(string? ask, string? days, string code) => Assert.Equal(code, CampaignTerms.Read(ask, days, null).Error!.Code);

    private static Campaign Decided(EditionId edition, int number, DateOnly due) => new()
    {
        Id = new(Guid.NewGuid()), DocumentId = Document, EditionId = edition, Number = number, Ask = CampaignAsk.ReadAll, WorkingDays = 10, DueOn = due, ShowsEachChange = false,
        DecidedAt = DateTimeOffset.UnixEpoch, DecidedBy = new PersonId(Guid.NewGuid()),
    };
}
