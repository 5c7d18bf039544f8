using CcsPolicy.Domain.Documents;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>規程の一覧 for those who work on them.</summary>
    public const string Catalogue = "/catalogue";

    public const string RegisterDocument = "/catalogue/new";

    /// <summary>A document with its editions and drafts.</summary>
    public static string CatalogueEntry(DocumentId document) => $"/catalogue/{document}";

    /// <summary>Who may know a document.</summary>
    public static string DocumentOpenness(DocumentId document) => $"/catalogue/{document}/openness";

    /// <summary>Code, kind of instrument and department in charge of a document.</summary>
    public static string DocumentParticulars(DocumentId document) => $"/catalogue/{document}/particulars";
}
