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
/// Records an acknowledgement. Asking again for the same edition answers with the receipt that is there. Its two questions are compiled once for the
/// installation, and nothing of the text is read: hundreds come within minutes on the day of a publication.
/// </summary>
internal sealed class AcknowledgeEditionHandler(PolicyDbFactory databases, AcknowledgementWriter writer, TimeProvider clock)
{
    private readonly Func<PolicyDb, DocumentId, Task<PolicyDocument?>> documents = EF.CompileAsyncQuery(
        (PolicyDb db, DocumentId id) => db.Documents.AsNoTracking().SingleOrDefault(document => document.Id == id));

    private readonly Func<PolicyDb, DocumentId, PersonId, IAsyncEnumerable<Row>> editions = EF.CompileAsyncQuery(
        (PolicyDb db, DocumentId id, PersonId me) =>
            from edition in db.Editions
            where edition.DocumentId == id
            select new Row(edition.Id, edition.Kind, edition.Significance, edition.EnactedOn, edition.EffectiveFrom, edition.RecordedAt, edition.Hash,
                db.Acknowledgements.Where(a => a.EditionId == edition.Id && a.PersonId == me).Select(a => (AcknowledgementId?)a.Id).FirstOrDefault()));

    public async Task<Result<AcknowledgementId>> HandleAsync(AcknowledgeEdition ask, Reader reader, CancellationToken ct)
    {
        if (reader.PersonId is not { } person || !reader.Can(Ability.AcknowledgeDocuments))
            return DocumentErrors.NotFound;
        await using var db = databases.OpenFor(reader);
        if (await documents(db, ask.Document) is not { } document)
            return DocumentErrors.NotFound;
        var rows = new List<Row>();
        await foreach (var row in editions(db, ask.Document, person).WithCancellation(ct))
            rows.Add(row);
        if (rows.Find(row => row.Id == ask.Edition) is not { } edition)
            return DocumentErrors.NotFound;
        if (edition.Acknowledged is { } known)
            return known;
        var order = new EditionOrder(rows.Select(row => new EditionDates(row.Id, row.Kind, row.Significance, row.EnactedOn, row.EffectiveFrom, row.RecordedAt)));
        var statement = EditionToAcknowledge.StatementFor(db.Open(document.Id, document.Title), order.NumberOf(edition.Id), edition.EffectiveFrom);
        var made = Acknowledgement.Record(document.Id, edition.Id, edition.Hash, order, person, ask.Seen, statement, db.Ids, clock.Now());
        if (made.Error is { } refusal)
            return refusal;
        return (await writer.WriteAsync(made.Value, document, ct)).Map(written => written.Id);
    }

    private sealed record Row(
        EditionId Id, EditionKind Kind, Significance Significance, DateOnly EnactedOn, DateOnly EffectiveFrom, DateTimeOffset RecordedAt, ContentHash Hash, AcknowledgementId? Acknowledged);
}
