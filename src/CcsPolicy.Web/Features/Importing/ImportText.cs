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

    /// <summary>改正文: a 改め文 or a 新旧対照表, applied to the latest edition</summary>
    Instrument,

    /// <summary>過去の版の記録</summary>
    EarlierEdition,
}

/// <summary>取込み。A text becomes the draft of an amendment: of a new document, of one that is there, or of an edition that held in the past.</summary>
public sealed record ImportText(
    string Text, ImportPurpose Purpose, DocumentId? Document, NewDocument? New, EditionKind Kind,
    DateOnly? EnactedOn, DateOnly? EffectiveFrom, DateOnly? PromulgatedOn, DateOnly? AppliesFrom, SourceOriginal? Original);

/// <summary>The file or pasted text as it came, to be kept beside the draft.</summary>
public sealed record SourceOriginal(string Name, string MediaType, byte[] Bytes);

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
        if (ask.Kind == EditionKind.Enactment && before is not null)
            return AmendmentErrors.EnactedAlready;
        var begun = db.Begin(document, ask.Kind, before?.Id);
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
        db.Append(amendment, document, 1, new DraftOperation.ReplaceText(Lineage.Carry(kinTree, tree, db.Ids)));
        if (ask.Original is { } original)
        {
            if (!await db.HasRoomForFileAsync(original.Bytes.Length, ct))
                return ImportErrors.QuotaReached;
            using var content = new MemoryStream(original.Bytes);
            await db.AddFileAsync(document, amendment.Id, original.Name, original.MediaType, content, ct);
        }
        db.Record(new JournalFact("text.imported").With("amendment", amendment.Id).With("purpose", ask.Purpose).With("hash", db.HasherOf(document).Of(ask.Text)), document);
        return (await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct)).Map(_ => amendment.Id);
    }

    /// <summary>What an instrument makes of the edition before, or every reason why it does not fit; nothing is saved.</summary>
    public async Task<Result<AmendedText>> TryAsync(DocumentId document, string instrument, DateOnly? enacted, DateOnly? effective, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindDocumentAsync(document, ct) is not { } known || !db.Reader.MayEdit(known))
            return DocumentErrors.NotFound;
        var order = await db.EditionOrderAsync(document, ct);
        return TakenInstrument.On(Before(order, effective, enacted) is { } before ? await db.ReadTreeAsync(before.Id, ct) : ProvisionTree.Empty, Days(order), instrument, enacted, effective, db.Ids);
    }

    private static EditionDates? BaseOf(ImportText ask, EditionOrder order, DateOnly today) => ask.Purpose switch
    {
        ImportPurpose.NewDocument => null,
        ImportPurpose.Amendment => order.All.LastOrDefault(),
        ImportPurpose.Instrument => Before(order, ask.EffectiveFrom, ask.EnactedOn),
        _ => Before(order, ask.EffectiveFrom ?? today, ask.EnactedOn ?? today),
    };

    private static IEnumerable<DateOnly> Days(EditionOrder order) => order.All.Select(edition => edition.EffectiveFrom);

    /// <summary>The edition that is in force right before a day; the latest one while no day is known.</summary>
    private static EditionDates? Before(EditionOrder order, DateOnly? effective, DateOnly? enacted) =>
        order.All.LastOrDefault(e => effective is not { } from || (e.EffectiveFrom, e.EnactedOn).CompareTo((from, enacted ?? DateOnly.MaxValue)) <= 0);
}
