using CcsPolicy.Domain.People;

namespace CcsPolicy.Data.Rows;

/// <summary>
/// 共用端末の暗証番号 of an account. A manager gives one out on paper, which opens nothing but the choice of the own one. Its hash is sealed by keys outside the database: so few digits would be found from a copy.
/// </summary>
public sealed class AccountPin
{
    public const int WrongTries = 5;

    /// <summary>For so long one that was given out on paper can be used.</summary>
    public static readonly TimeSpan SlipTime = TimeSpan.FromDays(14);

    public required Guid AccountId { get; init; }

    public required string Sealed { get; set; }

    public required DateTimeOffset IssuedAt { get; set; }

    /// <summary>The manager who gave it out.</summary>
    public required PersonId IssuedBy { get; set; }

    /// <summary>When the person chose the own one; null while it is the one on paper.</summary>
    public DateTimeOffset? ChosenAt { get; set; }

    /// <summary>Wrong tries since the last right one; at <see cref="WrongTries"/> it opens nothing any more.</summary>
    public int Refused { get; set; }

    public Guid RowVersion { get; set; }

    /// <summary>Whether it can open anything at all.</summary>
    public bool StandsAt(DateTimeOffset now) => Refused < WrongTries && (ChosenAt is not null || now < IssuedAt + SlipTime);
}
