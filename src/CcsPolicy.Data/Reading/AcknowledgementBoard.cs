using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Calendar;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>
/// 確認状況の表。Makes boards. What they are made from is kept under the access stamp, as people and documents are for readers; only the acknowledgements are asked for each time. What comes out passes the reader
/// of the context: documents that the reader may know, people whom the reader may follow.
/// </summary>
public sealed class AcknowledgementBoards(PolicyDbFactory databases, KnownDocuments documents, OfficeCalendar office) : IDisposable
{
    private readonly KeptUnderStamp<BoardSource> source = new(databases, BoardSource.ReadAsync);

    /// <summary>The board of a day as the reader of the context may see it. The context must live as long as rows are read.</summary>
    /// <param name="asked">The stamps under which the reader was made; null to ask.</param>
    public async Task<AcknowledgementBoard> OfAsync(PolicyDb db, DateOnly day, Stamps? asked, CancellationToken ct) => new(
        db, day, asked is { } stamps ? await source.AsOfAsync(stamps, ct) : await source.NowAsync(ct), await documents.AllAsync(db.Reader, asked, ct), await office.NowAsync(asked, ct));

    public void Dispose() => source.Dispose();
}

/// <summary>Everybody with their dated rows and names, every grant and every decision about openness, withdrawn and ended ones too: a day past is counted from them.</summary>
internal sealed record BoardSource(
    IReadOnlyList<Person> People, IReadOnlyList<Employment> Employments, IReadOnlyList<Assignment> Assignments, IReadOnlyList<Department> Departments, IReadOnlyList<FormerName> Names,
    IReadOnlyList<NeedToKnowGrant> Grants, IReadOnlyList<OpennessDecision> Decisions)
{
    // No reader: a board shows of it what its reader may know.
    public static async Task<BoardSource> ReadAsync(PolicyDb db, CancellationToken ct) => new(
        await db.People.AsNoTracking().ToListAsync(ct), await db.Employments.AsNoTracking().ToListAsync(ct), await db.Assignments.AsNoTracking().ToListAsync(ct), await db.Departments.AsNoTracking().ToListAsync(ct),
        await db.FormerNames.AsNoTracking().ToListAsync(ct), await db.Grants.WithoutReader().AsNoTracking().ToListAsync(ct), await db.OpennessDecisions.WithoutReader().AsNoTracking().ToListAsync(ct));
}

/// <summary>
/// 確認状況。Who was bound by what on a day, and whether they had acknowledged it by then. It holds the people and the documents of that day;
/// the rows behind the numbers are produced document by document, so that a million of them need no more memory than one document's.
/// A day is counted by what was on record before it ended, so a figure of a past day stays the same whatever is entered, corrected or withdrawn later:
/// nobody is counted for a duty that could not have been known that day.
/// Only documents that the reader may know are there, and only people whom the reader may follow.
/// </summary>
public sealed class AcknowledgementBoard
{
    /// <summary>So many duties at once: their acknowledgements are asked for together.</summary>
    private const int MostAtOnce = 400_000;

    private readonly PolicyDb db;
    private readonly DateTimeOffset knownUntil;
    private readonly ILookup<DocumentId, NeedToKnowGrant> grants;
    private readonly Dictionary<AssignmentId, PersonId> stays;
    private readonly HashSet<PersonId> administrators;

    internal AcknowledgementBoard(PolicyDb db, DateOnly day, BoardSource source, IReadOnlyList<KnownDocument> documents, WorkingCalendar calendar)
    {
        (this.db, Day, knownUntil) = (db, day, TokyoTime.StartOf(day.AddDays(1)));
        var assignments = source.Assignments.Where(a => a.HoldsOn(day, knownUntil.AddTicks(-1))).ToList();
        grants = source.Grants.Where(g => g.From <= day && g.Until >= day && g.GrantedAt < knownUntil && (g.EndedAt ?? knownUntil) >= knownUntil).ToLookup(g => g.DocumentId);
        stays = assignments.Where(a => a.Role is null).ToDictionary(a => a.Id, a => a.PersonId);
        administrators = [.. assignments.Where(a => a.Role == Role.SystemAdministrator).Select(a => a.PersonId)];
        Documents = DocumentsOf(documents, source, calendar);
        People = PeopleOf(source, assignments);
    }

