using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Drafting;

/// <summary>
/// What is typed, in the form in which texts are kept: lines end with \n, none at the end, and half a surrogate pair, which could not be stored, is the sign for a broken character.
/// </summary>
internal static class DraftWording
{
    public static string Clean(string text)
    {
        if (text.AsSpan().IndexOfAny('\r', '\0') >= 0)
            text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\0", "", StringComparison.Ordinal);
        return WellFormed(text).TrimEnd('\n');
    }

    public static string CleanLine(string line) => Clean(line).Replace('\n', ' ');

    public static ImmutableArray<string> CleanLines(ImmutableArray<string> lines) => [.. lines.SelectMany(line => Clean(line).Split('\n'))];

    public static ImmutableArray<Provision> Clean(ImmutableArray<Provision> provisions) =>
        FlatTree.Build([.. provisions.SelectMany(root => root.WithDescendants()).Select(at => (Clean(at.Provision), at.Depth))]);

    private static Provision Clean(Provision provision) => provision with
    {
        Label = CleanLine(provision.Label),
        Heading = provision.Heading is { } heading ? CleanLine(heading) : null,
        Text = Clean(provision.Text),
    };

    private static string WellFormed(string text)
    {
        var broken = false;
        for (var i = 0; i < text.Length && !broken; i++)
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
                broken = true;
        return broken ? string.Concat(text.EnumerateRunes()) : text;
    }
}
