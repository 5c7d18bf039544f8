using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.People;

/// <summary>人事異動の識別子。</summary>
public readonly record struct PersonnelChangeId(Guid Value) : ITypedId<PersonnelChangeId>
{
    public static PersonnelChangeId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>
/// 人事異動。What a list of people recorded and withdrew in one step and for one day. The dated rows take effect by their days alone; this says which of them belong together, so that all of it can be undone before its day.
/// </summary>
public sealed class PersonnelChange
{
    public required PersonnelChangeId Id { get; init; }

    /// <summary>発令日: the first day on which each of its people stands otherwise than before.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>SHA-256 of the list as it was sent, as the journal has it.</summary>
    public required ContentHash File { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public PersonId? RecordedBy { get; init; }

    public DateTimeOffset? UndoneAt { get; private set; }

    public PersonId? UndoneBy { get; private set; }

    public List<PersonnelChangeRow> Rows { get; } = [];

    /// <summary>Whether it can be undone: until the day before it takes effect.</summary>
    public bool MayBeUndoneOn(DateOnly day) => UndoneAt is null && day < EffectiveOn;

    public void Undo(PersonId? by, DateTimeOffset at)
    {
        if (UndoneAt is null)
            (UndoneBy, UndoneAt) = (by, at);
    }

    /// <summary>The first day on which somebody stands otherwise than before; null when no day is.</summary>
    /// <param name="before">What was recorded, each with what it is a stay in.</param>
    /// <param name="after">What is recorded instead.</param>
    public static DateOnly? FirstDay<T>(IReadOnlyCollection<(T In, DateOnly From, DateOnly? Until)> before, IReadOnlyCollection<(T In, DateOnly From, DateOnly? Until)> after)
    {
        return before.Concat(after).SelectMany(stay => new DateOnly?[] { stay.From, stay.Until < DateOnly.MaxValue ? stay.Until.Value.AddDays(1) : null }).OfType<DateOnly>().Distinct().Order()
            .Select(day => (DateOnly?)day).FirstOrDefault(day => !On(before, day!.Value).SetEquals(On(after, day.Value)));

        static HashSet<T> On(IEnumerable<(T In, DateOnly From, DateOnly? Until)> stays, DateOnly day) => [.. stays.Where(stay => stay.From <= day && (stay.Until ?? DateOnly.MaxValue) >= day).Select(stay => stay.In)];
    }
}

/// <summary>人事異動の行。A dated row that a change of personnel recorded or withdrew.</summary>
public sealed class PersonnelChangeRow
{
    public required PersonnelChangeId ChangeId { get; init; }

    /// <summary>From 1 within the change.</summary>
    public required int Number { get; init; }

    public required PersonId PersonId { get; init; }

    /// <summary>Either this one or <see cref="AssignmentId"/> is set.</summary>
    public EmploymentId? EmploymentId { get; init; }

    public AssignmentId? AssignmentId { get; init; }

    /// <summary>Whether the change recorded the row; otherwise it withdrew it.</summary>
    public required bool IsRecorded { get; init; }
}
