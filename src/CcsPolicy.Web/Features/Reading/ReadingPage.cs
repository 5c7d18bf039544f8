using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using CcsPolicy.Web.Texts;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>What the page of one edition says around the text for one reader on one day.</summary>
internal sealed class ReadingPage(
    ReadingFacts facts, EditionFact shown, EditionBody body, Reader reader, DateTimeOffset now, IStringLocalizer<ReadingText> text, IStringLocalizer<ShellText> shell, IStringLocalizer<TextsText> texts)
{
    private readonly DateOnly today = TokyoTime.DateOf(now);

    /// <summary>The day on which the reader wants to know how the document read; null when the edition itself was asked for.</summary>
    public AskedDay? Asked { get; init; }

    /// <summary>What changed since the edition that the reader acknowledged; null when there is nothing to compare with.</summary>
    public (EditionChanges Changes, EditionDates Since)? Read { get; init; }

    /// <summary>The editions that are to come.</summary>
    public IReadOnlyList<ComingEdition> Coming { get; init; } = [];

    /// <summary>第n版; of one whose place another took before it had effect, that.</summary>
    private string Name => facts.Order.NumberOf(shown.Dates.Id) is > 0 and var number ? text["EditionNumber", number] : text[IsTakenBack ? "TakenBackEdition" : "ReplacedEdition"];

    private bool IsReplaced => facts.Order.NowOf(shown.Dates.Id) != shown.Dates.Id;

    private bool IsTakenBack => facts.Order.IsTakenBack(shown.Dates.Id);

    private bool IsInForce => facts.Order.InForceOn(today)?.Id == shown.Dates.Id;

    private bool IsDue => IsInForce && reader.Can(Ability.AcknowledgeDocuments)
        && facts.Audience.Binds(reader.Employment, reader.Opened.Contains(facts.Id)) && facts.Targets.Since(reader.Standing) is not null
        && !facts.Order.IsDischarged(today, facts.Editions.Where(e => e.Acknowledged is not null).Select(e => e.Dates.Id));

    /// <summary>What each printed page is headed with: the document, its edition and from when that is in force.</summary>
    public string Running => $"{facts.Code}　{shown.Title}　{Name}　{text["InForceFrom"].Value} {ShownDate.Of(shown.Dates.EffectiveFrom)}";

    /// <summary>Heading, dates and what the reader should know first.</summary>
    public byte[] Head()
    {
        var html = new HtmlWriter();
        WriteMarking(html, facts, reader, now, texts);
        html.Raw("<div class=\"page-head\"><p class=\"document-line\">").Tier(facts.Tier, shell).Raw("<span lang=\"ja\">").Words(facts.Code).Raw("</span></p>");
        html.Raw("<div class=\"page-head-row\"><h1 lang=\"ja\">").Words(shown.Title).Raw("</h1>");
        if (IsDue)
            html.Link(SiteUrls.Acknowledge(facts.Id, shown.Dates.Id), text["ToAcknowledge"], "button button-primary screen-only");
        html.Raw("</div><p class=\"edition-line\">").Tag(Status, shell).Raw("<span>").Words(Name).Raw("</span><span>")
            .Words(text["InForceFrom"]).Raw(" ").Day(shown.Dates.EffectiveFrom).Raw("</span>");
        html.Raw("<span>").Words(text[facts.KindOf(shown.Dates)]).Raw(" ").Day(shown.Dates.EnactedOn).Raw("</span></p></div>");
        WriteNotice(html);
        ComingEdition.WriteNotice(html, facts, Coming, text);
        if (Read is { } known)
            WriteChanged(html, known.Changes, known.Since);
        return html.Raw("<div class=\"reading\"><button type=\"button\" class=\"button button-small outline-button\" popovertarget=\"outline\">")
            .Words(shell["Outline"]).Raw("</button><nav class=\"outline\" id=\"outline\" popover aria-labelledby=\"outline-title\"><h2 id=\"outline-title\">")
            .Words(shell["Outline"]).Raw("</h2>").ToUtf8();
    }

    /// <summary>What stands beside the text.</summary>
    public byte[] Notes(IReadOnlyList<RelatedDocument> related, IReadOnlyList<CitedItem> cited)
    {
        var html = new HtmlWriter().Raw("<aside class=\"notes\" aria-label=\"").Words(text["Notes"]).Raw("\">");
        if (reader.PersonId is not null)
        {
            WriteAcknowledged(html);
            WriteEditions(html);
            WriteRelated(html, related);
            WriteCited(html, cited);
            WriteWithheld(html);
            if (reader.Can(Ability.AcknowledgeDocuments))
                html.Raw("<p class=\"note-again\">").Link(SiteUrls.NewMatter(facts.Id, shown.Dates.Id), text["ToMatter"]).Raw("</p>");
        }
        html.Raw("<section class=\"note\"><h2>").Words(text["AboutThisEdition"]).Raw("</h2><dl class=\"note-facts\">");
        Fact(facts.KindOf(shown.Dates), shown.Dates.EnactedOn);
        Fact("Promulgated", shown.PromulgatedOn);
        Fact("InForceFrom", shown.Dates.EffectiveFrom);
        Fact("AppliesFrom", shown.AppliesFrom);
        if (reader.PersonId is not null)
            Fact("Recorded", TokyoTime.DateOf(shown.Dates.RecordedAt));
        // It would tell whoever reads only a part whether a guess of the rest is right.
        if (facts.Withheld.IsNone)
            html.Raw("<div><dt>").Words(text["Hash"]).Raw("</dt><dd><code title=\"").Words(shown.Hash.ToString()).Raw("\">").Words(shown.Hash.Short).Raw("…</code></dd></div>");
        html.Raw("</dl><button type=\"button\" class=\"button button-small\" data-print hidden>").Words(text["Print"]).Raw("</button></section>");
        return html.Raw("</aside></div>").ToUtf8();

        void Fact(string name, DateOnly? day)
        {
            if (day is { } known)
                html.Raw("<div><dt>").Words(text[name]).Raw("</dt><dd>").Day(known).Raw("</dd></div>");
        }
    }

    /// <summary>Only the last text of a document that is repealed is 廃止.</summary>
    private ShownStatus Status => IsInForce ? ShownStatus.InForce
        : IsTakenBack ? ShownStatus.TakenBack
        : IsReplaced ? ShownStatus.Replaced
        : shown.Dates.EffectiveFrom > today ? ShownStatus.Waiting
        : facts.Order.InForceOn(today) is null && facts.Order.LastTextBy(today)?.Id == shown.Dates.Id ? ShownStatus.Repealed
        : ShownStatus.Earlier;

    /// <summary>On paper: what it is, who printed it and when, on each page.</summary>
    public static void WriteMarking(HtmlWriter html, ReadingFacts facts, Reader reader, DateTimeOffset now, IStringLocalizer<TextsText> texts)
    {
        if (ProcedureMarking.Of(facts.Tier, facts.Openness, reader, now, texts) is { } marking)
            html.Raw("<div class=\"print-marking\" aria-hidden=\"true\"><span>").Words(marking).Raw("</span></div>");
    }

    private void WriteNotice(HtmlWriter html)
    {
        if (IsInForce && Asked is null)
            return;
        html.Raw(IsInForce ? "<div class=\"notice\">" : "<div class=\"notice notice-soon\">");
        if (Asked is { Day: { } day })
            new DayPage(facts, today, text, shell).WriteDay(html, day, shown.Dates);
        if (IsInForce)
        {
            html.Raw("</div>");
            return;
        }
        var current = facts.Order.InForceOn(today);
        if (IsReplaced && !IsTakenBack)
        {
            html.Raw("<p>").Words(text["Notice.Replaced"]).Raw(" ").Link(SiteUrls.Edition(facts.Id, facts.Order.NowOf(shown.Dates.Id)), text["ToReplacing"]).Raw("</p></div>");
            return;
        }
        html.Raw("<p>").Words(text[
            IsTakenBack ? "Notice.TakenBack" : shown.Dates.EffectiveFrom > today ? "Notice.Waiting" : current is null ? "Notice.Repealed" : "Notice.Earlier"]);
        if (current is not null)
            html.Raw(" ").Link(SiteUrls.Document(facts.Id), text["ToEditionInForce"]);
        html.Raw("</p></div>");
    }

    private void WriteChanged(HtmlWriter html, EditionChanges changes, EditionDates since)
    {
        html.Raw("<div class=\"changed-box\"><p><strong>").Words(text["ChangedSince", facts.Order.NumberOf(since.Id), changes.Comparison.PlacesChanged]).Raw("</strong> ")
            .Link(SiteUrls.Changes(facts.Id, shown.Dates.Id, since.Id), text["ToChanges"]).Raw("</p><ul class=\"changed-list\" lang=\"ja\">");
        foreach (var index in changes.Changed.Order())
        {
            var placed = body.Paths.All[index];
            html.Raw("<li>").Link("#" + placed.Path, body.Paths.LabelOf(placed)).Raw("</li>");
        }
        if (ChangesPage.ChangesFront(changes.Comparison))
            html.Raw("<li>").Link(SiteUrls.Changes(facts.Id, shown.Dates.Id, since.Id), ChangesPage.Front).Raw("</li>");
        html.Raw("</ul></div>");
    }

    private void WriteAcknowledged(HtmlWriter html)
    {
        if (IsDue)
            html.Raw("<section class=\"note\"><h2>").Words(text["Acknowledgement"]).Raw("</h2><p>").Words(text["NotYet"]).Raw("</p><p class=\"note-again\">")
                .Link(SiteUrls.Acknowledge(facts.Id, shown.Dates.Id), text["ToAcknowledge"]).Raw("</p></section>");
        else if (shown.Acknowledged is { } at)
            html.Raw("<section class=\"note\"><h2>").Words(text["Acknowledgement"]).Raw("</h2><p>").Words(text["AcknowledgedOn"]).Raw(" ").Day(TokyoTime.DateOf(at)).Raw("</p><p>")
                .Link(SiteUrls.Acknowledge(facts.Id, shown.Dates.Id), text["ToReceipt"]).Raw("</p></section>");
    }

    private void WriteEditions(HtmlWriter html)
    {
        html.Raw("<section class=\"note\"><h2>").Words(text[facts.AmendedBy == AmendingMethod.Revision ? "Revisions" : "Editions"]).Raw("</h2><ol class=\"edition-list\" reversed>");
        foreach (var edition in facts.Order.All.Reverse())
        {
            var number = facts.Order.NumberOf(edition.Id);
            html.Raw("<li>");
            if (edition.Kind == EditionKind.Repeal)
                html.Words(text["Kind.Repeal"]);
            else if (edition.Id == shown.Dates.Id)
                html.Raw("<strong aria-current=\"page\">").Words(text["EditionNumber", number]).Raw("</strong>");
            else
                html.Link(SiteUrls.Edition(facts.Id, edition.Id), text["EditionNumber", number]);
            html.Raw(" ").Day(edition.EffectiveFrom);
            if (facts.Order.Before(edition.Id) is { } before && edition.Kind != EditionKind.Repeal)
                html.Raw(" <a href=\"").Words(SiteUrls.Changes(facts.Id, edition.Id, before.Id)).Raw("\" aria-label=\"").Words(text["ChangesOf", number]).Raw("\">").Words(text["Changes"]).Raw("</a>");
            html.Raw("</li>");
        }
        html.Raw("</ol><p>").Link(SiteUrls.ProvisionHistories(facts.Id, shown.Dates.Id), text["Histories"]).Raw("</p>");
        new DayPage(facts, today, text, shell).WriteForm(html, Asked);
        html.Raw("</section>");
    }

    /// <summary>What this reader reads and others do not.</summary>
    private void WriteWithheld(HtmlWriter html)
    {
        var places = facts.WithheldFromOthers.IsNone ? [] : body.Paths.All.Where(placed => facts.WithheldFromOthers.Holds(placed.Provision.Key) && !facts.Withheld.Holds(placed.Provision.Key)).ToList();
        if (places.Count == 0)
            return;
        html.Raw("<section class=\"note\"><h2>").Words(text["WithheldFromOthers"]).Raw("</h2><p>").Words(text["WithheldHint"]).Raw("</p><span class=\"note-places\" lang=\"ja\">");
        foreach (var placed in places)
            html.Link("#" + placed.Path, body.Paths.LabelOf(placed)).Raw(" ");
        html.Raw("</span></section>");
    }

    /// <summary>Which items of a guideline the provisions of this edition are written after.</summary>
    private void WriteCited(HtmlWriter html, IReadOnlyList<CitedItem> cited)
    {
        var places = cited.Select(one => (Cited: one, Placed: body.Find(one.Key))).Where(one => one.Placed is not null).OrderBy(one => one.Placed!.Index).ThenBy(one => one.Cited.Item, StringComparer.Ordinal).ToList();
        if (places.Count == 0)
            return;
        html.Raw("<section class=\"note\"><h2>").Words(text["Cited"]).Raw("</h2><ul class=\"plain-list\" lang=\"ja\">");
        foreach (var guideline in places.GroupBy(one => one.Cited.Guideline).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            html.Raw("<li>").Words(guideline.Key);
            foreach (var provision in guideline.GroupBy(one => one.Placed!.Index))
                html.Raw("<br>").Link("#" + provision.First().Placed!.Path, body.Paths.LabelOf(provision.First().Placed!)).Raw(" <span class=\"soft\">").Words(string.Join("、", provision.Select(one => one.Cited.Item))).Raw("</span>");
            html.Raw("</li>");
        }
        html.Raw("</ul></section>");
    }

    private void WriteRelated(HtmlWriter html, IReadOnlyList<RelatedDocument> related)
    {
        foreach (var group in related.GroupBy(link => link.IsAbove).OrderByDescending(group => group.Key))
        {
            html.Raw("<section class=\"note\"><h2>").Words(text[group.Key ? "Above" : "Below"]).Raw("</h2><ul class=\"plain-list\" lang=\"ja\">");
            foreach (var link in group.OrderBy(link => link.Title, StringComparer.Ordinal))
            {
                html.Raw("<li>").Link(Asked?.Day is { } day ? SiteUrls.DocumentOn(link.Id, day) : SiteUrls.Document(link.Id), link.Title);
                var places = link.Keys.Select(body.Find).OfType<PlacedProvision>().DistinctBy(placed => placed.Index).OrderBy(placed => placed.Index).ToList();
                if (places.Count > 0)
                {
                    html.Raw("<span class=\"note-places\">");
                    foreach (var placed in places)
                        html.Link("#" + placed.Path, body.Paths.LabelOf(placed)).Raw(" ");
                    html.Raw("</span>");
                }
                html.Raw("</li>");
            }
            html.Raw("</ul></section>");
        }
    }
}
