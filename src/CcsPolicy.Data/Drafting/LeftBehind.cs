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
/// <param name="Open">An amendment of that document that is on its way, where the reader may follow it.</param>
public sealed record LeftElsewhere(PolicyDocument Document, string Title, EditionId Edition, AmendmentId? Open, ImmutableArray<Consequence> References)
{
    /// <summary>
    /// Whether a record that the followers of the amendment read may tell of it: not of a document that only some may know. What is asked and kept at the
    /// publication goes by these alone.
    /// </summary>
    public bool MayBeTold => Document.Openness != Openness.NeedToKnow;
}

/// <summary>ハネ改正の対象。The references that an amendment leaves behind, in its own text and in the documents that its reader may know.</summary>
public sealed record LeftBehind(ImmutableArray<Consequence> Within, IReadOnlyList<LeftElsewhere> Elsewhere)
{
    /// <summary>How many would point elsewhere or nowhere, of those that everybody may be told of who follows the amendment.</summary>
    public int Dangling => Within.Count(one => one.IsDangling) + Elsewhere.Where(other => other.MayBeTold).Sum(other => other.References.Length);
}

/// <summary>ハネ改正の洗出し。</summary>
public static class LeftBehindQueries
{
    /// <summary>
    /// What the amendment leaves behind. Of other documents the text counts that is in force on the day on which the amendment takes effect; where it comes
    /// into force with it, only what came unchanged from the text before.
    /// </summary>
    /// <param name="amendment">With its document, of which the reader of the context may follow the amendments.</param>
    public static async Task<LeftBehind> LeftBehindAsync(this PolicyDb db, Amendment amendment, DraftedText text, CancellationToken ct)
    {
        if (amendment.BaseEditionId is null)
            return new LeftBehind([], []);
        var isRepeal = amendment.Kind == EditionKind.Repeal;
        var comparison = isRepeal ? TreeComparison.Between(text.Base, ProvisionTree.Empty) : text.Comparison();
        return new LeftBehind(isRepeal ? [] : ConsequentialChanges.Within(comparison), ConsequentialChanges.MovesNumbers(comparison) ? await ElsewhereAsync(db, amendment, comparison, ct) : []);
    }

    private static async Task<IReadOnlyList<LeftElsewhere>> ElsewhereAsync(PolicyDb db, Amendment amendment, TreeComparison comparison, CancellationToken ct)
    {
        var day = amendment.EffectiveFrom ?? db.Reader.Day;
        var own = amendment.DocumentId;
        var rows = await db.Editions.AsNoTracking().Where(e => e.DocumentId != own)
            .Select(e => new { e.DocumentId, Dates = new EditionDates(e.Id, e.Kind, e.Significance, e.EnactedOn, e.EffectiveFrom, e.RecordedAt) }).ToListAsync(ct);
        var then = rows.GroupBy(row => row.DocumentId).Select(group => StateOn(new EditionOrder(group.Select(row => row.Dates)), day)).OfType<(EditionId Before, EditionId Now)>().ToList();
        var ids = then.SelectMany(state => new[] { state.Before, state.Now }).Distinct().ToList();
        var read = await db.Editions.AsNoTracking().Include(e => e.Document).Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, ct);
        // Looking through a text for the name of this one is not showing it: only what is listed counts as read.
        var shown = db.Shown;
        db.Shown = null;
        List<(EditionId Edition, ProvisionTree Tree, ImmutableArray<Consequence> Found)> found;
        try
        {
            var speaking = then.Where(state => read.ContainsKey(state.Before) && read.ContainsKey(state.Now) && ConsequentialChanges.Speaks(db.Open(read[state.Before].DocumentId, read[state.Before].Text), comparison)).ToList();
            var trees = speaking.SelectMany(state => new[] { state.Before, state.Now }).Distinct()
                .ToDictionary(id => id, id => DraftTexts.TreeOf(db.Open(read[id].DocumentId, read[id].Text), read[id].Keys));
            found = [.. speaking.Zip(ConsequentialChanges.Among(comparison, [.. speaking.Select(state => new CitingText(trees[state.Before], trees[state.Now]))]), (state, of) => (state.Now, trees[state.Now], of)).Where(one => !one.of.IsEmpty)];
        }
        finally
        {
            db.Shown = shown;
        }
        if (found.Count == 0)
            return [];
        var documents = found.Select(one => read[one.Edition].DocumentId).ToList();
        var decisions = (await db.ProvisionOpenness.AsNoTracking().Where(decision => documents.Contains(decision.DocumentId)).ToListAsync(ct)).ToLookup(decision => decision.DocumentId);
        var open = (await db.Amendments.AsNoTracking().Where(a => documents.Contains(a.DocumentId) && a.Stage != AmendmentStage.Published && a.Stage != AmendmentStage.Withdrawn)
            .Select(a => new { a.DocumentId, a.Id, a.DraftedAt }).ToListAsync(ct)).ToLookup(a => a.DocumentId);
        var titles = await db.TitlesAsync(ct);
        var left = new List<LeftElsewhere>();
        foreach (var (edition, tree, of) in found)
        {
            var document = read[edition].Document!;
            var withheld = WithheldProvisions.From(db.Reader, document.Id, decisions[document.Id]);
            var readable = withheld.From(tree).All().Select(at => at.Provision.Key).Where(key => !withheld.Holds(key)).ToHashSet();
            if (of.RemoveAll(one => !readable.Contains(one.Key)) is not { IsEmpty: false } told)
                continue;
            db.Shown?.TextRead(document.Id, "edition", edition);
            var current = db.Reader.MayFollowAmendments(document) ? open[document.Id].OrderByDescending(a => a.DraftedAt).FirstOrDefault()?.Id : null;
            left.Add(new LeftElsewhere(document, titles.Of(document), edition, current, told));
        }
        return [.. left.OrderBy(other => other.Document.Tier).ThenBy(other => other.Title, StringComparer.Ordinal)];
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
