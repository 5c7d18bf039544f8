#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>お知らせ</summary>
    public const string Inbox = "/inbox";

    /// <summary>自分の予定表の登録</summary>
    public const string OwnCalendar = "/inbox/calendar";

    /// <summary>予定表の配信: the file behind the secret address.</summary>
    public const string CalendarFeed = "/calendar.ics";

    /// <summary>The secret stands in the query: paths of addresses that open nothing are journalled.</summary>
    public static string CalendarFeedWith(string key) => CalendarFeed + "?key=" + key;

    /// <summary>メールの文面</summary>
    public const string MailTemplates = "/mail-templates";

    public static string MailTemplateOf(string name) => $"{MailTemplates}?kind={name}";

    /// <summary>メールの送信待ち</summary>
    public const string Mail = "/admin/mail";
}
