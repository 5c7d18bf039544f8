using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.Following;

/// <summary>What is asked for: a day, a filter, a page of the people behind the numbers.</summary>
public sealed record FollowDuties(DateOnly? Day, BoardQuestion Question, int Page = 1)
{
    public const int PageSize = 50;
}

/// <summary>The board as the page shows it.</summary>
/// <param name="Figures">Counted for the filter without its state, so that done and open stand side by side.</param>
/// <param name="Rows">One page of the people behind the numbers.</param>
public sealed record DutiesView(
    DateOnly Day, bool IsToday, AcknowledgementBoard Board, BoardFigures Figures, IReadOnlyList<BoardRow> Rows, int Total, bool MayExport)
{
    public IEnumerable<(DepartmentId Id, string Name)> Departments =>
        Board.People.Where(p => p.DepartmentId is not null).Select(p => (p.DepartmentId!.Value, p.DepartmentName)).Distinct();

    public IEnumerable<EmploymentKind> Employments => Board.People.Select(p => p.Employment).Distinct().Order();
}

/// <summary>Counts who has acknowledged what, over the people that the reader may follow and the documents that the reader may know.</summary>
public sealed class FollowDutiesHandler(ReaderDb store, AcknowledgementBoards boards)
{
    public async Task<DutiesView> HandleAsync(FollowDuties ask, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var today = db.Reader.Day;
        var day = ask.Day is { } asked && asked < today ? asked : today;
        var board = await boards.OfAsync(db, day, store.Asked, ct);
        var figures = new BoardFigures(ask.Question, day);
        var rows = new List<BoardRow>();
        var (total, first) = (0, (ask.Page - 1) * FollowDuties.PageSize);
        await foreach (var row in board.RowsAsync(ask.Question.In(BoardState.Any), ct))
        {
            figures.Count(row);
            if ((ask.Question.Acknowledged is { } state && state != (row.Acknowledgement is not null)) || (ask.Question.OnlyLate && !row.IsLateOn(day)))
                continue;
            if (total >= first && rows.Count < FollowDuties.PageSize)
                rows.Add(row);
            total++;
        }
        return new DutiesView(day, day == today, board, figures, rows, total, db.Reader.Can(Ability.ExportReports));
    }
}
