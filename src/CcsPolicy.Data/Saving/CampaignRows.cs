using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Saving;

/// <summary>周知の行。The one way in which a decision about what is asked becomes a row and a journal entry.</summary>
public static class CampaignRows
{
    /// <summary>All decisions about the document, the latest last.</summary>
    public static async Task<IReadOnlyList<Campaign>> CampaignsAsync(this PolicyDb db, DocumentId document, CancellationToken ct) =>
        await db.Campaigns.AsNoTracking().Where(campaign => campaign.DocumentId == document).OrderBy(campaign => campaign.Number).ToListAsync(ct);

    /// <summary>Puts the decision down for the next save.</summary>
    /// <param name="by">Who decided, when that is not the reader.</param>
    /// <param name="number">One more than the decision that was looked at.</param>
    public static void PutCampaign(this PolicyDb db, PolicyDocument document, EditionId edition, int number, CampaignTerms terms, DateOnly dueOn, PersonId? by = null)
    {
        var campaign = new Campaign
        {
            Id = db.Ids.Next<CampaignId>(), DocumentId = document.Id, EditionId = edition, Number = number, Ask = terms.Ask, WorkingDays = terms.WorkingDays, DueOn = dueOn,
            ShowsEachChange = terms.ShowsEachChange, DecidedAt = db.Now, DecidedBy = by ?? db.Reader.PersonId!.Value,
        };
        db.Campaigns.Add(campaign);
        db.Record(new JournalFact("campaign.decided").With("campaign", campaign.Id).With("edition", edition).With("ask", terms.Ask).With("due", dueOn), document, by, row: campaign);
    }
}
