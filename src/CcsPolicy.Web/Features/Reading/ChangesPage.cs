using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Shell;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>変更点。The provisions that changed from one edition to another, new beside old, each under the heading it stands below.</summary>
internal static class ChangesPage
{
    public static byte[] Write(
        ReadingFacts facts, EditionFact before, EditionFact after, EditionBody newBody, EditionBody oldBody, EditionChanges changes,
        ComparisonTableUsage usage, IStringLocalizer<ReadingText> text, IStringLocalizer<ShellText> shell)
    {
        var (oldNumber, newNumber) = (facts.Order.NumberOf(before.Dates.Id), facts.Order.NumberOf(after.Dates.Id));
        var html = new HtmlWriter().Raw("<div class=\"page-head\"><nav class=\"breadcrumbs\" aria-label=\"").Words(shell["Breadcrumbs"]).Raw("\"><ol><li lang=\"ja\">")
            .Link(SiteUrls.Edition(facts.Id, after.Dates.Id), after.Title).Raw("</li></ol></nav><h1>").Words(text["ChangesHeading", oldNumber, newNumber])
            .Raw("</h1><p class=\"edition-line\"><span>").Words(text["EditionNumber", oldNumber]).Raw(" ").Day(before.Dates.EffectiveFrom).Raw("</span><span>→ ")
            .Words(text["EditionNumber", newNumber]).Raw(" ").Day(after.Dates.EffectiveFrom).Raw("</span></p></div>");
        var rows = changes.Comparison.Changes.ToList();
        var front = FrontOf(changes.Comparison);
        if (rows.Count == 0 && front.Count == 0)
            return html.Raw("<p class=\"empty\">").Words(text["NoChanges"]).Raw("</p>").ToUtf8();
        html.Raw("<p>").Words(text["ChangesCount", rows.Count + front.Count]).Raw("</p><p class=\"screen-only\">").Words(text["TableFile"]);
        foreach (var (form, name) in new[] { ("docx", "Word"), ("html", "HTML") })
            html.Raw(" ").Link(SiteUrls.ChangesTable(facts.Id, after.Dates.Id, before.Dates.Id, form), name);
        if (facts.AmendedBy == AmendingMethod.Instrument)
            html.Raw("</p><p class=\"screen-only\">").Words(text["InstrumentFile"]).Raw(" ").Link(SiteUrls.ChangesInstrument(facts.Id, after.Dates.Id, before.Dates.Id), "Word");
        html.Raw("</p><table class=\"compare\" lang=\"ja\"><caption class=\"visually-hidden\">")
            .Words(text["ChangesHeading", oldNumber, newNumber]).Raw("</caption><thead><tr><th scope=\"col\">").Words(usage.NewOnLeft ? usage.NewName : usage.OldName).Raw("</th><th scope=\"col\">").Words(usage.NewOnLeft ? usage.OldName : usage.NewName).Raw("</th></tr></thead><tbody>");
        if (front.Count > 0)
            html.Raw("<tr class=\"compare-head\"><th colspan=\"2\" scope=\"rowgroup\">").Words(Front).Raw("</th></tr>");
        foreach (var line in front)
            WriteRow(html, usage, line, line, null, null);
        var parted = PartedProvision.Of(changes.Comparison);
        foreach (var row in rows)
        {
            var newPlace = row.NewIndex is { } n ? newBody.Paths.All[n] : null;
            var oldPlace = row.OldIndex is { } o ? oldBody.Paths.All[o] : null;
            html.Raw("<tr class=\"compare-head\"><th colspan=\"2\" scope=\"rowgroup\">");
            if (newPlace is not null)
                html.Link($"{SiteUrls.Edition(facts.Id, after.Dates.Id)}#{newPlace.Path}", newBody.Paths.LabelOf(newPlace));
            else
                html.Words(oldBody.Paths.LabelOf(oldPlace!));
            html.Raw(" <span class=\"tag\">").Words(WordFor(row.Change, text)).Raw("</span>");
            if (row.Change.HasFlag(ProvisionChange.Renumbered) && oldPlace is not null)
                html.Raw(" <span class=\"soft\">").Words(text["Formerly", oldBody.Paths.LabelOf(oldPlace)]).Raw("</span>");
            if (parted.TryGetValue(row, out var part))
                html.Raw(" <span class=\"soft\">").Words(row.Old is null ? text["SplitFrom", oldBody.Paths.LabelOf(oldBody.Paths.All[part.Other.OldIndex!.Value])] : text["MergedInto", newBody.Paths.LabelOf(newBody.Paths.All[part.Other.NewIndex!.Value])]).Raw("</span>");
            html.Raw(" ").Link(
                newPlace is not null ? SiteUrls.ProvisionHistory(facts.Id, after.Dates.Id, newPlace.Path) : SiteUrls.ProvisionHistory(facts.Id, before.Dates.Id, oldPlace!.Path), text["History"], "soft screen-only");
            html.Raw("</th></tr>");
            WriteRow(html, usage, row.Text, row.Text, row.New, row.Old, row.Heading);
        }
        return html.Raw("</tbody></table>").ToUtf8();
    }

