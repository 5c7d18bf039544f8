using System.Globalization;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Mail;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Following;

/// <summary>What is asked for: a day, a filter, a page of the people behind the numbers.</summary>
public sealed record FollowDuties(DateOnly? Day, BoardQuestion Question, int Page = 1)
{
    public const int PageSize = 50;
}

/// <summary>The board as a page shows it.</summary>
public abstract record BoardView(DateOnly Day, bool IsToday, AcknowledgementBoard Board)
{
    public IEnumerable<(DepartmentId Id, string Name)> Departments =>
        Board.People.Where(p => p.DepartmentId is not null).Select(p => (p.DepartmentId!.Value, p.DepartmentName)).Distinct();
}

/// <summary>The numbers.</summary>
/// <param name="Figures">Counted for the filter without its state, so that done and open stand side by side.</param>
/// <param name="Total">How many rows the filter has with its state.</param>
/// <param name="Course">推移: the numbers of the filter on days until the day of the board.</param>
/// <param name="Longest">長く未確認のもの</param>
public sealed record DutiesView(DateOnly Day, bool IsToday, AcknowledgementBoard Board, BoardFigures Figures, int Total, IReadOnlyList<RatePoint> Course, IReadOnlyList<OpenSince> Longest, bool MayExport) : BoardView(Day, IsToday, Board)
{
    /// <summary>Whether the reader manages a department, whose people may use shared terminals.</summary>
    public bool ManagesAny { get; init; }

    public IEnumerable<EmploymentKind> Employments => Board.People.Select(p => p.Employment).Distinct().Order();
}

/// <summary>One page of the people behind the numbers.</summary>
public sealed record PeopleView(DateOnly Day, bool IsToday, AcknowledgementBoard Board, IReadOnlyList<BoardRow> Rows, int Total) : BoardView(Day, IsToday, Board)
{
    /// <summary>The one document whose list the reader may have signed on paper; null where there is none.</summary>
    public DocumentId? SheetOf { get; init; }
}

/// <summary>確認の割合 on a day.</summary>
public sealed record RatePoint(DateOnly Day, BoardTally Tally);

/// <summary>Counts who has acknowledged what, over the people that the reader may follow and the documents that the reader may know.</summary>
public sealed class FollowDutiesHandler(ReaderDb store, AcknowledgementBoards boards, IOptions<MailOptions> mail)
{
    private const int MostPoints = 12;
    private const int MostLongest = 5;
    private const int MostAttempts = 3;

    public async Task<DutiesView> HandleAsync(FollowDuties ask, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var (day, isToday) = DayOf(ask, db.Reader.Day);
        var board = await boards.OfAsync(db, day, store.Asked, ct);
        var all = ask.Question.In(BoardState.Any);
        var figures = board.FiguresOf(all);
        var past = PointsBefore(board, ask.Question);
        var course = past.Count == 0 ? [] : (await boards.OfAsync(db, past, store.Asked, ct)).Select(one => new RatePoint(one.Day, one.FiguresOf(all).All)).Append(new RatePoint(day, figures.All)).Where(point => point.Tally.Bound > 0).ToList();
        return new DutiesView(day, isToday, board, figures, figures.RowsIn(ask.Question.State), course, board.LongestOpen(ask.Question, MostLongest), db.Reader.Can(Ability.ExportReports))
        {
            ManagesAny = !db.Reader.ManagedDepartments.IsEmpty,
        };
    }

    public async Task<PeopleView> PeopleAsync(FollowDuties ask, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var (day, isToday) = DayOf(ask, db.Reader.Day);
        var board = await boards.OfAsync(db, day, store.Asked, ct);
        var (rows, total) = board.Page(ask.Question, (ask.Page - 1) * FollowDuties.PageSize, FollowDuties.PageSize);
        return new PeopleView(day, isToday, board, rows, total)
        {
            SheetOf = db.Reader.ManagedDepartments.IsEmpty ? null : board.Documents.FirstOrDefault(one => one.Id == ask.Question.Document && one.Tier != Tier.Procedure && one.Audience != Audience.Granted)?.Id,
        };
    }

    private static (DateOnly Day, bool IsToday) DayOf(FollowDuties ask, DateOnly today) => ask.Day is { } asked && asked < today ? (asked, false) : (today, true);

    /// <summary>Days before that of the board. Of one document from when it was asked for, evenly; of all of them the last days of the months of a year.</summary>
    private static List<DateOnly> PointsBefore(AcknowledgementBoard board, BoardQuestion question)
    {
        if (question.Document is not { } only)
            return [.. Enumerable.Range(1, MostPoints - 1).Select(back => new DateOnly(board.Day.Year, board.Day.Month, 1).AddMonths(1 - back).AddDays(-1)).Reverse()];
        if (board.Documents.FirstOrDefault(one => one.Id == only) is not { } document)
            return [];
        var (from, length) = (document.AskedFrom, board.Day.DayNumber - document.AskedFrom.DayNumber);
        var steps = Math.Min(MostPoints - 1, length);
        return [.. Enumerable.Range(0, Math.Max(0, steps)).Select(step => from.AddDays((int)((long)length * step / steps)))];
    }

    /// <summary>
    /// 督促する: tells those who have not acknowledged, as far as the question asks for them and the reader may follow them; each once a day. Procedures are no part of it: the reminder of a person is one for all
    /// documents, and whether there is one already would tell of them.
    /// </summary>
    public async Task RemindAsync(BoardQuestion question, CancellationToken ct)
    {
        var asked = question.State == BoardState.Late ? question : question.In(BoardState.Open);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            await using var db = await store.OpenAsync(ct);
            if (!db.Reader.Can(Ability.FollowOwnDepartment))
                return;
            var board = await boards.OfAsync(db, db.Reader.Day, store.Asked, ct);
            var people = board.Rows(asked).Where(row => row.Document.Tier != Tier.Procedure).Select(row => row.Person.Id).Where(person => person != db.Reader.PersonId).ToHashSet();
            if (people.Count == 0)
                return;
            await db.RemindAsync(db.Reader.Day, people, mail.Value.IsOn ? db.Now : null, ct);
            db.Record(asked.Fields().Aggregate(new JournalFact("duty.reminded").With("people", people.Count.ToString(CultureInfo.InvariantCulture)), (fact, field) => fact.With(field.Name, field.Value)));
            // Somebody else may remind the same people at this moment: what is there already is read again.
            if ((await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct)).Succeeded)
                return;
        }
    }
}
