using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Saving;

/// <summary>確認の行。The one way in which an acknowledgement becomes a row and a journal entry.</summary>
public static class AcknowledgementRows
{
    /// <summary>Puts the acknowledgement down for the next save, its statement sealed, with its journal entry.</summary>
    /// <param name="document">The document of the draft's edition.</param>
    /// <param name="occasion">How many of the person and the edition were taken back before.</param>
    public static Acknowledgement AddAcknowledgement(this PolicyDb db, AcknowledgementDraft draft, PolicyDocument document, int occasion = 0)
    {
        var answered = draft.Circumstances.AnsweredIn is { Length: > 0 } attempts ? string.Join(' ', attempts) : null;
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
            DepartmentId = draft.Circumstances.Department,
            PostId = draft.Circumstances.Post,
            Method = draft.Circumstances.Method,
            Shown = draft.Circumstances.Shown,
            ShownSinceId = draft.Circumstances.Since,
            StatementVersion = draft.StatementVersion,
            AnsweredIn = answered,
            Occasion = occasion,
            EnteredBy = draft.Circumstances.EnteredBy,
            ScanId = draft.Circumstances.Scan,
            TerminalId = draft.Circumstances.Terminal,
        };
        db.Acknowledgements.Add(acknowledgement);
        db.Record(new JournalFact(AcknowledgementProof.Fact).With("edition", draft.EditionId).With("receipt", draft.ReceiptNumber).With("hash", draft.ReceiptHash).With("answered", answered),
            document, draft.Circumstances.EnteredBy ?? draft.PersonId, row: acknowledgement);
        return acknowledgement;
    }

    /// <summary>Whether what is kept still gives the hash that was handed out. The holder asks also when he may not know the document any more: of it, only the tier is looked at.</summary>
    /// <param name="statement">The statement of the row, opened.</param>
    public static async Task<bool> IsGenuineAsync(this PolicyDb db, Acknowledgement row, string statement, CancellationToken ct)
    {
        var tier = await db.Documents.WithoutReader().Where(d => d.Id == row.DocumentId).Select(d => d.Tier).SingleAsync(ct);
        return Acknowledgement.HashOf(db.HasherOf(row.DocumentId, tier), row.ReceiptNumber, row.EditionId, row.PersonId, row.At, row.SeenHash, statement) == row.ReceiptHash;
    }
}