    /// <summary>What stands before the provisions.</summary>
    public const string Front = "題名及び前文";

    /// <summary>Whether title or preamble differ.</summary>
    public static bool ChangesFront(TreeComparison comparison) => FrontOf(comparison).Count > 0;

    /// <summary>In how many places the two texts differ, title and preamble included.</summary>
    public static int CountOf(TreeComparison comparison) => comparison.Changes.Count() + FrontOf(comparison).Count;

    private static List<ImmutableArray<TextStretch>> FrontOf(TreeComparison comparison)
    {
        var front = comparison.Preamble.Where(line => !line.IsUnchanged).Select(line => line.Stretches).ToList();
        if (comparison.TitleChanged)
            front.Insert(0, comparison.Title);
        return front;
    }

    private static void WriteRow(
        HtmlWriter html, ComparisonTableUsage usage, ImmutableArray<TextStretch> now, ImmutableArray<TextStretch> was, Provision? newSide, Provision? oldSide, ImmutableArray<TextStretch> heading = default)
    {
        html.Raw("<tr>");
        foreach (var isNew in new[] { usage.NewOnLeft, !usage.NewOnLeft })
        {
            html.Raw(isNew ? "<td class=\"compare-new\" data-label=\"" : "<td class=\"compare-old\" data-label=\"").Words(isNew ? usage.NewName : usage.OldName).Raw("\">");
            if (isNew)
                WriteSide(html, usage, now, newSide, heading, StretchKind.Inserted);
            else
                WriteSide(html, usage, was, oldSide, heading, StretchKind.Deleted);
            html.Raw("</td>");
        }
        html.Raw("</tr>");
    }

    private static void WriteSide(HtmlWriter html, ComparisonTableUsage usage, ImmutableArray<TextStretch> words, Provision? side, ImmutableArray<TextStretch> heading, StretchKind own)
    {
        if (side is null && (!heading.IsDefault || !words.Any(stretch => stretch.Kind == StretchKind.Kept || stretch.Kind == own)))
        {
            html.Raw("<p class=\"soft\">").Words(own == StretchKind.Inserted ? usage.Deleted : usage.Added).Raw("</p>");
            return;
        }
        var named = !heading.IsDefaultOrEmpty && side?.Heading is { Length: > 0 };
        html.Raw(named ? "<p class=\"pv-name\">" : "<p>");
        if (side is not null)
            html.Raw("<span class=\"pv-label\">").Words(side.Label).Raw("</span>　");
        if (named)
        {
            WriteStretches(html, heading, own);
            html.Raw("</p><p>");
        }
        WriteStretches(html, words, own);
        html.Raw("</p>");
    }

    private static void WriteStretches(HtmlWriter html, ImmutableArray<TextStretch> stretches, StretchKind own)
    {
        foreach (var stretch in stretches)
        {
            if (stretch.Kind == StretchKind.Kept)
                html.Words(stretch.Text);
            else if (stretch.Kind == own)
                html.Raw(own == StretchKind.Inserted ? "<ins class=\"pv-ins\">" : "<del class=\"pv-del\">").Words(stretch.Text).Raw(own == StretchKind.Inserted ? "</ins>" : "</del>");
        }
    }

    internal static string WordFor(ProvisionChange change, IStringLocalizer<ReadingText> text)
    {
        var named = Enum.GetValues<ProvisionChange>().Where(flag => flag is not (ProvisionChange.None or ProvisionChange.KindChanged) && change.HasFlag(flag)).Select(flag => text["Change." + flag].Value).ToList();
        return named.Count > 0 ? string.Join("・", named) : text["Change.TextChanged"];
    }
}
