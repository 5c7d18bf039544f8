using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>Says what publishing will do, and does it.</summary>
    public static string PublishAmendment(AmendmentId amendment) => $"/amendments/{amendment}/publish";

    /// <summary>Takes an edition back that waits for its day.</summary>
    public static string TakeBack(DocumentId document, EditionId waiting) => $"/catalogue/{document}/waiting/{waiting}/take-back";
}
