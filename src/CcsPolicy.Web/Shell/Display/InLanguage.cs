using System.Globalization;

namespace CcsPolicy.Web.Shell.Display;

/// <summary>言語を決めて書く。Words for somebody else than whoever asks: mail, and what a device fetches.</summary>
public static class InLanguage
{
    /// <param name="language">ja or en.</param>
    public static T Write<T>(string language, Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var shown = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return work();
        }
        finally
        {
            CultureInfo.CurrentUICulture = shown;
        }
    }
}
