namespace CcsPolicy.Domain.People;

/// <summary>兼務。Which offices one person may hold at the same time.</summary>
public static class JointOffices
{
    /// <summary>The auditor holds no other office, and who administers the system neither decides nor stands in for who does.</summary>
    public static bool Allows(Role one, Role other) =>
        one == other || (!(one == Role.Auditor || other == Role.Auditor)
            && !(one == Role.SystemAdministrator && other is Role.Ciso or Role.CisoDeputy)
            && !(other == Role.SystemAdministrator && one is Role.Ciso or Role.CisoDeputy));
}
