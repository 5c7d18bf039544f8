using System.Collections.Immutable;
using CcsPolicy.Data;
using CcsPolicy.Data.Files;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Exports.Parcels;
using CcsPolicy.Web.Imports;
using CcsPolicy.Web.Imports.Scanning;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Features.Sheets;

/// <summary>署名簿 as it is shown and printed.</summary>
/// <param name="People">The own people who have not acknowledged the edition in force.</param>
/// <param name="Entered">What the reader entered from paper and may take back.</param>
/// <param name="KeepsScans">A scanner looks through files, so that the scan can be kept.</param>
public sealed record SheetView(DocumentId Document, EditionId Edition, string Title, int Number, DateOnly EffectiveFrom, string Statement, IReadOnlyList<BoardPerson> People, IReadOnlyList<EnteredLine> Entered, bool KeepsScans, string Maker)
{
    /// <summary>Questions are asked before it is acknowledged: paper cannot show that they were answered.</summary>
    public bool AsksAnswers { get; init; }
}

/// <summary>An acknowledgement that was entered from paper.</summary>
public sealed record EnteredLine(AcknowledgementId Id, string Name, DateTimeOffset At, Guid? Scan);

/// <summary>A scan as it was sent.</summary>
public sealed record SentScan(string Name, byte[] Bytes);

/// <summary>What was signed on paper.</summary>
/// <param name="Edition">The edition that the page showed.</param>
public sealed record EnterSheet(DocumentId Document, EditionId Edition, IReadOnlyList<PersonId> People, SentScan? Scan);

/// <summary>署名簿についての拒否の理由。</summary>
public static class SheetErrors
{
    public static readonly DomainError NobodyChosen = new("sheet.nobody-chosen", "署名した人に印を付けてください。まだ何も記録していません。", "Tick those who signed. Nothing was recorded yet.");

    public static readonly DomainError AsksAnswers = new("sheet.asks-answers",
        "この規程は、問いに答えて確認することを求めているため、署名簿では確認できません。何も記録していません。",
        "Readers of this document are asked to answer questions, so it cannot be acknowledged on paper. Nothing was recorded.");

    public static readonly DomainError ChangedMeanwhile = new("sheet.changed-meanwhile",
        "表示している間に、選んだ人が自分で確認したか、所属が変わったか、新しい版が施行されました。何も記録していません。今の一覧で選び直してください。",
        "Meanwhile somebody of those acknowledged, moved, or another edition came into force. Nothing was recorded. Choose from the list as it is now.");

    public static readonly DomainError ScanUnfit = new("sheet.scan-unfit", "PDF、PNG、JPEG のファイルを選んでください。10 MB までです。まだ何も記録していません。", "Choose a PDF, PNG or JPEG of 10 MB at most. Nothing was recorded yet.");

    public static readonly DomainError ScanNotLookedThrough = new("sheet.scan-not-looked-through",
        "ファイルの検査ができないか、悪意のあるものが見つかったため、受け取れません。まだ何も記録していません。ファイルを付けずに記録し、紙を保管してください。",
        "The file could not be looked through, or something malicious was found, so it is not taken. Nothing was recorded yet. Record it without the file and keep the paper.");
}

/// <summary>Prints lists of the own people and records what was signed. Texts for everybody alone: who a procedure is open to stands on no paper of a manager.</summary>
public sealed class SheetHandler(ReaderDb store, AcknowledgementBoards boards, KnownDocuments known, Readers readers, MalwareScanner scanner, IStringLocalizer<SheetsText> text, TimeProvider clock)
{
    public const int MostBytes = 10_000_000;

    public async Task<SheetView?> ViewAsync(DocumentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return await ViewAsync(db, id, ct);
    }

