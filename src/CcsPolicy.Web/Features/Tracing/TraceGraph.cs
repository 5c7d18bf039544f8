using System.Globalization;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace CcsPolicy.Web.Features.Tracing;

/// <summary>具体化の図. The documents in a column for each tier, and a line for what carries out what. It says nothing that the table beside it does not say.</summary>
public sealed class TraceGraph : ComponentBase
{
    private const int Column = 346;
    private const int NodeWidth = 270;
    private const int NodeHeight = 50;
    private const int Row = 62;
    private const int Top = 4;

    [Parameter, EditorRequired] public TraceOverview Overview { get; set; } = default!;

    /// <summary>What it shows, for whoever does not see it.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var places = new Dictionary<DocumentId, (int X, int Y)>();
        foreach (var tier in Overview.Documents.GroupBy(node => node.Tier))
            foreach (var (node, at) in tier.Select((node, at) => (node, at)))
                places[node.Id] = ((int)tier.Key * Column, Top + (at * Row));
        var height = places.Count == 0 ? Row : places.Values.Max(place => place.Y) + NodeHeight + Top;
        builder.OpenElement(0, "svg");
        builder.AddAttribute(1, "class", "trace-graph");
        builder.AddAttribute(2, "viewBox", Text($"-2 0 {(2 * Column) + NodeWidth + 4} {height}"));
        builder.AddAttribute(3, "role", "group");
        builder.AddAttribute(4, "aria-label", Label);
        foreach (var edge in Overview.Edges)
        {
            var (from, to) = (places[edge.Above], places[edge.Below]);
            var (x1, y1, x2, y2) = (from.X + NodeWidth, from.Y + (NodeHeight / 2), to.X, to.Y + (NodeHeight / 2));
            var middle = (x1 + x2) / 2;
            builder.OpenElement(5, "path");
            builder.AddAttribute(6, "class", "trace-edge");
            builder.AddAttribute(7, "d", Text($"M{x1} {y1} C{middle} {y1} {middle} {y2} {x2} {y2}"));
            builder.AddAttribute(8, "stroke-width", Math.Min(4, 1 + (edge.Links / 4)).ToString(CultureInfo.InvariantCulture));
            builder.CloseElement();
        }
        foreach (var node in Overview.Documents)
        {
            var (x, y) = places[node.Id];
            builder.OpenElement(9, "a");
            builder.SetKey(node.Id);
            builder.AddAttribute(10, "href", SiteUrls.TraceOf(node.Id));
            builder.AddAttribute(11, "class", "trace-node trace-" + (node.Tier switch { Tier.BasicPolicy => "basic", Tier.Standard => "standard", Tier.Procedure => "procedure" }) + (node.HasGaps ? " trace-gap" : ""));
            builder.AddAttribute(12, "lang", "ja");
            builder.OpenElement(13, "title");
            builder.AddContent(14, node.Title);
            builder.CloseElement();
            builder.OpenElement(15, "rect");
            builder.AddAttribute(16, "x", Text($"{x}"));
            builder.AddAttribute(17, "y", Text($"{y}"));
            builder.AddAttribute(18, "width", Text($"{NodeWidth}"));
            builder.AddAttribute(19, "height", Text($"{NodeHeight}"));
            builder.AddAttribute(20, "rx", "3");
            builder.CloseElement();
            builder.OpenElement(21, "text");
            builder.AddAttribute(22, "x", Text($"{x + 10}"));
            builder.AddAttribute(23, "y", Text($"{y + 20}"));
            builder.AddAttribute(24, "class", "trace-code");
            builder.AddContent(25, Short(node.Code, 18));
            builder.CloseElement();
            builder.OpenElement(26, "text");
            builder.AddAttribute(27, "x", Text($"{x + 10}"));
            builder.AddAttribute(28, "y", Text($"{y + 40}"));
            builder.AddContent(29, Short(node.Title, 16));
            builder.CloseElement();
            builder.CloseElement();
        }
        builder.CloseElement();
    }

    private static string Text(FormattableString written) => written.ToString(CultureInfo.InvariantCulture);

    private static string Short(string words, int longest) => words.Length <= longest ? words : words[..(char.IsHighSurrogate(words[longest - 2]) ? longest - 2 : longest - 1)] + "…";
}
