using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Texts;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>
/// 本文のHTML。Writes the whole text of an edition: each provision under its permanent anchor, labels hanging, captions as headings, references and
/// terms as links. The classes are those of <c>wwwroot/css/reading.css</c>.
/// </summary>
internal sealed class EditionHtml
{
    public const string PreambleAnchor = "preamble";

    private const int DeepestHeading = 6;
    private readonly HtmlWriter html = new();
    private readonly ProvisionPaths paths;
    private readonly MarkedText marked;
    private readonly IReadOnlySet<int> changed;
    private readonly Func<int, IReadOnlyList<(string Words, string Url)>>? coming;

    private EditionHtml(ProvisionPaths paths, ProvisionReading reading, LinkedAbove above, IReadOnlySet<int> changed, Func<int, IReadOnlyList<(string Words, string Url)>>? coming)
    {
        (this.paths, this.changed, this.coming) = (paths, changed, coming);
        marked = new MarkedText(paths, reading, above);
    }

    /// <summary>The article element with the text.</summary>
    /// <param name="above">What it takes from texts above it.</param>
    /// <param name="changed">Places in document order of provisions to be marked as changed.</param>
    /// <param name="coming">What is said of a provision, by its place, that will read differently; null when nothing will.</param>
    public static byte[] Write(
        ProvisionPaths paths, ProvisionReading reading, LinkedAbove above, IReadOnlySet<int>? changed = null, Func<int, IReadOnlyList<(string Words, string Url)>>? coming = null) =>
        new EditionHtml(paths, reading, above, changed ?? ImmutableHashSet<int>.Empty, coming).Write();

    private byte[] Write()
    {
        html.Raw("<article class=\"provisions\" lang=\"ja\">");
        WritePreamble();
        // Elements that are open, with the index after their last descendant: an own stack, since a text from outside may nest deeply.
        var open = new Stack<(int End, string Close, int Heading)>();
        foreach (var placed in paths.All)
        {
            while (open.TryPeek(out var last) && last.End <= placed.Index)
                html.Raw(open.Pop().Close);
            var above = open.TryPeek(out var parent) ? parent.Heading : 1;
            if (placed.Provision.Kind <= ProvisionKind.Article || placed.Provision.Kind >= ProvisionKind.SupplementaryProvision)
                marked.Begin();
            var element = IsUnit(placed.Provision.Kind) ? "section" : "div";
            html.Raw($"<{element} class=\"pv ").Raw(ShownProvision.ClassOf(placed.Provision.Kind));
            if (IsDeleted(placed.Provision))
                html.Raw(" pv-deleted");
            if (changed.Contains(placed.Index))
                html.Raw(" pv-changed");
            html.Raw("\" id=\"").Words(placed.Path.ToString()).Raw("\">");
            var heading = WriteProvision(placed, Math.Min(above + 1, DeepestHeading)) ? above + 1 : above;
            WriteComing(placed);
            open.Push((placed.End, $"</{element}>\n", heading));
        }
        while (open.TryPop(out var last))
            html.Raw(last.Close);
        return html.Raw("</article>").ToUtf8();
    }

    private void WritePreamble()
    {
        if (paths.Tree.Preamble.All(string.IsNullOrWhiteSpace))
            return;
        html.Raw($"<div class=\"pv-preamble\" id=\"{PreambleAnchor}\">");
        var start = 0;
        foreach (var line in paths.Tree.Preamble)
        {
            var at = start + (line.Length - line.TrimStart().Length);
            start += line.Length + 1;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            // A 制定文 is a sentence and reads from the left; dates and numbers stand at the right.
            html.Raw(line.TrimEnd().EndsWith('。') ? "<p class=\"pv-enacting\">" : "<p>");
            marked.WriteLine(html, line.Trim(), at);
            html.Raw("</p>");
        }
        html.Raw("</div>\n");
    }

