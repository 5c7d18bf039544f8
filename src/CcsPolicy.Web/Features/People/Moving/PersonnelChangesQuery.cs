using System.Collections.Frozen;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Features.People.Importing;
using CcsPolicy.Web.Words;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.People.Moving;

/// <summary>人事異動の状態。</summary>
public enum PersonnelChangeState
{
    /// <summary>発令前: can still be undone.</summary>
    Coming,

    /// <summary>発令済み</summary>
    InEffect,

    /// <summary>取消済み</summary>
    Undone,
}

/// <param name="By">Who recorded it.</param>
/// <param name="Undone">When and by whom it was undone; null while it stands.</param>
public sealed record PersonnelChangeLine(PersonnelChangeId Id, DateOnly EffectiveOn, DateTimeOffset RecordedAt, string By, (DateTimeOffset At, string By)? Undone, int People, PersonnelChangeState State);

/// <summary>Somebody in a change, from which day, and what is otherwise.</summary>
public sealed record MoveLine(string StaffNumber, string Name, DateOnly Day, IReadOnlyList<RosterEffect> Effects);

/// <summary>異動する人の仕事。Standards and basic policies that need another custodian, amendments of them that somebody who moves has written and that wait, and what those who leave have not acknowledged; nothing of procedures.</summary>
/// <param name="Open">Null for whoever may not follow acknowledgements.</param>
public sealed record WaitingWork(IReadOnlyList<(string Title, string Custodian, DateOnly From)> Custody, IReadOnlyList<(AmendmentId Id, string Title, string Author)> Drafts, int? Open)
{
    public bool IsEmpty => Custody.Count + Drafts.Count + (Open ?? 0) == 0;
}

/// <param name="Moves">The first of them.</param>
/// <param name="Follows">Null once it is in effect or undone.</param>
public sealed record PersonnelChangeView(PersonnelChangeLine Line, IReadOnlyList<MoveLine> Moves, Consequences? Follows, WaitingWork? Work, bool MayUndo);

/// <summary>Changes of personnel for those who see to what follows from them.</summary>
public sealed class PersonnelChangesQuery(ReaderDb store, AcknowledgementBoards boards, DomainWords words)
{
    public const int MostListed = 100;
    public const int MostShown = 200;

