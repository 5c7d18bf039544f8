using System.Collections.Immutable;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Calendar;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Data.Reading;

/// <summary>
/// 確認状況の表。Makes boards. What they are made from is kept: people and documents under the access stamp, acknowledgements in the ledger, so that only the later ones are asked for. What comes out passes the reader
/// of the context: documents that the reader may know, people whom the reader may follow.
/// </summary>
public sealed class AcknowledgementBoards(PolicyDbFactory databases, KnownDocuments documents, OfficeCalendar office) : IDisposable
{
    private readonly KeptUnderStamp<BoardSource> source = new(databases, BoardSource.ReadAsync);
    private readonly AcknowledgementLedger ledger = new(databases);

    /// <summary>The board of a day as the reader of the context may see it.</summary>
    /// <param name="asked">The stamps under which the reader was made; null to ask.</param>
    public async Task<AcknowledgementBoard> OfAsync(PolicyDb db, DateOnly day, Stamps? asked, CancellationToken ct) => (await OfAsync(db, [day], asked, ct))[0];

    /// <summary>The boards of several days, in their order.</summary>
    public async Task<IReadOnlyList<AcknowledgementBoard>> OfAsync(PolicyDb db, IReadOnlyList<DateOnly> days, Stamps? asked, CancellationToken ct)
    {
        var (people, known, calendar) = (asked is { } stamps ? await source.AsOfAsync(stamps, ct) : await source.NowAsync(ct), await documents.AllAsync(db.Reader, asked, ct), await office.NowAsync(asked, ct));
        var acknowledged = await ledger.NowAsync(ct);
        return [.. days.Select(day => new AcknowledgementBoard(db, day, people, acknowledged, known, calendar))];
    }

    public void Dispose()
    {
        source.Dispose();
        ledger.Dispose();
    }
}

/// <summary>
/// 確認状況。Who was bound by what on a day, and whether they had acknowledged it by then.
/// A day is counted by what was on record before it ended, so a figure of a past day stays the same whatever is entered, corrected or withdrawn later:
/// nobody is counted for a duty that could not have been known that day.
/// Only documents that the reader may know are there, and only people whom the reader may follow.
/// </summary>
public sealed class AcknowledgementBoard
{
    private static readonly EmploymentKind[] Employments = Enum.GetValues<EmploymentKind>();

    private readonly Reader reader;
    private readonly BoardSource source;
    private readonly BoardDay people;
    private readonly LedgerNow ledger;

    /// <summary>Where each of <see cref="People"/> stands among the members of the day.</summary>
    private readonly int[] places;

    /// <summary>For each place of a person in the ledger, where the person stands in <see cref="People"/>; -1 for whoever does not.</summary>
    private readonly int[] standing;

    /// <summary>What was found for a document, for the next question of the same page.</summary>
    private readonly Dictionary<DocumentId, int[]> found = [];

    internal AcknowledgementBoard(PolicyDb db, DateOnly day, BoardSource source, LedgerNow ledger, IReadOnlyList<KnownDocument> documents, WorkingCalendar calendar)
    {
        (reader, Day, this.source, this.ledger, people) = (db.Reader, day, source, ledger, source.On(day));
        Documents = DocumentsOf(db, documents, calendar);
        places = [.. Enumerable.Range(0, people.Members.Count).Where(at => people.Members[at].MayBeFollowedBy(reader))];
        People = [.. places.Select(at => people.Members[at].Person)];
        standing = new int[ledger.People];
        Array.Fill(standing, -1);
        for (var at = 0; at < People.Length; at++)
            if (ledger.PlaceOf(People[at].Id) is { } place)
                standing[place] = at;
    }

    public DateOnly Day { get; }

    /// <summary>Documents in force on the day, by tier, then code.</summary>
    public ImmutableArray<BoardDocument> Documents { get; }

    /// <summary>People with an employment on the day, by department, then number.</summary>
    public ImmutableArray<BoardPerson> People { get; }

    /// <summary>The rows that the question asks for, document by document in the order of <see cref="Documents"/> and <see cref="People"/>.</summary>
    public IEnumerable<BoardRow> Rows(BoardQuestion question) => DutiesOf(question).Select(RowOf);

    /// <summary>Some of these rows, and how many there are.</summary>
    public (IReadOnlyList<BoardRow> Rows, int Total) Page(BoardQuestion question, int skip, int take)
    {
        var (rows, total) = (new List<BoardRow>(), 0);
        foreach (var duty in DutiesOf(question))
            if (total++ >= skip && rows.Count < take)
                rows.Add(RowOf(duty));
        return (rows, total);
    }

    /// <summary>長く未確認のもの: how many of a document have been open since which day, those that have been for longest first.</summary>
    public IReadOnlyList<OpenSince> LongestOpen(BoardQuestion question, int most) =>
        [.. DutiesOf(question.In(BoardState.Open)).CountBy(duty => (duty.Document, duty.Since)).Select(one => new OpenSince(one.Key.Document, one.Key.Since, one.Value)).OrderBy(one => one.Since).ThenByDescending(one => one.Count).Take(most)];

    /// <summary>The numbers of the question, counted from its rows.</summary>
    public BoardFigures FiguresOf(BoardQuestion question)
    {
        var figures = new BoardFigures(question);
        foreach (var duty in DutiesOf(question))
            figures.Count(duty);
        return figures;
    }

