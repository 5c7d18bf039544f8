using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Documents;

/// <summary>Decides who may know a document. <paramref name="RowVersion"/>: the document as it was seen.</summary>
public sealed record DecideOpenness(DocumentId Id, Openness To, string Reason, Guid RowVersion);

/// <summary>A decision as it is told afterwards.</summary>
public sealed record OpennessEntry(Openness Before, Openness After, string Reason, string By, DateTimeOffset At);

/// <summary>Who may know a document now, what could be decided, and what was.</summary>
public sealed record OpennessView(
    DocumentId Id, Tier Tier, string Title, Openness Openness, Audience Audience, Guid RowVersion, IReadOnlyList<Openness> Choices, IReadOnlyList<OpennessEntry> History);

/// <summary>
/// 公開の範囲の決定。The CISO opens a procedure to all 職員等 and closes it again; the officer decides for basic policy and standards.
/// For everybody else there is no such page.
/// </summary>
public sealed class DecideOpennessHandler(ReaderDb store)
{
    public async Task<Result<OpennessView>> ViewAsync(DocumentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindDocumentAsync(id, ct) is not { } document || !db.Reader.MayOpen(document))
            return DocumentErrors.NotFound;
        var decisions = await db.OpennessDecisions.AsNoTracking().Where(d => d.DocumentId == id).ToListAsync(ct);
        var names = await db.NamesAsync(decisions.Select(d => d.DecidedBy), ct);
        return new OpennessView(id, document.Tier, await db.TitleAsync(document, ct), document.Openness, document.Audience, document.RowVersion,
            [.. Enum.GetValues<Openness>().Where(openness => PolicyDocument.OpennessFits(document.Tier, openness) is null)],
            [.. decisions.OrderByDescending(d => d.DecidedAt).Select(d => new OpennessEntry(d.Before, d.After, db.Open(id, d.Reason), names[d.DecidedBy], d.DecidedAt))]);
    }

    public async Task<Result<Done>> HandleAsync(DecideOpenness ask, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = await store.OpenAsync(ct);
        if (await db.FindDocumentAsync(ask.Id, ct) is not { } document || !db.Reader.MayOpen(document))
            return DocumentErrors.NotFound;
        if (document.RowVersion != ask.RowVersion)
            return DocumentErrors.ChangedMeanwhile;
        var reason = ask.Reason.Trim();
        if (TypedWords.Refusal(reason, TypedWords.FewestOfAReason, DocumentErrors.ReasonMissing) is { } unsaid)
            return unsaid;
        var decided = document.Open(ask.To, db.Ids.Next<OpennessDecisionId>(), db.Seal(ask.Id, reason), db.Reader.PersonId!.Value, db.Now);
        if (decided.Error is { } refusal)
            return refusal;
        db.OpennessDecisions.Add(decided.Value);
        db.Record(new JournalFact("document.openness-decided").With("decision", decided.Value.Id).With("before", decided.Value.Before).With("after", decided.Value.After), document);
        return await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct);
    }
}
