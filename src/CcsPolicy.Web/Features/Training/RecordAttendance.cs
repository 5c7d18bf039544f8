using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Training;

/// <summary>What keeps somebody on the list from being recorded.</summary>
public enum ListFault
{
    Unknown,
    NotEmployed,
    AlreadyThere,
    Twice,
}

/// <summary>A line of the list, or somebody who was chosen.</summary>
/// <param name="Line">In the list; null for somebody who was chosen.</param>
public sealed record ListedPerson(int? Line, string Number, PersonId? Id, string Name, ListFault? Fault);

/// <summary>An entry that there is.</summary>
/// <param name="Withdrawn">Why it was withdrawn; null while it stands.</param>
public sealed record AttendanceEntry(CourseAttendanceId Id, string Name, DateOnly HeldOn, string Place, DateTimeOffset At, string By, string? Withdrawn);

/// <summary>Who can be chosen, and who is entered.</summary>
/// <param name="Entries">Of one page.</param>
/// <param name="Total">Entries of all pages.</param>
/// <param name="Choices">Of the department that was asked for, whom the reader may follow.</param>
public sealed record AttendanceView(
    CourseId Course, string Title, DateOnly Today, IReadOnlyList<(DepartmentId Id, string Name)> Departments, IReadOnlyList<BoardPerson> Choices, IReadOnlyList<AttendanceEntry> Entries, int Total);

/// <summary>When and where a course was held, and who was there.</summary>
/// <param name="List">Staff numbers, one in a line.</param>
public sealed record TypedAttendance(DateOnly? HeldOn, string? Place, IReadOnlyCollection<PersonId> Chosen, string? List);

/// <summary>Enters who was there when a course was held in a room, all of a list or nobody, and withdraws a mistaken entry.</summary>
public sealed class RecordAttendanceHandler(ReaderDb store, KnownDocuments known, AcknowledgementBoards boards)
{
    /// <summary>Entries of a page, the latest first.</summary>
    public const int PageSize = 100;

