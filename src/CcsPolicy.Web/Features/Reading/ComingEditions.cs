using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>施行待ちの版。An edition on record that is to come into force after the one that is shown.</summary>
/// <param name="Before">The edition with a text that it follows.</param>
/// <param name="Changes">What it changes in that one; null for a repeal.</param>
internal sealed record ComingEdition(EditionDates Dates, EditionDates Before, EditionChanges? Changes)
{
    /// <summary>The days from which each provision of the text shown will read differently, and where that can be read.</summary>
    /// <param name="shown">The text that is read today, or that waits itself.</param>
    public static FrozenDictionary<int, ImmutableArray<(DateOnly From, string Url)>> MarksIn(EditionBody shown, IEnumerable<ComingEdition> coming)
    {
        var marks = new SortedDictionary<int, List<(DateOnly From, string Url)>>();
        foreach (var next in coming)
        {
            if (next.Changes is not { Comparison: var comparison })
                continue;
            var (before, after) = (ProvisionPaths.Of(comparison.Old), ProvisionPaths.Of(comparison.New));
            foreach (var row in comparison.Changes)
                if ((row.OldIndex is { } index ? before.All[index] : Holding(after, row.NewIndex!.Value)) is { } changed && shown.Find(changed.Provision.Key.Value) is { } placed)
                    Add(placed.Index, next);
        }
        return marks.ToFrozenDictionary(mark => mark.Key, mark => mark.Value.ToImmutableArray());

        void Add(int index, ComingEdition next)
        {
            if (!marks.TryGetValue(index, out var days))
                marks[index] = days = [];
            if (!days.Exists(day => day.From == next.Dates.EffectiveFrom))
                days.Add((next.Dates.EffectiveFrom, SiteUrls.Changes(shown.DocumentId, next.Dates.Id, next.Before.Id)));
        }
    }

    /// <summary>What is added to an article or a part of one is a change of that; a new article or chapter is named above the text alone.</summary>
    private static PlacedProvision? Holding(ProvisionPaths paths, int index) =>
        paths.All[index].Parent is >= 0 and var parent && paths.All[parent].Provision.Kind >= ProvisionKind.Article ? paths.All[parent] : null;

    /// <summary>What will read differently from when, above the text.</summary>
    public static void WriteNotice(HtmlWriter html, ReadingFacts facts, IReadOnlyList<ComingEdition> coming, IStringLocalizer<ReadingText> text)
    {
        if (coming.Count == 0)
            return;
        html.Raw("<section class=\"notice screen-only\" aria-labelledby=\"coming-title\"><h2 id=\"coming-title\">").Words(text["Coming"]).Raw("</h2><ul class=\"plain-list\">");
        foreach (var next in coming)
        {
            html.Raw("<li>").Day(next.Dates.EffectiveFrom).Raw(" ");
            if (next.Changes is not { } changes)
                html.Words(text["ComingRepeal"]);
            else
            {
                html.Words(text["ComingEdition", facts.Order.NumberOf(next.Dates.Id)]).Raw(" ");
                if (changes.Comparison.PlacesChanged is > 0 and var count)
                    html.Raw("<a href=\"").Words(SiteUrls.Changes(facts.Id, next.Dates.Id, next.Before.Id)).Raw("\">").Words(text["ComingCount", count]).Raw("</a>");
            }
            html.Raw("</li>");
        }
        html.Raw("</ul></section>");
    }

    /// <summary>The words of a mark, in the language of the page.</summary>
    public static string WordsOf(DateOnly from, IStringLocalizer<ReadingText> text) => text["ComingMark", ShownDate.Of(from)];

    /// <summary>Equal where the same editions wait and the page speaks the same language.</summary>
    public static string SignatureOf(IEnumerable<ComingEdition> coming) =>
        string.Join(' ', coming.Where(next => next.Changes is not null).Select(next => next.Dates.Id.ToString()).Prepend(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName));
}
