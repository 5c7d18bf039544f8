using System.Text.RegularExpressions;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Acknowledging;

/// <summary>受付の控え。What the receipt of an acknowledgement says.</summary>
/// <param name="Department">所属 on the day of the acknowledgement, as recorded then; empty for whoever belonged to none.</param>
/// <param name="Document">What was acknowledged; null when the holder may not know the document any more: the receipt stays, the name goes.</param>
/// <param name="Statement">As agreed to; without the title where that is not shown, and null where it cannot be told apart.</param>
/// <param name="Seen">What <paramref name="SeenHash"/> stands for, and whether it is shown to the reader.</param>
/// <param name="IsGenuine">Whether what is kept still gives the hash that was handed out.</param>
public sealed partial record Receipt(
    AcknowledgementId Id, string ReceiptNumber, DateTimeOffset At, PersonId PersonId, string PersonName, string StaffNumber, string Department, ReceiptDocument? Document,
    ContentHash SeenHash, SeenText Seen, ContentHash ReceiptHash, string? Statement, bool IsGenuine)
{
    /// <summary>職 at that time, as it was called then; empty for whoever held none.</summary>
    public string Post { get; private init; } = "";

    public ShownText Shown { get; private init; }

    /// <summary>The attempts in which the questions were answered that were asked before.</summary>
    public IReadOnlyList<string> AnsweredIn { get; private init; } = [];

    /// <summary>誓約書: the statement is a pledge.</summary>
    public bool IsPledge { get; private init; }

    /// <summary>When it was taken back; null while it stands.</summary>
    public DateTimeOffset? TakenBackAt { get; private init; }

    /// <summary>Why it was taken back; null where that is not shown.</summary>
    public string? TakenBackFor { get; private init; }

    /// <summary>Who entered it from paper; null for whoever acknowledged on a screen.</summary>
    public string? EnteredBy { get; private init; }

    /// <summary>共用端末 at which it was made, and who had opened it; null elsewhere.</summary>
    public TerminalThen? Terminal { get; private init; }

    /// <summary>A receipt of the reader; null when there is none.</summary>
    public static async Task<Receipt?> FindOwnAsync(PolicyDb db, AcknowledgementId id, CancellationToken ct)
    {
        var me = db.Reader.PersonId;
        return await db.Acknowledgements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.PersonId == me, ct) is { } row ? await OfAsync(db, row, ct) : null;
    }

    /// <summary>
    /// Checks what a sheet of paper says: the receipt when number and hash (whole, or its first twelve digits) belong together and what is kept agrees.
    /// Its holder may ask, and whoever may see who has acknowledged; for everybody else there is no such receipt, nor for whoever may see them of a document that they may not know.
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
        var statement = db.Open(row.DocumentId, row.Statement);
        var document = await ReceiptDocument.OfAsync(db, row, statement, ct);
        var office = await db.OfficeAsync(ct);
        var person = office.People.GetValueOrDefault(row.PersonId) ?? await db.People.AsNoTracking().SingleAsync(one => one.Id == row.PersonId, ct);
        var then = new NamesThen(office.FormerNames.Where(name => name.PersonId is null || name.PersonId == row.PersonId), TokyoTime.DateOf(row.At), row.At);
        var back = await db.AcknowledgementWithdrawals.AsNoTracking().SingleOrDefaultAsync(one => one.AcknowledgementId == row.Id, ct);
        return new Receipt(row.Id, row.ReceiptNumber, row.At, row.PersonId, then.Of(row.PersonId, person.Name), person.StaffNumber, DepartmentOf(office, row, then), document,
            row.SeenHash, document?.Seen ?? SeenText.Whole, row.ReceiptHash, document is null ? AcknowledgementStatement.WithoutTitle(statement) : statement,
            await db.IsGenuineAsync(row, statement, ct))
        {
            Post = row.PostId is { } post ? then.Of(post, office.NameOf(post)) : "",
            TakenBackAt = back?.At, TakenBackFor = back is null || document is null ? null : db.Open(row.DocumentId, back.Reason),
            EnteredBy = row.EnteredBy is { } entered ? (await db.NamesAsync([entered], ct)).GetValueOrDefault(entered) : null,
            Terminal = row.TerminalId is { } terminal ? await db.SharedTerminals.AsNoTracking().Where(t => t.Id == terminal)
                .Join(db.People, t => t.OpenedBy, p => p.Id, (t, p) => new TerminalThen(t.Place, p.Name)).SingleAsync(ct) : null,
            AnsweredIn = row.AnsweredIn?.Split(' ') ?? [], Shown = row.Shown, IsPledge = row.StatementVersion.StartsWith("pledge-", StringComparison.Ordinal),
        };
    }

    // As it was known at that instant: a later transfer or correction does not change what the paper says.
    private static string DepartmentOf(OfficeRows office, Acknowledgement row, NamesThen then)
    {
        var stay = office.Assignments[row.PersonId].Where(a => a.DepartmentId is not null && a.HoldsOn(TokyoTime.DateOf(row.At), row.At)).OrderByDescending(a => a.From).ThenBy(a => a.Id.Value).FirstOrDefault();
        return stay?.DepartmentId is { } id ? then.Of(id, office.NameOf(id)) : "";
    }

    /// <summary>Without the gaps and dashes that people type, width folded.</summary>
    private static string Tidy(string? written) =>
        written is { Length: > 0 and <= 200 } ? Gaps().Replace(written.Normalize(System.Text.NormalizationForm.FormKC), "") : "";

    [GeneratedRegex(@"[\s\-‐‑–—―ー−…]")]
    private static partial Regex Gaps();
}

