using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions.Meaning;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Texts;

/// <summary>施行中の本文。The edition in force of a document, without what is withheld from its reader.</summary>
/// <param name="Code">Sealed: whoever shows the document opens it, so that a page that shows a procedure is marked.</param>
/// <param name="Withheld">What is withheld: a provision whose number is shown stands in the text by its key.</param>
/// <param name="Text">Its provisions, with their lineage keys, and its definitions.</param>
public sealed record TextInForce(DocumentId Id, Tier Tier, SealedText Code, string Title, EditionId Edition, WithheldProvisions Withheld, GlossaryText Text);

/// <summary>施行中の本文の集まり。All texts in force that a reader may know, in the order of tiers and codes.</summary>
public sealed class TextSet(ImmutableArray<TextInForce> texts)
{
    // A set is kept for long: what fails once is tried again.
    private readonly Lazy<Glossary> glossary = new(() => Glossary.Of(texts.Select(text => text.Text)), LazyThreadSafetyMode.PublicationOnly);

    public ImmutableArray<TextInForce> Texts => texts;

    /// <summary>用語集 of these texts and of no other.</summary>
    public Glossary Glossary => glossary.Value;
}

/// <summary>上位の本文. The texts in force above one, as its reader may know them, and those beside it that it may name.</summary>
/// <param name="texts">In the order of tiers.</param>
/// <param name="tier">Of the text; those of the same tier define nothing for it.</param>
public sealed class TextsAbove(ImmutableArray<TextInForce> texts, Tier tier)
{
    /// <summary>Nothing stands above.</summary>
    public static TextsAbove None { get; } = new([], Tier.BasicPolicy);

    /// <summary>Those whose definitions hold in it.</summary>
    public ImmutableArray<TextInForce> Texts { get; } = [.. texts.Where(text => text.Tier < tier)];

    /// <summary>Those whose provisions it may name: above it, and others beside it.</summary>
    public IEnumerable<TextInForce> NamedBy(DocumentId own, string title) => texts.Where(text => text.Id != own && text.Title != title);

    /// <summary>Equal for equal texts, so that what was made with them for one reader serves the next; empty for none.</summary>
    public string Signature { get; } = string.Join('\n', texts.Select(text => $"{text.Edition} {text.Withheld.Signature} {text.Title}"));
}

/// <summary>
/// Asks for the texts in force. They are kept with the reader, who is a new object on another day and as soon as anything has changed that access, editions or what is withheld depend on; readers who may know the same share
/// one set. Documents come from <see cref="KnownDocuments"/>, and only a text that nobody has read yet asks the database, through the reader's own context. To look through a text is not to read it: whoever shows words of one
/// tells so.
/// </summary>
public sealed class TextsInForce(EditionTexts texts, KnownDocuments known)
{
    /// <summary>Above this many everything is dropped and made again.</summary>
    private const int Most = 500;

    private const int MostSets = 50;

    private readonly ConditionalWeakTable<Reader, TextSet> ofReaders = [];
    private readonly ConditionalWeakTable<Reader, ConcurrentDictionary<Tier, TextsAbove>> above = [];
    private readonly ConcurrentDictionary<string, TextSet> sets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(EditionId Edition, string Withheld, string Title), GlossaryText> read = new();

    /// <summary>The texts in force on the reader's day that the reader of the context may know.</summary>
    /// <param name="asked">The stamps under which the reader was made just now, so that one request asks once; null to ask.</param>
    public async ValueTask<TextSet> OfAsync(PolicyDb db, Stamps? asked, CancellationToken ct)
    {
        if (ofReaders.TryGetValue(db.Reader, out var made))
            return made;
        var set = Shared(await ReadAsync(db, asked, null, db.Reader.Day, ct));
        ofReaders.AddOrUpdate(db.Reader, set);
        return set;
    }

    /// <summary>Those in force on another day, as far as the reader may know them today.</summary>
    /// <param name="asked">As of <see cref="OfAsync"/>.</param>
    public async ValueTask<TextSet> OnAsync(PolicyDb db, DateOnly day, Stamps? asked, CancellationToken ct) =>
        day == db.Reader.Day ? await OfAsync(db, asked, ct) : Shared(await ReadAsync(db, asked, null, day, ct));

