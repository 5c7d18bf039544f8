using CcsPolicy.Data;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Acknowledging;

/// <summary>確認の申出。Which edition, and the hash of the text that the page showed.</summary>
internal sealed record AcknowledgeEdition(DocumentId Document, EditionId Edition, ContentHash Seen);

/// <summary>
/// Records an acknowledgement. Asking again for the same edition answers with the receipt that is there. Its one question is compiled once for the
/// installation, and nothing of the text is read: hundreds come within minutes on the day of a publication.
/// </summary>
internal sealed class AcknowledgeEditionHandler(PolicyDbFactory databases, AcknowledgementWriter writer, TimeProvider clock)
{
    private readonly Func<PolicyDb, DocumentId, PersonId, IAsyncEnumerable<Row>> editions = EF.CompileAsyncQuery(
        (PolicyDb db, DocumentId id, PersonId me) =>
            from edition in db.Editions.AsNoTracking()
            where edition.DocumentId == id
            select new Row(edition.Document!, edition.Id, edition.Kind, edition.Significance, edition.EnactedOn, edition.EffectiveFrom, edition.RecordedAt, edition.Hash,
                db.Acknowledgements.Where(a => a.EditionId == edition.Id && a.PersonId == me).Select(a => (AcknowledgementId?)a.Id).FirstOrDefault()));

    public async Task<Result<AcknowledgementId>> HandleAsync(AcknowledgeEdition ask, Reader reader, CancellationToken ct)
    {
        if (reader.PersonId is not { } person || !reader.Can(Ability.AcknowledgeDocuments))
            return DocumentErrors.NotFound;
        await using var db = databases.OpenFor(reader);
        var rows = await editions(db, ask.Document, person).ToListAsync(ct);
        if (rows.Find(row => row.Id == ask.Edition) is not { } edition)
            return DocumentErrors.NotFound;
        if (edition.Acknowledged is { } known)
            return known;
        var document = edition.Document;
        var order = new EditionOrder(rows.Select(row => new EditionDates(row.Id, row.Kind, row.Significance, row.EnactedOn, row.EffectiveFrom, row.RecordedAt)));
        var statement = EditionToAcknowledge.StatementFor(db.Open(document.Id, document.Title), order.NumberOf(edition.Id), edition.EffectiveFrom);
        var made = Acknowledgement.Record(document.Id, edition.Id, edition.Hash, order, person, ask.Seen, statement, db.Ids, clock.Now());
        if (made.Error is { } refusal)
            return refusal;
        return (await writer.WriteAsync(made.Value, document, ct)).Map(written => written.Id);
    }

    private sealed record Row(
        PolicyDocument Document, EditionId Id, EditionKind Kind, Significance Significance, DateOnly EnactedOn, DateOnly EffectiveFrom, DateTimeOffset RecordedAt, ContentHash Hash, AcknowledgementId? Acknowledged);
}
