using System.Globalization;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;
using MudBlazor;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>
/// 起案の編集部。Shows the list and one provision at a time. What is typed never travels through the circuit: the script saves it by HTTP and says so
/// here, whereupon the saved operations are read and applied.
/// </summary>
public sealed partial class DraftEditor(SaveDraftHandler drafts, CorrectReferencesHandler references, OpenDrafts open, IJSRuntime browser, IDialogService dialogs, IOptions<AmendingOptions> usage) : IAsyncDisposable
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
    private readonly Dictionary<(string Act, string? Key), string> refusals = [];
    private int tab;
    private bool inserting;
    private string? absent;
    private string? stopped;
    private AmendmentId? movedTo;
    private int noticed;
    private Dictionary<LineageKey, int> noticedByRow = [];
    private int loads;
    private int restored;
    private int checking;
    private ElementReference list;
    private ElementReference fresh;
    private ElementReference first;
    private Focus focus;

    [Parameter, EditorRequired] public string Amendment { get; set; } = "";

    private static bool English => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    private bool Blocked => stopped is not null;

    private string? ChosenKey => chosen.IsNone ? null : chosen.ToString();

    private static readonly string[] Tools = ["up", "down", "renumber", "delete"];

    /// <summary>Acts without words of their own: what was refused of them is said beside their buttons.</summary>
    private string? ToolRefusal => Tools.Select(RefusalOf).FirstOrDefault(sentence => sentence is not null);

    private Provision? Current => chosen.IsNone ? null : tree?.All().Select(at => at.Provision).FirstOrDefault(provision => provision.Key == chosen);

    protected override async Task OnInitializedAsync()
    {
        id = PublicId.TryParse<AmendmentId>(Amendment) ?? default;
        tab = open.NextTab();
        open.Changed += Hear;
        await LoadAsync();
        // The text is there to be worked on; what should be looked at in it follows.
        StateHasChanged();
        await CheckAsync();
    }

    /// <summary>States of saving that the script tells; each has words.</summary>
    private static readonly string[] States = ["ready", "typing", "saving", "saved", "held", "offline", "ended"];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (tree is not null && self is null)
        {
            self = DotNetObjectReference.Create(this);
            script = await browser.InvokeAsync<IJSObjectReference>("import", "/js/drafting.js");
            var words = States.ToDictionary(word => word, word => Text["Status." + word].Value);
            await script.InvokeVoidAsync("start", self, new { url = SiteUrls.DraftOperations(id), tab, known = sequence, words });
        }
        if (script is not null && restored != loads)
        {
            restored = loads;
            await script.InvokeVoidAsync("restore");
        }
        // Whoever works by keyboard stays where the work is.
        (var to, focus) = (focus, Focus.Stays);
        try
        {
            if (to == Focus.NewProvision && inserting)
                await fresh.FocusAsync();
            else if (to == Focus.Words && Current is not null && !Blocked)
                await first.FocusAsync();
            else if (to == Focus.Outline && tree is not null)
                await list.FocusAsync();
        }
        catch (JSException)
        {
            // It has been drawn anew meanwhile.
        }
    }

    /// <summary>Where the focus goes once what was asked for has been drawn.</summary>
    private enum Focus
    {
        Stays,
        NewProvision,
        Words,
        Outline,
    }

    /// <summary>The script has saved: the text as it stands is shown here too. Whoever waits for that need not wait for it to be checked.</summary>
    [JSInvokable]
    public async Task SavedAsync(int saved)
    {
        if (tree is null || saved <= sequence)
            return;
        await ReadAsync();
        await InvokeAsync(StateHasChanged);
        _ = CheckAsync();
        _ = ComposeAsync();
    }

    /// <summary>What was typed cannot be read as it stands. The script keeps the words; the sentence stands at their field whenever it is shown.</summary>
    [JSInvokable]
    public Task RefusedAsync(string act, string? key, string sentence)
    {
        refusals[(act, key)] = sentence;
        return InvokeAsync(StateHasChanged);
    }

    /// <summary>What was refused has been mended and saved, or thrown away.</summary>
    [JSInvokable]
    public Task MendedAsync(string act, string? key)
    {
        refusals.Remove((act, key));
        return InvokeAsync(StateHasChanged);
    }

    /// <summary>Goes to the field that kept words belong to.</summary>
    [JSInvokable]
    public async Task OpenAsync(string act, string? key)
    {
        await ChooseAsync(LineageKey.TryParse(key) ?? LineageKey.None);
        if (act == "insert")
            BeginInsert();
        await InvokeAsync(StateHasChanged);
    }

    /// <summary>Another tab or person saved first, or the draft is closed: nothing more is saved until the latest text is loaded.</summary>
    [JSInvokable]
    public Task StoppedAsync(string sentence)
    {
        stopped = sentence;
        return InvokeAsync(StateHasChanged);
    }

    private void Hear(DraftChange change)
    {
        if (change.Amendment == id && change.Tab != tab)
            _ = InvokeAsync(() => HeardAsync(change));
    }

    /// <summary>Somebody else has changed this amendment: it is asked for anew, as the reader that the person is now.</summary>
    private async Task HeardAsync(DraftChange change)
    {
        if (closed.IsCancellationRequested || tree is null || Blocked)
            return;
        var read = await drafts.ReadAsync(id, closed.Token);
        if (closed.IsCancellationRequested || Blocked)
            return;
        if (read.Error is { } gone)
            (tree, absent, stopped) = (null, Say(gone), Say(gone));
        else if (!read.Value.MayEdit)
            (movedTo, stopped) = (change.MovedTo, Say(change.MovedTo is null ? AmendmentErrors.NotInDraft : DraftErrors.Rebased));
        else if (read.Value.Text.Sequence > sequence && change.Left && await IsIdleAsync())
        {
            await ReloadAsync();
            StateHasChanged();
            return;
        }
        else if (read.Value.Text.Sequence > sequence)
            stopped = Say(AmendmentErrors.SavedElsewhere);
        else
            return;
        StateHasChanged();
        if (script is not null)
            await script.InvokeVoidAsync("halt", stopped);
    }

    private async Task<bool> IsIdleAsync() => script is null || await script.InvokeAsync<bool>("idle");

    private static string Say(DomainError error) => error.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    private async Task LoadAsync()
    {
        if (await ReadAsync())
            typed = WordsOf(chosen);
        loads++;
    }

    /// <summary>Reads the draft as the reader that the person is now; false, and nothing is shown, when he may not write it.</summary>
    private async Task<bool> ReadAsync()
    {
        var read = await drafts.ReadAsync(id, closed.Token);
        if (read.Error is { } error || !read.Value.MayEdit)
        {
            (tree, absent) = (null, Say(read.Error ?? AmendmentErrors.NotInDraft));
            return false;
        }
        (tree, sequence) = (read.Value.Text.Tree, read.Value.Text.Sequence);
        amendedBy = read.Value.AmendedBy;
        baseTree = read.Value.Kind == EditionKind.PartialAmendment ? read.Value.Text.Base : ProvisionTree.Empty;
        rows = DraftOutline.Of(tree, noticedByRow);
        return true;
    }

    private async Task ReloadAsync()
    {
        (stopped, inserting) = (null, false);
        refusals.Clear();
        await LoadAsync();
        if (tree is not null && script is not null)
            await script.InvokeVoidAsync("resume", sequence);
        await CheckAsync();
        await ComposeAsync();
    }

    /// <summary>Whoever chooses by a key, and not by pointing, goes on with the words: they are far behind the list.</summary>
    private async Task PickAsync(LineageKey key, MouseEventArgs press)
    {
        await ChooseAsync(key);
        focus = press.Detail == 0 ? Focus.Words : Focus.Stays;
    }

    private async Task ChooseAsync(LineageKey key)
    {
        if (script is not null && !Blocked)
            await script.InvokeAsync<bool>("flush");
        (chosen, inserting) = (key, false);
        typed = WordsOf(key);
        loads++;
    }

    private void BeginInsert()
    {
        (inserting, focus) = (true, Focus.NewProvision);
        loads++;
    }

    private async Task InsertAsync()
    {
        var before = sequence;
        refusals.Remove(("insert", ChosenKey));
        await SendAsync("insert", "draft-new");
        if (sequence > before && RefusalOf("insert") is null)
            (inserting, focus) = (false, Focus.Outline);
    }

    private async Task CancelInsertAsync()
    {
        await DiscardAsync("insert");
        (inserting, focus) = (false, Focus.Outline);
    }

    /// <summary>The person throws away what was refused; the field shows the saved words again.</summary>
    private async Task DiscardAsync(string act)
    {
        refusals.Remove((act, KeyOf(act)));
        if (script is not null)
            await script.InvokeVoidAsync("discard", act, KeyOf(act));
        typed = WordsOf(chosen);
        loads++;
    }

    private string? KeyOf(string act) => act == "title" ? null : ChosenKey;

    private string? RefusalOf(string act) => refusals.GetValueOrDefault((act, KeyOf(act)));

    private async Task DeleteAsync()
    {
        if (Current is not { } provision)
            return;
        var below = provision.WithDescendants().Count() - 1;
        if (await dialogs.ShowMessageBoxAsync(Text["DeleteTitle", provision.Label], Text[below == 0 ? "DeleteOne" : "DeleteMany", below], yesText: Text["Delete"], cancelText: Text["Cancel"]) != true)
            return;
        await SendAsync("delete");
        if (Current is null)
            focus = Focus.Outline;
    }

    private async Task SendAsync(string act, string? field = null)
    {
        if (script is null)
            return;
        refusals.Remove((act, ChosenKey));
        await script.InvokeAsync<bool>("send", act, ChosenKey, field);
        typed = WordsOf(chosen);
        if (act is not "insert")
            loads++;
    }

    private string WordsOf(LineageKey key) => tree is null || key.IsNone ? "" : DraftText.Write(tree, key) is { Succeeded: true } words ? words.Value : "";

    /// <summary>Reads the whole text again beside the work and says what should be looked at; only the last of several counts.</summary>
    private async Task CheckAsync()
    {
        if (tree is not { } checkedTree || closed.IsCancellationRequested)
            return;
        var mine = Interlocked.Increment(ref checking);
        var (found, byRow) = await Task.Run(() =>
        {
            var reading = ProvisionText.Read(ProvisionText.Write(checkedTree));
            var noticedHere = reading.Diagnostics.Where(d => d.Severity != DiagnosticSeverity.Information).Distinct().ToList();
            return (noticedHere, DraftOutline.Notice(checkedTree, reading.Tree, noticedHere));
        });
        if (mine != checking || tree is null || closed.IsCancellationRequested)
            return;
        // Most saves change nothing of it, and the list need not be drawn again.
        if (found.SequenceEqual(diagnostics) && byRow.Count == noticedByRow.Count && byRow.All(row => noticedByRow.GetValueOrDefault(row.Key) == row.Value))
            return;
        (diagnostics, noticed, noticedByRow) = (found, found.Count, byRow);
        rows = DraftOutline.Of(tree, byRow);
        await InvokeAsync(StateHasChanged);
    }

    public async ValueTask DisposeAsync()
    {
        open.Changed -= Hear;
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
