using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.Campaigning;

/// <summary>Decides anew what readers are asked to do.</summary>
/// <param name="Number">Of the decision that was looked at; 0 when there was none.</param>
/// <param name="Edition">The edition that was looked at.</param>
public sealed record DecideCampaign(DocumentId Document, EditionId Edition, int Number, CampaignTerms Terms, DateOnly DueOn);

/// <summary>A decision, as the page lists it.</summary>
/// <param name="EditionNumber">第n版; 0 when another has taken its place.</param>
public sealed record CampaignLine(int EditionNumber, CampaignAsk Ask, DateOnly DueOn, DateTimeOffset At, string By);

/// <summary>What is asked about the edition that is asked for today.</summary>
/// <param name="Edition">Null when nothing is asked.</param>
/// <param name="Number">Of the last decision about the document.</param>
/// <param name="UsualEnd">The last of ten working days from when it is asked for.</param>
public sealed record CampaignView(
    DocumentId Document, string Title, EditionDates? Edition, int EditionNumber, Campaign? Campaign, int Number, DateOnly UsualEnd, DateOnly Today, IReadOnlyList<CampaignLine> Past)
{
    /// <summary>The day that is proposed: the one that holds, unless it has passed.</summary>
    public DateOnly ProposedDue { get; init; }

    public CampaignTerms Terms => Campaign is { } held ? new(held.Ask, held.WorkingDays, held.ShowsEachChange) : CampaignTerms.ProposedFor(Edition!.Kind);
}

/// <summary>Looks at what is asked and puts a further decision on record.</summary>
public sealed class DecideCampaignHandler(ReaderDb store, KnownDocuments known, OfficeCalendar office)
{
    public async Task<CampaignView?> ViewAsync(DocumentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await known.FindAsync(db.Reader, id, store.Asked, ct) is not { } document || !db.Reader.MayPublish(document.Document))
            return null;
        var edition = document.Order.ToAcknowledgeOn(db.Reader.Day);
        var names = await db.NamesAsync([.. document.Campaigns.Select(one => one.DecidedBy)], ct);
        var (from, campaign) = (edition?.AskedFrom ?? db.Reader.Day, edition is null ? null : document.CampaignOf(edition.Id));
        var calendar = await office.NowAsync(store.Asked, ct);
        return new CampaignView(id, document.TitleOn(db.Reader.Day, db), edition, edition is null ? 0 : document.Order.NumberOf(edition.Id), campaign,
            document.Campaigns.Select(one => one.Number).DefaultIfEmpty(0).Max(), calendar.After(from, Campaign.UsualWorkingDays), db.Reader.Day,
            [.. document.Campaigns.OrderByDescending(one => one.Number).Select(one => new CampaignLine(
                document.Order.NumberOf(document.Order.NowOf(one.EditionId)), one.Ask, one.DueOn, one.DecidedAt, names[one.DecidedBy]))])
        {
            ProposedDue = campaign is not null && campaign.DueOn >= db.Reader.Day ? campaign.DueOn : calendar.After(from > db.Reader.Day ? from : db.Reader.Day, Campaign.UsualWorkingDays),
        };
    }

    public async Task<Result<Done>> HandleAsync(DecideCampaign ask, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = await store.OpenAsync(ct);
        if (await db.FindDocumentAsync(ask.Document, ct) is not { } document || !db.Reader.MayPublish(document))
            return DocumentErrors.NotFound;
        var order = await db.EditionOrderAsync(document.Id, ct);
        if (order.ToAcknowledgeOn(db.Reader.Day) is not { } edition)
            return CampaignErrors.NothingAsked;
        var decisions = await db.CampaignsAsync(document.Id, ct);
        if (edition.Id != ask.Edition || decisions.Count != ask.Number)
            return CampaignErrors.ChangedMeanwhile;
        if (Campaign.Holding(decisions, order, edition.Id) is { } held && (held.Ask, held.WorkingDays, held.ShowsEachChange, held.DueOn) == (ask.Terms.Ask, ask.Terms.WorkingDays, ask.Terms.ShowsEachChange, ask.DueOn))
            return CampaignErrors.Unchanged;
        if (ask.DueOn < db.Reader.Day)
            return CampaignErrors.DayPast;
        if (ask.Terms.Ask == CampaignAsk.AnswerQuestions && !await db.HasQuestionsAsync(document.Id, ct))
            return CampaignErrors.NoQuestions;
        db.PutCampaign(document, edition.Id, ask.Number + 1, ask.Terms, ask.DueOn);
        return await db.TrySaveAsync(CampaignErrors.ChangedMeanwhile, ct);
    }
}