    public DateOnly Day { get; }

    /// <summary>Documents in force on the day, by tier, then code.</summary>
    public ImmutableArray<BoardDocument> Documents { get; }

    /// <summary>People with an employment on the day, by department, then number.</summary>
    public ImmutableArray<BoardPerson> People { get; }

    /// <summary>The rows that the question asks for, document by document in the order of <see cref="Documents"/> and <see cref="People"/>.</summary>
    public async IAsyncEnumerable<BoardRow> RowsAsync(BoardQuestion question, [EnumeratorCancellation] CancellationToken ct)
    {
        var asked = Documents.Where(document => question.Document is not { } only || only == document.Id).ToList();
        foreach (var part in asked.Chunk(Math.Max(1, MostAtOnce / Math.Max(1, People.Length))))
        {
            var acknowledged = await AcknowledgedAsync(part, ct);
            foreach (var document in part)
                foreach (var row in RowsOf(document, question, acknowledged[document.Id]))
                    yield return row;
        }
    }

    private IEnumerable<BoardRow> RowsOf(BoardDocument document, BoardQuestion question, Dictionary<PersonId, BoardAcknowledgement> acknowledged)
    {
        var granted = document.Audience == Audience.Granted ? GrantedIn(document.Id) : [];
        // Who holds a grant is for whoever keeps the grants to know; others of them see themselves.
        var onlySelf = document.Audience == Audience.Granted && !db.Reader.MaySeeGrants(document.Id);
        foreach (var person in People)
        {
            if (onlySelf && person.Id != db.Reader.PersonId)
                continue;
            var opened = granted.TryGetValue(person.Id, out var since);
            if (!question.Covers(person) || !document.Audience.Binds(person.Employment, opened))
                continue;
            var row = new BoardRow(document, person, acknowledged.GetValueOrDefault(person.Id), document.DueFor(opened && since > person.EmployedSince ? since : person.EmployedSince));
            if ((question.Acknowledged is not { } wanted || wanted == row.Acknowledgement is not null) && (!question.OnlyLate || row.IsLateOn(Day)))
                yield return row;
        }
    }

    /// <summary>The numbers of the question, counted from its rows.</summary>
    public async Task<BoardFigures> FiguresAsync(BoardQuestion question, CancellationToken ct)
    {
        var figures = new BoardFigures(question, Day);
        await foreach (var row in RowsAsync(question, ct))
            figures.Count(row);
        return figures;
    }

    private async Task<Dictionary<DocumentId, Dictionary<PersonId, BoardAcknowledgement>>> AcknowledgedAsync(IReadOnlyList<BoardDocument> part, CancellationToken ct)
    {
        var (best, known) = (part.ToDictionary(document => document.Id, _ => new Dictionary<PersonId, BoardAcknowledgement>()), part.ToDictionary(document => document.Id));
        var enough = part.SelectMany(document => document.EnoughEditions).ToList();
        await foreach (var row in db.Acknowledgements.AsNoTracking()
            .Where(a => enough.Contains(a.EditionId) && a.At < knownUntil)
            .Select(a => new { a.DocumentId, a.PersonId, a.EditionId, a.At, a.ReceiptNumber }).AsAsyncEnumerable().WithCancellation(ct))
        {
            // The reader's own rows are there also of what the reader may not know any more.
            if (!best.TryGetValue(row.DocumentId, out var ofDocument))
                continue;
            var document = known[row.DocumentId];
            if (!ofDocument.TryGetValue(row.PersonId, out var kept) || document.IsLater(row.EditionId, kept.Edition))
                ofDocument[row.PersonId] = document.Acknowledged(row.EditionId, row.At, row.ReceiptNumber);
        }
        return best;
    }

