using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Shell;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>変更点。From one edition to another: the table of both texts as the files have it, and below it each provision that changed.</summary>
internal static class ChangesPage
{
    public static byte[] Write(
        ReadingFacts facts, EditionFact before, EditionFact after, EditionBody newBody, EditionBody oldBody, EditionChanges changes,
        IStringLocalizer<ReadingText> text, IStringLocalizer<ShellText> shell)
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
        html.Raw("</p><div class=\"compared\" lang=\"ja\">").Raw(changes.TableHtml.Value).Raw("</div>");
        if (rows.Count > 0)
            WriteList(html, facts, before, after, newBody, oldBody, changes.Comparison, rows, text);
        return html.ToUtf8();
    }

    /// <summary>What changed by its full address, with what happened to it; those of which only the number changed in one line.</summary>
    private static void WriteList(
        HtmlWriter html, ReadingFacts facts, EditionFact before, EditionFact after, EditionBody newBody, EditionBody oldBody, TreeComparison comparison, List<ComparedProvision> rows, IStringLocalizer<ReadingText> text)
    {
        var parted = PartedProvision.Of(comparison);
        var moved = rows.Where(row => row.Change == ProvisionChange.Renumbered && !parted.ContainsKey(row)).ToList();
        html.Raw("<section class=\"changed-provisions\" aria-labelledby=\"changed\"><h2 id=\"changed\">").Words(text["ChangedProvisions"]).Raw("</h2><ul>");
        foreach (var row in rows.Except(moved))
        {
            html.Raw("<li>");
            WriteAddress(row);
            html.Raw(" <span class=\"tag\">").Words(WordFor(row.Change, text)).Raw("</span>");
            if (row.Change.HasFlag(ProvisionChange.Renumbered) && row.OldIndex is { } was)
                html.Raw(" <span class=\"soft\">").Words(text["Formerly", oldBody.Paths.LabelOf(oldBody.Paths.All[was])]).Raw("</span>");
            if (parted.TryGetValue(row, out var part))
                html.Raw(" <span class=\"soft\">").Words(row.Old is null ? text["SplitFrom", oldBody.Paths.LabelOf(oldBody.Paths.All[part.Other.OldIndex!.Value])] : text["MergedInto", newBody.Paths.LabelOf(newBody.Paths.All[part.Other.NewIndex!.Value])]).Raw("</span>");
            html.Raw(" ").Link(HistoryOf(row), text["History"], "soft screen-only").Raw("</li>");
        }
        html.Raw("</ul>");
        if (moved.Count > 0)
        {
            html.Raw("<h3>").Words(text["OnlyRenumbered", moved.Count]).Raw("</h3><ul class=\"changed-list\">");
            foreach (var row in moved)
            {
                html.Raw("<li lang=\"ja\">").Words(oldBody.Paths.LabelOf(oldBody.Paths.All[row.OldIndex!.Value])).Raw("<span aria-hidden=\"true\">→</span><span class=\"visually-hidden\">から</span>");
                WriteAddress(row);
                html.Raw("</li>");
            }
            html.Raw("</ul>");
        }
        html.Raw("</section>");

        void WriteAddress(ComparedProvision row)
        {
            if (row.NewIndex is { } now)
                html.Raw("<span lang=\"ja\">").Link($"{SiteUrls.Edition(facts.Id, after.Dates.Id)}#{newBody.Paths.All[now].Path}", newBody.Paths.LabelOf(newBody.Paths.All[now])).Raw("</span>");
            else
                html.Raw("<span lang=\"ja\">").Words(oldBody.Paths.LabelOf(oldBody.Paths.All[row.OldIndex!.Value])).Raw("</span>");
        }

        string HistoryOf(ComparedProvision row) => row.NewIndex is { } now
            ? SiteUrls.ProvisionHistory(facts.Id, after.Dates.Id, newBody.Paths.All[now].Path) : SiteUrls.ProvisionHistory(facts.Id, before.Dates.Id, oldBody.Paths.All[row.OldIndex!.Value].Path);
    }

    /// <summary>What stands before the provisions.</summary>
    public const string Front = "題名及び前文";

    /// <summary>Whether title or preamble differ.</summary>
    public static bool ChangesFront(TreeComparison comparison) => FrontOf(comparison).Count > 0;

    private static List<ImmutableArray<TextStretch>> FrontOf(TreeComparison comparison)
    {
        var front = comparison.Preamble.Where(line => !line.IsUnchanged).Select(line => line.Stretches).ToList();
        if (comparison.TitleChanged)
            front.Insert(0, comparison.Title);
        return front;
    }

    internal static string WordFor(ProvisionChange change, IStringLocalizer<ReadingText> text)
    {
        var named = Enum.GetValues<ProvisionChange>().Where(flag => flag is not (ProvisionChange.None or ProvisionChange.KindChanged) && change.HasFlag(flag)).Select(flag => text["Change." + flag].Value).ToList();
        return named.Count > 0 ? string.Join("・", named) : text["Change.TextChanged"];
    }
}
