using CcsPolicy.Domain.People;

namespace CcsPolicy.Web.Features.People.Importing;

/// <summary>
/// A row of the file, read. Null in <see cref="Departments"/> or <see cref="Posts"/>, or <see cref="HasMail"/> false: the file has no such column, and what is recorded stays as it is. So it does where
/// <see cref="Name"/>, <see cref="Kana"/>, <see cref="Kind"/> or <see cref="From"/> is null; somebody new needs the first, the third and a day. A null <see cref="Until"/> takes the last day away only in a row with <see cref="From"/>.
/// </summary>
public sealed record RosterRow(
    int Line, string StaffNumber, string? Name, string? Kana, string? Mail, bool HasMail, EmploymentKind? Kind, DateOnly? From,
    bool HasUntil, DateOnly? Until, IReadOnlyList<string>? Departments, IReadOnlyList<string>? Posts, DateOnly? MovedOn);

/// <summary>The names of the columns, as they stand in the first line.</summary>
internal static class RosterColumns
{
    public const string Number = "職員番号";
    public const string Name = "氏名";
    public const string Kana = "かな";
    public const string Mail = "メール";
    public const string Kind = "雇用の区分";
    public const string From = "採用日";
    public const string Until = "退職日";
    public const string Department = "所属";
    public const string Post = "職";
    public const string MovedOn = "異動日";

    public static readonly string[] All = [Number, Name, Kana, Mail, Kind, From, Until, Department, Post, MovedOn];

    public static readonly Dictionary<string, EmploymentKind> Kinds = new(StringComparer.Ordinal)
    {
        ["役員"] = EmploymentKind.Officer, ["職員"] = EmploymentKind.Employee, ["契約職員"] = EmploymentKind.Contract,
        ["臨時職員"] = EmploymentKind.Temporary, ["派遣"] = EmploymentKind.Dispatched, ["派遣職員"] = EmploymentKind.Dispatched,
        ["受託者の従業者"] = EmploymentKind.Contractor, ["受託者"] = EmploymentKind.Contractor,
    };
}
