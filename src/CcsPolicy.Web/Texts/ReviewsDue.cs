using System.Collections.Immutable;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Texts;

/// <summary>見直しの要る条項。A provision that carries out one above which has changed since.</summary>
/// <param name="AbovePath">Null when the edition in force above has the provision no longer.</param>
/// <param name="Before">The edition above that was in force when the document below was last amended, or the link recorded.</param>
/// <param name="Now">The edition above that is in force.</param>
public sealed record ReviewDue(DocumentId Above, string AboveTitle, string AboveLabel, ProvisionPath? AbovePath, EditionId Before, EditionId Now, EditionId Edition, ProvisionPath Path, string Label);

/// <summary>
/// 見直しの洗出し。After an amendment above, what hangs below is to be looked at: each link whose provision above says something else than on the day from which the document below is as it is, or on that of the link where it
/// is later. It follows from days alone, so it is gone with the next edition below. Of documents that the reader may know, without what is withheld.
/// </summary>
public sealed class ReviewsDue(TextsInForce inForce, KnownDocuments known, EditionTexts texts)
{
    public async Task<IReadOnlyList<ReviewDue>> OfAsync(PolicyDb db, DocumentId id, IEnumerable<ImplementsLink> links, Stamps? asked, CancellationToken ct)
    {
        var own = links.Where(link => link.BelowId == id && link.AboveKey is not null).ToList();
        if (own.Count == 0 || await known.FindAsync(db.Reader, id, asked, ct) is not { } below || below.Order.InForceOn(db.Reader.Day) is not { } standing)
            return [];
        var set = await inForce.OfAsync(db, asked, ct);
        var changed = new List<(ImplementsLink Link, KnownDocument Above, EditionId Then, EditionId Now)>();
        foreach (var link in own)
        {
            var since = TokyoTime.DateOf(link.RecordedAt) is var recorded && recorded > standing.EffectiveFrom ? recorded : standing.EffectiveFrom;
            if (await known.FindAsync(db.Reader, link.AboveId, asked, ct) is { } above && above.Order.InForceOn(since) is { } then && above.Order.InForceOn(db.Reader.Day) is { } now && then.Id != now.Id)
                changed.Add((link, above, then.Id, now.Id));
        }
        if (changed.Count == 0 || set.Texts.FirstOrDefault(text => text.Id == id) is not { } lower)
            return [];
        var aboveIds = changed.Select(one => one.Above.Document.Id).ToHashSet();
        var uppers = set.Texts.Where(text => aboveIds.Contains(text.Id)).ToDictionary(text => text.Id, text => (Text: text, Places: new Places(text.Text.Paths)));
        var wanted = changed.Select(one => one.Then).Distinct().ToList();
        var before = (await db.Editions.AsNoTracking().Include(e => e.Document).Where(e => wanted.Contains(e.Id)).ToListAsync(ct))
            .Where(e => uppers.ContainsKey(e.DocumentId)).ToDictionary(e => e.Id, e => new Places(ProvisionPaths.Of(uppers[e.DocumentId].Text.Withheld.From(texts.Of(db, e).Tree))));
        var ownPlaces = new Places(lower.Text.Paths);
        var due =
            from one in changed
            where before.ContainsKey(one.Then)
            let upper = uppers[one.Above.Document.Id].Text
            let key = new LineageKey(one.Link.AboveKey!.Value)
            let belowKey = new LineageKey(one.Link.BelowKey)
            // What is withheld but for its number is in the text by its key.
            where !upper.Withheld.Holds(key) && !lower.Withheld.Holds(belowKey)
            let old = before[one.Then]
            let was = old.Find(key)
            let stands = uppers[upper.Id].Places.Find(key)
            let place = ownPlaces.Find(belowKey)
            where was is not null && place is not null && (stands is null || Said(old.Text, was) != Said(upper.Text.Paths, stands))
            orderby place.Index, upper.Id.Value, stands?.Index ?? int.MaxValue
            select new ReviewDue(upper.Id, upper.Title, stands is null ? old.Text.LabelOf(was) : upper.Text.Paths.LabelOf(stands), stands?.Path, one.Then, one.Now, lower.Edition, place.Path, lower.Text.Paths.LabelOf(place));
        var found = due.ToList();
        // Names of provisions are words of their text.
        if (found.Count > 0)
            db.Shown?.TextRead(lower.Id, "trace", lower.Edition);
        return found;
    }

    /// <summary>A text in which many provisions are looked for by their keys.</summary>
    private sealed class Places
    {
        private readonly Dictionary<LineageKey, PlacedProvision> byKey = [];

        public Places(ProvisionPaths text)
        {
            Text = text;
            foreach (var placed in text.All)
                byKey.TryAdd(placed.Provision.Key, placed);
        }

        public ProvisionPaths Text { get; }

        public PlacedProvision? Find(LineageKey key) => byKey.GetValueOrDefault(key);
    }

    /// <summary>What a provision says with all that stands in it, numbers apart: a new number alone changes nothing below.</summary>
    private static string Said(ProvisionPaths text, PlacedProvision placed) =>
        string.Join('\n', Enumerable.Range(placed.Index, placed.End - placed.Index).Select(at => text.All[at].Provision.Heading + "\t" + text.All[at].Provision.Text));
}
