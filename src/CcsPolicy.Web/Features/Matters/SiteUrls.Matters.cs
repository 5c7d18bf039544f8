using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>申出: the own ones, and those that wait for an answer.</summary>
    public const string Matters = "/matters";

    public static string Matter(MatterId matter) => $"{Matters}/{matter}";

    /// <summary>Says something about a provision of an edition.</summary>
    public static string NewMatter(DocumentId document, EditionId edition) => $"/documents/{document}/editions/{edition}/matter";
}
