using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;

namespace CcsPolicy.Domain.Access;

/// <summary>
/// 知る必要性。The one rule of who may know that a document exists. The store's query filter says the same in SQL; a test compares the two for every set.
/// </summary>
public static class NeedToKnow
{
    /// <param name="grants">The grants on this document with their confirmations.</param>
    public static bool MayKnow(this Reader reader, PolicyDocument document, IEnumerable<NeedToKnowGrant> grants) =>
        MayKnow(reader, document, () => grants.Any(grant => grant.DocumentId == document.Id && Opens(grant, reader)));

    /// <summary>The same of a reader who carries what grants open (<see cref="Reader.Opened"/>).</summary>
    public static bool MayKnow(this Reader reader, PolicyDocument document) =>
        MayKnow(reader, document, () => reader.IsWorker && reader.Opened.Contains(document.Id));

    private static bool MayKnow(Reader reader, PolicyDocument document, Func<bool> isGranted)
    {
        if (document.Tier == Tier.Procedure && reader.IsKeptFromProcedures)
            return false;
        return document.Openness switch
        {
            Openness.Public => reader.SeesPublic,
            Openness.Internal => reader.IsWorker,
            Openness.AllStaff => reader.IsStaff || reader.MaySeeGrants(document.Id) || isGranted(),
            Openness.NeedToKnow => reader.MaySeeGrants(document.Id) || isGranted(),
        };
    }

    /// <summary>Whether it is the reader's own: what a person acknowledged stays evidence in that person's hand, also when the document is closed afterwards.</summary>
    public static bool IsOwn(this Reader reader, Acknowledgement acknowledgement) => reader.IsConfirmed && reader.PersonId == acknowledgement.PersonId;

    /// <summary>Whether the reader decides who may know the document: its custodian, or whoever sees the catalogue.</summary>
    public static bool IsGrantedBy(this PolicyDocument document, Reader reader) => reader.Can(Ability.GrantNeedToKnow) && reader.MaySeeGrants(document.Id);

    /// <summary>
    /// Whether the reader may open the document to somebody. The first to know it are chosen by whoever sees the catalogue; after that its custodian goes on.
    /// </summary>
    /// <param name="wasGranted">Whether anybody has ever been granted it.</param>
    public static bool MayBeGrantedBy(this PolicyDocument document, Reader reader, bool wasGranted) =>
        document.IsGrantedBy(reader) && (wasGranted || reader.SeesCatalogue);

    /// <summary>Whether the reader goes through the grants on it every half-year: its custodian, or, while it has none, whoever sees the catalogue.</summary>
    public static bool IsReviewedBy(this PolicyDocument document, Reader reader, bool isOrphaned) =>
        document.IsGrantedBy(reader) && (reader.Keeps(document.Id) || (isOrphaned && reader.SeesCatalogue));

    /// <summary>Whether the reader may learn who holds a grant on a procedure: its custodian, and whoever sees the catalogue. A grant itself shows nothing of the others.</summary>
    public static bool MaySeeGrants(this Reader reader, DocumentId document) => reader.IsWorker && (reader.SeesCatalogue || reader.Keeps(document));

    /// <summary>
    /// Whether the reader may see an entry of the journal of procedures (<see cref="Journal.JournalLog.Restricted"/>): whoever sees the catalogue, and the custodian of the procedure. To hold a grant
    /// is not enough: the entries tell who else was granted it and reads it.
    /// </summary>
    /// <param name="document">What the entry is about; null when it names no document.</param>
    public static bool MaySeeRestricted(this Reader reader, PolicyDocument? document) =>
        reader.IsWorker && (reader.SeesCatalogue || (document is { Tier: Tier.Procedure } && !reader.IsAdministrator && reader.Keeps(document.Id)));

    /// <summary>Whether the grant opens its document to the reader on the reader's day.</summary>
    public static bool Opens(NeedToKnowGrant grant, Reader reader) =>
        reader.IsWorker && reader.IsConfirmed && grant.HoldsOn(reader.Day)
            && (grant.PersonId is { } person
                ? reader.PersonId == person && grant.GrantedAt >= reader.Left
                : grant.Confirmations.Any(confirmation => reader.Assignments.Contains(confirmation.AssignmentId)));
}
