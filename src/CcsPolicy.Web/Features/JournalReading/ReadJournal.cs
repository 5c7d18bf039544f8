using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.JournalReading;

/// <summary>Names of what entries speak of, as far as the reader may know them.</summary>
public sealed class JournalNames
{
    private readonly OfficeRows office;
    private readonly Dictionary<DocumentId, string> titles;
    private readonly Dictionary<string, PersonId> accounts;
    private readonly Dictionary<string, (string To, string? EndReason)> grants;

    private JournalNames(OfficeRows office, Dictionary<string, PersonId> accounts, Dictionary<DocumentId, string> titles, Dictionary<string, (string, string?)> grants) =>
        (this.office, this.accounts, this.titles, this.grants) = (office, accounts, titles, grants);

    public string? Person(PersonId? id) => id is { } known && office.People.TryGetValue(known, out var person) ? person.Name : null;

    public string? Number(PersonId? id) => id is { } known && office.People.TryGetValue(known, out var person) ? person.StaffNumber : null;

    public string? Department(DepartmentId id) => office.Departments.GetValueOrDefault(id)?.Name;

    /// <summary>Whose account it is, as entries write accounts.</summary>
    public PersonId? HolderOf(string account) => accounts.TryGetValue(account, out var person) ? person : null;

    /// <summary>The title; null where the reader is shown none.</summary>
    public string? Title(DocumentId? id) => id is { } known ? titles.GetValueOrDefault(known) : null;

    /// <summary>To whom a procedure was opened by the grant, as entries write grants; null in the general journal.</summary>
    public string? Grantee(string grant) => grants.GetValueOrDefault(grant).To;

    /// <summary>Why the grant was ended, where that was said.</summary>
    public string? EndReason(string grant) => grants.GetValueOrDefault(grant).EndReason;

    internal static async Task<JournalNames> OfAsync(PolicyDb db, JournalLog log, CancellationToken ct)
    {
        var office = await db.OfficeAsync(ct);
        return new JournalNames(office, await db.Users.AsNoTracking().ToDictionaryAsync(account => account.Id.ToString("N"), account => account.PersonId, ct),
            db.Reader.SeesTitlesInJournal(log) ? await TitlesAsync(db, ct) : [],
            log == JournalLog.Restricted ? await GrantsAsync() : []);

        async Task<Dictionary<string, (string, string?)>> GrantsAsync()
        {
            return (await db.KnownDocumentsAsync(ct)).Where(known => db.Reader.MaySeeGrants(known.Document.Id)).SelectMany(known => known.NeedToKnow.Grants)
                .ToDictionary(g => g.Id.ToString(), g =>
                    (g.To(person => office.NameOf(person), department => office.NameOf(department), post => office.NameOf(post)), g.EndReason is { IsEmpty: false } said ? db.Open(g.DocumentId, said) : null));
        }
    }

    private static async Task<Dictionary<DocumentId, string>> TitlesAsync(PolicyDb db, CancellationToken ct) =>
        (await db.KnownDocumentsAsync(ct)).ToDictionary(known => known.Document.Id, known => known.TitleOn(db.Reader.Day, db));
}

/// <summary>A page of the journal.</summary>
/// <param name="Older">Where the entries before these begin; null at the end.</param>
/// <param name="Whole">Whether the journal of documents is among it; otherwise what concerns accounts, roles and people.</param>
/// <param name="Titles">Whether titles of documents are shown.</param>
/// <param name="Kinds">What there is to choose from.</param>
/// <param name="Procedures">Procedures to choose from, by their codes; none in the general journal.</param>
public sealed record JournalView(
    IReadOnlyList<JournalEntry> Entries, JournalNames Names, JournalPlace? Older, bool Whole, bool Titles, IReadOnlyList<string> Kinds, IReadOnlyList<JournalProcedure> Procedures);

/// <summary>A procedure whose journal the reader may read.</summary>
public sealed record JournalProcedure(DocumentId Id, string Code, string Title)
{
    /// <summary>All of them, by their codes.</summary>
    internal static async Task<IReadOnlyList<JournalProcedure>> ListAsync(PolicyDb db, CancellationToken ct) =>
    [
        .. (await db.KnownDocumentsAsync(ct)).Where(known => known.Document.Tier == Tier.Procedure && db.Reader.MaySeeRestricted(known.Document))
            .Select(known => new JournalProcedure(known.Document.Id, db.Open(known.Document.Id, known.Document.Code), known.TitleOn(db.Reader.Day, db))).OrderBy(d => d.Code, StringComparer.Ordinal),
    ];
}

/// <summary>
/// 操作記録を読む。The newest first, a page at a time. Which entries are there for whom says the query filter.
/// </summary>
public sealed class ReadJournalHandler(ReaderDb store)
{
    public const int PageSize = 30;

    public async Task<Result<JournalView>> HandleAsync(JournalQuestion question, JournalPlace? before, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(question);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(JournalActions.Needed(question.Log)))
            return AccessErrors.NotAllowed;
        IReadOnlyList<JournalProcedure> procedures = question.Log == JournalLog.Restricted ? await JournalProcedure.ListAsync(db, ct) : [];
        // What is not the reader's to ask for is not there, as an id that nothing has.
        if (question.Procedure is { } asked && procedures.All(procedure => procedure.Id != asked))
            return DocumentErrors.NotFound;
        var read = await (await question.EntriesAsync(db, before, PageSize + 1, ct)).ToListAsync(ct);
        var shown = read.Take(PageSize).ToList();
        return new JournalView(shown, await JournalNames.OfAsync(db, question.Log, ct), read.Count > PageSize ? JournalPlace.After(shown, before) : null,
            db.Reader.Can(Ability.ReadJournal), db.Reader.SeesTitlesInJournal(question.Log), JournalActions.For(db.Reader, question.Log), procedures);
    }
}
