using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Files;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Imports;

namespace CcsPolicy.Web.Features.Importing;

/// <summary>取込みの目的。</summary>
public enum ImportPurpose
{
    /// <summary>新しい規程の本文</summary>
    NewDocument,

    /// <summary>登録済みの規程の改正</summary>
    Amendment,

    /// <summary>改正文: a 改め文 or a 新旧対照表, applied to the edition that it amends</summary>
    Instrument,

    /// <summary>過去の版の記録</summary>
    EarlierEdition,
}

/// <summary>取込み。A text becomes the draft of an amendment: of a new document, of one that is there, or of an edition that held in the past.</summary>
public sealed record ImportText(
    string Text, ImportPurpose Purpose, DocumentId? Document, NewDocument? New, EditionKind Kind,
    DateOnly? EnactedOn, DateOnly? EffectiveFrom, DateOnly? PromulgatedOn, DateOnly? AppliesFrom, SourceOriginal? Original)
{
    /// <summary>The text as it was mended on the page, where it is another one than that of the file.</summary>
    public SourceOriginal? Mended { get; init; }
}

/// <summary>The file or pasted text as it came, to be kept beside the draft.</summary>
public sealed record SourceOriginal(string Name, string MediaType, byte[] Bytes);

/// <summary>取込みの比較。What a text differs in from the edition that it is taken to amend.</summary>
/// <param name="Number">第n版 of that edition.</param>
/// <param name="Last">第n版 of the last one on record: another one where editions wait behind it.</param>
public sealed record ImportDifferences(EditionId Edition, int Number, DateOnly EffectiveFrom, int Last, TreeComparison Comparison);

