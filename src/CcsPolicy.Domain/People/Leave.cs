using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.People;

/// <summary>休業・休職の識別子。</summary>
public readonly record struct LeaveId(Guid Value) : ITypedId<LeaveId>
{
    public static LeaveId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>
/// 休業・休職。Days (both included) on which somebody employed does not work: childcare leave, long sick leave, secondment. Why is not kept, since nothing here depends on it. Never changed: a correction
/// withdraws the row and records another.
/// </summary>
public sealed class Leave : IDatedRow
{
    public required LeaveId Id { get; init; }

    public required PersonId PersonId { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The last day; null while it is not known.</summary>
    public DateOnly? Until { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public PersonId? RecordedBy { get; init; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    public void Withdraw(DateTimeOffset at) => WithdrawnAt ??= at;

    /// <summary>復帰の日: the day after the last leave that ended before the day; null when there was none.</summary>
    /// <param name="leaves">All rows of one person.</param>
    /// <param name="knownAt">By what was recorded at that instant; null for what is recorded now.</param>
    public static DateOnly? BackSince(IEnumerable<Leave> leaves, DateOnly day, DateTimeOffset? knownAt = null) => leaves
        .Where(leave => leave.Until < day && (knownAt is { } at ? leave.HoldsOn(leave.From, at) : leave.HoldsOn(leave.From)))
        .Max(leave => (DateOnly?)leave.Until!.Value.AddDays(1));
}
