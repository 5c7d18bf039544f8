using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Provisions;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Drafting;

/// <summary>
/// 非公開の引継ぎ。What is withheld stays withheld in every text that is put on record after it, whatever provisions its words stand in by then; and what is withheld now is withheld in the other
/// texts on record too. The decisions are made by whoever puts the text on record or decides; opening again is for a person.
/// </summary>
public static class WithholdingFollows
{
    /// <summary>根拠 of a decision that was made so.</summary>
    private const string Ground = "非公開とした条項の字句を引き継ぐため（自動）";

    /// <summary>What will have to be withheld of texts that are to be put on record.</summary>
    /// <param name="own">The amendment that leads to them.</param>
    public static async Task<IReadOnlyList<FollowedProvision>> WithholdingToFollowAsync(this PolicyDb db, DocumentId document, AmendmentId own, IReadOnlyCollection<ProvisionTree> made, CancellationToken ct)
    {
        return await db.KnownDocumentAsync(document, ct) is { } known ? await db.ToFollowAsync(document, own, made, known.Decisions, ct) : [];
    }

    /// <summary>Puts down, with the editions that the next save puts on record, that they go on withholding what is withheld.</summary>
    public static async Task FollowWithholdingAsync(this PolicyDb db, PolicyDocument document, AmendmentId own, CancellationToken ct)
    {
        var made = db.ChangeTracker.Entries<Edition>().Where(entry => entry.State == EntityState.Added && entry.Entity.DocumentId == document.Id)
            .Select(entry => DraftTexts.TreeOf(db.Open(document.Id, entry.Entity.Text), entry.Entity.Keys)).ToList();
        var decisions = await db.ProvisionOpenness.AsNoTracking().Where(decision => decision.DocumentId == document.Id).ToListAsync(ct);
        db.Put(document, await db.ToFollowAsync(document.Id, own, made, decisions, ct), decisions);
    }

    /// <summary>Puts down, with decisions that the next save records, that their words are withheld in the other editions too, where they stand in other provisions.</summary>
    /// <param name="seen">The edition by which it was decided: what it leaves readable is no secret.</param>
    /// <param name="decided">All decisions about the document, the new ones among them.</param>
    public static async Task FollowInOthersAsync(this PolicyDb db, PolicyDocument document, ProvisionTree seen, IReadOnlyCollection<ProvisionOpenness> decided, CancellationToken ct)
    {
        var texts = await db.RecordedTextsAsync(document.Id, ct);
        db.Put(document, FollowingWithholding.Of(texts, [seen], texts, decided), decided);
    }

    /// <summary>The texts of all editions on record, for looking through and not for showing.</summary>
    public static async Task<IReadOnlyList<ProvisionTree>> RecordedTextsAsync(this PolicyDb db, DocumentId document, CancellationToken ct)
    {
        var rows = await db.Editions.AsNoTracking().Where(edition => edition.DocumentId == document).OrderBy(edition => edition.RecordedAt).Select(edition => new { edition.Text, edition.Keys }).ToListAsync(ct);
        return [.. rows.Select(row => DraftTexts.TreeOf(db.Open(document, row.Text), row.Keys))];
    }

    private static async Task<IReadOnlyList<FollowedProvision>> ToFollowAsync(
        this PolicyDb db, DocumentId document, AmendmentId own, IReadOnlyCollection<ProvisionTree> made, IReadOnlyCollection<ProvisionOpenness> decisions, CancellationToken ct)
    {
        if (made.Count == 0 || !decisions.Any(decision => decision.ReadBy is not null))
            return [];
        var recorded = await db.RecordedTextsAsync(document, ct);
        return FollowingWithholding.Of(recorded, recorded, made, decisions, await db.RekeyedAsync(document, own, ct));
    }

    /// <summary>What people said of pairings in drafts of the document, in order.</summary>
    private static async Task<IReadOnlyList<RekeyedStep>> RekeyedAsync(this PolicyDb db, DocumentId document, AmendmentId own, CancellationToken ct)
    {
        var rows = await db.DraftSteps.AsNoTracking()
            .Where(step => step.DocumentId == document && db.PairingCorrections.Any(said => said.DocumentId == document && said.RecordedBy == step.SavedBy && said.RecordedAt == step.SavedAt))
            .OrderBy(step => step.SavedAt).ThenBy(step => step.Sequence).Select(step => new { step.AmendmentId, step.Operation }).ToListAsync(ct);
        return
        [
            .. rows.Select(row => (row.AmendmentId, Operation: DraftOperation.Read(db.Open(document, row.Operation)) is { Succeeded: true } read ? read.Value as DraftOperation.Rekey : null))
                .Where(row => row.Operation is not null).Select(row => new RekeyedStep(row.Operation!.Keys, row.AmendmentId == own)),
        ];
    }

    private static void Put(this PolicyDb db, PolicyDocument document, IReadOnlyCollection<FollowedProvision> followed, IEnumerable<ProvisionOpenness> decisions)
    {
        if (followed.Count == 0)
            return;
        var last = decisions.GroupBy(decision => decision.Key).ToDictionary(group => group.Key, group => group.Max(decision => decision.Number));
        foreach (var (key, readBy, showsNumber, _) in followed)
            db.ProvisionOpenness.Add(new ProvisionOpenness
            {
                Id = db.Ids.Next<ProvisionOpennessId>(), DocumentId = document.Id, Key = key.Value, Number = last.GetValueOrDefault(key.Value) + 1, ReadBy = readBy, ShowsNumber = showsNumber,
                Ground = db.Seal(document.Id, Ground), DecidedBy = db.Reader.PersonId!.Value, DecidedAt = db.Now,
            });
        db.Record(new JournalFact("provision.openness-followed").With("count", followed.Count), document);
    }
}
