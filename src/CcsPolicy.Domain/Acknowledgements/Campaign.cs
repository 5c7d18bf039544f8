using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Calendar;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Acknowledgements;

/// <summary>求めること。What readers of an edition are asked to do.</summary>
public enum CampaignAsk
{
    /// <summary>変わったところを読み、確認する: what changed since the edition that the person acknowledged last; all of it for whoever acknowledged none.</summary>
    ReadChanges,

    /// <summary>全文を読み、確認する</summary>
    ReadAll,

    /// <summary>問いに答え、確認する: all of it is read, and the questions of the document's open courses are passed before it is acknowledged.</summary>
    AnswerQuestions,

    /// <summary>全文を読み、誓約する: the statement is a pledge (誓約書).</summary>
    Pledge,
}

/// <summary>
/// 周知。What the readers of an edition are asked to do, and until when. Decided when the edition is published; decided anew by a further row, and never changed: what was asked on a day past can
/// still be told. Where another edition has taken the place of the one that it names, it holds for that one.
/// </summary>
public sealed class Campaign
{
    /// <summary>Nobody is given longer than about a year.</summary>
    public const int MostWorkingDays = 250;

    /// <summary>10執務日: what is proposed.</summary>
    public const int UsualWorkingDays = 10;

    public required CampaignId Id { get; init; }

    public required DocumentId DocumentId { get; init; }

    public required EditionId EditionId { get; init; }

    /// <summary>From 1, without gaps within the document: of two who decide at once, the second is told.</summary>
    public required int Number { get; init; }

    public required CampaignAsk Ask { get; init; }

    /// <summary>Working days from the day on which somebody is first asked: what whoever comes later is given too.</summary>
    public required int WorkingDays { get; init; }

    /// <summary>期限: the last day, for those who were bound when the edition began to be asked for.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>Each changed provision must have been on the screen before it is acknowledged.</summary>
    public required bool ShowsEachChange { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public required PersonId DecidedBy { get; init; }

    public PolicyDocument? Document { get; private init; }

    /// <summary>The decision that holds about the edition; null when none was taken.</summary>
    /// <param name="decisions">All decisions about one document.</param>
    public static Campaign? Holding(IEnumerable<Campaign> decisions, EditionOrder order, EditionId edition)
    {
        var places = order.PlacesOf(edition).ToHashSet();
        return decisions.Where(decision => places.Contains(decision.EditionId)).MaxBy(decision => decision.Number);
    }

    /// <summary>
    /// The last day for somebody who is bound since that day: nobody has fewer working days than were given to those who were there from the beginning.
    /// </summary>
    /// <param name="askedFrom">From when the edition is asked for (<see cref="EditionDates.AskedFrom"/>).</param>
    public DateOnly DueFor(DateOnly boundSince, DateOnly askedFrom, WorkingCalendar calendar)
    {
        if (boundSince <= askedFrom)
            return DueOn;
        var own = calendar.After(boundSince, WorkingDays);
        return own > DueOn ? own : DueOn;
    }
}

/// <summary>周知についての拒否の理由。</summary>
public static class CampaignErrors
{
    public static readonly DomainError DaysUnfit = new("campaign.days-unfit",
        "期限までの執務日は1から250までの数で書いてください。まだ何も決めていません。",
        "Write the working days until it is due as a number from 1 to 250. Nothing was decided yet.");

    public static readonly DomainError AskUnknown = new("campaign.ask-unknown",
        "読む人に求めることを選んでください。まだ何も決めていません。",
        "Choose what readers are asked to do. Nothing was decided yet.");

    public static readonly DomainError NoQuestions = new("campaign.no-questions",
        "この規程には、公開中で設問のある研修がないため、問いに答えることは求められません。研修を公開してから選んでください。まだ何も決めていません。",
        "This document has no open course with questions, so its readers cannot be asked to answer any. Open one first. Nothing was decided yet.");

    public static readonly DomainError DayPast = new("campaign.day-past",
        "期限は今日か、それより後の日にしてください。まだ何も決めていません。",
        "The day until which it is due must be today or later. Nothing was decided yet.");

    public static readonly DomainError NothingAsked = new("campaign.nothing-asked",
        "施行中の版がないか、確認を求めない版なので、期限はありません。何も変えていません。",
        "No edition is in force, or none that asks for an acknowledgement, so there is nothing to be due. Nothing was changed.");

    public static readonly DomainError Unchanged = new("campaign.unchanged",
        "今の決定と同じです。何も変えていません。",
        "This is what holds already. Nothing was changed.");

    public static readonly DomainError ChangedMeanwhile = new("campaign.changed-meanwhile",
        "表示している間に、別の人が期限を決めたか、新しい版が公布されました。何も変えていません。今の内容を確かめて、もう一度決めてください。",
        "Meanwhile somebody else decided the due date, or a new edition was published. Nothing was changed. Look at what holds now and decide again.");
}

/// <summary>周知の条件。What is decided about an edition, before it is known when it is due.</summary>
public sealed record CampaignTerms(CampaignAsk Ask, int WorkingDays, bool ShowsEachChange)
{
    /// <summary>What is proposed for an edition: all of a new text, what changed of one that was amended.</summary>
    public static CampaignTerms ProposedFor(EditionKind kind) =>
        new(kind == EditionKind.PartialAmendment ? CampaignAsk.ReadChanges : CampaignAsk.ReadAll, Campaign.UsualWorkingDays, false);

    /// <summary>Reads what a form sends: the name of an ask, digits of any width, and whether a box was ticked.</summary>
    public static Result<CampaignTerms> Read(string? ask, string? workingDays, string? showsEachChange)
    {
        var digits = (workingDays is { Length: <= 20 } typed ? typed : "").Normalize(System.Text.NormalizationForm.FormKC).Trim();
        return !int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var days) || days is < 1 or > Campaign.MostWorkingDays ? CampaignErrors.DaysUnfit
            : !Enum.TryParse<CampaignAsk>(ask, out var what) || !Enum.IsDefined(what) ? CampaignErrors.AskUnknown
            : new CampaignTerms(what, days, showsEachChange is not null && what == CampaignAsk.ReadChanges);
    }
}
