using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.AspNetCore.Components;

namespace CcsPolicy.Web.Features.Acknowledging;

public sealed partial class AcknowledgePage
{
    private readonly FormErrors errors = new();
    private EditionToAcknowledge? view;

    [Inject] internal ReaderDb Databases { get; set; } = default!;

    [Inject] internal NavigationManager Navigation { get; set; } = default!;

    [Parameter] public string Document { get; set; } = "";

    [Parameter] public string Edition { get; set; } = "";

    /// <summary>Why the form came back: the code of the refusal.</summary>
    [SupplyParameterFromQuery(Name = "problem")] public string? Problem { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (PublicId.TryParse<DocumentId>(Document) is { } document && PublicId.TryParse<EditionId>(Edition) is { } edition)
        {
            await using var db = await Databases.OpenAsync();
            view = await EditionToAcknowledge.FindAsync(db, document, edition, CancellationToken.None);
        }
        if (view is null)
            Navigation.NotFound();
        else if (view.Acknowledged is { } receipt)
            Navigation.NavigateTo(SiteUrls.Receipt(receipt));
        else if (Problem == AcknowledgementErrors.NotConfirmed.Code)
            errors.Add(AcknowledgementErrors.NotConfirmed, "confirmed");
        else if (Problem == AcknowledgementErrors.AnotherTextWasSeen.Code)
            errors.Add(AcknowledgementErrors.AnotherTextWasSeen);
    }
}
