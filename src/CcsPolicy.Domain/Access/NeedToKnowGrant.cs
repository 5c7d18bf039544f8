using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Access;

/// <summary>
/// 閲覧許可。Opens one need-to-know document to a person, a department or a post from a day until a day (both included).
/// By department or post it opens only through a <see cref="GrantConfirmation"/> of the stay.
/// </summary>
public sealed class NeedToKnowGrant
{
    /// <summary>So many years lasts a grant at most: as long as people usually stay on a post.</summary>
    public const int MostYears = 3;

    public required GrantId Id { get; init; }

    public required DocumentId DocumentId { get; init; }

    /// <summary>Exactly one of the three is set.</summary>
    public PersonId? PersonId { get; init; }

    public DepartmentId? DepartmentId { get; init; }

    public PostId? PostId { get; init; }

    /// <summary>What the one that is set, the person, the department or the post, is to whoever asks.</summary>
    public T To<T>(Func<PersonId, T> person, Func<DepartmentId, T> department, Func<PostId, T> post) =>
        PersonId is { } one ? person(one) : DepartmentId is { } place ? department(place) : post(PostId!.Value);

    /// <summary>Why there is a need to know.</summary>
    public required SealedText Reason { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The last day. A need to know ends; what goes on is granted anew.</summary>
    public required DateOnly Until { get; init; }

    public required PersonId GrantedBy { get; init; }

    public required DateTimeOffset GrantedAt { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }

    public PersonId? EndedBy { get; private set; }

    /// <summary>Why it was ended; null while it has not been.</summary>
    public SealedText? EndReason { get; private set; }

    public List<GrantConfirmation> Confirmations { get; } = [];

    public PolicyDocument? Document { get; private init; }

    /// <summary>Ends at once. Ending twice changes nothing.</summary>
    public void End(PersonId by, DateTimeOffset at, SealedText reason)
    {
        if (EndedAt is null)
            (EndedBy, EndedAt, EndReason) = (by, at, reason);
    }

    /// <summary>Whether it is given to the department or post of the stay. It opens to whoever stays there only once the stay is confirmed.</summary>
    public bool Covers(Assignment stay) =>
        (DepartmentId is { } department && stay.DepartmentId == department) || (PostId is { } post && stay.PostId == post);

    /// <summary>Those of the stays that it covers and nobody has confirmed: it opens nothing to them.</summary>
    public IEnumerable<Assignment> WaitingIn(IEnumerable<Assignment> stays) =>
        stays.Where(stay => stay.Role is null && Covers(stay) && Confirmations.All(confirmation => !stay.ConfirmedAs.Contains(confirmation.AssignmentId)));

    /// <summary>Those that wait and that the person may confirm: nobody confirms the own stay, which waits for another who decides on the document.</summary>
    public IEnumerable<Assignment> ConfirmedBy(PersonId person, IEnumerable<Assignment> stays) => WaitingIn(stays).Where(stay => stay.PersonId != person);

    /// <summary>From which day a stay that it covers waits: no earlier than the stay, the grant's first day, and the day of granting.</summary>
    public DateOnly WaitsSince(Assignment stay) => new[] { stay.From, From, TokyoTime.DateOf(GrantedAt) }.Max();

    /// <summary>Since when it is open to whoever has the stays: no earlier than its first day and the day of granting, and by department or post since the stay was confirmed.</summary>
    public DateOnly OpenSince(IReadOnlyCollection<AssignmentId> stays)
    {
        var given = TokyoTime.DateOf(PersonId is null ? Confirmations.Where(one => stays.Contains(one.AssignmentId)).Select(one => one.ConfirmedAt).DefaultIfEmpty(GrantedAt).Min() : GrantedAt);
        return given > From ? given : From;
    }

    /// <summary>Whether both are given to the same, and there is a day on which both hold.</summary>
    public bool Overlaps(NeedToKnowGrant other) => EndedAt is null && other.EndedAt is null && DocumentId == other.DocumentId
        && (PersonId, DepartmentId, PostId) == (other.PersonId, other.DepartmentId, other.PostId) && From <= other.Until && other.From <= Until;

    public bool HoldsOn(DateOnly day) => EndedAt is null && From <= day && Until >= day;

    /// <summary>年度末。The end that is proposed: 31 March of the fiscal year, or of the next one where less than three months are left.</summary>
    public static DateOnly UsualEnd(DateOnly day)
    {
        var end = new DateOnly(day.Month < 4 ? day.Year : day.Year + 1, 3, 31);
        return end < day.AddMonths(3) ? end.AddYears(1) : end;
    }
}

/// <summary>在任確認。A custodian, the CISO or the deputy has confirmed that this stay of another in a department or on a post is to open the grant.</summary>
public sealed class GrantConfirmation
{
    public required ConfirmationId Id { get; init; }

    public required GrantId GrantId { get; init; }

    public required AssignmentId AssignmentId { get; init; }

    public required PersonId ConfirmedBy { get; init; }

    public required DateTimeOffset ConfirmedAt { get; init; }
}
