using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Journalling;

/// <summary>
/// 記録の番。What is done every second so that an entry, once committed, soon stands in its tree and under a signature: places are given at once; it is signed as soon as there is much, and looked after
/// every ten seconds otherwise.
/// </summary>
public sealed class JournalKeeper(JournalSequencer sequencer, JournalSigner signer, TimeProvider clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    private int unsigned;
    private DateTimeOffset lookNext;

    public JournalStanding Standing => signer.Standing;

    /// <inheritdoc cref="JournalSequencer.Foreign"/>
    public IReadOnlyCollection<JournalEntryId> Foreign => sequencer.Foreign;

    /// <summary>One turn; on a node that has not the turn, nothing.</summary>
    public async Task TurnAsync(CancellationToken ct)
    {
        if (await sequencer.GiveAsync(ct) is not { } given)
            return;
        unsigned += given;
        if (unsigned < JournalSigner.Most && clock.Now() < lookNext && lookNext <= clock.Now() + Look)
            return;
        await signer.SignAsync(ct);
        (unsigned, lookNext) = (0, clock.Now() + Look);
    }

    /// <summary>The last turn of a program that ends: whatever is on record goes out under a signature.</summary>
    public async Task LastTurnAsync(CancellationToken ct)
    {
        if (await sequencer.GiveAsync(ct) is not null)
        {
            await signer.SignAsync(ct, atOnce: true);
            await sequencer.ReleaseAsync(ct);
        }
    }
}
