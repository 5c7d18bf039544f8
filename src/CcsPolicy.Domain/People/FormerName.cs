using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.People;

/// <summary>旧名称。The name that a department, a post or a person bore until a day, before they were called otherwise. Only added; a mistaken one is withdrawn.</summary>
public sealed class FormerName
{
    public required FormerNameId Id { get; init; }

    /// <summary>Set for the name of a department.</summary>
    public DepartmentId? DepartmentId { get; init; }

    /// <summary>Set for the name of a post.</summary>
    public PostId? PostId { get; init; }

    /// <summary>Set for the name of a person.</summary>
    public PersonId? PersonId { get; init; }

    /// <summary>Changes only where a person's name is taken out of the rows (氏名の削除).</summary>
    public required string Name { get; set; }

    /// <summary>The last day on which it was borne.</summary>
    public required DateOnly Until { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public PersonId? RecordedBy { get; init; }

    /// <summary>When it was found that there was no such name; null while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public void Withdraw(DateTimeOffset at) => WithdrawnAt ??= at;
}

/// <summary>その日の名称。What departments, posts and people were called on a day.</summary>
/// <param name="names">Former names, of whatever they are.</param>
/// <param name="day">The day that is asked for.</param>
/// <param name="known">Only what was on record before this instant counts; null for what is on record now.</param>
public sealed class NamesThen(IEnumerable<FormerName> names, DateOnly day, DateTimeOffset? known = null)
{
    private readonly Dictionary<Guid, string> then = names
        .Where(row => row.WithdrawnAt is null || row.WithdrawnAt >= known)
        .GroupBy(row => (row.DepartmentId?.Value ?? row.PostId?.Value ?? row.PersonId?.Value)!.Value)
        .Select(group => (Whose: group.Key, Name: NameIn(group, day, known)))
        .Where(found => found.Name is not null).ToDictionary(found => found.Whose, found => found.Name!);

    /// <param name="now">The name that it has now, which it also had then when no other is on record.</param>
    public string Of(DepartmentId department, string now) => then.GetValueOrDefault(department.Value, now);

    public string Of(PostId post, string now) => then.GetValueOrDefault(post.Value, now);

    public string Of(PersonId person, string now) => then.GetValueOrDefault(person.Value, now);

    // Before a change of name was put on record, everybody went by the name that it ended.
    private static string? NameIn(IEnumerable<FormerName> names, DateOnly day, DateTimeOffset? known)
    {
        var rows = names.ToList();
        return (rows.Where(row => row.Until >= day && (known is null || row.RecordedAt < known)).OrderBy(row => row.Until).ThenByDescending(row => row.RecordedAt).FirstOrDefault()
            ?? rows.Where(row => row.RecordedAt >= known).MinBy(row => row.RecordedAt))?.Name;
    }
}
