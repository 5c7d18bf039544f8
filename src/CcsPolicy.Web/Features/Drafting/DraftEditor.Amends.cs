using CcsPolicy.Data.Drafting;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>改正の姿。What a draft amounts to so far: both texts compared, and the amending text as the office writes it.</summary>
/// <param name="Instrument">Its text is empty while nothing is different, and for a document that is revised (改定).</param>
public sealed record DraftAmends(TreeComparison Comparison, WrittenInstrument Instrument)
{
    private const int MostBeside = 150;

    /// <summary>Too much to be sent again behind each save: its table stands on a page of its own.</summary>
    public bool IsLong { get; } = Comparison.Changes.Skip(MostBeside).Any();
}

// The amending text and the references left behind, beside the work and made anew behind each save.
public sealed partial class DraftEditor
{
    private ProvisionTree baseTree = ProvisionTree.Empty;
    private AmendingMethod amendedBy;
    private bool showsAmends;
    private readonly CitingTexts citing = new();
    private DraftAmends? amends;
    private LeftBehind? left;
    private int composing;

    /// <summary>A new text amends nothing.</summary>
    private bool HasAmends => !baseTree.Provisions.IsEmpty;

    /// <summary>The provision at hand as it was and as it is; null while nothing about it is different.</summary>
    private TreeComparison? AtHand => amends?.Comparison.Rows.FirstOrDefault(row => row.Shown.Key == chosen && !chosen.IsNone) is { } row
        && TreeComparison.Between(Alone(row.Old), Alone(row.New)) is { IsUnchanged: false } compared ? compared : null;

    private static ProvisionTree Alone(Provision? provision) => ProvisionTree.Empty with { Provisions = provision is null ? [] : [provision] };

    private async Task ToggleAmendsAsync()
    {
        (showsAmends, amends, left) = (!showsAmends, null, null);
        await ComposeAsync();
    }

    /// <summary>Only the last of several counts.</summary>
    private async Task ComposeAsync()
    {
        if (!showsAmends || !HasAmends || tree is not { } now || closed.IsCancellationRequested)
            return;
        var (mine, old) = (Interlocked.Increment(ref composing), baseTree);
        var comparison = await Task.Run(() => TreeComparison.Between(old, now));
        var leaving = Task.Run(() => references.BesideAsync(id, comparison, citing, closed.Token));
        var made = await Task.Run(() => new DraftAmends(comparison, amendedBy == AmendingMethod.Revision ? new WrittenInstrument("") : usage.Value.Between(old, now, effective: null)));
        if (!IsLast())
            return;
        amends = made;
        await InvokeAsync(StateHasChanged);
        try
        {
            var found = await leaving;
            if (!IsLast())
                return;
            left = found;
        }
        catch (OperationCanceledException)
        {
            // The editor was closed.
            return;
        }
        await InvokeAsync(StateHasChanged);

        bool IsLast() => mine == composing && tree is not null && !closed.IsCancellationRequested;
    }
}
