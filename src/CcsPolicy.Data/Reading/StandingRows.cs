using CcsPolicy.Domain.Acknowledgements;

namespace CcsPolicy.Data.Reading;

/// <summary>有効な確認。Acknowledgements that were not taken back.</summary>
public static class StandingRows
{
    /// <summary>Those that the reader of the context may see and that stand.</summary>
    public static IQueryable<Acknowledgement> StandingAcknowledgements(this PolicyDb db) => db.Acknowledgements.Where(row => !db.AcknowledgementWithdrawals.Any(one => one.AcknowledgementId == row.Id));
}
