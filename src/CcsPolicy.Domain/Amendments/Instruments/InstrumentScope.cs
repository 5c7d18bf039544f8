using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>A text in which words are looked for, with what stands around it in its provision.</summary>
internal readonly record struct ScopedText(LineageKey Key, string Before, string Text, string After)
{
    public ScopedText(LineageKey key, string text)
        : this(key, "", text, "")
    {
    }

    /// <summary>Whether it is the caption of the provision.</summary>
    public bool IsCaption { get; init; }

    /// <summary>What was changed in it, each where it stood before.</summary>
    public ImmutableArray<(int At, string Was, string Becomes)> Changed { get; init; } = [];

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
                return [Caption(found)];
            case ['の', _, '名']:
                return found.Kind.IsContainer() ? [Caption(found)] : null;
            case "各号":
                return [.. InstrumentApplication.ItemsOf(found).SelectMany(Texts)];
            case "":
                return text.IsFirstParagraph(place) ? [.. Own(found), .. InstrumentApplication.ItemsOf(found).SelectMany(Texts)] : [.. Texts(found)];
            case SentenceParts.Proviso or SentenceParts.Latter or SentenceParts.Main or SentenceParts.First when SentenceParts.Find(found.Text, part) is { } range:
                return [new(found.Key, found.Text[..range.Start.Value], found.Text[range], found.Text[range.End.Value..])];
            case InstrumentAddress.Notes:
                return InstrumentApplication.NotesOf(found) is { } notes ? [new(found.Key, found.Text[..notes], found.Text[notes..], ""), .. found.Children.SelectMany(Texts)] : null;
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

    public static ScopedText Caption(Provision provision) => new(provision.Key, provision.Heading ?? "") { IsCaption = true };

    private static IEnumerable<ScopedText> Texts(Provision provision) => provision.WithDescendants().SelectMany(at => Own(at.Provision));

    /// <summary>What a provision says, with the words on the line of its number (2　体制): only a caption above it, or in brackets, and the name of a chapter are called otherwise.</summary>
    private static IEnumerable<ScopedText> Own(Provision provision) =>
        provision is { Heading.Length: > 0, HeadingPlace: HeadingPlace.SameLine } && !provision.Kind.IsContainer() ? [Caption(provision), new(provision.Key, provision.Text)] : [new(provision.Key, provision.Text)];
}
