using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Matters;

/// <summary>An answer.</summary>
/// <param name="Answers">How many answers there were when the matter was looked at.</param>
/// <param name="Until">The last day of an exception.</param>
public sealed record AnswerMatter(MatterId Matter, int Answers, MatterOutcome Outcome, DateOnly? Until, string? Words);

/// <summary>Puts an answer on record; a further one holds instead of those before.</summary>
public sealed class AnswerMatterHandler(ReaderDb store)
{
    public async Task<Result<Done>> HandleAsync(AnswerMatter ask, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = await store.OpenAsync(ct);
        if (await db.Matters.AsNoTracking().SingleOrDefaultAsync(one => one.Id == ask.Matter, ct) is not { } matter || await db.FindDocumentAsync(matter.DocumentId, ct) is not { } document
            || !db.Reader.MayAnswer(document))
            return DocumentErrors.NotFound;
        if (!db.Reader.MayGive(document, matter, ask.Outcome))
            return AccessErrors.NotAllowed;
        var (words, until) = (Matter.ReadWords(ask.Words), MatterAnswer.Check(matter.Kind, ask.Outcome, ask.Until, db.Reader.Day));
        if ((words.Error ?? until.Error) is { } refusal)
            return refusal;
        if (await db.MatterAnswers.CountAsync(one => one.MatterId == matter.Id, ct) != ask.Answers)
            return MatterErrors.AnsweredMeanwhile;
        var answer = new MatterAnswer
        {
            MatterId = matter.Id, Number = ask.Answers + 1, DocumentId = document.Id, Outcome = ask.Outcome, Until = until.Value, Words = db.Seal(document.Id, words.Value), At = db.Now,
            AnsweredBy = db.Reader.PersonId!.Value,
        };
        db.MatterAnswers.Add(answer);
        db.Enqueue(OutboxMessages.MatterAnswered, matter.Id.ToString(), document: document.Id);
        db.Record(new JournalFact("matter.answered").With("matter", matter.Id).With("outcome", ask.Outcome).With("until", until.Value), document, row: answer);
        return await db.TrySaveAsync(MatterErrors.AnsweredMeanwhile, ct);
    }
}
