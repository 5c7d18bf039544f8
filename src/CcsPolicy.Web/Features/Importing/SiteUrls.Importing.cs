using CcsPolicy.Domain.Documents;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    public const string Import = "/import";

    /// <summary>Imports a text for a document that is there.</summary>
    public static string ImportFor(DocumentId document) => $"/import?document={document}";
}
