using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.People;

/// <summary>個人。Someone who works for the association, whatever the ground; what they are on a day is told by dated rows.</summary>
public sealed class Person
{
    /// <summary>What stands in place of name and reading once their time is over (氏名の削除).</summary>
    public const string Forgotten = "（氏名削除済み）";

    public required PersonId Id { get; init; }

    /// <summary>職員番号: unique, chosen by the office.</summary>
    public required string StaffNumber { get; init; }

    public required string Name { get; set; }

    /// <summary>かな, for sorting.</summary>
    public required string Kana { get; set; }

    /// <summary>Address for mail; null when the person has none.</summary>
    public string? Mail { get; set; }

    /// <summary>Changes with every change of the row: two people who edit at once are told.</summary>
    public Guid RowVersion { get; set; }
}

/// <summary>雇用の区分。On what ground someone works for the association (組合業務従事者 are all of them).</summary>
public enum EmploymentKind
{
    /// <summary>役員</summary>
    Officer,

    /// <summary>職員</summary>
    Employee,

    /// <summary>契約職員</summary>
    Contract,

    /// <summary>臨時職員</summary>
    Temporary,

    /// <summary>派遣</summary>
    Dispatched,

    /// <summary>受託者の従業者</summary>
    Contractor,
}

/// <summary>雇用の区分の範囲。</summary>
public static class EmploymentKinds
{
    /// <summary>職員等: 職員, 契約職員 and 臨時職員 (article 5 of the basic policy).</summary>
    public static bool IsStaff(this EmploymentKind kind) => kind is EmploymentKind.Employee or EmploymentKind.Contract or EmploymentKind.Temporary;

    /// <summary>Whether procedures may be in such a person's care: 役員 and 職員等, nobody who is employed elsewhere.</summary>
    public static bool MayKeepProcedures(this EmploymentKind kind) => kind.IsStaff() || kind == EmploymentKind.Officer;

    /// <summary>Whether such a person may hold the office: whoever sees all procedures is as near to the association as whoever keeps one.</summary>
    public static bool MayHold(this EmploymentKind kind, Role role) => role is not (Role.Ciso or Role.CisoDeputy) || kind.MayKeepProcedures();
}

/// <summary>雇用。A stay in an employment, from a day until a day (both included). Never changed: a correction withdraws the row and records another.</summary>
public sealed class Employment : IDatedRow
{
    public required EmploymentId Id { get; init; }

    public required PersonId PersonId { get; init; }

    public required EmploymentKind Kind { get; init; }

    public required DateOnly From { get; init; }

    public DateOnly? Until { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public PersonId? RecordedBy { get; init; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    public void Withdraw(DateTimeOffset at) => WithdrawnAt ??= at;
}

/// <summary>日付のある行。A fact with days on which it is true, and instants at which it was recorded and withdrawn.</summary>
public interface IDatedRow
{
    DateOnly From { get; }

    DateOnly? Until { get; }

    DateTimeOffset RecordedAt { get; }

    /// <summary>When the row was found wrong or replaced; null while it stands.</summary>
    DateTimeOffset? WithdrawnAt { get; }
}

/// <summary>日付のある行の見方。</summary>
public static class DatedRows
{
    /// <summary>On record at that instant; null for now.</summary>
    public static bool IsKnown(this IDatedRow row, DateTimeOffset? knownAt) =>
        knownAt is { } at ? row.RecordedAt <= at && (row.WithdrawnAt is not { } withdrawn || withdrawn > at) : row.WithdrawnAt is null;

    /// <summary>Whether the day is one of its days, on record or not.</summary>
    public static bool Covers(this IDatedRow row, DateOnly day) => row.From <= day && (row.Until is not { } until || until >= day);

    /// <summary>True on the day, by what is recorded now.</summary>
    public static bool HoldsOn(this IDatedRow row, DateOnly day) => row.WithdrawnAt is null && row.Covers(day);

    /// <summary>True on the day, by what was recorded at that instant.</summary>
    public static bool HoldsOn(this IDatedRow row, DateOnly day, DateTimeOffset knownAt) => row.IsKnown(knownAt) && row.Covers(day);
}
