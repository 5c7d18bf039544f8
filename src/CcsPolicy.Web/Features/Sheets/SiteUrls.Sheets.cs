using CcsPolicy.Domain.Documents;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>署名簿: a list of the own people to be signed on paper, and what was signed entered.</summary>
    public static string Sheet(DocumentId document) => $"/following/sheets/{document}";

    /// <summary>The list as a file.</summary>
    /// <param name="form"><c>docx</c> or <c>pdf</c>.</param>
    public static string SheetFile(DocumentId document, string form) => $"{Sheet(document)}/list.{form}";

    /// <summary>The scan of a signed list.</summary>
    public static string SheetScan(Guid scan) => $"/following/scans/{scan:N}";
}
