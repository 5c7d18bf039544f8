using System.Collections.Immutable;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Texts;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Training;

/// <summary>A course as it stands, and its document.</summary>
internal sealed record StandingCourse(CourseVersion Version, KnownDocument Known)
{
    public PolicyDocument Document => Known.Document;

    /// <summary>The course; null for whoever may not know its document, and, while it is not open, for whoever may not write it.</summary>
    public static async Task<StandingCourse?> FindAsync(PolicyDb db, KnownDocuments known, Stamps? asked, CourseId id, CancellationToken ct) =>
        await db.CourseVersions.AsNoTracking().Where(version => version.CourseId == id).OrderByDescending(version => version.Number).FirstOrDefaultAsync(ct) is { } version
            && await known.FindAsync(db.Reader, version.DocumentId, asked, ct) is { } document && (version.IsOpen || db.Reader.MayEdit(document.Document))
            ? new StandingCourse(version, document) : null;

    /// <summary>The same for whoever may write it; null for everybody else.</summary>
    public static async Task<StandingCourse?> ToWriteAsync(PolicyDb db, KnownDocuments known, Stamps? asked, CourseId id, CancellationToken ct) =>
        await FindAsync(db, known, asked, id, ct) is { } course && db.Reader.MayEdit(course.Document) ? course : null;

    public string TitleFor(PolicyDb db) => db.Open(Document.Id, Version.Title);

    /// <summary>The files of the course, by name.</summary>
    public async Task<IReadOnlyList<CourseFileLine>> FilesAsync(PolicyDb db, CancellationToken ct)
    {
        var course = Version.CourseId;
        var rows = await db.Files.AsNoTracking().Where(file => file.CourseId == course).Select(file => new { file.Id, file.Name, file.MediaType, file.Length, file.StoredAt }).ToListAsync(ct);
        return [.. rows.OrderBy(row => row.StoredAt).ThenBy(row => row.Id).Select(row => new CourseFileLine(row.Id, db.Open(Document.Id, row.Name), row.MediaType, row.Length))
            .GroupBy(file => file.Name, StringComparer.Ordinal).Select(of => of.Last()).OrderBy(file => file.Name, StringComparer.Ordinal)];
    }

    /// <summary>The questions as they stand about provisions that this reader is shown: those about others are not there.</summary>
    public async Task<IReadOnlyList<CourseQuestion>> QuestionsAsync(PolicyDb db, CourseProvisions provisions, CancellationToken ct) =>
        [.. CourseQuestion.Standing(await db.CourseQuestions.AsNoTracking().Where(question => question.CourseId == Version.CourseId).ToListAsync(ct)).Where(question => provisions.Has(question.Key))];
}

/// <summary>A provision to choose: its lineage key, its name, and the beginning of what it says.</summary>
public sealed record AskedProvision(Guid Key, string Label, string Brief);

/// <summary>The provisions of the edition in force of a document (else of the last one), without what is withheld from the reader.</summary>
internal sealed class CourseProvisions
{
    private readonly Dictionary<Guid, PlacedProvision> shown = [];
    private readonly DocumentId document;
    private readonly ProvisionPaths? paths;
    private readonly bool isWhole;

    private CourseProvisions(DocumentId document, EditionId? edition, ProvisionPaths? paths, WithheldProvisions withheld)
    {
        (this.document, Edition, this.paths, isWhole) = (document, edition, paths, withheld.IsNone);
        foreach (var placed in paths?.All.Where(placed => !withheld.Holds(placed.Provision.Key)) ?? [])
            shown.TryAdd(placed.Provision.Key.Value, placed);
    }

    public EditionId? Edition { get; }

    public static async Task<CourseProvisions> OfAsync(PolicyDb db, EditionTexts texts, KnownDocument known, CancellationToken ct)
    {
        var withheld = WithheldProvisions.From(db.Reader, known.Document.Id, known.Decisions);
        if (known.Order.SpokenOfOn(db.Reader.Day) is not { } edition)
            return new CourseProvisions(known.Document.Id, null, null, withheld);
        // To look for a number is not to read the text: only a title or words that are shown mark a page.
        (db.Shown, var teller) = (null, db.Shown);
        try
        {
            return await texts.OfAsync(db, edition.Id, ct) is { } text
                ? new CourseProvisions(known.Document.Id, edition.Id, ProvisionPaths.Of(withheld.From(text.Tree)), withheld)
                : new CourseProvisions(known.Document.Id, null, null, withheld);
        }
        finally
        {
            db.Shown = teller;
        }
    }

    /// <summary>Whether the text that this reader is shown has the provision.</summary>
    public bool Has(Guid key) => shown.ContainsKey(key);

    /// <summary>Whether the reader may be told of it: of one that the text does not have, only who is shown the whole text can tell that it is not withheld.</summary>
    public bool MayTellOf(Guid key) => isWhole || Has(key);

    /// <summary>Its number in this edition and its address in the reading page; the number that it had and no address where it is gone.</summary>
    public (string Label, string? Url) Named(Guid key, string former) => shown.TryGetValue(key, out var placed)
        ? (paths!.LabelOf(placed), SiteUrls.Provision(document, Edition!.Value, placed.Path)) : (former, null);

    /// <summary>Its place in the text; behind all others where it is gone.</summary>
    public int PlaceOf(Guid key) => shown.TryGetValue(key, out var placed) ? placed.Index : int.MaxValue;

    public ImmutableArray<AskedProvision> All =>
        [.. shown.Values.OrderBy(placed => placed.Index).Select(placed => new AskedProvision(placed.Provision.Key.Value, paths!.LabelOf(placed), ShownProvision.Brief(placed.Provision)))];
}