    /// <summary>Puts an acknowledgement on record for each of them, all or none.</summary>
    public async Task<Result<int>> EnterAsync(EnterSheet ask, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = await store.OpenAsync(ct);
        if (await ViewAsync(db, ask.Document, ct) is not { } view || await known.FindAsync(db.Reader, ask.Document, store.Asked, ct) is not { } document)
            return DocumentErrors.NotFound;
        if (view.AsksAnswers)
            return SheetErrors.AsksAnswers;
        if (ask.People.Count == 0)
            return SheetErrors.NobodyChosen;
        if (view.Edition != ask.Edition || ask.People.Except(view.People.Select(person => person.Id)).Any())
            return SheetErrors.ChangedMeanwhile;
        Guid? scan = null;
        if (ask.Scan is { } sent)
        {
            if (sent.Bytes.Length > MostBytes || CourseFiles.MediaTypeOf(sent.Bytes) is not (("application/pdf" or "image/png" or "image/jpeg") and var mediaType))
                return SheetErrors.ScanUnfit;
            if ((await scanner.LookAsync(sent.Bytes, ct)).Outcome != ScanOutcome.Clean)
                return SheetErrors.ScanNotLookedThrough;
            if (!await db.HasRoomForFileAsync(sent.Bytes.Length, ct))
                return ImportErrors.QuotaReached;
            using var content = new MemoryStream(sent.Bytes);
            scan = (await db.AddFileAsync(document.Document, null, Path.GetFileName(sent.Name), mediaType, content, ct)).Id;
        }
        var before = (await db.Acknowledgements.AsNoTracking().Where(one => one.EditionId == ask.Edition && db.AcknowledgementWithdrawals.Any(taken => taken.AcknowledgementId == one.Id)).Select(one => one.PersonId).ToListAsync(ct)).CountBy(person => person).ToDictionary();
        foreach (var person in ask.People)
        {
            var reader = await readers.TodayAsync(person, ct);
            var shown = document.ShownTo(reader, ask.Edition);
            var made = Acknowledgement.Record(document.Hasher, ask.Document, ask.Edition, shown, document.Order, person, shown, view.Statement, db.Ids, db.Now);
            if (made.Error is { } refusal)
                return refusal;
            db.AddAcknowledgement(made.Value with
            {
                StatementVersion = AcknowledgementStatement.VersionOf(document.AskOn(db.Reader.Day)),
                Circumstances = new(reader.Departments is [var department, ..] ? department : null, reader.Posts is [var post, ..] ? post : null, AcknowledgementMethod.PrintedSheet) { EnteredBy = db.Reader.PersonId, Scan = scan },
            }, document.Document, before.GetValueOrDefault(person));
        }
        return (await db.TrySaveAsync(SheetErrors.ChangedMeanwhile, ct)).Map(_ => ask.People.Count);
    }

    public async Task<Result<Done>> TakeBackAsync(AcknowledgementId id, string? reason, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return await db.WithdrawAcknowledgementAsync(id, reason, ct);
    }

    /// <summary>The list with a box to be signed for each, as a parcel of one sheet.</summary>
    internal Parcel Printed(SheetView view) => new(view.Title, view.Maker, clock.Now(), null, text["Missing"],
    [
        new(text["PrintTitle"], false,
        [
            new ParcelPart.Grid([], [[text["Document"], view.Title], [text["Edition"], text["EditionNumber", view.Number, ShownDate.Of(view.EffectiveFrom)]], [text["Statement"], view.Statement]], [2, 8]),
            new ParcelPart.Grid([text["Department"], text["Number"], text["Name"], text["SignedOn"], text["Signature"]], [.. view.People.Select(person => ImmutableArray.Create(person.DepartmentName, person.StaffNumber, person.Name, "", ""))], [3, 2, 3, 3, 4]),
        ]),
    ]);

    private async Task<SheetView?> ViewAsync(PolicyDb db, DocumentId id, CancellationToken ct)
    {
        var reader = db.Reader;
        if (reader.ManagedDepartments.IsEmpty || await known.FindAsync(reader, id, store.Asked, ct) is not { Document.Tier: not Tier.Procedure } document || document.Document.Audience == Audience.Granted)
            return null;
        var board = await boards.OfAsync(db, reader.Day, store.Asked, ct);
        if (board.Documents.FirstOrDefault(one => one.Id == id) is not { } shown)
            return null;
        var people = board.Rows(new BoardQuestion(id, State: BoardState.Open)).Select(row => row.Person).Where(person => person.Id != reader.PersonId && person.DepartmentId is { } own && reader.ManagedDepartments.Contains(own)).ToList();
        var (me, managed) = (reader.PersonId, reader.ManagedDepartments.ToList());
        var entered = await db.StandingAcknowledgements().AsNoTracking().Where(row => row.EditionId == shown.Edition && row.EnteredBy == me && row.DepartmentId != null && managed.Contains(row.DepartmentId.Value))
            .Join(db.People, row => row.PersonId, person => person.Id, (row, person) => new EnteredLine(row.Id, person.Name, row.At, row.ScanId)).ToListAsync(ct);
        return new(id, shown.Edition, shown.Title, shown.Number, shown.EffectiveFrom, AcknowledgementStatement.Of(document.Editions[shown.Edition].Title, shown.Number, shown.EffectiveFrom, document.AskOn(reader.Day)),
            people, [.. entered.OrderByDescending(line => line.At)], scanner.IsThere, reader.Name)
        {
            AsksAnswers = document.AsksAnswersOn(reader.Day) && await db.HasQuestionsAsync(id, ct),
        };
    }
}
