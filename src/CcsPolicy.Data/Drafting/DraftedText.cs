using System.Collections.Immutable;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Provisions;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Drafting;

/// <summary>The text of an amendment as it stands: what it was made from, what it has become, and how many operations lie between.</summary>
/// <param name="Hasher">That of the document.</param>
public sealed record DraftedText(ContentHasher Hasher, ProvisionTree Base, ProvisionTree Tree, int Sequence)
{
    private string? canonical;

    /// <summary>The canonical text: what will be decided, published and acknowledged. Written when it is first asked for.</summary>
    public string Canonical => canonical ??= ProvisionText.Write(Tree);

    public ContentHash Hash => Hasher.Of(Canonical);

    /// <summary>Where people corrected the pairings, in order: from when on which provisions go by other keys.</summary>
    public IReadOnlyList<(DateTimeOffset At, DraftOperation.Rekey Said)> Corrections { get; init; } = [];

    /// <summary>The key by which a provision goes now that went by this one at that instant.</summary>
    public LineageKey KeyNow(LineageKey key, DateTimeOffset since)
    {
        foreach (var (at, said) in Corrections)
            if (at >= since && said.Keys.FirstOrDefault(one => one.Key == key) is { To.IsNone: false } moved)
                key = moved.To;
        return key;
    }

    public TreeComparison Comparison() => TreeComparison.Between(Base, Tree);
}

/// <summary>起案の本文の読み書き。A draft is the tree of its base edition with the saved operations applied in order.</summary>
public static class DraftTexts
{
    /// <summary>The draft from its beginning, as the database has it.</summary>
    /// <param name="amendment">With its document.</param>
    public static Task<Result<DraftedText>> ReadDraftAsync(this PolicyDb db, Amendment amendment, CancellationToken ct) => db.ReadDraftAsync(amendment, int.MaxValue, ct);

    /// <summary>The draft for a page. The edition that it was made from comes from the texts that are kept; whoever decides has all of it read anew.</summary>
    public static async Task<Result<DraftedText>> ShowDraftAsync(this PolicyDb db, Amendment amendment, CancellationToken ct)
    {
        db.Shown?.TextRead(amendment.DocumentId, "amendment", amendment.Id);
        return amendment.BaseEditionId is { } id && KeptRowsQueries.Kept(db) is { } kept && await kept.Texts.SoundAsync(db, id, ct) is { } known
            ? await db.ReadDraftAsync(amendment, known.Tree, int.MaxValue, ct) : await db.ReadDraftAsync(amendment, ct);
    }

    /// <summary>The draft as it stood after a step.</summary>
    public static async Task<Result<DraftedText>> ReadDraftAsync(this PolicyDb db, Amendment amendment, int until, CancellationToken ct)
    {
        // What is read is the draft, whatever edition it stands on.
        db.Shown?.TextRead(amendment.DocumentId, "amendment", amendment.Id);
        return await db.ReadDraftAsync(amendment, await db.ReadBaseAsync(amendment, ct), until, ct);
    }

    /// <summary>The same on the text of the edition that it was made from, where that has been read.</summary>
    public static async Task<Result<DraftedText>> ReadDraftAsync(this PolicyDb db, Amendment amendment, ProvisionTree baseTree, int until, CancellationToken ct)
    {
        var steps = await db.DraftStepsAsync(amendment.Id, 0, ct);
        return steps.Map(made => made.Where(step => step.Mark.Sequence <= until).ToList())
            .Then(made => Draft.Replay(baseTree, made.Select(step => step.Operation)).Map(tree => new DraftedText(db.HasherOf(amendment.Document!), baseTree, Draft.Settled(tree), made.Count)
            {
                Corrections = [.. made.Where(step => step.Operation is DraftOperation.Rekey).Select(step => (step.Mark.SavedAt, (DraftOperation.Rekey)step.Operation))],
            }));
    }

    internal static async Task<ProvisionTree> ReadBaseAsync(this PolicyDb db, Amendment amendment, CancellationToken ct) =>
        amendment.BaseEditionId is { } id ? await db.ReadTreeAsync(id, ct) : ProvisionTree.Empty;

    /// <summary>The steps after the given sequence number, in order.</summary>
    internal static async Task<Result<ImmutableArray<SavedStep>>> DraftStepsAsync(this PolicyDb db, AmendmentId amendment, int after, CancellationToken ct)
    {
        var rows = await db.DraftSteps.AsNoTracking().Where(step => step.AmendmentId == amendment && step.Sequence > after)
            .OrderBy(step => step.Sequence).Select(step => new { step.Sequence, step.SavedAt, step.DocumentId, step.Operation }).ToListAsync(ct);
        var steps = ImmutableArray.CreateBuilder<SavedStep>(rows.Count);
        foreach (var row in rows)
        {
            var read = DraftOperation.Read(db.Open(row.DocumentId, row.Operation));
            if (read.Error is { } refusal)
                return refusal;
            steps.Add(new SavedStep(new StepMark(row.Sequence, row.SavedAt), read.Value));
        }
        return steps.MoveToImmutable();
    }

    /// <summary>The tree of an edition with its lineage keys.</summary>
    public static async Task<ProvisionTree> ReadTreeAsync(this PolicyDb db, EditionId id, CancellationToken ct)
    {
        var row = await db.Editions.AsNoTracking().Where(edition => edition.Id == id).Select(edition => new { edition.DocumentId, edition.Text, edition.Keys }).SingleAsync(ct);
        db.Shown?.TextRead(row.DocumentId, "edition", id);
        return TreeOf(db.Open(row.DocumentId, row.Text), row.Keys);
    }

    /// <summary>A stored text with its stored keys.</summary>
    public static ProvisionTree TreeOf(string canonical, byte[] keys) => EditionKeys.Put(ProvisionText.Read(canonical).Tree, keys);

    /// <summary>
    /// Puts the operation down as the next step of the draft, with its author and its journal entry, for the next save. Whoever saves in between
    /// makes that save fail: the step's number is taken, or the amendment has moved on.
    /// </summary>
    public static Result<Done> Append(this PolicyDb db, Amendment amendment, PolicyDocument document, int sequence, DraftOperation operation)
    {
        var by = db.Reader.PersonId!.Value;
        if (amendment.WorkOn(by) is { Error: { } refusal })
            return refusal;
        db.DraftSteps.Add(new DraftStep
        {
            AmendmentId = amendment.Id, Sequence = sequence, DocumentId = amendment.DocumentId,
            Operation = db.Seal(amendment.DocumentId, operation.Write()), SavedBy = by, SavedAt = db.Now,
        });
        db.OneAtATime(amendment);
        db.Record(new JournalFact("draft.saved").With("amendment", amendment.Id).With("sequence", sequence), document);
        return Done.Instance;
    }
}

/// <summary>A step by what tells it from any other: its number, and when it was saved (a database put back from a copy takes the number again).</summary>
internal readonly record struct StepMark(int Sequence, DateTimeOffset SavedAt);

internal sealed record SavedStep(StepMark Mark, DraftOperation Operation);
