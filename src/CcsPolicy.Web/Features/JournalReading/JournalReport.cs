using System.Globalization;
using CcsPolicy.Data;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Exports;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Features.JournalReading;

/// <summary>操作記録の帳票。The entries that the page shows, all of them, as a file. Rows are read while they are written.</summary>
internal sealed class JournalReport(IStringLocalizer<JournalText> text, IStringLocalizer<ExportsText> exports, JournalWords words)
{
    public static readonly IReadOnlyList<ExportFormat> Formats = [ExportFormats.Xlsx, ExportFormats.Csv];

    public static Task WriteAsync(HttpContext context, JournalLog log, ExportFormat format) => TakeOutAsync(context, log, format.Code, async (db, question, procedures) =>
    {
        var report = await context.RequestServices.GetRequiredService<JournalReport>().OfAsync(db, question, procedures, context.RequestAborted);
        return (format.ContentType, format.Disposition(report), () => format.WriteAsync(report, context.Response.Body, context.RequestAborted));
    });

    /// <summary>The entries of the journal as they were signed, a line each, with the way to the newest checkpoint: for whoever does not believe the portal.</summary>
    public static Task WriteProvenAsync(HttpContext context, JournalLog log) => TakeOutAsync(context, log, "jsonl", async (db, question, procedures) =>
    {
        var (ct, to, proving) = (context.RequestAborted, context.Response.Body, context.RequestServices.GetRequiredService<JournalProofs>());
        var proofs = log == JournalLog.General ? await proving.OfGeneralAsync(ct) : await proving.OfProceduresAsync(procedures.Select(one => one.Id), db.Reader.SeesCatalogue, ct);
        var entries = await question.EntriesAsync(db, JournalPlace.Now(db.Now), null, ct);
        var day = TokyoTime.DateOf(db.Now).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return ("application/jsonl; charset=utf-8", $"attachment; filename={(log == JournalLog.General ? "journal" : "procedure-journal")}-proofs_{day}.jsonl", WriteAsync);

        async Task WriteAsync()
        {
            if (log == JournalLog.Restricted)
                await LineAsync(EntryProof.WriteMarking(context.RequestServices.GetRequiredService<JournalReport>().MarkingOf(db)));
            await foreach (var entry in entries.WithCancellation(ct))
                await LineAsync(proofs.Of(entry).Write());
        }

        ValueTask LineAsync(byte[] line) => to.WriteAsync((byte[])[.. line, (byte)'\n'], ct);
    });

    private string MarkingOf(PolicyDb db) => exports["Marking", db.Reader.Name, ReportFormat.Instant(db.Now)].Value;

