#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>操作記録の控え</summary>
    public const string Checkpoints = "/journal/checkpoints";
}
