using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>その日の版。What is said of a day on which somebody asks how a document read: which edition it was, or that there was none, and the field to ask for another day.</summary>
internal sealed class DayPage(ReadingFacts facts, DateOnly today, IStringLocalizer<ReadingText> text, IStringLocalizer<ShellText> shell)
{
    /// <summary>The page of a document on a day that is no day, or on which nothing of it was in force.</summary>
    public byte[] Write(AskedDay asked, string title)
    {
        var html = new HtmlWriter().Raw("<div class=\"page-head\"><nav class=\"breadcrumbs\" aria-label=\"").Words(shell["Breadcrumbs"]).Raw("\"><ol><li lang=\"ja\">")
            .Link(SiteUrls.Document(facts.Id), title).Raw("</li></ol></nav><h1>").Words(text["DayHeading"]).Raw("</h1></div>");
        if (asked.Day is { } day)
            WriteNothing(html, day);
        else
            WriteErrors(html, asked);
        html.Raw("<div class=\"page-narrow\">");
        WriteForm(html, asked);
        return html.Raw("</div>").ToUtf8();
    }

    /// <summary>Which day the edition shown was asked for, and when it was put on record, where that was later.</summary>
    public void WriteDay(HtmlWriter html, DateOnly day, EditionDates shown)
    {
        html.Raw("<p>").Words(text[day > today ? "OnDay.Later" : day == today ? "OnDay.Today" : "OnDay", ShownDate.Of(day)]);
        if (shown.RecordedLater is { } recorded)
        {
            html.Raw(" ").Words(text["RecordedLater", ShownDate.Of(recorded)]);
            if (day < recorded && facts.Order.ShownAsInForceOn(day) is { } then && then.Id != shown.Id)
                html.Raw(" ").Words(text["ShownThen"]).Raw(" ").Link(SiteUrls.Edition(facts.Id, then.Id), text["EditionNumber", facts.Order.NumberOf(then.Id)]);
        }
        html.Raw("</p>");
    }

    /// <summary>Asks for the edition of a day.</summary>
    public void WriteForm(HtmlWriter html, AskedDay? asked)
    {
        var error = asked?.Errors.Of(AskedDay.FieldId);
        html.Raw("<form class=\"day-form\" method=\"get\" action=\"").Words(SiteUrls.Document(facts.Id)).Raw(error is null ? "\"><div class=\"field\">" : "\"><div class=\"field field-invalid\">")
            .Raw($"<label class=\"field-label\" for=\"{AskedDay.FieldId}\">").Words(text["DayLabel"])
            .Raw($"</label><p class=\"field-hint\" id=\"{AskedDay.FieldId}-hint\">").Words(text["DayHint"]).Raw("</p>");
        if (error is not null)
            html.Raw($"<p class=\"field-error\" id=\"{AskedDay.FieldId}-error\">").Words(error).Raw("</p>");
        html.Raw($"<input id=\"{AskedDay.FieldId}\" name=\"{AskedDay.Field}\" class=\"input w-12\" autocomplete=\"off\" maxlength=\"40\" value=\"").Words(asked?.Typed)
            .Raw($"\" aria-describedby=\"{AskedDay.FieldId}-hint").Raw(error is null ? "\" />" : $" {AskedDay.FieldId}-error\" aria-invalid=\"true\" />");
        if (TypedDay.Echo(asked?.Typed) is { } echo)
            html.Raw("<p class=\"field-echo\">").Words(echo).Raw("</p>");
        html.Raw("</div><button type=\"submit\" class=\"button button-small\">").Words(text["DayAsk"]).Raw("</button></form>");
    }

    private void WriteNothing(HtmlWriter html, DateOnly day)
    {
        var (last, next) = (facts.Order.LastTextBy(day), facts.Order.FirstTextAfter(day));
        html.Raw("<div class=\"notice\"><p>");
        if (last is null)
            html.Words(text["NotYetOn", ShownDate.Of(day)]);
        else
            html.Words(text["RepealedOn", ShownDate.Of(day), ShownDate.Of(facts.Order.LastOn(day)!.EffectiveFrom)]);
        html.Raw("</p><ul class=\"plain-list\">");
        Lead("LastBefore", last);
        Lead("FirstAfter", next);
        html.Raw("</ul></div>");

        void Lead(string name, EditionDates? edition)
        {
            if (edition is null)
                return;
            html.Raw("<li>").Words(text[name]).Raw(" ").Link(SiteUrls.Edition(facts.Id, edition.Id), text["EditionNumber", facts.Order.NumberOf(edition.Id)]).Raw(" ")
                .Words(text["InForceFrom"]).Raw(" ").Day(edition.EffectiveFrom).Raw("</li>");
        }
    }

    private void WriteErrors(HtmlWriter html, AskedDay asked)
    {
        html.Raw("<div class=\"error-summary\" role=\"alert\" tabindex=\"-1\" id=\"error-summary\" aria-labelledby=\"error-summary-title\"><h2 id=\"error-summary-title\">").Words(shell["ErrorSummary"]).Raw("</h2><ul>");
        foreach (var error in asked.Errors.All)
            html.Raw("<li>").Link($"{SiteUrls.DocumentOn(facts.Id, asked.Typed)}#{error.Field}", error.Sentence).Raw("</li>");
        html.Raw("</ul></div>");
    }
}
