using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Acknowledging;

/// <summary>確認する版。An edition as the page of its acknowledgement shows it.</summary>
/// <param name="Shown">What stands for the text as the reader is shown it.</param>
/// <param name="IsWhole">That is the whole text, and <paramref name="Shown"/> its hash.</param>
/// <param name="Acknowledged">The reader's receipt, when there is one.</param>
/// <param name="Duty">What is asked of the reader; null while no edition is in force.</param>
internal sealed record EditionToAcknowledge(
    DocumentId DocumentId, EditionId EditionId, Tier Tier, string Title, int Number, DateOnly EffectiveFrom, ContentHash Shown, bool IsWhole, bool IsInForce, AcknowledgementId? Acknowledged, Duty? Duty)
{
    /// <summary>理解度テスト that must be passed before; empty where none is asked for.</summary>
    public IReadOnlyList<QuizToPass> Quizzes { get; init; } = [];

    public CampaignAsk Ask => QuizzesToPass.AskOf(Duty?.Campaign, Quizzes);

    /// <summary>What is agreed to.</summary>
    public string Statement => AcknowledgementStatement.Of(Title, Number, EffectiveFrom, Ask);

    /// <summary>What changed since the edition that the reader acknowledged last; null where all of it is to be read.</summary>
    public ChangesSince? Since { get; init; }

    /// <summary>The edition; null when for this reader there is none.</summary>
    public static async Task<EditionToAcknowledge?> FindAsync(
        PolicyDb db, KnownDocuments documents, EditionTexts texts, OfficeCalendar office, Stamps? asked, DocumentId document, EditionId edition, CancellationToken ct)
    {
        if (await documents.FindAsync(db.Reader, document, asked, ct) is not { } known || !known.Editions.TryGetValue(edition, out var own) || own.Kind is EditionKind.Repeal or EditionKind.TakenBack)
            return null;
        var me = db.Reader.PersonId;
        var read = await db.StandingAcknowledgements().AsNoTracking().Where(a => a.DocumentId == document && a.PersonId == me).Select(a => new { a.Id, a.EditionId }).ToListAsync(ct);
        var withheld = WithheldProvisions.From(db.Reader, document, known.Decisions);
        var found = new EditionToAcknowledge(document, edition, known.Document.Tier, known.TitleOf(edition, db), known.Order.NumberOf(edition), own.EffectiveFrom, known.ShownTo(db.Reader, edition), withheld.IsNone,
            known.Order.InForceOn(db.Reader.Day)?.Id == edition, read.Find(one => one.EditionId == edition)?.Id, known.DutyOf(db.Reader, await office.NowAsync(asked, ct)));
        if (!found.IsInForce || found.Acknowledged is not null)
            return found;
        if (found.Duty?.Ask == CampaignAsk.AnswerQuestions)
            return found with { Quizzes = await db.QuizzesToPassAsync(known, texts, ct) };
        if (found.Ask != CampaignAsk.ReadChanges)
            return found;
        var last = read.Select(one => (Id: one.EditionId, Number: known.Order.NumberOf(one.EditionId))).Where(one => one.Number > 0 && one.Number < found.Number).OrderBy(one => one.Number).LastOrDefault();
        return last.Number == 0 || await texts.OfAsync(db, last.Id, ct) is not { } before || await texts.OfAsync(db, edition, ct) is not { } after ? found
            : found with { Since = new(last.Id, last.Number, TreeComparison.Between(withheld.From(before.Tree), withheld.From(after.Tree))) };
    }
}

/// <summary>前に確認した版からの変更。</summary>
/// <param name="Number">第n版 of the edition that was acknowledged last.</param>
internal sealed record ChangesSince(EditionId Edition, int Number, TreeComparison Comparison);
