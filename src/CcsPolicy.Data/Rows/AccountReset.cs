using CcsPolicy.Domain.People;

namespace CcsPolicy.Data.Rows;

/// <summary>What a reset gives back.</summary>
public enum ResetKind
{
    /// <summary>The person may choose a new password through a link; a second factor stays.</summary>
    Password,

    /// <summary>The second factor is taken away, to be set up anew with the next sign-in; the password stays.</summary>
    SecondFactor,
}

/// <summary>
/// 再設定。What an administrator did so that somebody gets back into an account, who confirmed it as the second person, and whether its owner has seen it.
/// </summary>
public sealed class AccountReset
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required ResetKind Kind { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required PersonId MadeBy { get; init; }

    /// <summary>It does nothing any more from then on.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>It does nothing before a second person has confirmed it, whoever it is about.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    public PersonId? ConfirmedBy { get; set; }

    /// <summary>When the person chose the password, or the second factor was taken away.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>Refused by the second person, or replaced by a later one.</summary>
    public DateTimeOffset? VoidedAt { get; set; }

    /// <summary>When the owner said to have seen it; nothing else is served before.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    public Guid RowVersion { get; set; }
}
