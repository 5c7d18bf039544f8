using CcsPolicy.Data;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Protection;
using CcsPolicy.Web.Texts;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>条項の履歴。Answers the addresses of the histories of provisions, under the rules of <see cref="ReadingEndpoints"/>: what is withheld from the reader has none, in no edition.</summary>
internal sealed class HistoryEndpoints(
    CurrentReader current, PolicyDbFactory databases, ReadingQuery query, EditionBodies bodies, FramedAnswer answer, TimeProvider clock,
    IStringLocalizer<ReadingText> text, IStringLocalizer<ShellText> shell, IStringLocalizer<TextsText> texts)
{
    /// <summary>Writing an instrument of a long text takes its time: of more changes than this the latest name their sentences, and all have the way to the whole instrument.</summary>
    private const int MostInstruments = 10;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var editions = routes.MapGroup("/documents/{document}/editions/{edition}").Requires(Ability.ReadDocuments);
        editions.MapGet("/provisions", (HttpContext context, string document, string edition, HistoryEndpoints history) => history.ReadAsync(context, document, edition, null));
        editions.MapGet("/provisions/{path}", (HttpContext context, string document, string edition, string path, HistoryEndpoints history) => history.ReadAsync(context, document, edition, path));
    }

    private async Task ReadAsync(HttpContext context, string document, string edition, string? path)
    {
        var ct = context.RequestAborted;
        var reader = await current.NowAsync(ct);
        await using var db = databases.OpenFor(reader);
        if (PublicId.TryParse<DocumentId>(document) is not { } id || PublicId.TryParse<EditionId>(edition) is not { } asked || await query.FindAsync(db, id) is not { } facts
            || facts.Editions.FirstOrDefault(e => e.Dates.Id == asked && e.Dates.Kind is not (EditionKind.Repeal or EditionKind.TakenBack)) is not { } shown
            || await AllAsync(db, facts, ct) is not { } all
            || (path is null ? null : ProvisionPaths.Parse(path) is { } place ? all[asked].Paths.Find(place) : null) is var placed && placed is null != path is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var now = clock.Now();
        var page = new HistoryPage(facts, shown, all[asked], TokyoTime.DateOf(now), reader.Can(Ability.AcknowledgeDocuments), text, shell);
        var marking = new HtmlWriter();
        ReadingPage.WriteMarking(marking, facts, reader, now, texts);
        if (placed is null)
        {
            await JournalAsync(context, db, facts, [(shown, null)]);
            var rows = HistoryPage.Listed(all[asked]).Select(one => (one, (IReadOnlyList<HistoryStep>)ProvisionHistory.Of(facts, all, bodies, one.Provision.Key))).ToList();
            var heading = text["HistoriesOf", shown.Title];
            await answer.WriteAsync(context, reader, heading, heading, marking.ToUtf8(), page.WriteList(rows));
            return;
        }
        var steps = ProvisionHistory.Of(facts, all, bodies, placed.Provision.Key);
        await JournalAsync(context, db, facts, steps.Where(step => step.Body is not null).Select(step => (step.Edition, step.Before)));
        var named = steps.Where(step => facts.AmendedBy.HasInstrument(step.Edition.Dates.Kind) && step.Before is not null).TakeLast(MostInstruments).ToHashSet();
        var title = text["HistoryTitle", shown.Title, all[asked].Paths.LabelOf(placed)];
        await answer.WriteAsync(context, reader, title, title, marking.ToUtf8(), page.Write(placed, steps,
            step => !named.Contains(step) ? [] : (facts.DecidedWith(step.Edition.Dates.Id) is { } decided ? bodies.SentencesOf(all[decided.Before], all[decided.After]) : bodies.SentencesOf(step.BodyBefore!, step.Body!))
                .Touching(placed.Provision.Key)));
    }

    /// <summary>Every text of the document, with those on which an amendment was decided, and one question for those that are not kept.</summary>
    private async Task<Dictionary<EditionId, EditionBody>?> AllAsync(PolicyDb db, ReadingFacts facts, CancellationToken ct) =>
        await bodies.FindAllAsync(db, [.. facts.Order.All.Where(edition => edition.Kind != EditionKind.Repeal)
            .SelectMany(edition => facts.DecidedWith(edition.Id) is { } decided ? [edition.Id, decided.Before, decided.After] : new[] { edition.Id }).Distinct().Select(edition => (edition, TextsAbove.None))], facts.Withheld, ct) is { } found
            ? found.ToDictionary(body => body.Id) : null;

    /// <summary>Whoever reads the history of a provision of a procedure has read it in each of the editions that are shown.</summary>
    private static Task JournalAsync(HttpContext context, PolicyDb db, ReadingFacts facts, IEnumerable<(EditionFact Edition, EditionFact? Since)> read) =>
        facts.Tier != Tier.Procedure || HeadRequests.IsHead(context) ? Task.CompletedTask : db.EnterReadingAsync(
            [.. read.Select(one => new JournalFact(ReadingEntries.Fact, facts.Id).With("edition", one.Edition.Dates.Id).With("since", one.Since?.Dates.Id))],
            ReadingJournal.SessionOf(context), context.RequestAborted);
}
