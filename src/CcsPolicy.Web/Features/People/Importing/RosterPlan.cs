using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Web.Features.People.Importing;

/// <summary>What happens to a person.</summary>
public enum RosterOutcome
{
    New,
    Changed,

    /// <summary>The employment gets a last day.</summary>
    Ending,

    Unchanged,
}

/// <summary>One thing that changes: the column, what is recorded now and what will be.</summary>
public sealed record RosterEffect(string Column, string Before, string After);

/// <summary>What the import does with one row of the file.</summary>
public sealed class RosterChange(RosterRow row, Person? person)
{
    public RosterRow Row { get; } = row;

    /// <summary>Null for somebody new.</summary>
    public Person? Person { get; } = person;

    public RosterOutcome Outcome { get; set; } = person is null ? RosterOutcome.New : RosterOutcome.Unchanged;

    public List<RosterEffect> Effects { get; } = [];

    public List<Employment> EmploymentsToWithdraw { get; } = [];

    public List<(EmploymentKind Kind, DateOnly From, DateOnly? Until)> EmploymentsToRecord { get; } = [];

    public List<Assignment> AssignmentsToWithdraw { get; } = [];

    public List<(DepartmentId? Department, PostId? Post, DateOnly From, DateOnly? Until)> AssignmentsToRecord { get; } = [];

    /// <summary>When the person last left, by this list too: a stay from before is over.</summary>
    public DateTimeOffset Left { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Stays that are withdrawn and recorded again with a last day.</summary>
    public List<(Assignment Stay, DateOnly Until)> AssignmentsToCut { get; } = [];

    public bool ChangesStays =>
        EmploymentsToWithdraw.Count + EmploymentsToRecord.Count + AssignmentsToWithdraw.Count + AssignmentsToRecord.Count + AssignmentsToCut.Count > 0;

    /// <summary>発令日 of this person: the first day on which anything is otherwise than before; null when no day is.</summary>
    public DateOnly? FirstDay
    {
        get
        {
            var employment = PersonnelChange.FirstDay([.. EmploymentsToWithdraw.Select(row => (row.Kind, row.From, row.Until))], EmploymentsToRecord);
            var stays = PersonnelChange.FirstDay(
                [.. AssignmentsToWithdraw.Concat(AssignmentsToCut.Select(cut => cut.Stay)).Select(row => ((row.DepartmentId, row.PostId), row.From, row.Until))],
                [.. AssignmentsToRecord.Select(row => ((row.Department, row.Post), row.From, row.Until)), .. AssignmentsToCut.Select(cut => ((cut.Stay.DepartmentId, cut.Stay.PostId), cut.Stay.From, (DateOnly?)cut.Until))]);
            return employment is null || stays < employment ? stays : employment;
        }
    }
}

/// <summary>What is recorded now, as an import needs it: of employments also what was withdrawn.</summary>
internal sealed record RosterPresent(
    IReadOnlyDictionary<string, Person> People, ILookup<PersonId, Employment> Employments, ILookup<PersonId, Assignment> Assignments,
    IReadOnlyList<Department> Departments, IReadOnlyList<Post> Posts);

/// <summary>
/// Works out, without changing anything, what a file would change: people that it does not name stay as they are; a stay that ends or is corrected is
/// withdrawn and recorded anew; roles are never touched.
/// </summary>
internal sealed class RosterPlan
{
    private readonly RosterPresent present;
    private readonly DateOnly today;
    private readonly DateOnly? effective;
    private readonly PersonId? reader;
    private readonly Dictionary<string, DepartmentId> departments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PostId> posts = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, string> names = [];

    private RosterPlan(RosterPresent present, DateOnly today, DateOnly? effective, PersonId? reader)
    {
        (this.present, this.today, this.effective, this.reader) = (present, today, effective, reader);
        foreach (var one in present.Departments)
        {
            names[one.Id.Value] = one.Name;
            if (one.Until is null || one.Until >= today)
                (departments[one.Name], departments[one.Code]) = (one.Id, one.Id);
        }
        foreach (var one in present.Posts)
            (names[one.Id.Value], posts[one.Name]) = (one.Name, one.Id);
    }