/// <summary>Takes a text over as a draft; everything in one transaction.</summary>
public sealed class ImportTextHandler(ReaderDb store)
{
    public async Task<Result<AmendmentId>> HandleAsync(ImportText ask, CancellationToken ct)
    {
        var tree = ask.Purpose == ImportPurpose.Instrument ? ProvisionTree.Empty : ProvisionText.Read(ask.Text).Tree;
        if (ask.Purpose != ImportPurpose.Instrument && tree.Provisions.IsEmpty)
            return AmendmentErrors.EmptyText;
        if (ask.Purpose == ImportPurpose.EarlierEdition && (ask.EffectiveFrom is null || ask.EnactedOn is null))
            return AmendmentErrors.DatesMissing;
        await using var db = await store.OpenAsync(ct);
        var found = ask is { Purpose: ImportPurpose.NewDocument, New: { } @new } ? await db.RegisterAsync(@new, ct)
            : ask.Document is { } id && await db.FindDocumentAsync(id, ct) is { } known && db.Reader.MayEdit(known) ? known
            : (Result<PolicyDocument>)DocumentErrors.NotFound;
        if (found.Error is { } refusal)
            return refusal;
        var document = found.Value;
        var order = await db.EditionOrderAsync(document.Id, ct);
        var before = BaseOf(ask, order, db.Reader.Day);
        if (ask.Purpose is ImportPurpose.Amendment or ImportPurpose.Instrument && before is { Kind: EditionKind.Repeal })
            return AmendmentErrors.DocumentIsRepealed;
        // What an instrument does to the whole text, it says itself.
        var whole = ask.Purpose == ImportPurpose.Instrument && AmendingText.IsAboutWhole(ask.Text) ? AmendingText.Read(ask.Text) : null;
        var kind = whole is { IsRepeal: true } ? EditionKind.Repeal : whole is not null ? EditionKind.FullRevision : ask.Kind;
        if (kind == EditionKind.Enactment && before is not null)
            return AmendmentErrors.EnactedAlready;
        var begun = db.Begin(document, kind, before?.Id);
        if (begun.Error is { } notYours)
            return notYours;
        var amendment = begun.Value;
        if (amendment.Plan(new PlannedEdition(ask.EnactedOn, ask.EffectiveFrom, ask.PromulgatedOn, ask.AppliesFrom)).Error is { } closed)
            return closed;
        // An edition older than all on record takes its keys from the one that followed it, so that lineage runs through.
        var kin = before?.Id ?? order.All.FirstOrDefault()?.Id;
        var kinTree = kin is { } edition ? await db.ReadTreeAsync(edition, ct) : ProvisionTree.Empty;
        if (ask.Purpose == ImportPurpose.Instrument)
        {
            var amended = TakenInstrument.On(kinTree, Days(order), ask.Text, ask.EnactedOn, ask.EffectiveFrom, db.Ids);
            if (!amended.Succeeded)
                return amended.Refusals[0].Error;
            tree = amended.Tree;
        }
        // A repeal changes no word.
        if (kind != EditionKind.Repeal)
            db.Append(amendment, document, 1, new DraftOperation.ReplaceText(Lineage.Carry(kinTree, tree, db.Ids)));
        foreach (var original in new[] { ask.Original, ask.Mended }.OfType<SourceOriginal>())
        {
            if (!await db.HasRoomForFileAsync(original.Bytes.Length, ct))
                return ImportErrors.QuotaReached;
            using var content = new MemoryStream(original.Bytes);
            await db.AddFileAsync(document, amendment.Id, original.Name, original.MediaType, content, ct);
        }
        db.Record(new JournalFact("text.imported").With("amendment", amendment.Id).With("purpose", ask.Purpose).With("hash", db.HasherOf(document).Of(ask.Text)), document);
        return (await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct)).Map(_ => amendment.Id);
    }

    public Task<Result<AmendedText>> TryAsync(DocumentId document, string instrument, DateOnly? enacted, DateOnly? effective, CancellationToken ct) => TryAsync(document, instrument, enacted, effective, null, ct);

    /// <summary>What an instrument makes of the edition before, or every reason why it does not fit; nothing is saved.</summary>
    /// <param name="asIf">A day near which it was made, where that is not given yet.</param>
    public async Task<Result<AmendedText>> TryAsync(DocumentId document, string instrument, DateOnly? enacted, DateOnly? effective, DateOnly? asIf, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindDocumentAsync(document, ct) is not { } known || !db.Reader.MayEdit(known))
            return DocumentErrors.NotFound;
        var order = await db.EditionOrderAsync(document, ct);
        return TakenInstrument.On(Amended(order, effective, enacted ?? asIf, db.Reader.Day) is { } before ? await db.ReadTreeAsync(before.Id, ct) : ProvisionTree.Empty, Days(order), instrument, enacted, effective, db.Ids, asIf);
    }

    /// <summary>Whether an edition on record bears the sentence by which a text begins as an instrument about the whole document.</summary>
    public async Task<bool> HasBorneAsync(DocumentId document, string text, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return await db.FindDocumentAsync(document, ct) is { } known && db.Reader.MayEdit(known) && (await db.RecordedTextsAsync(document, ct)).Any(edition => AmendingText.IsBorneBy(edition, text));
    }

    /// <summary>What a text differs in from the edition that it is taken to amend; nothing is saved.</summary>
    /// <param name="tree">The text, or what an instrument makes of that edition.</param>
    public async Task<Result<ImportDifferences>> CompareAsync(DocumentId document, ProvisionTree tree, DateOnly? enacted, DateOnly? effective, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindDocumentAsync(document, ct) is not { } known || !db.Reader.MayEdit(known))
            return DocumentErrors.NotFound;
        var order = await db.EditionOrderAsync(document, ct);
        if (Amended(order, effective, enacted, db.Reader.Day) is not { } before)
            return DocumentErrors.NotFound;
        if (before.Kind == EditionKind.Repeal)
            return AmendmentErrors.DocumentIsRepealed;
        var old = await db.ReadTreeAsync(before.Id, ct);
        return new ImportDifferences(before.Id, order.NumberOf(before.Id), before.EffectiveFrom, order.All.Length, TreeComparison.Between(old, Lineage.Carry(old, tree, db.Ids)));
    }

    private static EditionDates? BaseOf(ImportText ask, EditionOrder order, DateOnly today) => ask.Purpose switch
    {
        ImportPurpose.NewDocument => null,
        ImportPurpose.Amendment or ImportPurpose.Instrument => Amended(order, ask.EffectiveFrom, ask.EnactedOn, today),
        _ => Before(order, ask.EffectiveFrom ?? today, ask.EnactedOn ?? today),
    };

    private static IEnumerable<DateOnly> Days(EditionOrder order) => order.All.Select(edition => edition.EffectiveFrom);

    /// <summary>
    /// The edition that an amendment is made in: the one in force when it takes effect, or today while its day is not known; the first of a document that has none in force by then.
    /// </summary>
    private static EditionDates? Amended(EditionOrder order, DateOnly? effective, DateOnly? enacted, DateOnly today) =>
        Before(order, effective ?? today, effective is null ? null : enacted) ?? order.All.FirstOrDefault();

    /// <summary>The edition that is in force right before one of these days.</summary>
    private static EditionDates? Before(EditionOrder order, DateOnly effective, DateOnly? enacted) =>
        order.All.LastOrDefault(e => (e.EffectiveFrom, e.EnactedOn).CompareTo((effective, enacted ?? DateOnly.MaxValue)) <= 0);
}
