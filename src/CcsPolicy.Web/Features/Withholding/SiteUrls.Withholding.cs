using CcsPolicy.Domain.Documents;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>Who may read which provision of a document.</summary>
    public static string ProvisionOpenness(DocumentId document) => $"/catalogue/{document}/withheld";
}
