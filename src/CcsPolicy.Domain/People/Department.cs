namespace CcsPolicy.Domain.People;

/// <summary>所属。A department of the association.</summary>
public sealed class Department
{
    public required DepartmentId Id { get; init; }

    /// <summary>Unique, chosen by the office; sorts the departments.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>First day on which it existed; null when that was before the days kept here.</summary>
    public DateOnly? From { get; set; }

    /// <summary>Last day on which it exists; null while it does.</summary>
    public DateOnly? Until { get; set; }

    public Guid RowVersion { get; set; }

    public bool ExistsOn(DateOnly day) => (From is not { } from || from <= day) && (Until is not { } until || until >= day);
}

/// <summary>職。A post that people hold in turn.</summary>
public sealed class Post
{
    public required PostId Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The department that it belongs to; null for posts of the whole association.</summary>
    public DepartmentId? DepartmentId { get; init; }

    /// <summary>Whether its holder manages the department (所属長).</summary>
    public bool ConfersManager { get; init; }

    public Guid RowVersion { get; set; }
}
