using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>Asking what is withheld.</summary>
public static class WithheldQueries
{
    /// <summary>What of one document is withheld from the reader.</summary>
    public static async Task<WithheldProvisions> WithheldAsync(this PolicyDb db, DocumentId document, CancellationToken ct) =>
        WithheldProvisions.From(db.Reader, document, await db.ProvisionOpenness.AsNoTracking().Where(decision => decision.DocumentId == document).ToListAsync(ct));
}
