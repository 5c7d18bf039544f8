using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Acknowledgements;

/// <summary>確認の取消し。Says that an acknowledgement was a mistake: a further row, beside which the acknowledgement stays as it was. From then on the duty is open again.</summary>
public sealed class AcknowledgementWithdrawal
{
    /// <summary>Characters of a reason at most.</summary>
    public const int LongestReason = 500;

    /// <summary>The acknowledgement that is taken back; each once.</summary>
    public required AcknowledgementId AcknowledgementId { get; init; }

    public required DocumentId DocumentId { get; init; }

    public required SealedText Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    public required PersonId By { get; init; }

    public PolicyDocument? Document { get; private init; }

    /// <summary>Who may take it back: whose it is (at a shared terminal what was made at one), and who entered it for somebody else from paper, while that one manages the department in which the person was.</summary>
    public static bool MayBeMadeBy(Reader reader, Acknowledgement acknowledgement) =>
        reader.PersonId is { } person && (reader.IsConfirmed || (reader.Terminal is not null && acknowledgement.TerminalId is not null))
            && (person == acknowledgement.PersonId || (person == acknowledgement.EnteredBy && acknowledgement.DepartmentId is { } department && reader.ManagedDepartments.Contains(department)));

    /// <summary>The reason as typed, without space around it; or why it does not do.</summary>
    public static Result<string> ReadReason(string? typed) => typed?.ReplaceLineEndings("\n").Trim() switch
    {
        null or "" => AcknowledgementErrors.ReasonMissing,
        { Length: > LongestReason } => AcknowledgementErrors.ReasonTooLong,
        var reason => reason,
    };
}
