using System.Runtime.CompilerServices;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Exports;
using CcsPolicy.Web.Shell.Ui;
using CcsPolicy.Web.Words;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Features.Reports;

/// <summary>
/// 確認状況の帳票。Who had acknowledged what on a day: the rows of <see cref="AcknowledgementBoard"/>, so that screen, files and database tell the same.
/// Basic policy and standards ("the Policy") are totalled apart from procedures.
/// </summary>
internal sealed class AcknowledgementReport(IStringLocalizer<ReportsText> text, IStringLocalizer<ExportsText> exports, DomainWords words)
{
    public ReportModel Of(AcknowledgementBoard board, BoardQuestion question, Reader maker, DateTimeOffset now, CancellationToken ct)
    {
        return new ReportModel
        {
            Title = text["Title"],
            Facts = Facts(board, question, maker, now),
            Columns =
            [
                new(text["Document"], ReportKind.Text, 16), new(text["Edition"], ReportKind.Text, 5), new(text["Department"], ReportKind.Text, 8),
                new(text["Employment"], ReportKind.Text, 6), new(text["StaffNumber"], ReportKind.Text, 6), new(text["Name"], ReportKind.Text, 8),
                new(text["State"], ReportKind.Text, 5), new(text["DueOn"], ReportKind.Date, 7), new(text["AcknowledgedEdition"], ReportKind.Text, 5), new(text["AcknowledgedFrom"], ReportKind.Date, 7), new(text["At"], ReportKind.Instant, 11), new(text["Receipt"], ReportKind.Text, 14),
            ],
            Rows = RowsAsync(board, question, ct),
            Totals = () => Totals(board, board.FiguresOf(question)),
            MadeAt = now,
            Maker = maker.Name,
            Marking = Documents(board, question).Any(d => d.Tier == Tier.Procedure) ? exports["Marking", maker.Name, ReportFormat.Instant(now)].Value : null,
            Words = ReportWords.From(exports),
        };
    }

    private List<ReportFact> Facts(AcknowledgementBoard board, BoardQuestion question, Reader maker, DateTimeOffset now)
    {
        return
        [
            new(text["AsOf"], $"{ShownDate.Of(board.Day)} ({ShownDate.Western(board.Day)})"),
            new(text["Counting"], text[board.Day < maker.Day ? "CountingPast" : "CountingToday"]),
            new(text["MadeAt"], ReportFormat.Instant(now)),
            new(text["Maker"], maker.Name),
            new(text["Filter"], Filter(board, question)),
            .. Documents(board, question).Select(d => new ReportFact(
                text["EditionAndHash"],
                $"{d.Title}　{words.EditionNumber(d.Number)}　{text["InForceFrom", ShownDate.Of(d.EffectiveFrom)]}{(d.Hash is { } hash ? $"\n{hash}" : "")}")),
        ];
    }

    private static IEnumerable<BoardDocument> Documents(AcknowledgementBoard board, BoardQuestion question) =>
        board.Documents.Where(d => question.Document is not { } only || only == d.Id);

    private string Filter(AcknowledgementBoard board, BoardQuestion question)
    {
        string all = text["All"];
        var department = question.Department is { } id ? board.People.FirstOrDefault(p => p.DepartmentId == id)?.DepartmentName ?? all : all;
        var document = question.Document is { } only ? board.Documents.FirstOrDefault(d => d.Id == only)?.Title ?? all : all;
        var state = question.State switch { BoardState.Done => text["Done"].Value, BoardState.Open => text["Open"].Value, BoardState.Late => text["Late"].Value, BoardState.OnLeave => text["OnLeave"].Value, BoardState.Any => all };
        return string.Join(" · ",
            $"{text["Document"]} {document}", $"{text["Department"]} {department}",
            $"{text["Employment"]} {(question.Employment is { } kind ? words[kind] : all)}", $"{text["State"]} {state}");
    }

