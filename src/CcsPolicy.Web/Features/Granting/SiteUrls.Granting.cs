using CcsPolicy.Domain.Documents;

namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>閲覧の許可: documents whose need to know the reader decides.</summary>
    public const string Granting = "/granting";

    /// <summary>Who may know one document.</summary>
    public static string GrantsOf(DocumentId document) => $"/granting/{document}";
}
