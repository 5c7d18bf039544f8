using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using CcsPolicy.Web.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Acknowledging;

public sealed partial class AcknowledgePage
{
    private readonly FormErrors errors = new();
    private EditionToAcknowledge? view;
    private IReadOnlyList<int> changed = [];
    private string mark = "";
    private bool isAll;

    [Inject] internal ReaderDb Databases { get; set; } = default!;

    [Inject] internal KnownDocuments Known { get; set; } = default!;

    [Inject] internal EditionTexts Texts { get; set; } = default!;

    [Inject] internal OfficeCalendar Office { get; set; } = default!;

    [Inject] internal ShownSteps Shown { get; set; } = default!;

    [Inject] internal IOptions<AmendingOptions> Usage { get; set; } = default!;

    [Inject] internal NavigationManager Navigation { get; set; } = default!;

    [Parameter] public string Document { get; set; } = "";

    [Parameter] public string Edition { get; set; } = "";

    /// <summary>Why the form came back: the code of the refusal.</summary>
    [SupplyParameterFromQuery(Name = "problem")] public string? Problem { get; set; }

    /// <summary>Which change is shown, from 1, where they are shown one by one.</summary>
    [SupplyParameterFromForm(FormName = "step", Name = "At")] public string? Asked { get; set; }

    /// <summary>What was shown before (<see cref="ShownSteps"/>).</summary>
    [SupplyParameterFromForm(FormName = "step", Name = "Shown")] public string? Before { get; set; }

    /// <summary>How many changes are shown one by one; 0 where they stand in one table, or there are none.</summary>
    private int Steps => view is { Since: not null, Duty.Campaign.ShowsEachChange: true } ? changed.Count : 0;

    private int At { get; set; } = 1;

    protected override async Task OnInitializedAsync()
    {
        if (PublicId.TryParse<DocumentId>(Document) is { } document && PublicId.TryParse<EditionId>(Edition) is { } edition)
        {
            await using var db = await Databases.OpenAsync();
            view = await EditionToAcknowledge.FindAsync(db, Known, Texts, Office, Databases.Asked, document, edition, CancellationToken.None);
            if (view is not null && db.Reader.PersonId is { } me)
                Look(me, view);
        }
        if (view is null)
            Navigation.NotFound();
        else if (view.Acknowledged is { } receipt)
            Navigation.NavigateTo(SiteUrls.Receipt(receipt));
        else if (Problem == AcknowledgementErrors.NotConfirmed.Code)
            errors.Add(AcknowledgementErrors.NotConfirmed, "confirmed");
        else if (new[] { AcknowledgementErrors.AnotherTextWasSeen, AcknowledgementErrors.ChangesNotShown, AcknowledgementErrors.QuestionsNotAnswered }.FirstOrDefault(one => one.Code == Problem) is { } refusal)
            errors.Add(refusal);
    }

    /// <summary>Which change is shown now, and the mark that it has been: the next only to whoever was shown those before.</summary>
    private void Look(Domain.People.PersonId me, EditionToAcknowledge shown)
    {
        if (shown.Since is { } since)
            changed = ComparisonTable.Of(since.Comparison, Usage.Value.Table()).ChangedBlocks();
        if (Steps == 0)
        {
            isAll = QuizzesToPass.ArePassed(shown.Quizzes);
            mark = Shown.Write(new(me, shown.EditionId, shown.Shown, shown.Since is null ? ShownText.Whole : ShownText.Changes, shown.Since?.Edition, 0, true));
            return;
        }
        var before = Shown.Read(Before, me, shown.EditionId, shown.Shown) is { Shown: ShownText.EachChange, Since: { } then } step && then == shown.Since!.Edition ? step.Step : 0;
        At = Math.Clamp(int.TryParse(Asked, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var asked) ? asked : 1, 1, Math.Min(before + 1, Steps));
        // Going back takes nothing away.
        var reached = Math.Max(before, At);
        isAll = reached == Steps;
        mark = Shown.Write(new(me, shown.EditionId, shown.Shown, ShownText.EachChange, shown.Since!.Edition, reached, isAll));
    }
}
