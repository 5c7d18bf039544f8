using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Acknowledgements;

/// <summary>確認の義務。Who has to acknowledge a document on a day.</summary>
public static class AcknowledgementDuty
{
    /// <summary>Whether a person so employed is bound by the document. Of those bound through a grant, only grantees: being CISO or custodian does not bind.</summary>
    /// <param name="isGranted">Whether a grant opens the document to the person on the day.</param>
    public static bool Binds(this Audience audience, EmploymentKind? employment, bool isGranted) => employment is { } kind && audience switch
    {
        Audience.AllWorkers => true,
        Audience.AllStaff => kind.IsStaff(),
        Audience.Granted => isGranted,
    };

    /// <summary>Whether acknowledging <paramref name="acknowledged"/> discharges the duty of the day: that edition is not older than the one to acknowledge.</summary>
    public static bool IsDischarged(this EditionOrder order, DateOnly day, IEnumerable<EditionId> acknowledged) =>
        order.ToAcknowledgeOn(day) is not { } due || acknowledged.Any(id => order.NumberOf(id) >= order.NumberOf(due.Id));
}

/// <summary>確認の求め。What one person is asked for of a document.</summary>
/// <param name="Edition">The edition that an acknowledgement must not be older than.</param>
/// <param name="Campaign">What is asked about it; null where nothing was decided.</param>
/// <param name="Since">From when it is asked of the person.</param>
/// <param name="DueOn">期限 of the person: the last day; null where nothing was decided.</param>
public sealed record Duty(EditionDates Edition, Campaign? Campaign, DateOnly Since, DateOnly? DueOn)
{
    /// <summary>What is asked: without a decision, to read what changed.</summary>
    public CampaignAsk Ask => Campaign?.Ask ?? CampaignAsk.ReadChanges;

    /// <summary>期限を過ぎた。</summary>
    public bool IsLateOn(DateOnly day) => DueOn is { } due && due < day;
}
