using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Shell;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>条項の履歴の頁。Every edition in which a provision changed, the newest first; and the provisions of an edition, each with the days on which it changed.</summary>
internal sealed class HistoryPage(ReadingFacts facts, EditionFact shown, EditionBody body, DateOnly today, bool mayAsk, IStringLocalizer<ReadingText> text, IStringLocalizer<ShellText> shell)
{
    /// <summary>The provisions that have a history of their own here: articles, and what stands behind them. A text without any is listed by its first level.</summary>
    public static IReadOnlyList<PlacedProvision> Listed(EditionBody body) =>
        body.Paths.All.Where(placed => placed.Provision.Kind is ProvisionKind.Article or >= ProvisionKind.SupplementaryProvision).ToList() is { Count: > 0 } units
            ? units : [.. body.Paths.All.Where(placed => placed.Parent < 0)];

    public byte[] WriteList(IReadOnlyList<(PlacedProvision Provision, IReadOnlyList<HistoryStep> Steps)> rows)
    {
        var html = new HtmlWriter();
        Head(html, text["Histories"], null);
        html.Raw("<p>").Words(text["HistoriesLead"]).Raw("</p><table class=\"data-table\"><thead><tr><th scope=\"col\">").Words(text["Provision"])
            .Raw("</th><th scope=\"col\">").Words(text["ChangedIn"]).Raw("</th></tr></thead><tbody>");
        foreach (var (placed, steps) in rows)
        {
            html.Raw("<tr><td data-label=\"").Words(text["Provision"]).Raw("\"><span lang=\"ja\">").Link(SiteUrls.ProvisionHistory(facts.Id, shown.Dates.Id, placed.Path), $"{body.Paths.LabelOf(placed)} {placed.Provision.Heading}".TrimEnd())
                .Raw("</span></td><td data-label=\"").Words(text["ChangedIn"]).Raw("\">");
            var changed = steps.Where(step => step.Event != HistoryEvent.Enacted).ToList();
            if (changed.Count == 0)
                html.Raw("<span class=\"soft\">").Words(text["NeverChanged"]).Raw("</span>");
            else
                html.Raw("<ul class=\"plain-list\">");
            foreach (var step in changed)
                html.Raw("<li>").Day(step.Edition.Dates.EffectiveFrom).Raw(" ").Words(text["Event." + step.Event]).Raw("</li>");
            html.Raw(changed.Count == 0 ? "</td></tr>" : "</ul></td></tr>");
        }
        return html.Raw("</tbody></table>").ToUtf8();
    }

    /// <param name="sentences">The sentences of the instrument that made a step; empty where none is singled out.</param>
    public byte[] Write(PlacedProvision placed, IReadOnlyList<HistoryStep> steps, Func<HistoryStep, IReadOnlyList<string>> sentences)
    {
        var html = new HtmlWriter();
        Head(html, text["HistoryOf", body.Paths.LabelOf(placed)], placed);
        html.Raw("<p>").Words(text["HistoryLead"]).Raw("</p>");
        foreach (var step in steps.Reverse())
            WriteStep(html, step, sentences(step));
        if (mayAsk)
            html.Raw("<p class=\"screen-only\">").Link($"{SiteUrls.NewMatter(facts.Id, shown.Dates.Id)}?provision={placed.Path}", text["ToMatterOf"]).Raw("</p>");
        return html.ToUtf8();
    }

    private void Head(HtmlWriter html, string heading, PlacedProvision? placed)
    {
        html.Raw("<div class=\"page-head\"><nav class=\"breadcrumbs\" aria-label=\"").Words(shell["Breadcrumbs"]).Raw("\"><ol><li lang=\"ja\">")
            .Link(placed is null ? SiteUrls.Edition(facts.Id, shown.Dates.Id) : SiteUrls.Provision(facts.Id, shown.Dates.Id, placed.Path), shown.Title).Raw("</li>");
        if (placed is not null)
            html.Raw("<li>").Link(SiteUrls.ProvisionHistories(facts.Id, shown.Dates.Id), text["Histories"]).Raw("</li>");
        html.Raw("</ol></nav><h1>").Words(heading).Raw("</h1><p class=\"edition-line\"><span>").Words(text["EditionNumber", facts.Order.NumberOf(shown.Dates.Id)]).Raw("</span>");
        if (placed?.Provision.Heading is { Length: > 0 } caption)
            html.Raw("<span lang=\"ja\">").Words(caption).Raw("</span>");
        html.Raw("</p></div>");
    }

