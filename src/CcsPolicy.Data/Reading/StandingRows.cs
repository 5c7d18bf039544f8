using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>有効な確認。Acknowledgements that were not taken back.</summary>
public static class StandingRows
{
    /// <summary>Those that the reader of the context may see and that stand.</summary>
    public static IQueryable<Acknowledgement> StandingAcknowledgements(this PolicyDb db) => db.Acknowledgements.Where(row => !db.AcknowledgementWithdrawals.Any(one => one.AcknowledgementId == row.Id));

    /// <summary>What the reader of the context has acknowledged and what stands of it, by document.</summary>
    public static async Task<ILookup<DocumentId, EditionId>> OwnAcknowledgementsAsync(this PolicyDb db, CancellationToken ct)
    {
        var me = db.Reader.PersonId;
        return (await db.StandingAcknowledgements().Where(row => row.PersonId == me).Select(row => new { row.DocumentId, row.EditionId }).ToListAsync(ct)).ToLookup(row => row.DocumentId, row => row.EditionId);
    }
}
