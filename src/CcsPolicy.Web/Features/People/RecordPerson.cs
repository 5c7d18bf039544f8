using System.Net.Mail;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.People;

/// <summary>Somebody new, with the employment that begins.</summary>
public sealed record RecordPerson(string? StaffNumber, string? Name, string? Kana, string? Mail, EmploymentKind? Kind, DateOnly? From);

public sealed class RecordPersonHandler(ReaderDb store)
{
    public async Task<Result<PersonId>> HandleAsync(RecordPerson command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        var number = AccountOpening.Written(command.StaffNumber);
        if (number.Length is 0 or > 20)
            return PeopleErrors.NumberMissing;
        if (PersonWords.Check(command.Name, command.Kana, command.Mail) is { } unfit)
            return unfit;
        if (command.Kind is not { } kind)
            return PeopleErrors.WhatMissing;
        if (command.From is not { } from)
            return PeopleErrors.FromMissing;
        if (await db.People.AnyAsync(p => p.StaffNumber == number, ct))
            return PeopleErrors.NumberTaken;
        var person = new Person
        {
            Id = db.Ids.Next<PersonId>(), StaffNumber = number, Name = PersonWords.Written(command.Name),
            Kana = PersonWords.KanaOr(command.Kana, command.Name), Mail = PersonWords.MailOrNull(command.Mail),
        };
        db.People.Add(person);
        db.Employments.Add(new Employment
        {
            Id = db.Ids.Next<EmploymentId>(), PersonId = person.Id, Kind = kind, From = from, RecordedAt = db.Now, RecordedBy = db.Reader.PersonId,
        });
        db.Record(new JournalFact("person.recorded").With("person", person.Id).With("kind", kind).With("from", from));
        await db.SaveChangesAsync(ct);
        return person.Id;
    }
}

/// <summary>Name, kana and mail as they are now. <paramref name="RowVersion"/>: the row as it was seen.</summary>
/// <param name="Renamed">First day of the new name, when the person took another; null when it was written wrongly.</param>
public sealed record ChangePerson(PersonId Person, string? Name, string? Kana, string? Mail, Guid RowVersion, DateOnly? Renamed = null);

public sealed class ChangePersonHandler(ReaderDb store)
{
    public async Task<Result<Done>> HandleAsync(ChangePerson command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        if (PersonWords.Check(command.Name, command.Kana, command.Mail) is { } unfit)
            return unfit;
        if (await db.People.SingleOrDefaultAsync(p => p.Id == command.Person, ct) is not { } person)
            return AccessErrors.Gone;
        if (person.RowVersion != command.RowVersion)
            return AccessErrors.ChangedMeanwhile;
        if (await Renaming.Of(person).KeepAsync(db, PersonWords.Written(command.Name), command.Renamed, ct) is { } refusal)
            return refusal;
        (person.Name, person.Kana, person.Mail) =
            (PersonWords.Written(command.Name), PersonWords.KanaOr(command.Kana, command.Name), PersonWords.MailOrNull(command.Mail));
        db.Record(new JournalFact("person.changed").With("person", person.Id).With("renamed", command.Renamed));
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }
}

/// <summary>What is said of a person in words.</summary>
internal static class PersonWords
{
    public static DomainError? Check(string? name, string? kana, string? mail)
    {
        if (Written(name).Length is 0 or > 100)
            return PeopleErrors.NameMissing;
        if (Written(kana).Length > 100)
            return PeopleErrors.KanaTooLong;
        return MailOrNull(mail) is { } address && (address.Length > 254 || !MailAddress.TryCreate(address, out var read) || read.Address != address)
            ? PeopleErrors.MailUnfit : null;
    }

    public static string Written(string? text) => (text ?? "").Trim(' ', '　', '\t');

    public static string KanaOr(string? kana, string? name) => Written(kana) is { Length: > 0 } written ? written : Written(name);

    public static string? MailOrNull(string? mail) => Written(mail) is { Length: > 0 } written ? written : null;
}
