using System.Collections.Immutable;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Consequences;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Drafting;

/// <summary>References of another document that an amendment leaves behind.</summary>
/// <param name="Told">
/// How many of them a record that the followers of the amendment read may tell of: none of a procedure, of a document that fewer may know than the amended one, or of provisions that are withheld from anybody. What is
/// kept of the publication with the amendment goes by these alone.
/// </param>
/// <param name="Untold">
/// How many of a document that fewer may know: whoever publishes and sees them listed gives a reason for them too, and it is kept with that document. Provisions that are withheld from anybody do not count.
/// </param>
public sealed record LeftElsewhere(PolicyDocument Document, string Title, EditionId Edition, AmendmentId? Open, ImmutableArray<Consequence> References, int Told, int Untold);

/// <summary>ハネ改正の対象。The references that an amendment leaves behind, in its own text and in the documents that its reader may know.</summary>
/// <param name="Told">How many of its own a record may tell of: those in provisions that nobody is kept from.</param>
public sealed record LeftBehind(ImmutableArray<Consequence> Within, int Told, IReadOnlyList<LeftElsewhere> Elsewhere)
{
    public static LeftBehind None { get; } = new([], 0, []);

    /// <summary>How many would point elsewhere or nowhere, of those that everybody may be told of who follows the amendment.</summary>
    public int Dangling => Told + Elsewhere.Sum(other => other.Told);

    /// <summary>For how many of those that are listed to whoever publishes a reason is needed.</summary>
    public int Asked => Dangling + Elsewhere.Sum(other => other.Untold);
}

/// <summary>ハネ改正の洗出し。</summary>
public static class LeftBehindQueries
{
    /// <summary>
    /// What the amendment leaves behind. Of other documents the text counts that is in force on the day on which the amendment takes effect; where it comes
    /// into force with it, only what came unchanged from the text before.
    /// </summary>
    /// <param name="amendment">With its document, of which the reader of the context may follow the amendments.</param>
    public static async Task<LeftBehind> LeftBehindAsync(this PolicyDb db, Amendment amendment, DraftedText text, CancellationToken ct) => amendment.BaseEditionId is null ? LeftBehind.None
        : await db.LeftBehindAsync(amendment, amendment.ChangesOf(text), null, ct);

    /// <param name="comparison">Of the text amended with the text as it stands; of a repeal with nothing.</param>
    /// <param name="known">What was read of other texts before; null to read them.</param>
    public static async Task<LeftBehind> LeftBehindAsync(this PolicyDb db, Amendment amendment, TreeComparison comparison, CitingTexts? known, CancellationToken ct)
    {
        var own = amendment.DocumentId;
        var documents = (await db.KnownDocumentsAsync(ct)).ToDictionary(one => one.Document.Id);
        var effective = amendment.EffectiveFrom ?? db.Reader.Day;
        // What others said of a text that has been replaced since, nobody can mend any more; one that waits has replaced nothing.
        if (documents.TryGetValue(own, out var amended) && amended.Editions.Values.Any(row => row.EffectiveFrom <= db.Reader.Day && (row.EffectiveFrom, row.Dates.EnactedOn).CompareTo((effective, amendment.EnactedOn ?? effective)) > 0))
            return LeftBehind.None;
        var within = amendment.Kind == EditionKind.Repeal ? [] : await db.WithinAsync(amendment, comparison, ct);
        var secret = within.IsEmpty || amended is null ? WithheldProvisions.None : WithheldProvisions.FromAnybody(amended.Decisions);
        return new LeftBehind(within, within.Count(one => one.IsDangling && !secret.Holds(one.Key)),
            ConsequentialChanges.MovesNumbers(comparison) ? await ElsewhereAsync(db, amendment, comparison, documents, known, ct) : []);
    }

    /// <summary>
    /// The references of the draft into itself that it leaves behind. Where it carries an edition over, also those that pointed right in that edition: its words came into the draft with numbers that are not those of
    /// the text that the draft amends.
    /// </summary>
    public static async Task<ImmutableArray<Consequence>> WithinAsync(this PolicyDb db, Amendment amendment, TreeComparison comparison, CancellationToken ct)
    {
        var within = ConsequentialChanges.Within(comparison);
        if (amendment.CarriesId is not { } carried)
            return within;
        var places = within.Select(one => one.Place).ToHashSet();
        var brought = ConsequentialChanges.Within(TreeComparison.Between(await db.ReadTreeAsync(carried, ct), comparison.New)).Where(one => places.Add(one.Place));
        return [.. within.Concat(brought).OrderBy(one => one.Index)];
    }

