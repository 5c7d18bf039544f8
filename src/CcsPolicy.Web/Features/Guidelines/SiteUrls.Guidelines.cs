using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Guidelines;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>The guidelines that provisions cite, with their editions.</summary>
    public const string Guidelines = "/guidelines";

    /// <summary>Importing the first edition of a guideline.</summary>
    public const string ImportGuideline = "/guidelines/import";

    /// <summary>Importing a further edition.</summary>
    public static string ImportGuidelineEdition(GuidelineId guideline) => $"{ImportGuideline}?guideline={guideline}";

    /// <summary>What an edition asks of the provisions that cite it.</summary>
    public static string GuidelineGaps(GuidelineEditionId edition) => $"/guidelines/{edition}";

    /// <summary>What the provisions of a document cite.</summary>
    public static string Citations(DocumentId document) => $"/catalogue/{document}/guidelines";

    /// <summary>Choosing what a provision cites.</summary>
    public static string NewCitations(DocumentId document, GuidelineEditionId edition) => $"/catalogue/{document}/guidelines/new?edition={edition}";
}
