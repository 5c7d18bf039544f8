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
    private readonly Dictionary<PersonId, (string Name, string Number)> people;
    private readonly Dictionary<DepartmentId, string> departments;
    private readonly Dictionary<DocumentId, string> titles;
    private readonly Dictionary<string, PersonId> accounts;

    private JournalNames(
        Dictionary<PersonId, (string, string)> people, Dictionary<DepartmentId, string> departments, Dictionary<string, PersonId> accounts, Dictionary<DocumentId, string> titles) =>
        (this.people, this.departments, this.accounts, this.titles) = (people, departments, accounts, titles);

    public string? Person(PersonId? id) => id is { } known && people.TryGetValue(known, out var person) ? person.Name : null;

    public string? Number(PersonId? id) => id is { } known && people.TryGetValue(known, out var person) ? person.Number : null;

    public string? Department(DepartmentId id) => departments.GetValueOrDefault(id);

    /// <summary>Whose account it is, as entries write accounts.</summary>
    public PersonId? HolderOf(string account) => accounts.TryGetValue(account, out var person) ? person : null;

    /// <summary>The title; null where the reader is shown none.</summary>
    public string? Title(DocumentId? id) => id is { } known ? titles.GetValueOrDefault(known) : null;

    internal static async Task<JournalNames> OfAsync(PolicyDb db, CancellationToken ct) => new(
        await db.People.AsNoTracking().ToDictionaryAsync(p => p.Id, p => (p.Name, p.StaffNumber), ct),
        await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, ct),
        await db.Users.AsNoTracking().ToDictionaryAsync(account => account.Id.ToString("N"), account => account.PersonId, ct),
        db.Reader.SeesTitlesInJournal()
            ? await TitlesAsync(db, ct)
            : []);

    private static async Task<Dictionary<DocumentId, string>> TitlesAsync(PolicyDb db, CancellationToken ct)
    {
        var titles = await db.TitlesAsync(ct);
        return (await db.Documents.AsNoTracking().Select(d => new { d.Id, d.Title }).ToListAsync(ct)).ToDictionary(d => d.Id, d => titles.Of(d.Id, d.Title));
    }
}

/// <summary>A page of the journal.</summary>
/// <param name="Older">Where the entries before these begin; null at the end.</param>
/// <param name="Whole">Whether the journal of documents is among it; otherwise what concerns accounts, roles and people.</param>
/// <param name="Titles">Whether titles of documents are shown.</param>
/// <param name="Kinds">What there is to choose from.</param>
public sealed record JournalView(IReadOnlyList<JournalEntry> Entries, JournalNames Names, JournalPlace? Older, bool Whole, bool Titles, IReadOnlyList<string> Kinds);

/// <summary>
/// 操作記録を読む。The newest first, a page at a time. Entries about a document are there only for whoever may know it: so it says the query filter.
/// </summary>
public sealed class ReadJournalHandler(ReaderDb store)
{
    public const int PageSize = 30;

    public async Task<Result<JournalView>> HandleAsync(JournalQuestion question, JournalPlace? before, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(question);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ReadAccountJournal))
            return AccessErrors.NotAllowed;
        var read = await (await question.EntriesAsync(db, before, PageSize + 1, ct)).ToListAsync(ct);
        var shown = read.Take(PageSize).ToList();
        return new JournalView(shown, await JournalNames.OfAsync(db, ct), read.Count > PageSize ? JournalPlace.After(shown, before) : null,
            db.Reader.Can(Ability.ReadJournal), db.Reader.SeesTitlesInJournal(), JournalActions.For(db.Reader));
    }
}
