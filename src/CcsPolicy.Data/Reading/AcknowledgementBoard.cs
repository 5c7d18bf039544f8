using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>
/// 確認状況。Who was bound by what on a day, and whether they had acknowledged it by then. It holds the people and the documents of that day;
/// the rows behind the numbers are produced document by document, so that a million of them need no more memory than one document's.
/// A day is counted by what was on record before it ended, so a figure of a past day stays the same whatever is entered, corrected or withdrawn later:
/// nobody is counted for a duty that could not have been known that day.
/// Only documents that the reader may know are there, and only people whom the reader may follow.
/// </summary>
public sealed class AcknowledgementBoard
{
    private readonly PolicyDb db;
    private readonly DateTimeOffset knownUntil;
    private readonly ILookup<DocumentId, NeedToKnowGrant> grants;
    private readonly Dictionary<AssignmentId, PersonId> stays;
    private readonly HashSet<PersonId> administrators;

    private AcknowledgementBoard(PolicyDb db, DateOnly day, DateTimeOffset knownUntil, ImmutableArray<BoardDocument> documents,
        ImmutableArray<BoardPerson> people, ILookup<DocumentId, NeedToKnowGrant> grants, List<Assignment> assignments)
    {
        (this.db, Day, this.knownUntil, Documents, People, this.grants) = (db, day, knownUntil, documents, people, grants);
        stays = assignments.Where(a => a.Role is null).ToDictionary(a => a.Id, a => a.PersonId);
        administrators = [.. assignments.Where(a => a.Role == Role.SystemAdministrator).Select(a => a.PersonId)];
    }

    public DateOnly Day { get; }

    /// <summary>Documents in force on the day, by tier, then code.</summary>
    public ImmutableArray<BoardDocument> Documents { get; }

    /// <summary>People with an employment on the day, by department, then number.</summary>
    public ImmutableArray<BoardPerson> People { get; }

    /// <summary>The board of a day as the reader of the context may see it. The context must live as long as rows are read.</summary>
    public static async Task<AcknowledgementBoard> OfAsync(PolicyDb db, DateOnly day, CancellationToken ct)
    {
        var known = TokyoTime.StartOf(day.AddDays(1));
        var assignments = (await db.Assignments.AsNoTracking().ToListAsync(ct)).Where(a => a.HoldsOn(day, known.AddTicks(-1))).ToList();
        var grants = (await db.Grants.AsNoTracking().ToListAsync(ct)).Where(g => g.From <= day && g.Until >= day && g.GrantedAt < known && (g.EndedAt ?? known) >= known);
        return new AcknowledgementBoard(db, day, known, await DocumentsAsync(db, day, known, ct), await PeopleAsync(db, day, known, assignments, ct),
            grants.ToLookup(g => g.DocumentId), assignments);
    }

