using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Acknowledging;

/// <summary>確認する版。An edition as the page of its acknowledgement shows it.</summary>
/// <param name="Shown">What stands for the text as the reader is shown it.</param>
/// <param name="IsWhole">That is the whole text, and <paramref name="Shown"/> its hash.</param>
/// <param name="Acknowledged">The reader's receipt, when there is one.</param>
internal sealed record EditionToAcknowledge(
    DocumentId DocumentId, EditionId EditionId, Tier Tier, string Title, int Number, DateOnly EffectiveFrom, ContentHash Shown, bool IsWhole, bool IsInForce, AcknowledgementId? Acknowledged)
{
    /// <summary>What is agreed to.</summary>
    public string Statement => AcknowledgementStatement.Of(Title, Number, EffectiveFrom);

    /// <summary>The edition; null when for this reader there is none.</summary>
    public static async Task<EditionToAcknowledge?> FindAsync(PolicyDb db, DocumentId document, EditionId edition, CancellationToken ct)
    {
        var me = db.Reader.PersonId;
        if (await db.Documents.AsNoTracking().Where(d => d.Id == document).Select(d => new { d.Tier, d.Title }).SingleOrDefaultAsync(ct) is not { } found)
            return null;
        var editions = await db.Editions.AsNoTracking().Where(e => e.DocumentId == document)
            .Select(e => new { e.Title, e.Hash, Dates = new EditionDates(e.Id, e.Kind, e.Significance, e.EnactedOn, e.EffectiveFrom, e.RecordedAt, e.BaseEditionId, e.CarriedFromId) }).ToListAsync(ct);
        if (editions.FirstOrDefault(e => e.Dates.Id == edition && e.Dates.Kind is not (EditionKind.Repeal or EditionKind.TakenBack)) is not { } own)
            return null;
        var order = new EditionOrder(editions.Select(e => e.Dates));
        var receipt = await db.Acknowledgements.AsNoTracking().Where(a => a.EditionId == edition && a.PersonId == me).Select(a => (AcknowledgementId?)a.Id).SingleOrDefaultAsync(ct);
        var withheld = await db.WithheldAsync(document, ct);
        return new EditionToAcknowledge(document, edition, found.Tier, db.Open(document, own.Title.IsEmpty ? found.Title : own.Title), order.NumberOf(edition), own.Dates.EffectiveFrom,
            withheld.MarkOf(own.Hash, db.HasherUnderKeyOf(document)), withheld.IsNone, order.InForceOn(TokyoTime.DateOf(db.Now))?.Id == edition, receipt);
    }
}
