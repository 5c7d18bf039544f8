#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>お知らせ</summary>
    public const string Inbox = "/inbox";

    /// <summary>メールの送信待ち</summary>
    public const string Mail = "/admin/mail";
}
