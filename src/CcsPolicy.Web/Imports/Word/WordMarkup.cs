using System.Globalization;
using System.Xml.Linq;

namespace CcsPolicy.Web.Imports.Word;

/// <summary>Word の XML の読み方。Elements and attributes by their local name, because the strict and the transitional form of the format differ only in the namespace.</summary>
internal static class WordMarkup
{
    public static XElement? Child(this XElement? parent, string name) => parent?.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    public static IEnumerable<XElement> Children(this XElement? parent, string name) =>
        parent?.Elements().Where(e => e.Name.LocalName == name) ?? [];

    public static string? Value(this XElement? element, string attribute = "val") =>
        element?.Attributes().FirstOrDefault(a => a.Name.LocalName == attribute)?.Value;

    /// <summary>A whole number that a sane document can hold; null when absent or absurd.</summary>
    public static int? Number(this XElement? element, string attribute = "val") =>
        int.TryParse(element.Value(attribute), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is >= -1 and <= 1_000_000
            ? number
            : null;

    /// <summary>A property that is on by being there, unless it says off.</summary>
    public static bool IsOn(this XElement? element) => element is not null && element.Value() is not ("0" or "false" or "off");
}
