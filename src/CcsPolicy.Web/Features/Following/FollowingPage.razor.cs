using System.Globalization;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.AspNetCore.Components;

namespace CcsPolicy.Web.Features.Following;

public sealed partial class FollowingPage(FollowDutiesHandler follow, NavigationManager navigation)
{
    private readonly FormErrors errors = new();
    private DutiesView view = default!;
    private BoardQuestion question = new();
    private DateOnly? chosenDay;

    [CascadingParameter] public HttpContext Http { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "day")] public string? DayText { get; set; }

    /// <summary>Whether anybody was reminded just now.</summary>
    [SupplyParameterFromQuery(Name = "saved")] public string? Reminded { get; set; }

    private async Task RemindAsync()
    {
        await follow.RemindAsync(question, Http.RequestAborted);
        navigation.NavigateTo(Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(SiteUrls.FollowingOf(question, null), "saved", "1"));
    }

    protected override async Task OnInitializedAsync()
    {
        question = Question;
        chosenDay = TypedDay.Read(DayText, errors, "day");
        view = await follow.HandleAsync(new FollowDuties(chosenDay, question), Http.RequestAborted);
        if (chosenDay > view.Day)
            errors.Add("day", Text["DayAhead"]);
        if (view.IsToday)
            chosenDay = null;
    }

    private IReadOnlyList<(string, string)> Sentence() =>
    [
        (Text["Document"], question.Document is { } d ? view.Board.Documents.FirstOrDefault(x => x.Id == d)?.Title ?? Text["All"] : Text["All"]),
        (Text["Department"], question.Department is { } p ? view.Departments.FirstOrDefault(x => x.Id == p).Name ?? Text["All"] : Text["All"]),
        (Text["Employment"], question.Employment is { } e ? Words[e] : Text["All"]),
        (Text["State"], Text["State." + question.State]),
        (Text["Day"], ShownDate.Of(view.Day)),
    ];

    private bool MayRemind => view.IsToday && view.Figures.All.Outstanding > 0 && view.Board.Documents.FirstOrDefault(d => d.Id == question.Document)?.Tier != Tier.Procedure;

    // 「方針」 in figures means basic policy and standards; procedures stand apart (article 2(5)).
    private IReadOnlyList<TallyRow> PolicyRows() => DocumentRows(d => d.Tier != Tier.Procedure);

    private IReadOnlyList<TallyRow> ProcedureRows() => DocumentRows(d => d.Tier == Tier.Procedure);

    private IReadOnlyList<TallyRow> DocumentRows(Func<BoardDocument, bool> which) =>
        [.. view.Board.Documents.Where(d => which(d) && (question.Document is not { } only || only == d.Id)).Select(d => new TallyRow(
            d.Title, Words.EditionNumber(d.Number), view.Figures.Of(d.Id), state => Url(question.In(state) with { Document = d.Id })) { DueOn = d.DueOn, Course = CourseOf(d) })];

    private IReadOnlyList<TallyRow> DepartmentRows()
    {
        var rows = view.Departments.Select(d => new TallyRow(d.Name, null, view.Figures.Of(d.Id), state => Url(question.In(state) with { Department = d.Id })));
        return [.. rows.Append(new TallyRow(Text["NoDepartment"], null, view.Figures.WithoutDepartment, null)).Where(row => row.Tally.Bound + row.Tally.OnLeave > 0)];
    }

    private IReadOnlyList<TallyRow> EmploymentRows() =>
        [.. view.Employments.Select(kind => new TallyRow(Words[kind], null, view.Figures.Of(kind), state => Url(question.In(state) with { Employment = kind })))
            .Where(row => row.Tally.Bound + row.Tally.OnLeave > 0)];

    /// <summary>見込み: whether as large a share has acknowledged as of the time until the due date has passed.</summary>
    private string? CourseOf(BoardDocument document) => view.Figures.Of(document.Id) is not { Bound: > 0 } tally || document.TimeGone is not { } gone ? null
        : tally.Outstanding == 0 ? "Complete" : tally.Late > 0 ? "Late" : tally.Acknowledged >= gone * tally.Bound ? "OnCourse" : "Behind";

    private string Url(BoardQuestion other) => SiteUrls.FollowingPeople(other, chosenDay);

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}

/// <summary>One line of a table of numbers; its numbers lead to the people behind them.</summary>
public sealed record TallyRow(string Name, string? Note, BoardTally Tally, Func<BoardState, string>? Url)
{
    /// <summary>期限 of a document.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>How it stands against its due date: Complete, Late, OnCourse or Behind; null where nothing is due.</summary>
    public string? Course { get; init; }
}
