using System.Globalization;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>
/// 起案の編集部。Shows the list and one provision at a time. What is typed never travels through the circuit: the script saves it by HTTP and says so
/// here, whereupon the saved operations are read and applied.
/// </summary>
public sealed partial class DraftEditor(SaveDraftHandler drafts, IJSRuntime browser, IDialogService dialogs) : IAsyncDisposable
{
    private readonly CancellationTokenSource closed = new();
    private DotNetObjectReference<DraftEditor>? self;
    private IJSObjectReference? script;
    private AmendmentId id;
    private ProvisionTree? tree;
    private int sequence;
    private List<OutlineRow> rows = [];
    private IReadOnlyList<TextDiagnostic> diagnostics = [];
    private LineageKey chosen;
    private string typed = "";
    private bool inserting;
    private string? refusal;
    private string? insertRefusal;
    private string? stopped;
    private int noticed;
    private int loads;
    private int checking;

    [Parameter, EditorRequired] public string Amendment { get; set; } = "";

    private static bool English => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    private bool Blocked => stopped is not null;

    private Provision? Current => chosen.IsNone ? null : tree?.All().Select(at => at.Provision).FirstOrDefault(provision => provision.Key == chosen);

    protected override async Task OnInitializedAsync()
    {
        id = PublicId.TryParse<AmendmentId>(Amendment) ?? default;
        await LoadAsync();
        await CheckAsync();
    }

    /// <summary>States of saving that the script tells; each has words.</summary>
    private static readonly string[] States = ["ready", "typing", "saving", "saved", "offline", "ended"];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (script is not null || tree is null || self is not null)
            return;
        self = DotNetObjectReference.Create(this);
        script = await browser.InvokeAsync<IJSObjectReference>("import", "/js/drafting.js");
        var words = States.ToDictionary(word => word, word => Text["Status." + word].Value);
        await script.InvokeVoidAsync("start", self, new { url = SiteUrls.DraftOperations(id), known = sequence, words });
    }

    /// <summary>The script has saved; the steps since the last known one are applied here too.</summary>
    [JSInvokable]
    public async Task SavedAsync(int saved)
    {
        if (tree is null || saved <= sequence)
            return;
        var steps = await drafts.OperationsAfterAsync(id, sequence, closed.Token);
        var made = steps.Then(operations => Draft.Replay(tree, operations));
        if (made.Error is not null)
        {
            await LoadAsync();
        }
        else
        {
            (tree, sequence) = (made.Value, sequence + steps.Value.Length);
            rows = DraftOutline.Of(tree);
        }
        (refusal, insertRefusal) = (null, null);
        await InvokeAsync(StateHasChanged);
        await CheckAsync();
    }

    /// <summary>What was typed cannot be read as it stands.</summary>
    [JSInvokable]
    public Task RefusedAsync(string sentence)
    {
        if (inserting)
            insertRefusal = sentence;
        else
            refusal = sentence;
        return InvokeAsync(StateHasChanged);
    }

    /// <summary>Another tab or person saved first, or the draft is closed: nothing more is saved until the latest text is loaded.</summary>
    [JSInvokable]
    public Task StoppedAsync(string sentence)
    {
        stopped = sentence;
        return InvokeAsync(StateHasChanged);
    }

    private async Task LoadAsync()
    {
        var read = await drafts.ReadAsync(id, closed.Token);
        if (read.Error is { } error || !read.Value.MayEdit)
        {
            (tree, refusal) = (null, (read.Error ?? AmendmentErrors.NotInDraft).In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName));
            return;
        }
        (tree, sequence, rows) = (read.Value.Text.Tree, read.Value.Text.Sequence, DraftOutline.Of(read.Value.Text.Tree));
        loads++;
        typed = WordsOf(chosen);
    }

    private async Task ReloadAsync()
    {
        (stopped, refusal, inserting) = (null, null, false);
        await LoadAsync();
        if (tree is not null && script is not null)
            await script.InvokeVoidAsync("resume", sequence);
        await CheckAsync();
    }

    private async Task ChooseAsync(LineageKey key)
    {
        if (script is not null && !Blocked)
            await script.InvokeAsync<bool>("flush");
        (chosen, inserting, refusal) = (key, false, null);
        typed = WordsOf(key);
        loads++;
    }

    private void BeginInsert()
    {
        (inserting, insertRefusal) = (true, null);
        loads++;
    }

    private async Task InsertAsync()
    {
        var before = sequence;
        insertRefusal = null;
        await SendAsync("insert", "draft-new");
        if (sequence > before)
            inserting = false;
    }

    private async Task DeleteAsync()
    {
        if (Current is not { } provision)
            return;
        var below = provision.WithDescendants().Count() - 1;
        if (await dialogs.ShowMessageBoxAsync(Text["DeleteTitle", provision.Label], Text[below == 0 ? "DeleteOne" : "DeleteMany", below], yesText: Text["Delete"], cancelText: Text["Cancel"]) == true)
            await SendAsync("delete");
    }

    private async Task SendAsync(string act, string? field = null)
    {
        if (script is null)
            return;
        refusal = null;
        await script.InvokeAsync<bool>("send", act, chosen.IsNone ? null : chosen.ToString(), field);
        typed = WordsOf(chosen);
        if (act is not "insert")
            loads++;
    }

    private string WordsOf(LineageKey key) => tree is null || key.IsNone ? "" : DraftText.Write(tree, key) is { Succeeded: true } words ? words.Value : "";

    /// <summary>Reads the whole text again beside the work and says what should be looked at; only the last of several counts.</summary>
    private async Task CheckAsync()
    {
        if (tree is not { } checkedTree)
            return;
        var mine = Interlocked.Increment(ref checking);
        var (found, byRow) = await Task.Run(() =>
        {
            var reading = ProvisionText.Read(ProvisionText.Write(checkedTree));
            var noticedHere = reading.Diagnostics.Where(d => d.Severity != DiagnosticSeverity.Information).Distinct().ToList();
            return (noticedHere, DraftOutline.Notice(checkedTree, reading.Tree, noticedHere));
        }, closed.Token);
        if (mine != checking || closed.IsCancellationRequested)
            return;
        (diagnostics, noticed) = (found, found.Count);
        rows = DraftOutline.Of(tree, byRow);
        await InvokeAsync(StateHasChanged);
    }

    public async ValueTask DisposeAsync()
    {
        await closed.CancelAsync();
        closed.Dispose();
        self?.Dispose();
        try
        {
            if (script is not null)
                await script.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone already, and its module with it.
        }
    }
}
