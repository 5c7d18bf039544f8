using CcsPolicy.Domain.Amendments;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>
/// 開いている編集部。Carries within this process that an amendment has changed, so that its other open editors say so at once. Nothing depends on
/// it: an editor of another process, or one that was not told, is refused at its next save by the number of the step. It carries no words and no
/// titles; who hears of it asks for the draft anew, as the reader that he is by then.
/// </summary>
public sealed class OpenDrafts
{
    private int tabs;

    /// <summary>The amendment, and the editor that changed it (0: none of them).</summary>
    public event Action<AmendmentId, int>? Changed;

    /// <summary>A number for an editor that opens.</summary>
    public int NextTab() => Interlocked.Increment(ref tabs);

    public void Tell(AmendmentId amendment, int tab = 0) => Changed?.Invoke(amendment, tab);
}
