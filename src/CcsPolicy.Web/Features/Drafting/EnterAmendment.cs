using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Texts;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>改正の記載。The line 改正 and the 附則 that a text keeps of an amendment are written into its draft.</summary>
/// <param name="Seen">The text that the drafter saw.</param>
public sealed record EnterAmendment(AmendmentId Id, ContentHash Seen, DateOnly EnactedOn, DateOnly EffectiveFrom);

/// <summary>Writes them by the product, so that the text says of itself when it was amended and from when it is in force.</summary>
public sealed class EnterAmendmentHandler(ReaderDb store, IOptions<AmendingOptions> usage)
{
    /// <summary>Whether a text keeps what amends it: one that is amended by instruments, and not one that an edition waits in place of.</summary>
    public static bool IsFor(Amendment amendment, PolicyDocument document) =>
        amendment is { Kind: EditionKind.PartialAmendment, BaseEditionId: not null, CarriesId: null } && document.AmendedBy.HasInstrument(amendment.Kind);

    /// <returns>The lines that were written; null when nothing was: they stood there already, or the text keeps none.</returns>
    public async Task<Result<string?>> HandleAsync(EnterAmendment ask, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindAmendmentAsync(ask.Id, ct) is not { Document: { } document } amendment || !db.Reader.MayEdit(document))
            return DocumentErrors.NotFound;
        if (!IsFor(amendment, document))
            return (string?)null;
        var found = await db.ReadDraftAsync(amendment, ct);
        if (found.Error is { } unreadable)
            return unreadable;
        var draft = found.Value;
        if (draft.Hash != ask.Seen)
            return AmendmentErrors.SavedElsewhere;
        var amended = AmendmentEntry.Parted(draft.Base, draft.Tree).Text;
        if (amended.Equals(draft.Base))
            return (string?)null;
        var own = AmendingText.Read(AmendingText.Between(draft.Base, amended, usage.Value.Instrument(ask.EffectiveFrom))).Supplementary;
        var entered = new AmendmentEntry(ask.EnactedOn).EnterInto(draft.Base, draft.Tree, ask.EffectiveFrom, own);
        if (entered.Error is { } unfit)
            return unfit;
        if (entered.Value.Equals(draft.Tree))
            return (string?)null;
        if (db.Append(amendment, document, draft.Sequence + 1, new DraftOperation.ReplaceText(Lineage.Carry(draft.Tree, entered.Value, db.Ids))).Error is { } closed)
            return closed;
        return (await db.TrySaveAsync(AmendmentErrors.SavedElsewhere, ct)).Map(_ => (string?)Lines(draft.Tree, entered.Value));
    }

    private static string Lines(ProvisionTree before, ProvisionTree entered)
    {
        var former = ProvisionText.Write(before).Split('\n').GroupBy(line => line).ToDictionary(same => same.Key, same => same.Count());
        return string.Join('\n', ProvisionText.Write(entered).Split('\n').Where(line => line.Trim().Length > 0 && (!former.TryGetValue(line, out var count) || (former[line] = count - 1) < 0)));
    }
}
