using System.Globalization;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.AspNetCore.Components;

namespace CcsPolicy.Web.Features.GrantReviews;

public sealed partial class GrantReviewsPage(GrantReviewQuery query, ReviewGrantsHandler handler, ReviewWholeHandler whole, NavigationManager navigation)
{
    private readonly FormErrors errors = new();
    private GrantReviewView view = new(default, false, [], [], [], new Dictionary<ReviewState, int>());
    private ReviewFilter filter = new();
    private IFormCollection? sent;

    [CascadingParameter] public HttpContext Http { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "done")] public string? Done { get; set; }

    /// <summary>The one procedure to go through; null for all in the reader's hand.</summary>
    [SupplyParameterFromQuery(Name = "procedure")] public string? Procedure { get; set; }

    [SupplyParameterFromQuery(Name = "custodian")] public string? Custodian { get; set; }

    [SupplyParameterFromQuery(Name = "state")] public string? State { get; set; }

    /// <summary>A procedure of which all grants are marked to be kept, for the reader to change some and to finish: by that alone nothing is on record.</summary>
    [SupplyParameterFromQuery(Name = "keep")] public string? Keep { get; set; }

    [SupplyParameterFromForm(FormName = "whole", Name = "Seen")] public string? Seen { get; set; }

    protected override async Task OnInitializedAsync()
    {
        filter = new ReviewFilter(PublicId.TryParse<PersonId>(Custodian), Enum.GetValues<ReviewState>().Cast<ReviewState?>().FirstOrDefault(state => state.ToString() == State));
        var procedure = PublicId.TryParse<DocumentId>(Procedure);
        if ((Procedure is null || procedure is not null) && await query.ReadAsync(procedure, filter, Http.RequestAborted) is { } read)
            view = read;
        else
            navigation.NotFound();
    }

    /// <summary>This page, with the grants of a procedure marked to be kept.</summary>
    private string Here(DocumentId? keep) => SiteUrls.GrantReviews + QueryString.Create(
        new[] { KeyValuePair.Create("procedure", Procedure), KeyValuePair.Create("keep", keep?.ToString()) }.Where(pair => pair.Value is not null));

    /// <summary>How many procedures are of the state; of any when null.</summary>
    private string Number(ReviewState? state) => (state is { } one ? view.States.GetValueOrDefault(one) : view.States.Values.Sum()).ToString(CultureInfo.InvariantCulture);

    private string? LabelOf(GrantId id) => view.Own.SelectMany(document => document.Grants, (document, grant) => (document.Title, grant.Id, grant.To)).Where(one => one.Id == id)
        .Select(one => $"{one.To}（{one.Title}）").FirstOrDefault();

    private string? Sent(string field) => sent?[field] is { Count: > 0 } typed ? typed.ToString() : null;

    private string? VerdictOn(DocumentToReview document, string grant) => document.Id.ToString() == Keep ? "keep" : Sent("Verdict-" + grant);

    private async Task ReviewWholeAsync()
    {
        if ((await whole.HandleAsync(Seen, Http.RequestAborted)).Error is { } refusal)
            errors.Add(refusal);
        else
            navigation.NavigateTo(SiteUrls.GrantReviews + "?done=1");
    }

    private async Task ReviewAsync()
    {
        sent = await Http.Request.ReadFormAsync(Http.RequestAborted);
        if (Keep is not null)
            return;
        // Of what was on the page every grant has a reason's field, said or not: whoever looks later tells by it what has changed since.
        var said = sent.Keys.Where(key => key.StartsWith("Reason-", StringComparison.Ordinal)).Select(key => key["Reason-".Length..])
            .Select(key => (Key: key, Id: PublicId.TryParse<GrantId>(key))).Where(one => one.Id is not null)
            .Select(one => new SaidOfGrant(one.Id!.Value, Sent("Verdict-" + one.Key) switch { "keep" => true, "end" => false, _ => null }, Sent("Reason-" + one.Key))).ToList();
        var procedures = sent["Document"].Select(id => PublicId.TryParse<DocumentId>(id)).OfType<DocumentId>().ToHashSet();
        var (result, unsaid) = await handler.HandleAsync(procedures, said, Http.RequestAborted);
        if (result.Succeeded)
            navigation.NavigateTo(SiteUrls.GrantReviews + "?done=1");
        else if (unsaid.Count == 0)
            errors.Add(result.Error);
        foreach (var one in unsaid)
            errors.Add(one.Error, (one.Error == ReviewErrors.VerdictMissing ? "verdict-" : "reason-") + one.Grant, LabelOf(one.Grant));
    }
}
