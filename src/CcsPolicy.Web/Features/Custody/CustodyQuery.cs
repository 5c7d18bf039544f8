using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Custody;

public sealed record CustodyLine(DocumentId Id, Tier Tier, string Code, string Title, string Custodian, string StaffNumber, bool Works, Guid RowVersion);

/// <summary>Documents with their custodians: procedures, or basic policy and standards.</summary>
public sealed class CustodyQuery(ReaderDb store)
{
    public async Task<IReadOnlyList<CustodyLine>> ListAsync(bool procedures, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(ChangeCustodianHandler.Needed(procedures ? Tier.Procedure : Tier.Standard)))
            return [];
        var today = db.Reader.Day;
        var rows = await db.Documents.AsNoTracking().Where(d => d.Tier == Tier.Procedure == procedures)
            .Join(db.People.AsNoTracking(), d => d.CustodianId, p => p.Id, (d, p) => new
            {
                Document = d, p.Name, p.StaffNumber,
                Works = db.Employments.Any(e => e.PersonId == p.Id && e.WithdrawnAt == null && e.From <= today && (e.Until == null || e.Until >= today)),
            }).ToListAsync(ct);
        var titles = await db.TitlesAsync(ct);
        // Codes and titles are sealed: opened and sorted here, over what this reader may see.
        return [.. rows.Select(r => new CustodyLine(r.Document.Id, r.Document.Tier, db.Open(r.Document.Id, r.Document.Code), titles.Of(r.Document),
                r.Name, r.StaffNumber, r.Works, r.Document.RowVersion))
            .OrderBy(line => line.Tier).ThenBy(line => line.Code, StringComparer.Ordinal)];
    }
}
