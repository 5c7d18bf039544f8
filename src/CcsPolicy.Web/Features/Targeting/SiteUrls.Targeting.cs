using CcsPolicy.Domain.Documents;

namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>対象: whom a procedure is meant for, and who of them cannot see it.</summary>
    public static string TargetsOf(DocumentId document) => $"/targets/{document}";
}
