using CcsPolicy.Domain.Documents;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>What a document carries out, and what carries it out.</summary>
    public static string DocumentLinks(DocumentId document) => $"/catalogue/{document}/links";

    /// <summary>Choosing the ends of new links.</summary>
    public static string NewLinks(DocumentId document, DocumentId above) => $"/catalogue/{document}/links/new?above={above}";
}
