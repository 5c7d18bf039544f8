using CcsPolicy.Domain.Documents;

namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>確認の対象: who has to acknowledge a document that is no procedure.</summary>
    public static string DutyTargetsOf(DocumentId document) => $"/catalogue/{document}/targets";

    /// <summary>対象: whom a procedure is meant for, and who of them cannot see it.</summary>
    public static string TargetsOf(DocumentId document) => $"/targets/{document}";
}
