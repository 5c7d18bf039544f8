using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.Matters;

/// <summary>What somebody says about an edition.</summary>
/// <param name="Provision">The provision as typed; empty for the whole text.</param>
public sealed record RaiseMatter(DocumentId Document, EditionId Edition, MatterKind Kind, string? Provision, string? Words);

/// <summary>The edition about which something is said.</summary>
/// <param name="Provision">What people call the provision that is proposed; null where none is.</param>
public sealed record MatterSubject(DocumentId Document, EditionId Edition, string Title, int Number, string? Provision);

/// <summary>Puts on record what somebody says about a provision of a text that this person may read.</summary>
public sealed class RaiseMatterHandler(ReaderDb store, KnownDocuments known, EditionTexts texts)
{
    public static readonly DomainError NoSuchProvision = new("matter.no-such-provision",
        "この版にその条項はありません。番号を本文のとおりに書くか、空欄にしてください。まだ送っていません。",
        "This edition has no such provision. Write its number as the text has it, or leave it empty. Nothing was sent yet.");

    /// <param name="provision">The path of a provision, as addresses have it.</param>
    public async Task<MatterSubject?> SubjectAsync(DocumentId id, EditionId edition, string? provision, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await known.FindAsync(db.Reader, id, store.Asked, ct) is not { } document || !document.Editions.TryGetValue(edition, out var one) || one.Kind is EditionKind.Repeal or EditionKind.TakenBack)
            return null;
        var named = provision is not null && await texts.OfAsync(db, edition, ct) is { } text && Shown(db.Reader, document, text) is var paths && paths.Locate(provision) is { } placed ? paths.LabelOf(placed) : null;
        return new(id, edition, document.TitleOf(edition, db), document.Order.NumberOf(edition), named);
    }

    public async Task<Result<MatterId>> HandleAsync(RaiseMatter ask, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = await store.OpenAsync(ct);
        if (db.Reader.PersonId is not { } me || !db.Reader.Can(Ability.AcknowledgeDocuments) || await known.FindAsync(db.Reader, ask.Document, store.Asked, ct) is not { Document: var document } found
            || await texts.OfAsync(db, ask.Edition, ct) is not { } text || text.DocumentId != ask.Document)
            return DocumentErrors.NotFound;
        var words = Matter.ReadWords(ask.Words);
        if (words.Error is { } refusal)
            return refusal;
        var paths = Shown(db.Reader, found, text);
        var provision = string.IsNullOrWhiteSpace(ask.Provision) ? null : paths.Locate(ask.Provision);
        if (provision is null && !string.IsNullOrWhiteSpace(ask.Provision))
            return NoSuchProvision;
        var matter = new Matter
        {
            Id = db.Ids.Next<MatterId>(), DocumentId = document.Id, EditionId = ask.Edition, Kind = ask.Kind, Words = db.Seal(document.Id, words.Value), At = db.Now, AskedBy = me,
            ProvisionKey = provision is { Provision.Key: { IsNone: false, Value: var key } } ? key : null,
            Provision = provision is null ? default : db.Seal(document.Id, paths.LabelOf(provision)),
        };
        db.Matters.Add(matter);
        db.Record(new JournalFact("matter.raised").With("matter", matter.Id).With("edition", ask.Edition).With("kind", ask.Kind), document, row: matter);
        return (await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct)).Map(_ => matter.Id);
    }

    // The text as this reader is shown it: what is withheld cannot be found by its number.
    private static ProvisionPaths Shown(Reader reader, KnownDocument document, EditionText text) => ProvisionPaths.Of(WithheldProvisions.From(reader, document.Document.Id, document.Decisions).From(text.Tree));
}
