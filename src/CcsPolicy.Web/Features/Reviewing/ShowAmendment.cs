using System.Collections.Immutable;
using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Files;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Imports;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Reviewing;

/// <summary>A step as it was taken or will be.</summary>
public sealed record StepView(
    ApprovalStepId Id, int Round, StepKind Kind, Role Role, string? Department, StepOutcome? Outcome, string? By, bool AsDeputy, string Reason, DateTimeOffset? At);

/// <summary>A comment as it reads.</summary>
/// <param name="On">The sentence of the instrument that it was written on, as it read then.</param>
public sealed record CommentView(CommentId Id, Guid? Key, WrittenSentence? On, string Text, string By, DateTimeOffset At, bool IsResolved);

/// <summary>A file that the draft was imported from.</summary>
public sealed record SourceView(Guid Id, string Name, long Length, ContentHash Hash, string By, DateTimeOffset At);

/// <summary>An amendment with all that a reviewer looks at.</summary>
/// <param name="Planned">While it is drafted: the steps that it will go through once it is submitted.</param>
/// <param name="DueStep">The step that this reader can take now.</param>
public sealed record AmendmentView(
    AmendmentId Id, DocumentId Document, Tier Tier, string Code, string Title, AmendingMethod AmendedBy, EditionKind Kind, Significance Significance, AmendmentStage Stage, Turn Turn,
    DateOnly? EnactedOn, DateOnly? EffectiveFrom, DateOnly? PromulgatedOn, DateOnly? AppliesFrom, string Reason,
    string DraftedBy, DateTimeOffset DraftedAt, ImmutableArray<string> Writers, string? SubmittedBy, DateTimeOffset? SubmittedAt, DateTimeOffset? ClosedAt,
    int BaseNumber, bool IsSuperseded, EditionId? PublishedEdition, ContentHash Hash, ContentHash? SubmittedHash, ProvisionTree Tree, TreeComparison Comparison,
    IReadOnlyList<StepView> Steps, IReadOnlyList<RouteStep> Planned, IReadOnlyList<CommentView> Comments, IReadOnlyList<SourceView> Sources, StepView? DueStep, bool AsDeputy, bool IsWriter, bool MayEdit, bool MayPublish)
{
    /// <summary>The instrument as it was taken in, of which this is a part; null for an amendment of its own.</summary>
    public GivenInstrument? Given { get; init; }

    /// <summary>The amendment that it goes with, for whoever may follow that one.</summary>
    public Accompanying? First { get; init; }

    /// <summary>伴う改正: those that go with it, and that its reader may follow.</summary>
    public IReadOnlyList<Accompanying> With { get; init; } = [];

    /// <summary>The last step of the draft that it shows.</summary>
    public int Step { get; init; }

    public bool IsOpen => Stage is not (AmendmentStage.Published or AmendmentStage.Withdrawn);

    public int Round => Steps.Count == 0 ? 0 : Steps.Max(step => step.Round);
}

