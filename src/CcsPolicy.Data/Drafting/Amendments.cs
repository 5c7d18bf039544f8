using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Drafting;

/// <summary>改正の見つけ方と始め方。</summary>
public static class Amendments
{
    /// <summary>The amendment with its document, for a reader who may follow it; null for everyone else, as if it never was.</summary>
    public static async Task<Amendment?> FindAmendmentAsync(this PolicyDb db, AmendmentId id, CancellationToken ct)
    {
        var amendment = await db.Amendments.Include(a => a.Document).SingleOrDefaultAsync(a => a.Id == id, ct);
        return amendment is { Document: { } document } && db.Reader.MayFollowAmendments(document) ? amendment : null;
    }

    /// <summary>The document, for a reader who may work on it or follow its amendments; null for everyone else.</summary>
    public static async Task<PolicyDocument?> FindDocumentAsync(this PolicyDb db, DocumentId id, CancellationToken ct)
    {
        var document = await db.Documents.SingleOrDefaultAsync(d => d.Id == id, ct);
        return document is not null && db.Reader.MayFollowAmendments(document) ? document : null;
    }

    /// <summary>All editions of a document in the order of their validity.</summary>
    public static async Task<EditionOrder> EditionOrderAsync(this PolicyDb db, DocumentId document, CancellationToken ct) =>
        new(await db.Editions.AsNoTracking().Where(e => e.DocumentId == document)
            .Select(e => new EditionDates(e.Id, e.Kind, e.Significance, e.EnactedOn, e.EffectiveFrom, e.RecordedAt, e.BaseEditionId, e.CarriedFromId)).ToListAsync(ct));

    /// <summary>The edition whose provisions decisions and links speak of on the reader's day.</summary>
    public static async Task<EditionId?> SpokenOfEditionAsync(this PolicyDb db, DocumentId document, CancellationToken ct) => (await db.EditionOrderAsync(document, ct)).SpokenOfOn(db.Reader.Day)?.Id;

    /// <summary>起案: puts down a new amendment for the next save.</summary>
    /// <param name="carries">載せ替える版, whose place it is to take.</param>
    /// <param name="continues">載せ替え元, which it goes on from.</param>
    /// <param name="first">The amendment of another document, with that document, that it goes with.</param>
    public static Result<Amendment> Begin(this PolicyDb db, PolicyDocument document, EditionKind kind, EditionId? baseEdition, EditionId? carries = null, AmendmentId? continues = null, Amendment? first = null)
    {
        // Whoever registers a document for the own custody becomes its custodian with this very save.
        var isOwnAndNew = document.FirstCustodianId == db.Reader.PersonId && db.Entry(document).State == EntityState.Added;
        if (!isOwnAndNew && !db.Reader.MayEdit(document))
            return AmendmentErrors.NotYours;
        var amendment = new Amendment
        {
            Id = db.Ids.Next<AmendmentId>(), DocumentId = document.Id, BaseEditionId = baseEdition, CarriesId = carries, ContinuesId = continues, Kind = kind,
            DraftedBy = db.Reader.PersonId!.Value, DraftedAt = db.Now,
        };
        if (first is not null)
            amendment.Accompany(first.Id);
        db.Amendments.Add(amendment);
        db.Record(new JournalFact("amendment.drafted").With("amendment", amendment.Id).With("kind", kind).With("base", baseEdition).With("carries", carries)
            .With("accompanies", first is { Document: { } amended } && document.MayTellOf(amended) ? first.Id : null), document);
        return amendment;
    }

    /// <summary>意見: puts down what the reader says about the amendment, sealed and with its journal entry, for the next save.</summary>
    /// <param name="provision">Lineage key of the provision it is about; null for the amendment as a whole, or a sentence of its instrument.</param>
    /// <param name="sentence">The sentence of the instrument it is about, by number and words.</param>
    public static ProvisionComment PutComment(this PolicyDb db, Amendment amendment, PolicyDocument document, string words, Guid? provision = null, (int Number, string Words)? sentence = null) =>
        db.PutComment(document, words, amendment.Id, null, provision, sentence);

    /// <summary>Puts down why references of an edition are left as they are, for the next save.</summary>
    /// <param name="amendment">The amendment that it came from, or that is made of it, where this is said as well; null where there is none.</param>
    public static ProvisionComment PutReasonLeft(this PolicyDb db, PolicyDocument document, EditionId edition, AmendmentId? amendment, string words) =>
        db.PutComment(document, words, amendment, edition, null, null);

    private static ProvisionComment PutComment(this PolicyDb db, PolicyDocument document, string words, AmendmentId? amendment, EditionId? edition, Guid? provision, (int Number, string Words)? sentence)
    {
        var comment = new ProvisionComment
        {
            Id = db.Ids.Next<CommentId>(), AmendmentId = amendment, EditionId = edition, DocumentId = document.Id, ProvisionKey = provision,
            Sentence = sentence?.Number, SentenceWords = sentence is { } on ? db.Seal(document.Id, on.Words) : default,
            Text = db.Seal(document.Id, words.Trim()), WrittenBy = db.Reader.PersonId!.Value, WrittenAt = db.Now,
        };
        db.Comments.Add(comment);
        db.Record(new JournalFact("comment.written").With("amendment", amendment).With("edition", edition).With("comment", comment.Id).With("provision", provision?.ToString("N")).With("sentence", sentence?.Number), document);
        return comment;
    }

    /// <summary>People with an employment on the reader's day who hold no office beside which nobody keeps a document: who may be custodian.</summary>
    /// <param name="ofProcedures">Those alone who may be custodian of a procedure, as far as employment decides it.</param>
    public static async Task<IReadOnlyList<Person>> EmployedPeopleAsync(this PolicyDb db, bool ofProcedures, CancellationToken ct)
    {
        var (office, day) = (await db.OfficeAsync(ct), db.Reader.Day);
        var barred = office.Appointments.Where(a => !JointOffices.Allows(a.Role!.Value, Role.Custodian) && a.StandsOn(day, Leaving.LastOf(office.Employments[a.PersonId], day))).Select(a => a.PersonId).ToHashSet();
        var employed = office.Employments.SelectMany(person => person).Where(e => e.HoldsOn(day) && (!ofProcedures || e.Kind.MayKeepProcedures())).Select(e => e.PersonId).Distinct();
        return [.. employed.Where(id => !barred.Contains(id)).Select(id => office.People[id]).OrderBy(p => p.Kana, StringComparer.Ordinal).ThenBy(p => p.Id.Value)];
    }
}