    /// <summary>The latest of them.</summary>
    public async Task<IReadOnlyList<PersonnelChangeLine>> ListAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.FollowPersonnelChanges))
            return [];
        var changes = await db.PersonnelChanges.AsNoTracking().OrderByDescending(c => c.RecordedAt).Take(MostListed)
            .Select(c => new { Change = c, People = db.PersonnelChangeRows.Where(row => row.ChangeId == c.Id).Select(row => row.PersonId).Distinct().Count() }).ToListAsync(ct);
        var by = changes.SelectMany(one => new[] { one.Change.RecordedBy, one.Change.UndoneBy }).OfType<PersonId>().Distinct().ToList();
        var names = await db.People.AsNoTracking().Where(p => by.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        return [.. changes.Select(one => Line(one.Change, one.People, names, db.Reader.Day))];
    }

    /// <summary>Null for whoever may not see it, and where there is none.</summary>
    public async Task<PersonnelChangeView?> OneAsync(PersonnelChangeId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.FollowPersonnelChanges))
            return null;
        var office = await db.OfficeAsync(ct);
        if (office.Changes.FirstOrDefault(c => c.Id == id) is not { } change)
            return null;
        var people = office.People;
        var moved = change.Rows.Select(row => row.PersonId).Distinct().ToList();
        var line = Line(change, moved.Count, people.ToDictionary(one => one.Key, one => one.Value.Name), db.Reader.Day);
        var rows = new StayRowsOfChange(change, [.. office.Employments.SelectMany(person => person)], [.. office.Assignments.SelectMany(person => person)]);
        var (departments, posts) = (office.Departments.Values, office.Posts.Values);
        var names = departments.Select(one => (one.Id.Value, one.Name)).Concat(posts.Select(one => (one.Id.Value, one.Name))).ToDictionary(one => one.Value, one => one.Name);
        List<MoveLine> moves = [.. moved.Select(person => people[person]).OrderBy(person => person.StaffNumber, StringComparer.Ordinal).Take(MostShown).Select(person => MoveOf(person, change, rows, names))];
        if (line.State != PersonnelChangeState.Coming)
            return new PersonnelChangeView(line, moves, null, null, false);
        List<Move> readers = [.. moved.Select(person => rows.MoveOf(people[person], posts, change.EffectiveOn))];
        var accounts = await db.Users.Where(a => a.ClosedAt == null).Select(a => a.PersonId).ToListAsync(ct);
        return new PersonnelChangeView(line, moves, Consequences.Of(readers, rows.Standing, departments, posts, [.. accounts]), await WorkAsync(db, readers, people, ct),
            db.Reader.Can(Ability.ManagePeople) && db.Reader.PersonId is { } me && !moved.Contains(me));
    }

    private async Task<WaitingWork?> WorkAsync(PolicyDb db, List<Move> moves, FrozenDictionary<PersonId, Person> people, CancellationToken ct)
    {
        var (edits, follows) = (db.Reader.Can(Ability.EditStandards), db.Reader.Can(Ability.FollowAcknowledgements));
        if (!edits && !follows)
            return null;
        var moved = moves.Select(move => move.Person.Id).ToHashSet();
        var (titles, documents) = (await db.TitlesAsync(ct), edits ? (await db.KnownDocumentsAsync(ct)).Select(one => one.Document).Where(d => d.Tier != Tier.Procedure).ToList() : []);
        var gaps = await db.CustodyGapsAsync(documents, ct);
        var known = documents.ToDictionary(document => document.Id);
        var waiting = !edits ? [] : await db.Amendments.AsNoTracking().Include(a => a.Authors)
            .Where(a => a.Stage == AmendmentStage.Drafted || a.Stage == AmendmentStage.InReview || a.Stage == AmendmentStage.Approved).ToListAsync(ct);
        int? open = null;
        if (follows)
        {
            var leaving = moves.Where(move => move.Leaves).Select(move => move.Person.Id).ToHashSet();
            var board = await boards.OfAsync(db, db.Reader.Day, store.Asked, ct);
            open = leaving.Count == 0 ? 0 : board.Rows(new BoardQuestion().In(BoardState.Open)).Count(row => leaving.Contains(row.Person.Id) && row.Document.Tier != Tier.Procedure);
        }
        return new WaitingWork(
            [.. gaps.Where(gap => moved.Contains(gap.CustodianId)).Select(gap => (titles.Of(gap.Document), people[gap.CustodianId].Name, gap.From))],
            [.. waiting.Where(a => known.ContainsKey(a.DocumentId)).SelectMany(a => a.Authors.Where(author => moved.Contains(author.PersonId)), (a, author) => (a.Id, titles.Of(known[a.DocumentId]), people[author.PersonId].Name))],
            open);
    }

    private MoveLine MoveOf(Person person, PersonnelChange change, StayRowsOfChange rows, Dictionary<Guid, string> names)
    {
        var (before, after) = (rows.Of(person.Id, isRecorded: false), rows.Of(person.Id, isRecorded: true));
        var day = PersonnelChange.FirstDay(before, after) ?? change.EffectiveOn;
        var effects =
            from column in (string[])[RosterColumns.Kind, RosterColumns.Department, RosterColumns.Post]
            let was = On(before, column, day)
            let becomes = On(after, column, day)
            where was != becomes
            select new RosterEffect(column, was, becomes);
        return new MoveLine(person.StaffNumber, person.Name, day, [.. effects]);

        string On(IEnumerable<(StayIn In, DateOnly From, DateOnly? Until)> stays, string column, DateOnly on) => string.Join("、", stays
            .Where(stay => stay.From <= on && (stay.Until ?? DateOnly.MaxValue) >= on && stay.In.Column == column)
            .Select(stay => stay.In.Kind is { } kind ? words[kind] : names[(stay.In.Department?.Value ?? stay.In.Post?.Value)!.Value]).Distinct().Order(StringComparer.Ordinal));
    }

    private static PersonnelChangeLine Line(PersonnelChange change, int people, Dictionary<PersonId, string> names, DateOnly today) => new(
        change.Id, change.EffectiveOn, change.RecordedAt, change.RecordedBy is { } by ? names[by] : "", change.UndoneAt is { } at ? (at, change.UndoneBy is { } undoing ? names[undoing] : "") : null, people,
        change.UndoneAt is not null ? PersonnelChangeState.Undone : change.MayBeUndoneOn(today) ? PersonnelChangeState.Coming : PersonnelChangeState.InEffect);
}