    public async Task<AttendanceView?> ViewAsync(CourseId id, DepartmentId? department, int page, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await StandingCourse.ToWriteAsync(db, known, store.Asked, id, ct) is not { } course)
            return null;
        var board = await boards.OfAsync(db, db.Reader.Day, store.Asked, ct);
        var rows = await db.CourseAttendances.AsNoTracking().Where(row => row.CourseId == id).ToListAsync(ct);
        var withdrawn = rows.Where(row => row.WithdrawsId is not null).ToDictionary(row => row.WithdrawsId!.Value, row => db.Open(row.DocumentId, row.Reason));
        var entered = rows.FindAll(row => row.WithdrawsId is null);
        var shown = entered.OrderByDescending(row => row.RecordedAt).ThenBy(row => row.Id.Value).Skip((page - 1) * PageSize).Take(PageSize).ToList();
        var names = await db.NamesAsync(shown.SelectMany(row => new[] { row.PersonId, row.RecordedBy }), ct);
        return new AttendanceView(id, course.TitleFor(db), db.Reader.Day, [.. board.People.Where(one => one.DepartmentId is not null).Select(one => (one.DepartmentId!.Value, one.DepartmentName)).Distinct()],
            department is { } only ? [.. board.People.Where(one => one.DepartmentId == only)] : [],
            [.. shown.Select(row => new AttendanceEntry(row.Id, names[row.PersonId], row.HeldOn, db.Open(row.DocumentId, row.Place), row.RecordedAt, names[row.RecordedBy], withdrawn.GetValueOrDefault(row.Id)))], entered.Count);
    }

    /// <summary>Looks through the list and changes nothing.</summary>
    public async Task<Result<IReadOnlyList<ListedPerson>>> CheckAsync(CourseId id, TypedAttendance typed, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return await StandingCourse.ToWriteAsync(db, known, store.Asked, id, ct) is null ? TrainingErrors.NotFound : (await ReadAsync(db, id, typed, ct)).Map(read => read.People);
    }

    public async Task<Result<int>> RecordAsync(CourseId id, TypedAttendance typed, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(typed);
        await using var db = await store.OpenAsync(ct);
        if (await StandingCourse.ToWriteAsync(db, known, store.Asked, id, ct) is not { } course)
            return TrainingErrors.NotFound;
        var read = await ReadAsync(db, id, typed, ct);
        if (read.Error is { } unfit)
            return unfit;
        var (people, departments, numbers) = read.Value;
        if (people.Any(person => person.Fault is not null))
            return TrainingErrors.ListHasFaults;
        foreach (var person in people)
            db.PutAttendance(course.Document, id, numbers.GetValueOrDefault(person.Id!.Value) + 1, person.Id.Value, departments.TryGetValue(person.Id.Value, out var department) ? department : null, typed.HeldOn!.Value, typed.Place!.Trim());
        return (await db.TrySaveAsync(TrainingErrors.ChangedMeanwhile, ct)).Map(_ => people.Count);
    }

    public async Task<Result<Done>> WithdrawAsync(CourseId id, CourseAttendanceId entry, string? reason, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await StandingCourse.ToWriteAsync(db, known, store.Asked, id, ct) is not { } course)
            return TrainingErrors.NotFound;
        var rows = await db.CourseAttendances.AsNoTracking().Where(row => row.CourseId == id).ToListAsync(ct);
        if (CourseAttendance.Standing(rows).FirstOrDefault(row => row.Id == entry) is not { } mistaken)
            return TrainingErrors.ChangedMeanwhile;
        if (TypedWords.Refusal(reason, TypedWords.FewestOfAReason, TrainingErrors.WithdrawalReason) is { } refusal)
            return refusal;
        db.WithdrawAttendance(course.Document, mistaken, rows.Count(row => row.PersonId == mistaken.PersonId) + 1, reason!.Trim());
        return await db.TrySaveAsync(TrainingErrors.ChangedMeanwhile, ct);
    }

    /// <summary>Everybody who was typed or chosen, each with what is wrong; where they belonged on the day, and how many rows there are of each.</summary>
    private static async Task<Result<(IReadOnlyList<ListedPerson> People, Dictionary<PersonId, DepartmentId?> Departments, Dictionary<PersonId, int> Numbers)>> ReadAsync(PolicyDb db, CourseId id, TypedAttendance typed, CancellationToken ct)
    {
        if (typed.HeldOn is not { } day || day > db.Reader.Day)
            return TrainingErrors.HeldUnfit;
        if (typed.Place?.Trim() is not { Length: > 0 and <= CourseAttendance.LongestPlace } place || TypedWords.HasUnseen(place))
            return TrainingErrors.PlaceUnfit;
        var text = typed.List?.ReplaceLineEndings("\n") ?? "";
        if (text.Length > AttendanceList.LongestText)
            return TrainingErrors.TooManyThere;
        var list = AttendanceList.Read(text);
        if (list.Count + typed.Chosen.Count == 0)
            return TrainingErrors.NobodyThere;
        if (list.Count + typed.Chosen.Count > CourseAttendance.MostAtOnce)
            return TrainingErrors.TooManyThere;
        var numbers = list.Select(line => line.Typed).Distinct(StringComparer.Ordinal).ToList();
        var chosen = typed.Chosen.ToList();
        var people = await db.People.AsNoTracking().Where(person => numbers.Contains(person.StaffNumber) || chosen.Contains(person.Id)).Select(person => new { person.Id, person.StaffNumber, person.Name }).ToListAsync(ct);
        var ids = people.ConvertAll(person => person.Id);
        var employed = (await db.Employments.AsNoTracking().Where(row => ids.Contains(row.PersonId)).ToListAsync(ct)).Where(row => row.HoldsOn(day)).Select(row => row.PersonId).ToHashSet();
        var stays = (await db.Assignments.AsNoTracking().Where(row => ids.Contains(row.PersonId) && row.DepartmentId != null).ToListAsync(ct)).Where(row => row.HoldsOn(day)).ToLookup(row => row.PersonId);
        var rows = await db.CourseAttendances.AsNoTracking().Where(row => row.CourseId == id && ids.Contains(row.PersonId)).ToListAsync(ct);
        var there = CourseAttendance.Standing(rows).Where(row => row.HeldOn == day).Select(row => row.PersonId).ToHashSet();
        var seen = new HashSet<PersonId>();
        var read = chosen.Select(one => (Line: (int?)null, Number: "", Person: people.Find(person => person.Id == one)))
            .Concat(list.Select(line => (Line: (int?)line.Line, Number: line.Typed, Person: people.Find(person => person.StaffNumber == line.Typed))))
            .Select(one => one.Person is not { } person ? new ListedPerson(one.Line, one.Number, null, "", ListFault.Unknown)
                : new ListedPerson(one.Line, person.StaffNumber, person.Id, person.Name, !seen.Add(person.Id) ? ListFault.Twice : !employed.Contains(person.Id) ? ListFault.NotEmployed : there.Contains(person.Id) ? ListFault.AlreadyThere : null)).ToList();
        return ((IReadOnlyList<ListedPerson>)read, ids.ToDictionary(person => person, person => stays[person].OrderByDescending(row => row.From).ThenBy(row => row.Id.Value).FirstOrDefault()?.DepartmentId),
            rows.GroupBy(row => row.PersonId).ToDictionary(of => of.Key, of => of.Count()));
    }
}