    public List<RosterChange> Changes { get; } = [];

    public List<RosterError> Errors { get; } = [];

    /// <param name="effective">発令日 of rows that have none of their own; null for today.</param>
    /// <param name="reader">Who imports: nobody's own stays are changed by himself.</param>
    public static RosterPlan Make(RosterFile file, RosterPresent present, DateOnly today, DateOnly? effective, PersonId? reader)
    {
        var plan = new RosterPlan(present, today, effective, reader);
        foreach (var row in file.Rows)
            plan.Add(row);
        foreach (var (line, departments, posts) in file.Broken)
        {
            plan.Known(line, departments, plan.departments, id => id.Value, RosterErrors.Department);
            plan.Known(line, posts, plan.posts, id => id.Value, RosterErrors.Post);
        }
        return plan;
    }

    private void Add(RosterRow row)
    {
        var known = present.People.GetValueOrDefault(row.StaffNumber);
        var change = new RosterChange(row, known) { Left = known is null ? DateTimeOffset.MinValue : Leaving.LastOf(present.Employments[known.Id], today) };
        var before = Errors.Count;
        Words(change);
        if (change.Person is null && Missing(row) is { } missing)
        {
            Errors.Add(new RosterError(row.Line, RosterErrors.NewcomerNeeds(missing)));
            return;
        }
        Employ(change);
        if (change.EmploymentsToWithdraw.Count > 0 && !change.EmploymentsToRecord.Exists(one => one.From <= today && (one.Until ?? DateOnly.MaxValue) >= today))
            change.Left = DateTimeOffset.MaxValue;
        if (row.Departments is { } wantedDepartments)
            Assign(change, RosterColumns.Department, Known(row.Line, wantedDepartments, departments, id => id.Value, RosterErrors.Department), a => a.DepartmentId?.Value);
        if (row.Posts is { } wantedPosts)
            Assign(change, RosterColumns.Post, Known(row.Line, wantedPosts, posts, id => id.Value, RosterErrors.Post), a => a.PostId?.Value);
        if (change.Person is { } person && person.Id == reader && change.ChangesStays)
            Errors.Add(new RosterError(row.Line, RosterErrors.Yourself));
        if (change.Outcome == RosterOutcome.Unchanged && change.Effects.Count > 0)
            change.Outcome = RosterOutcome.Changed;
        if (Errors.Count == before)
            Changes.Add(change);
    }

    private string? Missing(RosterRow row) =>
        row.Name is null ? RosterColumns.Name : row.Kind is null ? RosterColumns.Kind : (row.From ?? row.MovedOn ?? effective) is null ? RosterColumns.From : null;

    private static void Words(RosterChange change)
    {
        if (change.Person is not { } person)
            return;
        Compare(RosterColumns.Name, person.Name, change.Row.Name ?? person.Name);
        Compare(RosterColumns.Kana, person.Kana, change.Row.Kana ?? person.Kana);
        if (change.Row.HasMail)
            Compare(RosterColumns.Mail, person.Mail ?? "", change.Row.Mail ?? "");

        void Compare(string column, string now, string wanted)
        {
            if (now != wanted)
                change.Effects.Add(new RosterEffect(column, now, wanted));
        }
    }

