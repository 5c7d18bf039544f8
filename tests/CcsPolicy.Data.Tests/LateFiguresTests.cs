using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Calendar;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>Who is late on a day, by what was decided by then.</summary>
public sealed class LateFiguresTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Late_is_whose_own_last_day_has_passed_and_what_is_put_off_later_changes_no_day_before(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var arranged = new AnOrganisation(database);
        var (auditor, diligent) = (arranged.Person(), arranged.Person());
        arranged.Appoint(auditor, Role.Auditor);
        var document = arranged.Document();
        var edition = arranged.Edition(document, effective: TestDatabase.Today);
        var due = WorkingCalendar.Usual.After(TestDatabase.Today, 5);
        arranged.Db.PutCampaign(document, edition.Id, 1, new(CampaignAsk.ReadAll, 5, false), due, arranged.Founder.Id);
        arranged.Acknowledged(edition, diligent);
        await arranged.SaveAsync(Ct);
        database.Clock.Advance(TimeSpan.FromDays(due.DayNumber - TestDatabase.Today.DayNumber));
        // Somebody begins on the very day on which it is due for the others.
        var newcomer = arranged.Person(from: due);
        await arranged.SaveAsync(Ct);
        database.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((4, 1, 0), await FiguresAsync(due));
        Assert.Equal((4, 1, 2), await FiguresAsync(due.AddDays(1)));

        var until = WorkingCalendar.Usual.After(due, 5);
        database.Clock.Advance(TimeSpan.FromDays(until.AddDays(1).DayNumber - due.AddDays(1).DayNumber));
        Assert.Equal((4, 1, 2), await FiguresAsync(until));
        Assert.Equal((4, 1, 3), await FiguresAsync(until.AddDays(1)));
        arranged.Db.PutCampaign(document, edition.Id, 2, new(CampaignAsk.ReadAll, 5, false), until.AddDays(30), arranged.Founder.Id);
        await arranged.SaveAsync(Ct);
        Assert.Equal((4, 1, 2), await FiguresAsync(until));
        Assert.Equal((4, 1, 0), await FiguresAsync(until.AddDays(1)));
        await using var db = database.OpenFor(await arranged.ReaderAsync(auditor, Ct));
        var rows = (await db.BoardAsync(due.AddDays(1), Ct)).Rows(new BoardQuestion().In(BoardState.Late)).Select(row => row.Person.Id).ToList();
        Assert.DoesNotContain(newcomer.Id, rows);
        Assert.DoesNotContain(diligent.Id, rows);
        Assert.Equal(2, rows.Count);

        async Task<(int, int, int)> FiguresAsync(DateOnly day)
        {
            await using var board = database.OpenFor(await arranged.ReaderAsync(auditor, Ct));
            var all = (await board.BoardAsync(day, Ct)).FiguresOf(new BoardQuestion()).All;
            return (all.Bound, all.Acknowledged, all.Late);
        }
    }
}
