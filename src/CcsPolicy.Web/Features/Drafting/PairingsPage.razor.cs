using System.Text;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using CcsPolicy.Web.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>One provision is chosen from the list of what changed, then the other among those near it or by its number; or both by their numbers.</summary>
public sealed partial class PairingsPage(
    CorrectPairingHandler pairings, OpenDrafts open, NavigationManager navigation, IStringLocalizer<DraftingText> text, DomainWords words)
{
    private const int PageSize = 50;

    private const int MostSaid = 100;

    private const int MostNear = 10;

    private const int LongestExample = 20;

    private readonly FormErrors errors = new();
    private PairingsView? view;
    private ChangedPairing? chosen;
    private IReadOnlyList<ChangedPairing> near = [];
    private List<ChangedPairing> found = [];
    private int page = 1;

    private IStringLocalizer<DraftingText> Text => text;

    private DomainWords Words => words;

    [Parameter] public string Id { get; set; } = "";

    [SupplyParameterFromForm(FormName = "pairings", Name = "Known")] public int? Known { get; set; }

    [SupplyParameterFromForm(FormName = "pairings", Name = "Act")] public string? Act { get; set; }

    [SupplyParameterFromForm(FormName = "pairings", Name = "New")] public string? New { get; set; }

    [SupplyParameterFromForm(FormName = "pairings", Name = "Old")] public string? Old { get; set; }

    [SupplyParameterFromForm(FormName = "pairings", Name = "Pair")] public string? Pair { get; set; }

    [SupplyParameterFromForm(FormName = "pairings", Name = "NewNumber")] public string? NewNumber { get; set; }

    [SupplyParameterFromForm(FormName = "pairings", Name = "OldNumber")] public string? OldNumber { get; set; }

    [SupplyParameterFromForm(FormName = "pairings", Name = "PairNumber")] public string? PairNumber { get; set; }

    [SupplyParameterFromQuery(Name = "saved")] public string? Saved { get; set; }

    [SupplyParameterFromQuery(Name = "at")] public string? At { get; set; }

    [SupplyParameterFromQuery(Name = "find")] public string? Find { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageNumber { get; set; }

    [CascadingParameter] public HttpContext Http { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        if (PublicId.TryParse<AmendmentId>(Id) is not { } id || await pairings.ReadAsync(id, Http.RequestAborted) is not { Succeeded: true } read)
        {
            navigation.NotFound();
            return;
        }
        view = read.Value;
        chosen = LineageKey.TryParse(At) is { } key ? view.Changes.FirstOrDefault(one => one.Key == key) : null;
        near = chosen is { IsPaired: false } ? view.Near(chosen, MostNear) : [];
        found = Find is { Length: > 0 } sought && Folded(sought) is { Length: > 0 } folded ? [.. view.Changes.Where(one => Holds(one, folded))] : [.. view.Changes];
        page = Math.Min(Pager.Read(PageNumber), Math.Max(1, (found.Count + PageSize - 1) / PageSize));
    }

    private async Task SubmitAsync()
    {
        if (view is null || Known is not { } known)
            return;
        // Only what was said is done: no half of a pair undoes one.
        var pair = Act switch
        {
            "join" => new CorrectedPair(KeyOf(Old, OldNumber, one => one.NewLabel is null, one => one.OldLabel, "old"), KeyOf(New, NewNumber, one => one.OldLabel is null, one => one.NewLabel, "new")),
            "part" => new CorrectedPair(KeyOf(Pair, PairNumber, one => one.IsPaired, one => one.NewLabel, "pair"), LineageKey.None),
            _ => default,
        };
        if (errors.Any)
            return;
        if (pair.Old.IsNone || (Act == "join" && pair.New.IsNone))
        {
            errors.Add(DraftErrors.UnknownProvision);
            return;
        }
        var saved = await pairings.CorrectAsync(view.Id, known, pair, Http.RequestAborted);
        if (saved.Error is { } refusal)
        {
            errors.Add(refusal);
            return;
        }
        open.Tell(view.Id);
        navigation.NavigateTo(SiteUrls.PairingsOf(view.Id) + "?saved=1");
    }

    /// <summary>What was chosen, else what was typed: the number of one of those provisions.</summary>
    private LineageKey KeyOf(string? sent, string? typed, Func<ChangedPairing, bool> among, Func<ChangedPairing, string?> label, string field)
    {
        if (Folded(typed ?? "") is { Length: > 0 } number)
        {
            if ((view!.Changes.FirstOrDefault(one => among(one) && Folded(label(one)!) == number) ?? view.Changes.FirstOrDefault(one => among(one) && Unjoined(Folded(label(one)!)) == Unjoined(number))) is { } named)
                return named.Key;
            errors.Add(field, text["PairingNumberUnknown"]);
        }
        else if (LineageKey.TryParse(sent) is { } key)
            return key;
        else
            errors.Add(field, text["PairingNumberMissing"]);
        return LineageKey.None;
    }

    /// <summary>A number of this text to show how one is typed: the longest that is not beyond measure.</summary>
    private string Example => view!.Changes.SelectMany(one => new[] { one.NewLabel, one.OldLabel }).Where(label => label?.Length is > 0 and <= LongestExample).MaxBy(label => label!.Length) ?? "第3条第2項第1号";

    /// <summary>3(4) of 3の(4), as some write it.</summary>
    private static string Unjoined(string number) => Joint().Replace(number, "");

    [GeneratedRegex(@"(?<=[0-9)])の(?=\()|(?<=\))の(?=[0-9ア-ヶ])")]
    private static partial Regex Joint();

    private static bool Holds(ChangedPairing one, string folded) =>
        new[] { one.OldLabel, one.NewLabel, one.OldBrief, one.NewBrief }.Any(shown => shown is not null && Folded(shown).Contains(folded, StringComparison.OrdinalIgnoreCase));

    /// <summary>As it may be typed: digits and brackets of either width, spaces anywhere.</summary>
    private static string Folded(string typed)
    {
        try
        {
            return string.Concat(typed.Normalize(NormalizationForm.FormKC).Where(sign => !char.IsWhiteSpace(sign)));
        }
        catch (ArgumentException)
        {
            // Half a pair is no number.
            return "";
        }
    }
}
