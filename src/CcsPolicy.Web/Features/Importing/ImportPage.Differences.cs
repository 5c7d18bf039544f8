using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Shell.Ui;
using CcsPolicy.Web.Texts;

namespace CcsPolicy.Web.Features.Importing;

// Before it is saved: which kind of edition a text makes, and what it differs in from which edition.
public sealed partial class ImportPage
{
    private static readonly EditionKind[] KindsOfText = [EditionKind.Enactment, EditionKind.PartialAmendment, EditionKind.FullRevision];

    private ImportDifferences? differences;

    /// <summary>The text repeals another one.</summary>
    private bool Repeals { get; set; }

    private IEnumerable<EditionKind> Kinds => Repeals ? [.. KindsOfText, EditionKind.Repeal] : KindsOfText;

    /// <summary>What was to be saved had not been shown beside the edition that the document and the day lead to.</summary>
    private bool IsShownFirst { get; set; }

    /// <summary>The day of the amendment is not given: what is shown leaves its places open.</summary>
    private bool IsDayOpen { get; set; }

    /// <summary>Which edition the text is compared with, and why it is that one.</summary>
    private string OnEdition(ImportDifferences shown) =>
        Text[TypedDay.Read(form.EffectiveFrom, new FormErrors(), "") is null ? "OnEdition.Today" : "OnEdition.Day", shown.Number, ShownDate.Of(shown.EffectiveFrom)].Value;

    private static EditionKind KindOf(AmendingInstrument instrument) => instrument.IsRepeal ? EditionKind.Repeal : instrument.IsFullRevision ? EditionKind.FullRevision : EditionKind.PartialAmendment;

    /// <summary>Whether a text is an instrument. A text that tells of itself that it revised an earlier one as a whole amends nothing unless that one is here, and not where an edition on record tells so of itself.</summary>
    private async Task<bool> IsReadAsync(string text)
    {
        if (!AmendingText.IsInstrument(text))
            return false;
        if (!AmendingText.IsAboutWhole(text))
            return true;
        var read = AmendingText.Read(text);
        Repeals = read.IsRepeal;
        return Repeals || (targets.FirstOrDefault(target => target.HasEditions && target.Title == read.Amends) is { } amended && !await import.HasBorneAsync(amended.Id, text, Http.RequestAborted));
    }

    /// <summary>Compares what was read with the edition that it would be saved on; nothing where the document has none, or an instrument does not fit.</summary>
    private async Task<DomainError?> CompareAsync(DateOnly? enacted, DateOnly? effective, AmendedText? amended)
    {
        if (PublicId.TryParse<DocumentId>(form.Document) is not { } document || form.Purpose != nameof(ImportPurpose.Amendment) && amended is not { Succeeded: true })
            return null;
        var compared = await import.CompareAsync(document, amended?.Tree ?? reading!.Tree, enacted, effective, Http.RequestAborted);
        differences = compared.Succeeded ? compared.Value : null;
        form.Against = differences?.Edition.ToString();
        return compared.Error == DocumentErrors.NotFound ? null : compared.Error;
    }

    /// <summary>A text of its own is saved as an amendment when its differences to that edition have been shown; an instrument says itself what it changes.</summary>
    private async Task<bool> IsShownAsync(ImportPurpose purpose, DateOnly? enacted, DateOnly? effective)
    {
        if (purpose != ImportPurpose.Amendment)
            return true;
        var shown = form.Against;
        if (await CompareAsync(enacted, effective, null) is { } refusal)
        {
            errors.Add(refusal, "document");
            return false;
        }
        IsShownFirst = differences is not null && shown != form.Against;
        return !IsShownFirst;
    }
}
