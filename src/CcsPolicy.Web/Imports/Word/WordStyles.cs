using System.Xml.Linq;

namespace CcsPolicy.Web.Imports.Word;

/// <summary>Word のスタイル。Which list and level a paragraph style gives, through the chain of styles it is based on.</summary>
internal sealed class WordStyles
{
    private const int LongestChain = 50;

    private readonly Dictionary<string, Style> styles = new(StringComparer.Ordinal);
    private readonly string? defaultStyle;

    public WordStyles(XDocument? part)
    {
        foreach (var element in part?.Root.Children("style") ?? [])
        {
            if (element.Value("styleId") is not { } id)
                continue;
            var numbering = element.Child("pPr").Child("numPr");
            styles[id] = new Style(element.Child("basedOn").Value(), numbering.Child("numId").Number(), numbering.Child("ilvl").Number());
            if (element.Value("type") == "paragraph" && element.Value("default") is "1" or "true" && defaultStyle is null)
                defaultStyle = id;
        }
    }

    /// <summary>The list that the style (or the default style) puts a paragraph in, with the styles whose level it may be.</summary>
    public StyleNumbering? NumberingOf(string? styleId)
    {
        var passed = new List<string>();
        int? level = null;
        var id = styleId ?? defaultStyle;
        while (id is not null && passed.Count < LongestChain && styles.TryGetValue(id, out var style))
        {
            passed.Add(id);
            level ??= style.Level;
            if (style.ListId is { } list)
                return new StyleNumbering(list, level, passed);
            id = style.BasedOn;
        }
        return null;
    }

    private sealed record Style(string? BasedOn, int? ListId, int? Level);
}

/// <summary>スタイルによる番号付け。The list, the level if the style states one, and the names under which the list may know the style.</summary>
internal sealed record StyleNumbering(int ListId, int? Level, IReadOnlyList<string> StyleIds);
