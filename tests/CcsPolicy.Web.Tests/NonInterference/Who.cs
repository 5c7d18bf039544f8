namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>The people of both worlds.</summary>
internal enum Who
{
    // Without the need to know: they look.
    Anonymous,
    Staff,
    Officer,
    Manager,
    Auditor,
    Administrator,
    OtherCustodian,
    Contractor,

    /// <summary>Had a grant, opened the procedure and acknowledged it; the grant ends while this session is open.</summary>
    Former,

    // With the need to know: they act in the hidden.
    Custodian,
    SecondCustodian,
    Ciso,
    Deputy,
    Granted,
    Newcomer,
}

internal static class Observers
{
    public static IReadOnlyList<Who> All { get; } = [.. Enum.GetValues<Who>().Where(who => who <= Who.Former)];
}
