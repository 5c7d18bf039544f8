using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Calendar;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>Who is on leave, who took an acknowledgement back, and what a board that stands for years learns of both.</summary>
public sealed class LeaveFiguresTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Whoever_is_on_leave_is_counted_apart_and_gets_as_many_days_after_coming_back(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var arranged = new AnOrganisation(database);
        var (auditor, away) = (arranged.Person(), arranged.Person());
        arranged.Appoint(auditor, Role.Auditor);
        var document = arranged.Document();
        var edition = arranged.Edition(document, effective: TestDatabase.Today);
        var due = WorkingCalendar.Usual.After(TestDatabase.Today, 5);
        arranged.Db.PutCampaign(document, edition.Id, 1, new(CampaignAsk.ReadAll, 5, false), due, arranged.Founder.Id);
        arranged.Db.Add(new Leave { Id = arranged.Db.Ids.Next<LeaveId>(), PersonId = away.Id, From = TestDatabase.Today.AddDays(-3), Until = due.AddDays(3), RecordedAt = arranged.Db.Now });
        await arranged.SaveAsync(Ct);
        var back = due.AddDays(4);
        var own = WorkingCalendar.Usual.After(back, 5);
        database.Clock.Advance(TimeSpan.FromDays(own.AddDays(2).DayNumber - TestDatabase.Today.DayNumber));

        Assert.Equal(new BoardTally(2, 0, 0, 1), await TallyAsync(due));
        Assert.Equal(new BoardTally(2, 0, 2, 1), await TallyAsync(due.AddDays(1)));
        Assert.Equal(new BoardTally(3, 0, 2, 0), await TallyAsync(back));
        Assert.Equal(new BoardTally(3, 0, 2, 0), await TallyAsync(own));
        Assert.Equal(new BoardTally(3, 0, 3, 0), await TallyAsync(own.AddDays(1)));
        await using var db = database.OpenFor(await arranged.ReaderAsync(auditor, Ct));
        Assert.Equal([away.Id], (await db.BoardAsync(due, Ct)).Rows(new BoardQuestion().In(BoardState.OnLeave)).Select(row => row.Person.Id));

        async Task<BoardTally> TallyAsync(DateOnly day)
        {
            await using var asked = database.OpenFor(await arranged.ReaderAsync(auditor, Ct));
            return (await asked.BoardAsync(day, Ct)).FiguresOf(new BoardQuestion()).All;
        }
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task A_board_that_stands_for_long_learns_of_later_acknowledgements_and_of_those_that_are_taken_back(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var arranged = new AnOrganisation(database);
        var (auditor, first, second) = (arranged.Person(), arranged.Person(), arranged.Person());
        arranged.Appoint(auditor, Role.Auditor);
        var document = arranged.Document();
        var edition = arranged.Edition(document, effective: TestDatabase.Today);
        var late = arranged.AcknowledgementOf(edition, second);
        database.Clock.Advance(TimeSpan.FromSeconds(20));
        var mistaken = arranged.Acknowledged(edition, first);
        await arranged.SaveAsync(Ct);
        using var documents = new KnownDocuments(database.Databases);
        using var office = new OfficeCalendar(database.Databases);
        using var boards = new AcknowledgementBoards(database.Databases, documents, office);
        Assert.Equal([first.Id], await DoneAsync(0));

        // One that was made a little earlier than the last that is known, and comes later.
        await using var writer = new AcknowledgementWriter(database.Databases);
        await writer.WriteAsync(late, document, Ct);
        Assert.Equal(Sorted(first.Id, second.Id), Sorted(await DoneAsync(0)));
        Assert.Equal(2, (await DoneAsync(0)).Length);

        database.Clock.Advance(TimeSpan.FromDays(1));
        arranged.Db.Add(new AcknowledgementWithdrawal { AcknowledgementId = mistaken.Id, DocumentId = document.Id, Reason = arranged.Db.Seal(document.Id, "押し間違い"), At = arranged.Db.Now, By = first.Id });
        await arranged.SaveAsync(Ct);
        Assert.Equal([second.Id], await DoneAsync(1));
        // The day before stays as it was counted then.
        Assert.Equal(Sorted(first.Id, second.Id), Sorted(await DoneAsync(0)));

        database.Clock.Advance(TimeSpan.FromMinutes(30));
        var anew = await writer.WriteAsync(arranged.AcknowledgementOf(edition, first), document, Ct);
        Assert.NotEqual(mistaken.Id, anew.Value.Id);
        Assert.Equal(1, anew.Value.Occasion);
        Assert.Equal(anew.Value.Id, (await writer.WriteAsync(arranged.AcknowledgementOf(edition, first), document, Ct)).Value.Id);
        Assert.Equal(Sorted(first.Id, second.Id), Sorted(await DoneAsync(1)));
        Assert.Equal(anew.Value.ReceiptNumber.Replace("-", "", StringComparison.Ordinal), (await RowsAsync(1)).Single(row => row.Person.Id == first.Id).Acknowledgement!.ReceiptNumber.Replace("-", "", StringComparison.Ordinal));

        async Task<PersonId[]> DoneAsync(int day) => [.. (await RowsAsync(day)).Select(row => row.Person.Id)];

        async Task<List<BoardRow>> RowsAsync(int day)
        {
            await using var db = database.OpenFor(await arranged.ReaderAsync(auditor, Ct));
            return [.. (await boards.OfAsync(db, TestDatabase.Today.AddDays(day), null, Ct)).Rows(new BoardQuestion().In(BoardState.Done))];
        }

        static IEnumerable<Guid> Sorted(params PersonId[] people) => people.Select(person => person.Value).Order();
    }
}