    // Since when it is open to each. A system administrator reads no procedure, whatever grant there is, and so owes none.
    private Dictionary<PersonId, DateOnly> GrantedIn(DocumentId document)
    {
        var open =
            from grant in grants[document]
            from one in grant.PersonId is { } person ? [(Person: person, At: grant.GrantedAt)]
                : grant.Confirmations.Where(c => c.ConfirmedAt < knownUntil && stays.ContainsKey(c.AssignmentId)).Select(c => (Person: stays[c.AssignmentId], At: c.ConfirmedAt))
            where !administrators.Contains(one.Person)
            let given = TokyoTime.DateOf(one.At)
            select (one.Person, Since: given > grant.From ? given : grant.From);
        return open.GroupBy(one => one.Person).ToDictionary(one => one.Key, one => one.Min(since => since.Since));
    }

    private ImmutableArray<BoardDocument> DocumentsOf(IReadOnlyList<KnownDocument> documents, BoardSource source, WorkingCalendar calendar)
    {
        var decisions = source.Decisions.Where(d => d.DecidedAt >= knownUntil).ToLookup(d => d.DocumentId);
        var rows =
            from one in documents
            let document = one.Document
            let order = one.Order.RecordedBefore(knownUntil)
            let inForce = order.InForceOn(Day)
            where inForce is not null
            let hash = WithheldProvisions.From(db.Reader, document.Id, one.Decisions).IsNone ? one.Editions[inForce.Id].Hash : (ContentHash?)null
            let campaign = Campaign.Holding(one.Campaigns.Where(decision => decision.DecidedAt < knownUntil), order, order.ToAcknowledgeOn(Day)!.Id)
            select new BoardDocument(document.Id, document.Tier, OpennessDecision.AudienceAt(document.Audience, decisions[document.Id], knownUntil), db.Open(document.Id, document.Code), one.TitleOf(order.NamingOn(Day)!.Id, db),
                inForce.Id, order.NumberOf(inForce.Id), inForce.EffectiveFrom, hash, order, Day, campaign, calendar);
        return [.. rows.OrderBy(d => d.Tier).ThenBy(d => d.Code, StringComparer.Ordinal).ThenBy(d => d.Title, StringComparer.Ordinal)];
    }

    private ImmutableArray<BoardPerson> PeopleOf(BoardSource source, List<Assignment> assignments)
    {
        var departments = source.Departments.ToDictionary(d => d.Id);
        var employments = source.Employments.ToLookup(e => e.PersonId);
        var then = new NamesThen(source.Names, Day, knownUntil);
        var own = assignments.Where(a => a.DepartmentId is not null).ToLookup(a => a.PersonId);
        var rows =
            from person in source.People
            let employment = employments[person.Id].Where(e => e.HoldsOn(Day, knownUntil.AddTicks(-1))).MaxBy(e => e.From)
            where employment is not null
            let stay = own[person.Id].OrderByDescending(a => a.From).ThenBy(a => a.Id.Value).FirstOrDefault()
            let department = stay?.DepartmentId is { } id ? departments[id] : null
            where MayFollow(db.Reader, person.Id, own[person.Id])
            select new BoardPerson(person.Id, person.StaffNumber, then.Of(person.Id, person.Name), employment.Kind, department?.Id, department?.Code ?? "",
                department is null ? "" : then.Of(department.Id, department.Name), employments[person.Id].SinceWithoutBreak(employment, knownUntil.AddTicks(-1)));
        return [.. rows.OrderBy(p => p.DepartmentCode, StringComparer.Ordinal).ThenBy(p => p.StaffNumber, StringComparer.Ordinal)];
    }

    private static bool MayFollow(Reader reader, PersonId person, IEnumerable<Assignment> stays) =>
        reader.Can(Ability.FollowAcknowledgements)
        || person == reader.PersonId
        || (reader.Can(Ability.FollowOwnDepartment) && stays.Any(a => a.DepartmentId is { } id && reader.ManagedDepartments.Contains(id)));
}
