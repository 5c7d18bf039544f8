using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Testing.Web;

/// <summary>Documents without an edition, for tests of who may see and keep them.</summary>
public static class PortalDocuments
{
    public static async Task<DocumentId> AddDocumentAsync(this Portal portal, Tier tier, string code, string title, DepartmentId department, PersonId custodian)
    {
        await using var db = portal.Open(await portal.ReaderAsync(custodian));
        var id = db.Ids.Next<DocumentId>();
        db.CreateKeyFor(id);
        var document = new PolicyDocument
        {
            Id = id, Tier = tier, Code = db.Seal(id, code), Title = db.Seal(id, title),
            Instrument = tier == Tier.Procedure ? InstrumentKind.Manual : InstrumentKind.Standard, OwnerDepartmentId = department, FirstCustodianId = custodian,
            Openness = tier == Tier.Procedure ? Openness.NeedToKnow : Openness.Internal, Audience = tier == Tier.Procedure ? Audience.Granted : Audience.AllWorkers, CreatedAt = db.Now,
        };
        db.Documents.Add(document);
        db.Record(new JournalFact("document.registered", id), document);
        await db.SaveChangesAsync();
        return id;
    }
}