    private BoardRow RowOf(BoardDuty duty) => new(
        duty.Document, duty.Person, duty.Acknowledgement is { } place ? AcknowledgementOf(duty.Document, ledger.Of(duty.Document.Id)[place]) : null, duty.DueOn, duty.Since, duty.State);

    private IEnumerable<BoardDuty> DutiesOf(BoardQuestion question)
    {
        // What is the same for every document, or for everybody of one kind of employment, is asked once: there are as many cells as people times documents.
        int[] covered = [.. Enumerable.Range(0, People.Length).Where(at => question.Covers(People[at]))];
        foreach (var document in Documents)
        {
            if (question.Document is { } only && only != document.Id)
                continue;
            var granted = document.Audience == Audience.Granted;
            // Who holds a grant is for whoever keeps the grants to know; others of them see themselves.
            var onlySelf = granted && !reader.MaySeeGrants(document.Id);
            var opened = granted ? people.OpenedTo(document.Id) : [];
            var meant = document.Targets.IsEverybody ? null : people.MeantBy(document, Documents);
            var acknowledged = AcknowledgedOf(document);
            var binds = Array.ConvertAll(Employments, kind => document.Audience.Binds(kind, false));
            foreach (var at in covered)
            {
                var (person, since, isOpened) = (People[at], People[at].BoundSince, false);
                if (granted)
                {
                    if (onlySelf && person.Id != reader.PersonId)
                        continue;
                    isOpened = opened.TryGetValue(person.Id, out var opening);
                    if (isOpened && opening > since)
                        since = opening;
                }
                if (isOpened ? !document.Audience.Binds(person.Employment, true) : !binds[(int)person.Employment])
                    continue;
                if (meant is not null)
                {
                    if (meant[places[at]] < 0)
                        continue;
                    if (meant[places[at]] > since.DayNumber)
                        since = DateOnly.FromDayNumber(meant[places[at]]);
                }
                var state = acknowledged[at] >= 0 ? BoardState.Done : person.IsOnLeave ? BoardState.OnLeave : document.DueFor(since) < Day ? BoardState.Late : BoardState.Open;
                if (question.Asks(state))
                    yield return new BoardDuty(document, person, state == BoardState.Done ? acknowledged[at] : null, since, state);
            }
        }
    }

    // For each of the people the place of the row that discharges the duty: of the latest edition that was acknowledged; -1 where there is none.
    private int[] AcknowledgedOf(BoardDocument document)
    {
        if (found.TryGetValue(document.Id, out var before))
            return before;
        var best = found[document.Id] = new int[People.Length];
        Array.Fill(best, -1);
        // By the place of an edition in the ledger, since this is asked of every row.
        var places = document.EnoughEditions.Select(ledger.PlaceOf).ToList();
        var rank = new int[(places.Max() ?? -1) + 1];
        Array.Fill(rank, -1);
        for (var at = 0; at < places.Count; at++)
            if (places[at] is { } of)
                rank[of] = at;
        var rows = ledger.Of(document.Id).All;
        var until = people.KnownUntil.UtcTicks;
        for (var place = 0; place < rows.Length; place++)
        {
            ref readonly var row = ref rows[place];
            if (row.At >= until || row.Person >= standing.Length || standing[row.Person] is not (>= 0 and var at) || row.Edition >= rank.Length || rank[row.Edition] is not (>= 0 and var one) || source.WasTakenBack(row.Receipt, people.KnownUntil))
                continue;
            if (best[at] < 0 || one > rank[rows[best[at]].Edition])
                best[at] = place;
        }
        return best;
    }

    private BoardAcknowledgement AcknowledgementOf(BoardDocument document, LedgerRow row) =>
        document.Acknowledged(document.EnoughEditions.First(edition => ledger.PlaceOf(edition) == row.Edition), new DateTimeOffset(row.At, TimeSpan.Zero), row.Receipt.ToString());

    private ImmutableArray<BoardDocument> DocumentsOf(PolicyDb db, IReadOnlyList<KnownDocument> documents, WorkingCalendar calendar)
    {
        var until = people.KnownUntil;
        var rows =
            from one in documents
            let document = one.Document
            let order = one.Order.RecordedBefore(until)
            let inForce = order.InForceOn(Day)
            where inForce is not null
            let audience = OpennessDecision.AudienceAt(document.Audience, source.DecisionsOf(document.Id).Where(decision => decision.DecidedAt >= until), until)
            let hash = WithheldProvisions.From(reader, document.Id, one.Decisions).IsNone ? one.Editions[inForce.Id].Hash : (ContentHash?)null
            let campaign = Campaign.Holding(one.Campaigns.Where(decision => decision.DecidedAt < until), order, order.ToAcknowledgeOn(Day)!.Id)
            select new BoardDocument(document.Id, document.Tier, audience, db.Open(document.Id, document.Code),
                one.TitleOf(order.NamingOn(Day)!.Id, db), inForce.Id, order.NumberOf(inForce.Id), inForce.EffectiveFrom, hash, order, Day, campaign, calendar, one.Targets.At(audience, until));
        return [.. rows.OrderBy(d => d.Tier).ThenBy(d => d.Code, StringComparer.Ordinal).ThenBy(d => d.Title, StringComparer.Ordinal)];
    }
}
