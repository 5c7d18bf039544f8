#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>共用端末の管理: a manager opens terminals and gives out PINs.</summary>
    public const string Terminals = "/terminals";

    /// <summary>共用端末: what the shared browser shows while nobody is signed in there.</summary>
    public const string SharedTerminal = "/terminal";
}
