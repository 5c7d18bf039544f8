using System.Buffers.Binary;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>
/// 開いている編集部。Carries within this process that an amendment has changed, so that its other open editors say so at once. Nothing depends on
/// it: an editor of another process, or one that was not told, is refused at its next save by the number of the step. It carries no words and no
/// titles; who hears of it asks for the draft anew, as the reader that he is by then.
/// </summary>
public sealed class OpenDrafts(IdSource ids)
{
    /// <summary>An amendment has changed.</summary>
    public event Action<DraftChange>? Changed;

    /// <summary>A number for an editor that opens, 1 and more. Random: one counted up would tell the browser how many editors others have opened, on texts that its reader may not know of.</summary>
    public int NextTab() => (int)(BinaryPrimitives.ReadUInt32LittleEndian(ids.NextBytes(4)) % int.MaxValue) + 1;

    public void Tell(AmendmentId amendment, int tab = 0, bool left = false) => Changed?.Invoke(new DraftChange(amendment, tab, null, left));

    /// <summary>載せ替え: the draft goes on as another amendment.</summary>
    public void TellMoved(AmendmentId amendment, AmendmentId next) => Changed?.Invoke(new DraftChange(amendment, 0, next, false));
}

/// <summary>開いている起案の変更。</summary>
/// <param name="Tab">The editor that changed it; 0: none of them.</param>
/// <param name="MovedTo">The amendment as which it goes on.</param>
/// <param name="Left">These were the last words of an editor whose page has gone: nobody works beside whoever is told.</param>
public readonly record struct DraftChange(AmendmentId Amendment, int Tab, AmendmentId? MovedTo, bool Left);