    private static async Task<IReadOnlyList<LeftElsewhere>> ElsewhereAsync(PolicyDb db, Amendment amendment, TreeComparison comparison, Dictionary<DocumentId, KnownDocument> all, CitingTexts? known, CancellationToken ct)
    {
        var day = amendment.EffectiveFrom is { } effective && effective > db.Reader.Day ? effective : db.Reader.Day;
        var then = all.Values.Where(one => one.Document.Id != amendment.DocumentId).Select(one => StateOn(one.Order, day)).OfType<(EditionId Before, EditionId Now)>().ToList();
        // Looking through a text for the name of this one is not showing it: only what is listed counts as read.
        var shown = db.Shown;
        db.Shown = null;
        List<(DocumentId Document, EditionId Edition, ProvisionTree Tree, ImmutableArray<Consequence> Found)> found;
        try
        {
            var read = await (known ?? new CitingTexts()).OfAsync(db, [.. then.SelectMany(state => new[] { state.Before, state.Now }).Distinct()], comparison, ct);
            var speaking = then.Where(state => read.ContainsKey(state.Now) && read.TryGetValue(state.Before, out var before) && before.Speaks).ToList();
            found = [.. speaking.Zip(ConsequentialChanges.Among(comparison, [.. speaking.Select(state => new CitingText(read[state.Before].Tree, read[state.Now].Tree))]), (state, of) => (read[state.Now].Document, state.Now, read[state.Now].Tree, of)).Where(one => !one.of.IsEmpty)];
        }
        finally
        {
            db.Shown = shown;
        }
        if (found.Count == 0)
            return [];
        var documents = found.Select(one => one.Document).ToList();
        var open = (await db.Amendments.AsNoTracking().Where(a => documents.Contains(a.DocumentId) && a.Stage != AmendmentStage.Published && a.Stage != AmendmentStage.Withdrawn)
            .Select(a => new { a.DocumentId, a.Id, a.DraftedAt, a.Stage, a.EffectiveFrom, Accompanies = a.AccompaniesId == amendment.Id }).ToListAsync(ct)).ToLookup(a => a.DocumentId);
        var left = new List<LeftElsewhere>();
        foreach (var (id, edition, tree, of) in found)
        {
            var (document, decisions) = (all[id].Document, all[id].Decisions);
            var withheld = WithheldProvisions.From(db.Reader, document.Id, decisions);
            var told = withheld.ReadableOf(tree, of);
            if (told.IsEmpty)
                continue;
            var current = db.Reader.MayFollowAmendments(document) ? open[document.Id].OrderByDescending(a => a.Accompanies).ThenByDescending(a => a.DraftedAt).FirstOrDefault() : null;
            // What goes with the amendment, is decided and takes effect on the same day has mended what it mends.
            if (current is { Accompanies: true, Stage: AmendmentStage.Approved, EffectiveFrom: { } from } && from == amendment.EffectiveFrom)
                told = await LeftByDecidedAsync(db, current.Id, told, comparison, ct);
            if (told.IsEmpty)
                continue;
            db.Shown?.TextRead(document.Id, "edition", edition);
            var secret = WithheldProvisions.FromAnybody(decisions);
            var count = told.Count(one => !secret.Holds(one.Key));
            var mayBeTold = amendment.Document!.MayTellOf(document);
            left.Add(new LeftElsewhere(document, all[id].TitleOn(db.Reader.Day, db), edition, current?.Id, told, mayBeTold ? count : 0, mayBeTold ? 0 : count));
        }
        return [.. left.OrderBy(other => other.Document.Tier).ThenBy(other => other.Title, StringComparer.Ordinal)];
    }

    private static async Task<ImmutableArray<Consequence>> LeftByDecidedAsync(PolicyDb db, AmendmentId id, ImmutableArray<Consequence> otherwise, TreeComparison comparison, CancellationToken ct)
    {
        var shown = db.Shown;
        db.Shown = null;
        try
        {
            return await db.FindAmendmentAsync(id, ct) is { } decided && await db.ReadDraftAsync(decided, ct) is { Succeeded: true, Value: var text } ? await db.LeftInDraftAsync(decided, text, comparison, ct) : otherwise;
        }
        finally
        {
            db.Shown = shown;
        }
    }

    /// <summary>The edition in force on the day and, where it begins on that very day, the one before; null when none is in force, or the day begins the document.</summary>
    private static (EditionId Before, EditionId Now)? StateOn(EditionOrder order, DateOnly day)
    {
        if (order.InForceOn(day) is not { } now || now.Kind == EditionKind.Repeal)
            return null;
        if (now.EffectiveFrom < day)
            return (now.Id, now.Id);
        return order.All.LastOrDefault(edition => edition.EffectiveFrom < day) is { } before && before.Kind != EditionKind.Repeal ? (before.Id, now.Id) : null;
    }
}
