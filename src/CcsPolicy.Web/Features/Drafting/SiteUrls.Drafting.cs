using System.Globalization;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>Begins an amendment of a document.</summary>
    public static string BeginAmendment(DocumentId document) => $"/catalogue/{document}/amend";

    /// <summary>The editor.</summary>
    public static string EditDraft(AmendmentId amendment) => $"/amendments/{amendment}/edit";

    /// <summary>The whole text in one field; needs no script.</summary>
    public static string EditDraftText(AmendmentId amendment) => $"/amendments/{amendment}/text";

    /// <summary>Where the editor saves.</summary>
    public static string DraftOperations(AmendmentId amendment) => $"/drafts/{amendment}/operations";

    /// <summary>ハネ改正: the references that the amendment leaves behind.</summary>
    public static string ReferencesOf(AmendmentId amendment) => $"/amendments/{amendment}/references";

    /// <summary>条項の対応: which provision of the draft continues which of the edition.</summary>
    public static string PairingsOf(AmendmentId amendment) => $"/amendments/{amendment}/pairings";

    /// <summary>With one of the changed provisions chosen.</summary>
    public static string PairingsOf(AmendmentId amendment, LineageKey? chosen) => PairingsOf(amendment) + (chosen is { } key ? $"?at={key}" : "");

    /// <summary>A page of those that a word is found in.</summary>
    public static string PairingsOf(AmendmentId amendment, string? find, int page) => string.Create(CultureInfo.InvariantCulture, $"{PairingsOf(amendment)}?page={page}&find={Uri.EscapeDataString(find ?? "")}");

    public static string SubmitAmendment(AmendmentId amendment) => $"/amendments/{amendment}/submit";

    public static string WithdrawAmendment(AmendmentId amendment) => $"/amendments/{amendment}/withdraw";

    public static string RebaseAmendment(AmendmentId amendment) => $"/amendments/{amendment}/rebase";

    /// <summary>Carries an edition over that waits for its day, onto one that came before it.</summary>
    public static string CarryWaiting(DocumentId document, EditionId waiting) => $"/catalogue/{document}/waiting/{waiting}";
}