    private TextSet Shared(ImmutableArray<TextInForce> found)
    {
        var key = string.Join('\n', found.Select(text => $"{text.Edition} {text.Withheld.Signature} {Convert.ToBase64String(text.Code.Bytes.Span)} {text.Title}"));
        if (sets.Count >= MostSets)
            sets.Clear();
        return sets.GetOrAdd(key, _ => new TextSet(found));
    }

    /// <summary>Those of them that stand above a tier, and the standards beside a standard; texts of other tiers are not looked at. What a procedure has beside it are procedures, of which each reader knows others.</summary>
    /// <param name="asked">As of <see cref="OfAsync"/>.</param>
    public async ValueTask<TextsAbove> AboveAsync(PolicyDb db, Tier tier, Stamps? asked, CancellationToken ct)
    {
        if (tier == Tier.BasicPolicy)
            return TextsAbove.None;
        var ofReader = above.GetOrCreateValue(db.Reader);
        return ofReader.TryGetValue(tier, out var made) ? made : ofReader.GetOrAdd(tier, new TextsAbove(await ReadAsync(db, asked, LowestFor(tier), db.Reader.Day, ct), tier));
    }

    /// <summary>Those that stood above a tier on another day.</summary>
    /// <param name="asked">As of <see cref="OfAsync"/>.</param>
    public async ValueTask<TextsAbove> AboveOnAsync(PolicyDb db, Tier tier, DateOnly day, Stamps? asked, CancellationToken ct) =>
        day == db.Reader.Day ? await AboveAsync(db, tier, asked, ct)
        : tier == Tier.BasicPolicy ? TextsAbove.None
        : new TextsAbove(await ReadAsync(db, asked, LowestFor(tier), day, ct), tier);

    private static Tier LowestFor(Tier tier) => tier == Tier.Procedure ? Tier.Standard : tier;

    /// <param name="lowest">The lowest tier that is looked at; null for all.</param>
    private async Task<ImmutableArray<TextInForce>> ReadAsync(PolicyDb db, Stamps? asked, Tier? lowest, DateOnly day, CancellationToken ct)
    {
        (db.Shown, var teller) = (null, db.Shown);
        try
        {
            return await LookAsync(db, asked, lowest, day, ct);
        }
        finally
        {
            db.Shown = teller;
        }
    }

    private async Task<ImmutableArray<TextInForce>> LookAsync(PolicyDb db, Stamps? asked, Tier? lowest, DateOnly day, CancellationToken ct)
    {
        var shown = (
            from document in await known.AllAsync(db.Reader, asked, ct)
            let current = document.Order.InForceOn(day)
            where current is not null && (lowest is null || document.Document.Tier <= lowest)
            let withheld = WithheldProvisions.From(db.Reader, document.Document.Id, document.Decisions)
            let title = document.Editions[current.Id].Title
            select (document.Document, Withheld: withheld, Key: (Edition: current.Id, withheld.Signature, Title: title), Code: db.Open(document.Document.Id, document.Document.Code)))
            .OrderBy(one => one.Document.Tier).ThenBy(one => one.Code, StringComparer.Ordinal).ThenBy(one => one.Document.Id.Value).ToList();
        var kept = shown.ConvertAll(one => read.GetValueOrDefault(one.Key));
        var missing = shown.Where((_, at) => kept[at] is null).Select(one => one.Key.Edition).ToList();
        var rows = missing.Count == 0 ? [] : (await db.Editions.AsNoTracking().Include(e => e.Document).Where(e => missing.Contains(e.Id)).ToListAsync(ct)).ToDictionary(e => e.Id);
        if (read.Count >= Most)
            read.Clear();
        var made = ImmutableArray.CreateBuilder<TextInForce>(shown.Count);
        for (var at = 0; at < shown.Count; at++)
        {
            var (document, withheld, key, _) = shown[at];
            if (kept[at] is not { } text)
            {
                // Taken away meanwhile: then this reader is soon another, too.
                if (!rows.TryGetValue(key.Edition, out var row))
                    continue;
                var whole = texts.Of(db, row);
                var reading = withheld.From(whole.Reading, whole.Tree);
                text = read.GetOrAdd(key, new GlossaryText((int)document.Tier, key.Title, ProvisionPaths.Of(reading.Tree), reading.Definitions));
            }
            made.Add(new TextInForce(document.Id, document.Tier, document.Code, key.Title, key.Edition, withheld, text));
        }
        return made.ToImmutable();
    }
}
