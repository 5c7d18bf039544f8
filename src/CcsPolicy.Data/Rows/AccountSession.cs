using CcsPolicy.Domain.Acknowledgements;

namespace CcsPolicy.Data.Rows;

/// <summary>
/// サインイン。A session of an account, from signing in until it ends. The cookie names it; what it may do is asked of the person's rows. It is no evidence
/// (the journal has who signed in and out): it says who is signed in now, and goes some weeks after it has ended.
/// </summary>
public sealed class AccountSession
{
    public const int LongestDevice = 60;

    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>The account's security stamp when it was opened; a session with another stamp than its account is over.</summary>
    public required string Stamp { get; set; }

    /// <summary>How the person signed in: the value of the claim <c>amr</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Browser and system in a few words, as the user agent names itself; empty when it says nothing that we know.</summary>
    public required string Device { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The minute of the last request that a person made; written once a minute, kept exactly in memory.</summary>
    public required DateTimeOffset UsedAt { get; set; }

    /// <summary>When the person last proved who it is, by password or second factor.</summary>
    public required DateTimeOffset ConfirmedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>共用端末 at which it was opened; null elsewhere.</summary>
    public SharedTerminalId? TerminalId { get; init; }

    /// <summary>It is over from then on, where it ends before its time: at a shared terminal.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Wrong tries between the sign-in before and this one, which its pages tell of.</summary>
    public int RefusedBefore { get; init; }

    /// <summary>When the last of them was.</summary>
    public DateTimeOffset? RefusedLastAt { get; init; }
}
