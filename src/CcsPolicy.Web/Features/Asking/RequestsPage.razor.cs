using System.Globalization;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Features.Asking;

public sealed partial class RequestsPage(RequestsQuery query, AnswerRequestHandler handler, NavigationManager navigation, IStringLocalizer<AskingText> text)
{
    private readonly FormErrors errors = new();
    private RequestsView view = new(false, [], 0, [], 0);
    private RequestToAnswer? toAnswer;
    private int page = 1;
    private int answered = 1;

    [CascadingParameter] public HttpContext Http { get; set; } = default!;

    /// <summary>The one that is answered now; null for the list.</summary>
    [SupplyParameterFromQuery(Name = "request")] public string? Asked { get; set; }

    [SupplyParameterFromQuery(Name = "done")] public string? Done { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageNumber { get; set; }

    [SupplyParameterFromQuery(Name = "answered")] public string? AnsweredPage { get; set; }

    [SupplyParameterFromForm(FormName = "answer", Name = "After")] public string? After { get; set; }

    [SupplyParameterFromForm(FormName = "answer", Name = "Procedure")] public string? Procedure { get; set; }

    [SupplyParameterFromForm(FormName = "answer", Name = "Reason")] public string? Reason { get; set; }

    [SupplyParameterFromForm(FormName = "answer", Name = "Until")] public string? Until { get; set; }

    [SupplyParameterFromForm(FormName = "answer", Name = "Act")] public string? Act { get; set; }

    protected override async Task OnInitializedAsync()
    {
        (page, answered) = (Pager.Read(PageNumber), Pager.Read(AnsweredPage));
        if (Asked is null)
            view = await query.ListAsync(page, answered, Http.RequestAborted);
        else if (PublicId.TryParse<AccessRequestId>(Asked) is not { } id)
            navigation.NotFound();
        else if (await query.OfAsync(id, Http.RequestAborted) is var found && found.Succeeded)
            toAnswer = found.Value;
        // What somebody else has answered meanwhile leads back to the list, a form that was sent for it too.
        else if (found.Error == RequestErrors.AnsweredMeanwhile)
            navigation.NavigateTo(SiteUrls.Requests + $"?{SiteUrls.MeanwhileKey}=1");
        else
            navigation.NotFound();
    }

    /// <summary>What is to be known of a procedure before it is chosen.</summary>
    private string? Remark(ProcedureAnswer one)
    {
        string?[] remarks = [one.IsSeen ? text["SeenAlready"].Value : null, toAnswer!.MayPassOn && !one.CanBePassed ? text["CannotBePassed"].Value : null];
        return string.Concat(remarks.OfType<string>());
    }

    private async Task AnswerAsync()
    {
        if (!Enum.TryParse<RequestStepKind>(Act, out var kind) || !Enum.IsDefined(kind))
        {
            errors.Add(RequestErrors.AnswerMissing);
            return;
        }
        var until = kind == RequestStepKind.Granted ? TypedDay.Read(Until, errors, "until") : null;
        if (errors.Any)
            return;
        var result = await handler.HandleAsync(new AnswerRequest(toAnswer!.Request.Id, int.TryParse(After, CultureInfo.InvariantCulture, out var after) ? after : -1, kind,
            PublicId.TryParse<DocumentId>(Procedure), Reason, until), Http.RequestAborted);
        if (result.Error is not { } refusal)
            navigation.NavigateTo(SiteUrls.Requests + "?done=1");
        else if (refusal == DocumentErrors.NotFound)
            navigation.NotFound();
        else
            errors.Add(refusal, refusal == RequestErrors.ProcedureMissing || refusal == RequestErrors.NoCustodian || refusal == GrantErrors.FirstIsForTheCiso ? "procedure" : GrantFields.Of(refusal) is { } field and not "to" ? field : null);
    }
}