    private async IAsyncEnumerable<ReportCell[]> RowsAsync(
        AcknowledgementBoard board, BoardQuestion question, [EnumeratorCancellation] CancellationToken ct)
    {
        var cells = new ReportCell[12];
        string done = text["Done"], open = text["Open"], late = text["Late"], away = text["OnLeave"];
        // The rows come from memory; whoever writes them waits for the one who reads.
        await Task.CompletedTask;
        foreach (var row in board.Rows(question))
        {
            ct.ThrowIfCancellationRequested();
            cells[0] = ReportCell.Of(row.Document.Title);
            cells[1] = ReportCell.Of(words.EditionNumber(row.Document.Number));
            cells[2] = ReportCell.Of(row.Person.DepartmentName);
            cells[3] = ReportCell.Of(words[row.Person.Employment]);
            cells[4] = ReportCell.Of(row.Person.StaffNumber);
            cells[5] = ReportCell.Of(row.Person.Name);
            cells[6] = ReportCell.Of(row.State switch { BoardState.Done => done, BoardState.Late => late, BoardState.OnLeave => away, _ => open });
            cells[7] = row.DueOn is { } due ? ReportCell.Of(due) : ReportCell.Empty;
            cells[8] = row.Acknowledgement is { } acknowledged ? ReportCell.Of(words.EditionNumber(acknowledged.Number)) : ReportCell.Empty;
            cells[9] = row.Acknowledgement is { } of ? ReportCell.Of(of.EffectiveFrom) : ReportCell.Empty;
            cells[10] = ReportCell.Of(row.Acknowledgement?.At);
            cells[11] = ReportCell.Of(row.Acknowledgement?.ReceiptNumber);
            yield return cells;
        }
    }

    private List<ReportTable> Totals(AcknowledgementBoard board, BoardFigures figures)
    {
        var policy = board.Documents.Where(d => d.Tier != Tier.Procedure).ToList();
        var procedures = board.Documents.Where(d => d.Tier == Tier.Procedure).ToList();
        var tables = new List<ReportTable> { Table(text["ByPolicy"], text["Document"], policy.Select(d => (d.Title, figures.Of(d.Id)))) };
        if (procedures.Count > 0)
            tables.Add(Table(text["ByProcedure"], text["Document"], procedures.Select(d => (d.Title, figures.Of(d.Id)))));
        var departments = board.People.Where(p => p.DepartmentId is not null).Select(p => (Id: p.DepartmentId!.Value, p.DepartmentName)).Distinct();
        tables.Add(Table(text["ByDepartment"], text["Department"],
            departments.Select(d => (d.DepartmentName, figures.Of(d.Id))).Append((text["NoDepartment"].Value, figures.WithoutDepartment))));
        tables.Add(Table(text["ByEmployment"], text["Employment"],
            board.People.Select(p => p.Employment).Distinct().Order().Select(kind => (words[kind], figures.Of(kind)))));
        return tables;
    }

    private ReportTable Table(string caption, string first, IEnumerable<(string Name, BoardTally Tally)> rows) => new(
        caption,
        [
            new(first, ReportKind.Text, 24), new(text["Bound"], ReportKind.Number, 5), new(text["Done"], ReportKind.Number, 5),
            new(text["Open"], ReportKind.Number, 5), new(text["Late"], ReportKind.Number, 5), new(text["OnLeave"], ReportKind.Number, 5), new(text["Share"], ReportKind.Percent, 6),
        ],
        [
            .. rows.Where(row => row.Tally.Bound + row.Tally.OnLeave > 0).Select(row => new[]
            {
                ReportCell.Of(row.Name), ReportCell.Of(row.Tally.Bound), ReportCell.Of(row.Tally.Acknowledged),
                ReportCell.Of(row.Tally.Outstanding), ReportCell.Of(row.Tally.Late), ReportCell.Of(row.Tally.OnLeave), ReportCell.Share(row.Tally.Acknowledged, row.Tally.Bound),
            }),
        ]);
}
