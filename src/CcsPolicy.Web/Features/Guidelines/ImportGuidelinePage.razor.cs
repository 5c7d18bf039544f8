using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Web.Imports;
using CcsPolicy.Web.Imports.Scanning;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.AspNetCore.Components;

namespace CcsPolicy.Web.Features.Guidelines;

public sealed partial class ImportGuidelinePage
{
    /// <summary>Of each list; the counts are of all.</summary>
    private const int MostShown = 200;

    private readonly FormErrors errors = new();
    private Guideline? guideline;
    private GuidelineTable? table;
    private DateOnly? day;
    private bool found, isRefused, isImporting;
    private string shortName = "", title = "", label = "", issued = "", pasted = "";

    [CascadingParameter] public HttpContext Http { get; set; } = default!;

    /// <summary>The guideline of which an edition is imported; none for a new one.</summary>
    [SupplyParameterFromQuery(Name = "guideline")] public string? Of { get; set; }

    private bool IsReady => table is { Errors.Count: 0 } && day is not null && !isRefused;

    /// <summary>The edition as it was named, with the names of a guideline that is there already.</summary>
    private ImportGuideline Named => new(guideline?.Id, guideline?.Code ?? shortName, guideline?.Title ?? title, label, day ?? default);

    protected override async Task OnInitializedAsync()
    {
        if (Of is not null)
            guideline = PublicId.TryParse<GuidelineId>(Of) is { } id ? await Handler.FindAsync(id, Http.RequestAborted) : null;
        found = Of is null || guideline is not null;
        if (!found)
        {
            Navigation.NotFound();
            return;
        }
        if (!HttpMethods.IsPost(Http.Request.Method) || !Http.Request.HasFormContentType)
            return;
        var form = await Http.Request.ReadFormAsync(Http.RequestAborted);
        (shortName, title, label, issued, pasted) = (Typed("Code"), Typed("Title"), Typed("Label"), Typed("Issued"), form["Pasted"].ToString());

        // The form that carries a table is on the page again before it is heard.
        isImporting = form.ContainsKey("Table");

        string Typed(string name) => form[name].ToString().Trim();
    }

    private async Task PreviewAsync()
    {
        await CheckNamesAsync();
        var file = (await Http.Request.ReadFormAsync(Http.RequestAborted)).Files["File"];
        var read = file is { Length: > 0 } ? await ReadAsync(file) : GuidelineTable.Read(pasted);
        if (read.Error is { } refusal)
            errors.Add(refusal, file is { Length: > 0 } || string.IsNullOrWhiteSpace(pasted) ? "file" : "pasted");
        else
            table = read.Value;
    }

    private async Task ImportAsync()
    {
        await CheckNamesAsync();
        var read = GuidelineTable.Read((await Http.Request.ReadFormAsync(Http.RequestAborted))["Table"]);
        if (read.Error is { } unread)
            errors.Add(unread, "file");
        else
            table = read.Value;
        if (!IsReady)
            return;
        var done = await Handler.HandleAsync(Named, table!, Http.RequestAborted);
        if (done.Error is { } refusal)
            Refuse(refusal);
        else
            Navigation.NavigateTo(SiteUrls.GuidelineGaps(done.Value) + "?saved=1");
    }

    private async Task CheckNamesAsync()
    {
        day = TypedDay.Read(issued, errors, "issued");
        if (string.IsNullOrWhiteSpace(issued))
            errors.Add("issued", Text["IssuedMissing"]);
        if (await Handler.RefusalAsync(Named, Http.RequestAborted) is { } refusal)
            Refuse(refusal);
    }

    private void Refuse(DomainError refusal)
    {
        isRefused = true;
        errors.Add(refusal, refusal == GuidelineErrors.CodeMissing || refusal == GuidelineErrors.CodeTaken ? "code"
            : refusal == GuidelineErrors.TitleMissing ? "title"
            : refusal == GuidelineErrors.LabelMissing || refusal == GuidelineErrors.LabelTaken ? "label"
            : null);
    }

    private async Task<Result<GuidelineTable>> ReadAsync(IFormFile file)
    {
        if (file.Length > GuidelineTable.MostBytes)
            return TableErrors.TooLarge;
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, Http.RequestAborted);
        // Nothing of it is kept: what nobody looked through is read all the same.
        return (await Scanner.LookAsync(bytes.ToArray(), Http.RequestAborted)).Outcome == ScanOutcome.Malware ? ImportErrors.Malware : GuidelineTable.Read(bytes.ToArray(), file.FileName);
    }
}
