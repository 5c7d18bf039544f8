using System.Threading.Channels;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Saving;

/// <summary>
/// Writes acknowledgements: one writer commits all that wait together, each with its journal entry, and answers after the commit.
/// On the day of a publication hundreds come within minutes, and a commit of its own for each would make them wait for one another.
/// </summary>
public sealed class AcknowledgementWriter : IAsyncDisposable
{
    private const int LargestBatch = 256;
    private readonly PolicyDbFactory databases;
    private readonly Channel<Waiting> waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(8192) { SingleReader = true });
    private readonly Task writing;

    public AcknowledgementWriter(PolicyDbFactory databases)
    {
        this.databases = databases;
        writing = Task.Run(WriteAllAsync);
    }

    /// <summary>
    /// Puts it on record. When the person has acknowledged the edition already, the answer is that first acknowledgement and nothing is written.
    /// </summary>
    /// <param name="document">The document, read through the filter of the person who acknowledges.</param>
    /// <param name="ct">Ends the waiting; what was handed over may still be written.</param>
    public async Task<Result<Acknowledgement>> WriteAsync(AcknowledgementDraft draft, PolicyDocument document, CancellationToken ct)
    {
        if (draft.DocumentId != document.Id)
            throw new ArgumentException("The draft is about another document.", nameof(document));
        var one = new Waiting(draft, document);
        await waiting.Writer.WriteAsync(one, ct);
        return await one.Answer.Task.WaitAsync(ct);
    }

    /// <summary>Takes no more, and ends when what waits is written.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writing;
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<Waiting>(LargestBatch);
        while (await waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestBatch && waiting.Reader.TryRead(out var next))
                batch.Add(next);
            await WriteAsync(batch);
            batch.Clear();
        }
    }

    private async Task WriteAsync(List<Waiting> batch)
    {
        // The same person twice in one batch is a repeat, not a collision: it is answered after the first.
        var firsts = batch.DistinctBy(one => (one.Draft.EditionId, one.Draft.PersonId)).ToList();
        if (firsts.Count > 1 && await TryTogetherAsync(firsts))
        {
            foreach (var repeat in batch.Where(one => !one.Answer.Task.IsCompleted))
                await WriteAloneAsync(repeat);
            return;
        }
        // One that cannot be written must not take the others with it.
        foreach (var one in batch)
            await WriteAloneAsync(one);
    }

    private async Task<bool> TryTogetherAsync(List<Waiting> batch)
    {
        List<Acknowledgement> written;
        try
        {
            await using var db = databases.OpenFor(Reader.Nobody);
            written = [.. batch.Select(one => db.AddAcknowledgement(one.Draft, one.Document))];
            await db.SaveChangesAsync();
        }
#pragma warning disable CA1031 // Whatever it was, it shows again for the one row that causes it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
        foreach (var (one, acknowledgement) in batch.Zip(written))
            one.Answer.TrySetResult(acknowledgement);
        return true;
    }

    private async Task WriteAloneAsync(Waiting one)
    {
        try
        {
            await using var db = databases.OpenFor(Reader.Nobody);
            if (await FirstAsync(db, one.Draft) is { } first)
            {
                one.Answer.TrySetResult(first);
                return;
            }
            // What was taken back stands beside the new one. Counting these alone, two that stand would be the same occasion, and the index lets one through.
            var occasion = await db.Acknowledgements.WithoutReader().CountAsync(row => row.EditionId == one.Draft.EditionId && row.PersonId == one.Draft.PersonId && db.AcknowledgementWithdrawals.Any(taken => taken.AcknowledgementId == row.Id));
            var written = db.AddAcknowledgement(one.Draft, one.Document, occasion);
            await db.SaveChangesAsync();
            one.Answer.TrySetResult(written);
        }
        catch (DbUpdateException fault) when (fault.IsAlreadyThere())
        {
            await AnswerWithFirstAsync(one, fault);
        }
#pragma warning disable CA1031 // It belongs to whoever waits for this row; the writer goes on.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            one.Answer.TrySetException(fault);
        }
    }

    // Another process was first between the look and the save.
    private async Task AnswerWithFirstAsync(Waiting one, DbUpdateException fault)
    {
        try
        {
            await using var db = databases.OpenFor(Reader.Nobody);
            if (await FirstAsync(db, one.Draft) is { } first)
                one.Answer.TrySetResult(first);
            else
                one.Answer.TrySetException(fault);
        }
#pragma warning disable CA1031
        catch (Exception second)
#pragma warning restore CA1031
        {
            one.Answer.TrySetException(second);
        }
    }

    private static Task<Acknowledgement?> FirstAsync(PolicyDb db, AcknowledgementDraft draft) =>
        db.StandingAcknowledgements().WithoutReader().AsNoTracking().FirstOrDefaultAsync(row => row.EditionId == draft.EditionId && row.PersonId == draft.PersonId);

    private sealed record Waiting(AcknowledgementDraft Draft, PolicyDocument Document)
    {
        public TaskCompletionSource<Result<Acknowledgement>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
