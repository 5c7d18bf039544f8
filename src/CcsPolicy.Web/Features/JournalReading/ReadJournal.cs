using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
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

    private JournalNames(Dictionary<PersonId, (string, string)> people, Dictionary<DepartmentId, string> departments, Dictionary<DocumentId, string> titles) =>
        (this.people, this.departments, this.titles) = (people, departments, titles);

    public string? Person(PersonId? id) => id is { } known && people.TryGetValue(known, out var person) ? person.Name : null;

    public string? Number(PersonId? id) => id is { } known && people.TryGetValue(known, out var person) ? person.Number : null;

    public string? Department(DepartmentId id) => departments.GetValueOrDefault(id);

    /// <summary>The title; null where the reader is shown none.</summary>
    public string? Title(DocumentId? id) => id is { } known ? titles.GetValueOrDefault(known) : null;

    internal static async Task<JournalNames> OfAsync(PolicyDb db, CancellationToken ct) => new(
        await db.People.AsNoTracking().ToDictionaryAsync(p => p.Id, p => (p.Name, p.StaffNumber), ct),
        await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, ct),
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
public sealed record JournalView(IReadOnlyList<JournalEntry> Entries, JournalNames Names, JournalPlace? Older);

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
        if (!db.Reader.Can(Domain.Access.Ability.ReadJournal))
            return AccessErrors.NotAllowed;
        var (entries, skipped) = (await question.EntriesAsync(db, before?.At, ct), before?.Shown ?? 0);
        var read = question.Address is null ? await entries.Skip(skipped).Take(PageSize + 1).ToListAsync(ct)
            : await question.OfAddress(entries).Skip(skipped).Take(PageSize + 1).ToListAsync(ct);
        var shown = read.Take(PageSize).ToList();
        return new JournalView(shown, await JournalNames.OfAsync(db, ct), read.Count > PageSize ? JournalPlace.After(shown, before) : null);
    }
}
