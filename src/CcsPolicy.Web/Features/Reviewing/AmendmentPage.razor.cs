using System.Collections.Immutable;
using System.Globalization;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using CcsPolicy.Web.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace CcsPolicy.Web.Features.Reviewing;

public sealed partial class AmendmentPage(ShowAmendmentHandler show, DecideStepHandler decide, NavigationManager navigation)
{
    private static readonly string[] Told = ["submitted", "agreed", "approved", "returned", "comment", "closed", "published"];

    private readonly FormErrors errors = new();
    private AmendmentView? view;
    private DomainError? overtaken;
    private ILookup<Guid, CommentView> byKey = Array.Empty<CommentView>().ToLookup(c => Guid.Empty);
    private readonly Dictionary<Guid, string> labels = [];
    private WrittenInstrument? instrument;
    private ImmutableArray<WrittenSentence>? sentences;
    private Result<Done>? agreement;

    [Parameter] public string Id { get; set; } = "";

    [SupplyParameterFromForm(FormName = "decide", Name = "Step")] public string? Step { get; set; }

    [SupplyParameterFromForm(FormName = "decide", Name = "Seen")] public string? Seen { get; set; }

    [SupplyParameterFromForm(FormName = "decide", Name = "Outcome")] public StepOutcome? Outcome { get; set; }

    [SupplyParameterFromForm(FormName = "decide", Name = "Reason")] public string? Reason { get; set; }

    /// <summary>What was done and led back here.</summary>
    [SupplyParameterFromQuery(Name = "done")] public string? Done { get; set; }

    /// <summary>text, changes or instrument; by itself what the amendment suggests.</summary>
    [SupplyParameterFromQuery(Name = "view")] public string? View { get; set; }

    /// <summary>What is commented on: lineage key of a provision, s and the number of a sentence, or whole.</summary>
    [SupplyParameterFromQuery(Name = "comment")] public string? Comment { get; set; }

    [CascadingParameter] public HttpContext Http { get; set; } = default!;

    /// <summary>An amendment in part of what there was has 改め文.</summary>
    private bool HasInstrument => view is not null && MakeParcelHandler.HasInstrument(view);

    /// <summary>A repeal changes no word: what is decided on is its sentence.</summary>
    private string Shown => HasInstrument && (View == "instrument" || View is not ("text" or "changes") && view!.Kind == EditionKind.Repeal) ? "instrument" : View == "text" || view is { BaseNumber: 0 } && View != "changes" ? "text" : "changes";

    private string? CommentOn => Comment is { Length: > 0 } key ? key : null;

    private int? SentenceCommentedOn => Comment is ['s', .. var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sentence) ? sentence : null;

    /// <summary>Written when it is first asked for.</summary>
    private WrittenInstrument Instrument => instrument ??= MakeParcelHandler.InstrumentOf(view!, Usage.Value);

    /// <summary>Whether instrument, table and merged text say the same; null where there is no instrument to agree with.</summary>
    private Result<Done>? Agreement => agreement ??= HasInstrument && view!.Kind != EditionKind.Repeal && !view.Comparison.IsUnchanged ? AmendmentAgreement.Of(view.Comparison.Old, view.Comparison.New, Instrument, view.Comparison) : default(Result<Done>?);

    /// <summary>The step that the form is about: the one that is due, or the one that was sent and meanwhile taken by somebody else.</summary>
    private StepView? StepToTake => overtaken is not null ? null : view?.DueStep ?? (Step is null ? null : view?.Steps.FirstOrDefault(step => step.Id.ToString() == Step));

    private StepView? LastReturn => view?.Steps.LastOrDefault(step => step.Outcome == StepOutcome.Returned);

    protected override async Task OnInitializedAsync()
    {
        if (PublicId.TryParse<AmendmentId>(Id) is not { } id || await show.HandleAsync(id, Http.RequestAborted) is not { Succeeded: true } found)
        {
            navigation.NotFound();
            return;
        }
        view = found.Value;
        byKey = view.Comments.Where(c => c.Key is not null).ToLookup(c => c.Key!.Value);
        Name(view.Comparison.New, label => label);
        // What is deleted is what a reviewer may object to.
        Name(view.Comparison.Old, label => Text["DeletedProvision", label]);

        void Name(ProvisionTree tree, Func<string, string> said)
        {
            var paths = ProvisionPaths.Of(tree);
            foreach (var placed in paths.All)
                if (placed.Provision is { Key: { IsNone: false } key } provision)
                    labels.TryAdd(key.Value, said(provision.Heading is { Length: > 0 } heading ? $"{paths.LabelOf(placed)} {heading}" : paths.LabelOf(placed)));
        }
    }

