using System.Globalization;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>その日の規程: what was in force on a day.</summary>
    public const string BoundThen = "/on";

    public static string BoundThenOn(DateOnly day) => BoundThen + "?day=" + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
