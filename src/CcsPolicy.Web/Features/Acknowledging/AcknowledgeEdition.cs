using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Acknowledging;

/// <summary>確認の申出。Which edition, and what stands for the text that the page showed (<see cref="KnownDocument.ShownTo"/>).</summary>
/// <param name="Asked">The stamps under which the reader was made; without them they are asked.</param>
/// <param name="Shown">What the page says that it has shown (<see cref="ShownSteps"/>).</param>
/// <param name="Form">The form of words that the page showed (<see cref="AcknowledgementStatement.VersionOf"/>); null where it was not said.</param>
internal sealed record AcknowledgeEdition(DocumentId Document, EditionId Edition, ContentHash Seen, Stamps? Asked = null, string? Shown = null, string? Form = null);

/// <summary>
/// Records an acknowledgement. Asking again for the same edition answers with the receipt that is there. Where no questions are asked, nothing of the text is read, and what a document
/// is is known already: hundreds come within minutes on the day of a publication.
/// </summary>
internal sealed class AcknowledgeEditionHandler(PolicyDbFactory databases, KnownDocuments documents, AcknowledgementWriter writer, TimeProvider clock, ShownSteps steps, EditionTexts texts)
{
    public async Task<Result<AcknowledgementId>> HandleAsync(AcknowledgeEdition ask, Reader reader, CancellationToken ct)
    {
        if (reader.PersonId is not { } person || !reader.Can(Ability.AcknowledgeDocuments))
            return DocumentErrors.NotFound;
        if (await documents.FindAsync(reader, ask.Document, ask.Asked, ct) is not { } known || !known.Editions.TryGetValue(ask.Edition, out var edition))
            return DocumentErrors.NotFound;
        var campaign = known.CampaignOn(reader.Day);
        var quizzes = campaign is { Ask: CampaignAsk.AnswerQuestions } ? await QuizzesAsync(known, reader, ct) : [];
        var asked = QuizzesToPass.AskOf(campaign, quizzes);
        var shown = steps.Read(ask.Shown, person, ask.Edition, ask.Seen);
        var statement = AcknowledgementStatement.Of(edition.Title, known.Order.NumberOf(ask.Edition), edition.EffectiveFrom, asked);
        var made = Acknowledgement.Record(known.Hasher, ask.Document, ask.Edition, known.ShownTo(reader, ask.Edition), known.Order, person, ask.Seen, statement, databases.Setup.Ids, clock.Now());
        // Who has the receipt already is led to it, whatever has become of the edition; the writer sees to repeats of what can be recorded.
        if (made.Error is { } refusal)
            return await FirstAsync(ask.Edition, person, reader, ct) is { } first ? first : refusal;
        // Whoever acknowledged none before has no changes to be shown, and the page says so.
        if (campaign is { ShowsEachChange: true } && shown is not ({ IsAll: true } and ({ Shown: ShownText.EachChange } or { Since: null })))
            return AcknowledgementErrors.ChangesNotShown;
        if (!QuizzesToPass.ArePassed(quizzes))
            return await FirstAsync(ask.Edition, person, reader, ct) is { } first ? first : AcknowledgementErrors.QuestionsNotAnswered;
        // What is asked was decided anew while the page was open: these words were not on it.
        if (ask.Form is { } form && form != AcknowledgementStatement.VersionOf(asked))
            return AcknowledgementErrors.AnotherTextWasSeen;
        var draft = made.Value with
        {
            StatementVersion = AcknowledgementStatement.VersionOf(asked),
            Circumstances = new(reader.Departments is [var department, ..] ? department : null, reader.Posts is [var post, ..] ? post : null, reader.Terminal is null ? AcknowledgementMethod.OwnScreen : AcknowledgementMethod.SharedTerminal, shown?.Shown ?? ShownText.Whole, shown?.Since)
            {
                Terminal = reader.Terminal,
                AnsweredIn = [.. quizzes.Select(quiz => quiz.Passed!.Value)],
            },
        };
        return (await writer.WriteAsync(draft, known.Document, ct)).Map(written => written.Id);
    }

    private async Task<IReadOnlyList<QuizToPass>> QuizzesAsync(KnownDocument known, Reader reader, CancellationToken ct)
    {
        await using var db = databases.OpenFor(reader);
        return await db.QuizzesToPassAsync(known, texts, ct);
    }

    private async Task<AcknowledgementId?> FirstAsync(EditionId edition, PersonId person, Reader reader, CancellationToken ct)
    {
        await using var db = databases.OpenFor(reader);
        return await db.StandingAcknowledgements().AsNoTracking().Where(a => a.EditionId == edition && a.PersonId == person).Select(a => (AcknowledgementId?)a.Id).SingleOrDefaultAsync(ct);
    }
}
