using System.Globalization;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>A page of what was found.</summary>
    public static string FindPage(string words, int page) =>
        string.Create(CultureInfo.InvariantCulture, $"{Find}?q={Uri.EscapeDataString(words)}&page={page}");
}
