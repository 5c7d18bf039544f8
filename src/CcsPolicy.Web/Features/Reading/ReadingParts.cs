using System.Globalization;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>Small parts of the page around a text, as the shell's own parts write them.</summary>
internal static class ReadingParts
{
    private const string Lock = "<svg viewBox=\"0 0 12 14\" fill=\"currentColor\" aria-hidden=\"true\"><path d=\"M2 6V4a4 4 0 0 1 8 0v2h1v8H1V6zm2 0h4V4a2 2 0 0 0-4 0z\" /></svg>";

    private static bool English => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    public static HtmlWriter Tier(this HtmlWriter html, Tier tier, IStringLocalizer shell)
    {
        var (css, mark) = tier switch
        {
            Domain.Documents.Tier.BasicPolicy => ("basic", "■"),
            Domain.Documents.Tier.Standard => ("standard", "▲"),
            Domain.Documents.Tier.Procedure => ("procedure", "●"),
        };
        html.Raw($"<span class=\"tier tier-{css}\"><span aria-hidden=\"true\">{mark}</span>").Words(shell["Tier." + tier]);
        return html.Raw(tier == Domain.Documents.Tier.Procedure ? Lock : "").Raw("</span>");
    }

    /// <summary>A day in era and western form.</summary>
    public static HtmlWriter Day(this HtmlWriter html, DateOnly day)
    {
        var western = ShownDate.Western(day);
        return html.Raw("<time datetime=\"").Raw(western).Raw("\">").Words(ShownDate.Of(day)).Raw("<span class=\"western\">(")
            .Words(English ? ShownDate.Era(day) : western).Raw(")</span></time>");
    }

    public static HtmlWriter Tag(this HtmlWriter html, ShownStatus status, IStringLocalizer shell)
    {
        var css = status switch { ShownStatus.InForce => "force", ShownStatus.Waiting => "wait", ShownStatus.Repealed => "repealed", ShownStatus.Drafted => "draft", ShownStatus.Earlier or ShownStatus.Replaced or ShownStatus.TakenBack => "earlier", _ => "review" };
        return html.Raw($"<span class=\"tag tag-{css}\">").Words(shell["Status." + status]).Raw("</span>");
    }

    public static HtmlWriter Link(this HtmlWriter html, string url, string words, string? css = null) =>
        (css is null ? html.Raw("<a href=\"") : html.Raw("<a class=\"").Raw(css).Raw("\" href=\"")).Words(url).Raw("\">").Words(words).Raw("</a>");
}
