using System.Collections.Concurrent;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Access;

/// <summary>
/// Under which token a session goes on after its person has proved anew who it is. Only for what this process holds open for the browser (a circuit): the cookie of
/// the former token opens nothing.
/// </summary>
public sealed class SessionHeirs(TimeProvider clock)
{
    /// <summary>As long as any session can last.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<Guid, (Guid Heir, DateTimeOffset At)> heirs = new();

    public void Follows(Guid heir, Guid former)
    {
        var now = clock.Now();
        foreach (var (old, one) in heirs)
            if (one.At + Kept < now)
                heirs.TryRemove(old, out _);
        heirs[former] = (heir, now);
    }

    /// <summary>The session that goes on for this one; itself when none does.</summary>
    public Guid Of(Guid session)
    {
        while (heirs.TryGetValue(session, out var next))
            session = next.Heir;
        return session;
    }
}
