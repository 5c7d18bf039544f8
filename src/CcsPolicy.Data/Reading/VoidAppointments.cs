using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Data.Reading;

/// <summary>効力のない任命。An appointment that was never ended and counts for nothing.</summary>
/// <param name="Since">From which day: when its holder left, or came to another employment.</param>
public sealed record VoidAppointment(Assignment Row, DateOnly Since);

/// <summary>Asking for them.</summary>
public static class VoidAppointments
{
    /// <summary>
    /// Appointments that were never ended and count for nothing today: the person has left (coming back does not bring the office back), or is employed in a way that does not go with it.
    /// </summary>
    public static async Task<IReadOnlyList<VoidAppointment>> VoidAppointmentsAsync(this PolicyDb db, Readers readers, CancellationToken ct)
    {
        var office = await db.OfficeAsync(ct);
        var rows = office.Appointments.Where(a => a.WithdrawnAt is null && a.HoldsOn(db.Reader.Day)).ToList();
        var roles = (await readers.EverybodyTodayAsync(ct)).ToDictionary(reader => reader.PersonId!.Value, reader => reader.Roles);
        rows = rows.FindAll(row => !roles.TryGetValue(row.PersonId, out var held) || !held.Contains(row.Role!.Value));
        return [.. rows.Select(row => new VoidAppointment(row, SinceOf(row, [.. office.Employments[row.PersonId]], db.Reader.Day)))];
    }

    private static DateOnly SinceOf(Assignment row, List<Employment> employments, DateOnly day)
    {
        var left = Leaving.LastOf(employments, day);
        return row.RecordedAt < left ? TokyoTime.DateOf(left) : employments.FindAll(e => e.HoldsOn(day)).Select(e => (DateOnly?)e.From).Max() ?? row.From;
    }
}
