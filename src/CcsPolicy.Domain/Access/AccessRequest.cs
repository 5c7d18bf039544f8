using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Access;

/// <summary>
/// 閲覧の申出。"I need a procedure about …", asked by somebody who cannot know whether there is one. Inserted once and never changed. Whoever asked sees the
/// words and the day, for ever the same; what became of it is in <see cref="AccessRequestStep"/>, which the asker never sees.
/// </summary>
public sealed class AccessRequest
{
    /// <summary>The longest that may be asked, in characters.</summary>
    public const int MostCharacters = 400;

    /// <summary>How often one person may ask on one day: counted by what was asked, never by what became of it, which the asker is not to learn.</summary>
    public const int MostOnADay = 5;

    public required AccessRequestId Id { get; init; }

    public required PersonId AskedBy { get; init; }

    /// <summary>Sealed under a key of the request itself: they may tell what there is a need for.</summary>
    public required SealedText Words { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The refusal of what may not be asked; it depends on nothing but the words and what the person asked today.</summary>
    /// <param name="askedToday">The words that the person has asked with today.</param>
    public static DomainError? Refusal(string words, IReadOnlyCollection<string> askedToday) =>
        words.Length > MostCharacters ? RequestErrors.TooLong
        : TypedWords.Refusal(words, TypedWords.FewestOfAQuestion, RequestErrors.WordsMissing) is { } refusal ? refusal
        : askedToday.Contains(words.Trim()) ? RequestErrors.AskedAlready
        : askedToday.Count >= MostOnADay ? RequestErrors.TooOften
        : null;
}

/// <summary>申出の扱いの種類。</summary>
public enum RequestStepKind
{
    /// <summary>管理者に渡した: the custodian of the procedure reads it from now on.</summary>
    PassedOn,

    /// <summary>CISOに戻した</summary>
    HandedBack,

    /// <summary>許可した</summary>
    Granted,

    /// <summary>見送った</summary>
    SetAside,
}

/// <summary>申出の扱い。What was done about a request. Inserted once and never changed.</summary>
public sealed class AccessRequestStep
{
    public required RequestStepId Id { get; init; }

    public required AccessRequestId RequestId { get; init; }

    /// <summary>From 1, without gaps within the request: of two people who answer at once, the second is told.</summary>
    public required int Number { get; init; }

    public required RequestStepKind Kind { get; init; }

    /// <summary>The procedure that was granted, or whose custodian reads or read the request; null when it was set aside by whoever sees the catalogue.</summary>
    public DocumentId? DocumentId { get; init; }

    public required PersonId TakenBy { get; init; }

    public required DateTimeOffset TakenAt { get; init; }

    public PolicyDocument? Document { get; private init; }
}

/// <summary>申出を読める者。Who reads requests and what became of them. The store's query filter says the same in SQL.</summary>
public static class AccessRequests
{
    /// <summary>Whoever asked, whoever sees the catalogue, and the custodian to whom it was passed on; nobody else, auditors and administrators neither.</summary>
    /// <param name="steps">All steps, of whatever requests.</param>
    public static bool MayRead(this Reader reader, AccessRequest request, IEnumerable<AccessRequestStep> steps) =>
        (reader.IsConfirmed && reader.PersonId is { } person && person == request.AskedBy) || reader.SeesCatalogue
        || steps.Any(step => step.RequestId == request.Id && step.Kind == RequestStepKind.PassedOn && reader.MayRead(step));

    /// <summary>What became of a request: whoever sees the catalogue, and the custodian of the procedure in question. Never the asker for having asked.</summary>
    public static bool MayRead(this Reader reader, AccessRequestStep step) =>
        reader.SeesCatalogue || (step.DocumentId is { } document && reader.Keeps(document) && !reader.IsAdministrator);

    /// <summary>Whether it still waits for an answer.</summary>
    /// <param name="steps">The steps of one request.</param>
    public static bool IsOpen(IEnumerable<AccessRequestStep> steps) =>
        Last(steps)?.Kind is null or RequestStepKind.PassedOn or RequestStepKind.HandedBack;

    /// <summary>The procedure whose custodian has it in hand; null while it is with the CISO or answered.</summary>
    public static DocumentId? WithCustodianOf(IEnumerable<AccessRequestStep> steps) =>
        Last(steps) is { Kind: RequestStepKind.PassedOn } step ? step.DocumentId : null;

    /// <summary>The number of the last step; 0 when nothing has been done yet.</summary>
    public static int LastOf(IEnumerable<AccessRequestStep> steps) => Last(steps)?.Number ?? 0;

    private static AccessRequestStep? Last(IEnumerable<AccessRequestStep> steps) => steps.MaxBy(step => step.Number);
}

/// <summary>申出についての拒否の理由。</summary>
public static class RequestErrors
{
    public static readonly DomainError WordsMissing = new("request.words-missing",
        "どのような手順が必要かを入力してください。まだ申し出ていません。", "Write what you need a procedure about. Nothing was asked yet.");

    public static readonly DomainError TooLong = new("request.too-long",
        "400文字以内で入力してください。まだ申し出ていません。入力した内容は画面に残っています。", "Use 400 characters or fewer. Nothing was asked yet; what you wrote is still on the page.");

    public static readonly DomainError TooOften = new("request.too-often",
        "申し出られるのは一日に5件までです。今回は申し出ていません。入力した内容は画面に残っています。明日以後にもう一度お願いします。",
        "Five requests can be made on one day. This one was not made; what you wrote is still on the page. Please ask again tomorrow or later.");

    public static readonly DomainError AskedAlready = new("request.asked-already",
        "同じ内容を今日すでに申し出ています。もう一度は申し出ていません。", "You have asked the same today already. It was not asked again.");

    public static readonly DomainError AnsweredMeanwhile = new("request.answered-meanwhile",
        "ほかの人が先に扱いを決めました。何も変わっていません。今の状態を確かめてください。", "Somebody else has answered this first. Nothing was changed. Look at it as it is now.");

    public static readonly DomainError AnswerMissing = new("request.answer-missing",
        "申出をどう扱うかを、ボタンで選んでください。何も変わっていません。", "Choose with one of the buttons how the request is answered. Nothing was changed.");

    public static readonly DomainError NoCustodian = new("request.no-custodian",
        "この実施手順には今、申出を渡せる管理者がいません。許可するか、先に管理者を決めてください。何も変わっていません。",
        "This procedure has no custodian now to whom the request could be passed on. Grant it, or name a custodian first. Nothing was changed.");

    public static readonly DomainError ProcedureMissing = new("request.procedure-missing",
        "実施手順を選んでください。何も変わっていません。", "Choose the procedure. Nothing was changed.");
}
