using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using CcsPolicy.Web.Texts;
using Microsoft.AspNetCore.Components;

namespace CcsPolicy.Web.Features.Drafting;

public sealed partial class SubmitPage(SubmitAmendmentHandler submit, EnterAmendmentHandler enter, OpenDrafts open, TimeProvider clock, NavigationManager navigation)
{
    private const int LongestReason = 2_000;
    private const int MostLost = 10;
    private readonly FormErrors errors = new();
    private SubmissionView? view;
    private SubmitForm form = new();

    /// <summary>Somebody saved since this page was opened.</summary>
    private bool isStale;

    /// <summary>The latest text is what would be submitted now; what was typed stands as it was.</summary>
    private bool isLoaded;

    /// <summary>What the product has just written into the text, for the drafter to look at; null for nothing.</summary>
    private string? entered;

    [Parameter] public string Id { get; set; } = "";

    [SupplyParameterFromForm(FormName = "submit", Name = "Form")] public SubmitForm? Sent { get; set; }

    [CascadingParameter] public HttpContext Http { get; set; } = default!;

    /// <summary>A browser drops the first line end of a textarea: this one is for it to drop.</summary>
    private static string Eol => "\n";

    protected override async Task OnInitializedAsync()
    {
        if (PublicId.TryParse<AmendmentId>(Id) is not { } id || await submit.PrepareAsync(id, Http.RequestAborted) is not { Succeeded: true } found)
        {
            navigation.NotFound();
            return;
        }
        view = found.Value;
        form = Sent ?? new SubmitForm
        {
            Step = view.Step,
            // What the draft does not say yet is proposed as of today.
            EnactedOn = Written(view.EnactedOn ?? TokyoTime.Today(clock)), EffectiveFrom = Written(view.EffectiveFrom ?? TokyoTime.Today(clock)), PromulgatedOn = Written(view.PromulgatedOn),
            AppliesFrom = Written(view.AppliesFrom), Significance = view.Significance.ToString(), Reason = view.Reason,
            Entry = view.KeepsEntry ? "true" : null,
        };
    }

    private async Task SubmitAsync()
    {
        if (view is null)
            return;
        if (form.Load == "true")
        {
            (form.Seen, form.Step, isLoaded) = (view.Hash.ToString(), view.Step, true);
            return;
        }
        var (enacted, effective) = (TypedDay.Read(form.EnactedOn, errors, "enacted"), TypedDay.Read(form.EffectiveFrom, errors, "effective"));
        var (promulgated, applies) = (TypedDay.Read(form.PromulgatedOn, errors, "promulgated"), TypedDay.Read(form.AppliesFrom, errors, "applies"));
        if (enacted is null && errors.Of("enacted") is null)
            errors.Add("enacted", Text["DateMissing"]);
        if (effective is null && errors.Of("effective") is null)
            errors.Add("effective", Text["DateMissing"]);
        var reason = (form.Reason ?? "").ReplaceLineEndings("\n").Trim();
        if (reason.Length is 0 or > LongestReason)
            errors.Add("reason", Text[reason.Length == 0 ? "ReasonMissing" : "ReasonTooLong", LongestReason]);
        if (errors.Any || enacted is null || effective is null || ContentHash.TryParse(form.Seen) is not { } seen)
            return;
        var weight = Enum.TryParse<Significance>(form.Significance, out var chosen) && Enum.IsDefined(chosen) ? chosen : Significance.Substantive;
        // A pairing that was corrected meanwhile changes the amending text, and no word of the draft.
        if (form.Step != view.Step)
        {
            errors.Add(AmendmentErrors.SavedElsewhere);
            isStale = true;
            return;
        }
        if (view.KeepsEntry && form.Entry == "true")
        {
            var written = await enter.HandleAsync(new EnterAmendment(view.Id, seen, enacted.Value, effective.Value), Http.RequestAborted);
            if (written.Error is { } unfit)
                errors.Add(unfit, "entry");
            else if (written.Value is { } lines && await submit.PrepareAsync(view.Id, Http.RequestAborted) is { Succeeded: true } now)
            {
                // Nothing is submitted that its drafter has not seen.
                (view, entered, form.Seen, form.Step) = (now.Value, lines, now.Value.Hash.ToString(), now.Value.Step);
                open.Tell(view.Id);
            }
            if (errors.Any || entered is not null)
                return;
        }
        var done = await submit.HandleAsync(new SubmitAmendment(view.Id, seen, enacted.Value, effective.Value, promulgated, applies, weight, reason), Http.RequestAborted);
        if (done.Succeeded)
            open.Tell(view.Id);
        isStale = done.Error == AmendmentErrors.SavedElsewhere;
        if (done.Error is { } refusal)
            errors.Add(refusal);
        else
            navigation.NavigateTo(SiteUrls.Amendment(view.Id) + "?done=submitted");
    }

    private static string? Written(DateOnly? day) => day is { } known ? EraDateText.InEra(known) : null;
}

/// <summary>提出の入力。</summary>
public sealed class SubmitForm
{
    public string? Seen { get; set; }

    /// <summary>The step of the draft that was seen.</summary>
    public int? Step { get; set; }

    /// <summary>true: the latest text is loaded, and nothing is submitted.</summary>
    public string? Load { get; set; }

    public string? EnactedOn { get; set; }

    public string? EffectiveFrom { get; set; }

    public string? PromulgatedOn { get; set; }

    public string? AppliesFrom { get; set; }

    public string? Significance { get; set; }

    public string? Reason { get; set; }

    /// <summary>true: the line 改正 and the 附則 are written into the text.</summary>
    public string? Entry { get; set; }
}