    private void Employ(RosterChange change)
    {
        var row = change.Row;
        var recorded = change.Person is { } person ? present.Employments[person.Id].Where(e => e.WithdrawnAt is null).ToList() : [];
        var day = row.MovedOn ?? effective ?? today;
        // What the row leaves out is as it is on the day before.
        var now = recorded.Find(e => e.HoldsOn(day.AddDays(-1))) ?? recorded.Find(e => e.HoldsOn(day));
        if (change.Person is not null && row.Kind is null && row.Until is null)
            return;
        if ((row.Kind ?? now?.Kind) is not { } kind)
        {
            Errors.Add(new RosterError(row.Line, RosterErrors.NotEmployed));
            return;
        }
        var from = row.From ?? (now?.Kind == kind ? now.From : day);
        var same = recorded.Find(e => e.From == from);
        var until = row.Until ?? (row.HasUntil && row.From is not null ? null : same?.Until);
        if (same is not null)
        {
            if (same.Kind == kind && same.Until == until)
                return;
            change.EmploymentsToWithdraw.Add(same);
            if (same.Until is null && until is not null)
                change.Outcome = RosterOutcome.Ending;
        }
        else if (recorded.Find(e => e.HoldsOn(from)) is { } running)
        {
            // Another employment follows the present one: that ends the day before.
            change.EmploymentsToWithdraw.Add(running);
            change.EmploymentsToRecord.Add((running.Kind, running.From, from.AddDays(-1)));
        }
        else if (recorded.FirstOrDefault(e => e.HoldsOn(today)) is { } current && current.From > from)
            change.EmploymentsToWithdraw.Add(current);
        if (recorded.Except(change.EmploymentsToWithdraw).Any(e => StayDays.Overlap(e, from, until)))
            Errors.Add(new RosterError(row.Line, PeopleErrors.EmploymentsOverlap));
        change.EmploymentsToRecord.Add((kind, from, until));
        change.Effects.Add(new RosterEffect(RosterColumns.Kind,
            string.Join("、", change.EmploymentsToWithdraw.Select(e => Written(e.Kind, e.From, e.Until))), Written(kind, from, until)));
    }

    private void Assign(RosterChange change, string column, List<Guid>? wanted, Func<Assignment, Guid?> of)
    {
        if (wanted is null)
            return;
        var day = change.Row.MovedOn ?? (change.Person is null ? change.Row.From : null) ?? effective ?? today;
        var held = change.Person is { } person
            ? present.Assignments[person.Id].Where(a => a.WithdrawnAt is null && of(a) is not null && (a.Until is not { } last || last >= day)).ToList() : [];
        var (ending, missing) = (held.Where(a => !wanted.Contains(of(a)!.Value)).ToList(), wanted.Where(id => !held.Any(a => of(a) == id && a.From <= day)).ToList());
        if (ending.Count == 0 && missing.Count == 0)
            return;
        foreach (var stay in ending)
        {
            if (stay.From < day)
                change.AssignmentsToCut.Add((stay, day.AddDays(-1)));
            else
                change.AssignmentsToWithdraw.Add(stay);
        }
        // One that was to begin later begins on the day instead.
        change.AssignmentsToWithdraw.AddRange(held.Where(a => missing.Contains(of(a)!.Value)));
        foreach (var id in missing)
            change.AssignmentsToRecord.Add(column == RosterColumns.Department ? (DepartmentId.From(id), null, day, null) : (null, PostId.From(id), day, null));
        change.Effects.Add(new RosterEffect(column,
            string.Join("、", held.Where(a => a.From <= day).Select(a => names[of(a)!.Value])), $"{(wanted.Count == 0 ? "なし" : string.Join("、", wanted.Select(id => names[id])))}（{EraDateText.InEra(day)}～）"));
    }

    private List<Guid>? Known<TId>(int line, IReadOnlyList<string> wanted, Dictionary<string, TId> known, Func<TId, Guid> value, Func<string, DomainError> unknown)
    {
        var found = new List<Guid>();
        foreach (var name in wanted)
            if (known.TryGetValue(name, out var id))
                found.Add(value(id));
            else
            {
                Errors.Add(new RosterError(line, unknown(name.Length > 40 ? name[..40] : name)));
                return null;
            }
        return found;
    }

    private static string Written(EmploymentKind kind, DateOnly from, DateOnly? until) =>
        $"{RosterColumns.Kinds.First(pair => pair.Value == kind).Key} {EraDateText.InEra(from)}～{(until is { } last ? EraDateText.InEra(last) : "")}";
}
