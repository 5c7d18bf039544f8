using System.Globalization;
using System.Text;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Acknowledgements;

/// <summary>
/// 確認。A person has read an edition and will keep to it. Insert-only; one per person and edition. The receipt (受付) names the
/// number, the time and the hash of what was read, and can be checked again by anybody who holds it and may know the document.
/// </summary>
public sealed class Acknowledgement
{
    public required AcknowledgementId Id { get; init; }

    /// <summary>受付番号: random, twenty hexadecimal digits in groups of four; tells neither order nor count.</summary>
    public required string ReceiptNumber { get; init; }

    public required DocumentId DocumentId { get; init; }

    public required EditionId EditionId { get; init; }

    public required PersonId PersonId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Hash of the edition that was shown.</summary>
    public required ContentHash SeenHash { get; init; }

    /// <summary>The statement that was agreed to, as shown.</summary>
    public required SealedText Statement { get; init; }

    /// <summary>Hash over all of the above: what the printed receipt carries.</summary>
    public required ContentHash ReceiptHash { get; init; }

    /// <summary>所属 at that time; null for whoever belonged to none.</summary>
    public DepartmentId? DepartmentId { get; init; }

    /// <summary>職 at that time.</summary>
    public PostId? PostId { get; init; }

    public AcknowledgementMethod Method { get; init; }

    public ShownText Shown { get; init; }

    /// <summary>The edition against which changes were shown; null where none were.</summary>
    public EditionId? ShownSinceId { get; init; }

    /// <summary>様式の版: which form of words the statement has (<see cref="AcknowledgementStatement.VersionOf"/>).</summary>
    public string StatementVersion { get; init; } = AcknowledgementStatement.VersionOf(CampaignAsk.ReadAll);

    /// <summary>The attempts (<see cref="Training.CourseAttempt"/>) in which the questions were answered that were asked before, with spaces between; null where none were.</summary>
    public string? AnsweredIn { get; init; }

    /// <summary>何度目か: 0 for the first of a person and an edition, one more for each that was taken back before.</summary>
    public int Occasion { get; init; }

    /// <summary>入力者: who entered it from paper; null for whoever acknowledged on a screen.</summary>
    public PersonId? EnteredBy { get; init; }

    /// <summary>The scan of the paper among the files; null where there is none.</summary>
    public Guid? ScanId { get; init; }

    /// <summary>共用端末 at which it was made; null elsewhere.</summary>
    public SharedTerminalId? TerminalId { get; init; }

    public PolicyDocument? Document { get; private init; }

    /// <summary>Records it, or says why not. <paramref name="seen"/> is the hash that the page showed.</summary>
    /// <param name="hasher">That of the document.</param>
    /// <param name="inForce">Order of all editions of the document.</param>
    public static Result<AcknowledgementDraft> Record(
        ContentHasher hasher, Edition edition, EditionOrder inForce, PersonId person, ContentHash seen, string statement, IdSource ids, DateTimeOffset at) =>
        Record(hasher, edition.DocumentId, edition.Id, edition.Hash, inForce, person, seen, statement, ids, at);

    /// <summary>The same without the text of the edition at hand: its hash says which text it is.</summary>
    public static Result<AcknowledgementDraft> Record(
        ContentHasher hasher, DocumentId document, EditionId edition, ContentHash hash, EditionOrder inForce, PersonId person, ContentHash seen, string statement, IdSource ids,
        DateTimeOffset at)
    {
        if (inForce.InForceOn(TokyoTime.DateOf(at))?.Id != edition)
            return AcknowledgementErrors.NotInForce;
        if (seen != hash)
            return AcknowledgementErrors.AnotherTextWasSeen;
        var number = WriteNumber(ids.NextBytes(10));
        return new AcknowledgementDraft(ids.Next<AcknowledgementId>(), number, document, edition, person, at, seen, statement,
            HashOf(hasher, number, edition, person, at, seen, statement));
    }

    /// <summary>The hash that a receipt with this content must carry. The statement names the title, so it is made like the hash of the text.</summary>
    public static ContentHash HashOf(ContentHasher hasher, string receiptNumber, EditionId edition, PersonId person, DateTimeOffset at, ContentHash seen, string statement) =>
        hasher.Of(string.Create(CultureInfo.InvariantCulture,
            $"ccspolicy-receipt-1\n{receiptNumber}\n{edition}\n{person}\n{at.ToUnixTimeMilliseconds()}\n{seen}\n{statement}"));

    private static string WriteNumber(ReadOnlySpan<byte> random)
    {
        var digits = new StringBuilder(24);
        for (var i = 0; i < random.Length; i++)
        {
            if (i is 2 or 4 or 6 or 8)
                digits.Append('-');
            digits.Append(CultureInfo.InvariantCulture, $"{random[i]:X2}");
        }
        return digits.ToString();
    }
}

/// <summary>An acknowledgement before its statement is sealed.</summary>
public sealed record AcknowledgementDraft(
    AcknowledgementId Id, string ReceiptNumber, DocumentId DocumentId, EditionId EditionId, PersonId PersonId, DateTimeOffset At,
    ContentHash SeenHash, string Statement, ContentHash ReceiptHash)
{
    public AcknowledgementCircumstances Circumstances { get; init; } = AcknowledgementCircumstances.None;

    public string StatementVersion { get; init; } = AcknowledgementStatement.VersionOf(CampaignAsk.ReadAll);
}

/// <summary>確認についての拒否の理由。</summary>
public static class AcknowledgementErrors
{
    public static readonly DomainError NotInForce = new("acknowledgement.not-in-force",
        "この版は施行中ではないため、確認できません。記録していません。施行中の版を開いてください。",
        "This edition is not in force, so it cannot be acknowledged. Nothing was recorded. Open the edition in force.");

    public static readonly DomainError AnotherTextWasSeen = new("acknowledgement.another-text",
        "表示されていた本文と、記録しようとした本文が違います。記録していません。読み直してから、もう一度確認してください。",
        "The text shown is not the text to be recorded. Nothing was recorded. Read it again, then acknowledge.");

    public static readonly DomainError ChangesNotShown = new("acknowledgement.changes-not-shown",
        "変わった条項をまだすべて表示していません。記録していません。はじめから順に表示してから、確認してください。",
        "Not every changed provision has been on the screen yet. Nothing was recorded. Go through them from the first, then acknowledge.");

    public static readonly DomainError QuestionsNotAnswered = new("acknowledgement.questions-not-answered",
        "まだ合格していない理解度テストがあります。記録していません。テストに合格してから、確認してください。",
        "A quiz is not passed yet. Nothing was recorded. Pass it, then acknowledge.");

    public static readonly DomainError ReasonMissing = new("acknowledgement.reason-missing",
        "取り消す理由を書いてください。まだ取り消していません。",
        "Write why it is taken back. It still stands.");

    public static readonly DomainError ReasonTooLong = new("acknowledgement.reason-too-long",
        "理由は500字以内で書いてください。まだ取り消していません。",
        "Write 500 characters at most. It still stands.");

    public static readonly DomainError TakenBackAlready = new("acknowledgement.taken-back-already",
        "この確認は、もう取り消してあります。何も変えていません。",
        "This acknowledgement was taken back already. Nothing was changed.");

    public static readonly DomainError NotConfirmed = new("acknowledgement.not-confirmed",
        "確認の欄に印を付けてください。まだ記録していません。",
        "Tick the box to confirm. Nothing was recorded yet.");
}
