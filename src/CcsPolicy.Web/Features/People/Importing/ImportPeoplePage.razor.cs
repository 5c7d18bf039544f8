using System.Globalization;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Imports;
using CcsPolicy.Web.Imports.Scanning;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.AspNetCore.Components;

namespace CcsPolicy.Web.Features.People.Importing;

public sealed partial class ImportPeoplePage(TimeProvider clock)
{
    /// <summary>Of each list; the counts are of all.</summary>
    private const int MostShown = 200;

    private readonly FormErrors errors = new();
    private RosterPreview? preview;
    private int changing;
    private DateOnly today;

    [CascadingParameter] public HttpContext Http { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "roster", Name = "File")] public IFormFile? File { get; set; }

    [SupplyParameterFromForm(FormName = "roster", Name = "EffectiveOn")] public string? EffectiveOn { get; set; }

    [SupplyParameterFromForm(FormName = "apply-roster", Name = "Token")] public string? Token { get; set; }

    [SupplyParameterFromQuery(Name = "change")] public string? DoneChange { get; set; }

    [SupplyParameterFromQuery(Name = "new")] public string? DoneNew { get; set; }

    [SupplyParameterFromQuery(Name = "changed")] public string? DoneChanged { get; set; }

    [SupplyParameterFromQuery(Name = "ending")] public string? DoneEnding { get; set; }

    private async Task PreviewAsync()
    {
        if (File is not { Length: > 0 } file)
        {
            errors.Add(File is { FileName.Length: > 0 } ? RosterErrors.EmptyFile : RosterErrors.NoFile, "file");
            return;
        }
        if (file.Length > RosterFile.MostBytes)
        {
            errors.Add(RosterErrors.TooLarge, "file");
            return;
        }
        if (!RosterFile.Endings.Contains(Path.GetExtension(file.FileName), StringComparer.OrdinalIgnoreCase))
        {
            errors.Add(RosterErrors.NotCsv, "file");
            return;
        }
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, Http.RequestAborted);
        // Nothing of it is kept: what nobody looked through is read all the same.
        if ((await Scanner.LookAsync(bytes.ToArray(), Http.RequestAborted)).Outcome == ScanOutcome.Malware)
        {
            errors.Add(ImportErrors.Malware, "file");
            return;
        }
        var result = await Handler.PreviewAsync(bytes.ToArray(), EffectiveOn, Http.RequestAborted);
        if (result.Error is { } refusal)
            errors.Add(refusal, refusal == RosterErrors.DayUnfit ? "effective" : "file");
        else
            Show(result.Value);
    }

    private async Task ApplyAsync()
    {
        var result = await Handler.ApplyAsync(Token, Http.RequestAborted);
        if (result.Error is { } refusal)
            errors.Add(refusal);
        else if (result.Value.Instead is { } instead)
        {
            errors.Add(RosterErrors.ChangedMeanwhile);
            Show(instead);
        }
        else
            Navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture,
                $"{SiteUrls.ImportPeople}?change={result.Value.Change}&new={result.Value.New}&changed={result.Value.Changed}&ending={result.Value.Ending}"));
    }

    private void Show(RosterPreview shown)
    {
        preview = shown;
        today = TokyoTime.Today(clock);
        changing = shown.Changes.Count - shown.Count(RosterOutcome.Unchanged);
    }
}
