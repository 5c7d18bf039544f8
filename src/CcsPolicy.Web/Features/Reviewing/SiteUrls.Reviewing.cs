using CcsPolicy.Domain.Amendments;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>Amendments on their way.</summary>
    public const string Amendments = "/amendments";

    /// <summary>An amendment: its way, its text, what it changes.</summary>
    public static string Amendment(AmendmentId amendment, string? view = null) => $"/amendments/{amendment}" + (view is null ? "" : "?view=" + view);

    /// <summary>Where comments are sent.</summary>
    /// <summary>The sheets that go round with an amendment; form: docx or pdf.</summary>
    public static string ParcelOf(AmendmentId amendment, string form) => $"/amendments/{amendment}/parcel.{form}";

    public static string CommentsOf(AmendmentId amendment) => $"/amendments/{amendment}/comments";

    public static string ResolveComment(AmendmentId amendment, CommentId comment) => $"/amendments/{amendment}/comments/{comment}/resolve";

    /// <summary>A file that the draft was imported from.</summary>
    public static string SourceOfAmendment(AmendmentId amendment, Guid file) => $"/amendments/{amendment}/sources/{file:N}";
}
