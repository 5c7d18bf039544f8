using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Web.Features.People.Moving;

/// <summary>異動. Where somebody stands on the first day of a change, without it and with it.</summary>
public sealed record Move(Person Person, DateOnly Day, Reader Before, Reader After)
{
    /// <summary>離職</summary>
    public bool Leaves => Before.IsWorker && !After.IsWorker;
}

/// <summary>
/// 異動に伴うこと. What follows from a change of personnel and is to be seen to, as far as whoever keeps the list of people may know it: nothing of any document stands here.
/// </summary>
/// <param name="WithoutManager">Departments that somebody managed and nobody will.</param>
/// <param name="Offices">Offices that end because who holds them leaves.</param>
/// <param name="Leaving">How many leave.</param>
/// <param name="Accounts">How many of these have an account, which opens nothing from then on.</param>
public sealed record Consequences(IReadOnlyList<string> WithoutManager, IReadOnlyList<(string Name, Role Role)> Offices, int Leaving, int Accounts)
{
    public bool IsEmpty => WithoutManager.Count + Offices.Count + Leaving == 0;

    /// <param name="assignments">All that are not withdrawn: what others hold whom the change leaves alone.</param>
    /// <param name="accounts">Who has an account.</param>
    internal static Consequences Of(
        IReadOnlyList<Move> moves, IEnumerable<Assignment> assignments, IReadOnlyCollection<Department> departments, IReadOnlyCollection<Post> posts, HashSet<PersonId> accounts)
    {
        var moved = moves.Select(move => move.Person.Id).ToHashSet();
        var lost = moves.SelectMany(move => move.Before.ManagedDepartments.Except(move.After.ManagedDepartments), (move, department) => (Department: department, move.Day))
            .GroupBy(one => one.Department, (department, days) => (Department: department, Day: days.Max(one => one.Day))).ToList();
        var managing = posts.Where(post => post is { ConfersManager: true, DepartmentId: not null }).ToDictionary(post => post.Id, post => post.DepartmentId!.Value);
        var others = assignments.Where(row => row.PostId is { } post && managing.ContainsKey(post) && !moved.Contains(row.PersonId)).ToList();
        var without = lost.Where(one => !moves.Any(move => move.After.ManagedDepartments.Contains(one.Department)) && !others.Exists(row => managing[row.PostId!.Value] == one.Department && row.HoldsOn(one.Day)))
            .Select(one => one.Department).ToHashSet();
        return new Consequences(
            [.. departments.Where(department => without.Contains(department.Id)).OrderBy(department => department.Code, StringComparer.Ordinal).Select(department => department.Name)],
            [.. moves.SelectMany(move => Roles.Appointed.Where(role => move.Before.Roles.Contains(role) && !move.After.Roles.Contains(role)), (move, role) => (move.Person.Name, role))],
            moves.Count(move => move.Leaves), moves.Count(move => move.Leaves && accounts.Contains(move.Person.Id)));
    }
}
