using System.Globalization;

namespace CcsPolicy.Web.Texts;

/// <summary>緩い照合。How words are looked for on the spot and put in order: width, kana and case apart, as people type them.</summary>
internal static class LooseWords
{
    private const CompareOptions Apart = CompareOptions.IgnoreCase | CompareOptions.IgnoreWidth | CompareOptions.IgnoreKanaType;

    private static readonly CompareInfo Japanese = CultureInfo.GetCultureInfo("ja-JP").CompareInfo;

    public static StringComparer Order { get; } = Japanese.GetStringComparer(Apart);

    /// <summary>Whether the words stand in the text; nothing stands in every text.</summary>
    public static bool StandIn(string text, string wanted) => wanted.Length == 0 || Japanese.IndexOf(text, wanted, Apart) >= 0;
}
