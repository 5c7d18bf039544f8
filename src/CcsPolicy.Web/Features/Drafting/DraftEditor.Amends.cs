using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>改正の姿。What a draft amounts to so far: both texts compared, and the amending text as the office writes it.</summary>
/// <param name="Instrument">Its text is empty while nothing is different.</param>
public sealed record DraftAmends(TreeComparison Comparison, WrittenInstrument Instrument);

// The amending text beside the work, made anew behind each save.
public sealed partial class DraftEditor
{
    private ProvisionTree baseTree = ProvisionTree.Empty;
    private bool showsAmends;
    private DraftAmends? amends;
    private int composing;

    /// <summary>A new text amends nothing.</summary>
    private bool HasAmends => !baseTree.Provisions.IsEmpty;

    /// <summary>The provision at hand as it was and as it is; null while nothing about it is different.</summary>
    private TreeComparison? AtHand => amends?.Comparison.Rows.FirstOrDefault(row => row.Shown.Key == chosen && !chosen.IsNone) is { } row
        && TreeComparison.Between(Alone(row.Old), Alone(row.New)) is { IsUnchanged: false } compared ? compared : null;

    private static ProvisionTree Alone(Provision? provision) => ProvisionTree.Empty with { Provisions = provision is null ? [] : [provision] };

    private async Task ToggleAmendsAsync()
    {
        (showsAmends, amends) = (!showsAmends, null);
        await ComposeAsync();
    }

    /// <summary>Only the last of several counts.</summary>
    private async Task ComposeAsync()
    {
        if (!showsAmends || !HasAmends || tree is not { } now || closed.IsCancellationRequested)
            return;
        var (mine, old) = (Interlocked.Increment(ref composing), baseTree);
        var made = await Task.Run(() => new DraftAmends(TreeComparison.Between(old, now), usage.Value.Between(old, now, effective: null)));
        if (mine != composing || tree is null || closed.IsCancellationRequested)
            return;
        amends = made;
        await InvokeAsync(StateHasChanged);
    }
}