/// <summary>Shows one amendment to whoever may follow it.</summary>
public sealed class ShowAmendmentHandler(ReaderDb store, Readers readers)
{
    public async Task<Result<AmendmentView>> HandleAsync(AmendmentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var (own, first, with) = await db.FindAmendmentWithAsync(id, ct);
        if (own is not { Document: { } document } amendment)
            return DocumentErrors.NotFound;
        var draft = await db.ShowDraftAsync(amendment, ct);
        if (draft.Error is { } unreadable)
            return unreadable;
        var text = draft.Value;
        if (await db.KnownDocumentAsync(document.Id, ct) is not { Order: { } order } known)
            return DocumentErrors.NotFound;
        var comments = await db.Comments.AsNoTracking().Where(c => c.AmendmentId == id).ToListAsync(ct);
        var files = await db.Files.AsNoTracking().Where(f => f.AmendmentId == id).ToListAsync(ct);
        var office = await db.OfficeAsync(ct);
        PersonId[] writers = [.. new[] { amendment.DraftedBy, amendment.SubmittedBy }.OfType<PersonId>().Concat(amendment.Authors.Select(a => a.PersonId)).Distinct()];
        var names = await db.NamesAsync([.. writers, .. comments.Select(c => c.WrittenBy), .. files.Select(f => f.StoredBy), .. amendment.Steps.Select(s => s.DecidedBy).OfType<PersonId>()], ct);
        string Words(SealedText sealedWords) => db.Open(document.Id, sealedWords);

        var steps = amendment.Steps.OrderBy(s => s.Round).ThenBy(s => s.Ordinal).Select(s => new StepView(s.Id, s.Round, s.Kind, s.Role,
            s.DepartmentId is { } d ? office.NameOf(d) : null, s.Outcome, s.DecidedBy is { } by ? names[by] : null, s.AsDeputy, Words(s.Reason), s.DecidedAt)).ToList();
        var turn = ListAmendmentsHandler.TurnOf(amendment, db.Reader);
        var due = turn == Turn.Decide ? steps.Single(s => s.Id == amendment.NextStep!.Id) : null;
        var planned = amendment.Stage == AmendmentStage.Drafted
            ? await db.PlannedRouteAsync(amendment, document, await readers.EverybodyTodayAsync(ct), db.Reader.MayEdit(document) ? db.Reader.PersonId : null, ct) : [];
        return new AmendmentView(id, document.Id, document.Tier, Words(document.Code), known.TitleOn(db.Reader.Day, db), document.AmendedBy, amendment.Kind, amendment.Significance, amendment.Stage, turn,
            amendment.EnactedOn, amendment.EffectiveFrom, amendment.PromulgatedOn, amendment.AppliesFrom, Words(amendment.Reason),
            names[amendment.DraftedBy], amendment.DraftedAt, [.. writers.Select(w => names[w])], amendment.SubmittedBy is { } submitter ? names[submitter] : null,
            amendment.SubmittedAt, amendment.ClosedAt, amendment.BaseEditionId is { } baseId ? BaseNumber(order, baseId, amendment.DraftedAt) : 0,
            amendment.IsOpen() && amendment.IsSupersededIn(order), amendment.PublishedEditionId, text.Hash, amendment.SubmittedHash, text.Tree, text.Comparison(), steps, planned,
            [.. comments.OrderBy(c => c.WrittenAt).Select(c => new CommentView(c.Id, c.ProvisionKey is { } key ? text.KeyNow(new(key), c.WrittenAt).Value : null, c.Sentence is { } number ? new(number, Words(c.SentenceWords)) : null, Words(c.Text), names[c.WrittenBy], c.WrittenAt, c.ResolvedAt is not null))],
            [.. files.OrderBy(f => f.StoredAt).Select(f => new SourceView(f.Id, Words(f.Name), f.Length, f.Hash, names[f.StoredBy], f.StoredAt))],
            due, amendment.NextStep?.TakenAsDeputyBy(db.Reader) == true, db.Reader.PersonId is { } me && amendment.IsWrittenBy(me),
            db.Reader.MayEdit(document), db.Reader.MayPublish(document)) { Step = text.Sequence, First = await db.TitledAsync(first, ct), With = await db.TitledAsync(with, ct), Given = await GivenAsync(db, amendment, document, files, text.Tree, ct) };
    }

    /// <summary>Looked for only where a 附則 of the text tells of parts. What was mended on the page of the import was kept behind the file that it was made of.</summary>
    private static async Task<GivenInstrument?> GivenAsync(PolicyDb db, Amendment amendment, PolicyDocument document, List<StoredFile> files, ProvisionTree text, CancellationToken ct)
    {
        if (amendment.Kind != EditionKind.PartialAmendment || !document.AmendedBy.HasInstrument(amendment.Kind) || !AmendmentEntry.TellsOfParts(text))
            return null;
        // A draft that was carried over, and what makes an edition anew that waited, have come with the file of the amendment that was there first.
        var met = new HashSet<AmendmentId> { amendment.Id };
        for (var before = await BeforeAsync(db, amendment.ContinuesId, amendment.CarriesId, ct); files.Count == 0 && before is { } former && met.Add(former);)
        {
            files = await db.Files.AsNoTracking().Where(f => f.AmendmentId == former).ToListAsync(ct);
            if (files.Count == 0 && await db.Amendments.IgnoreAutoIncludes().AsNoTracking().Where(a => a.Id == former).Select(a => new { a.ContinuesId, a.CarriesId }).FirstOrDefaultAsync(ct) is { } of)
                before = await BeforeAsync(db, of.ContinuesId, of.CarriesId, ct);
        }
        if (files.Count == 0)
            return null;
        var kept = await db.OpenFileAsync(files.OrderBy(file => file.MediaType.Contains("charset", StringComparison.Ordinal)).Last().Id, ct);
        return kept is not null && SourceFile.Read(kept.Bytes, kept.Name) is { Succeeded: true, Value.Text: var given } ? GivenInstrument.Of(text.Title, given) : null;
    }

    /// <summary>The amendment that one goes on from, or that made the edition which it carries over.</summary>
    private static async Task<AmendmentId?> BeforeAsync(PolicyDb db, AmendmentId? continues, EditionId? carries, CancellationToken ct)
    {
        if (continues is not null || carries is null)
            return continues;
        for (var edition = carries; edition is { } id;)
        {
            var of = await db.Editions.AsNoTracking().Where(e => e.Id == id).Select(e => new { e.AmendmentId, e.CarriedFromId }).FirstOrDefaultAsync(ct);
            if (of?.AmendmentId is { } made)
                return made;
            // It went over by itself.
            edition = of?.CarriedFromId;
        }
        return null;
    }

    /// <summary>As it counts now; where another edition has taken its place since, as it counted when this was drafted.</summary>
    private static int BaseNumber(EditionOrder order, EditionId madeFrom, DateTimeOffset drafted) => order.NumberOf(madeFrom) is > 0 and var now ? now : Math.Max(1, order.NumberAt(madeFrom, drafted));
}
