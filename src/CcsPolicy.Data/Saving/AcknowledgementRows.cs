using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Saving;

/// <summary>確認の行。The one way in which an acknowledgement becomes a row and a journal entry.</summary>
public static class AcknowledgementRows
{
    /// <summary>Puts the acknowledgement down for the next save, its statement sealed, with its journal entry.</summary>
    /// <param name="document">The document of the draft's edition.</param>
    public static Acknowledgement AddAcknowledgement(this PolicyDb db, AcknowledgementDraft draft, PolicyDocument document)
    {
        var acknowledgement = new Acknowledgement
        {
            Id = draft.Id,
            ReceiptNumber = draft.ReceiptNumber,
            DocumentId = draft.DocumentId,
            EditionId = draft.EditionId,
            PersonId = draft.PersonId,
            At = draft.At,
            SeenHash = draft.SeenHash,
            Statement = db.Seal(draft.DocumentId, draft.Statement),
            ReceiptHash = draft.ReceiptHash,
        };
        db.Acknowledgements.Add(acknowledgement);
        db.Record(new JournalFact(AcknowledgementWriter.Fact).With("edition", draft.EditionId).With("receipt", draft.ReceiptNumber).With("hash", draft.ReceiptHash),
            document, draft.PersonId, row: acknowledgement);
        return acknowledgement;
    }
}
