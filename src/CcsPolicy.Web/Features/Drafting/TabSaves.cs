using System.Collections.Concurrent;
using CcsPolicy.Domain.Amendments;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>
/// 編集部ごとの保存。Lets the changes of one editor pass one at a time, and knows what it has sent already. When a page goes, its last changes may overtake
/// one that is still on its way, and after a dropped connection an editor sends again what was saved: neither is somebody else's change. It lives in this
/// process; where it knows nothing, the number of the step decides alone, as between two editors.
/// </summary>
public sealed class TabSaves
{
    private const int Most = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<AmendmentId, Run> runs = new();

    /// <summary>Waits until no other change of the amendment is being saved.</summary>
    public async Task<Turn> TakeTurnAsync(AmendmentId amendment)
    {
        if (runs.Count > Most)
            foreach (var (old, idle) in runs)
                if (idle.Gate.CurrentCount > 0)
                    runs.TryRemove(old, out _);
        var run = runs.GetOrAdd(amendment, static _ => new Run());
        // Whoever holds it is saving: a wait that takes longer than any save is a fault, and not one to wait on.
        if (!await run.Gate.WaitAsync(Longest))
            throw new TimeoutException("Another change of this amendment is still being saved.");
        return new Turn(run);
    }

    /// <summary>The steps of an amendment that one editor saved in a row.</summary>
    internal sealed class Run
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public int Tab { get; set; }

        public int First { get; set; }

        public int Last { get; set; }

        public Dictionary<string, int> Serials { get; } = new(StringComparer.Ordinal);
    }

    /// <summary>番。While it is held, nothing else of the amendment is saved by an editor of this process.</summary>
    public sealed class Turn : IDisposable
    {
        private readonly Run run;

        internal Turn(Run run) => this.run = run;

        /// <summary>The step to answer with when this change, or a newer one of the same words, has been saved from the same editor; else null.</summary>
        public int? Done(DraftAct act) =>
            act.Serial > 0 && act.Tab == run.Tab && run.Serials.TryGetValue(NameOf(act), out var saved) && saved >= act.Serial ? run.Last : null;

        /// <summary>The change with what its editor knows: all that has been saved since is its own.</summary>
        public DraftAct UpToDate(DraftAct act) =>
            act.Serial > 0 && act.Tab == run.Tab && act.Known < run.Last && act.Known >= run.First - 1 ? act with { Known = run.Last } : act;

        /// <summary>The change has been saved, as this step.</summary>
        public void Note(DraftAct act, int step)
        {
            if (act.Serial == 0)
                return;
            if (run.Tab != act.Tab || run.Last != act.Known)
            {
                if (run.Tab != act.Tab)
                    run.Serials.Clear();
                (run.Tab, run.First) = (act.Tab, step > act.Known ? step : step + 1);
            }
            run.Last = step;
            run.Serials[NameOf(act)] = act.Serial;
        }

        public void Dispose() => run.Gate.Release();

        /// <summary>Of what is set to the words sent only the newest counts; every other change counts for itself.</summary>
        private static string NameOf(DraftAct act) => act.Act is "text" or "label" or "heading" or "title"
            ? $"{act.Act}|{act.Key}"
            : act.Serial.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
