namespace CcsPolicy.Web.Access;

/// <summary>Browser and system in a few words, from the user agent: enough to tell one's own sessions apart, and no more is kept.</summary>
internal static class DeviceWords
{
    // In this order, since each of them also names those after it.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>“Edge, Windows”; empty when the user agent says nothing that we know.</summary>
    public static string Of(string? userAgent)
    {
        var text = userAgent ?? "";
        return string.Join(", ", new[] { NameIn(Browsers, text), NameIn(Systems, text) }.Where(name => name is not null));
    }

    private static string? NameIn((string Sign, string Name)[] names, string text) =>
        names.FirstOrDefault(name => text.Contains(name.Sign, StringComparison.Ordinal)).Name;
}
