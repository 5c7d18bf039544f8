using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Data.Rows;

/// <summary>
/// 送信待ち。Work that follows a change and was put down in its transaction; taken up under a lease, done at least once. Where the payload names an edition, another may have taken its place since: whoever
/// does the work goes by <see cref="EditionOrder.NowOf"/>. Of one that was taken back (<see cref="EditionOrder.IsTakenBack"/>) the message is done with, and nobody is told.
/// One without a recipient is turned into one for each recipient when it is due; that one waits for its mail and stands in the recipient's list of notices.
/// </summary>
public sealed class OutboxMessage
{
    public required Guid Id { get; init; }

    /// <summary>What is to be done: <c>mail.edition-published</c>.</summary>
    public required string Kind { get; init; }

    public PersonId? RecipientId { get; init; }

    public DocumentId? DocumentId { get; init; }

    /// <summary>Ids only; words are looked up, with the recipient's rights, when it is done.</summary>
    public required string Payload { get; init; }

    public required DateTimeOffset DueAt { get; set; }

    public DateTimeOffset? LeasedUntil { get; set; }

    public Guid? LeasedBy { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>When the mail server first did not take it; null where it was never refused.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>When no more was tried; somebody who runs the portal may have it tried again.</summary>
    public DateTimeOffset? GivenUpAt { get; set; }

    /// <summary>What the mail server answered last, as a number or one word: never its sentence, which may name an address.</summary>
    public string? Reply { get; set; }

    /// <summary>When the recipient saw it in the portal.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    public PolicyDocument? Document { get; private init; }
}

/// <summary>Changes whenever anything changes that access depends on; one row. What was worked out for a reader holds while it stays.</summary>
public sealed class AccessStamp
{
    public const int TheOne = 1;

    public required int Id { get; init; }

    public required Guid Value { get; set; }

    /// <summary>Changes whenever a session is ended, an account is closed or gets a new security stamp.</summary>
    public Guid Sessions { get; set; }
}

/// <summary>A setting of the installation, by name.</summary>
public sealed class Setting
{
    public required string Name { get; init; }

    public required string Value { get; set; }

    public Guid RowVersion { get; set; }
}
