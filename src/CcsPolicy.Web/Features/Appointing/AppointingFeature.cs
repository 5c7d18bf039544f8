using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Appointing;

/// <summary>Who holds which office, in the hands of the CISO.</summary>
public static class AppointingFeature
{
    public static void AddAppointing(this IServiceCollection services)
    {
        services.AddScoped<OfficersQuery>();
        services.AddScoped<AppointHandler>();
        services.AddScoped<NameCisoHandler>();
        services.AddScoped<EndAppointmentHandler>();
        services.AddSingleton(new NavigationEntry(typeof(AppointingText), "Nav", SiteUrls.Officers, 60, AbilityPolicies.NameOf(Ability.AppointOfficers)));
    }
}

/// <summary>Names the words of appointing.</summary>
public sealed class AppointingText;

/// <summary>What an appointment is worth today.</summary>
public enum OfficerState
{
    Present,
    Coming,

    /// <summary>It counts for nothing: the person works here no more, or is employed in a way that does not go with the office.</summary>
    Void,
}

public sealed record OfficerLine(AssignmentId Id, Role Role, string StaffNumber, string Person, DateOnly From, DateOnly? Until, OfficerState State);

/// <summary>Present and coming appointments.</summary>
public sealed class OfficersQuery(ReaderDb store, Readers readers)
{
    public async Task<IReadOnlyList<OfficerLine>> ListAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.AppointOfficers))
            return [];
        var today = db.Reader.Day;
        var rows = await db.Assignments.AsNoTracking().Where(a => a.Role != null && a.WithdrawnAt == null && (a.Until == null || a.Until >= today))
            .Join(db.People, a => a.PersonId, p => p.Id, (a, p) => new { Row = a, p.StaffNumber, p.Name }).ToListAsync(ct);
        var nothing = (await db.VoidAppointmentsAsync(readers, ct)).Select(one => one.Row.Id).ToHashSet();
        return [.. rows.OrderBy(r => Order(r.Row.Role!.Value)).ThenBy(r => r.Row.From)
            .Select(r => new OfficerLine(r.Row.Id, r.Row.Role!.Value, r.StaffNumber, r.Name, r.Row.From, r.Row.Until, StateOf(r.Row)))];

        OfficerState StateOf(Assignment row) => row.From > today ? OfficerState.Coming : nothing.Contains(row.Id) ? OfficerState.Void : OfficerState.Present;
    }

    private static int Order(Role role) => role switch
    {
        Role.Ciso => 0, Role.CisoDeputy => 1, Role.SecurityOfficer => 2, Role.Auditor => 3, _ => 4,
    };
}
