using System.Text.RegularExpressions;
using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Acknowledging;

/// <summary>受付の控え。What the receipt of an acknowledgement says.</summary>
/// <param name="IsGenuine">Whether what is kept still gives the hash that was handed out.</param>
public sealed partial record Receipt(
    AcknowledgementId Id, string ReceiptNumber, DateTimeOffset At, PersonId PersonId, string PersonName, DocumentId DocumentId, EditionId EditionId, Tier Tier, string Title,
    int Number, DateOnly EffectiveFrom, ContentHash SeenHash, ContentHash ReceiptHash, string Statement, bool IsGenuine)
{
    /// <summary>A receipt of the reader; null when there is none, or its document is not there for the reader any more.</summary>
    public static async Task<Receipt?> FindOwnAsync(PolicyDb db, AcknowledgementId id, CancellationToken ct)
    {
        var me = db.Reader.PersonId;
        return await db.Acknowledgements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.PersonId == me, ct) is { } row ? await OfAsync(db, row, ct) : null;
    }

    /// <summary>All receipts of the reader, the latest first.</summary>
    public static async Task<IReadOnlyList<Receipt>> AllOwnAsync(PolicyDb db, CancellationToken ct)
    {
        var me = db.Reader.PersonId;
        var receipts = new List<Receipt>();
        foreach (var row in (await db.Acknowledgements.AsNoTracking().Where(a => a.PersonId == me).ToListAsync(ct)).OrderByDescending(a => a.At))
            receipts.Add(await OfAsync(db, row, ct));
        return receipts;
    }

    /// <summary>
    /// Checks what a sheet of paper says: the receipt when number and hash (whole, or its first twelve digits) belong together and what is kept agrees.
    /// Its holder may ask, and whoever may see who has acknowledged; for everybody else, and for documents that they may not know, there is no such receipt.
    /// </summary>
    public static async Task<Receipt?> CheckAsync(PolicyDb db, string? number, string? hash, CancellationToken ct)
    {
        var (written, digits) = (Tidy(number), Tidy(hash));
        if (written.Length != 20 || digits.Length is not (12 or 64))
            return null;
        var wanted = string.Join('-', written.ToUpperInvariant().Chunk(4).Select(group => new string(group)));
        var me = db.Reader.PersonId;
        var all = db.Reader.Can(Ability.FollowAcknowledgements);
        if (await db.Acknowledgements.AsNoTracking().SingleOrDefaultAsync(a => a.ReceiptNumber == wanted && (all || a.PersonId == me), ct) is not { } row)
            return null;
        var receipt = await OfAsync(db, row, ct);
        return receipt.IsGenuine && receipt.ReceiptHash.ToString().StartsWith(digits.ToLowerInvariant(), StringComparison.Ordinal) ? receipt : null;
    }

    private static async Task<Receipt> OfAsync(PolicyDb db, Acknowledgement row, CancellationToken ct)
    {
        var document = await db.Documents.AsNoTracking().Where(d => d.Id == row.DocumentId).Select(d => new { d.Tier, d.Title }).SingleAsync(ct);
        var order = new EditionOrder(await db.Editions.AsNoTracking().Where(e => e.DocumentId == row.DocumentId)
            .Select(e => new EditionDates(e.Id, e.Kind, e.Significance, e.EnactedOn, e.EffectiveFrom, e.RecordedAt)).ToListAsync(ct));
        var name = await db.People.AsNoTracking().Where(p => p.Id == row.PersonId).Select(p => p.Name).SingleAsync(ct);
        var statement = db.Open(row.DocumentId, row.Statement);
        var number = order.NumberOf(row.EditionId);
        return new Receipt(row.Id, row.ReceiptNumber, row.At, row.PersonId, name, row.DocumentId, row.EditionId, document.Tier, db.Open(row.DocumentId, document.Title),
            number, order.All[number - 1].EffectiveFrom, row.SeenHash, row.ReceiptHash, statement,
            Acknowledgement.HashOf(row.ReceiptNumber, row.EditionId, row.PersonId, row.At, row.SeenHash, statement) == row.ReceiptHash);
    }

    /// <summary>Without the gaps and dashes that people type, width folded.</summary>
    private static string Tidy(string? written) =>
        written is { Length: > 0 and <= 200 } ? Gaps().Replace(written.Normalize(System.Text.NormalizationForm.FormKC), "") : "";

    [GeneratedRegex(@"[\s\-‐‑–—―ー−…]")]
    private static partial Regex Gaps();
}
