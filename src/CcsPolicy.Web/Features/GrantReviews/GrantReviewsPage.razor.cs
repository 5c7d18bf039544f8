using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.AspNetCore.Components;

namespace CcsPolicy.Web.Features.GrantReviews;

public sealed partial class GrantReviewsPage(GrantReviewQuery query, ReviewGrantsHandler handler, NavigationManager navigation)
{
    private readonly FormErrors errors = new();
    private GrantReviewView view = new(default, [], []);
    private IFormCollection? sent;

    [CascadingParameter] public HttpContext Http { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "done")] public string? Done { get; set; }

    protected override async Task OnInitializedAsync() => view = await query.ReadAsync(Http.RequestAborted);

    private string? Sent(string field) => sent?[field] is { Count: > 0 } typed ? typed.ToString() : null;

    private async Task ReviewAsync()
    {
        sent = await Http.Request.ReadFormAsync(Http.RequestAborted);
        // Of what was on the page every grant has a reason's field, said or not: whoever looks later tells by it what has changed since.
        var said = sent.Keys.Where(key => key.StartsWith("Reason-", StringComparison.Ordinal)).Select(key => key["Reason-".Length..])
            .Select(key => (Key: key, Id: PublicId.TryParse<GrantId>(key))).Where(one => one.Id is not null)
            .Select(one => new SaidOfGrant(one.Id!.Value, Sent("Verdict-" + one.Key) switch { "keep" => true, "end" => false, _ => null }, Sent("Reason-" + one.Key))).ToList();
        var (result, unsaid) = await handler.HandleAsync(said, Http.RequestAborted);
        if (result.Succeeded)
            navigation.NavigateTo(SiteUrls.GrantReviews + "?done=1");
        else if (unsaid.Count == 0)
            errors.Add(result.Error);
        foreach (var one in unsaid)
            errors.Add(one.Error, (one.Error == ReviewErrors.VerdictMissing ? "verdict-" : "reason-") + one.Grant);
    }
}
