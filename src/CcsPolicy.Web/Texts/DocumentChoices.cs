using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Texts;

/// <summary>What a form about a document offers to choose from.</summary>
public sealed record DocumentChoices(
    IReadOnlyList<Tier> Tiers, IReadOnlyList<(DepartmentId Id, string Name)> Departments, IReadOnlyList<(PersonId Id, string Name, string Number)> People,
    PersonId? Self, DepartmentId? OwnDepartment)
{
    public static async Task<DocumentChoices> OfAsync(ReaderDb store, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var day = db.Reader.Day;
        var departments = (await db.OfficeAsync(ct)).Departments.Values.Where(d => d.Until is null || d.Until >= day);
        return new DocumentChoices(
            [.. Enum.GetValues<Tier>().Where(db.Reader.MayRegister)],
            [.. departments.OrderBy(d => d.Code, StringComparer.Ordinal).Select(d => (d.Id, d.Name))],
            [.. (await db.EmployedPeopleAsync(ofProcedures: false, ct)).Select(p => (p.Id, p.Name, p.StaffNumber))],
            db.Reader.PersonId, db.Reader.Departments.Length > 0 ? db.Reader.Departments[0] : null);
    }
}
