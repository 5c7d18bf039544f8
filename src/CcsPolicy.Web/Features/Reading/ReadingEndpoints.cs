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
    CurrentReader current, PolicyDbFactory databases, ReadingQuery query, EditionBodies bodies, TextsInForce inForce, FramedAnswer answer, TimeProvider clock,
    IStringLocalizer<ReadingText> text, IStringLocalizer<ShellText> shell, IStringLocalizer<TextsText> texts, IOptions<AmendingOptions> usage)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var documents = routes.MapGroup("/documents").Requires(Ability.ReadDocuments);
        documents.MapGet("/{document}", (HttpContext context, string document, string? on, ReadingEndpoints reading) => reading.ReadAsync(context, document, null, AskedDay.Of(on)));
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
        await answer.WriteAsync(context, reader, facts.Of(body.Id).Title, page.Running, page.Head(), body.OutlineHtml, EndOfOutline, body.Html, page.Notes([], []));
    }

    private async Task ReadAsync(HttpContext context, string document, string? edition, AskedDay? asked = null)
    {
        var ct = context.RequestAborted;
        var reader = await current.NowAsync(ct);
        await using var db = databases.OpenFor(reader);
        var now = clock.Now();
        var today = TokyoTime.DateOf(now);
        var facts = await FindAsync(db, document);
        if (facts is not null && asked is not null && asked.InForce(facts.Order) is null)
        {
            await WriteNoneAsync(context, facts, asked, reader, now);
            return;
        }
        if (facts is null
            || (asked?.InForce(facts.Order) is { } onDay ? facts.Of(onDay.Id) : ShownOf(facts, edition, today)) is not { } shown
            || await BodiesAsync(db, facts, shown, asked, today, ct) is not { } around)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var related = await query.RelatedAsync(db, facts, current.Asked, ct);
        var cited = await query.CitedAsync(db, facts, ct);
        if (facts.Tier == Tier.Procedure && !HeadRequests.IsHead(context))
            await JournalAsync(context, db, facts, shown, null);

        var page = new ReadingPage(facts, shown, around.Body, reader, now, text, shell, texts) { Asked = asked, Read = around.Read, Coming = around.Coming };
        await answer.WriteAsync(context, reader, shown.Title, page.Running,
            page.Head(), around.Body.OutlineHtml, EndOfOutline, bodies.HtmlOf(around.Body, around.Read?.Changes, around.Coming, text), page.Notes(related, cited));
    }

    /// <summary>The text shown, what changed since the reader acknowledged it, and the editions that wait behind it: read with one question, as far as they are not kept.</summary>
    private async Task<(EditionBody Body, (EditionChanges Changes, EditionDates Since)? Read, IReadOnlyList<ComingEdition> Coming)?> BodiesAsync(
        PolicyDb db, ReadingFacts facts, EditionFact shown, AskedDay? on, DateOnly today, CancellationToken ct)
    {
        var since = shown.Acknowledged is null ? facts.AcknowledgedBefore(shown.Dates.Id) : null;
        var waiting = facts.WaitingBehind(shown.Dates.Id, today);
        List<(EditionId, TextsAbove)> asked = [(shown.Dates.Id, await AboveAsync(db, facts, shown, on, ct)), .. waiting.Where(next => next.Kind != EditionKind.Repeal).Select(next => (next.Id, TextsAbove.None))];
        if (since is not null)
            asked.Add((since.Id, TextsAbove.None));
        if (await bodies.FindAllAsync(db, asked, facts.Withheld, ct) is not { } found)
            return null;
        var coming = new List<ComingEdition>();
        var (last, lastBody, at) = (shown.Dates, found[0], 1);
        foreach (var next in waiting)
        {
            if (next.Kind == EditionKind.Repeal)
            {
                coming.Add(new(next, last, null));
                continue;
            }
            coming.Add(new(next, last, bodies.Between(lastBody, found[at])));
            (last, lastBody) = (next, found[at++]);
        }
        return (found[0], since is null ? null : (bodies.Between(found[^1], found[0]), since), coming);
    }

    /// <summary>A day that is none, or on which nothing was in force: no text is shown, so nothing was read.</summary>
    private async Task WriteNoneAsync(HttpContext context, ReadingFacts facts, AskedDay asked, Reader reader, DateTimeOffset now)
    {
        var today = TokyoTime.DateOf(now);
        var title = facts.Of((asked.Day is { } day ? facts.Order.NamingOn(day)! : facts.ShownOn(today)).Id).Title;
        var marking = new HtmlWriter();
        ReadingPage.WriteMarking(marking, facts, reader, now, texts);
        await answer.WriteAsync(context, reader, text["DayTitle", title], text["DayTitle", title], marking.ToUtf8(), new DayPage(facts, today, text, shell).Write(asked, title));
    }

    /// <summary>What defines words for the text as it holds today, or as it held on the day that was asked for; an earlier or a coming edition by itself would be read by other definitions than those of today.</summary>
    private async ValueTask<TextsAbove> AboveAsync(PolicyDb db, ReadingFacts facts, EditionFact shown, AskedDay? on, CancellationToken ct) =>
        on?.Day is { } day ? await inForce.AboveOnAsync(db, facts.Tier, day, current.Asked, ct)
        : facts.Order.InForceOn(db.Reader.Day)?.Id == shown.Dates.Id ? await inForce.AboveAsync(db, facts.Tier, current.Asked, ct) : TextsAbove.None;

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
            || facts.Order.NumberOf(before.Dates.Id) is var number && (number == 0 || number >= facts.Order.NumberOf(after.Dates.Id))
            || (form == Instrument && facts.AmendedBy == AmendingMethod.Revision)
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
            // An edition that was carried on has the instrument that was decided, not one that leads from the edition which came before it.
            if (form == Instrument && number + 1 == facts.Order.NumberOf(after.Dates.Id) && facts.DecidedWith(after.Dates.Id) is { } decided
                && await bodies.FindAsync(db, decided.Before, facts.Withheld, TextsAbove.None, ct) is { } first && await bodies.FindAsync(db, decided.After, facts.Withheld, TextsAbove.None, ct) is { } second)
                (oldBody, newBody) = (first, second);
            await (form == Instrument
                ? ComparisonFile.WriteInstrumentAsync(context, AmendingText.BetweenEditions(oldBody.Tree, newBody.Tree, usage.Value.Instrument(after.Dates.EffectiveFrom)), after.Title, onEachSheet)
                : ComparisonFile.WriteAsync(context, form, ComparisonTable.Of(changes.Comparison, usage.Value.Table()), after.Title, onEachSheet));
            return;
        }
        var marking = new HtmlWriter();
        ReadingPage.WriteMarking(marking, facts, reader, clock.Now(), texts);
        await answer.WriteAsync(context, reader, text["ChangesTitle", after.Title], text["ChangesTitle", after.Title], marking.ToUtf8(), ChangesPage.Write(facts, before, after, newBody, oldBody, changes, text, shell));
    }

    private async Task<ReadingFacts?> FindAsync(PolicyDb db, string document) =>
        PublicId.TryParse<DocumentId>(document) is { } id ? await query.FindAsync(db, id) : null;

    private static EditionFact? ShownOf(ReadingFacts facts, string? edition, DateOnly today) => edition is null
        ? facts.Of(facts.ShownOn(today).Id)
        : PublicId.TryParse<EditionId>(edition) is { } id ? facts.Editions.FirstOrDefault(e => e.Dates.Id == id && e.Dates.Kind is not (EditionKind.Repeal or EditionKind.TakenBack)) : null;

    /// <summary>Reading a procedure leaves a trace: the one change that a GET makes.</summary>
    /// <param name="since">With which edition it was compared; null for none.</param>
    private static Task JournalAsync(HttpContext context, PolicyDb db, ReadingFacts facts, EditionFact shown, EditionFact? since) =>
        db.EnterReadingAsync([new JournalFact(ReadingEntries.Fact, facts.Id).With("edition", shown.Dates.Id).With("since", since?.Dates.Id)], ReadingJournal.SessionOf(context), context.RequestAborted);
}
