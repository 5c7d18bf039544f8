using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Custody;

/// <summary>Puts a document into somebody else's custody. <paramref name="RowVersion"/>: the document as it was seen.</summary>
public sealed record ChangeCustodian(DocumentId Document, string? StaffNumber, Guid RowVersion);

/// <summary>
/// The CISO (or the deputy) decides for procedures, the security officer for basic policy and standards. A system administrator never gets the custody of
/// a procedure, and nobody takes it for himself.
/// </summary>
public sealed class ChangeCustodianHandler(ReaderDb store, Readers readers)
{
    public async Task<Result<Done>> HandleAsync(ChangeCustodian command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (await db.Documents.SingleOrDefaultAsync(d => d.Id == command.Document, ct) is not { } document)
            return DocumentErrors.NotFound;
        if (!db.Reader.Can(Needed(document.Tier)))
            return AccessErrors.NotAllowed;
        if (document.RowVersion != command.RowVersion)
            return AccessErrors.ChangedMeanwhile;
        var number = AccountOpening.Written(command.StaffNumber);
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.StaffNumber == number, ct) is not { } person)
            return CustodyErrors.NoSuchPerson;
        if (person.Id == db.Reader.PersonId)
            return AccessErrors.NotYourself;
        var custodian = await readers.TodayAsync(person.Id, ct);
        if (!custodian.IsWorker)
            return CustodyErrors.NotEmployed;
        if (document.Tier == Tier.Procedure && custodian.IsAdministrator)
            return CustodyErrors.Administrator;
        var before = document.CustodianId;
        document.CustodianId = person.Id;
        db.Record(new JournalFact("document.custodian-changed", document.Id).With("from", before).With("to", person.Id), document);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return AccessErrors.ChangedMeanwhile;
        }
        return Done.Instance;
    }

    /// <summary>Who decides about the custody of a document of the tier.</summary>
    public static Ability Needed(Tier tier) => tier == Tier.Procedure ? Ability.SeeProcedureCatalogue : Ability.EditStandards;
}

internal static class CustodyErrors
{
    public static DomainError NoSuchPerson { get; } = new("custody.no-such-person",
        "その職員番号の人は名簿にいません。管理者は変わっていません。", "Nobody in the list of people has this staff number. The custodian has not been changed.");

    public static DomainError NotEmployed { get; } = new("custody.not-employed",
        "今日在職していない人は管理者になれません。管理者は変わっていません。", "This person is not employed today. The custodian has not been changed.");

    public static DomainError Administrator { get; } = new("custody.administrator",
        "システム管理者は実施手順の管理者になれません。管理者は変わっていません。", "A system administrator cannot be custodian of a procedure. The custodian has not been changed.");
}