    /// <summary>Writes label, caption and own text; true when it wrote a heading.</summary>
    private bool WriteProvision(PlacedProvision placed, int level)
    {
        var provision = placed.Provision;
        if (!IsUnit(provision.Kind))
        {
            WriteRow(placed, withLabel: true, withHeading: true);
            return false;
        }
        var caption = provision.Heading is { Length: > 0 } words && provision.HeadingPlace != HeadingPlace.Shared ? words : null;
        if (provision.Kind == ProvisionKind.Article && caption is null)
        {
            WriteRow(placed, withLabel: true, withHeading: false);
            return false;
        }
        if (provision.Kind == ProvisionKind.Article && provision.HeadingPlace is HeadingPlace.BracketedAbove or HeadingPlace.PlainAbove)
        {
            html.Raw($"<h{level} class=\"pv-caption\">");
            WriteCaption(provision, caption!);
            html.Raw($"</h{level}>");
            WriteRow(placed, withLabel: true, withHeading: false);
            return true;
        }
        html.Raw($"<h{level}><span class=\"pv-label\">").Words(provision.Label).Raw("</span>");
        if (caption is not null)
            WriteCaption(provision, caption);
        WriteLink(placed);
        html.Raw($"</h{level}>");
        if (provision.Text.Length > 0)
            WriteRow(placed, withLabel: false, withHeading: false);
        return true;
    }

    private void WriteCaption(Provision provision, string caption)
    {
        var bracketed = provision.HeadingPlace is HeadingPlace.BracketedAbove or HeadingPlace.BracketedAfter;
        html.Words(bracketed ? $"（{caption}）" : caption);
    }

    private void WriteRow(PlacedProvision placed, bool withLabel, bool withHeading)
    {
        var provision = placed.Provision;
        html.Raw("<div class=\"pv-row\">");
        if (withLabel)
            html.Raw("<span class=\"pv-label\">").Words(provision.Label).Raw("</span>");
        html.Raw("<div class=\"pv-text\">");
        if (withHeading && provision is { Heading: { Length: > 0 } heading, HeadingPlace: not HeadingPlace.Shared })
        {
            html.Raw("<p class=\"pv-name\">");
            WriteCaption(provision, heading);
            html.Raw("</p>");
        }
        foreach (var block in TextBlock.In(provision))
        {
            if (block.Rows is { } rows)
                WriteTable(placed, rows);
            else
            {
                html.Raw("<p>");
                marked.Write(html, placed, block.Start, block.Length);
                html.Raw("</p>");
            }
        }
        html.Raw("</div>");
        if (withLabel)
            WriteLink(placed);
        html.Raw("</div>");
    }

    /// <summary>The words are of the page and not of the text, so they are in its language and on no paper.</summary>
    private void WriteComing(PlacedProvision placed)
    {
        if (coming?.Invoke(placed.Index) is not { Count: > 0 } days)
            return;
        html.Raw("<p class=\"pv-coming screen-only\" lang=\"").Raw(Language).Raw("\">");
        foreach (var (words, url) in days)
            html.Link(url, words).Raw(" ");
        html.Raw("</p>");
    }

    private static string Language => System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "en" : "ja";

    private void WriteTable(PlacedProvision placed, ImmutableArray<ImmutableArray<(int Start, int Length)>> rows)
    {
        html.Raw("<table class=\"pv-table\">");
        for (var i = 0; i < rows.Length; i++)
        {
            html.Raw(i == 0 ? "<thead><tr>" : "<tr>");
            foreach (var (start, length) in rows[i])
            {
                html.Raw(i == 0 ? "<th scope=\"col\">" : "<td>");
                marked.Write(html, placed, start, length);
                html.Raw(i == 0 ? "</th>" : "</td>");
            }
            html.Raw(i == 0 ? "</tr></thead><tbody>" : "</tr>");
        }
        html.Raw("</tbody></table>");
    }

    private void WriteLink(PlacedProvision placed) =>
        html.Raw("<a class=\"pv-link\" href=\"#").Words(placed.Path.ToString()).Raw("\" aria-label=\"").Words(paths.LabelOf(placed)).Raw("へのリンク\"></a>");

    private static bool IsUnit(ProvisionKind kind) => kind is <= ProvisionKind.Article or >= ProvisionKind.SupplementaryProvision;

    private static bool IsDeleted(Provision provision) => provision.Text.AsSpan().Trim() is "削除" || (provision.Text.Length == 0 && provision.Heading == "削除");
}
