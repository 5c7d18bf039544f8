using System.Globalization;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Acknowledgements;

/// <summary>申出の識別子。</summary>
public readonly record struct MatterId(Guid Value) : ITypedId<MatterId>
{
    public static MatterId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>申出の区分。What somebody who is bound says about a provision.</summary>
public enum MatterKind
{
    /// <summary>質問</summary>
    Question,

    /// <summary>例外の申請: it cannot be complied with as it stands.</summary>
    Exception,

    /// <summary>確認できない: the person does not acknowledge, and says why.</summary>
    Refusal,
}

/// <summary>回答の区分。How a matter was answered.</summary>
public enum MatterOutcome
{
    /// <summary>回答</summary>
    Answered,

    /// <summary>例外を認める: until a day.</summary>
    Granted,

    /// <summary>例外を認めない</summary>
    Denied,
}

/// <summary>申出。A question about a provision, a request for an exception from it, or the reason why somebody does not acknowledge. Never changed; answers are rows of their own.</summary>
public sealed class Matter
{
    /// <summary>Characters of what is said, and of an answer, at most.</summary>
    public const int LongestWords = 2000;

    public required MatterId Id { get; init; }

    public required DocumentId DocumentId { get; init; }

    /// <summary>The edition that was read.</summary>
    public required EditionId EditionId { get; init; }

    /// <summary>Lineage key of the provision; null for the whole text.</summary>
    public Guid? ProvisionKey { get; init; }

    /// <summary>The number of the provision as it was shown; empty for the whole text.</summary>
    public SealedText Provision { get; init; }

    public required MatterKind Kind { get; init; }

    public required SealedText Words { get; init; }

    public required DateTimeOffset At { get; init; }

    public required PersonId AskedBy { get; init; }

    public PolicyDocument? Document { get; private init; }

    /// <summary>Words as typed, without space around them; or why they do not do.</summary>
    public static Result<string> ReadWords(string? typed) => typed?.ReplaceLineEndings("\n").Trim() switch
    {
        null or "" => MatterErrors.WordsMissing,
        { Length: > LongestWords } => MatterErrors.WordsTooLong,
        var words => words,
    };
}

/// <summary>回答。An answer to a matter, the latest of which holds.</summary>
public sealed class MatterAnswer
{
    /// <summary>An exception is looked at anew after so many years at the latest.</summary>
    public const int MostYears = 3;

    public required MatterId MatterId { get; init; }

    /// <summary>From 1: of two who answer at once, the second is told.</summary>
    public required int Number { get; init; }

    public required DocumentId DocumentId { get; init; }

    public required MatterOutcome Outcome { get; init; }

    /// <summary>例外の期限: the last day on which an exception holds; null otherwise.</summary>
    public DateOnly? Until { get; init; }

    public required SealedText Words { get; init; }

    public required DateTimeOffset At { get; init; }

    public required PersonId AnsweredBy { get; init; }

    public PolicyDocument? Document { get; private init; }

    /// <summary>Whether such an answer fits such a matter: only an exception is granted, until a day not past, or denied.</summary>
    /// <returns>The last day of an exception; null for any other answer.</returns>
    public static Result<DateOnly?> Check(MatterKind kind, MatterOutcome outcome, DateOnly? until, DateOnly today)
    {
        if (outcome != MatterOutcome.Answered && kind != MatterKind.Exception)
            return MatterErrors.OutcomeUnfit;
        if (outcome != MatterOutcome.Granted)
            return (DateOnly?)null;
        return until >= today && until <= today.AddYears(MostYears) ? until : MatterErrors.UntilUnfit;
    }
}

/// <summary>申出についての拒否の理由。</summary>
public static class MatterErrors
{
    public static readonly DomainError WordsMissing = new("matter.words-missing",
        "内容を書いてください。まだ送っていません。",
        "Write what it is about. Nothing was sent yet.");

    public static readonly DomainError WordsTooLong = new("matter.words-too-long",
        string.Create(CultureInfo.InvariantCulture, $"{Matter.LongestWords}字以内で書いてください。まだ送っていません。"),
        string.Create(CultureInfo.InvariantCulture, $"Write {Matter.LongestWords} characters at most. Nothing was sent yet."));

    public static readonly DomainError KindUnknown = new("matter.kind-unknown",
        "何の申出かを選んでください。まだ送っていません。",
        "Choose what kind of matter it is. Nothing was sent yet.");

    public static readonly DomainError OutcomeUnfit = new("matter.outcome-unfit",
        "この申出には、その区分では回答できません。まだ何も記録していません。区分を選び直してください。",
        "This matter cannot be answered in that way. Nothing was recorded yet. Choose another answer.");

    public static readonly DomainError UntilUnfit = new("matter.until-unfit",
        "例外を認める最後の日を、今日から3年以内の日で書いてください。まだ何も記録していません。",
        "Write the last day of the exception: a day within three years from today. Nothing was recorded yet.");

    public static readonly DomainError AnsweredMeanwhile = new("matter.answered-meanwhile",
        "表示している間に、別の人が回答しました。何も記録していません。今の回答を確かめてください。",
        "Meanwhile somebody else answered. Nothing was recorded. Look at the answer first.");
}
