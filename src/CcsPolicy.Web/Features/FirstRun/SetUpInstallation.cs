using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.FirstRun;

/// <summary>One of the first two people.</summary>
public sealed record FirstPerson(string? StaffNumber, string? Name, string? Kana);

/// <summary>Records the office and two different people: a system administrator, who runs it, and the CISO, who appoints everybody else.</summary>
public sealed record SetUpInstallation(string? Code, string? Office, string? OfficeEnglish, FirstPerson Administrator, FirstPerson Ciso);

/// <summary>The two words of invitation, to be shown once.</summary>
public sealed record FirstInvitations(string Administrator, string Ciso, DateTimeOffset Until);

public sealed class SetUpInstallationHandler(FirstRunState state, PolicyDbFactory databases, Invitations invitations, IOptions<PortalOptions> portal)
{
    public Task<Result<FirstInvitations>> HandleAsync(SetUpInstallation command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        return state.AloneAsync(() => SetUpAsync(command, ct), ct);
    }

    private async Task<Result<FirstInvitations>> SetUpAsync(SetUpInstallation command, CancellationToken ct)
    {
        if (!await state.IsNeededAsync(ct))
            return FirstRunErrors.Done;
        if (Incomplete(command) is { } missing)
            return missing;
        if (!state.Matches(command.Code))
            return FirstRunErrors.WrongCode;
        await using var db = databases.OpenFor(Reader.Nobody);
        var administrator = Add(db, command.Administrator, Role.SystemAdministrator);
        var ciso = Add(db, command.Ciso, Role.Ciso);
        OfficeName.Write(db, command.Office!, command.OfficeEnglish ?? "");
        db.Record(new JournalFact("installation.set-up").With("administrator", administrator.PersonId).With("ciso", ciso.PersonId));
        await db.SaveChangesAsync(ct);
        state.End();
        OfficeName.Show(portal.Value, command.Office!, command.OfficeEnglish ?? "");
        return new FirstInvitations(invitations.TokenFor(administrator), invitations.TokenFor(ciso), invitations.Until);
    }

    private static DomainError? Incomplete(SetUpInstallation command)
    {
        if (string.IsNullOrWhiteSpace(command.Office) || command.Office.Length > 100 || command.OfficeEnglish?.Length > 100)
            return FirstRunErrors.NoOffice;
        foreach (var person in (FirstPerson[])[command.Administrator, command.Ciso])
            if (AccountOpening.Written(person.StaffNumber) is not { Length: > 0 and <= 20 } || person.Name?.Trim() is not { Length: > 0 and <= 100 } || person.Kana?.Length > 100)
                return FirstRunErrors.PersonIncomplete;
        return AccountOpening.Normal(command.Administrator.StaffNumber) == AccountOpening.Normal(command.Ciso.StaffNumber) ? FirstRunErrors.SamePerson : null;
    }

    private static Account Add(PolicyDb db, FirstPerson typed, Role role)
    {
        var (now, today) = (db.Now, TokyoTime.DateOf(db.Now));
        var person = new Person
        {
            Id = db.Ids.Next<PersonId>(), StaffNumber = AccountOpening.Written(typed.StaffNumber), Name = typed.Name!.Trim(),
            Kana = typed.Kana?.Trim() is { Length: > 0 } kana ? kana : typed.Name.Trim(),
        };
        db.People.Add(person);
        db.Employments.Add(new Employment
        {
            Id = db.Ids.Next<EmploymentId>(), PersonId = person.Id, From = today, RecordedAt = now,
            Kind = role == Role.Ciso ? EmploymentKind.Officer : EmploymentKind.Employee,
        });
        db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = person.Id, Role = role, From = today, RecordedAt = now });
        var account = AccountOpening.For(person.Id, person.StaffNumber, db.Ids);
        account.OwnerConfirmedAt = now;
        db.Users.Add(account);
        return account;
    }
}

/// <summary>The name of the office as it was given at the first run; the configuration, where it gives one, goes before it.</summary>
internal static class OfficeName
{
    private const string Japanese = "portal.office";
    private const string English = "portal.office-english";

    public static void Write(PolicyDb db, string office, string officeEnglish)
    {
        db.Settings.Add(new Setting { Name = Japanese, Value = office.Trim() });
        db.Settings.Add(new Setting { Name = English, Value = officeEnglish.Trim() });
    }

    public static void Show(PortalOptions portal, string office, string officeEnglish)
    {
        if (portal.Office.Length == 0)
            (portal.Office, portal.OfficeEnglish) = (office.Trim(), officeEnglish.Trim());
    }

    /// <summary>At start.</summary>
    public static async Task ShowAsync(PolicyDbFactory databases, PortalOptions portal, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var kept = await db.Settings.AsNoTracking().Where(s => s.Name == Japanese || s.Name == English).ToDictionaryAsync(s => s.Name, s => s.Value, ct);
        Show(portal, kept.GetValueOrDefault(Japanese, ""), kept.GetValueOrDefault(English, ""));
    }
}

internal static class FirstRunErrors
{
    public static DomainError Done { get; } = new("first-run.done",
        "設定はすでに終わっています。サインインしてください。", "The installation has been set up already. Sign in.");

    public static DomainError WrongCode { get; } = new("first-run.wrong-code",
        "コードが合いません。サーバーの鍵のフォルダーのファイル first-run.code に書かれたコードを入れてください。10回誤ると、再起動するまで受け付けません。",
        "The code does not match. Enter the code that stands in the file first-run.code in the server's folder of keys. After ten wrong tries none is accepted until the server is restarted.");

    public static DomainError NoOffice { get; } = new("first-run.no-office",
        "組合の名称を100文字以内で入れてください。", "Enter the name of the association in at most 100 characters.");

    public static DomainError PersonIncomplete { get; } = new("first-run.person-incomplete",
        "二人とも、職員番号（20文字以内）と氏名（100文字以内）を入れてください。", "Enter a staff number (at most 20 characters) and a name (at most 100) for both people.");

    public static DomainError SamePerson { get; } = new("first-run.same-person",
        "システム管理者とCISOは別の人にしてください。職員番号が同じです。", "The system administrator and the CISO must be two different people; the staff numbers are the same.");
}