    private async Task DecideAsync()
    {
        if (view is not { Id: var id } || PublicId.TryParse<ApprovalStepId>(Step) is not { } step || ContentHash.TryParse(Seen) is not { } seen || Outcome is not { } outcome || !Enum.IsDefined(outcome))
            return;
        var made = await decide.HandleAsync(new DecideStep(id, step, seen, outcome, (Reason ?? "").ReplaceLineEndings("\n")), Http.RequestAborted);
        if (made.Error is { } refusal && await show.HandleAsync(id, Http.RequestAborted) is { Succeeded: true } now && now.Value.DueStep?.Id != step)
            // Somebody else was first: what is true now, and no form for what is done.
            (overtaken, view) = (refusal, now.Value);
        else if (made.Error is { } again)
            errors.Add(again, again == AmendmentErrors.ReturnNeedsReason || again == AmendmentErrors.OpinionTooLong ? "reason" : null);
        else
            navigation.NavigateTo(SiteUrls.Amendment(id) + "?done=" + (outcome == StepOutcome.Returned ? "returned" : made.Value == AmendmentStage.Approved ? "approved" : "agreed"));
    }

    /// <summary>The address of this page with the same view and one thing more.</summary>
    private string Here(string more) => $"{SiteUrls.Amendment(view!.Id, Shown)}&{more}";

    private string? TargetOf(CommentView comment)
    {
        if (comment.On is { } sentence)
            return sentence.StandingIn(sentences ??= Instrument.Parts()) is { } now ? Text["Sentence", now.Number] : Text["GoneSentence", sentence.Words.Trim('　')];
        return comment.Key is { } key ? labels.GetValueOrDefault(key) ?? Text["GoneProvision"] : null;
    }

    private StepState StateOf(StepView step) => step.Outcome switch
    {
        StepOutcome.Agreed => StepState.Done,
        StepOutcome.Returned => StepState.Refused,
        _ => view!.Steps.First(open => open.Round == view.Round && open.Outcome is null) == step && view.Stage == AmendmentStage.InReview ? StepState.Now : StepState.Later,
    };

    /// <summary>Beside a provision: its comments, and the way to write one.</summary>
    private RenderFragment Beside(Provision provision) => builder =>
    {
        if (provision.Key.IsNone)
            return;
        builder.OpenComponent<ProvisionNotes>(0);
        builder.AddComponentParameter(1, nameof(ProvisionNotes.Comments), byKey[provision.Key.Value].ToList());
        builder.AddComponentParameter(2, nameof(ProvisionNotes.Label), labels.GetValueOrDefault(provision.Key.Value, provision.Label));
        builder.AddComponentParameter(3, nameof(ProvisionNotes.WriteUrl), view!.IsOpen ? $"{Here("comment=" + provision.Key)}" : null);
        builder.AddComponentParameter(4, nameof(ProvisionNotes.FormKey), view.IsOpen && CommentOn == provision.Key.ToString() ? CommentOn : null);
        builder.AddComponentParameter(5, nameof(ProvisionNotes.Amendment), view.Id);
        builder.AddComponentParameter(6, nameof(ProvisionNotes.MayResolve), view.MayEdit && view.IsOpen);
        builder.CloseComponent();
    };

    /// <summary>In the table: beside what was changed in more than its number, and wherever something was said.</summary>
    private RenderFragment? BesideRow(ComparedProvision row) =>
        !row.Shown.Key.IsNone && (byKey.Contains(row.Shown.Key.Value) || CommentOn == row.Shown.Key.ToString() || (view!.IsOpen && row.Change is not (ProvisionChange.None or ProvisionChange.Renumbered)))
            ? Beside(row.Shown) : null;
}
