using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Acknowledgements;

/// <summary>
/// 共用端末。A browser that people without a PC share: a manager opens it for some hours, and the people of one department read and acknowledge there with staff number and PIN (暗証番号).
/// An acknowledgement made there names it.
/// </summary>
public sealed class SharedTerminal
{
    /// <summary>Characters of the name of a place at most.</summary>
    public const int LongestPlace = 60;

    /// <summary>For so long its code opens a browser.</summary>
    public static readonly TimeSpan CodeTime = TimeSpan.FromMinutes(15);

    /// <summary>A person who does nothing for so long is signed out there.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(5);

    /// <summary>For how many hours it can be opened.</summary>
    public static IReadOnlyList<int> Hours { get; } = [1, 2, 4, 8];

    public required SharedTerminalId Id { get; init; }

    /// <summary>Whose people use it.</summary>
    public required DepartmentId DepartmentId { get; init; }

    /// <summary>設置場所</summary>
    public required string Place { get; init; }

    /// <summary>The manager who opened it.</summary>
    public required PersonId OpenedBy { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>It is over from then on.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The hash of the code that makes a browser this terminal; null once one is.</summary>
    public string? CodeHash { get; set; }

    /// <summary>When a browser became this terminal.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When its manager closed it before its time.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    public Guid RowVersion { get; set; }

    /// <summary>Not over.</summary>
    public bool IsOpenAt(DateTimeOffset now) => ClosedAt is null && now < Until;

    /// <summary>Opens one; no more than a day's work long, at a place with a name.</summary>
    public static Result<SharedTerminal> Open(DepartmentId department, string? place, int hours, PersonId by, string codeHash, IdSource ids, DateTimeOffset now) => place?.Trim() switch
    {
        null or "" => SharedTerminalErrors.PlaceMissing,
        { Length: > LongestPlace } => SharedTerminalErrors.PlaceTooLong,
        _ when !Hours.Contains(hours) => SharedTerminalErrors.HoursUnknown,
        var name => new SharedTerminal
        {
            Id = ids.Next<SharedTerminalId>(), DepartmentId = department, Place = name, OpenedBy = by, OpenedAt = now, Until = now.AddHours(hours), CodeHash = codeHash,
        },
    };
}

/// <summary>共用端末についての拒否の理由。</summary>
public static class SharedTerminalErrors
{
    public static readonly DomainError PlaceMissing = new("terminal.place-missing", "設置場所を書いてください。まだ開いていません。", "Write where it stands. It is not open yet.");

    public static readonly DomainError PlaceTooLong = new("terminal.place-too-long", "設置場所は60字以内で書いてください。まだ開いていません。", "Write 60 characters at most. It is not open yet.");

    public static readonly DomainError HoursUnknown = new("terminal.hours-unknown", "開いておく時間を選んでください。まだ開いていません。", "Choose for how long it is open. It is not open yet.");

    public static readonly DomainError CodeRefused = new("terminal.code-refused",
        "この開始コードでは始められません。コードは一度だけ、開いてから15分間使えます。所属長に開き直してもらってください。",
        "The terminal cannot be started with this code. A code works once, within 15 minutes. Ask the manager to open the terminal again.");

    public static readonly DomainError NotOpen = new("terminal.not-open",
        "この端末は、共用端末として開かれていないか、時間が過ぎました。何も記録していません。所属長に開いてもらってください。",
        "This browser is not open as a shared terminal, or its time is over. Nothing was recorded. Ask the manager to open it.");

    public static readonly DomainError Refused = new("terminal.refused",
        "職員番号か暗証番号が違うか、この端末では使えません。続けて5回誤ると、所属長が新しい暗証番号を出すまで使えなくなります。",
        "The staff number or the PIN is wrong, or you cannot use this terminal. After five wrong tries in a row the PIN is closed until the manager gives out a new one.");

    public static readonly DomainError PinsDiffer = new("terminal.pins-differ", "二つの欄の暗証番号が違います。まだ決まっていません。", "The two fields differ. No PIN is set yet.");

    public static readonly DomainError PinUnfit = new("terminal.pin-unfit",
        "暗証番号は6桁から12桁の数字にしてください。同じ数字だけのもの、1つずつ増える・減るもの、渡された暗証番号、職員番号は使えません。まだ決まっていません。",
        "A PIN has 6 to 12 digits: not one digit only, no digits in a row, not the PIN that you were given and not your staff number. No PIN is set yet.");

    public static readonly DomainError NobodyChosen = new("terminal.nobody-chosen", "暗証番号を出す人に印を付けてください。30人までです。まだ出していません。", "Tick those who get a PIN, 30 at most. None was given out yet.");

    public static readonly DomainError ChangedMeanwhile = new("terminal.changed-meanwhile",
        "表示している間に、選んだ人の所属かアカウントが変わりました。何も変えていません。今の一覧で選び直してください。",
        "Meanwhile somebody of those moved, or an account changed. Nothing was changed. Choose from the list as it is now.");
}
