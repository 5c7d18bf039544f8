using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>字句を探す範囲。The texts in which the words of a place are looked for.</summary>
internal static class InstrumentScope
{
    /// <summary>The texts of one place; null when there is no such place. 第3条 is the article with all below it; its 第1項 is what it says itself with its items.</summary>
    public static List<(LineageKey Key, string Text)>? Of(InstrumentApplication text, string place, string part)
    {
        if (place == InstrumentAddress.Body)
            return [.. text.Tree.Provisions.Where(root => root.Kind < ProvisionKind.SupplementaryProvision).SelectMany(Texts)];
        if (text.Find(place) is not { } found)
            return null;
        return part switch
        {
            "の見出し" or "の前の見出し" => [(found.Key, found.Heading ?? "")],
            "各号" => [.. InstrumentApplication.ItemsOf(found).SelectMany(Texts)],
            "" when text.IsFirstParagraph(place) => [(found.Key, found.Text), .. found.Children.Where(child => child.Kind != ProvisionKind.Paragraph).SelectMany(Texts)],
            "" => [.. Texts(found)],
            _ => [(found.Key, found.Text)],
        };
    }

    /// <summary>The text without its ただし書 or 後段; null when it has none.</summary>
    public static string? WithoutPart(string text, string part)
    {
        var at = part switch
        {
            "ただし書" => text.IndexOf("ただし、", StringComparison.Ordinal),
            "後段" => text.IndexOf('。') + 1,
            _ => -1,
        };
        return at > 0 && at < text.Length ? text[..at] : null;
    }

    /// <summary>How often the words stand in a text, up to two.</summary>
    public static int Count(string text, string words)
    {
        var count = 0;
        for (var at = text.IndexOf(words, StringComparison.Ordinal); at >= 0 && count < 2; at = text.IndexOf(words, at + 1, StringComparison.Ordinal))
            count++;
        return count;
    }

    private static IEnumerable<(LineageKey, string)> Texts(Provision provision) => provision.WithDescendants().Select(at => (at.Provision.Key, at.Provision.Text));
}
