using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Saving;

/// <summary>確認の取消しの行。The one way in which an acknowledgement is taken back.</summary>
public static class WithdrawalRows
{
    /// <summary>Takes the acknowledgement back and saves; refuses who may not, and what was taken back already.</summary>
    /// <param name="typed">The reason as typed.</param>
    public static async Task<Result<Done>> WithdrawAcknowledgementAsync(this PolicyDb db, AcknowledgementId id, string? typed, CancellationToken ct)
    {
        // Whoever may not know the document any more keeps the receipt as it is: a reason could not be sealed under its key for anybody.
        if (await db.Acknowledgements.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } acknowledgement || !AcknowledgementWithdrawal.MayBeMadeBy(db.Reader, acknowledgement)
            || await db.Documents.SingleOrDefaultAsync(one => one.Id == acknowledgement.DocumentId, ct) is not { } document)
            return DocumentErrors.NotFound;
        var reason = AcknowledgementWithdrawal.ReadReason(typed);
        if (reason.Error is { } refusal)
            return refusal;
        if (await db.AcknowledgementWithdrawals.AnyAsync(one => one.AcknowledgementId == id, ct))
            return AcknowledgementErrors.TakenBackAlready;
        var withdrawal = new AcknowledgementWithdrawal
        {
            AcknowledgementId = id, DocumentId = document.Id, Reason = db.Seal(document.Id, reason.Value), At = db.Now, By = db.Reader.PersonId!.Value,
        };
        db.AcknowledgementWithdrawals.Add(withdrawal);
        db.Record(new JournalFact("acknowledgement.taken-back").With("edition", acknowledgement.EditionId).With("receipt", acknowledgement.ReceiptNumber), document, row: withdrawal);
        return await db.TrySaveAsync(AcknowledgementErrors.TakenBackAlready, ct);
    }
}