    private void WriteStep(HtmlWriter html, HistoryStep step, IReadOnlyList<string> sentences)
    {
        var (dates, number) = (step.Edition.Dates, facts.Order.NumberOf(step.Edition.Dates.Id));
        html.Raw("<section class=\"history-step\"><div class=\"section-head\"><h2>").Day(dates.EffectiveFrom).Raw(" ").Words(text[step.Event == HistoryEvent.Enacted ? facts.KindOf(dates) : "Event." + step.Event]).Raw("</h2><p>");
        if (step.Body is { } own && step.Now is { } now)
            html.Link(SiteUrls.Provision(facts.Id, dates.Id, now.Path), text["EditionNumber", number]).Raw(" <span lang=\"ja\">").Words(own.Paths.LabelOf(now)).Raw("</span>");
        else
            html.Words(text["EditionNumber", number]);
        html.Raw("</p></div><p class=\"edition-line\">");
        if (dates.EffectiveFrom > today)
            html.Raw("<span class=\"tag tag-wait\">").Words(shell["Status.Waiting"]).Raw("</span>");
        html.Raw("<span>").Words(text[facts.KindOf(dates)]).Raw(" ").Day(dates.EnactedOn).Raw("</span>");
        if (dates.RecordedLater is { } recorded)
            html.Raw("<span>").Words(text["Recorded"]).Raw(" ").Day(recorded).Raw("</span>");
        if (step.Former is { } former)
            html.Raw("<span lang=\"ja\">").Words(text["Formerly", former]).Raw("</span>");
        html.Raw("</p>");
        WriteText(html, step);
        if (sentences.Count > 0)
        {
            html.Raw("<div class=\"history-sentences\"><h3>").Words(text["AmendedBy"]).Raw("</h3>");
            if (facts.DecidedWith(dates.Id) is not null)
                html.Raw("<p class=\"soft\">").Words(text["AmendedByAsDecided"]).Raw("</p>");
            foreach (var sentence in sentences)
                html.Raw("<p lang=\"ja\">").Words(sentence).Raw("</p>");
            html.Raw("</div>");
        }
        if (step.Before is { } before && step.Body is not null)
            html.Raw("<p class=\"screen-only\">").Link(SiteUrls.Changes(facts.Id, dates.Id, before.Dates.Id), text["ToChanges"]).Raw(" ")
                .Link(SiteUrls.ChangesInstrument(facts.Id, dates.Id, before.Dates.Id), text["InstrumentWord"]).Raw("</p>");
        html.Raw("</section>");
    }

    private void WriteText(HtmlWriter html, HistoryStep step)
    {
        html.Raw("<div class=\"history-text\" lang=\"ja\">");
        if (step is { Event: HistoryEvent.Enacted, Body: { } whole, Now: { } now })
            foreach (var placed in whole.Paths.All.Where(placed => placed.Index >= now.Index && placed.Index < (ProvisionHistory.HoldsText(now.Provision) ? now.End : now.Index + 1)))
            {
                html.Raw("<p><strong>").Words(placed.Provision.Label).Raw("</strong> ").Words(placed.Provision.Heading);
                if (placed.Provision is { Heading: { Length: > 0 }, Text.Length: > 0 })
                    html.Raw("</p><p>");
                html.Words(placed.Provision.Text).Raw("</p>");
            }
        else
            foreach (var row in step.Rows)
                WriteRow(html, step, row);
        html.Raw("</div>");
    }

    private void WriteRow(HtmlWriter html, HistoryStep step, ComparedProvision row)
    {
        var label = row.NewIndex is { } at ? step.Body!.Paths.LabelOf(step.Body.Paths.All[at]) : step.BodyBefore!.Paths.LabelOf(step.BodyBefore.Paths.All[row.OldIndex!.Value]);
        html.Raw("<p><strong>").Words(label).Raw("</strong> <span class=\"tag\">").Words(ChangesPage.WordFor(row.Change, text)).Raw("</span> ");
        Marked(row.Heading);
        html.Raw("</p>");
        if (row.Text.Length > 0)
        {
            html.Raw("<p>");
            Marked(row.Text);
            html.Raw("</p>");
        }

        void Marked(IEnumerable<TextStretch> stretches)
        {
            foreach (var stretch in stretches)
                _ = stretch.Kind switch
                {
                    StretchKind.Inserted => html.Raw("<ins class=\"pv-ins\">").Words(stretch.Text).Raw("</ins>"),
                    StretchKind.Deleted => html.Raw("<del class=\"pv-del\">").Words(stretch.Text).Raw("</del>"),
                    _ => html.Words(stretch.Text),
                };
        }
    }
}
