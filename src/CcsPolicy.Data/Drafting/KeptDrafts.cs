using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace CcsPolicy.Data.Drafting;

/// <summary>
/// 編集中の本文の控え。Texts of drafts that are being written, so that a save need not read and apply all that was saved before. What is kept is handed
/// out only when the context's own reader sees, this time, that the last step it holds is still a step of the draft; steps that came after it, from
/// whichever process, are applied. Nothing of it outlives its use by long, of a draft to which the need to know applies the least.
/// </summary>
public sealed class KeptDrafts(TimeProvider clock) : IDisposable
{
    private const long MostCharacters = 16_000_000;

    /// <summary>About what the objects of a provision take beside its words.</summary>
    private const int CharactersPerProvision = 120;

    /// <summary>So long a readable text stays in memory after it was last asked for.</summary>
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(30);

    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = MostCharacters });

    /// <summary>How long a text is kept after it was last asked for.</summary>
    public static TimeSpan Life { get; } = TimeSpan.FromMinutes(10);

    /// <summary>The same for a draft to which the need to know applies.</summary>
    public static TimeSpan RestrictedLife { get; } = TimeSpan.FromMinutes(2);

    /// <summary>How many texts are kept.</summary>
    public int Count => kept.Count;

    /// <summary>The draft as it stands in the database. The amendment was found for the reader of the context, with its document.</summary>
    public async Task<Result<DraftedText>> ReadAsync(PolicyDb db, Amendment amendment, CancellationToken ct)
    {
        db.Shown?.TextRead(amendment.DocumentId, "amendment", amendment.Id);
        // Nobody writes it any more.
        if (amendment.Stage != AmendmentStage.Drafted)
        {
            kept.Remove(amendment.Id);
            return await db.ReadDraftAsync(amendment, ct);
        }
        if (kept.TryGetValue(amendment.Id, out Kept? known) && await FollowAsync(db, amendment, known!, ct) is { } followed)
            return followed;
        var from = await db.ReadBaseAsync(amendment, ct);
        var steps = await db.DraftStepsAsync(amendment.Id, 0, ct);
        return steps.Then(made => Apply(db.HasherOf(amendment.Document!), amendment, from, from, made));
    }

    public void Dispose() => kept.Dispose();

    /// <summary>The kept text with what has been saved since; null when its last step is no step of the draft that the reader sees.</summary>
    private async Task<Result<DraftedText>?> FollowAsync(PolicyDb db, Amendment amendment, Kept known, CancellationToken ct)
    {
        var since = await db.DraftSteps.AsNoTracking().Where(step => step.AmendmentId == amendment.Id && step.Sequence >= known.Last.Sequence)
            .OrderBy(step => step.Sequence).Select(step => new { step.Sequence, step.SavedAt }).Take(2).ToListAsync(ct);
        if (since.Count == 0 || new StepMark(since[0].Sequence, since[0].SavedAt) != known.Last)
            return null;
        if (since.Count == 1)
        {
            known.Ending.Change(LifeOf(amendment), Timeout.InfiniteTimeSpan);
            return known.Text;
        }
        var steps = await db.DraftStepsAsync(amendment.Id, known.Last.Sequence, ct);
        return steps.Then(made => Apply(known.Text.Hasher, amendment, known.Text.Base, known.Text.Tree, made));
    }

    private Result<DraftedText> Apply(ContentHasher hasher, Amendment amendment, ProvisionTree from, ProvisionTree tree, ImmutableArray<SavedStep> steps)
    {
        var made = Draft.Replay(tree, steps.Select(step => step.Operation)).Map(Draft.Settled);
        if (made.Error is { } refusal)
            return refusal;
        // Without a step there is nothing by which the reader's sight of a kept text could be told.
        if (steps.IsEmpty)
            return new DraftedText(hasher, from, made.Value, 0);
        return Keep(amendment, new DraftedText(hasher, from, made.Value, steps[^1].Mark.Sequence), steps[^1].Mark);
    }

    private DraftedText Keep(Amendment amendment, DraftedText text, StepMark last)
    {
        var id = amendment.Id;
        // The cache looks at times only when it is used; a timer lets go of the words also when nobody comes any more.
        var ending = clock.CreateTimer(_ => kept.Remove(id), null, LifeOf(amendment), Timeout.InfiniteTimeSpan);
        if (kept.TryGetValue(id, out Kept? before))
            before!.Ending.Dispose();
        kept.Set(id, new Kept(text, last, ending), new MemoryCacheEntryOptions { Size = SizeOf(text.Base) + SizeOf(text.Tree), SlidingExpiration = Unused });
        return text;
    }

    private static TimeSpan LifeOf(Amendment amendment) => amendment.Document is { Openness: Openness.NeedToKnow } ? RestrictedLife : Life;

    private static long SizeOf(ProvisionTree tree) =>
        1 + tree.All().Sum(at => (long)at.Provision.Text.Length + at.Provision.Label.Length + (at.Provision.Heading?.Length ?? 0) + CharactersPerProvision);

    private sealed record Kept(DraftedText Text, StepMark Last, ITimer Ending);
}
