using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Granting;

/// <summary>見られない対象者。A document with those for whom it is meant and who cannot see it today.</summary>
public sealed record DocumentMeantInVain(PolicyDocument Document, TargetDecision Targets, IReadOnlyList<Reader> People);

/// <summary>対象者を読む。</summary>
public static class TargetedPeople
{
    /// <summary>The decision that holds about the document; null when none was taken.</summary>
    public static async Task<TargetDecision?> TargetsAsync(this PolicyDb db, DocumentId document, CancellationToken ct) =>
        TargetDecision.Holding(await db.TargetDecisions.AsNoTracking().Include(d => d.Rules).Where(d => d.DocumentId == document).ToListAsync(ct));

    /// <summary>Those of the documents that are meant for somebody who cannot see them. Nothing is told of a document that the reader does not decide on.</summary>
    public static async Task<IReadOnlyList<DocumentMeantInVain>> MeantInVainAsync(
        this PolicyDb db, Readers readers, IEnumerable<PolicyDocument> documents, CancellationToken ct)
    {
        var own = documents.Where(document => document.IsGrantedBy(db.Reader)).ToList();
        var known = (await db.KnownDocumentsAsync(ct)).ToDictionary(one => one.Document.Id, one => one.NeedToKnow);
        var meant = own.Select(document => (Document: document, Targets: TargetDecision.Holding(known.GetValueOrDefault(document.Id, DecidedNeedToKnow.Nothing).Targets))).Where(one => one.Targets is { Rules.Count: > 0 }).ToList();
        if (meant.Count == 0)
            return [];
        var everybody = await readers.EverybodyTodayAsync(ct);
        var rows =
            from one in meant
            let people = everybody.Where(reader => reader.IsMeantInVain(one.Document, one.Targets)).ToList()
            where people.Count > 0
            select new DocumentMeantInVain(one.Document, one.Targets!, people);
        return [.. rows];
    }

    /// <summary>Those who would see the document by a grant to their department or post if only their stay were confirmed: what they wait for is no grant of their own.</summary>
    public static async Task<HashSet<PersonId>> AwaitingConfirmationAsync(this PolicyDb db, DocumentId document, CancellationToken ct)
    {
        var stays = await db.StaysAsync(ct);
        return [.. ((await db.KnownDocumentAsync(document, ct))?.NeedToKnow.Grants ?? []).Where(g => g.HoldsOn(db.Reader.Day)).SelectMany(g => g.WaitingIn(stays)).Select(stay => stay.PersonId)];
    }
}