    /// <summary>The rows that the question asks for, document by document in the order of <see cref="Documents"/> and <see cref="People"/>.</summary>
    public async IAsyncEnumerable<BoardRow> RowsAsync(BoardQuestion question, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var document in Documents)
        {
            if (question.Document is { } only && only != document.Id)
                continue;
            var acknowledged = await AcknowledgedAsync(document, ct);
            var granted = document.Audience == Audience.Granted ? GrantedIn(document.Id) : [];
            // Who holds a grant is for whoever keeps the grants to know; others of them see themselves.
            var onlySelf = document.Audience == Audience.Granted && !db.Reader.MaySeeGrants(document.Id);
            foreach (var person in People)
            {
                if (onlySelf && person.Id != db.Reader.PersonId)
                    continue;
                if (!question.Covers(person) || !document.Audience.Binds(person.Employment, granted.Contains(person.Id)))
                    continue;
                var found = acknowledged.TryGetValue(person.Id, out var by);
                if (question.Acknowledged is not { } wanted || wanted == found)
                    yield return new BoardRow(document, person, found ? by : null);
            }
        }
    }

    /// <summary>The numbers of the question, counted from its rows.</summary>
    public async Task<BoardFigures> FiguresAsync(BoardQuestion question, CancellationToken ct)
    {
        var figures = new BoardFigures(question);
        await foreach (var row in RowsAsync(question, ct))
            figures.Count(row);
        return figures;
    }

    private async Task<Dictionary<PersonId, BoardAcknowledgement>> AcknowledgedAsync(BoardDocument document, CancellationToken ct)
    {
        var best = new Dictionary<PersonId, BoardAcknowledgement>();
        var enough = document.EnoughEditions.ToList();
        await foreach (var row in db.Acknowledgements.AsNoTracking()
            .Where(a => a.DocumentId == document.Id && enough.Contains(a.EditionId) && a.At < knownUntil)
            .Select(a => new { a.PersonId, a.EditionId, a.At, a.ReceiptNumber }).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (!best.TryGetValue(row.PersonId, out var kept) || document.IsLater(row.EditionId, kept.Edition))
                best[row.PersonId] = document.Acknowledged(row.EditionId, row.At, row.ReceiptNumber);
        }
        return best;
    }

    // A system administrator reads no procedure, whatever grant there is, and so owes none.
    private HashSet<PersonId> GrantedIn(DocumentId document) =>
    [
        .. grants[document].SelectMany(grant => grant.PersonId is { } person
            ? [person]
            : grant.Confirmations.Where(c => c.ConfirmedAt < knownUntil && stays.ContainsKey(c.AssignmentId)).Select(c => stays[c.AssignmentId])).Except(administrators),
    ];

    private static async Task<ImmutableArray<BoardDocument>> DocumentsAsync(PolicyDb db, DateOnly day, DateTimeOffset known, CancellationToken ct)
    {
        var documents = await db.Documents.AsNoTracking().ToListAsync(ct);
        var decisions = (await db.OpennessDecisions.AsNoTracking().Where(d => d.DecidedAt >= known).ToListAsync(ct)).ToLookup(d => d.DocumentId);
        var editions = (await db.Editions.AsNoTracking()
            .Select(e => new { e.DocumentId, e.Hash, Dates = new EditionDates(e.Id, e.Kind, e.Significance, e.EnactedOn, e.EffectiveFrom, e.RecordedAt, e.BaseEditionId, e.CarriedFromId) })
            .ToListAsync(ct)).ToLookup(e => e.DocumentId);
        var withheld = (await db.ProvisionOpenness.AsNoTracking().ToListAsync(ct)).ToLookup(d => d.DocumentId);
        var titles = await db.TitlesAsync(day, known, ct);
        var rows =
            from document in documents
            let order = new EditionOrder(editions[document.Id].Select(e => e.Dates)).RecordedBefore(known)
            let inForce = order.InForceOn(day)
            where inForce is not null
            let hash = WithheldProvisions.From(db.Reader, document.Id, withheld[document.Id]).IsNone ? editions[document.Id].First(e => e.Dates.Id == inForce.Id).Hash : (ContentHash?)null
            select new BoardDocument(document.Id, document.Tier, OpennessDecision.AudienceAt(document.Audience, decisions[document.Id], known), db.Open(document.Id, document.Code), titles.Of(document),
                inForce.Id, order.NumberOf(inForce.Id), inForce.EffectiveFrom, hash, order, day);
        return [.. rows.OrderBy(d => d.Tier).ThenBy(d => d.Code, StringComparer.Ordinal).ThenBy(d => d.Title, StringComparer.Ordinal)];
    }

    private static async Task<ImmutableArray<BoardPerson>> PeopleAsync(PolicyDb db, DateOnly day, DateTimeOffset known, List<Assignment> assignments, CancellationToken ct)
    {
        var departments = await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, ct);
        var kinds = (await db.Employments.AsNoTracking().ToListAsync(ct)).Where(e => e.HoldsOn(day, known.AddTicks(-1)))
            .GroupBy(e => e.PersonId).ToDictionary(g => g.Key, g => g.MaxBy(e => e.From)!.Kind);
        var then = new NamesThen(await db.FormerNames.AsNoTracking().ToListAsync(ct), day, known);
        var own = assignments.Where(a => a.DepartmentId is not null).ToLookup(a => a.PersonId);
        var rows =
            from person in await db.People.AsNoTracking().ToListAsync(ct)
            where kinds.ContainsKey(person.Id)
            let stay = own[person.Id].OrderByDescending(a => a.From).ThenBy(a => a.Id.Value).FirstOrDefault()
            let department = stay?.DepartmentId is { } id ? departments[id] : null
            where MayFollow(db.Reader, person.Id, own[person.Id])
            select new BoardPerson(person.Id, person.StaffNumber, then.Of(person.Id, person.Name), kinds[person.Id], department?.Id, department?.Code ?? "",
                department is null ? "" : then.Of(department.Id, department.Name));
        return [.. rows.OrderBy(p => p.DepartmentCode, StringComparer.Ordinal).ThenBy(p => p.StaffNumber, StringComparer.Ordinal)];
    }

    private static bool MayFollow(Reader reader, PersonId person, IEnumerable<Assignment> stays) =>
        reader.Can(Ability.FollowAcknowledgements)
        || person == reader.PersonId
        || (reader.Can(Ability.FollowOwnDepartment) && stays.Any(a => a.DepartmentId is { } id && reader.ManagedDepartments.Contains(id)));
}
