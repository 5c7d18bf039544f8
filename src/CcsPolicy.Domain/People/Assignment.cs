using System.Collections.Immutable;

namespace CcsPolicy.Domain.People;

/// <summary>在任。A stay in a department, on a post or in a role, from a day until a day (both included). Never changed: a correction withdraws it and records another.</summary>
public sealed class Assignment : IDatedRow
{
    public required AssignmentId Id { get; init; }

    public required PersonId PersonId { get; init; }

    /// <summary>Set for a stay in a department.</summary>
    public DepartmentId? DepartmentId { get; init; }

    /// <summary>Set for a stay on a post.</summary>
    public PostId? PostId { get; init; }

    /// <summary>Set for a role held by appointment.</summary>
    public Role? Role { get; init; }

    public required DateOnly From { get; init; }

    public DateOnly? Until { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public PersonId? RecordedBy { get; init; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>The stay as it was first recorded, of which this one is no more than a part; null where this is the first. What was confirmed of that stay (在任確認) holds for this one.</summary>
    public AssignmentId? PartOf { get; init; }

    /// <summary>Confirmations of which stays hold for this one: its own, and those of the stay that it is a part of. What is confirmed of a part holds for that part alone.</summary>
    public IEnumerable<AssignmentId> ConfirmedAs => PartOf is { } whole ? [Id, whole] : [Id];

    public void Withdraw(DateTimeOffset at) => WithdrawnAt ??= at;

    /// <summary>The same stay recorded anew with another last day. Cut short it stays confirmed; longer than it was, or from before the person left, it is another one, which nobody has confirmed.</summary>
    /// <param name="left">When the person last left (<see cref="Leaving.LastOf"/>).</param>
    public Assignment Again(AssignmentId id, DateOnly? until, DateTimeOffset left, DateTimeOffset at, PersonId? by) => new()
    {
        Id = id, PersonId = PersonId, DepartmentId = DepartmentId, PostId = PostId, Role = Role, From = From, Until = until, RecordedAt = at, RecordedBy = by,
        PartOf = RecordedAt >= left && (until ?? DateOnly.MaxValue) <= (Until ?? DateOnly.MaxValue) ? PartOf ?? Id : null,
    };
}

/// <summary>役割の範囲。</summary>
public static class Roles
{
    /// <summary>任命される役割: those that an appointment gives; the others follow from employment, posts and custody.</summary>
    public static readonly ImmutableArray<Role> Appointed = [Role.SecurityOfficer, Role.CisoDeputy, Role.Auditor, Role.SystemAdministrator, Role.Ciso];
}

/// <summary>役割。What authority comes from. Staff, manager and custodian follow from other rows; the others are appointed.</summary>
public enum Role
{
    /// <summary>組合業務従事者: everybody with an employment.</summary>
    Staff,

    /// <summary>所属長: follows from a post that confers it.</summary>
    DepartmentManager,

    /// <summary>規程の管理者: follows from being the custodian of a document.</summary>
    Custodian,

    /// <summary>情報セキュリティ担当者</summary>
    SecurityOfficer,

    /// <summary>最高情報セキュリティ責任者</summary>
    Ciso,

    /// <summary>最高情報セキュリティ責任者の代理</summary>
    CisoDeputy,

    /// <summary>監査担当者</summary>
    Auditor,

    /// <summary>システム管理者</summary>
    SystemAdministrator,
}
