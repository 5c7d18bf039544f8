using System.Globalization;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.AspNetCore.Components;

namespace CcsPolicy.Web.Features.Granting;

public sealed partial class GrantsPage(GrantsQuery grants, GrantHandlers handlers, NavigationManager navigation)
{
    private readonly FormErrors errors = new();
    private GrantsView? view;
    private GrantId? ending;
    private string? endReason;

    [Parameter] public string Id { get; set; } = "";

    [CascadingParameter] public HttpContext Http { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "done")] public string? Done { get; set; }

    [SupplyParameterFromForm(FormName = "give", Name = "To")] public string? To { get; set; }

    [SupplyParameterFromForm(FormName = "give", Name = "Reason")] public string? Reason { get; set; }

    [SupplyParameterFromForm(FormName = "give", Name = "From")] public string? From { get; set; }

    [SupplyParameterFromForm(FormName = "give", Name = "Until")] public string? Until { get; set; }

    protected override async Task OnInitializedAsync()
    {
        view = PublicId.TryParse<DocumentId>(Id) is { } id ? await grants.OfAsync(id, Http.RequestAborted) : null;
        if (view is null)
            navigation.NotFound();
    }

    private Task<IFormCollection> FormAsync() => Http.Request.ReadFormAsync(Http.RequestAborted);

    private async Task ConfirmAsync(GrantRow grant)
    {
        var form = await FormAsync();
        int? everybody = form.ContainsKey("All") ? int.TryParse(form["All"], CultureInfo.InvariantCulture, out var many) ? many : -1 : null;
        var chosen = form["Stay"].Select(typed => PublicId.TryParse<AssignmentId>(typed) ?? new AssignmentId(Guid.Empty)).ToList();
        Show(await handlers.ConfirmAsync(view!.Document.Id, grant.Id, chosen, everybody, Http.RequestAborted), "stays-" + grant.Id);
    }

    private async Task EndAsync(GrantRow grant)
    {
        (ending, endReason) = (grant.Id, (await FormAsync())["EndReason"].ToString());
        Show(await handlers.EndAsync(view!.Document.Id, grant.Id, endReason, Http.RequestAborted), "end-reason-" + grant.Id);
    }

    private void Show(Result<Done> result, string field)
    {
        if (result.Error is not { } refusal)
            navigation.NavigateTo(SiteUrls.GrantsOf(view!.Document.Id) + "?done=1");
        else if (refusal == DocumentErrors.NotFound)
            navigation.NotFound();
        else
            errors.Add(refusal, refusal == GrantErrors.ChangedMeanwhile ? null : field);
    }

    private async Task GiveAsync()
    {
        var (from, until) = (TypedDay.Read(From, errors, "from"), TypedDay.Read(Until, errors, "until", GrantErrors.TooLong));
        if (errors.Any)
            return;
        var given = await handlers.GiveAsync(new GiveGrant(view!.Document.Id, To ?? "", Reason ?? "", from, until), Http.RequestAborted);
        if (given.Error is { } error)
            errors.Add(error, GrantFields.Of(error));
        else
            navigation.NavigateTo(SiteUrls.GrantsOf(view.Document.Id) + "?done=1");
    }
}