    /// <param name="prepare">What is handed out: its type, its name, and how it is written.</param>
    private static async Task TakeOutAsync(
        HttpContext context, JournalLog log, string code, Func<PolicyDb, JournalQuestion, IReadOnlyList<JournalProcedure>, Task<(string Type, string Disposition, Func<Task> WriteAsync)>> prepare)
    {
        var (services, ct) = (context.RequestServices, context.RequestAborted);
        if (!await services.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var form = await context.Request.ReadFormAsync(ct);
        await using var db = await services.GetRequiredService<ReaderDb>().OpenAsync(ct);
        var question = JournalFilter.Read(log, name => form[name], services.GetRequiredService<AddressHashes>()).Question;
        var procedures = log == JournalLog.Restricted ? await JournalProcedure.ListAsync(db, ct) : [];
        if (question.Procedure is { } asked && procedures.All(procedure => procedure.Id != asked))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var (type, disposition, writeAsync) = await prepare(db, question, procedures);

        // Journalled before the first byte leaves: what cannot be journalled is not handed out. What tells of procedures is told in their own journal.
        var fact = new JournalFact("report.exported", question.Procedure).With("report", log == JournalLog.Restricted ? "procedure-journal" : "journal").With("format", code)
            .With("from", question.From).With("until", question.Until);
        db.Record(fact, restricted: log == JournalLog.Restricted);
        await db.SaveChangesAsync(ct);
        context.Response.ContentType = type;
        context.Response.Headers.ContentDisposition = disposition;
        await writeAsync();
    }

    private async Task<ReportModel> OfAsync(PolicyDb db, JournalQuestion question, IReadOnlyList<JournalProcedure> procedures, CancellationToken ct) => new()
    {
        Title = text[question.Log == JournalLog.Restricted ? "TitleProcedures" : "Title"],
        Facts =
        [
            new(text["MadeAt"], ReportFormat.Instant(db.Now)), new(text["Maker"], db.Reader.Name),
            new(text["Filter"], string.Join(" · ", JournalFilter.Sentence(question, procedures, text, words).Select(part => $"{part.Name} {part.Value}"))),
        ],
        Columns =
        [
            new(text["At"], ReportKind.Instant, 11), new(text["Actor"], ReportKind.Text, 8), new(text["StaffNumber"], ReportKind.Text, 6), new(text["Fact"], ReportKind.Text, 14),
            new(text[question.Log == JournalLog.Restricted ? "Procedure" : "Document"], ReportKind.Text, 20), new(text["Details"], ReportKind.Text, 24), new(text["Entry"], ReportKind.Text, 18),
        ],
        Rows = RowsAsync(await question.EntriesAsync(db, JournalPlace.Now(db.Now), null, ct), await JournalNames.OfAsync(db, question.Log, ct)),
        MadeAt = db.Now,
        Maker = db.Reader.Name,
        Marking = question.Log == JournalLog.Restricted ? MarkingOf(db) : null,
        Words = ReportWords.From(exports),
    };

    private async IAsyncEnumerable<ReportCell[]> RowsAsync(IAsyncEnumerable<JournalEntry> entries, JournalNames names)
    {
        var cells = new ReportCell[7];
        await foreach (var entry in entries)
        {
            cells[0] = ReportCell.Of(entry.At);
            cells[1] = ReportCell.Of(names.Person(entry.ActorId) ?? words.Nobody(entry));
            cells[2] = ReportCell.Of(names.Number(entry.ActorId));
            cells[3] = ReportCell.Of(words.Fact(entry.Action));
            cells[4] = ReportCell.Of(names.Title(entry.DocumentId));
            cells[5] = ReportCell.Of(string.Join(" · ", words.Details(entry, names).Select(detail => $"{detail.Name} {detail.Value}")));
            cells[6] = ReportCell.Of(entry.Id.ToString());
            yield return cells;
        }
    }
}

/// <summary>What the filter of the page and of the export reads and says.</summary>
internal static class JournalFilter
{
    private const int LongestPerson = 60;

    /// <summary>Nothing was journalled before; and a day has to have one before and one after it.</summary>
    private const int FirstYear = 1900;

    private const int LastYear = 9999;

    /// <summary>
    /// The question in the fields from, until, kind and person, and address or, of procedures, procedure; a day that cannot be read is told, by its field, and left out.
    /// </summary>
    public static (JournalQuestion Question, IReadOnlyList<(string Field, DomainError Error)> Refused) Read(JournalLog log, Func<string, string?> field, AddressHashes hashes)
    {
        var (kind, person, refused, ofProcedures) = (field("kind"), field("person")?.Trim(), new List<(string, DomainError)>(), log == JournalLog.Restricted);
        return (new JournalQuestion(DayOf("from"), DayOf("until"), JournalActions.OfKind(kind) is null ? null : kind,
            string.IsNullOrEmpty(person) || person.Length > LongestPerson ? null : person, ofProcedures ? null : AskedAddress.Of(field("address"), hashes))
        {
            Log = log, Procedure = ofProcedures && field("procedure") is { } procedure ? PublicId.TryParse<DocumentId>(procedure) : null,
        }, refused);

        DateOnly? DayOf(string name)
        {
            if (field(name)?.Trim() is not { Length: > 0 } typed)
                return null;
            var read = EraDateText.Parse(typed);
            if (read.Error is { } error)
                refused.Add((name, error));
            return read.Succeeded && read.Value.Date.Year is > FirstYear and < LastYear ? read.Value.Date : null;
        }
    }

    public static IReadOnlyList<(string Name, string Value)> Sentence(JournalQuestion question, IReadOnlyList<JournalProcedure> procedures, IStringLocalizer<JournalText> text, JournalWords words) =>
    [
        .. question.Log == JournalLog.Restricted ? [(text["Procedure"].Value, procedures.FirstOrDefault(one => one.Id == question.Procedure)?.Title ?? text["All"].Value)] : Array.Empty<(string, string)>(),
        (text["From"], question.From is { } from ? ShownDate.Of(from) : text["Open"]),
        (text["Until"], question.Until is { } until ? ShownDate.Of(until) : text["Open"]),
        (text["Fact"], (question.Address is null ? question.Kind : RefusalBook.Fact) is { } kind ? words.Kind(kind) : text["All"]),
        (text["Person"], question.Person ?? text["All"]),
        .. question.Address is { } address ? [(text["Detail.address"].Value, address.Hash[..AskedAddress.ShownLength])] : Array.Empty<(string, string)>(),
    ];
}
