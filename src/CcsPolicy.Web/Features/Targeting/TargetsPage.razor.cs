using System.Globalization;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.AspNetCore.Components;

namespace CcsPolicy.Web.Features.Targeting;

public sealed partial class TargetsPage(TargetsQuery query, DecideTargetsHandler deciding, GrantTargetsHandler granting, NavigationManager navigation)
{
    private readonly FormErrors errors = new();
    private TargetsView? view;
    private HashSet<PersonId>? chosen;
    private SentRules? sent;

    [Parameter] public string Id { get; set; } = "";

    [CascadingParameter] public HttpContext Http { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "done")] public string? Done { get; set; }

    [SupplyParameterFromForm(FormName = "grant", Name = "Reason")] public string? Reason { get; set; }

    [SupplyParameterFromForm(FormName = "grant", Name = "Until")] public string? Until { get; set; }

    protected override async Task OnInitializedAsync()
    {
        view = PublicId.TryParse<DocumentId>(Id) is { } id ? await query.OfAsync(id, Http.RequestAborted) : null;
        if (view is null)
            navigation.NotFound();
    }

    private async Task GrantAsync()
    {
        var form = await Http.Request.ReadFormAsync(Http.RequestAborted);
        var until = TypedDay.Read(form["Until"], errors, "until");
        chosen = [.. form["Person"].Select(typed => PublicId.TryParse<PersonId>(typed)).OfType<PersonId>()];
        if (errors.Any)
            return;
        int? everybody = form.ContainsKey("All") ? int.TryParse(form["All"], CultureInfo.InvariantCulture, out var many) ? many : -1 : null;
        Show(await granting.HandleAsync(new GrantTargets(view!.Id, chosen, everybody, Reason, until), Http.RequestAborted));
    }

    private async Task DecideAsync()
    {
        sent = SentRules.Read(await Http.Request.ReadFormAsync(Http.RequestAborted));
        var added = sent.Added();
        Show(added.Error is { } unfit ? unfit : await deciding.HandleAsync(new DecideTargets(view!.Id, sent.Number, sent.Off, added.Value), Http.RequestAborted));
    }

    private void Show(Result<Done> result)
    {
        if (result.Error is not { } refusal)
            navigation.NavigateTo(SiteUrls.TargetsOf(view!.Id) + "?done=1");
        else if (refusal == DocumentErrors.NotFound)
            navigation.NotFound();
        else
        {
            errors.Add(refusal, refusal == TargetErrors.NobodyChosen ? "people" : SentRules.FieldOf(refusal) ?? GrantFields.Of(refusal));
            sent = sent?.After(refusal);
        }
    }
}
