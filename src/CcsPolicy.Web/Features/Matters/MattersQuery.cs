using System.Collections.Immutable;
using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Matters;

/// <summary>An answer as it is shown.</summary>
public sealed record AnswerLine(MatterOutcome Outcome, DateOnly? Until, string Words, DateTimeOffset At, string By);

/// <summary>申出 as it is shown.</summary>
/// <param name="Provision">The number of the provision; empty for the whole text.</param>
/// <param name="Answers">In their order; the last one holds.</param>
/// <param name="MayAnswer">The reader may answer it.</param>
/// <param name="MayDecide">The reader may grant or deny the exception that it asks for.</param>
public sealed record MatterLine(
    MatterId Id, DocumentId Document, EditionId Edition, string Title, int Number, string Provision, MatterKind Kind, string Words, DateTimeOffset At, string By, bool IsOwn, ImmutableArray<AnswerLine> Answers,
    bool MayAnswer, bool MayDecide)
{
    public AnswerLine? Answer => Answers.IsEmpty ? null : Answers[^1];
}

/// <summary>What the reader has said, and what others have said that the reader may answer; of others nothing.</summary>
public sealed class MattersQuery(ReaderDb store, KnownDocuments known)
{
    /// <summary>So many are listed: those without an answer first, then the newest.</summary>
    public const int Most = 200;

    public async Task<IReadOnlyList<MatterLine>> AllAsync(CancellationToken ct) => await OfAsync(null, ct);

    /// <summary>One of them; null when there is none for this reader.</summary>
    public async Task<MatterLine?> FindAsync(MatterId id, CancellationToken ct) => (await OfAsync(id, ct)).SingleOrDefault();

    private async Task<IReadOnlyList<MatterLine>> OfAsync(MatterId? only, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var (reader, me) = (db.Reader, db.Reader.PersonId);
        var documents = (await known.AllAsync(reader, store.Asked, ct)).ToDictionary(one => one.Document.Id);
        var mine = documents.Values.Where(one => reader.MayAnswer(one.Document)).Select(one => one.Document.Id).ToList();
        var asked = db.Matters.AsNoTracking().Where(matter => matter.AskedBy == me || mine.Contains(matter.DocumentId));
        if (only is { } id)
            asked = asked.Where(matter => matter.Id == id);
        var matters = (await asked.OrderBy(matter => db.MatterAnswers.Any(answer => answer.MatterId == matter.Id)).ThenByDescending(matter => matter.At).Take(Most).ToListAsync(ct)).OrderByDescending(matter => matter.At).ToList();
        if (matters.Count == 0)
            return [];
        var ids = matters.ConvertAll(matter => matter.Id);
        var answers = (await db.MatterAnswers.AsNoTracking().Where(answer => ids.Contains(answer.MatterId)).ToListAsync(ct)).ToLookup(answer => answer.MatterId);
        var names = await db.NamesAsync([.. matters.Select(matter => matter.AskedBy).Concat(answers.SelectMany(group => group).Select(answer => answer.AnsweredBy)).Distinct()], ct);
        return [.. matters.Where(matter => documents.ContainsKey(matter.DocumentId)).Select(LineOf)];

        MatterLine LineOf(Matter matter)
        {
            var document = documents[matter.DocumentId];
            return new(matter.Id, matter.DocumentId, matter.EditionId, document.TitleOf(matter.EditionId, db), document.Order.NumberOf(matter.EditionId), matter.Provision.IsEmpty ? "" : db.Open(matter.DocumentId, matter.Provision),
                matter.Kind, db.Open(matter.DocumentId, matter.Words), matter.At, names[matter.AskedBy], matter.AskedBy == me,
                [.. answers[matter.Id].OrderBy(answer => answer.Number).Select(answer => new AnswerLine(answer.Outcome, answer.Until, db.Open(matter.DocumentId, answer.Words), answer.At, names[answer.AnsweredBy]))],
                reader.MayGive(document.Document, matter, MatterOutcome.Answered), matter.Kind == MatterKind.Exception && reader.MayGive(document.Document, matter, MatterOutcome.Granted));
        }
    }
}
