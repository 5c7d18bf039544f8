using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Custody;

/// <summary>A document whose custody passes.</summary>
/// <param name="Decided">How many handovers of the document had been decided when it was looked at.</param>
public sealed record PassingDocument(DocumentId Document, int Decided);

/// <summary>Puts documents into somebody else's custody, all of them or none.</summary>
/// <param name="From">The first day, from 0:00; until then the custodian before keeps them.</param>
public sealed record HandOverCustody(IReadOnlyList<PassingDocument> Documents, string? StaffNumber, DateOnly? From);

/// <summary>
/// The CISO (or the deputy) decides for procedures, the security officer for basic policy and standards. A system administrator never gets the custody of
/// a procedure, and nobody takes it for himself.
/// </summary>
public sealed class HandOverCustodyHandler(ReaderDb store, Readers readers)
{
    public async Task<Result<Done>> HandleAsync(HandOverCustody command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (command.Documents.Count == 0)
            return CustodyErrors.NothingChosen;
        var ids = command.Documents.Select(one => one.Document).Distinct().ToList();
        var documents = await db.Documents.AsNoTracking().Where(d => ids.Contains(d.Id)).ToListAsync(ct);
        if (documents.Count != command.Documents.Count)
            return DocumentErrors.NotFound;
        if (!documents.TrueForAll(document => db.Reader.Can(Needed(document.Tier))))
            return AccessErrors.NotAllowed;
        if (command.From is not { } from || from < db.Reader.Day)
            return CustodyErrors.FromPast;
        var custodians = await db.CustodiansAsync(ct);
        if (command.Documents.Any(one => custodians.Decided(one.Document) != one.Decided))
            return AccessErrors.ChangedMeanwhile;
        var number = AccountOpening.Written(command.StaffNumber);
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.StaffNumber == number, ct) is not { } person)
            return CustodyErrors.NoSuchPerson;
        if (person.Id == db.Reader.PersonId)
            return AccessErrors.NotYourself;
        var successor = await readers.AsOfAsync(person.Id, from, ct);
        if (!successor.IsWorker)
            return CustodyErrors.NotEmployed;
        if (successor.Roles.Any(role => !JointOffices.Allows(role, Role.Custodian)))
            return CustodyErrors.Auditor;
        foreach (var document in documents)
        {
            if (document.Tier == Tier.Procedure && successor.IsAdministrator)
                return CustodyErrors.Administrator;
            if (document.Tier == Tier.Procedure && successor.Employment?.MayKeepProcedures() != true)
                return CustodyErrors.EmployedElsewhere;
            var custody = custodians.Of(document);
            if (custody.IsKeptBy(person.Id, from, successor.Left) && custody.After(db.Reader.Day) is null)
                return CustodyErrors.KeepsItAlready;
            db.CustodyHandovers.Add(new CustodyHandover
            {
                Id = db.Ids.Next<CustodyHandoverId>(), DocumentId = document.Id, Number = custodians.Decided(document.Id) + 1, SuccessorId = person.Id, From = from,
                DecidedBy = db.Reader.PersonId!.Value, DecidedAt = db.Now,
            });
            db.Record(new JournalFact("document.custodian-changed").With("from", custody.On(from)).With("to", person.Id).With("day", from), document);
        }
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }

    /// <summary>Who decides about the custody of a document of the tier.</summary>
    public static Ability Needed(Tier tier) => tier == Tier.Procedure ? Ability.SeeProcedureCatalogue : Ability.EditStandards;
}

internal static class CustodyErrors
{
    public static DomainError FromPast { get; } = new("custody.from-past",
        "引継ぎの日を、今日以後の日付で入力してください。その日の0時から新しい管理者になります。管理者は変わっていません。",
        "Enter the day of the handover, today or later: custody passes at 0:00 of that day. The custodian has not been changed.");

    public static DomainError NothingChosen { get; } = new("custody.nothing-chosen",
        "引き継ぐ規程を選んでください。管理者は変わっていません。", "Choose the documents that are handed over. The custodian has not been changed.");

    public static DomainError NoSuchPerson { get; } = new("custody.no-such-person",
        "その職員番号の人は名簿にいません。管理者は変わっていません。", "Nobody in the list of people has this staff number. The custodian has not been changed.");

    public static DomainError NotEmployed { get; } = new("custody.not-employed",
        "引継ぎの日に在職していない人は管理者になれません。管理者は変わっていません。", "This person is not employed on the day of the handover. The custodian has not been changed.");

    public static DomainError Administrator { get; } = new("custody.administrator",
        "システム管理者は実施手順の管理者になれません。管理者は変わっていません。", "A system administrator cannot be custodian of a procedure. The custodian has not been changed.");

    public static DomainError Auditor { get; } = new("custody.auditor",
        "監査担当者は、ほかの役割を兼ねないため、規程の管理者になれません。管理者は変わっていません。ほかの人を選んでください。",
        "An auditor holds no other office and cannot be custodian of a document. The custodian has not been changed. Choose somebody else.");

    public static DomainError EmployedElsewhere { get; } = new("custody.employed-elsewhere",
        "派遣の人と受託事業者の人は、実施手順の管理者になれません。管理者は変わっていません。", "Whoever is employed elsewhere (temporary staff of an agency, a contractor's staff) cannot be custodian of a procedure. The custodian has not been changed.");

    public static DomainError KeepsItAlready { get; } = new("custody.keeps-it-already",
        "この人は、すでにその日の管理者です。管理者は変わっていません。", "This person is custodian on that day already. The custodian has not been changed.");
}
