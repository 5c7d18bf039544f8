using System.Buffers;
using CcsPolicy.Data;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Exports.Comparing;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Display;
using CcsPolicy.Web.Shell.Protection;
using CcsPolicy.Web.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>
/// 閲覧。Answers the addresses of documents, editions and changes. Each request asks the database whether the reader may know the document; only then
/// bytes that were kept are put together. What is hidden, absent or misspelt is a bare 404, which the shell turns into one and the same page.
/// </summary>
internal sealed class ReadingEndpoints(
    CurrentReader current, PolicyDbFactory databases, ReadingQuery query, EditionBodies bodies, TextsInForce inForce, FrameStore frames, DisplayCookie display, TimeProvider clock,
    IStringLocalizer<ReadingText> text, IStringLocalizer<ShellText> shell, IStringLocalizer<TextsText> texts, IOptions<PortalOptions> portal)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var documents = routes.MapGroup("/documents").Requires(Ability.ReadDocuments);
        documents.MapGet("/{document}", (HttpContext context, string document, ReadingEndpoints reading) => reading.ReadAsync(context, document, null));
        documents.MapGet("/{document}/editions/{edition}", (HttpContext context, string document, string edition, ReadingEndpoints reading) => reading.ReadAsync(context, document, edition));
        documents.MapGet("/{document}/editions/{edition}/changes/{since}", (HttpContext context, string document, string edition, string since, ReadingEndpoints reading) =>
            reading.CompareAsync(context, document, edition, since));
        documents.MapGet("/{document}/editions/{edition}/changes/{since}/table.docx", (HttpContext context, string document, string edition, string since, ReadingEndpoints reading) =>
            reading.CompareAsync(context, document, edition, since, "docx"));
        documents.MapGet("/{document}/editions/{edition}/changes/{since}/table.html", (HttpContext context, string document, string edition, string since, ReadingEndpoints reading) =>
            reading.CompareAsync(context, document, edition, since, "html"));
        documents.MapGet("/{document}/editions/{edition}/changes/{since}/instrument.docx", (HttpContext context, string document, string edition, string since, ReadingEndpoints reading) =>
            reading.CompareAsync(context, document, edition, since, Instrument));
        // Where it is switched off there is no such address at all.
        if (routes.ServiceProvider.GetRequiredService<IOptions<PortalOptions>>().Value.PublicBasicPolicy)
            routes.MapGet(SiteUrls.PublicPolicy, (HttpContext context, ReadingEndpoints reading) => reading.ReadPublicAsync(context)).AllowAnonymous();
    }

    /// <summary>The basic policy as everybody may read it, whoever asks.</summary>
    private async Task ReadPublicAsync(HttpContext context)
    {
        var ct = context.RequestAborted;
        var now = clock.Now();
        var reader = Reader.Anonymous(TokyoTime.DateOf(now));
        await using var db = databases.OpenFor(reader);
        var found = await db.Documents.AsNoTracking().Where(d => d.Tier == Tier.BasicPolicy && d.Openness == Openness.Public).Select(d => d.Id).ToListAsync(ct);
        ReadingFacts? facts = null;
        foreach (var id in found)
            if (await query.FindAsync(db, id) is { } candidate && candidate.Order.InForceOn(reader.Day) is not null && (facts is null || string.CompareOrdinal(candidate.Code, facts.Code) < 0))
                facts = candidate;
        if (facts is null || await bodies.FindAsync(db, facts.ShownOn(reader.Day).Id, facts.Withheld, TextsAbove.None, ct) is not { } body)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var page = new ReadingPage(facts, facts.Of(body.Id), body, reader, now, text, shell, texts);
        var frame = await frames.FrameAsync(context, reader, display.Read(context));
        await WriteAsync(context, frame, facts.Of(body.Id).Title, page.Running, page.Head(null, null), body.OutlineHtml, EndOfOutline, body.Html, page.Notes([]));
    }

    private async Task ReadAsync(HttpContext context, string document, string? edition)
    {
        var ct = context.RequestAborted;
        var reader = await current.NowAsync(ct);
        await using var db = databases.OpenFor(reader);
        var now = clock.Now();
        if (await FindAsync(db, document) is not { } facts
            || ShownOf(facts, edition, TokyoTime.DateOf(now)) is not { } shown
            || await bodies.FindAsync(db, shown.Dates.Id, facts.Withheld, await AboveAsync(db, facts, shown, ct), ct) is not { } body)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var since = facts.AcknowledgedBefore(shown.Dates.Id);
        if (shown.Acknowledged is not null || since is null || await bodies.FindAsync(db, since.Id, facts.Withheld, TextsAbove.None, ct) is not { } before)
            (since, before) = (null, null);
        var changes = before is null ? null : bodies.Between(before, body);
        var related = await query.RelatedAsync(db, facts, ct);
        if (facts.Tier == Tier.Procedure && !HeadRequests.IsHead(context))
            await JournalAsync(context, db, facts, shown, null);

        var page = new ReadingPage(facts, shown, body, reader, now, text, shell, texts);
        var frame = await frames.FrameAsync(context, reader, display.Read(context));
        await WriteAsync(context, frame, shown.Title, page.Running,
            page.Head(changes, since), body.OutlineHtml, EndOfOutline, changes?.MarkedHtml ?? body.Html, page.Notes(related));
    }

    /// <summary>What defines words for the text as it holds today; an earlier or a coming edition would be read by other definitions than those of today.</summary>
    private async ValueTask<TextsAbove> AboveAsync(PolicyDb db, ReadingFacts facts, EditionFact shown, CancellationToken ct) =>
        facts.Order.InForceOn(db.Reader.Day)?.Id == shown.Dates.Id ? await inForce.AboveAsync(db, facts.Tier, current.Asked, ct) : TextsAbove.None;

    private static readonly byte[] EndOfOutline = "</nav>"u8.ToArray();

    private const string Instrument = "instrument";

    /// <param name="form">Of a file with the table, or <see cref="Instrument"/>; null for the page.</param>
    private async Task CompareAsync(HttpContext context, string document, string edition, string since, string? form = null)
    {
        var ct = context.RequestAborted;
        var reader = await current.NowAsync(ct);
        await using var db = databases.OpenFor(reader);
        if (await FindAsync(db, document) is not { } facts
            || ShownOf(facts, edition, default) is not { } after || ShownOf(facts, since, default) is not { } before
            || facts.Order.NumberOf(before.Dates.Id) >= facts.Order.NumberOf(after.Dates.Id)
            || await bodies.FindAsync(db, after.Dates.Id, facts.Withheld, TextsAbove.None, ct) is not { } newBody || await bodies.FindAsync(db, before.Dates.Id, facts.Withheld, TextsAbove.None, ct) is not { } oldBody)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (facts.Tier == Tier.Procedure && !HeadRequests.IsHead(context))
            await JournalAsync(context, db, facts, after, before);
        var changes = bodies.Between(oldBody, newBody);
        if (form is not null)
        {
            var onEachSheet = ProcedureMarking.Of(facts.Tier, facts.Openness, reader, clock.Now(), texts);
            await (form == Instrument
                ? ComparisonFile.WriteInstrumentAsync(context, AmendingText.BetweenEditions(oldBody.Tree, newBody.Tree, InstrumentUsage.Municipal with { Effective = after.Dates.EffectiveFrom }), after.Title, onEachSheet)
                : ComparisonFile.WriteAsync(context, form, ComparisonTable.Of(changes.Comparison, ComparisonTableUsage.Usual), after.Title, onEachSheet));
            return;
        }
        var frame = await frames.FrameAsync(context, reader, display.Read(context));
        var marking = new HtmlWriter();
        ReadingPage.WriteMarking(marking, facts, reader, clock.Now(), texts);
        await WriteAsync(context, frame, text["ChangesTitle", after.Title], text["ChangesTitle", after.Title], marking.ToUtf8(), ChangesPage.Write(facts, before, after, newBody, oldBody, changes, text, shell));
    }

    private async Task<ReadingFacts?> FindAsync(PolicyDb db, string document) =>
        PublicId.TryParse<DocumentId>(document) is { } id ? await query.FindAsync(db, id) : null;

    private static EditionFact? ShownOf(ReadingFacts facts, string? edition, DateOnly today) => edition is null
        ? facts.Of(facts.ShownOn(today).Id)
        : PublicId.TryParse<EditionId>(edition) is { } id ? facts.Editions.FirstOrDefault(e => e.Dates.Id == id && e.Dates.Kind != EditionKind.Repeal) : null;

    /// <summary>Reading a procedure leaves a trace: the one change that a GET makes.</summary>
    /// <param name="since">With which edition it was compared; null for none.</param>
    private static Task JournalAsync(HttpContext context, PolicyDb db, ReadingFacts facts, EditionFact shown, EditionFact? since) =>
        db.EnterReadingAsync([new JournalFact(ReadingEntries.Fact, facts.Id).With("edition", shown.Dates.Id).With("since", since?.Dates.Id)], ReadingJournal.SessionOf(context), context.RequestAborted);

    private async Task WriteAsync(HttpContext context, FrameBytes frame, string title, string running, params ReadOnlyMemory<byte>[] parts)
    {
        var name = new HtmlWriter().Words(title).Raw(" — ").Words(portal.Value.NameIn(display.Read(context).Language)).ToUtf8();
        ReadOnlyMemory<byte>[] all = [frame.BeforeRunning, new HtmlWriter().Words(running).ToUtf8(), frame.BeforeTitle, name, frame.BeforeMain, .. parts, frame.AfterMain];
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = all.Sum(part => part.Length);
        foreach (var part in all)
            response.BodyWriter.Write(part.Span);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
