using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Documents;

/// <summary>A line of the catalogue.</summary>
/// <param name="Number">第n版 in force, or the last one; 0 when there is none.</param>
public sealed record CatalogueRow(
    DocumentId Id, Tier Tier, string Code, string Title, InstrumentKind Instrument, DocumentStanding Standing, bool IsWaiting,
    int Number, DateOnly? EffectiveFrom, int Drafted, int InReview, int Approved, string Department, string Custodian, Openness Openness)
{
    /// <summary>The words of state that apply, the weightiest first.</summary>
    public IEnumerable<ShownStatus> States
    {
        get
        {
            if (Standing is DocumentStanding.InForce or DocumentStanding.Repealed)
                yield return Standing == DocumentStanding.InForce ? ShownStatus.InForce : ShownStatus.Repealed;
            if (IsWaiting)
                yield return ShownStatus.Waiting;
            if (InReview + Approved > 0)
                yield return ShownStatus.InReview;
            if (Drafted > 0 || (Standing == DocumentStanding.Drafted && InReview + Approved == 0))
                yield return ShownStatus.Drafted;
        }
    }
}

/// <summary>The catalogue as the reader may see it.</summary>
public sealed record Catalogue(IReadOnlyList<CatalogueRow> Rows, bool MayRegister);

/// <summary>Lists the documents on which the reader works or decides, with where each stands today.</summary>
public sealed class ListDocumentsHandler(ReaderDb store)
{
    public async Task<Catalogue> HandleAsync(Tier? tier, ShownStatus? state, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var day = db.Reader.Day;
        var office = await db.OfficeAsync(ct);
        var open = (await db.Amendments.IgnoreAutoIncludes().AsNoTracking()
            .Where(a => a.Stage != AmendmentStage.Published && a.Stage != AmendmentStage.Withdrawn)
            .Select(a => new { a.DocumentId, a.Stage }).ToListAsync(ct)).ToLookup(a => a.DocumentId, a => a.Stage);
        var custodians = await db.CustodiansAsync(ct);
        var rows =
            from known in await db.KnownDocumentsAsync(ct)
            let document = known.Document
            where db.Reader.MayFollowAmendments(document)
            let order = known.Order
            let shown = order.LastOn(day) ?? order.All.LastOrDefault()
            let stages = open[document.Id].ToList()
            select new CatalogueRow(document.Id, document.Tier, db.Open(document.Id, document.Code), known.TitleOn(day, db), document.Instrument,
                order.StandingOn(day), order.WaitingOn(day).Any(), shown is null ? 0 : order.NumberOf(shown.Id), shown?.EffectiveFrom,
                stages.Count(s => s == AmendmentStage.Drafted), stages.Count(s => s == AmendmentStage.InReview), stages.Count(s => s == AmendmentStage.Approved),
                office.NameOf(document.OwnerDepartmentId), office.NameOf(custodians.Today(document)), document.Openness);
        return new Catalogue(
            [.. rows.Where(r => (tier is null || r.Tier == tier) && (state is not { } wanted || r.States.Contains(wanted)))
                .OrderBy(r => r.Tier).ThenBy(r => r.Code, StringComparer.Ordinal).ThenBy(r => r.Title, StringComparer.Ordinal)],
            Enum.GetValues<Tier>().Any(db.Reader.MayRegister));
    }
}