/// <summary>共用端末 as a receipt names it.</summary>
public sealed record TerminalThen(string Place, string OpenedBy);

/// <summary>控えの一覧の行。</summary>
/// <param name="Title">As the signed statement calls the document; null when the holder may not know it any more.</param>
/// <param name="Number">第n版 in the signed statement.</param>
internal sealed record ReceiptLine(AcknowledgementId Id, string ReceiptNumber, DateTimeOffset At, string? Title, int Number, bool IsTakenBack)
{
    /// <summary>All receipts of the reader, the latest first.</summary>
    /// <param name="asked">The stamps under which the reader was made.</param>
    public static async Task<IReadOnlyList<ReceiptLine>> AllOwnAsync(PolicyDb db, KnownDocuments documents, Stamps? asked, CancellationToken ct)
    {
        var me = db.Reader.PersonId;
        var known = (await documents.AllAsync(db.Reader, asked, ct)).ToDictionary(one => one.Document.Id);
        var rows = await db.Acknowledgements.AsNoTracking().Where(row => row.PersonId == me).Select(row => new { Row = row, IsTakenBack = db.AcknowledgementWithdrawals.Any(one => one.AcknowledgementId == row.Id) }).ToListAsync(ct);
        return [.. rows.OrderByDescending(one => one.Row.At).Select(one => Of(one.Row, one.IsTakenBack))];

        ReceiptLine Of(Acknowledgement row, bool isTakenBack)
        {
            if (!known.TryGetValue(row.DocumentId, out var document))
                return new(row.Id, row.ReceiptNumber, row.At, null, 0, isTakenBack);
            var (title, number) = AcknowledgementStatement.Named(db.Open(row.DocumentId, row.Statement)) ?? (document.TitleOf(row.EditionId, db), document.Order.NumberAt(row.EditionId, row.At));
            return new(row.Id, row.ReceiptNumber, row.At, title, number, isTakenBack);
        }
    }
}

/// <summary>見た本文。What the hash of what was seen stands for.</summary>
public enum SeenText
{
    /// <summary>The whole text, which is also the whole that the reader may read.</summary>
    Whole,

    /// <summary>The text without what was withheld from the holder: a mark that only the portal can tell (<see cref="WithheldProvisions.MarkOf"/>).</summary>
    AsShown,

    /// <summary>The whole text, of which the reader of the receipt may read only a part: the hash is not shown.</summary>
    NotTold,
}

/// <summary>What a receipt says of the document, for a reader who may know it.</summary>
/// <param name="Title">As the signed statement calls it.</param>
/// <param name="Number">第n版 in the signed statement.</param>
/// <param name="NumberNow">第n版 as it is counted today; another one once an earlier edition was entered.</param>
/// <param name="Seen">What the hash of what was seen stands for.</param>
public sealed record ReceiptDocument(DocumentId Id, EditionId Edition, string Title, int Number, int NumberNow, DateOnly EffectiveFrom, SeenText Seen)
{
    /// <summary>第n版, as it was counted then, against which changes were shown; 0 where none were.</summary>
    public int SinceNumber { get; private init; }

    internal static async Task<ReceiptDocument?> OfAsync(PolicyDb db, Acknowledgement row, string statement, CancellationToken ct)
    {
        if (await db.KnownDocumentAsync(row.DocumentId, row.EditionId, ct) is not { } document)
            return null;
        var (own, order) = (document.Editions[row.EditionId], document.Order);
        // A statement that names nothing in our form is said to be about what was on record when it was signed.
        var (title, number) = AcknowledgementStatement.Named(statement)
            ?? (document.TitleOf(row.EditionId, db), order.NumberAt(row.EditionId, row.At));
        return new ReceiptDocument(row.DocumentId, row.EditionId, title, number, order.NumberOf(row.EditionId), own.EffectiveFrom, SeenOf(db, row, document))
        {
            SinceNumber = row.ShownSinceId is { } since ? order.NumberAt(since, row.At) : 0,
        };
    }

    private static SeenText SeenOf(PolicyDb db, Acknowledgement row, KnownDocument document)
    {
        if (row.SeenHash != document.Editions[row.EditionId].Hash)
            return SeenText.AsShown;
        return WithheldProvisions.From(db.Reader, row.DocumentId, document.Decisions).IsNone ? SeenText.Whole : SeenText.NotTold;
    }
}
