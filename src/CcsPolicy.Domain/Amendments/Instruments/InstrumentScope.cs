using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>A text in which words are looked for, with what stands around it in its provision.</summary>
internal readonly record struct ScopedText(LineageKey Key, string Before, string Text, string After)
{
    public ScopedText(LineageKey key, string text)
        : this(key, "", text, "")
    {
    }

    public string Whole => Before + Text + After;
}

/// <summary>字句を探す範囲。The texts in which the words of a place are looked for.</summary>
internal static class InstrumentScope
{
    /// <summary>The texts of one place; null when there is no such place. 第3条 is the article with all below it; its 第1項 is what it says itself with its items.</summary>
    public static List<ScopedText>? Of(InstrumentApplication text, string place, string part)
    {
        if (place == InstrumentAddress.Body)
            return [.. text.Tree.Provisions.Where(root => root.Kind < ProvisionKind.SupplementaryProvision).SelectMany(Texts)];
        if (text.Find(place) is not { } found)
            return null;
        switch (part)
        {
            case "の見出し" or "の前の見出し":
                return [new(found.Key, found.Heading ?? "")];
            case "各号":
                return [.. InstrumentApplication.ItemsOf(found).SelectMany(Texts)];
            case "":
                return text.IsFirstParagraph(place) ? [new(found.Key, found.Text), .. InstrumentApplication.ItemsOf(found).SelectMany(Texts)] : [.. Texts(found)];
            case SentenceParts.Proviso or SentenceParts.Latter or SentenceParts.Main or SentenceParts.First when SentenceParts.Find(found.Text, part) is { } range:
                return [new(found.Key, found.Text[..range.Start.Value], found.Text[range], found.Text[range.End.Value..])];
            case SentenceParts.Proviso or SentenceParts.Latter:
                return null;
            default:
                return [new(found.Key, found.Text)];
        }
    }

    /// <summary>How often the words stand in a text, up to two.</summary>
    public static int Count(string text, string words)
    {
        var count = 0;
        for (var at = text.IndexOf(words, StringComparison.Ordinal); at >= 0 && count < 2; at = text.IndexOf(words, at + 1, StringComparison.Ordinal))
            count++;
        return count;
    }

    private static IEnumerable<ScopedText> Texts(Provision provision) => provision.WithDescendants().Select(at => new ScopedText(at.Provision.Key, at.Provision.Text));
}
