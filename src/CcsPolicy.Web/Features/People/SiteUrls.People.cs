using CcsPolicy.Domain.People;

namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    public const string People = "/admin/people";
    public const string NewPerson = "/admin/people/new";
    public const string ImportPeople = "/admin/people/import";
    public const string Departments = "/admin/departments";
    public const string Posts = "/admin/posts";
    public const string Systems = "/admin/systems";
    public const string PersonnelChanges = "/personnel-changes";

    public static string PersonOf(PersonId person) => $"{People}/{person}";

    /// <summary>利用者: who uses a system.</summary>
    public static string SystemOf(InformationSystemId system, int page = 1) => $"{Systems}/{system}?page={page}";

    public static string PersonnelChangeOf(PersonnelChangeId change) => $"{PersonnelChanges}/{change}";

    public static string PeopleOn(string? words, string? department, string? all, int page) =>
        $"{People}?q={Uri.EscapeDataString(words ?? "")}&department={Uri.EscapeDataString(department ?? "")}&all={Uri.EscapeDataString(all ?? "")}&page={page}";
}
